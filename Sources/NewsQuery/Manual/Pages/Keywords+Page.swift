extension Keywords {
  public static let page = ManualPage(
    Keywords.self,
    """
    The words that mark these rows off from the rest of the archive, or from what another search finds. Ordered by
    log-likelihood (Dunning 1993); `log_ratio` (A. Hardie, 2014) is the size of the effect: 1 is twice as often, 2 four times.
    Articles that are on both sides count only for these rows.
    """,
    [
      .init("brexit source:guardian | keywords vs (brexit source:telegraph) | head 3", ""),
      .init("fentanyl | keywords 3", "against the archive"),
      .init("brexit | keywords vs telegraph", "the other search is in brackets"),
    ])
}
