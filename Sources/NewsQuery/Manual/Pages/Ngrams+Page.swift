extension Ngrams {
  public static let page = ManualPage(
    Ngrams.self,
    """
    The most frequent runs of k words within a sentence (2 if not said), 50 if no second number is given.
    """,
    [
      .init("quake | ngrams 3 3", ""),
      .init("quake | ngrams 0 5", "runs have a word at least"),
    ])
}
