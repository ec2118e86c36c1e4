/// A list as programs write it into one cell of a table: `['Ann Lee', 'Tom Reed']` of Python, `["a", "b"]` of JSON,
/// `['a' 'b']` of NumPy.
enum WrittenList {
  /// The texts of the list; nil if the cell is not a list of quoted texts. `[]` is a list of none.
  static func items(_ cell: UnsafeRawBufferPointer) -> [String]? {
    let range = ByteSearch.trimmed(cell, 0..<cell.count)
    guard range.count >= 2, cell[range.lowerBound] == UInt8(ascii: "["), cell[range.upperBound - 1] == UInt8(ascii: "]")
    else { return nil }
    var items: [String] = []
    var at = range.lowerBound + 1
    let end = range.upperBound - 1
    var isBehindItem = false
    while true {
      while at < end, cell[at] <= 0x20 { at += 1 }
      if at >= end { return items }
      let byte = cell[at]
      if byte == UInt8(ascii: ",") {
        guard isBehindItem else { return nil }
        isBehindItem = false
        at += 1
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        guard let item = quoted(cell, &at, end) else { return nil }
        if !item.isEmpty { items.append(item) }
        isBehindItem = true
      } else if ByteSearch.matches("None", in: cell, at: at) || ByteSearch.matches("null", in: cell, at: at) {
        at += 4
        isBehindItem = true
      } else {
        return nil
      }
    }
  }

  /// The text between the quotes that begin at `at`, escapes resolved.
  private static func quoted(_ cell: UnsafeRawBufferPointer, _ at: inout Int, _ end: Int) -> String? {
    let quote = cell[at]
    var text: [UInt8] = []
    at += 1
    while at < end {
      let byte = cell[at]
      at += 1
      if byte == quote { return ListText.trimmed(Substring(String(decoding: text, as: UTF8.self))) }
      guard byte == UInt8(ascii: "\\"), at < end else {
        text.append(byte)
        continue
      }
      let escaped = cell[at]
      at += 1
      switch escaped {
      case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"): text.append(0x20)
      case UInt8(ascii: "x"): appendHex(cell, &at, end, digits: 2, to: &text)
      case UInt8(ascii: "u"): appendHex(cell, &at, end, digits: 4, to: &text)
      default: text.append(escaped)
      }
    }
    return nil
  }

  private static func appendHex(
    _ cell: UnsafeRawBufferPointer, _ at: inout Int, _ end: Int, digits: Int, to text: inout [UInt8]
  ) {
    var scalar: UInt32 = 0
    var count = 0
    while count < digits, at < end, let digit = TransferEncoding.hex(cell[at]) {
      scalar = scalar << 4 | UInt32(digit)
      at += 1
      count += 1
    }
    UTF8Repair.append(scalar == 0 || (0xD800..<0xE000).contains(scalar) ? 0xFFFD : scalar, to: &text)
  }
}
