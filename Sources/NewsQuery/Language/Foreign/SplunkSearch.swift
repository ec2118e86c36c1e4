/// The search of Splunk: words, phrases and `field=value`, of which `OR` binds tighter than words side by side.
///
///     index=news "steel tariffs" source="CNN*" earliest=-30d
struct SplunkSearch {
  private var reader: ForeignReader
  private let sentence: ForeignSentence
  private var depth = 0

  /// Reads what is left of `reader` into `sentence`.
  static func add(_ reader: inout ForeignReader, to sentence: inout ForeignSentence) throws(Diagnostic) {
    var search = SplunkSearch(reader: reader, sentence: sentence)
    let found = try search.conjunction()
    reader.index = search.reader.index
    for part in found { try sentence.add(part) }
  }

  private init(reader: ForeignReader, sentence: ForeignSentence) {
    self.reader = reader
    self.sentence = sentence
  }

  /// Nil if it is left out, as the name of an index is.
  private mutating func conjunction() throws(Diagnostic) -> [Expression] {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw Diagnostic("brackets are nested more than 100 deep", at: reader.next.span) }
    var items: [Expression] = []
    while !reader.isAtEnd, !reader.next.isSymbol(")") {
      if reader.take(word: "and") { continue }
      var choices: [Expression] = []
      if let first = try operand() { choices.append(first) }
      while reader.next.text == "OR" || reader.next.text == "or" {
        reader.take()
        if let next = try operand() { choices.append(next) }
      }
      if choices.count == 1 {
        items.append(choices[0])
      } else if !choices.isEmpty {
        items.append(reader.make(.or(choices)))
      }
    }
    return items
  }

  private func anywhere(_ kind: TextOperand.Kind, _ text: String) -> Expression {
    reader.searched(Search(kind, text, ForeignReader.none), in: reader.column(ForeignReader.anywhere))
  }

  private mutating func operand() throws(Diagnostic) -> Expression? {
    let token = reader.next
    if token.isWord("not") || token.isSymbol("!") {
      reader.take()
      guard let inner = try operand() else { return nil }
      if case .compare(.equal, let left, _) = inner.kind, case .column = left.kind { return reader.make(.not(inner)) }
      return reader.negated(inner)
    }
    if token.isSymbol("(") {
      reader.take()
      let items = try conjunction()
      try reader.expect(symbol: ")")
      return items.isEmpty ? nil : items.count == 1 ? items[0] : reader.make(.and(items))
    }
    if case .quoted = token.kind {
      reader.take()
      return anywhere(.phrase, token.text)
    }
    guard token.kind == .word else { throw reader.unexpected("a word") }
    if reader.ahead().kind == .symbol, ["=", "==", "!=", "<", ">", "<=", ">="].contains(reader.ahead().text) {
      return try comparison()
    }
    if reader.ahead().isWord("in"), reader.ahead(2).isSymbol("(") { return try list() }
    reader.take()
    if ["TERM", "CASE"].contains(token.text), reader.take(symbol: "(") {
      let word = reader.take()
      try reader.expect(symbol: ")")
      let isExact = token.text == "CASE"
      let search = Search(word.kind == .word ? .word : .phrase, word.text, isExact: isExact, ForeignReader.none)
      return reader.searched(search, in: reader.column(ForeignReader.anywhere))
    }
    if token.text == "*" { return nil }
    let isPlain = VendorParser.isPlain(token.text)
    return anywhere(isPlain ? .word : .phrase, token.text)
  }

  private mutating func value() -> ForeignToken {
    if reader.take(symbol: "-") {
      var token = reader.take()
      token.text = "-" + token.text
      token.lowered = "-" + token.lowered
      // `-7d@d` is cut at the `@` by no one.
      return token
    }
    return reader.take()
  }

  private mutating func comparison() throws(Diagnostic) -> Expression? {
    let name = reader.take()
    let sign = reader.take().text
    let value = value()
    switch name.lowered {
    case "index", "sourcetype", "eventtype", "splunk_server", "timeformat": return nil
    case "earliest", "latest", "_index_earliest", "_index_latest":
      return try time(value, isStart: name.lowered.hasSuffix("earliest"))
    default: break
    }
    let column = reader.column(name.text)
    let isNegated = sign == "!="
    if value.text == "*" { return reader.make(.isEmpty(column, negated: !isNegated)) }
    if sign == "=" || sign == "==" || isNegated {
      let test = equals(column, value.text)
      guard isNegated else { return test }
      // Only what has the field at all differs from the value.
      return reader.negated(test)
    }
    let comparisons: [String: Comparison] = ["<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual]
    let right = Parsing.number(value.text).map { reader.number($0) } ?? reader.moment(value.text)
    return reader.compared(column, comparisons[sign] ?? .equal, right)
  }

  private func equals(_ column: Expression, _ value: String) -> Expression {
    if reader.isDate(column) { return reader.compared(column, .equal, reader.moment(value)) }
    if case .column(let name) = column.kind, reader.kindOfField(name.name) == .number,
      let number = Parsing.number(value)
    {
      return reader.compared(column, .equal, reader.number(number))
    }
    if value.contains("*") {
      return reader.like(column, ForeignReader.changed(ForeignReader.escapedLike(value), "*", to: "%"))
    }
    return reader.make(.valueIs(column, Literal(.text(value), ForeignReader.none), negated: false))
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let column = reader.column(reader.take().text)
    reader.take()
    try reader.expect(symbol: "(")
    var tests: [Expression] = []
    while !reader.next.isSymbol(")"), !reader.isAtEnd {
      if reader.take(symbol: ",") { continue }
      tests.append(equals(column, value().text))
    }
    try reader.expect(symbol: ")")
    guard !tests.isEmpty else { throw reader.unexpected("a value") }
    return tests.count == 1 ? tests[0] : reader.make(.or(tests))
  }

  /// `earliest=-30d@d`, `latest=now`, `earliest="01/31/2020:00:00:00"`
  private func time(_ value: ForeignToken, isStart: Bool) throws(Diagnostic) -> Expression? {
    let written = value.lowered.split(separator: "@").first.map(String.init) ?? ""
    let column = reader.column("date")
    if written == "now" || written == "now()" || written == "0" || written == "1" { return nil }
    if written.hasPrefix("-") {
      let count = written.dropFirst().prefix { $0.isNumber }
      let unit = String(written.dropFirst(1 + count.count))
      guard let number = Int64(count.isEmpty ? "1" : count), number < 100_000,
        let seconds = ForeignReader.seconds(ofUnit: unit)
      else {
        throw Diagnostic("a length of time in newsq has hours, days or weeks", at: value.span, hint: "write `date:30d`")
      }
      let length = reader.make(.literal(Literal(.duration(seconds: number * seconds), ForeignReader.none)))
      return reader.compared(column, isStart ? .greaterOrEqual : .less, length)
    }
    // `01/31/2020:00:00:00`
    let parts = value.text.split(separator: ":", maxSplits: 1).map(String.init)
    let slashes = parts[0].split(separator: "/").map(String.init)
    var date = ForeignReader.date(value.text) ?? ForeignReader.date(parts[0])
    if slashes.count == 3, slashes[2].count == 4 {
      func padded(_ text: String) -> String { text.count < 2 ? "0" + text : text }
      date = NewsDate(iso: "\(slashes[2])-\(padded(slashes[0]))-\(padded(slashes[1]))")
    }
    guard let date else {
      throw Diagnostic("`\(value.text)` is not a date", at: value.span, hint: "write `2020-01-31`")
    }
    let literal = reader.make(.literal(Literal(.date(date), ForeignReader.none)))
    return reader.compared(column, isStart ? .greaterOrEqual : .less, literal)
  }
}
