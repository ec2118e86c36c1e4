extension Quotes {
  public static let page = ManualPage(
    Quotes.self,
    """
    A row for each thing that somebody is quoted with: who, the word of saying, the words, and whether these are
    `direct`, `mixed` into a sentence of the article's or told in its own words (`indirect`). A speaker that the text does not
    tell is empty, never a guess.
    """,
    [
      .init("lagarde | quotes | where speaker ~ lagarde | select speaker, cue, quote", ""),
      .init("* | quotes | top 3 speaker", ""),
      .init("* | quotes | where speeker ~ lund", "a column that is not there"),
    ])
}
