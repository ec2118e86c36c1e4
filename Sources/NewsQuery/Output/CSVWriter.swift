/// Comma-separated values as RFC 4180 has them: a header line, lines ended by CR LF, cells with commas, quotes or line
/// ends in quotes.
enum CSVWriter: RowWriter {
  static let name = "csv"
  static let summary = "comma-separated with a header line, as RFC 4180 has it"
  static let fileEndings = ["csv"]
  static let isForMachines = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    let isSafe = options.safeCells
    DelimitedRows.write(
      table, to: &sink, delimiter: 0x2C, lineEnd: options.lineEnd?.bytes ?? [0x0D, 0x0A], hasHeader: options.hasHeader,
      hasByteOrderMark: options.hasByteOrderMark
    ) { value, bytes in
      if value.isNull { return bytes.append(contentsOf: options.nullValue.utf8) }
      cell(value, isSafe: isSafe, &bytes)
    }
  }

  private static func cell(_ value: Value, isSafe: Bool, _ bytes: inout [UInt8]) {
    guard value.mayHoldText else { return value.write(to: &bytes) }
    let start = bytes.count
    value.write(to: &bytes)
    guard start < bytes.count else { return }
    // A spreadsheet takes these for the start of a formula.
    if isSafe, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(bytes[start]) { bytes.insert(0x27, at: start) }
    guard bytes[start...].contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return }
    let cell = Array(bytes[start...])
    bytes.removeSubrange(start...)
    bytes.append(0x22)
    for byte in cell {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
