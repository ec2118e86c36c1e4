/// Articles in full, as a cutting: headline, byline, where and when, then the text in paragraphs, hits marked.
enum ReadingWriter: RowWriter {
  static let name = "read"
  static let summary = "the articles in full"
  static let fileEndings: [String] = []

  /// Lines longer than this are hard to read.
  private static let widest = 88

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    let ink = Ink(options)
    let width = options.width.map { min(max($0, 1), widest) }
    var seen: Set<Int> = []
    for row in table.rows {
      guard !sink.hasFailed, let article = table.article(of: row), seen.insert(article).inserted else { continue }
      if seen.count > 1 { sink.write("\n" + ink.dim(ink.rule(min(width ?? 72, 72))) + "\n\n") }
      write(article, table, ink, width, to: &sink)
    }
    if let footer = options.footer { sink.write(ink.dim(footer) + "\n") }
  }

  private static func write(_ article: Int, _ table: Table, _ ink: Ink, _ width: Int?, to sink: inout ByteSink) {
    let archive = table.archive
    let hits = table.hits?.hits(in: article) ?? []
    for field in [ArticleField.headline, .deck] {
      let paragraphs = ShownParagraph.all(of: field, article, archive, hits, ink)
      for paragraph in paragraphs {
        for line in paragraph.lines(width: width) {
          sink.write((field == .headline ? ink.bold(line.marked(ink)) : line.marked(ink)) + "\n")
        }
      }
    }
    func cell(_ name: String) -> String? {
      let value = archive.column(name)?.value(at: article) ?? .null
      return value.isEmpty ? nil : ink.safe(value.printed)
    }
    let facts: [String?] = [
      cell("byline"), [cell("source"), cell("date"), cell("section")].compactMap { $0 }.joined(separator: " · "),
      cell("url") ?? cell("id"),
    ]
    for fact in facts.compactMap({ $0 }) where !fact.isEmpty {
      let lines = width.map { DisplayWidth.wrap(fact, columns: $0).map(String.init) } ?? [fact]
      for line in lines { sink.write(ink.dim(line) + "\n") }
    }
    for paragraph in ShownParagraph.all(of: .body, article, archive, hits, ink) {
      sink.write("\n")
      for line in paragraph.lines(width: width) { sink.write(line.marked(ink) + "\n") }
    }
  }
}
