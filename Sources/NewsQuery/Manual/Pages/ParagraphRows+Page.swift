extension ParagraphRows {
  public static let page = ManualPage(
    ParagraphRows.self,
    """
    A row for each paragraph, with its number; the headline and the deck are one each.
    """,
    [
      .init("\"aid budget\" | paragraphs | where near", ""),
      .init("quake | count | paragraphs", "counted rows have no text"),
    ])
}
