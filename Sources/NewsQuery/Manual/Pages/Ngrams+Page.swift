extension Ngrams {
  public static let page = ManualPage(
    Ngrams.self,
    """
    The most frequent runs of k words within a sentence (2 if not said), 50 if no second number is given. A run that
    begins or ends with a word after `without` is left out. Text that an outlet repeats on many pages is left out, unless `with boilerplate` is written: see
    `terms`.
    """,
    [
      .init("quake | ngrams 3 3", ""),
      .init("quake | ngrams 2 3 without (the or in or of)", ""),
      .init("quake | ngrams 3 2 with boilerplate", ""),
      .init("quake | ngrams 0 5", "runs have a word at least"),
    ])
}
