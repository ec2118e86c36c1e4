/// A JSON array of objects, one a line.
enum JSONWriter: RowWriter {
  static let name = "json"
  static let summary = "a JSON array of objects"
  static let fileEndings = ["json"]
  static let isForMachines = true

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
    JSONObjects.write(table, to: &sink, before: { _ in "" }, after: end)
  }
}

private enum JSONObjects {
  static func write(_ table: Table, to sink: inout ByteSink, before: (Int) -> String, after: String) {
    let keys = table.columns.enumerated().map { index, column in
      var key: [UInt8] = index == 0 ? [] : [0x2C]
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

/// Values and texts as JSON has them.
enum JSONText {
  static func append(_ value: Value, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .text(let string): append(string, to: &bytes)
    case .number(let number):
      if number.isFinite { value.write(to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
    case .truth, .integer: value.write(to: &bytes)
    case .date:
      bytes.append(0x22)
      value.write(to: &bytes)
      bytes.append(0x22)
    case .list(let items):
      bytes.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        append(item, to: &bytes)
      }
      bytes.append(0x5D)
    }
  }

  private static let hex = Array("0123456789abcdef".utf8)

  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0..<0x20, 0x7F:
        bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
