extension Top {
  public static let page = ManualPage(
    Top.self,
    """
    The most frequent values of a column, ten if no number is given. An item of a list counts for itself.
    """,
    [
      .init("* | top 3 tags", ""),
      .init("* | top 3 section", ""),
      .init("* | top 3", "a column is asked for"),
    ])
}
