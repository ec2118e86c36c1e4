extension Stats {
  public static let page = ManualPage(
    Stats.self,
    """
    Sums over rows, in all or for each value: `count`, `distinct`, `sum`, `avg`, `median`, `percentile(x, p)`, `stddev`,
    `variance`, `min`, `max`, `first`, `last`, `list` (each value once). Empty values are left out. `percentile` is linear
    between the two nearest values, as in numpy; `stddev` and `variance` are those of a sample, divided by n - 1.

    With `where` an aggregate is of the rows that hold: `long = count where words > 800`.
    """,
    [
      .init("* | stats n = count, avg(words), max(date) by section | head 3", ""),
      .init(
        "* | stats n = count, long = count where words > 60, percentile(words, 90), stddev(words) by source | head 3",
        ""),
      .init("quake | stats list(source), shortest = min(words)", "over all rows"),
      .init("* | stats percentile(words)", "which percentile"),
      .init("quake | stats avg(source)", "only numbers have a mean"),
      .init("quake | stats mean = round(avg(words), 1)", "what is made of a sum comes after it"),
    ])
}
