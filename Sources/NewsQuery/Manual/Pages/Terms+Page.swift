extension Terms {
  public static let page = ManualPage(
    Terms.self,
    """
    The most frequent words of the rows, 50 if no number is given, and how many articles have them. Case and accents do not count.
    """,
    [
      .init("migrant* | terms 4", ""),
      .init("quake | count | terms", "counted rows have no text"),
    ])
}
