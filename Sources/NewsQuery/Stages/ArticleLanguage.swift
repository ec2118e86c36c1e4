/// The language that the texts of an article are read in: the declared one, or else the one its body is plainly written in.
struct ArticleLanguage: Sendable {
  private let archive: Archive
  private let declared: (any Column)?

  init(_ archive: Archive) {
    self.archive = archive
    declared = archive.column("language")
  }

  /// A language tag; empty if English is a good default.
  func tag(_ text: PassageText) -> String {
    if let tag = declared?.value(at: text.article).printed, !tag.isEmpty { return tag }
    let own = LanguageGuess.tag(of: text.text)
    // A headline is too short to tell, and seldom matters: bodies are looked at for those with a number.
    guard own.isEmpty, text.field != .body, text.text.contains(where: { $0.isASCIIDigit }) else { return own }
    return archive.withText(of: .body, article: text.article) { LanguageGuess.tag(of: $0) }
  }
}
