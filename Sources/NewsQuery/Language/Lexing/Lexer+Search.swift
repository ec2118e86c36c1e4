// The tokens of a search, where blanks separate words and most marks are only punctuation.

extension Lexer {
  mutating func searchToken(isOperand: Bool) throws(Diagnostic) -> Token {
    let start = position
    guard let (scalar, width) = scalar(at: position) else { return Token(kind: .endOfText, span: start..<start) }
    if let marks = QuoteMarks(opening: scalar) { return try phrase(marks, width) }
    if Lexer.isApostrophe(scalar), let quoted = singleQuoted(at: start) {
      position = quoted.end
      return Token(kind: .phrase(text(quoted.inner)), span: start..<quoted.end)
    }
    switch scalar {
    case "+" where isOperandStart(at: start) && beginsForeignOperand(at: start + 1):
      position += 1
      return Token(kind: .plus, span: start..<position)
    case "!" where isOperandStart(at: start) && beginsForeignOperand(at: start + 1):
      position += 1
      return Token(kind: .bang, span: start..<position)
    case "`":
      let name = try quotedName()
      if !isOperand, let token = try fieldToken(name, start..<position, isQuoted: true) { return token }
      return Token(kind: .name(name, isQuoted: true), span: start..<position)
    case "-" where isOperandStart(at: start) && beginsOperand(at: start + 1):
      position += 1
      return Token(kind: .minus, span: start..<position)
    case "/" where isOperandStart(at: start) && !isLoneSlash(at: start): return try regex()
    case "=" where isOperandStart(at: start) && beginsOperand(at: start + 1):
      position += 1
      return Token(kind: .exactMark, span: start..<position)
    case "$":
      if let token = argument() { return try alone(token) }
    case "@" where !isBorder(at: start + 1) && byte(at: start + 1) != UInt8(ascii: "("): return try list()
    case "*" where isBorder(at: start + 1) || byte(at: start + 1) == UInt8(ascii: "("):
      position += 1
      return Token(kind: .everything, span: start..<position)
    default: break
    }
    if Lexer.isOtherDash(scalar), isOperandStart(at: start), beginsOperand(at: start + width) {
      position += width
      return Token(kind: .otherDash, span: start..<position)
    }
    if let token = punctuation() { return token }
    if let end = endOfName(from: start), !isOperand {
      position = end
      if let token = try fieldToken(text(start..<end), start..<end, isQuoted: false) { return token }
      try refuseCompoundName(start, firstEnd: end)
      position = start
    }
    return try chunk(isOperand: isOperand)
  }

  /// After a blank, `(`, or `:`, at the start, and after the marks that stand before an operand.
  private func isOperandStart(at position: Int) -> Bool {
    guard let before = scalar(before: position) else { return true }
    switch before {
    case "\n", "(", ":", "-", ";", "|", "~", "+": return true
    default:
      let width = before.utf8.count
      return blankWidth(at: position - width) != nil
    }
  }

  /// True where something to be found stands at `position`, glued to the mark before it.
  private func beginsOperand(at position: Int) -> Bool {
    guard let (scalar, width) = scalar(at: position), !isBorder(at: position) else { return false }
    if QuoteMarks.isMark(scalar) || Lexer.isNameScalar(scalar) { return true }
    switch scalar {
    case "(", "=", "@", "/", "`", "*": return true
    case "#", "$", ".", "'", "’": return self.scalar(at: position + width).map { Lexer.isNameScalar($0.value) } ?? false
    default:
      return scalar.properties.generalCategory == .otherSymbol || isCurrencyWithNumber(scalar, width, at: position)
    }
  }

  /// After Lucene's `+` and `!`: `+44` is a number to dial, `!!` is only loud.
  private func beginsForeignOperand(at position: Int) -> Bool {
    guard let (scalar, _) = scalar(at: position) else { return false }
    return !isDigit(at: position) && (Lexer.isNameScalar(scalar) || QuoteMarks.isMark(scalar) || scalar == "(")
  }

  /// `a / b` is punctuation where no other `/` follows in the line.
  private func isLoneSlash(at position: Int) -> Bool {
    guard isBorder(at: position + 1) else { return false }
    var next = position + 1
    while let byte = byte(at: next), byte != newline {
      if byte == UInt8(ascii: "/") { return false }
      next += 1
    }
    return true
  }

  private static func isOtherDash(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: true
    default: false
    }
  }

  private func isCurrencyWithNumber(_ scalar: Unicode.Scalar, _ width: Int, at position: Int) -> Bool {
    scalar.properties.generalCategory == .currencySymbol && isDigit(at: position + width)
  }

  // MARK: - Marks

  /// A run of marks that hold no word.
  private mutating func punctuation() -> Token? {
    let start = position
    var last: Unicode.Scalar?
    while let (scalar, width) = scalar(at: position), !isBorder(at: position), scalar != "(",
      !QuoteMarks.isMark(scalar),
      isPunctuation(scalar, width, at: position)
    {
      // Of several stars, all are marks or none is.
      position = scalar == "*" ? endOfStars(from: position) : position + width
      last = scalar
    }
    guard let last else { return nil }
    return Token(kind: .punctuation(endsWithComma: last == ","), span: start..<position)
  }

  private func endOfStars(from position: Int) -> Int {
    var end = position
    while byte(at: end) == UInt8(ascii: "*") { end += 1 }
    return end
  }

  private func isPunctuation(_ scalar: Unicode.Scalar, _ width: Int, at position: Int) -> Bool {
    if Lexer.isNameScalar(scalar) { return false }
    let next = self.scalar(at: position + width)?.value
    switch scalar {
    case "#": return next.map { !Lexer.isNameScalar($0) } ?? true
    case "$": return next.map { !Lexer.isNameScalar($0) } ?? true
    case "@": return isBorder(at: position + width) || next == "("
    case "`": return false
    case "*":
      // Any letters before or after a word; with no letter beside it, nothing.
      return self.scalar(at: endOfStars(from: position)).map { !Lexer.isNameScalar($0.value) } ?? true
    default: break
    }
    if scalar.isASCII { return true }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .modifierSymbol, .control, .format, .spaceSeparator,
      .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
      return true
    case .currencySymbol: return !isCurrencyWithNumber(scalar, width, at: position)
    default: return false
    }
  }

  private mutating func phrase(_ marks: QuoteMarks, _ width: Int) throws(Diagnostic) -> Token {
    let start = position
    let textStart = start + width
    position = textStart
    var lineIsEmpty = false
    while let (scalar, width) = scalar(at: position) {
      if marks.closes(with: scalar) {
        let phrase = text(textStart..<position)
        position += width
        let span = start..<position
        if phrase.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) {
          throw Diagnostic("a phrase without a word", at: span)
        }
        return Token(kind: .phrase(phrase), span: span)
      }
      if scalar == "\n" {
        if lineIsEmpty { break }
        lineIsEmpty = true
      } else if blankWidth(at: position) == nil {
        lineIsEmpty = false
      }
      position += width
    }
    throw Diagnostic(Lexer.openQuote, at: start..<textStart)
  }

  /// `@names.txt`, `@"a b.txt"`
  private mutating func list() throws(Diagnostic) -> Token {
    let start = position
    position += 1
    if let (scalar, width) = scalar(at: position), let marks = QuoteMarks(opening: scalar) {
      let token = try phrase(marks, width)
      guard case .phrase(let path) = token.kind else { return token }
      return Token(kind: .list(path: path), span: start..<position)
    }
    let pathStart = position
    while !isBorder(at: position), byte(at: position) != UInt8(ascii: "("), byte(at: position) != UInt8(ascii: ",") {
      position += 1
    }
    if let end = endOfName(from: pathStart), byte(at: end) == UInt8(ascii: ":"),
      kindOfField(text(pathStart..<end)) != nil
    {
      let name = text(pathStart..<end)
      throw Diagnostic("`@` reads a list from a file; the field is `\(name)`", at: start..<end, with: name)
    }
    if position == pathStart { throw Diagnostic("expected the name of a file after `@`", at: start..<start + 1) }
    return Token(kind: .list(path: text(pathStart..<position)), span: start..<position)
  }

  /// An argument takes the place of a whole operand.
  private func alone(_ token: Token) throws(Diagnostic) -> Token {
    let end = token.span.upperBound
    guard !isBorder(at: end), byte(at: end) != UInt8(ascii: ","), byte(at: end) != UInt8(ascii: "(") else {
      return token
    }
    let word = token.span.lowerBound..<endOfWord(from: end)
    throw Diagnostic(
      "`\(text(token.span))` is an argument; put a blank after it", at: word,
      with: "\(text(token.span)) \(text(end..<word.upperBound))")
  }

  // MARK: - Fields

  /// `NAME:` or a comparison, where that follows the name that ends at `position`.
  private mutating func fieldToken(_ name: String, _ span: Range<Int>, isQuoted: Bool) throws(Diagnostic) -> Token? {
    let end = span.upperBound
    if byte(at: end) == UInt8(ascii: ":") {
      if !isQuoted, byte(at: end + 1) == UInt8(ascii: "/"), byte(at: end + 2) == UInt8(ascii: "/") {
        let address = run(from: span.lowerBound)
        position = address.upperBound
        return Token(kind: .address, span: address)
      }
      if !isBorder(at: end + 1) {
        position = end + 1
        return Token(kind: .field(name, isQuoted: isQuoted), span: span)
      }
      guard isQuoted || kindOfField(name) != nil || name.lowercased() == "has" else { return nil }
      position = end + 1
      return Token(kind: .detachedField(name), span: span.lowerBound..<end + 1)
    }
    var operatorStart = end
    while let width = blankWidth(at: operatorStart) { operatorStart += width }
    guard let (comparison, width) = try comparison(at: operatorStart) else { return nil }
    let operatorEnd = operatorStart + width
    if operatorStart > end {
      // Away from its name, `=` before a word is the exact form, and `>` may be a mark in pasted text.
      if comparison == .equal || comparison == .notEqual, !isBorder(at: operatorEnd) { return nil }
      guard isQuoted || kindOfField(name) != nil || beginsValue(after: operatorEnd) else { return nil }
    }
    position = operatorEnd
    return Token(
      kind: .comparedField(name, comparison, operatorSpan: operatorStart..<operatorEnd), span: span)
  }

  /// `votes.user17:3`, `press-run>5`, `headline.raw:x`: a column whose name needs backquotes, or a field of another tool with
  /// its variant. As words they would find nothing.
  private func refuseCompoundName(_ start: Int, firstEnd: Int) throws(Diagnostic) {
    var end = firstEnd
    while byte(at: end) == UInt8(ascii: ".") || byte(at: end) == UInt8(ascii: "-"), let next = endOfName(from: end + 1)
    {
      end = next
    }
    guard end > firstEnd else { return }
    switch byte(at: end) {
    case UInt8(ascii: ":") where !isBorder(at: end + 1): break
    case UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">"): break
    default: return
    }
    let (span, name, first) = (start..<end, text(start..<end), text(start..<firstEnd))
    if kindOfField(name) != nil {
      throw Diagnostic("a field name with `.` or `-` goes in backquotes", at: span, with: "`\(name)`")
    }
    if byte(at: firstEnd) == UInt8(ascii: "."), kindOfField(first) != nil {
      throw Diagnostic("no field `\(name)`", at: span, with: first)
    }
  }

  private func beginsValue(after position: Int) -> Bool {
    var start = position
    while let width = blankWidth(at: start) { start += width }
    if byte(at: start) == UInt8(ascii: "-") || byte(at: start) == UInt8(ascii: "$") { start += 1 }
    return isDigit(at: start)
      || (start > position && byte(at: start - 1) == UInt8(ascii: "$") && endOfName(from: start) != nil)
  }

  /// The comparison at `position` and its size in bytes. Those of other languages are refused.
  func comparison(at position: Int) throws(Diagnostic) -> (Comparison, Int)? {
    let second = byte(at: position + 1)
    func refuse(_ written: String, _ meant: String) -> Diagnostic {
      Diagnostic("`\(written)` is written `\(meant)` in newsq", at: position..<position + 2, with: meant)
    }
    switch byte(at: position) {
    case UInt8(ascii: "<"):
      if second == UInt8(ascii: ">") { throw refuse("<>", "!=") }
      return second == UInt8(ascii: "=") ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return second == UInt8(ascii: "=") ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "!"):
      if second == UInt8(ascii: "="), byte(at: position + 2) == UInt8(ascii: "=") {
        throw Diagnostic("`!==` is written `!=` in newsq", at: position..<position + 3, with: "!=")
      }
      return second == UInt8(ascii: "=") ? (.notEqual, 2) : nil
    case UInt8(ascii: "="):
      if second == UInt8(ascii: "=") { throw refuse("==", "=") }
      if second == UInt8(ascii: ">") { throw refuse("=>", ">=") }
      if second == UInt8(ascii: "<") { throw refuse("=<", "<=") }
      return (.equal, 1)
    default: return nil
    }
  }

  // MARK: - Words

  /// A run of what is neither blank nor bracket nor quote: a word, or a keyword in its place.
  private mutating func chunk(isOperand: Bool) throws(Diagnostic) -> Token {
    let start = position
    while let (scalar, width) = scalar(at: position), !isBorder(at: position), scalar != "(", !QuoteMarks.isMark(scalar)
    {
      if isOperand, scalar == ",", !(isDigit(at: position - 1) && isDigit(at: position + 1)) { break }
      position += width
    }
    while position > start + 1, isTrailingMark(bytes[position - 1]) { position -= 1 }
    var end = position
    while end > start + 1, bytes[end - 1] == UInt8(ascii: "!") { end -= 1 }
    if end < position { return Token(kind: .truncatedWord, span: start..<end) }
    let span = start..<end
    return Token(kind: try keyword(span) ?? .word, span: span)
  }

  private func isTrailingMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "?")
  }

  private func keyword(_ span: Range<Int>) throws(Diagnostic) -> Token.Kind? {
    guard let slash = bytes[span.prefix(8)].firstIndex(of: UInt8(ascii: "/")) else {
      guard span.count <= 3 else { return nil }
      switch text(span).lowercased() {
      case "and": return .and
      case "or": return .or
      case "not": return .not
      default: return nil
      }
    }
    let word = text(span.lowerBound..<slash).lowercased()
    let number = slash + 1..<span.upperBound
    switch word {
    case "near": return .reach(isOrdered: false, try reach(number, of: word, span))
    case "pre": return .reach(isOrdered: true, try reach(number, of: word, span))
    case "first" where byte(at: number.lowerBound) == UInt8(ascii: "$"):
      return .counted(isFirst: true, argument: try argumentName(number, span))
    case "atleast" where byte(at: number.lowerBound) == UInt8(ascii: "$"):
      return .counted(isFirst: false, argument: try argumentName(number, span))
    case "w": return isReach(number) ? .within(try reach(number, of: word, span)) : nil
    case "first": return .first(try count(number, of: word, what: "how many words from the start", span))
    case "atleast": return .atLeast(try count(number, of: word, what: "how many hits", span))
    default: return nil
    }
  }

  /// The name in `near/$n`.
  private func argumentName(_ span: Range<Int>, _ whole: Range<Int>) throws(Diagnostic) -> String {
    guard let end = endOfName(from: span.lowerBound + 1), end == span.upperBound else {
      throw Diagnostic("expected the name of an argument after `$`", at: whole, hint: "for example `near/$n`")
    }
    return text(span.lowerBound + 1..<end)
  }

  private func isReach(_ span: Range<Int>) -> Bool {
    guard let first = byte(at: span.lowerBound), span.count <= 4 else { return false }
    if span.count == 1, [UInt8(ascii: "s"), UInt8(ascii: "p"), UInt8(ascii: "S"), UInt8(ascii: "P")].contains(first) {
      return true
    }
    return span.allSatisfy { isDigit(at: $0) }
  }

  private func reach(_ span: Range<Int>, of keyword: String, _ whole: Range<Int>) throws(Diagnostic) -> Chain.Reach {
    if byte(at: span.lowerBound) == UInt8(ascii: "$"), !span.isEmpty { return .argument(try argumentName(span, whole)) }
    switch text(span).lowercased() {
    case "s": return .sentence
    case "p": return .paragraph
    default: return .words(try count(span, of: keyword, what: "how many words apart, `s` or `p`", whole))
    }
  }

  private func count(
    _ span: Range<Int>, of keyword: String, what: String, _ whole: Range<Int>
  ) throws(Diagnostic) -> Int {
    if !span.isEmpty, span.count <= 6, span.allSatisfy({ isDigit(at: $0) }), let number = Int(text(span)), number > 0 {
      return number
    }
    throw Diagnostic(
      "expected \(what) after `\(keyword)/`: a number from 1 to 999999", at: whole, with: "\"\(text(whole))\"")
  }
}
