/// One line of JSON that holds an object of texts and numbers, as the history file has them.
///
///     FlatJSON.parse(Array(#"{"query":"putin","ms":3}"#.utf8))    // ["query": .text("putin"), "ms": .number(3)]
enum FlatJSON {
  enum Value: Equatable {
    case text(String)
    case number(Int)
    /// `null`, a truth, a number with a fraction: nothing that a history needs.
    case other
  }

  /// The members of the object in `line`; nil where it is anything else, such as a line that was cut off.
  static func parse(_ line: ArraySlice<UInt8>) -> [String: Value]? {
    var scanner = Scanner(bytes: line)
    return scanner.object()
  }

  /// `text` between quotes, on one line, as every reader of JSON takes it.
  static func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\t": json += "\\t"
      // U+2028 and U+2029 end a line to some readers; the rest JSON forbids.
      case "\u{0}"..<" ", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  private struct Scanner {
    var bytes: ArraySlice<UInt8>

    mutating func object() -> [String: Value]? {
      guard take(0x7B) else { return nil }
      var members: [String: Value] = [:]
      if take(0x7D) { return isAtEnd ? members : nil }
      repeat {
        guard let name = string(), take(0x3A), let value = value() else { return nil }
        members[name] = value
      } while take(0x2C)
      return take(0x7D) && isAtEnd ? members : nil
    }

    private var isAtEnd: Bool { bytes.allSatisfy(Self.isBlank) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private mutating func take(_ byte: UInt8) -> Bool {
      bytes = bytes.drop(while: Self.isBlank)
      guard bytes.first == byte else { return false }
      bytes = bytes.dropFirst()
      return true
    }

    private mutating func value() -> Value? {
      bytes = bytes.drop(while: Self.isBlank)
      if bytes.first == 0x22 { return string().map(Value.text) }
      let word = bytes.prefix { $0 != 0x2C && $0 != 0x7D && !Self.isBlank($0) }
      // Nothing nested: the history has none, and what looks so was not written by it.
      guard let first = word.first, first != 0x7B, first != 0x5B else { return nil }
      bytes = bytes[word.endIndex...]
      return Int(String(decoding: word, as: UTF8.self)).map(Value.number) ?? .other
    }

    private mutating func string() -> String? {
      guard take(0x22) else { return nil }
      var text: [UInt8] = []
      while let byte = bytes.popFirst() {
        switch byte {
        case 0x22: return String(decoding: text, as: UTF8.self)
        case 0x5C:
          guard let scalar = escape() else { return nil }
          text.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: text.append(byte)
        }
      }
      return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
      guard let byte = bytes.popFirst() else { return nil }
      switch byte {
      case 0x6E: return "\n"
      case 0x74: return "\t"
      case 0x72: return "\r"
      case 0x62: return "\u{8}"
      case 0x66: return "\u{C}"
      case 0x75:
        guard let high = hexDigits() else { return nil }
        if (0xD800..<0xDC00).contains(high), bytes.starts(with: [0x5C, 0x75]) {
          let rest = bytes
          bytes = bytes.dropFirst(2)
          if let low = hexDigits(), (0xDC00..<0xE000).contains(low) {
            return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
          }
          bytes = rest
        }
        return Unicode.Scalar(high) ?? "\u{FFFD}"
      default: return Unicode.Scalar(byte)
      }
    }

    private mutating func hexDigits() -> UInt32? {
      guard bytes.count >= 4 else { return nil }
      let digits = String(decoding: bytes.prefix(4), as: UTF8.self)
      bytes = bytes.dropFirst(4)
      return UInt32(digits, radix: 16)
    }
  }
}
