/// A text operand in a column that the index does not hold: `byline:smith`, `tags:(steel or tin)`. Each value, and each
/// item of a list, is a text of its own.
struct ColumnText: Sendable {
  var name: String
  var query: TextQuery
  /// Nil where no article fills the field.
  var column: (any Column)?

  /// The occurrences in one text.
  func occurrences(in text: ItemWords) -> [Occurrence] {
    var source = ItemOccurrences(text: text, query: query)
    return query.pattern.occurrences(in: &source)
  }

  func count(in value: Value) -> Int {
    var count = 0
    value.forEachText { _, text in count += occurrences(in: ItemWords(text)).count }
    return count
  }
}

extension Value {
  /// Calls `body` with the text, or each text of a list and its number; numbers and dates as they are written.
  func forEachText(_ body: (Int, UnsafeRawBufferPointer) -> Void) {
    switch self {
    case .text(var text): text.withUTF8 { body(0, UnsafeRawBufferPointer($0)) }
    case .list(let items):
      for (number, item) in items.enumerated() { item.forEachText { body(number, $1) } }
    case .number(let number): Value.text(number.written).forEachText(body)
    case .date(let date): Value.text(date.description).forEachText(body)
    case .truth(let truth): Value.text(truth ? "true" : "false").forEachText(body)
    case .null: break
    }
  }
}

extension Double {
  /// Whole numbers without a point: `2020`.
  var written: String { self == rounded() && magnitude < 9_007_199_254_740_992 ? String(Int64(self)) : String(self) }
}
