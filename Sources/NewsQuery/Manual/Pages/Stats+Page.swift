extension Stats {
  public static let page = ManualPage(
    Stats.self,
    """
    Sums over rows, in all or for each value: `count`, `distinct`, `sum`, `avg`, `median`, `min`, `max`, `first`, `last`,
    `list` (each value once). Empty values are left out.
    """,
    [
      .init("* | stats n = count, avg(words), max(date) by section | head 3", ""),
      .init("quake | stats list(source), shortest = min(words)", "over all rows"),
      .init("quake | stats avg(source)", "only numbers have a mean"),
    ])
}
