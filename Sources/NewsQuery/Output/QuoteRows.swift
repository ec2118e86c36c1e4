/// Rows of the stage `quotes` as quotes: what was said, by whom, where.
struct QuoteRows {
  private let table: Table
  private let quote: any Column
  private let speaker: any Column
  private let kind: (any Column)?
  /// Further columns that are shown, but for those of the article that every quote names.
  private let others: [Table.NamedColumn]
  /// What each quote names of its article.
  private static let origin = ["source", "date"]
  private static let known: Set<String> = [
    "source", "date", "headline", "url", "id", "cue", "kind", "near", "speaker", "quote",
  ]

  /// Nil if the rows are not passages with a speaker and a quote, or have other columns, which belong into a table.
  init?(_ table: Table) {
    guard case .passages = table.origin else { return nil }
    func column(_ name: String) -> (any Column)? { table.columns.first { $0.name == name }?.column }
    guard let quote = column("quote"), let speaker = column("speaker"),
      table.columns.allSatisfy({ QuoteRows.known.contains($0.name) })
    else { return nil }
    (self.table, self.quote, self.speaker, kind) = (table, quote, speaker, column("kind"))
    others = table.columns.filter { ["headline", "id", "near"].contains($0.name) }
  }

  private struct Quote {
    var text: String
    var speaker: String
    /// The source and the date, then what else is shown.
    var origin: [String]
    var address: String?
  }

  private func quote(_ row: UInt32) -> Quote {
    let article = table.article(of: row)
    func cell(_ name: String) -> String? {
      guard let article, let value = table.archive.column(name)?.value(at: article), !value.isEmpty else { return nil }
      return value.printed
    }
    var origin = QuoteRows.origin.compactMap(cell)
    for column in others {
      let value = column.column.value(at: Int(row))
      if value.isEmpty { continue }
      origin.append(column.column.type == .truth ? "\(column.name): \(value.printed)" : value.printed)
    }
    // What is not in the speaker's own words must not look as if it were.
    if let kind = kind?.value(at: Int(row)).printed, !kind.isEmpty, kind != "direct" { origin.append(kind) }
    let speaker = speaker.value(at: Int(row)).printed
    return Quote(
      text: quote.value(at: Int(row)).printed, speaker: speaker.isEmpty ? "speaker not named" : speaker, origin: origin,
      address: cell("url"))
  }

  func appendHTML(to sink: inout ByteSink) {
    for row in table.rows {
      if sink.hasFailed { return }
      let quote = quote(row)
      sink.append { bytes in
        bytes.append(contentsOf: "<figure class=\"q\">\n<blockquote dir=\"auto\"><p>".utf8)
        HTMLWriter.escape(quote.text, into: &bytes)
        bytes.append(contentsOf: "</p></blockquote>\n<figcaption><b>".utf8)
        HTMLWriter.escape(quote.speaker, into: &bytes)
        bytes.append(contentsOf: "</b>".utf8)
        for (place, text) in quote.origin.enumerated() {
          bytes.append(contentsOf: (place == 0 ? " · " : ", ").utf8)
          if place == 0, let address = quote.address {
            HTMLWriter.link(address, named: text, into: &bytes)
          } else {
            Prose(text: text).appendHTML(to: &bytes)
          }
        }
        bytes.append(contentsOf: "</figcaption>\n</figure>\n".utf8)
      }
    }
    if table.rows.isEmpty { sink.write("<p class=\"f\">no rows</p>\n") }
  }

  func appendMarkdown(to sink: inout ByteSink) {
    for (place, row) in table.rows.enumerated() {
      if sink.hasFailed { return }
      let quote = quote(row)
      sink.append { bytes in
        bytes.append(contentsOf: (place == 0 ? "> " : "\n> ").utf8)
        Prose(text: quote.text).appendMarkdown(to: &bytes)
        bytes.append(contentsOf: "\n>\n> — **".utf8)
        MarkdownWriter.escape(quote.speaker, into: &bytes)
        bytes.append(contentsOf: "**".utf8)
        for (place, text) in quote.origin.enumerated() {
          bytes.append(contentsOf: (place == 0 ? " · " : ", ").utf8)
          MarkdownWriter.escape(text, into: &bytes)
        }
        bytes.append(0x0A)
      }
    }
    if table.rows.isEmpty { sink.write("*no rows*\n") }
  }

  func appendText(width: Int, _ ink: Ink, to sink: inout ByteSink) {
    for (place, row) in table.rows.enumerated() {
      if sink.hasFailed { return }
      let quote = quote(row)
      if place > 0 { sink.write("\n") }
      let origin = ([quote.speaker] + quote.origin).joined(separator: ", ")
      for text in [ink.safe(quote.text), "— " + ink.safe(origin)] {
        for line in DisplayWidth.wrap(text, columns: max(20, width - 2)) { sink.write("  \(line)\n") }
      }
    }
    if table.rows.isEmpty { sink.write("no rows\n") }
  }
}
