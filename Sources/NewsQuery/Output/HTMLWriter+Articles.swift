extension HTMLWriter {
  /// Each article of the rows in full, once.
  static func articles(_ table: Table, level: Int, to sink: inout ByteSink) {
    var seen: Set<Int> = []
    for row in table.rows {
      guard !sink.hasFailed, let article = table.article(of: row), seen.insert(article).inserted else { continue }
      self.article(article, table, level: min(6, level), to: &sink)
    }
    if seen.isEmpty { sink.write("<p class=\"f\">no articles</p>\n") }
  }

  private static func article(_ article: Int, _ table: Table, level: Int, to sink: inout ByteSink) {
    let archive = table.archive
    let hits = table.hits?.hits(in: article) ?? []
    let ink = Ink(OutputOptions())
    func paragraphs(_ field: ArticleField) -> [ShownParagraph] {
      ShownParagraph.all(of: field, article, archive, hits, ink).filter { !$0.text.isEmpty }
    }
    func cell(_ name: String) -> String? {
      let value = archive.column(name)?.value(at: article) ?? .null
      return value.isEmpty ? nil : value.printed
    }
    sink.append { bytes in
      bytes.append(contentsOf: "<article".utf8)
      if let language = cell("language"), language.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == 0x2D }) {
        bytes.append(contentsOf: " lang=\"\(language)\"".utf8)
      }
      bytes.append(contentsOf: ">\n".utf8)
    }
    for (field, tag) in [(ArticleField.headline, "h\(level) class=\"headline\""), (.deck, "p class=\"k\"")] {
      for paragraph in paragraphs(field) { marked(paragraph, tag + " dir=\"auto\"", to: &sink) }
    }
    if let byline = cell("byline") { element("p class=\"f\"", Prose(text: byline), to: &sink) }
    let facts = [cell("source"), cell("date"), cell("section")].compactMap { $0 }
    if !facts.isEmpty { element("p class=\"f\"", Prose(text: facts.joined(separator: " · ")), to: &sink) }
    if let place = cell("url") ?? cell("id") {
      sink.append { bytes in
        bytes.append(contentsOf: "<p class=\"f\">".utf8)
        link(place, into: &bytes)
        bytes.append(contentsOf: "</p>\n".utf8)
      }
    }
    for paragraph in paragraphs(.body) { marked(paragraph, "p dir=\"auto\"", to: &sink) }
    sink.write("</article>\n")
  }

  private static func marked(_ paragraph: ShownParagraph, _ tag: String, to sink: inout ByteSink) {
    let text = Array(paragraph.text.utf8)
    sink.append { bytes in
      bytes.append(contentsOf: "<\(tag)>".utf8)
      var position = 0
      for hit in paragraph.hits where hit.lowerBound >= position {
        escape(String(decoding: text[position..<hit.lowerBound], as: UTF8.self), into: &bytes)
        bytes.append(contentsOf: "<mark>".utf8)
        escape(String(decoding: text[hit], as: UTF8.self), into: &bytes)
        bytes.append(contentsOf: "</mark>".utf8)
        position = hit.upperBound
      }
      escape(String(decoding: text[position...], as: UTF8.self), into: &bytes)
      bytes.append(contentsOf: "</\(tag.prefix { $0 != " " })>\n".utf8)
    }
  }
}
