extension Collocates {
  public static let page = ManualPage(
    Collocates.self,
    """
    The words that stand near the hits more often than elsewhere in the archive: at most 5 words away if no number is
    given, on both sides or one, in the same paragraph. Words after `without` are left out, and so
    are hits in text that an outlet repeats on many pages, unless `with boilerplate` is written: see `terms`.

    Ordered by log-likelihood (T. Dunning, Computational Linguistics 19, 1993). `log_dice` (P. Rychlý, RASLAN 2008) says how
    exclusively word and hits go together: 14 at most, one less where half as often.
    """,
    [
      .init("migrant* | collocates 4 left | head 3", ""),
      .init("quake | collocates | head 3", ""),
      .init("quake | collocates without (the or a) | head 3", ""),
      .init("quake | collocates 3 with boilerplate | head 2", ""),
      .init("* | collocates", "there is no word to look near"),
    ])
}
