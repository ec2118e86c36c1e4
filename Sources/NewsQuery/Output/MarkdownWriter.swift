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

  private static func cell(_ value: Value, _ bytes: inout [UInt8]) {
    guard value.mayHoldText else { return value.write(to: &bytes) }
    for byte in value.printed.utf8 {
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
