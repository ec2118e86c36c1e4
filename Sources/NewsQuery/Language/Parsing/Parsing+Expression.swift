// The grammar of an expression. Loosest first: `and`, `or` (both at once want brackets), `not`, comparisons, sums,
// products, signs.

extension Parsing {
  /// `isItem`: at the start of an item of `select`, `let`, `stats`, where an `=` would name it.
  mutating func expression(isItem: Bool = false) throws(Diagnostic) -> Expression {
    var items = [try condition(isItem: isItem)]
    var joins: [(isOr: Bool, span: Range<Int>)] = []
    while true {
      let token = try peek(.expression)
      guard token.kind == .and || token.kind == .or else { break }
      try take(.expression)
      joins.append((token.kind == .or, token.span))
      items.append(try condition(isItem: false))
    }
    guard let first = joins.first else { return items[0] }
    if let mixed = joins.first(where: { $0.isOr != first.isOr }) { throw mixedConditions(items, joins, at: mixed.span) }
    return joined(items[...], isOr: first.isOr)
  }

  private func joined(_ items: ArraySlice<Expression>, isOr: Bool) -> Expression {
    guard items.count > 1, let first = items.first, let last = items.last else { return items[items.startIndex] }
    return Expression(isOr ? .or(Array(items)) : .and(Array(items)), first.span.lowerBound..<last.span.upperBound)
  }

  private func mixedConditions(
    _ items: [Expression], _ joins: [(isOr: Bool, span: Range<Int>)], at span: Range<Int>
  ) -> Diagnostic {
    var diagnostic = Diagnostic("`and` and `or` mixed without parentheses", at: span)
    let whole = items[0].span.lowerBound..<items[items.count - 1].span.upperBound
    for splitsAtOr in [true, false] {
      var groups: [Expression] = []
      var start = 0
      for (index, join) in joins.enumerated() where join.isOr == splitsAtOr {
        groups.append(joined(items[start...index], isOr: !splitsAtOr))
        start = index + 1
      }
      groups.append(joined(items[start...], isOr: !splitsAtOr))
      let reading = Printer.text(of: joined(groups[...], isOr: splitsAtOr))
      diagnostic.hints.append(Diagnostic.Hint(reading, replacing: whole))
    }
    return diagnostic
  }

  /// What is said of a token that cannot follow an expression.
  func afterExpression(_ token: Token) -> Diagnostic {
    switch token.kind {
    case .name, .number, .date, .duration, .text, .argument, .leftParenthesis, .not:
      Diagnostic(
        "two conditions side by side are joined by `and`", at: token.span,
        replacing: token.span.lowerBound..<token.span.lowerBound, with: "and ")
    case .rightParenthesis: Diagnostic("no bracket is open here", at: token.span, with: "")
    case .comma: Diagnostic("expected one expression, without a comma", at: token.span, with: " and")
    default: unexpected(token, "the end of the expression")
    }
  }

  // MARK: - Conditions

  private mutating func condition(isItem: Bool) throws(Diagnostic) -> Expression {
    let token = try peek(.expression)
    if token.kind == .not {
      try take(.expression)
      try deepen(at: token.span)
      let inner = try condition(isItem: false)
      depth -= 1
      return Expression(.not(inner), token.span.lowerBound..<inner.span.upperBound)
    }
    let left = try sum()
    return try test(of: left, isItem: isItem) ?? left
  }

  /// `= 5`, `~ putin`, `in (…)`, `is empty` after what it is about; nil where none follows.
  private mutating func test(of left: Expression, isItem: Bool) throws(Diagnostic) -> Expression? {
    let token = try peek(.expression)
    let start = left.span.lowerBound
    switch token.kind {
    case .comparison(let comparison):
      try refusePattern(after: token, comparison)
      try take(.expression)
      let right = try sum()
      try refuse(left, comparison, token.span, right, isItem: isItem)
      return Expression(.compare(comparison, left, right), start..<right.span.upperBound)
    case .matches(let isNegated):
      try take(.expression)
      let operand = try matchOperand(after: token)
      return Expression(.matches(left, operand, negated: isNegated), start..<operand.span.upperBound)
    case .not:
      let beforeNot = self
      try take(.expression)
      if try peek(word: "in", .expression), let list = try list(after: left, isNegated: true) { return list }
      self = beforeNot
      return nil
    case .name(_, isQuoted: false) where isWord(token.span, "in"): return try list(after: left, isNegated: false)
    case .name(_, isQuoted: false) where isWord(token.span, "is"): return try whole(left)
    case .name(_, isQuoted: false) where isWord(token.span, "like") || isWord(token.span, "contains"):
      var ahead = self
      _ = try? ahead.take(.expression)
      let value = try? ahead.take(.expression)
      let right = value.map { lexer.text($0.span).filter { $0 != "%" } } ?? "word"
      throw Diagnostic(
        "`~` finds words in a text", at: token.span,
        replacing: left.span.lowerBound..<(value ?? token).span.upperBound, with: "\(Printer.text(of: left)) ~ \(right)"
      )
    default: return nil
    }
  }

  /// `speaker = /^A/`: patterns are for `~`.
  private func refusePattern(after token: Token, _ comparison: Comparison) throws(Diagnostic) {
    guard comparison == .equal || comparison == .notEqual else { return }
    var ahead = lexer
    ahead.position = token.span.upperBound
    guard ahead.crossBlanks() == .nothing, ahead.byte(at: ahead.position) == UInt8(ascii: "/") else { return }
    throw Diagnostic(
      "`\(comparison.rawValue)` compares values; a pattern is matched by `~`", at: token.span,
      with: comparison == .equal ? "~" : "!~")
  }

  private func refuse(
    _ left: Expression, _ comparison: Comparison, _ span: Range<Int>, _ right: Expression, isItem: Bool
  ) throws(Diagnostic) {
    if isItem, comparison == .equal {
      let whole = left.span.lowerBound..<right.span.upperBound
      throw Diagnostic(
        "the first `=` of an item gives it a name; put a comparison in brackets", at: span,
        replacing: whole, with: "(\(lexer.text(whole)))")
    }
    if let (side, other) = right.isNull ? (right, left) : left.isNull ? (left, right) : nil {
      let isNegated = comparison == .notEqual
      throw Diagnostic(
        "nothing compares with `null`", at: side.span,
        replacing: min(left.span.lowerBound, right.span.lowerBound)..<max(left.span.upperBound, right.span.upperBound),
        with: "\(Printer.operand(other)) is \(isNegated ? "not " : "")empty")
    }
    let next = try peek(.expression)
    if case .comparison(let second) = next.kind {
      let middle = Printer.operand(right)
      throw Diagnostic(
        "two comparisons are joined by `and`", at: next.span,
        replacing: left.span.lowerBound..<next.span.upperBound,
        with: "\(Printer.operand(left)) \(comparison.rawValue) \(middle) and \(middle) \(second.rawValue)")
    }
  }

  /// `in ("TASS", "AP")`
  private mutating func list(after left: Expression, isNegated: Bool) throws(Diagnostic) -> Expression? {
    let keyword = try take(.expression)
    let result = try peek(.expression)
    if case .argument(let name) = result.kind {
      try take(.expression)
      let item = Expression(.literal(Literal(.argument(name), result.span)), result.span)
      return Expression(.isIn(left, [item], negated: isNegated), left.span.lowerBound..<result.span.upperBound)
    }
    guard result.kind == .leftParenthesis else {
      throw Diagnostic(
        "expected a list in brackets after `in`", at: keyword.span,
        hint: "for example `\(Printer.operand(left)) in (\"x\", \"y\")`")
    }
    let opening = try open(.expression)
    var items: [Expression] = []
    repeat {
      let token = try peek(.expression)
      if token.kind == .rightParenthesis {
        throw unexpected(token, items.isEmpty ? "a value" : "one more after the comma")
      }
      items.append(try expression())
    } while try take(.comma, .expression) != nil
    let end = try close(opening, .expression).upperBound
    return Expression(.isIn(left, items, negated: isNegated), left.span.lowerBound..<end)
  }

  /// `is "tass"`, `is not empty`
  private mutating func whole(_ left: Expression) throws(Diagnostic) -> Expression {
    let isToken = try take(.expression)
    let isNegated = try take(.not, .expression) != nil
    let token = try peek(.expression)
    let span = left.span.lowerBound..<token.span.upperBound
    switch token.kind {
    case .text(let text):
      try take(.expression)
      return Expression(.valueIs(left, Literal(.text(text), token.span), negated: isNegated), span)
    case .argument(let name):
      try take(.expression)
      return Expression(.valueIs(left, Literal(.argument(name), token.span), negated: isNegated), span)
    case .name(let name, isQuoted: false):
      if isWord(token.span, "empty") {
        try take(.expression)
        return Expression(.isEmpty(left, negated: isNegated), span)
      }
      let isNull = isWord(token.span, "null")
      throw Diagnostic(
        "expected a quoted text, an argument or `empty` after `is`", at: token.span,
        with: isNull ? "empty" : "\"\(name)\"")
    default:
      throw Diagnostic(
        "expected a quoted text, an argument or `empty` after `is`, \(found(token))", at: token.span,
        replacing: isToken.span.lowerBound..<token.span.lowerBound, with: isNegated ? "!= " : "= ")
    }
  }

  /// What stands right of `~`: a word, a phrase, a pattern, a list, or several joined by `or` in brackets.
  mutating func matchOperand(after mark: Token) throws(Diagnostic) -> Search {
    let token = try peek(.operand)
    let outerOffers = offers
    offers = []
    let operand: Search
    switch token.kind {
    case .word, .truncatedWord, .phrase, .regex, .list, .argument, .exactMark: operand = try text(.operand)
    case .leftParenthesis:
      let opening = try open(.search)
      var inner = try search()
      inner.span = try close(opening, .search)
      operand = inner
    case .minus, .not, .otherDash:
      throw Diagnostic(
        "`!~` says that something is not found", at: token.span,
        replacing: mark.span.lowerBound..<token.span.upperBound, with: "!~ ")
    default: throw unexpected(token, "a word after `\(lexer.text(mark.span))`")
    }
    if var diagnostic = offers.first?.diagnostic {
      diagnostic.hints = [
        Diagnostic.Hint(Printer.operand(operand), replacing: token.span.lowerBound..<lexer.position)
      ]
      throw diagnostic
    }
    offers = outerOffers
    guard isTextOrAlternatives(operand) else { throw notAMatch(operand, mark) }
    return operand
  }

  private func notAMatch(_ operand: Search, _ mark: Token) -> Diagnostic {
    let message = "expected a word, a phrase, or words joined by `or` in brackets after `\(lexer.text(mark.span))`"
    if case .and(let items) = operand.kind, items.allSatisfy(isTextOrAlternatives) {
      let either = Printer.text(of: Search(.or(items), operand.span))
      return Diagnostic(message, at: operand.span, with: "(\(either))")
    }
    return Diagnostic(message, at: operand.span)
  }

  // MARK: - Sums, products, signs

  private mutating func sum() throws(Diagnostic) -> Expression {
    var left = try product()
    let outerDepth = depth
    while case .arithmetic(let sign) = try peek(.expression).kind, sign != .multiply, sign != .divide {
      try deepen(at: try take(.expression).span)
      let right = try product()
      left = Expression(.arithmetic(sign, left, right), left.span.lowerBound..<right.span.upperBound)
    }
    depth = outerDepth
    return left
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    var left = try factor()
    let outerDepth = depth
    while case .arithmetic(let sign) = try peek(.expression).kind, sign == .multiply || sign == .divide {
      try deepen(at: try take(.expression).span)
      let right = try factor()
      left = Expression(.arithmetic(sign, left, right), left.span.lowerBound..<right.span.upperBound)
    }
    depth = outerDepth
    return left
  }

  private mutating func factor() throws(Diagnostic) -> Expression {
    let token = try peek(.expression)
    guard token.kind == .arithmetic(.subtract) else { return try value() }
    try take(.expression)
    try deepen(at: token.span)
    let inner = try factor()
    depth -= 1
    return Expression(.negate(inner), token.span.lowerBound..<inner.span.upperBound)
  }

  private mutating func value() throws(Diagnostic) -> Expression {
    let token = try peek(.expression)
    if let literal = literal(of: token) {
      try take(.expression)
      return Expression(.literal(literal), token.span)
    }
    switch token.kind {
    case .leftParenthesis:
      let opening = try open(.expression)
      var inner = try expression()
      inner.span = try close(opening, .expression)
      return inner
    case .name(let name, let isQuoted):
      try take(.expression)
      if try peek(.expression).kind == .leftParenthesis, !(isQuoted || isWord(token.span, "in")) {
        return try call(FieldName(name, token.span))
      }
      if !isQuoted, let kind = Parsing.namedLiteral(name) {
        return Expression(.literal(Literal(kind, token.span)), token.span)
      }
      return Expression(.column(FieldName(name, token.span)), token.span)
    default: throw unexpected(token, "a column, a number or a quoted text")
    }
  }

  private mutating func call(_ name: FieldName) throws(Diagnostic) -> Expression {
    let lowered = name.name.lowercased()
    if lowered == "hits" || lowered == "weight", let counted = try counted(name) { return counted }
    let opening = try open(.expression)
    var arguments: [Expression] = []
    if try peek(.expression).kind != .rightParenthesis {
      repeat { arguments.append(try argument(of: name)) } while try take(.comma, .expression) != nil
    }
    let end = try close(opening, .expression).upperBound
    return Expression(.call(name: name, arguments: arguments), name.span.lowerBound..<end)
  }

  /// `hits("arms control")`, `hits(headline:tax*)`, `weight(@tone.tsv)`; nil without an argument.
  private mutating func counted(_ name: FieldName) throws(Diagnostic) -> Expression? {
    var ahead = self
    _ = try ahead.open(.search)
    if try ahead.peek(.search).kind == .rightParenthesis { return nil }
    let opening = try open(.search)
    let outerOffers = offers
    offers = []
    var operand = try search()
    if var diagnostic = offers.first?.diagnostic {
      diagnostic.hints = []
      throw diagnostic
    }
    offers = outerOffers
    let end = try close(opening, .search).upperBound
    if case .and(let items) = operand.kind, items.allSatisfy(isTextOrAlternatives) {
      throw Diagnostic(
        "`\(name.name)` counts one thing, or several joined by `or`", at: operand.span,
        with: Printer.text(of: Search(.or(items), operand.span)))
    }
    var inner = operand
    if case .field(_, let part) = operand.kind { inner = part }
    var isChain = false
    if case .chain = inner.kind { isChain = true }
    guard isChain || isTextOrAlternatives(inner) else {
      throw Diagnostic(
        "`\(name.name)` counts a word, a phrase, a list, or words joined by `or`", at: operand.span,
        hint: "for example `hits(tariff*)`, `hits(\"arms control\" or missile*)`")
    }
    operand.span = opening.span.upperBound..<end - 1
    let argument = Expression(.search(operand), operand.span)
    return Expression(.call(name: name, arguments: [argument]), name.span.lowerBound..<end)
  }

  /// An argument of `extract`, `replace` and `split` may be a regular expression.
  private mutating func argument(of name: FieldName) throws(Diagnostic) -> Expression {
    let token = try peek(.expression)
    guard token.kind == .arithmetic(.divide),
      ["extract", "replace", "split", "matches"].contains(name.name.lowercased())
    else {
      return try expression()
    }
    _ = lexer.crossBlanks()
    goesOn = false
    let pattern = try lexer.regex()
    guard case .regex(let text, let ignoresCase) = pattern.kind else { throw unexpected(pattern, "a pattern") }
    return Expression(.regex(TextOperand(.regex(ignoresCase: ignoresCase), text, pattern.span)), pattern.span)
  }
}

extension Expression {
  fileprivate var isNull: Bool {
    if case .literal(let literal) = kind, literal.kind == .null { return true }
    return false
  }
}
