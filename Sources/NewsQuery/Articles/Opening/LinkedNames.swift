/// JSON-LD says a thing once and points at it elsewhere: `"author": {"@id": "#jane"}` beside `{"@id": "#jane", "name": "Jane
/// Doe"}`. Here the pointers become names, and what points nowhere goes.
enum LinkedNames {
  /// Puts the names in `source`, a block of JSON-LD, into what was read of it. Texts lose their HTML entities, which such
  /// blocks carry though they are no markup.
  static func resolve(_ article: inout Article, in source: [UInt8]) {
    for field in [ArticleField.headline, .deck, .section, .source] where article[field].contains("&") {
      article[field] = HTMLEntities.decoded(article[field])
    }
    article.bylines = article.bylines.map { $0.contains("&") ? HTMLEntities.decoded($0) : $0 }
    guard article.bylines.contains(where: isPointer) || isPointer(article[.source]) else { return }
    var names: [String: String] = [:]
    source.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      if let value = try? JSONValue.read(&scanner) { collect(value, &names) }
    }
    article.bylines = article.bylines.compactMap { isPointer($0) ? names[$0] : $0 }
    if isPointer(article[.source]) { article[.source] = names[article[.source]] ?? "" }
  }

  private static func isPointer(_ text: String) -> Bool {
    text.hasPrefix("#") || text.hasPrefix("_:") || text.hasPrefix("http") && text.contains("://")
  }

  private static func collect(_ value: JSONValue, _ names: inout [String: String]) {
    switch value {
    case .list(let items): for item in items { collect(item, &names) }
    case .object(let members):
      if case .text(let id)? = value["@id"], case .text(let name)? = value["name"], !name.isEmpty { names[id] = name }
      for member in members { collect(member.value, &names) }
    default: break
    }
  }
}
