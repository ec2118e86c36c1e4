/// The fields of an article that hold one text. `body` keeps its dateline as printed; `lead` is not stored, it is the
/// first paragraph after the dateline.
public enum ArticleField: UInt8, CaseIterable, Sendable {
  case headline, deck, body, id, dateline, located, source, section, language, url

  /// The fields that are searched if a search names none, in the order in which their words are counted.
  public static let searched: [ArticleField] = [.headline, .deck, .body]
  static let textFields = ArticleField.allCases
}
