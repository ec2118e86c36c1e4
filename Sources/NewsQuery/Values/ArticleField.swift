/// The fields of an article that hold one text. `body` keeps its dateline as printed; `lead` is not stored, it is the
/// first paragraph after the dateline.
public enum ArticleField: UInt8, CaseIterable, Sendable {
  case headline, deck, body, id, dateline, located, source, section, language, url, file

  /// The fields that are searched if a search names none, in the order in which their words are counted.
  public static let searched: [ArticleField] = [.headline, .deck, .body]
  static let textFields = ArticleField.allCases

  /// As it is typed in a query. Printing the case asks the runtime for its name, which takes a hundred times longer.
  var name: String {
    switch self {
    case .headline: "headline"
    case .deck: "deck"
    case .body: "body"
    case .id: "id"
    case .dateline: "dateline"
    case .located: "located"
    case .source: "source"
    case .section: "section"
    case .language: "language"
    case .url: "url"
    case .file: "file"
    }
  }
}
