extension Quotes {
  public static let page = ManualPage(
    Quotes.self,
    """
    A row for each thing that somebody is quoted with: who, the word of saying, the words, and whether these are
    `direct`, `mixed` into a sentence of the article's or told in its own words (`indirect`). A speaker that the text does not
    tell is empty, never a guess. In a transcript (`JANE SMITH, ANCHOR: …`, also in subtitles) each turn is a quote.

    The words around quotes are known in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian and Chinese, and
    those beside whole quotes in Arabic; a note says how many articles are in other languages, where only marks, commas, colons
    and names tell a quote. Measured on marked English news: direct quotes F1 94, with mixed ones 83, the speaker right for 96
    of 100. In one frame with 268 verbs of saying in five languages, and with verbs that do not exist, speaker and quote
    are right each time.
    """,
    [
      .init("lagarde | quotes | where speaker ~ lagarde | select speaker, cue, quote", ""),
      .init("* | quotes | top 3 speaker", ""),
      .init("* | quotes | where speeker ~ lund", "a column that is not there"),
    ])
}
