/// What ninjs has no place for, kept in the items that newsq writes: `"altIds": [{"role": "newsq", "value": "{…}"}]`.
///
/// The value is a JSON object: a field of the article that would be read otherwise from the item's own keys, and under
/// `others` the input's own columns. An article that went out as ninjs and is read again is the same article.
struct NinjsRest {
  static let role = "newsq"
  private let members: [JSONValue.Member]

  /// Nil where the item was not written by newsq.
  init?(altIds: JSONValue) {
    guard case .list(let items) = altIds,
      let own = items.first(where: { $0["role"] == .text(NinjsRest.role) }),
      case .text(let text)? = own["value"]
    else { return nil }
    let value = Array(text.utf8).withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      return try? JSONValue.read(&scanner)
    }
    guard case .object(let members)? = value else { return nil }
    self.members = members
  }

  func apply(to article: inout Article, fields: ArticleFieldSet) {
    for member in members {
      if member.key == "others" {
        guard fields.hasOthers, case .object(let columns) = member.value else { continue }
        article.others = columns.map { ($0.key, $0.value.inputValue) }
        continue
      }
      guard let column = ArticleColumn.allCases.first(where: { $0.name == member.key }), fields.contains(column),
        column != .file
      else { continue }
      let text: String
      if case .text(let written) = member.value { text = written } else { text = "" }
      switch column {
      case .byline: article.bylines = member.value.texts
      case .credit: article.credits = member.value.texts
      case .tags: article.tags = member.value.texts
      case .date: article.published = NewsDate(iso: text)
      case .updated: article.updated = NewsDate(iso: text)
      case .added: article.added = NewsDate(iso: text)
      default: if let field = column.textField { article[field] = text }
      }
    }
  }

  /// The object for an article whose item is read again as `back`.
  static func text(of article: Article, readAs back: Article) -> [UInt8] {
    var text: [UInt8] = [0x7B]
    func member(_ name: String, _ value: Value) {
      if text.count > 1 { text.append(0x2C) }
      JSONText.append(name, to: &text)
      text.append(0x3A)
      JSONText.append(value, to: &text)
    }
    for column in ArticleColumn.allCases where column != .file {
      switch column {
      case .byline: if article.bylines != back.bylines { member(column.name, .list(article.bylines.map { .text($0) })) }
      case .credit: if article.credits != back.credits { member(column.name, .list(article.credits.map { .text($0) })) }
      case .tags: if article.tags != back.tags { member(column.name, .list(article.tags.map { .text($0) })) }
      case .date: if article.published != back.published { member(column.name, date(article.published)) }
      case .updated: if article.updated != back.updated { member(column.name, date(article.updated)) }
      case .added: if article.added != back.added { member(column.name, date(article.added)) }
      default:
        guard let field = column.textField, article[bytes: field] != back[bytes: field] else { continue }
        member(column.name, .text(article[field]))
      }
    }
    if text.count > 1 { text.append(0x2C) }
    JSONText.append("others", to: &text)
    text.append(contentsOf: [0x3A, 0x7B])
    for (index, other) in article.others.enumerated() {
      if index > 0 { text.append(0x2C) }
      JSONText.append(other.name, to: &text)
      text.append(0x3A)
      JSONText.append(Value(other.value), to: &text)
    }
    text.append(contentsOf: [0x7D, 0x7D])
    return text
  }

  private static func date(_ date: NewsDate?) -> Value { date.map(Value.date) ?? .null }
}

extension Value {
  init(_ input: InputValue) {
    switch input {
    case .null: self = .null
    case .truth(let truth): self = .truth(truth)
    case .number(let number): self = .number(number)
    case .integer(let number): self = .whole(number)
    case .text(let text): self = .text(text)
    case .list(let items): self = .list(items.map { Value($0) })
    }
  }
}
