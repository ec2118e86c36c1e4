/// The articles of a table as references, each once, in the order of the rows.
enum References {
  static func write(_ table: Table, to sink: inout ByteSink, _ body: (Article) -> String) {
    var seen: Set<Int> = []
    for row in table.rows {
      guard !sink.hasFailed, let number = table.article(of: row), seen.insert(number).inserted else { continue }
      sink.write(body(table.archive.article(number)))
    }
  }

  /// The pieces of a date that are known: `2024`, `04`, `03`.
  static func pieces(_ date: NewsDate?) -> [String] {
    guard let date else { return [] }
    let day = date.precision > .day ? date.truncated(to: .day) : date
    var pieces = day.description.split(separator: "-").map(String.init)
    // The zone of a moment is no piece of its day.
    if let last = pieces.last { pieces[pieces.count - 1] = String(last.prefix(pieces.count == 1 ? 4 : 2)) }
    return Array(pieces.prefix(3))
  }

  /// In one line, without blanks at its ends.
  static func line(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace || $0.value < 0x20 }.map { String($0) }.joined(
      separator: " ")
  }
}
