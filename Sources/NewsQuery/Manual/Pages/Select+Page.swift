extension Select {
  public static let page = ManualPage(
    Select.self,
    """
    The columns to show, also computed ones. Columns that are not shown can still be read by later stages, as long as
    rows come from articles. `*` stands for all columns: those of the rows and those of their articles.
    """,
    [
      .init("quake | select id, source, words", ""),
      .init("quake | select source, long = words > 100, year(date)", "computed, with and without a name"),
      .init("quake | head 1 | select *", "all columns"),
      .init("quake | select source, words / 2", "a computed column needs a name"),
    ])
}
