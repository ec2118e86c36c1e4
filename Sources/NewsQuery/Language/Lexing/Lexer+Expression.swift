// The tokens of an expression, where marks compute and text stands in quotes.

extension Lexer {
  mutating func expressionToken() throws(Diagnostic) -> Token {
    let start = position
    guard let (scalar, width) = scalar(at: position) else { return Token(kind: .endOfText, span: start..<start) }
    if let marks = QuoteMarks(opening: scalar) { return try quotedText(marks, width) }
    if Lexer.isApostrophe(scalar), let token = singleQuotedText(width) { return token }
    if isDigit(at: position) { return try numberOrDate() }
    if let end = endOfName(from: position) {
      position = end
      return Token(kind: word(text(start..<end)), span: start..<end)
    }
    if scalar == "`" { return Token(kind: .name(try quotedName(), isQuoted: true), span: start..<position) }
    if scalar == "$", let token = argument() { return token }
    if let (comparison, width) = try comparison(at: position) {
      position += width
      return Token(kind: .comparison(comparison), span: start..<position)
    }
    if let kind = mark(scalar) {
      position += kind == .arithmetic(.concatenate) || kind == .matches(isNegated: true) ? 2 : 1
      return Token(kind: kind, span: start..<position)
    }
    throw stranger(scalar, start..<start + width)
  }

  private func word(_ name: String) -> Token.Kind {
    switch name.lowercased() {
    case "and": .and
    case "or": .or
    case "not": .not
    default: .name(name, isQuoted: false)
    }
  }

  private func mark(_ scalar: Unicode.Scalar) -> Token.Kind? {
    switch scalar {
    case ",": .comma
    case "~": .matches(isNegated: false)
    case "!" where byte(at: position + 1) == UInt8(ascii: "~"): .matches(isNegated: true)
    case "+" where byte(at: position + 1) == UInt8(ascii: "+"): .arithmetic(.concatenate)
    case "+": .arithmetic(.add)
    case "-", "−": .arithmetic(.subtract)
    case "*": .arithmetic(.multiply)
    case "/": .arithmetic(.divide)
    default: nil
    }
  }

  /// A span with the blanks around it.
  private func withBlanks(_ span: Range<Int>) -> Range<Int> {
    var (start, end) = (span.lowerBound, span.upperBound)
    while start > 0, byte(at: start - 1) == UInt8(ascii: " ") { start -= 1 }
    while byte(at: end) == UInt8(ascii: " ") { end += 1 }
    return start..<end
  }

  /// What is said of a mark that has no meaning in an expression.
  private func stranger(_ scalar: Unicode.Scalar, _ span: Range<Int>) -> Diagnostic {
    switch scalar {
    case "'", "‘", "’": Diagnostic("this quote is not closed", at: span, hint: "put the text in double quotes")
    case "!": Diagnostic("`not` says that something does not hold", at: span, with: "not ")
    case "&":
      Diagnostic(
        "`and` joins two conditions", at: span,
        replacing: withBlanks(
          byte(at: span.upperBound) == UInt8(ascii: "&") ? span.lowerBound..<span.upperBound + 1 : span),
        with: " and ")
    case ":":
      Diagnostic("`NAME:` is for searches; a condition on text is written with `~`", at: span, with: " ~ ")
    case "." where byte(at: span.upperBound) == UInt8(ascii: "."):
      Diagnostic(
        "a range is for searches; here both ends are compared", at: span,
        hint: "for example `words >= 100 and words <= 200`")
    default: Diagnostic("`\(scalar)` means nothing here", at: span)
    }
  }

  /// `'text'`, as SQL writes it, with `''` for a mark inside it; nil if nothing closes it in its line.
  private mutating func singleQuotedText(_ width: Int) -> Token? {
    let start = position
    var place = start + width
    var value: [UInt8] = []
    while let (scalar, width) = scalar(at: place), scalar != "\n" {
      if Lexer.isApostrophe(scalar) {
        let isTwice = scalar == "'" && byte(at: place + 1) == UInt8(ascii: "'")
        // `'mayor's'`: a mark between two letters closes nothing.
        let isInside = self.scalar(at: place + width).map { Lexer.isNameScalar($0.value) } ?? false
        if !isTwice, !isInside {
          position = place + width
          return Token(kind: .text(String(decoding: value, as: UTF8.self)), span: start..<position)
        }
        if isTwice { place += 1 }
      }
      value.append(contentsOf: bytes[place..<place + width])
      place += width
    }
    return nil
  }

  /// `"text"`, with `\"` for a quote inside it.
  private mutating func quotedText(_ marks: QuoteMarks, _ width: Int) throws(Diagnostic) -> Token {
    let start = position
    position += width
    var value: [UInt8] = []
    var lineIsEmpty = false
    while let (scalar, width) = scalar(at: position) {
      if marks.closes(with: scalar) {
        position += width
        return Token(kind: .text(String(decoding: value, as: UTF8.self)), span: start..<position)
      }
      if scalar == "\n" {
        if lineIsEmpty { break }
        lineIsEmpty = true
      } else if blankWidth(at: position) == nil {
        lineIsEmpty = false
      }
      if scalar == "\\", let escaped = self.scalar(at: position + 1), let meant = Lexer.unescaped(escaped.value) {
        value.append(contentsOf: String(meant).utf8)
        position += 1 + escaped.width
        continue
      }
      value.append(contentsOf: bytes[position..<position + width])
      position += width
    }
    throw Diagnostic(Lexer.openQuote, at: start..<start + width)
  }

  /// What `\` and this scalar stand for; nil where the `\` is itself.
  private static func unescaped(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "n": "\n"
    case "t": "\t"
    case "\\", "»", "」", "』": scalar
    default: QuoteMarks.isMark(scalar) ? scalar : nil
    }
  }

  // MARK: - Numbers and dates

  private mutating func numberOrDate() throws(Diagnostic) -> Token {
    let start = position
    while isDigit(at: position) { position += 1 }
    if let end = endOfDate(from: start) {
      let span = start..<end
      // `1000-50` is no month.
      if span.count == 7, NewsDate(iso: text(span)) == nil { throw gluedMinus(from: start) }
      position = end
      guard let date = NewsDate(iso: text(span)) else { throw Diagnostic("no such day: `\(text(span))`", at: span) }
      return Token(kind: .date(date), span: span)
    }
    switch byte(at: position) {
    case UInt8(ascii: "-") where isDigit(at: position + 1): throw gluedMinus(from: start)
    case UInt8(ascii: "/") where isDigit(at: position + 1):
      if let readings = slashDate(from: start) {
        var diagnostic = Diagnostic("a date is written year first", at: readings.span)
        diagnostic.hints = readings.dates.map { Diagnostic.Hint($0, replacing: readings.span) }
        throw diagnostic
      }
    case UInt8(ascii: ".") where isDigit(at: position + 1):
      position += 1
      while isDigit(at: position) { position += 1 }
    default: break
    }
    if let token = try duration(from: start) { return token }
    skipExponent()
    let span = start..<position
    if let end = endOfName(from: position) {
      throw Diagnostic(
        "`\(text(start..<end))` is not a number; a duration ends in `h`, `d` or `w`", at: start..<end,
        hint: "for example `30d`")
    }
    guard let number = Double(text(span)), number.isFinite else {
      throw Diagnostic("this number is too large", at: span)
    }
    return Token(kind: .number(number), span: span)
  }

  private mutating func skipExponent() {
    guard byte(at: position).map({ $0 | 0x20 == UInt8(ascii: "e") }) ?? false else { return }
    var next = position + 1
    if byte(at: next) == UInt8(ascii: "+") || byte(at: next) == UInt8(ascii: "-") { next += 1 }
    guard isDigit(at: next) else { return }
    while isDigit(at: next) { next += 1 }
    position = next
  }

  /// `30d`, `6h`, `2w`; the digits are already read.
  private mutating func duration(from start: Int) throws(Diagnostic) -> Token? {
    guard let unit = byte(at: position), let seconds = Lexer.secondsOfUnit(unit),
      endOfName(from: position) == position + 1
    else { return nil }
    let number = text(start..<position)
    position += 1
    let span = start..<position
    guard number.utf8.count <= 6, let count = Int64(number) else {
      throw Diagnostic("a duration is a whole number of hours, days or weeks", at: span, hint: "for example `36h`")
    }
    return Token(kind: .duration(seconds: count * seconds), span: span)
  }

  static func secondsOfUnit(_ unit: UInt8) -> Int64? {
    switch unit {
    case UInt8(ascii: "h"): 3_600
    case UInt8(ascii: "d"): 86_400
    case UInt8(ascii: "w"): 604_800
    default: nil
    }
  }

  /// The end of what has the shape of a date at `position`: four digits, `-`, two digits, and what is glued to them.
  private func endOfDate(from start: Int) -> Int? {
    func digits(_ count: Int, at position: Int) -> Bool {
      for offset in 0..<count where !isDigit(at: position + offset) { return false }
      return !isDigit(at: position + count)
    }
    guard digits(4, at: start), byte(at: start + 4) == UInt8(ascii: "-"), digits(2, at: start + 5) else { return nil }
    var end = start + 7
    guard byte(at: end) == UInt8(ascii: "-"), isDigit(at: end + 1) else { return end }
    end += 1
    while isDigit(at: end) { end += 1 }
    guard byte(at: end) == UInt8(ascii: "T"), isDigit(at: end + 1) else { return end }
    end += 1
    // A time, perhaps its parts of a second, its zone: 22:19:05.250+04:00, 22:19Z.
    while isDigit(at: end) || byte(at: end) == UInt8(ascii: ":")
      || (byte(at: end) == UInt8(ascii: ".") && isDigit(at: end + 1))
    { end += 1 }
    if byte(at: end) == UInt8(ascii: "Z") { return end + 1 }
    if byte(at: end) == UInt8(ascii: "+") || byte(at: end) == UInt8(ascii: "-") {
      end += 1
      while isDigit(at: end) || byte(at: end) == UInt8(ascii: ":") { end += 1 }
    }
    return end
  }

  private func gluedMinus(from start: Int) -> Diagnostic {
    var end = position + 1
    while isDigit(at: end) { end += 1 }
    let (left, right) = (text(start..<position), text(position + 1..<end))
    return Diagnostic(
      "glued together this may be a range, a date or a difference; a difference has blanks", at: start..<end,
      with: "\(left) - \(right)")
  }

  /// `7/8/2020`: both days that it may be. Nil where it has no such shape.
  func slashDate(from start: Int) -> (span: Range<Int>, dates: [String])? {
    var position = start
    var parts: [Int] = []
    while parts.count < 3 {
      let partStart = position
      while isDigit(at: position), position - partStart < 5 { position += 1 }
      guard let part = Int(text(partStart..<position)) else { return nil }
      parts.append(part)
      guard parts.count < 3 else { break }
      guard byte(at: position) == UInt8(ascii: "/") || byte(at: position) == UInt8(ascii: ".") else { return nil }
      position += 1
    }
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = parts[2]
    guard (1000...9999).contains(year) else { return nil }
    let dates = [(parts[1], parts[0]), (parts[0], parts[1])].map { "\(year)-\(twoDigits($0.1))-\(twoDigits($0.0))" }
      .filter { NewsDate(iso: $0) != nil }
    guard let first = dates.first else { return nil }
    return (start..<position, dates.count == 2 && dates[1] == first ? [first] : dates)
  }
}
