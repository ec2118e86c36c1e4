extension Keywords {
  public static let page = ManualPage(
    Keywords.self,
    """
    The words that mark these rows off from the rest of the archive, or from what another search finds. Ordered by
    log-likelihood (Dunning 1993); `log_ratio` (A. Hardie, 2014) is the size of the effect: 1 is twice as often, 2 four times.
    Articles that are on both sides count only for these rows.

    `keywords by source` marks each of the ten largest groups off from the other rows, ten words each if no number is given.
    `tf_idf` is the count times ln(N / n), of the N articles of the archive n of which have the word (Spärck Jones 1972); the
    order stays that of log-likelihood. `without` leaves words out before the first n are taken: `without @stop.txt`, `without
    (said or mr)`, `without $names`. `n` counts articles that have the word anywhere.

    Text that an outlet repeats on many pages is left out on both sides, unless `with boilerplate` is written: see `terms`.
    """,
    [
      .init("brexit source:guardian | keywords vs (brexit source:telegraph) | head 3", ""),
      .init("fentanyl | keywords 3", "against the archive"),
      .init("brexit or migrant* | keywords 2 by source without @stop.txt", "each group"),
      .init("fentanyl | keywords 2 with boilerplate", "also what stands on many pages"),
      .init("brexit | keywords by source vs (telegraph)", "one or the other"),
      .init("brexit | keywords vs telegraph", "the other search is in brackets"),
    ])
}
