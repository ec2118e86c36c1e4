/// Reads conditions and values of SQL, Splunk's and Kusto's languages as expressions of newsq.
///
///     var reader = try ForeignReader("source == \"CNN\" and headline has \"tariff\"", .kusto)
///     try reader.condition()      // (source = "CNN") and (headline ~ "tariff")
struct ForeignReader {
  enum Dialect: String, Equatable, Sendable {
    case sql = "SQL"
    case splunk = "Splunk"
    case kusto = "Kusto"
  }

  let tokens: [ForeignToken]
  let dialect: Dialect
  let kindOfField: @Sendable (String) -> ValueType?
  var index = 0
  /// Words that were asked for as a full-text search: they become the search itself.
  var searches: [Search] = []
  /// Names that the query gives to computed columns: `COUNT(*) AS n`.
  var names: Set<String> = []
  /// Sums that a condition may name, `HAVING COUNT(*) > 5`; nil where there are none.
  var sums: [ForeignCounting.Sum]?
  private var depth = 0

  init(
    _ bytes: ArraySlice<UInt8>, _ dialect: Dialect, kindOfField: @escaping @Sendable (String) -> ValueType?
  ) throws(Diagnostic) {
    tokens = try ForeignLexer.tokens(of: bytes)
    self.dialect = dialect
    self.kindOfField = kindOfField
  }

  var next: ForeignToken { tokens[index] }
  func ahead(_ count: Int = 1) -> ForeignToken { tokens[min(index + count, tokens.count - 1)] }
  var isAtEnd: Bool { next.kind == .end }

  @discardableResult
  mutating func take() -> ForeignToken {
    defer { if index < tokens.count - 1 { index += 1 } }
    return tokens[index]
  }

  mutating func take(word: String) -> Bool {
    guard next.isWord(word) else { return false }
    take()
    return true
  }

  /// Takes several words if they come next in this order.
  mutating func take(words: String...) -> Bool {
    for (offset, word) in words.enumerated() where !ahead(offset).isWord(word) { return false }
    index += words.count
    return true
  }

  mutating func take(symbol: String) -> Bool {
    guard next.isSymbol(symbol) else { return false }
    take()
    return true
  }

  mutating func expect(symbol: String) throws(Diagnostic) {
    guard take(symbol: symbol) else { throw unexpected("`\(symbol)`") }
  }

  mutating func expect(word: String) throws(Diagnostic) {
    guard take(word: word) else { throw unexpected("`\(word.uppercased())`") }
  }

  func unexpected(_ wanted: String) -> Diagnostic {
    Diagnostic(
      "expected \(wanted) of \(dialect.rawValue), \(isAtEnd ? "but the text ends here" : "not `\(next.text)`")",
      at: next.span)
  }

  /// What newsq does not do.
  func refused(_ what: String, _ advice: String, at token: ForeignToken? = nil) -> Diagnostic {
    Diagnostic("newsq has no `\(what)` of \(dialect.rawValue)", at: (token ?? next).span, hint: advice)
  }

  static let none = 0..<0

  func make(_ kind: Expression.Kind) -> Expression { Expression(kind, Self.none) }
  func text(_ text: String) -> Expression { make(.literal(Literal(.text(text), Self.none))) }
  func number(_ number: Double) -> Expression { make(.literal(Literal(.number(number), Self.none))) }

  // MARK: - or, and, not

  mutating func condition() throws(Diagnostic) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw Diagnostic("brackets are nested more than 100 deep", at: next.span) }
    var items = [try conjunction()]
    while take(word: "or") || dialect != .sql && take(symbol: "||") { items.append(try conjunction()) }
    return items.count == 1 ? items[0] : make(.or(items))
  }

  private mutating func conjunction() throws(Diagnostic) -> Expression {
    var items = [try negation()]
    while take(word: "and") || take(symbol: "&&") { items.append(try negation()) }
    return items.count == 1 ? items[0] : make(.and(items))
  }

  private mutating func negation() throws(Diagnostic) -> Expression {
    guard take(word: "not") || next.isSymbol("!") && take(symbol: "!") else { return try comparison() }
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw Diagnostic("`not` is nested more than 100 deep", at: next.span) }
    return negated(try negation())
  }

  func negated(_ inner: Expression) -> Expression {
    switch inner.kind {
    case .matches(let left, let search, let isNegated): make(.matches(left, search, negated: !isNegated))
    case .isIn(let left, let items, let isNegated): make(.isIn(left, items, negated: !isNegated))
    case .isEmpty(let left, let isNegated): make(.isEmpty(left, negated: !isNegated))
    case .valueIs(let left, let value, let isNegated): make(.valueIs(left, value, negated: !isNegated))
    case .not(let inner): inner
    default: make(.not(inner))
    }
  }

  // MARK: - Comparisons

  private mutating func comparison() throws(Diagnostic) -> Expression {
    let left = try sum()
    let operatorToken = next
    if operatorToken.kind == .symbol {
      let comparisons: [String: Comparison] = [
        "=": .equal, "==": .equal, "===": .equal, "!=": .notEqual, "<>": .notEqual, "!==": .notEqual, "<": .less,
        "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
      ]
      if let comparison = comparisons[operatorToken.text] {
        take()
        if next.isWord("any") || next.isWord("all"), ahead().isSymbol("(") { take() }
        return compared(left, comparison, try sum())
      }
      switch operatorToken.text {
      case "=~", "!~":
        take()
        return try folded(left, isNegated: operatorToken.text == "!~")
      case "~":
        take()
        return matches(left, pattern: try quotedText(), isNegated: false)
      case "@@":
        take()
        return try fullText(left)
      case "!has", "!contains", "!startswith", "!endswith", "!in", "!between":
        take()
        return negated(try test(String(operatorToken.text.dropFirst()), of: left))
      default: return left
      }
    }
    guard operatorToken.kind == .word else { return left }
    if operatorToken.lowered == "not", ahead().kind == .word, Self.isTest(ahead().lowered) {
      take()
      return negated(try test(take().lowered, of: left))
    }
    if operatorToken.lowered == "is" {
      take()
      let isNegated = take(word: "not")
      guard take(word: "null") || take(word: "empty") else { throw unexpected("`NULL`") }
      return make(.isEmpty(left, negated: isNegated))
    }
    guard Self.isTest(operatorToken.lowered) else { return left }
    take()
    return try test(operatorToken.lowered, of: left)
  }

  private static func isTest(_ word: String) -> Bool {
    [
      "like", "ilike", "rlike", "regexp", "in", "between", "has", "has_cs", "contains", "contains_cs", "startswith",
      "startswith_cs", "endswith", "endswith_cs", "matches", "has_any", "has_all", "hasprefix", "hassuffix", "match",
      "glob", "similar",
    ].contains(word)
  }

  private mutating func test(_ word: String, of left: Expression) throws(Diagnostic) -> Expression {
    switch word {
    case "like", "ilike", "similar":
      if word == "similar" { _ = take(word: "to") }
      let pattern = try quotedText()
      if take(word: "escape") { _ = try quotedText() }
      return like(left, pattern)
    case "glob": return like(left, Self.changed(Self.changed(try quotedText(), "*", to: "%"), "?", to: "_"))
    case "rlike", "regexp": return matches(left, pattern: try quotedText(), isNegated: false)
    case "matches":
      guard take(word: "regex") else { throw unexpected("`regex`") }
      return matches(left, pattern: try quotedText(), isNegated: false)
    case "match": return try fullText(left)
    case "in":
      let isFolded = take(symbol: "~")
      return try list(left, isFolded: isFolded)
    case "between":
      let isBracketed = dialect == .kusto && take(symbol: "(")
      let low = try sum()
      guard take(word: "and") || take(symbol: "..") else { throw unexpected("`AND`") }
      let high = try sum()
      if isBracketed { try expect(symbol: ")") }
      return make(.and([compared(left, .greaterOrEqual, low), compared(left, .lessOrEqual, high)]))
    case "has", "has_cs": return has(left, try quotedText())
    case "contains", "contains_cs": return like(left, "%" + Self.escapedLike(try quotedText()) + "%")
    case "startswith", "startswith_cs": return like(left, Self.escapedLike(try quotedText()) + "%")
    case "endswith", "endswith_cs": return like(left, "%" + Self.escapedLike(try quotedText()))
    case "hasprefix": return matchesWord(left, try quotedText() + "*")
    case "hassuffix": return matchesWord(left, "*" + (try quotedText()))
    default:
      let items = try texts().map { has(left, $0) }
      return items.count == 1 ? items[0] : make(word == "has_all" ? .and(items) : .or(items))
    }
  }

  /// A text in quotes; an error for anything else.
  mutating func quotedText() throws(Diagnostic) -> String {
    if next.isSymbol("("), case .quoted = ahead().kind, ahead(2).isSymbol(")") {
      take()
      defer { take() }
      return take().text
    }
    guard case .quoted = next.kind else {
      if next.kind == .word, dialect != .sql { return take().text }
      throw unexpected("a text in quotes")
    }
    return take().text
  }

  private mutating func texts() throws(Diagnostic) -> [String] {
    _ = take(word: "dynamic")
    var closings = 0
    while take(symbol: "(") || take(symbol: "[") { closings += 1 }
    var texts: [String] = []
    repeat { texts.append(try quotedText()) } while take(symbol: ",")
    for _ in 0..<closings where !take(symbol: ")") && !take(symbol: "]") { throw unexpected("`)`") }
    return texts
  }

  /// `= ANY(…)`, `in (…)`
  private mutating func list(_ left: Expression, isFolded: Bool) throws(Diagnostic) -> Expression {
    _ = take(word: "dynamic")
    var closings = 0
    while take(symbol: "(") || take(symbol: "[") { closings += 1 }
    if next.isWord("select") || next.isWord("with") {
      throw refused("subquery", "name its result with `let`, then ask `in $name`")
    }
    var items: [Expression] = []
    repeat { items.append(converted(try sum(), beside: left)) } while take(symbol: ",")
    for _ in 0..<closings where !take(symbol: ")") && !take(symbol: "]") { throw unexpected("`)`") }
    if isFolded || dialect == .splunk {
      let tests = items.map { item -> Expression in
        if case .literal(let literal) = item.kind { return valueIs(left, literal) }
        return compared(left, .equal, item)
      }
      return tests.count == 1 ? tests[0] : make(.or(tests))
    }
    return make(.isIn(left, items, negated: false))
  }

  private mutating func folded(_ left: Expression, isNegated: Bool) throws(Diagnostic) -> Expression {
    let right = try sum()
    guard case .literal(let literal) = right.kind else { return compared(left, isNegated ? .notEqual : .equal, right) }
    let test = valueIs(left, literal)
    return isNegated ? negated(test) : test
  }

  func valueIs(_ left: Expression, _ literal: Literal) -> Expression {
    make(.valueIs(left, literal, negated: false))
  }

  // MARK: - Sums and values

  mutating func sum() throws(Diagnostic) -> Expression {
    var left = try product()
    while next.kind == .symbol {
      switch next.text {
      case "+", "-":
        let sign: Expression.Arithmetic = take().text == "+" ? .add : .subtract
        let right = try product()
        left = shifted(left, sign, right) ?? make(.arithmetic(sign, left, right))
      case "||" where dialect == .sql:
        take()
        left = make(.arithmetic(.concatenate, left, try product()))
      default: return left
      }
    }
    return left
  }

  /// `now() - 30d`, `CURRENT_DATE - INTERVAL '30 days'`: so long ago.
  private func shifted(_ left: Expression, _ sign: Expression.Arithmetic, _ right: Expression) -> Expression? {
    guard sign == .subtract, case .literal(let moment) = left.kind, case .day(offset: 0) = moment.kind,
      case .literal(let length) = right.kind
    else { return nil }
    switch length.kind {
    case .duration: return right
    case .number(let days) where days > 0 && days == days.rounded() && days < 100_000:
      return make(.literal(Literal(.duration(seconds: Int64(days) * 86_400), Self.none)))
    default: return nil
    }
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    var left = try factor()
    while next.isSymbol("*") || next.isSymbol("/") {
      let sign: Expression.Arithmetic = take().text == "*" ? .multiply : .divide
      let right = try factor()
      // `7/8/2020` is a day, not a quotient.
      if case .arithmetic(.divide, let first, let second) = left.kind, sign == .divide,
        [first, second, right].allSatisfy({ if case .literal = $0.kind { true } else { false } })
      {
        throw unexpected("an operator")
      }
      left = make(.arithmetic(sign, left, right))
    }
    return left
  }

  private mutating func factor() throws(Diagnostic) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw Diagnostic("brackets are nested more than 100 deep", at: next.span) }
    if take(symbol: "-") { return make(.negate(try factor())) }
    let value = try primary()
    // `x::date`
    if take(symbol: "::") { take() }
    return value
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    let token = next
    switch token.kind {
    case .quoted(let mark):
      take()
      if mark == "`" || mark == "\"" && dialect == .sql && isColumnPosition(token) { return column(token.text) }
      if mark == "'" && dialect == .splunk && isColumnPosition(token) { return column(token.text) }
      return text(token.text)
    case .symbol where token.text == "(":
      take()
      let inner = try condition()
      try expect(symbol: ")")
      return inner
    case .symbol where token.text == "[":
      take()
      // `[Press Run]` is a name, `[1]` a list.
      guard Double(next.text) == nil else { throw unexpected("a column") }
      let name = take().text
      try expect(symbol: "]")
      return column(name)
    case .word: return try word()
    default: throw unexpected("a column or a value")
    }
  }

  /// A quoted name is before a comparison or alone, a quoted text after one.
  private func isColumnPosition(_ token: ForeignToken) -> Bool {
    guard let place = tokens.firstIndex(of: token) else { return false }
    let before = place > 0 ? tokens[place - 1] : nil
    if let before, before.kind == .symbol, !["(", ",", "."].contains(before.text) { return false }
    if let before, before.kind == .word, Self.isTest(before.lowered) { return false }
    return kindOfField(token.text) != nil
  }

  private mutating func word() throws(Diagnostic) -> Expression {
    if sums != nil, ahead().isSymbol("("), let sum = try sumCall() { return sumColumn(sum) }
    let token = take()
    if next.isSymbol("(") { return try call(token) }
    switch token.lowered {
    case "null": return make(.literal(Literal(.null, Self.none)))
    case "true": return make(.literal(Literal(.truth(true), Self.none)))
    case "false": return make(.literal(Literal(.truth(false), Self.none)))
    case "current_date", "current_timestamp", "localtimestamp", "sysdate":
      return make(.literal(Literal(.day(offset: 0), Self.none)))
    case "date", "timestamp", "datetime":
      // `DATE '2020-01-01'`
      if case .quoted = next.kind { return moment(take().text) }
    case "interval": return try interval()
    case "case": throw refused("CASE", "write `if(CONDITION, VALUE, OTHER)`", at: token)
    case "exists": throw refused("EXISTS", "name the other result with `let`, then ask `in $name`", at: token)
    default: break
    }
    if let first = token.text.utf8.first, Lexer.isASCIIDigit(first) { return try literal(token) }
    return column(token.text)
  }

  /// The column that a sum makes, under the name that it has already.
  mutating func sumColumn(_ sum: ForeignCounting.Sum) -> Expression {
    if let known = sums?.first(where: { $0.function == sum.function && $0.operand == sum.operand }) {
      return make(.column(FieldName(known.name, Self.none)))
    }
    sums?.append(sum)
    return make(.column(FieldName(sum.name, Self.none)))
  }

  /// `800`, `30d`, `2020-01-01`
  private func literal(_ token: ForeignToken) throws(Diagnostic) -> Expression {
    if let number = Parsing.number(token.text) { return numberValue(number) }
    if let seconds = Parsing.duration(token.lowered) {
      return make(.literal(Literal(.duration(seconds: seconds), Self.none)))
    }
    if let date = NewsDate(iso: token.text) { return make(.literal(Literal(.date(date), Self.none))) }
    throw Diagnostic("expected a number or a date, not `\(token.text)`", at: token.span)
  }

  private func numberValue(_ value: Double) -> Expression { number(value) }

  /// `INTERVAL '30 days'`, `INTERVAL 30 DAY`
  private mutating func interval() throws(Diagnostic) -> Expression {
    var parts = take().text.split(separator: " ").map(String.init)
    if parts.count < 2, next.kind == .word { parts.append(take().text) }
    guard parts.count == 2, let count = Int64(parts[0]), let unit = Self.seconds(ofUnit: parts[1]), count < 100_000
    else {
      throw Diagnostic("expected a length of time, such as `INTERVAL '30 days'`", at: next.span)
    }
    return make(.literal(Literal(.duration(seconds: count * unit), Self.none)))
  }

  static func seconds(ofUnit unit: String) -> Int64? {
    switch unit.lowercased() {
    case "h", "hour", "hours", "hr", "hrs": 3_600
    case "d", "day", "days": 86_400
    case "w", "week", "weeks", "wk": 604_800
    case "month", "months", "mon": 30 * 86_400
    case "y", "year", "years", "yr": 365 * 86_400
    default: nil
    }
  }

  func moment(_ text: String) -> Expression {
    if let date = Self.date(text) { return make(.literal(Literal(.date(date), Self.none))) }
    if ["now", "today"].contains(text.lowercased()) { return make(.literal(Literal(.day(offset: 0), Self.none))) }
    return self.text(text)
  }

  static func date(_ text: String) -> NewsDate? {
    let iso = changed(text, " ", to: "T")
    guard text.utf8.count >= 4, let date = NewsDate(iso: text) ?? NewsDate(iso: iso) ?? DateParsing.parse(text) else {
      return nil
    }
    // Midnight is how other languages write a day.
    if date.precision > .day, date.offsetMinutes == NewsDate.noOffset || date.offsetMinutes == 0,
      date.civil.hour == 0, date.civil.minute == 0, date.civil.second == 0
    {
      return NewsDate(date.civil, precision: .day)
    }
    return date
  }
}
