/// A table for Markdown, numbers to the right.
enum MarkdownWriter: RowWriter {
  static let name = "markdown"
  static let synonyms = ["md"]
  static let summary = "a Markdown table"
  static let fileEndings = ["md", "markdown"]
  static let isForMachines = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    if case .chart = table.presentation {
      sink.write("```\n")
      // A page has no terminal's width, and a fenced block does not wrap.
      var drawn = options
      (drawn.width, drawn.color) = (80, false)
      ChartWriter.write(table, drawn, to: &sink)
      return sink.write("```\n")
    }
    sink.append { bytes in
      for column in table.columns {
        bytes.append(contentsOf: "| ".utf8)
        cell(.text(column.name), &bytes)
        bytes.append(0x20)
      }
      bytes.append(contentsOf: "|\n".utf8)
      for column in table.columns { bytes.append(contentsOf: (column.column.type == .number ? "|--:" : "|---").utf8) }
      bytes.append(contentsOf: "|\n".utf8)
    }
    var cells = table.columns.map { CellReader($0.column, cell) }
    for row in table.rows {
      if sink.hasFailed { return }
      sink.append { bytes in
        for index in cells.indices {
          bytes.append(contentsOf: "| ".utf8)
          cells[index].append(row, to: &bytes)
          bytes.append(0x20)
        }
        bytes.append(contentsOf: "|\n".utf8)
      }
    }
  }

  /// A heading for the table that follows.
  static func heading(_ title: String, to sink: inout ByteSink) {
    sink.append { bytes in
      bytes.append(contentsOf: "## ".utf8)
      cell(.text(title), &bytes)
      bytes.append(contentsOf: "\n\n".utf8)
    }
  }

  /// Each article of the rows in full, once; `level` is that of a headline.
  static func articles(_ table: Table, level: Int, to sink: inout ByteSink) {
    var seen: Set<Int> = []
    let ink = Ink(OutputOptions())
    for row in table.rows {
      guard !sink.hasFailed, let article = table.article(of: row), seen.insert(article).inserted else { continue }
      func cell(_ name: String) -> String? {
        let value = table.archive.column(name)?.value(at: article) ?? .null
        return value.isEmpty ? nil : value.printed
      }
      func paragraphs(_ field: ArticleField) -> [String] {
        ShownParagraph.all(of: field, article, table.archive, [], ink).map(\.text).filter { !$0.isEmpty }
      }
      let facts = [cell("byline"), cell("source"), cell("date"), cell("section"), cell("url") ?? cell("id")]
      sink.append { bytes in
        bytes.append(contentsOf: ((seen.count > 1 ? "\n" : "") + String(repeating: "#", count: level) + " ").utf8)
        escape(paragraphs(.headline).joined(separator: " "), into: &bytes)
        bytes.append(contentsOf: "\n\n*".utf8)
        escape(facts.compactMap { $0 }.joined(separator: " · "), into: &bytes)
        bytes.append(contentsOf: "*\n".utf8)
        for text in paragraphs(.deck) + paragraphs(.body) {
          bytes.append(0x0A)
          Prose(text: text).appendMarkdown(to: &bytes)
          bytes.append(0x0A)
        }
      }
    }
    if seen.isEmpty { sink.write("*no articles*\n") }
  }

  private static func cell(_ value: Value, _ bytes: inout [UInt8]) {
    guard value.mayHoldText else { return value.write(to: &bytes) }
    escape(value.printed, into: &bytes)
  }

  /// Appends text on one line, with nothing that Markdown would take for a mark.
  static func escape(_ text: String, into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 0x5C, 0x7C, 0x60, 0x2A, 0x5F, 0x5B, 0x5D: bytes.append(contentsOf: [0x5C, byte])
      case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
      case 0x26: bytes.append(contentsOf: "&amp;".utf8)
      case 0x0A, 0x0D, 0x09: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
  }
}
