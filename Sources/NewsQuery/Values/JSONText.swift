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
