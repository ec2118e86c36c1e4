// Values as they are written: after a field of a search, where the field says what they are, and after `param`.

extension Parsing {
  /// The value of a search's condition that stands on `span`.
  mutating func literalValue(_ field: FieldName, _ kind: ValueType?, _ span: Range<Int>) throws(Diagnostic) -> Literal {
    var text = lexer.text(span.prefix(80))
    if let marks = text.unicodeScalars.first.flatMap(QuoteMarks.init(opening:)), text.unicodeScalars.count > 1 {
      guard let last = text.unicodeScalars.last, marks.closes(with: last) else {
        throw Diagnostic("this quote is not closed", at: span.lowerBound..<span.lowerBound + 1)
      }
      text = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst().dropLast()))
    }
    if text.hasPrefix("$"), let end = lexer.endOfName(from: span.lowerBound + 1), end == span.upperBound {
      return Literal(.argument(String(text.dropFirst())), span)
    }
    if kind == nil || kind == .truth, let truth = Parsing.truth(text) { return Literal(.truth(truth), span) }
    if kind == nil || kind == .date {
      if let offset = Parsing.day(text) { return Literal(.day(offset: offset), span) }
      if let seconds = Parsing.duration(text) { return Literal(.duration(seconds: seconds), span) }
    }
    if kind != .date, kind != .truth, Parsing.isBeyondDouble(text) { return Literal(.text(text), span) }
    if kind != .date, kind != .truth, let number = Parsing.number(text) { return Literal(.number(number), span) }
    if kind != .number, kind != .truth, let date = NewsDate(iso: text) { return Literal(.date(date), span) }
    if kind == .date, let readings = lexer.slashDate(from: span.lowerBound), readings.span == span {
      let choice = offer("a date is written year first", at: span, readings: readings.dates.count)
      if let date = NewsDate(iso: readings.dates[choice]) { return Literal(.date(date), span) }
    }
    throw notAValue(field, kind, span)
  }

  private func notAValue(_ field: FieldName, _ kind: ValueType?, _ span: Range<Int>) -> Diagnostic {
    let text = shortened(span)
    switch kind {
    case .number:
      return Diagnostic("`\(field.name)` is a number, not `\(text)`", at: span, hint: "for example `\(field.name)>800`")
    case .truth:
      return Diagnostic(
        "`\(field.name)` is `true` or `false`, not `\(text)`", at: span, hint: "for example `\(field.name):true`")
    default:
      // `2024/04/03` and `3.4.2024` are dates, only not written so here.
      let date = text.utf8.count <= 40 ? DateParsing.parse(text) ?? compactDate(text) : nil
      let isRelative = ["last", "past", "this"].contains(text.lowercased())
      let message = "`\(field.name)` is a date, not `\(text)`: 2020, 2020-07, 2020-07-23, 30d, today"
      if let date { return Diagnostic(message, at: span, with: date.description) }
      return Diagnostic(
        message, at: span, hint: "for example `\(field.name):\(isRelative ? "30d" : "2020-07")`")
    }
  }

  /// `20200131`
  private func compactDate(_ text: String) -> NewsDate? {
    guard text.utf8.count == 8, text.utf8.allSatisfy(Lexer.isASCIIDigit) else { return nil }
    return NewsDate(iso: "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
  }

  // MARK: - Forms

  static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// Days from today.
  static func day(_ text: String) -> Int? {
    switch text.lowercased() {
    case "today": 0
    case "yesterday": -1
    default: nil
    }
  }

  /// Seconds of `30d`.
  static func duration(_ text: String) -> Int64? {
    guard let unit = text.utf8.last, let seconds = Lexer.secondsOfUnit(unit) else { return nil }
    let digits = text.utf8.dropLast()
    guard (1...6).contains(digits.count), digits.allSatisfy(Lexer.isASCIIDigit) else { return nil }
    return Int64(text.dropLast()).map { $0 * seconds }
  }

  /// `800`, `-1.5`, `1,204`
  static func number(_ text: String) -> Double? {
    var digits = text[...]
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits.removeFirst() }
    if digits.contains(",") {
      let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
      guard (1...3).contains(groups[0].utf8.count), groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else {
        return nil
      }
      digits = groups.joined()[...]
    }
    guard let first = digits.utf8.first, Lexer.isASCIIDigit(first), !digits.utf8.contains(UInt8(ascii: "x")),
      !digits.utf8.contains(UInt8(ascii: "p")), let number = Double(digits), number.isFinite
    else { return nil }
    return isNegative ? -number : number
  }

  // MARK: - param

  /// A literal after `param NAME =`.
  mutating func literal() throws(Diagnostic) -> Literal {
    let token = try peek(.expression)
    switch token.kind {
    case .arithmetic(.subtract):
      try take(.expression)
      goesOn = false
      let number = try literal()
      let span = token.span.lowerBound..<number.span.upperBound
      guard case .number(let value) = number.kind else {
        throw Diagnostic("only a number has a sign", at: span)
      }
      return Literal(.number(-value), span)
    case .name(let name, isQuoted: false):
      guard let kind = Parsing.namedLiteral(name) else {
        throw Diagnostic("put quotes around a text", at: token.span, with: "\"\(name)\"")
      }
      try take(.expression)
      return Literal(kind, token.span)
    default:
      guard let literal = literal(of: token), !literal.isArgument else {
        throw unexpected(token, "a value: a number, a date, a quoted text, `true`, `false` or `null`")
      }
      try take(.expression)
      return literal
    }
  }

  /// The literal that a token of an expression is; nil for a name or a mark.
  func literal(of token: Token) -> Literal? {
    // Its digits are kept: beside a number they are taken as one.
    if case .number = token.kind, token.span.count > 15 {
      let text = lexer.text(token.span)
      if Parsing.isBeyondDouble(text) { return Literal(.text(text), token.span) }
    }
    return switch token.kind {
    case .number(let number): Literal(.number(number), token.span)
    case .date(let date): Literal(.date(date), token.span)
    case .duration(let seconds): Literal(.duration(seconds: seconds), token.span)
    case .text(let text): Literal(.text(text), token.span)
    case .argument(let name): Literal(.argument(name), token.span)
    default: nil
    }
  }

  /// Whether a text is a whole number that a `Double` may not hold exactly.
  static func isBeyondDouble(_ text: String) -> Bool {
    guard let number = Int64(text) else { return false }
    return number.magnitude > 9_007_199_254_740_992
  }

  /// `true`, `null`, `today`
  static func namedLiteral(_ name: String) -> Literal.Kind? {
    if let truth = truth(name) { return .truth(truth) }
    if let offset = day(name) { return .day(offset: offset) }
    return name.lowercased() == "null" ? .null : nil
  }
}

extension Literal {
  fileprivate var isArgument: Bool {
    if case .argument = kind { return true }
    return false
  }
}

extension ValueType {
  /// What a field of this type takes, for messages: `a number`.
  var described: String {
    switch self {
    case .text: "text"
    case .list: "a list of texts"
    case .number: "a number"
    case .date: "a date"
    case .truth: "`true` or `false`"
    }
  }
}
