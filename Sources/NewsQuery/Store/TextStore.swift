/// Headline, deck and body of each article.
struct TextStore: @unchecked Sendable {
  private let image: Image
  private let records: UnsafeBufferPointer<ArticleRecord>
  private let text: UnsafeRawBufferPointer

  init(_ image: Image) {
    self.image = image
    records = image.array("articles", of: ArticleRecord.self)
    text = image["text"]
  }

  func record(of article: Int) -> ArticleRecord { records[article] }

  /// Whether any article has the field.
  func has(_ field: ArticleField) -> Bool {
    records.contains { range(of: field, $0).count > 0 }
  }

  /// Where a field stands, counted from the article's first byte.
  private func range(of field: ArticleField, _ record: ArticleRecord) -> Range<Int> {
    let deck = Int(record.headlineLength)
    let body = deck + Int(record.deckLength)
    switch field {
    case .headline: return 0..<deck
    case .deck: return deck..<body
    default: return body..<body + Int(record.bodyLength)
    }
  }

  func with<Result>(
    _ field: ArticleField, article: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let record = records[article]
    let range = range(of: field, record)
    let start = Int(record.textStart) + range.lowerBound
    return try body(UnsafeRawBufferPointer(rebasing: text[start..<start + range.count]))
  }
}

/// Headline, deck or body as a column.
struct StoredTextColumn: Column {
  let text: TextStore
  let field: ArticleField
  var type: ValueType { .text }

  func value(at row: Int) -> Value {
    text.with(field, article: row) { $0.isEmpty ? .null : .text(String(decoding: $0, as: UTF8.self)) }
  }
}

/// Words of the body, counted.
struct WordCountColumn: Column {
  let text: TextStore
  var type: ValueType { .number }

  func value(at row: Int) -> Value { .number(Double(text.record(of: row).bodyWordCount)) }
}
