// Marks of other search languages in a search: `"a b"~5`, `x~2`, `date:[a TO b]`, `headline contains x`, `source :x`.
// They are never read as words; what they mean is offered.

extension Parsing {
  // MARK: - Phrases

  /// A phrase, and what Lucene writes behind it: `"steel tariffs"~5`, `"steel tariffs"^2`.
  mutating func phrase(_ text: String, _ token: Token) throws(Diagnostic) -> Search {
    noteSingleQuotes(text, token)
    let text = singleQuotedText(text, token)
    let start = lexer.position
    guard let mark = lexer.byte(at: start), mark == UInt8(ascii: "~") || mark == UInt8(ascii: "^") else {
      return Search(.phrase, text, token.span)
    }
    var end = start + 1
    while lexer.isDigit(at: end) || lexer.byte(at: end) == UInt8(ascii: ".") && lexer.isDigit(at: end + 1) { end += 1 }
    guard end > start + 1 || mark == UInt8(ascii: "~"), lexer.isBorder(at: end) else {
      return Search(.phrase, text, token.span)
    }
    let number = Int(lexer.text(start + 1..<end))
    lexer.position = end
    let span = token.span.lowerBound..<end
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard mark == UInt8(ascii: "~"), let number, words.count > 1, words.count <= 20 else {
      _ = offer("newsq has no `\(lexer.text(start..<end))`: a phrase is found as it is", at: start..<end, readings: 1)
      return Search(.phrase, text, span)
    }
    // n words between them are n + 1 positions.
    let reach = Chain.Reach.words(min(number + 1, 999_999))
    _ = offer("`~\(number)` after a phrase is written with `near/` in newsq", at: start..<end, readings: 1)
    let operands = words.map { word in
      Search(VendorParser.isPlain(word) ? .word : .phrase, word, token.span)
    }
    let links = operands.dropFirst().map {
      Chain.Link(isOrdered: false, reach: reach, isNegated: false, operand: $0)
    }
    return Search(.chain(Chain(first: operands[0], links: links)), span)
  }

  private func singleQuotes(_ token: Token) -> Lexer.SingleQuoted? {
    guard let (scalar, _) = lexer.scalar(at: token.span.lowerBound), Lexer.isApostrophe(scalar) else { return nil }
    return lexer.singleQuoted(at: token.span.lowerBound)
  }

  private mutating func noteSingleQuotes(_ text: String, _ token: Token) {
    guard singleQuotes(token) != nil, text.contains(" ") else { return }
    notes.append(
      Diagnostic(
        "`\(shortened(token.span))` is read as a phrase", at: token.span,
        hint: "leave out the single quotes to find the words anywhere", severity: .warning))
  }

  /// `'the workers' rights'` ends at its first closing mark or at its second.
  private mutating func singleQuotedText(_ text: String, _ token: Token) -> String {
    guard let longer = singleQuotes(token)?.longer else { return text }
    let message = "this phrase may end at either of two marks"
    guard offer(message, at: token.span, readings: 2) == 1 else { return text }
    lexer.position = longer.upperBound + (lexer.scalar(at: longer.upperBound)?.width ?? 1)
    return lexer.text(longer)
  }

  // MARK: - Words

  /// Lucene's `roam~2` and `steel^4`, Factiva's `tariff$`, SQL's `%tariff%`; nil for a word of newsq.
  mutating func foreignWord(_ token: Token) throws(Diagnostic) -> Search? {
    let bytes = lexer.bytes[token.span]
    if bytes.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "^") }),
      let mark = bytes.lastIndex(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "^") }),
      mark > token.span.lowerBound,
      bytes[(mark + 1)...].allSatisfy({ Lexer.isASCIIDigit($0) || $0 == UInt8(ascii: ".") }),
      Lexer.isASCIILetterOrDigit(bytes[mark - 1]) || bytes[mark - 1] >= 0x80,
      bytes[mark] == UInt8(ascii: "~") || mark + 1 < token.span.upperBound
    {
      let what = bytes[mark] == UInt8(ascii: "~") ? "words that are spelled alike" : "weights"
      _ = offer(
        "newsq has no \(what): `\(lexer.text(mark..<token.span.upperBound))` is left out", at: token.span, readings: 1)
      return Search(.word, lexer.text(token.span.lowerBound..<mark), token.span)
    }
    let text = lexer.text(token.span)
    if text.hasPrefix("%") || text.hasSuffix("%") {
      let word = text.filter { $0 != "%" }
      guard word.contains(where: \.isLetter), word.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
      _ = offer("any letters are `*` in newsq, not `%`", at: token.span, readings: 1)
      return Search(.word, (text.hasPrefix("%") ? "*" : "") + word + (text.hasSuffix("%") ? "*" : ""), token.span)
    }
    // `US$` is money, `tariff$` is Factiva's any ending.
    if let dollar = text.firstIndex(of: "$"), text[..<dollar].count > 2, text[..<dollar].allSatisfy({ $0.isLowercase }),
      text[text.index(after: dollar)...].allSatisfy(\.isNumber)
    {
      _ = offer("any ending is `*` in newsq, not `$`", at: token.span, readings: 1)
      return Search(.word, text[..<dollar] + "*", token.span)
    }
    return nil
  }

  // MARK: - Fields

  /// `headline contains trade`, `headline LIKE '%trade%'`, `source in ("a", "b")`, `source : x`: what other tools write
  /// after a field. Nil if the words are words.
  mutating func foreignCondition(_ field: FieldName) throws(Diagnostic) -> Search? {
    var next = lexer
    let crossed = next.crossBlanks()
    guard crossed == .nothing else { return nil }
    if next.byte(at: next.position) == UInt8(ascii: ":") {
      lexer = next
      lexer.position += 1
      while let width = lexer.blankWidth(at: lexer.position) { lexer.position += width }
      guard !lexer.isBorder(at: lexer.position) else { return nil }
      _ = offer("write `\(field.name):` without blanks", at: field.span, readings: 1)
      return try fieldValue(field)
    }
    let token = try peek(.search)
    guard token.kind == .word || token.kind == .not else { return nil }
    let isNegated = token.kind == .not
    var trial = self
    if isNegated { try trial.take(.search) }
    let test = isNegated ? try trial.peek(.search) : token
    guard test.kind == .word else { return nil }
    let word = lexer.text(test.span).lowercased()
    try trial.take(.search)
    guard let search = try trial.foreignTest(word, field) else { return nil }
    self = trial
    return isNegated ? Search(.not(search), search.span) : search
  }

  private mutating func foreignTest(_ word: String, _ field: FieldName) throws(Diagnostic) -> Search? {
    let value = try peek(.search)
    let span = field.span.lowerBound..<value.span.upperBound
    func message(_ form: String) -> String { "`\(field.name) \(word) …` is written `\(form)` in newsq" }
    switch word {
    case "contains", "has", "like", "ilike", "startswith", "endswith":
      let isLike = word == "like" || word == "ilike"
      let text: String
      if isLike, let quoted = takeSingleQuoted() {
        return try like(field, word, quoted.text, quoted.span)
      }
      switch value.kind {
      case .phrase(let phrase): text = phrase
      case .word where !isLike || lexer.text(value.span).contains("%"): text = lexer.text(value.span)
      default: return nil
      }
      try take(.search)
      if isLike { return try like(field, word, text, value.span) }
      let bare = isLike ? text.filter { $0 != "%" } : text
      guard bare.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
      let isWord = bare.allSatisfy { $0.isLetter || $0.isNumber }
      let operand: Search
      if word == "has" || !isWord {
        operand = Search(isWord ? .word : .phrase, bare, value.span)
      } else {
        let isOpen = isLike ? text.hasPrefix("%") : word != "startswith"
        let isOpenAtEnd = isLike ? text.hasSuffix("%") : word != "endswith"
        operand = Search(.word, (isOpen ? "*" : "") + bare + (isOpenAtEnd ? "*" : ""), value.span)
      }
      _ = offer(message("\(field.name):…"), at: field.span.lowerBound..<value.span.upperBound, readings: 1)
      return Search(.field(field, operand), span)
    case "in", "is":
      guard value.kind == .leftParenthesis else { return nil }
      return try foreignList(field, word)
    default: return nil
    }
  }

  /// `headline LIKE '%trade%'`
  private mutating func like(
    _ field: FieldName, _ word: String, _ pattern: String, _ place: Range<Int>
  ) throws(Diagnostic) -> Search? {
    let bare = pattern.filter { $0 != "%" }
    guard bare.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    let isWord = bare.allSatisfy { $0.isLetter || $0.isNumber }
    let span = field.span.lowerBound..<place.upperBound
    let stars = (pattern.hasPrefix("%") ? "*" : "", pattern.hasSuffix("%") ? "*" : "")
    _ = offer("`\(field.name) \(word) …` is written `\(field.name):…` in newsq", at: span, readings: 1)
    return Search(.field(field, Search(isWord ? .word : .phrase, stars.0 + bare + stars.1, place)), span)
  }

  /// `'%trade%'`, whose marks are none of newsq's.
  private mutating func takeSingleQuoted() -> (text: String, span: Range<Int>)? {
    var ahead = lexer
    guard ahead.crossBlanks() == .nothing, ahead.byte(at: ahead.position) == UInt8(ascii: "'") else { return nil }
    let start = ahead.position
    var end = start + 1
    while let byte = ahead.byte(at: end), byte != UInt8(ascii: "'"), byte != ahead.newline { end += 1 }
    guard ahead.byte(at: end) == UInt8(ascii: "'") else { return nil }
    lexer.position = end + 1
    return (ahead.text(start + 1..<end), start..<end + 1)
  }

  /// `source in ("Vox", "BBC")`, `source is ("Vox" or "BBC")`
  private mutating func foreignList(_ field: FieldName, _ word: String) throws(Diagnostic) -> Search? {
    let opening = try open(.search)
    var items: [Search] = []
    while true {
      let token = try peek(.search)
      switch token.kind {
      case .punctuation, .comma, .or: try take(.search)
      case .phrase(let text):
        try take(.search)
        items.append(Search(.valueIs(field, Literal(.text(text), token.span), negated: false), token.span))
      case .word:
        try take(.search)
        let text = lexer.text(token.span)
        items.append(Search(.valueIs(field, Literal(.text(text), token.span), negated: false), token.span))
      default:
        let end = try close(opening, .search).upperBound
        guard !items.isEmpty else { return nil }
        let span = field.span.lowerBound..<end
        _ = offer("`\(field.name) \(word) (…)` is written with `is` and `or` in newsq", at: span, readings: 1)
        return items.count == 1 ? items[0] : Search(.or(items), span)
      }
    }
  }

  // MARK: - Ranges

  /// Lucene's `date:[2020 TO 2021]` and `words:{100 TO *}`; nil if no such bracket is next.
  mutating func bracketedRange(_ field: FieldName, _ kind: ValueType?) throws(Diagnostic) -> Search? {
    let start = lexer.position
    guard let first = lexer.byte(at: start), first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else {
      return nil
    }
    var end = start + 1
    while let byte = lexer.byte(at: end), byte != lexer.newline, byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") {
      end += 1
    }
    guard let last = lexer.byte(at: end), last != lexer.newline else { return nil }
    let parts = lexer.text(start + 1..<end).split(separator: " ").map(String.init)
    let span = start..<end + 1
    guard parts.count == 3, parts[1].uppercased() == "TO", kind == .number || kind == .date || kind == nil else {
      throw Diagnostic(
        "a range is written `\(kind == .number ? "words:100..800" : "date:2020-01..2020-06")` in newsq", at: span,
        hint: "ranges are for numbers and dates")
    }
    let isDate = kind == .date || kind == nil && Parsing.number(parts[0]) == nil && Parsing.number(parts[2]) == nil
    let low = try rangeEnd(parts[0], isDate: isDate, span)
    let high = try rangeEnd(parts[2], isDate: isDate, span)
    lexer.position = end + 1
    goesOn = false
    let whole = field.span.lowerBound..<end + 1
    _ = offer("a range is written with two dots in newsq", at: span, readings: 1)
    let isPlain = first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
    // `now-30d` is a span up to now, not a day.
    if isPlain || low == nil && high == nil, !(isDuration(low) && high != nil && !isNow(high)) {
      if isDuration(low) { return Search(.range(field, low, low), whole) }
      if low == nil, high == nil { return Search(.isEmpty(field, negated: true), whole) }
      return Search(.range(field, low, high), whole)
    }
    var items: [Search] = []
    if let low {
      items.append(Search(.compare(field, first == UInt8(ascii: "{") ? .greater : .greaterOrEqual, low), whole))
    }
    if let high { items.append(Search(.compare(field, last == UInt8(ascii: "}") ? .less : .lessOrEqual, high), whole)) }
    return items.count == 1 ? items[0] : Search(.and(items), whole)
  }

  private func isDuration(_ literal: Literal?) -> Bool {
    if case .duration? = literal?.kind { return true }
    return false
  }

  private func isNow(_ literal: Literal?) -> Bool { literal == nil || literal?.kind == .day(offset: 0) }

  /// One end of a range; nil for `*`.
  private func rangeEnd(_ text: String, isDate: Bool, _ span: Range<Int>) throws(Diagnostic) -> Literal? {
    let text = text.filter { $0 != "\"" && $0 != "'" }
    if text == "*" { return nil }
    if !isDate {
      guard let number = Parsing.number(text) else {
        throw Diagnostic("expected a number, not `\(text)`", at: span, hint: "for example `words:100..800`")
      }
      return Literal(.number(number), span)
    }
    let lowered = text.lowercased()
    if lowered == "now" || lowered.hasPrefix("now/") { return Literal(.day(offset: 0), span) }
    if lowered.hasPrefix("now-") {
      let rest = lowered.dropFirst(4).prefix { $0 != "/" }
      let count = rest.prefix { $0.isNumber }
      let unit = String(rest.dropFirst(count.count))
      if let number = Int64(count), number < 100_000,
        let seconds = ForeignReader.seconds(ofUnit: unit == "m" ? "month" : unit)
      {
        return Literal(.duration(seconds: number * seconds), span)
      }
    }
    guard let date = ForeignReader.date(text) else {
      throw Diagnostic("expected a date, not `\(text)`", at: span, hint: "for example `date:2020-01..2020-06`")
    }
    return Literal(.date(date), span)
  }

  // MARK: - Notes

  /// Factiva's `a same b`: two words in one paragraph.
  mutating func noteSame(_ token: Token) {
    guard token.span.count == 4, isWord(token.span, "same"), field == nil, token.span.lowerBound > 0,
      let next = try? peek(.search), beginsText(next), let before = lexer.scalar(before: trimmedStart(token)),
      before != "(" && before != ":"
    else { return }
    notes.append(
      Diagnostic(
        "`same` is looked for as a word here; in Factiva it is one paragraph", at: token.span, with: "near/p",
        severity: .note))
  }

  private func trimmedStart(_ token: Token) -> Int {
    var start = token.span.lowerBound
    while start > 0, lexer.bytes[start - 1] <= 0x20 { start -= 1 }
    return start
  }

  private func beginsText(_ token: Token) -> Bool {
    switch token.kind {
    case .word, .phrase, .leftParenthesis, .exactMark: true
    default: false
    }
  }

  /// `oil price and opec`: Factiva and Nexis read words side by side as a phrase.
  mutating func noteWordsBesideAnd(_ items: [Search], _ joins: [Join]) {
    guard field == nil, joins.contains(where: { $0.isWritten }), joins.allSatisfy({ !$0.isOr }),
      let (start, end) = runs(items, joins).first
    else { return }
    let span = items[start].span.lowerBound..<items[end].span.upperBound
    notes.append(
      Diagnostic(
        "`\(shortened(span))`: each word may be anywhere; Factiva and Nexis read them as a phrase", at: span,
        with: "\"\(lexer.text(span))\"", severity: .note))
  }

  /// Runs of plain words side by side.
  private func runs(_ items: [Search], _ joins: [Join]) -> [(Int, Int)] {
    func isPlain(_ place: Int) -> Bool {
      guard case .text(let operand) = items[place].kind else { return false }
      return operand.kind == .word && !operand.isExact && operand.text.allSatisfy(\.isLetter)
    }
    var runs: [(Int, Int)] = []
    var start: Int?
    for (place, join) in joins.enumerated() {
      if !join.isWritten, isPlain(place), isPlain(place + 1) {
        if start == nil { start = place }
        if place == joins.count - 1, let first = start { runs.append((first, place + 1)) }
      } else if let first = start {
        runs.append((first, place))
        start = nil
      }
    }
    return runs
  }

  /// The items with words side by side as phrases; nil if there are none.
  func phrasesBesideOr(_ items: [Search], _ joins: [Join]) -> (items: [Search], joins: [Join])? {
    let runs = runs(items, joins)
    guard !runs.isEmpty else { return nil }
    var (newItems, newJoins): ([Search], [Join]) = ([], [])
    var place = 0
    while place < items.count {
      if place > 0 { newJoins.append(joins[place - 1]) }
      if let run = runs.first(where: { $0.0 == place }) {
        let texts = items[run.0...run.1].map { item -> String in
          if case .text(let operand) = item.kind { operand.text } else { "" }
        }
        let span = items[run.0].span.lowerBound..<items[run.1].span.upperBound
        newItems.append(Search(.phrase, texts.joined(separator: " "), span))
        place = run.1 + 1
      } else {
        newItems.append(items[place])
        place += 1
      }
    }
    return newJoins.isEmpty ? nil : (newItems, newJoins)
  }
}
