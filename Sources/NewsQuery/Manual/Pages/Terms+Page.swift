extension Terms {
  public static let page = ManualPage(
    Terms.self,
    """
    The most frequent words of the rows, 50 if no number is given, and how many articles have them. Case and accents do not count.
    `without` leaves words out before the first are taken: `without @stop.txt`, `without (the or of)`, `without $names`.
    """,
    [
      .init("migrant* | terms 4", ""),
      .init("migrant* | terms 4 without @stop.txt", "no stop words"),
      .init("quake | terms without stop.txt", "a list is written with its `@`"),
      .init("quake | count | terms", "counted rows have no text"),
    ])
}
