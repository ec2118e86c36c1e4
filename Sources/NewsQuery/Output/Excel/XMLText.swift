/// Text as the parts of an Office file hold it.
enum XMLText {
  /// Appends `text` with `& < > "` escaped. What looks like Excel's own escape, `_x0041_`, is kept as text; characters that
  /// XML cannot hold become U+FFFD. Returns true if there was one.
  @discardableResult
  static func append(_ text: String, to xml: inout [UInt8]) -> Bool {
    let bytes = Array(text.utf8)
    var isReplaced = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case 0x26: xml += "&amp;".utf8
      case 0x3C: xml += "&lt;".utf8
      case 0x3E: xml += "&gt;".utf8
      case 0x22: xml += "&quot;".utf8
      // A parser would make a line end of it.
      case 0x0D: if place + 1 >= bytes.count || bytes[place + 1] != 0x0A { xml.append(0x0A) }
      case 0x5F where isEscape(bytes, place): xml += "_x005F_".utf8
      case 0..<0x20 where byte != 0x09 && byte != 0x0A:
        xml += "\u{FFFD}".utf8
        isReplaced = true
      case 0xEF where place + 2 < bytes.count && bytes[place + 1] == 0xBF && bytes[place + 2] >= 0xBE:
        xml += "\u{FFFD}".utf8
        isReplaced = true
        place += 2
      default: xml.append(byte)
      }
      place += 1
    }
    return isReplaced
  }

  /// Whether `_xHHHH_` is at `place`.
  private static func isEscape(_ bytes: [UInt8], _ place: Int) -> Bool {
    place + 6 < bytes.count && bytes[place + 1] == 0x78 && bytes[place + 6] == 0x5F
      && bytes[place + 2..<place + 6].allSatisfy(\.isASCIIHexDigit)
  }

  static func escaped(_ text: String) -> String {
    var xml: [UInt8] = []
    append(text, to: &xml)
    return String(decoding: xml, as: UTF8.self)
  }
}
