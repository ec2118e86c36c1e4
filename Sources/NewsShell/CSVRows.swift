/// The rows of a small CSV file (RFC 4180), for `--args-from`.
enum CSVRows {
  static func rows(of bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    func endRow() {
      endCell()
      if row != [""] { rows.append(row) }
      row = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if index < bytes.count, bytes[index] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
      case UInt8(ascii: ","): endCell()
      case UInt8(ascii: "\r") where index < bytes.count && bytes[index] == 0x0A: continue
      case 0x0A: endRow()
      default: cell.append(byte)
      }
    }
    if !cell.isEmpty || !row.isEmpty { endRow() }
    return rows
  }
}
