/// Cuts the text of a query into tokens, one at a time, for what a mark means depends on where it stands: `-` is a minus
/// in an expression, `not` before a word of a search, and a hyphen inside one.
///
///     var lexer = Lexer("putin near/5 trump")
///     try lexer.next(.search, acrossLines: false)   // word, 0..<5
///
/// This file holds what both kinds of text share; `SearchLexer.swift` and `ExpressionLexer.swift` hold the rest.
struct Lexer: Sendable {
  enum Mode: Equatable, Sendable {
    case search
    /// A search operand within an expression, right of `~`: a comma ends it.
    case operand
    case expression
  }

  let bytes: [UInt8]
  var position: Int
  /// Blanks before the line that the statement begins on: a line further in continues it. None does before a statement is
  /// begun.
  private(set) var indentation = Int.max
  let kindOfField: @Sendable (String) -> ValueType?

  init(_ text: String, from position: Int = 0, kindOfField: @escaping @Sendable (String) -> ValueType?) {
    bytes = Array(text.utf8)
    self.position = position
    self.kindOfField = kindOfField
  }

  /// Notes that a statement begins here.
  mutating func beginStatement() { indentation = indentation(ofLineAt: position) }

  /// The next token. If `acrossLines` is false, the end of a line is a token of its own, unless the next line begins
  /// with `|` or further in than the statement.
  mutating func next(_ mode: Mode, acrossLines: Bool) throws(Diagnostic) -> Token {
    let start = position
    switch crossBlanks() {
    case .endOfText: return Token(kind: .endOfText, span: bytes.count..<bytes.count)
    case .blankLine:
      position = start
      return Token(kind: .blankLine, span: endOfLine(from: start))
    case .lineEnd where !acrossLines && byte(at: position) != UInt8(ascii: "|"):
      position = start
      return Token(kind: .lineEnd, span: endOfLine(from: start))
    default: break
    }
    if let kind = structure(bytes[position]) {
      position += 1
      return Token(kind: kind, span: position - 1..<position)
    }
    return mode == .expression ? try expressionToken() : try searchToken(isOperand: mode == .operand)
  }

  private func structure(_ byte: UInt8) -> Token.Kind? {
    switch byte {
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: "("): .leftParenthesis
    case UInt8(ascii: ")"): .rightParenthesis
    default: nil
    }
  }

  /// Where the line of `position` ends, as a place to point at: one byte wide, so that a caret shows.
  private func endOfLine(from position: Int) -> Range<Int> {
    var end = position
    while end < bytes.count, let width = blankWidth(at: end) { end += width }
    return end..<min(end + 1, bytes.count)
  }

  // MARK: - Blanks, comments, lines

  enum Crossed: Equatable { case nothing, lineEnd, blankLine, endOfText }

  /// Goes over blanks, comments and line ends to the next token, and says what it crossed. The end of a line that the next
  /// one continues is a blank.
  mutating func crossBlanks() -> Crossed {
    var lineEnds = 0
    var lineIsEmpty = false
    var crossedBlankLine = false
    while position < bytes.count {
      if let width = blankWidth(at: position) {
        position += width
      } else if bytes[position] == newline {
        if lineEnds > 0, lineIsEmpty { crossedBlankLine = true }
        lineEnds += 1
        lineIsEmpty = true
        position += 1
      } else if isComment(at: position) {
        lineIsEmpty = false
        while position < bytes.count, bytes[position] != newline { position += 1 }
      } else {
        return crossedBlankLine ? .blankLine : lineEnds > 0 && !isContinuation ? .lineEnd : .nothing
      }
    }
    return .endOfText
  }

  /// Whether the line that begins at `position` is further in than the statement, and no command (`.mode csv`).
  private var isContinuation: Bool {
    if byte(at: position) == UInt8(ascii: "."), endOfName(from: position + 1) != nil { return false }
    return indentation(ofLineAt: position) > indentation
  }

  /// The blanks that the line of `position` begins with, in bytes.
  private func indentation(ofLineAt position: Int) -> Int {
    let start = bytes[..<min(position, bytes.count)].lastIndex(of: newline).map { $0 + 1 } ?? 0
    var end = start
    while let width = blankWidth(at: end) { end += width }
    return end - start
  }

  /// `#` or several of them begin a comment only before a blank, `!` or the line's end: `#metoo` is a word.
  func isComment(at position: Int) -> Bool {
    guard byte(at: position) == UInt8(ascii: "#") else { return false }
    var end = position + 1
    while byte(at: end) == UInt8(ascii: "#") { end += 1 }
    guard let next = byte(at: end) else { return true }
    if next == UInt8(ascii: "!") { return end == position + 1 }
    return next == newline || blankWidth(at: end) != nil
  }

  /// The bytes of the blank at `position`; nil where none is there. A line end is none.
  func blankWidth(at position: Int) -> Int? {
    guard let first = byte(at: position) else { return nil }
    switch first {
    case 0x20, 0x09, 0x0B, 0x0C, 0x0D: return 1
    // No-break space and next line; the spaces of typography and of East Asian text; the byte order mark.
    case 0xC2: return byte(at: position + 1) == 0xA0 || byte(at: position + 1) == 0x85 ? 2 : nil
    case 0xE2:
      guard let second = byte(at: position + 1), let third = byte(at: position + 2) else { return nil }
      let isSpace = second == 0x80 && (0x80...0x8B ~= third || third == 0xA8 || third == 0xA9 || third == 0xAF)
      return isSpace || (second == 0x81 && third == 0x9F) ? 3 : nil
    case 0xE3: return byte(at: position + 1) == 0x80 && byte(at: position + 2) == 0x80 ? 3 : nil
    case 0xEF: return byte(at: position + 1) == 0xBB && byte(at: position + 2) == 0xBF ? 3 : nil
    default: return nil
    }
  }

  // MARK: - Bytes and scalars

  let newline = UInt8(ascii: "\n")

  static let openQuote = "this quote is not closed"

  func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The text of a span.
  func text(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }

  /// The scalar at `position` and its bytes; nil at the end. The text came from a `String`, so it is whole UTF-8.
  func scalar(at position: Int) -> (value: Unicode.Scalar, width: Int)? {
    guard let first = byte(at: position) else { return nil }
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard position + width <= bytes.count else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
    for offset in 1..<width { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
  }

  /// The scalar that ends at `position`; nil at the start.
  func scalar(before position: Int) -> Unicode.Scalar? {
    var start = position - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 ? scalar(at: start)?.value : nil
  }

  /// True where a statement, a stage or a bracket ends at `position`, or a blank stands.
  func isBorder(at position: Int) -> Bool {
    guard let byte = byte(at: position) else { return true }
    switch byte {
    case newline, UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ")"): return true
    default: return blankWidth(at: position) != nil
    }
  }

  /// The end of the plain name that begins at `position`: letters, digits, `_`, the first a letter or `_`.
  func endOfName(from position: Int) -> Int? {
    guard let first = scalar(at: position),
      first.value.isASCII
        ? Lexer.isNameScalar(first.value) && !isDigit(at: position) : first.value.properties.isAlphabetic
    else { return nil }
    var end = position + first.width
    while let next = scalar(at: end), Lexer.isNameScalar(next.value) { end += next.width }
    return end
  }

  @inline(__always)
  static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar == "_" || isASCIILetterOrDigit(UInt8(truncatingIfNeeded: scalar.value))
    }
    return isOtherNameScalar(scalar)
  }

  @inline(never)
  private static func isOtherNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isAlphabetic || properties.numericType != nil
      || properties.generalCategory == .nonspacingMark || properties.generalCategory == .spacingMark
  }

  static func isASCIILetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  static func isASCIIDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  func isDigit(at position: Int) -> Bool { byte(at: position).map(Lexer.isASCIIDigit) ?? false }

  // MARK: - What both kinds of text share

  /// `` `Publication Date` ``: a name in backquotes; two of them inside it stand for one.
  mutating func quotedName() throws(Diagnostic) -> String {
    let start = position
    var name: [UInt8] = []
    position += 1
    while let byte = byte(at: position), byte != newline {
      position += 1
      if byte == UInt8(ascii: "`") {
        guard self.byte(at: position) == byte else {
          if name.isEmpty { throw Diagnostic("a name between the backquotes is missing", at: start..<position) }
          return String(decoding: name, as: UTF8.self)
        }
        position += 1
      }
      name.append(byte)
    }
    throw Diagnostic(
      "this backquote is not closed", at: start..<start + 1, hint: "for example `` `Publication Date`:2020 ``")
  }

  /// `/pattern/i`: ends at the next `/` of its line that has no `\` before it.
  mutating func regex() throws(Diagnostic) -> Token {
    let start = position
    var pattern: [UInt8] = []
    position += 1
    while let byte = byte(at: position), byte != newline {
      position += 1
      if byte == UInt8(ascii: "/") {
        if pattern.isEmpty { throw Diagnostic("a pattern between the slashes is missing", at: start..<position) }
        return try regexFlags(String(decoding: pattern, as: UTF8.self), from: start)
      }
      if byte == UInt8(ascii: "\\"), let escaped = self.byte(at: position), escaped != newline {
        position += 1
        if escaped != UInt8(ascii: "/") { pattern.append(byte) }
        pattern.append(escaped)
      } else {
        pattern.append(byte)
      }
    }
    let line = start..<endOfWord(from: start)
    position = start
    throw Diagnostic(
      "a regular expression begins at this `/` and no `/` ends it", at: start..<start + 1,
      replacing: line, with: "\"\(text(line).filter { $0 != "\"" })\"")
  }

  private mutating func regexFlags(_ pattern: String, from start: Int) throws(Diagnostic) -> Token {
    let flagsStart = position
    while let byte = byte(at: position), Lexer.isASCIILetterOrDigit(byte) { position += 1 }
    let flags = text(flagsStart..<position)
    let goesOn = !isBorder(at: position) && byte(at: position) != UInt8(ascii: ",")
    guard flags.isEmpty || flags == "i", !goesOn else {
      let word = start..<endOfWord(from: start)
      throw Diagnostic(
        "a regular expression may be followed only by `i`, for any letter case",
        at: flagsStart..<max(position, flagsStart + 1), replacing: word,
        with: "\"\(text(word).filter { $0 != "\"" })\"")
    }
    return Token(kind: .regex(pattern: pattern, ignoresCase: flags == "i"), span: start..<position)
  }

  /// The end of the run of non-blanks at `position`.
  func endOfWord(from position: Int) -> Int {
    var end = position
    while end < bytes.count, bytes[end] != newline, blankWidth(at: end) == nil { end += 1 }
    return end
  }

  /// `$name`, where a letter follows the `$`.
  mutating func argument() -> Token? {
    guard byte(at: position) == UInt8(ascii: "$"), let end = endOfName(from: position + 1) else { return nil }
    let start = position
    position = end
    return Token(kind: .argument(text(start + 1..<end)), span: start..<end)
  }

  /// A run of non-blanks for a file name or an id; brackets that open inside it close inside it, and a `;` at its end, or
  /// a `|` before a stage's name, ends the stage.
  func run(from start: Int, endsAtStage isStage: (String) -> Bool = { _ in false }) -> Range<Int> {
    var position = start
    var depth = 0
    loop: while let byte = byte(at: position), byte != newline, blankWidth(at: position) == nil {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { break loop }
        depth -= 1
      case UInt8(ascii: "|"):
        var next = position + 1
        while let width = blankWidth(at: next) { next += width }
        if next > position + 1 || self.byte(at: next) == nil || self.byte(at: next) == newline { break loop }
        if let end = endOfName(from: next), isStage(text(next..<end)) { break loop }
      default: break
      }
      position += 1
    }
    while position > start, bytes[position - 1] == UInt8(ascii: ";") { position -= 1 }
    return start..<position
  }
}
