/// A piece of a query in SQL, Splunk's or Kusto's language.
struct ForeignToken: Equatable {
  enum Kind: Equatable {
    /// A name, a keyword, a bare value: `source`, `project-away`, `30d`, `tariff*`.
    case word
    /// `'text'`, `"text"`, and a name in backquotes or square brackets.
    case quoted(mark: Character)
    case symbol
    case end
  }
  var kind: Kind
  /// The word, the text between the quotes, the symbol.
  var text: String
  var lowered: String
  /// Bytes of the query.
  var span: Range<Int>
  /// False if a blank is before it.
  var isGlued: Bool

  func isWord(_ word: String) -> Bool { kind == .word && lowered == word }
  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}

/// Cuts a query of another language into pieces.
enum ForeignLexer {
  private static let symbols = [
    "!contains", "!startswith", "!endswith", "!between", "!has", "!in", "===", "!==", "==", "!=", "<>", "<=", ">=",
    "=~", "!~", "@@", "&&", "||", "..", "::", "->",
  ]

  static func tokens(of bytes: ArraySlice<UInt8>) throws(Diagnostic) -> [ForeignToken] {
    var tokens: [ForeignToken] = []
    var place = bytes.startIndex
    var isGlued = false
    func add(_ kind: ForeignToken.Kind, _ text: String, _ end: Int) {
      tokens.append(
        ForeignToken(kind: kind, text: text, lowered: text.lowercased(), span: place..<end, isGlued: isGlued))
      place = end
      isGlued = true
    }
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte <= 0x20 || byte == 0xC2 && place + 1 < bytes.endIndex && bytes[place + 1] == 0xA0 {
        place += byte <= 0x20 ? 1 : 2
        isGlued = false
      } else if let end = endOfComment(bytes, place) {
        place = end
        isGlued = false
      } else if let mark = quote(byte, before: tokens.last) {
        guard let (text, end) = quoted(bytes, place, mark) else {
          throw Diagnostic(Lexer.openQuote, at: place..<place + 1)
        }
        add(.quoted(mark: Character(Unicode.Scalar(byte))), text, end)
      } else if byte == UInt8(ascii: "@"), isWord(bytes, place + 1) {
        let end = endOfWord(bytes, place + 1)
        add(.word, String(decoding: bytes[place..<end], as: UTF8.self), end)
      } else if isWordByte(byte) || byte == UInt8(ascii: "*") && isWord(bytes, place + 1) {
        let end = endOfWord(bytes, place)
        add(.word, String(decoding: bytes[place..<end], as: UTF8.self), end)
      } else {
        let rest = String(decoding: bytes[place...].prefix(12), as: UTF8.self).lowercased()
        let symbol = symbols.first { symbol in
          // `!in` is one only before a blank or a bracket.
          rest.hasPrefix(symbol)
            && !(symbol.last?.isLetter ?? false && rest.dropFirst(symbol.count).first?.isLetter ?? false)
        }
        let text = symbol ?? String(Character(Unicode.Scalar(byte)))
        add(.symbol, text, place + text.utf8.count)
      }
    }
    add(.end, "", place)
    return tokens
  }

  private static func endOfComment(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Int? {
    guard place + 1 < bytes.endIndex else { return nil }
    let (first, second) = (bytes[place], bytes[place + 1])
    let isLine =
      first == UInt8(ascii: "-") && second == first
      && (place + 2 >= bytes.endIndex || bytes[place + 2] <= 0x20)
    if isLine { return bytes[place...].firstIndex(of: 0x0A) ?? bytes.endIndex }
    guard first == UInt8(ascii: "/"), second == UInt8(ascii: "*") else { return nil }
    var end = place + 2
    while end + 1 < bytes.endIndex {
      if bytes[end] == second, bytes[end + 1] == first { return end + 2 }
      end += 1
    }
    return nil
  }

  private static func quote(_ byte: UInt8, before last: ForeignToken?) -> UInt8? {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): byte
    default: nil
    }
  }

  /// The text between two marks; a mark twice or after a backslash is itself.
  private static func quoted(_ bytes: ArraySlice<UInt8>, _ start: Int, _ mark: UInt8) -> (String, Int)? {
    var text: [UInt8] = []
    var place = start + 1
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == mark {
        guard place + 1 < bytes.endIndex, bytes[place + 1] == mark else {
          return (String(decoding: text, as: UTF8.self), place + 1)
        }
        place += 1
      } else if byte == UInt8(ascii: "\\"), place + 1 < bytes.endIndex, bytes[place + 1] == mark {
        place += 1
      }
      text.append(bytes[place])
      place += 1
    }
    return nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    Lexer.isASCIILetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80 || byte == UInt8(ascii: "$")
      || byte == UInt8(ascii: "#")
  }

  private static func isWord(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Bool {
    place < bytes.endIndex && isWordByte(bytes[place])
  }

  /// Dots, hyphens and apostrophes are part of a word between two letters, and so are stars at its ends.
  private static func endOfWord(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < bytes.endIndex {
      let byte = bytes[end]
      if isWordByte(byte) || byte == UInt8(ascii: "*") && (end == start || isWordByte(bytes[end - 1])) {
        end += 1
      } else if [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: ":")].contains(byte),
        end > start,
        isWord(bytes, end + 1), byte != UInt8(ascii: ":") || isClock(bytes, end)
      {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  /// `12:30` within a time.
  private static func isClock(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Bool {
    Lexer.isASCIIDigit(bytes[place - 1]) && place + 1 < bytes.endIndex && Lexer.isASCIIDigit(bytes[place + 1])
  }
}
