/// Tab-separated values with a header line; tab, line ends and backslash in a cell are `\t`, `\n`, `\r`, `\\`.
enum TSVWriter: RowWriter {
  static let name = "tsv"
  static let summary = "tab-separated with a header line; tabs and line ends in cells as \\t and \\n"
  static let fileEndings = ["tsv", "tab"]
  static let isForMachines = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    // Where a NUL ends the row, line ends in a cell need no escape, and what takes such rows would not undo one.
    let isEscaped = options.lineEnd != .nul
    DelimitedRows.write(
      table, to: &sink, delimiter: 0x09, lineEnd: options.lineEnd?.bytes ?? [0x0A], hasHeader: options.hasHeader,
      hasByteOrderMark: options.hasByteOrderMark
    ) { value, bytes in
      if value.isNull { return bytes.append(contentsOf: options.nullValue.utf8) }
      if isEscaped { cell(value, &bytes) } else { value.write(to: &bytes) }
    }
  }

  private static func cell(_ value: Value, _ bytes: inout [UInt8]) {
    guard value.mayHoldText else { return value.write(to: &bytes) }
    let start = bytes.count
    value.write(to: &bytes)
    guard let first = bytes[start...].firstIndex(where: isEscaped) else { return }
    let rest = Array(bytes[first...])
    bytes.removeSubrange(first...)
    for byte in rest {
      switch byte {
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
      default: bytes.append(byte)
      }
    }
  }

  private static func isEscaped(_ byte: UInt8) -> Bool { byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x5C }
}

extension Value {
  /// False if the printed value needs no escaping in any format.
  var mayHoldText: Bool {
    switch self {
    case .text, .list: true
    default: false
    }
  }
}
