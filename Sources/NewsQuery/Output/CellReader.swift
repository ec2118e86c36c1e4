/// Returns the cells of a column as bytes in a format's own escaping; where values repeat, each is escaped once.
struct CellReader {
  private let column: any Column
  private let codes: (any ColumnCodes)?
  private var known: [[UInt8]?]
  private let write: (Value, inout [UInt8]) -> Void

  /// `write` appends a value as the format has it.
  init(_ column: any Column, _ write: @escaping (Value, inout [UInt8]) -> Void) {
    self.column = column
    self.write = write
    codes = column.codes.flatMap { $0.count <= 1 << 16 ? $0 : nil }
    known = Array(repeating: nil, count: codes?.count ?? 0)
  }

  mutating func append(_ row: UInt32, to bytes: inout [UInt8]) {
    guard let codes, let code = codes.code(at: Int(row)) else {
      write(column.value(at: Int(row)), &bytes)
      return
    }
    if known[code] == nil {
      var cell: [UInt8] = []
      write(codes.value(of: code), &cell)
      known[code] = cell
    }
    if let cell = known[code] { bytes.append(contentsOf: cell) }
  }
}

/// Rows of cells with something between them: TSV and CSV.
enum DelimitedRows {
  static func write(
    _ table: Table, to sink: inout ByteSink, delimiter: UInt8, lineEnd: [UInt8], hasHeader: Bool,
    hasByteOrderMark: Bool = false,
    _ writeCell: @escaping (Value, inout [UInt8]) -> Void
  ) {
    if hasByteOrderMark { sink.write([0xEF, 0xBB, 0xBF]) }
    if hasHeader {
      sink.append { bytes in
        for (index, column) in table.columns.enumerated() {
          if index > 0 { bytes.append(delimiter) }
          writeCell(.text(column.name), &bytes)
        }
        bytes.append(contentsOf: lineEnd)
      }
    }
    var cells = table.columns.map { CellReader($0.column, writeCell) }
    for row in table.rows {
      if sink.hasFailed { return }
      sink.append { bytes in
        for index in cells.indices {
          if index > 0 { bytes.append(delimiter) }
          cells[index].append(row, to: &bytes)
        }
        bytes.append(contentsOf: lineEnd)
      }
    }
  }
}
