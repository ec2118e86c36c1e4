// The parts of a search that name a field: `headline:x`, `words>800`, `source is "x"`, `has:dateline`, `in $calls`.

extension Parsing {
  // MARK: - NAME:value

  mutating func fieldSearch(_ name: String, isQuoted: Bool) throws(Diagnostic) -> Search {
    let token = try take(.search)
    var nameSpan = token.span
    if case .detachedField = token.kind {
      nameSpan = nameSpan.lowerBound..<nameSpan.upperBound - 1
      while let width = lexer.blankWidth(at: lexer.position) { lexer.position += width }
    }
    let field = FieldName(name, nameSpan)
    try refuseInside(field)
    if !isQuoted, name.lowercased() == "has" { return try has(field) }
    if !isQuoted, name.lowercased() == "_exists_", lexer.kindOfField(name) == nil {
      _ = offer("`_exists_:` is written `has:` in newsq", at: nameSpan, readings: 1)
      return try has(field)
    }
    try requireValue(after: field, token)
    if name == "`*`" || name == "*" { return try textSearch(in: field) }
    return try fieldValue(field)
  }

  /// What is looked for in a field, behind its colon.
  mutating func fieldValue(_ field: FieldName) throws(Diagnostic) -> Search {
    if let search = try bracketedRange(field, lexer.kindOfField(field.name)) { return search }
    if let search = try condition(on: field) { return search }
    return try textSearch(in: field)
  }

  /// No field stands inside another's bracket.
  private func refuseInside(_ inner: FieldName) throws(Diagnostic) {
    guard let field else { return }
    throw Diagnostic(
      "`\(inner.name)` is inside the brackets of `\(field.name):`; a word is in one field", at: inner.span,
      hint: "close the brackets of `\(field.name):` before `\(inner.name)`")
  }

  private func requireValue(after field: FieldName, _ token: Token) throws(Diagnostic) {
    // `date:$from..$to`: what a value is told by its field.
    if lexer.byte(at: lexer.position) == UInt8(ascii: "$") { return }
    let next = try peek(.search)
    guard next.endsStatement || next.kind == .bar || next.kind == .rightParenthesis else { return }
    throw unexpected(next, "what to look for after `\(field.name):`")
  }

  /// `has:dateline`
  private mutating func has(_ keyword: FieldName) throws(Diagnostic) -> Search {
    let token = try peek(.search)
    switch token.kind {
    case .word, .name:
      try take(.search)
      let name: String
      if case .name(let quoted, _) = token.kind { name = quoted } else { name = lexer.text(token.span) }
      guard token.kind != .word || lexer.endOfName(from: token.span.lowerBound) == token.span.upperBound else {
        throw Diagnostic("expected the name of a field after `has:`", at: token.span, with: "`\(name)`")
      }
      return Search(
        .isEmpty(FieldName(name, token.span), negated: true), keyword.span.lowerBound..<token.span.upperBound)
    default: throw unexpected(token, "the name of a field after `has:`")
    }
  }

  /// What is looked for in the words of a field.
  private mutating func textSearch(in field: FieldName) throws(Diagnostic) -> Search {
    var token = try peek(.search)
    while case .punctuation = token.kind, lexer.position == token.span.lowerBound {
      try take(.search)
      token = try peek(.search)
    }
    switch token.kind {
    case .not, .minus, .otherDash, .bang:
      // `headline:not x` may be meant in two ways; only outside the field is it clear.
      try take(.search)
      _ = offer("`not` goes before the field", at: token.span, readings: 1)
      let inner = try textSearch(in: field)
      return Search(.not(inner), field.span.lowerBound..<inner.span.upperBound)
    case .and, .or:
      let word = lexer.text(token.span)
      throw Diagnostic("put quotes around the word `\(word)` to find it", at: token.span, with: "\"\(word)\"")
    case .comparedField, .field, .detachedField, .address, .word, .name, .truncatedWord:
      if let run = runOfField(field.name) {
        return Search(.field(field, run), field.span.lowerBound..<run.span.upperBound)
      }
      if token.kind != .word, token.kind != .truncatedWord { return try secondField(token, in: field) }
    default: break
    }
    let outer = self.field
    self.field = field
    let inner = try primary()
    self.field = outer
    noteSecondWord(field, inner)
    return Search(.field(field, inner), field.span.lowerBound..<inner.span.upperBound)
  }

  /// `headline:source:x`, and `headline:foo=bar`, where only a group may follow.
  private func secondField(_ token: Token, in field: FieldName) throws(Diagnostic) -> Search {
    let end = lexer.endOfWord(from: token.span.lowerBound)
    let text = lexer.text(token.span.lowerBound..<end)
    throw Diagnostic(
      "expected what to look for after `\(field.name):`, not another field", at: token.span.lowerBound..<end,
      with: Printer.quoted(text))
  }

  /// After `id:`, `url:` and `file:` the value runs to the next blank.
  private mutating func runOfField(_ name: String) -> Search? {
    guard let column = Field.named(name)?.column, [.id, .url, .file].contains(column) else { return nil }
    goesOn = false
    let span = lexer.run(from: lexer.position) { stageSyntax(of: $0) != nil }
    lexer.position = span.upperBound
    return Search(.word, lexer.text(span), span)
  }

  /// `source is …` stands next.
  private func beginsValueTest() -> Bool {
    var ahead = self
    guard let name = try? ahead.take(.search), lexer.kindOfField(lexer.text(name.span)) != nil else { return false }
    guard let next = try? ahead.peek(.search), next.kind == .word else { return false }
    return lexer.text(next.span).lowercased() == "is"
  }

  /// `source:financial times`: only the first word is in the field.
  private mutating func noteSecondWord(_ field: FieldName, _ inner: Search) {
    guard case .text(let operand) = inner.kind, operand.kind == .word,
      let column = Field.named(field.name)?.column,
      [.source, .section, .located, .byline, .credit].contains(column),
      let next = try? peek(.search), next.kind == .word, next.span.lowerBound > inner.span.upperBound,
      !beginsValueTest()
    else { return }
    let word = lexer.text(next.span)
    notes.append(
      Diagnostic(
        "only `\(operand.text)` is looked for in `\(field.name)`, `\(shortened(next.span))` anywhere",
        at: field.span.lowerBound..<next.span.upperBound, with: "\(field.name):\"\(operand.text) \(word)\"",
        severity: .note))
  }

  // MARK: - Numbers and dates

  /// `date:2020-01..2020-06`, `words:800`: where the field holds numbers or dates, or the value is a range.
  private mutating func condition(on field: FieldName) throws(Diagnostic) -> Search? {
    let kind = lexer.kindOfField(field.name)
    let start = lexer.position
    let span = valueSpan(from: start)
    switch kind {
    case .text, .list: return nil
    case .number, .date, .truth:
      if lexer.byte(at: start) == UInt8(ascii: "(") {
        throw Diagnostic(
          "expected one value or a range after `\(field.name):`", at: start..<start + 1,
          hint: kind == .date
            ? "for example `(date:2020-01 or date:2020-03)`" : "for example `(\(field.name):100 or \(field.name):200)`")
      }
      if try refuseComparisonAfterColon(field, start) { return nil }
    case nil:
      guard lexer.text(span.prefix(64)).contains(".."), let range = try? values(in: span, field, kind) else {
        return nil
      }
      lexer.position = span.upperBound
      goesOn = false
      return Search(.range(field, range.0, range.1), field.span.lowerBound..<span.upperBound)
    }
    if kind == .truth {
      let value = try literalValue(field, kind, span)
      lexer.position = span.upperBound
      return Search(.compare(field, .equal, value), field.span.lowerBound..<span.upperBound)
    }
    let (low, high) = try values(in: span, field, kind)
    lexer.position = span.upperBound
    goesOn = false
    return Search(.range(field, low, high), field.span.lowerBound..<span.upperBound)
  }

  /// `date:>2020`
  private func refuseComparisonAfterColon(_ field: FieldName, _ start: Int) throws(Diagnostic) -> Bool {
    guard let (comparison, width) = try lexer.comparison(at: start) else { return false }
    throw Diagnostic(
      "`\(comparison.rawValue)` is written in the place of `:`", at: start..<start + width,
      replacing: field.span.upperBound..<start + width, with: comparison.rawValue)
  }

  /// The run in which a value stands, its outer marks left out; a quoted one with its quotes.
  private func valueSpan(from start: Int) -> Range<Int> {
    var end = start
    if let (scalar, width) = lexer.scalar(at: start), let marks = QuoteMarks(opening: scalar) {
      end += width
      while let (scalar, width) = lexer.scalar(at: end), scalar != "\n" {
        end += width
        if marks.closes(with: scalar) { return start..<end }
      }
      return start..<end
    }
    while !lexer.isBorder(at: end), lexer.byte(at: end) != UInt8(ascii: "(") { end += 1 }
    while end > start, [UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "!")].contains(lexer.bytes[end - 1]) {
      end -= 1
    }
    return start..<end
  }

  /// Both ends of a range, or one value as both.
  private mutating func values(
    in span: Range<Int>, _ field: FieldName, _ kind: ValueType?
  ) throws(Diagnostic) -> (Literal?, Literal?) {
    guard let dots = dots(in: span) else {
      if let (low, high) = try dashedRange(in: span, field, kind) { return (low, high) }
      let value = try literalValue(field, kind, span)
      return (value, value)
    }
    let lowSpan = span.lowerBound..<dots
    let highSpan = dots + 2..<span.upperBound
    if lowSpan.isEmpty, highSpan.isEmpty {
      throw Diagnostic(
        "a range has no blanks and at least one end", at: span,
        hint: "for example `\(field.name):\(kind == .date ? "2020-01..2020-06" : "100..800")`")
    }
    let low = lowSpan.isEmpty ? nil : try literalValue(field, kind, lowSpan)
    let high = highSpan.isEmpty ? nil : try literalValue(field, kind, highSpan)
    if let low, let high, high.ends(before: low) {
      throw Diagnostic(
        "this range ends before it begins", at: span,
        with: "\(lexer.text(highSpan))..\(lexer.text(lowSpan))")
    }
    return (low, high)
  }

  private func dots(in span: Range<Int>) -> Int? {
    guard span.count > 1 else { return nil }
    return (span.lowerBound..<span.upperBound - 1).first {
      lexer.bytes[$0] == UInt8(ascii: ".") && lexer.bytes[$0 + 1] == UInt8(ascii: ".")
    }
  }

  /// `words:100-500`, `date:2020-2021`: a range is meant.
  private mutating func dashedRange(
    in span: Range<Int>, _ field: FieldName, _ kind: ValueType?
  ) throws(Diagnostic) -> (Literal, Literal)? {
    guard kind == .number || kind == .date, span.count < 64 else { return nil }
    let parts = lexer.text(span).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Lexer.isASCIIDigit) }),
      kind == .number || parts[1].utf8.count == 4
    else { return nil }
    let middle = span.lowerBound + parts[0].utf8.count
    _ = offer("a range is written with two dots", at: span, readings: 1)
    let low = try literalValue(field, kind, span.lowerBound..<middle)
    let high = try literalValue(field, kind, middle + 1..<span.upperBound)
    return high.ends(before: low) ? (high, low) : (low, high)
  }

  /// `words>800`, `date = 2020-07`
  mutating func comparedField(
    _ field: FieldName, _ comparison: Comparison, _ operatorSpan: Range<Int>
  ) throws(Diagnostic) -> Search {
    try take(.search)
    try refuseInside(field)
    while let width = lexer.blankWidth(at: lexer.position) { lexer.position += width }
    let kind = lexer.kindOfField(field.name)
    let span = valueSpan(from: lexer.position)
    guard !span.isEmpty else {
      throw unexpected(
        try peek(.search), "\(kind?.described ?? "a number or a date") after `\(field.name)\(comparison.rawValue)`")
    }
    if kind == .text || kind == .list || (kind == nil && (try? literalValue(field, nil, span)) == nil) {
      return try textComparison(field, comparison, operatorSpan)
    }
    let value = try literalValue(field, kind, span)
    lexer.position = span.upperBound
    return Search(.compare(field, comparison, value), field.span.lowerBound..<span.upperBound)
  }

  /// `source=x`: Factiva's `=` means that the field contains it.
  private mutating func textComparison(
    _ field: FieldName, _ comparison: Comparison, _ operatorSpan: Range<Int>
  ) throws(Diagnostic) -> Search {
    let token = try peek(.search)
    let value: String
    switch token.kind {
    case .phrase(let text): value = text
    case .word: value = lexer.text(token.span)
    default: value = lexer.text(valueSpan(from: lexer.position))
    }
    guard comparison == .equal || comparison == .notEqual else {
      throw Diagnostic(
        "`\(comparison.rawValue)` compares numbers and dates; `\(field.name)` is text", at: operatorSpan,
        replacing: field.span.lowerBound..<max(operatorSpan.upperBound, token.span.upperBound),
        with: "\(Printer.name(field.name)):\(Printer.wordOrQuoted(value))")
    }
    try take(.search)
    let whole = field.span.lowerBound..<token.span.upperBound
    let message =
      "`\(comparison.rawValue)` compares numbers and dates; text is found with `:` or compared whole with `is`"
    var search: Search
    if offer(message, at: operatorSpan, readings: 2) == 0 {
      let isWord = token.kind == .word
      search = Search(.field(field, Search(isWord ? .word : .phrase, value, token.span)), whole)
      if comparison == .notEqual { search = Search(.not(search), whole) }
    } else {
      search = Search(.valueIs(field, Literal(.text(value), token.span), negated: comparison == .notEqual), whole)
    }
    return search
  }

  // MARK: - is, in

  /// `source is "x"` and `in $calls`, which begin with a word in its place.
  mutating func keywordSearch(_ token: Token) throws(Diagnostic) -> Search? {
    if isWord(token.span, "in"), case .argument(let name) = try peek(.search).kind, field == nil {
      let argument = try take(.search)
      return Search(.inResult(name), token.span.lowerBound..<argument.span.upperBound)
    }
    guard token.span.count < 64, lexer.endOfName(from: token.span.lowerBound) == token.span.upperBound,
      lexer.kindOfField(lexer.text(token.span)) != nil, self.field == nil
    else { return nil }
    let field = FieldName(lexer.text(token.span), token.span)
    if let search = try foreignCondition(field) { return search }
    guard try peek(word: "is", .search) else { return nil }
    return try whole(field, isQuoted: false)
  }

  /// `` `Publication Date` is empty ``
  mutating func quotedName(_ name: String) throws(Diagnostic) -> Search {
    let token = try take(.search)
    guard try peek(word: "is", .search) else {
      throw Diagnostic(
        "expected `:`, `is` or a comparison after a name in backquotes", at: token.span,
        hint: "for example `` `\(name)`:x ``")
    }
    return try whole(FieldName(name, token.span), isQuoted: true)
  }

  /// `is "x"`, `is not empty`, after the name of a field.
  private mutating func whole(_ field: FieldName, isQuoted: Bool) throws(Diagnostic) -> Search {
    try refuseInside(field)
    let isToken = try take(.search)
    let negation = try take(.not, .search)
    let token = try peek(.search)
    let span = field.span.lowerBound..<token.span.upperBound
    switch token.kind {
    case .phrase(let text):
      try take(.search)
      return Search(.valueIs(field, Literal(.text(text), token.span), negated: negation != nil), span)
    case .argument(let name):
      try take(.search)
      return Search(.valueIs(field, Literal(.argument(name), token.span), negated: negation != nil), span)
    case .word where isWord(token.span, "empty"):
      try take(.search)
      return Search(.isEmpty(field, negated: negation != nil), span)
    case .word:
      try take(.search)
      return try bareWord(token, after: field, isToken, isNegated: negation != nil)
    default:
      throw Diagnostic(
        "expected a quoted text, an argument or `empty` after `\(field.name) is`, \(found(token))", at: token.span,
        replacing: isToken.span, with: "\"is\"")
    }
  }

  /// `body is found`: is `body` a field here, or are these three words?
  private mutating func bareWord(
    _ token: Token, after field: FieldName, _ isToken: Token, isNegated: Bool
  ) throws(Diagnostic) -> Search {
    let word = lexer.text(token.span)
    let span = field.span.lowerBound..<token.span.upperBound
    let message = "expected a quoted text, an argument or `empty` after `\(field.name) is`"
    if offer(message, at: token.span, readings: 2) == 0 {
      return Search(.valueIs(field, Literal(.text(word), token.span), negated: isNegated), span)
    }
    let last = Search(.word, word, token.span)
    return Search(
      .and([
        Search(.word, field.name, field.span), Search(.phrase, lexer.text(isToken.span), isToken.span),
        isNegated ? Search(.not(last), token.span) : last,
      ]), span)
  }
}
