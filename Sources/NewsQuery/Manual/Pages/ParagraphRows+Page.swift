extension ParagraphRows {
  public static let page = ManualPage(
    ParagraphRows.self,
    """
    A row for each paragraph, with its number; the headline and the deck are one each. `boilerplate` is true for text that an outlet
    repeats on many pages: see `terms`.
    """,
    [
      .init("\"aid budget\" | paragraphs | where near", ""),
      .init("quake | paragraphs | where not boilerplate | count by field", ""),
      .init("quake | count | paragraphs", "counted rows have no text"),
    ])
}
