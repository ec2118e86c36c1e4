/// A JSON array of objects, one a line.
enum JSONWriter: RowWriter {
  static let name = "json"
  static let summary = "a JSON array of objects"
  static let fileEndings = ["json"]
  static let isForMachines = true
  static let isDocument = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    sink.write("[")
    JSONObjects.write(table, to: &sink, before: { $0 == 0 ? "\n" : ",\n" }, after: "")
    sink.write(table.rows.isEmpty ? "]\n" : "\n]\n")
  }
}

/// JSON Lines: an object a row.
enum JSONLinesWriter: RowWriter {
  static let name = "jsonl"
  static let summary = "JSON Lines: an object a row"
  static let fileEndings = ["jsonl", "ndjson"]
  static let isForMachines = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    let end = String(decoding: options.lineEnd?.bytes ?? [0x0A], as: UTF8.self)
    JSONObjects.write(table, to: &sink, query: options.number, before: { _ in "" }, after: end)
  }
}

private enum JSONObjects {
  /// `query` is the number of the query, which becomes the first key.
  static func write(
    _ table: Table, to sink: inout ByteSink, query: Int? = nil, before: (Int) -> String, after: String
  ) {
    let first: [UInt8] = query.map { Array("\"query\":\($0)".utf8) } ?? []
    let keys = table.columns.enumerated().map { index, column in
      var key: [UInt8] = index == 0 && first.isEmpty ? [] : [0x2C]
      JSONText.append(column.name, to: &key)
      key.append(0x3A)
      return key
    }
    var cells = table.columns.map { CellReader($0.column, { JSONText.append($0, to: &$1) }) }
    for (place, row) in table.rows.enumerated() {
      if sink.hasFailed { return }
      sink.append { bytes in
        bytes.append(contentsOf: before(place).utf8)
        bytes.append(0x7B)
        bytes.append(contentsOf: first)
        for index in cells.indices {
          bytes.append(contentsOf: keys[index])
          cells[index].append(row, to: &bytes)
        }
        bytes.append(0x7D)
        bytes.append(contentsOf: after.utf8)
      }
    }
  }
}
