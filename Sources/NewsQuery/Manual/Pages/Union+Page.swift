extension Union {
  public static let page = ManualPage(
    Union.self,
    """
    The rows of a result or a file after these. Columns go by name, never by place; a cell without a column is empty. All rows
    are kept, and a note says how many are in both.
    """,
    [
      .init("let quakes = quake | select id, source; migrant* | select id, date | head 2 | union $quakes"),
      .init("let n = * | top 2 source; * | top 3 source | union $n"),
      .init(
        "let n = * | top 2 source; quake | select source, count = id | union $n", "columns of one name must be alike"),
    ])
}
