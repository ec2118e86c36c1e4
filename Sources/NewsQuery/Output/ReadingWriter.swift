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
      let paragraphs = Paragraph.all(of: field, article, archive, hits, ink)
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
    for paragraph in Paragraph.all(of: .body, article, archive, hits, ink) {
      sink.write("\n")
      for line in paragraph.lines(width: width) { sink.write(line.marked(ink) + "\n") }
    }
  }
}

/// A paragraph safe to show, and where hits are in it.
private struct Paragraph {
  var text = ""
  /// UTF-8 offsets in `text`.
  var hits: [Range<Int>] = []

  static func all(
    of field: ArticleField, _ article: Int, _ archive: Archive, _ hits: [Hit], _ ink: Ink
  ) -> [Paragraph] {
    let marks = hits.filter { $0.field == field }.map(\.bytes).sorted { $0.lowerBound < $1.lowerBound }
    return archive.withText(of: field, article: article) { text in
      var made: [Paragraph] = []
      var next = 0
      Paragraphs.forEach(in: text) { range in
        var paragraph = Paragraph()
        var position = range.lowerBound
        func add(_ end: Int, isHit: Bool) {
          guard end > position else { return }
          let start = paragraph.text.utf8.count
          paragraph.text += ink.safe(String(decoding: text[position..<end], as: UTF8.self))
          if isHit { paragraph.hits.append(start..<paragraph.text.utf8.count) }
          position = end
        }
        while next < marks.count, marks[next].lowerBound < range.upperBound {
          add(min(marks[next].lowerBound, range.upperBound), isHit: false)
          add(min(marks[next].upperBound, range.upperBound), isHit: true)
          if marks[next].upperBound > range.upperBound { break }
          next += 1
        }
        add(range.upperBound, isHit: false)
        made.append(paragraph)
      }
      return made
    }
  }

  struct Line {
    var text: Substring
    var hits: [Range<Int>]

    /// The line with its hits marked.
    func marked(_ ink: Ink) -> String {
      let bytes = Array(text.utf8)
      var result = ""
      var position = 0
      for hit in hits {
        result += String(decoding: bytes[position..<hit.lowerBound], as: UTF8.self)
        result += ink.hit(String(decoding: bytes[hit], as: UTF8.self))
        position = hit.upperBound
      }
      return result + String(decoding: bytes[position...], as: UTF8.self)
    }
  }

  func lines(width: Int?) -> [Line] {
    let parts = width.map { DisplayWidth.wrap(text, columns: $0) } ?? [text[...]]
    return parts.map { part in
      let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
      let span = start..<start + part.utf8.count
      let inside = hits.filter { $0.overlaps(span) }.map { hit in
        let hit = hit.clamped(to: span)
        return hit.lowerBound - start..<hit.upperBound - start
      }
      return Line(text: part, hits: inside)
    }
  }
}
