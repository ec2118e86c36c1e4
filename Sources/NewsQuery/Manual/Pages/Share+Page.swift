extension Share {
  public static let page = ManualPage(
    Share.self,
    """
    How many of a thousand articles that a value has in the archive are among these. The archive is taken under the same
    conditions on date, source, section and language that the search has, so that `date:2024` never divides by other years; a
    note names them.
    """,
    [
      .init("migrant* | share by source", ""),
      .init("migrant* date:2024-06 | share by source", "divided by the articles of that month"),
      .init("migrant* | share by month", "over time"),
      .init("migrant* | share", "it needs a column"),
    ])
}
