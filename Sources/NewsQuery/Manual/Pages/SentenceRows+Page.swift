extension SentenceRows {
  public static let page = ManualPage(
    SentenceRows.self,
    """
    A row for each sentence; the headline and the deck are one each. `near` is true within ten words of a hit.
    """,
    [
      .init("\"aid budget\" | sentences | where near | select paragraph, sentence", ""),
      .init("quake | sentences | count by source", ""),
      .init("quake | count | sentences", "counted rows have no text"),
    ])
}
