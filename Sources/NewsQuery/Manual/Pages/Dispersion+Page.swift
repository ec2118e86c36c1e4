extension Dispersion {
  public static let page = ManualPage(
    Dispersion.self,
    """
    A row for each term of the search: its hits, how many parts there are, in how many of them it is (`range`), Juilland's D
    (1 if every part has the same share of it) and the deviation of proportions `dp` (0 then). Parts are articles, or the values
    of a column, with all their words; they are taken under the same conditions as `share` takes its divisor, which a note names.
    """,
    [
      .init("(migrant* or refugee*) | dispersion by source", ""),
      .init("tariff* date:2024 | dispersion", "over articles"),
      .init("* | dispersion by source", "of which words?"),
    ])
}
