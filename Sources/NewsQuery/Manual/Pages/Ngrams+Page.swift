extension Ngrams {
  public static let page = ManualPage(
    Ngrams.self,
    """
    The most frequent runs of k words within a sentence (2 if not said), 50 if no second number is given. A run that
    begins or ends with a word after `without` is left out.
    """,
    [
      .init("quake | ngrams 3 3", ""),
      .init("quake | ngrams 2 3 without (the or in or of)", ""),
      .init("quake | ngrams 0 5", "runs have a word at least"),
    ])
}
