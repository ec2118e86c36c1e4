/// One block a row: names beside values, long texts wrapped under each other.
enum RecordWriter: RowWriter {
  static let name = "record"
  static let summary = "one block a row, a line for each column"
  static let fileEndings: [String] = []

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    let ink = Ink(options)
    let names = table.columns.map { ink.safe($0.name) }
    let label = names.map { DisplayWidth.of($0) }.max() ?? 0
    for (place, row) in table.rows.prefix(options.rowLimit ?? Int.max).enumerated() {
      if sink.hasFailed { return }
      if place > 0 { sink.write("\n") }
      for (index, column) in table.columns.enumerated() {
        let value = column.column.value(at: Int(row))
        var lines = lines(
          of: value.isNull ? options.nullValue : ink.safe(value.printed, .keep),
          width: options.width.map { $0 - label - 2 })
        while lines.count > 1, lines[lines.count - 1].isEmpty { lines.removeLast() }
        for (number, line) in lines.enumerated() {
          let name = DisplayWidth.pad(number == 0 ? names[index] : "", columns: label)
          sink.write(line.isEmpty ? (number == 0 ? trimmed(ink.bold(name)) : "") : ink.bold(name) + "  " + line)
          sink.write("\n")
        }
      }
    }
    if let footer = options.footer { sink.write(ink.dim(footer) + "\n") }
  }

  private static func lines(of text: String, width: Int?) -> [String] {
    if let width { return DisplayWidth.wrap(text, columns: max(width, 8)).map(String.init) }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.utf8.last == 0x20 { text.removeLast() }
    return text
  }
}
