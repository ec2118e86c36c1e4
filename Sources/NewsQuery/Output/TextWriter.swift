/// Plain text: the articles in full, each paragraph a line; where rows were counted, a table.
enum TextWriter: RowWriter {
  static let name = "text"
  static let summary = "the articles in full as plain text"
  static let fileEndings: [String] = []
  static let writesWholeArticles = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    var plain = options
    plain.color = false
    if case .none = table.origin {
      TableWriter.write(table, plain, to: &sink)
    } else {
      ReadingWriter.write(table, plain, to: &sink)
    }
  }
}
