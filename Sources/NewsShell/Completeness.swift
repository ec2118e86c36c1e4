/// Whether a text can be asked as it stands.
enum Completeness: Equatable {
  case complete
  /// More must come; what is open, as the prompt shows it: `"`, `(`, `|`.
  case open(String)

  /// Looks at `text` as a statement that is being typed: Enter ends it unless a quote or a bracket is open, or its last
  /// line ends in `|`, a comma, or a word that wants an operand. `;` and a blank line end it whatever is open, so that
  /// there is always a way out.
  static func of(_ text: String) -> Completeness {
    var scan = Scan(bytes: Array(text.utf8))
    return scan.run()
  }

  private struct Scan {
    let bytes: [UInt8]
    var position = 0
    var brackets = 0
    /// What closes the quote that is open; empty where none is.
    var closers: [[UInt8]] = []
    var isAfterBar = false
    var isLineBlank = true
    /// What the line so far ends with, comments and blanks left out.
    var tail: [UInt8] = []
    var isStatementEmpty = true

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() -> Completeness {
      while position < bytes.count { step() }
      if isStatementEmpty { return .complete }
      if isLineBlank && bytes.contains(0x0A) { return .complete }
      if !closers.isEmpty { return .open("\"") }
      if brackets > 0 { return .open("(") }
      return Self.wanting(tail).map(Completeness.open) ?? .complete
    }

    private mutating func step() {
      let byte = bytes[position]
      if byte == 0x0A { return endLine() }
      if !closers.isEmpty { return stepInQuote() }
      if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        position += 1
        tail.append(0x20)
        return
      }
      if isComment { return skipLine() }
      if byte == 0x2E, isStatementEmpty { return skipCommand() }
      if let quote = quote() {
        closers = quote.closers
        note(quote.length)
      } else if byte == 0x2F, let length = regexLength() {
        note(length)
      } else if byte == 0x60, let end = bytes[(position + 1)...].firstIndex(where: { $0 == 0x60 || $0 == 0x0A }) {
        note(end + (bytes[end] == 0x60 ? 1 : 0) - position)
      } else {
        switch byte {
        case 0x28: brackets += 1
        case 0x29: brackets = max(brackets - 1, 0)
        case 0x7C: isAfterBar = true
        case 0x3B:
          position += 1
          return startStatement()
        default: break
        }
        note(1)
      }
    }

    private mutating func stepInQuote() {
      if isAfterBar, bytes[position] == 0x5C { return note(2) }
      let rest = bytes[position...]
      if let closer = closers.first(where: { rest.starts(with: $0) }) {
        closers = []
        note(closer.count)
      } else {
        note(1)
      }
    }

    private mutating func note(_ length: Int) {
      let end = min(position + length, bytes.count)
      tail.append(contentsOf: bytes[position..<end])
      position = end
      isLineBlank = false
      isStatementEmpty = false
    }

    private mutating func endLine() {
      position += 1
      if isLineBlank && !isStatementEmpty { return startStatement() }
      isLineBlank = true
      if closers.isEmpty, brackets == 0, Self.wanting(tail) == nil {
        // A finished line, but the next may go on with `|`.
        tail = []
      }
      tail.append(0x20)
    }

    private mutating func startStatement() {
      (brackets, closers, isAfterBar, tail) = (0, [], false, [])
      (isStatementEmpty, isLineBlank) = (true, true)
    }

    private mutating func skipLine() {
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      isLineBlank = false
    }

    /// A shell command takes its line and nothing more.
    private mutating func skipCommand() {
      skipLine()
      startStatement()
    }

    /// `#` before a blank, `!` or the line's end, and not glued to a word.
    private var isComment: Bool {
      guard bytes[position] == 0x23, position == 0 || bytes[position - 1] <= 0x20 else { return false }
      guard position + 1 < bytes.count else { return true }
      return bytes[position + 1] <= 0x20 || bytes[position + 1] == 0x21
    }

    private func quote() -> (length: Int, closers: [[UInt8]])? {
      guard bytes[position] == 0x22 || bytes[position] >= 0x80 else { return nil }
      let rest = bytes[position...]
      for (openers, closers) in Self.quotes {
        if let opener = openers.first(where: { rest.starts(with: $0) }) { return (opener.count, closers) }
      }
      return nil
    }

    private static let doubleQuotes = ["\"", "“", "”", "„"].map { Array($0.utf8) }
    private static let quotes: [(openers: [[UInt8]], closers: [[UInt8]])] = [
      (doubleQuotes, doubleQuotes), ([Array("«".utf8)], [Array("»".utf8)]), ([Array("»".utf8)], [Array("«".utf8)]),
      ([Array("「".utf8)], [Array("」".utf8)]), ([Array("『".utf8)], [Array("』".utf8)]),
    ]

    /// A `/` that begins an operand and has its end on the same line.
    private func regexLength() -> Int? {
      if position > 0, ![0x20, 0x09, 0x0A, 0x28, 0x3A].contains(bytes[position - 1]) { return nil }
      var end = position + 1
      while end < bytes.count, bytes[end] != 0x0A {
        if bytes[end] == 0x5C {
          end += 2
        } else if bytes[end] == 0x2F {
          return end + 1 - position
        } else {
          end += 1
        }
      }
      return nil
    }

    /// What at the end of a line asks for more.
    private static func wanting(_ tail: [UInt8]) -> String? {
      guard let last = tail.lastIndex(where: { $0 != 0x20 }) else { return nil }
      if tail[last] == 0x7C { return "|" }
      if tail[last] == 0x2C { return "," }
      let start = tail[..<last].lastIndex { $0 == 0x20 || $0 == 0x28 || $0 == 0x29 }.map { $0 + 1 } ?? 0
      let word = String(decoding: tail[start...last], as: UTF8.self).lowercased()
      if ["and", "or", "not"].contains(word) { return word }
      for link in ["near/", "pre/"] where word.hasPrefix(link) && word.utf8.count > link.utf8.count { return word }
      // `let calls =`: the query is on the next line.
      return word == "=" ? "=" : nil
    }
  }
}
