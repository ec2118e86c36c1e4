/// What a field holds, as far as the parser must know: `source=x` is refused because a source is text, `date:2020`
/// is a year because a date is a date.
public enum FieldKind: Equatable, Sendable {
  case text, list, number, date, truth

  /// The kinds of the fields that every article has, under their own names and those of the input that may be typed.
  /// Nil for any other name.
  public static func ofArticle(_ name: String) -> FieldKind? { articleFields[name.lowercased()] }

  private static let articleFields: [String: FieldKind] = {
    var kinds: [String: FieldKind] = [:]
    let text = [
      "id", "uri", "guid", "identifier", "headline", "hlead", "title", "hedline", "hd", "deck", "description",
      "abstract",
      "summary", "dateline", "located", "location", "source", "publisher", "provider", "sitename", "hostname", "domain",
      "outlet", "section", "category", "service", "language", "lang", "url", "link", "body", "articlebody", "content",
      "lead",
    ]
    let list = ["byline", "author", "authors", "creator", "credit", "creditline", "infosource", "tags", "keywords"]
    let date = ["date", "published", "datepublished", "updated", "datemodified", "added"]
    for name in text { kinds[name] = .text }
    for name in list { kinds[name] = .list }
    for name in date { kinds[name] = .date }
    kinds["words"] = .number
    return kinds
  }()

  /// In words, for messages: `a number`.
  var described: String {
    switch self {
    case .text: "text"
    case .list: "a list of texts"
    case .number: "a number"
    case .date: "a date"
    case .truth: "`true` or `false`"
    }
  }
}
