/// A `SELECT` of SQL as a query of newsq.
///
///     SELECT source, COUNT(*) AS n FROM articles WHERE words > 800 GROUP BY source ORDER BY n DESC LIMIT 5
///     words>800 | stats n = count by source | sort n desc | head 5
struct SQLQuery {
  private var reader: ForeignReader
  private var sentence: ForeignSentence

  private enum Item { case all, value(Expression, alias: String?), sum(ForeignCounting.Sum) }
  private var items: [Item] = []
  private var isDistinct = false
  private var limit: Int?
  private var counting = ForeignCounting()
  private var order: [(expression: Expression, isDescending: Bool)] = []
  private var isRandom = false

  /// True if a text that begins so is SQL and not words: `select committee from congress` is words.
  static func isSelect(_ tokens: [ForeignToken], kindOfField: (String) -> ValueType?) -> Bool {
    guard let first = tokens.first, first.isWord("select"),
      let from = tokens.firstIndex(where: { $0.isWord("from") }), from > 1, from + 1 < tokens.count
    else { return false }
    let list = tokens[1..<from]
    let isList =
      list.contains { $0.kind == .symbol && ["*", ",", "("].contains($0.text) }
      || list.contains { $0.isWord("distinct") || $0.isWord("top") }
      || list.allSatisfy { $0.kind != .word || kindOfField($0.text) != nil }
    guard isList || first.text == "SELECT" else { return false }
    let after = tokens[min(from + 2, tokens.count - 1)]
    return after.kind == .end || after.kind == .symbol
      || ["where", "group", "order", "limit", "having", "as", "join", "inner", "left", "offset", "fetch", "match"]
        .contains(after.lowered)
      || tokens[min(from + 3, tokens.count - 1)].isWord("where")
  }

  static func translate(
    _ bytes: ArraySlice<UInt8>, kindOfField: @escaping @Sendable (String) -> ValueType?
  ) throws(Diagnostic) -> String {
    var query = SQLQuery(
      reader: try ForeignReader(bytes, .sql, kindOfField: kindOfField),
      sentence: ForeignSentence(kindOfField: kindOfField))
    try query.read()
    return query.sentence.text
  }

  private init(reader: ForeignReader, sentence: ForeignSentence) {
    self.reader = reader
    self.sentence = sentence
  }

  // MARK: - Clauses

  private mutating func read() throws(Diagnostic) {
    try reader.expect(word: "select")
    isDistinct = reader.take(word: "distinct")
    _ = reader.take(word: "all")
    if reader.take(word: "top") { limit = try count() }
    let list = reader.index
    // The table's name must be known before the columns.
    while !reader.isAtEnd, !reader.next.isWord("from") { reader.take() }
    try reader.expect(word: "from")
    let table = reader.take()
    if table.isSymbol("(") {
      throw reader.refused("subquery", "name its result with `let`, then ask `in $name`", at: table)
    }
    let afterTable = reader.index
    reader.index = list
    try readItems()
    reader.index = afterTable
    try readTable(table)
    if reader.take(word: "where") { try sentence.add(try condition(table)) }
    if reader.take(words: "group", "by") { try readKeys() }
    reader.sums = items.compactMap { if case .sum(let sum) = $0 { sum } else { nil } }
    let having = reader.take(word: "having") ? try condition(table) : nil
    if reader.take(words: "order", "by") { try readOrder() }
    counting.sums = reader.sums ?? []
    try readLimit()
    for word in ["union", "intersect", "except"] where reader.next.isWord(word) {
      throw reader.refused(word.uppercased(), "ask each part by itself, or join the searches by `or`")
    }
    _ = reader.take(symbol: ";")
    guard reader.isAtEnd else { throw reader.unexpected("the end") }
    try write(having)
  }

  private mutating func condition(_ table: ForeignToken) throws(Diagnostic) -> Expression {
    // `WHERE articles MATCH 'steel'`
    if reader.next.isWord(table.lowered), reader.ahead().isWord("match") {
      reader.take()
      reader.take()
      let search = try reader.search(try reader.quotedText(), isQuery: true)
      let first = reader.searched(search, in: reader.column(ForeignReader.anywhere))
      guard reader.take(word: "and") else { return first }
      return reader.make(.and([first, try reader.condition()]))
    }
    return try reader.condition()
  }

  private mutating func count() throws(Diagnostic) -> Int {
    let isBracketed = reader.take(symbol: "(")
    guard let count = Int(reader.next.text), count >= 0 else { throw reader.unexpected("a number") }
    reader.take()
    if isBracketed { try reader.expect(symbol: ")") }
    return count
  }

  private mutating func readItems() throws(Diagnostic) {
    repeat {
      if reader.next.isSymbol("*") || reader.ahead().isSymbol(".") && reader.ahead(2).isSymbol("*") {
        while !reader.next.isSymbol(","), !reader.next.isWord("from"), !reader.isAtEnd { reader.take() }
        items.append(.all)
        continue
      }
      if var sum = try reader.sumCall() {
        sum.alias = alias()
        if let alias = sum.alias { reader.names.insert(alias.lowercased()) }
        items.append(.sum(sum))
      } else {
        let value = try reader.condition()
        let alias = alias()
        if let alias { reader.names.insert(alias.lowercased()) }
        items.append(.value(value, alias: alias))
      }
    } while reader.take(symbol: ",")
    guard reader.next.isWord("from") else { throw reader.unexpected("`FROM`") }
  }

  private mutating func alias() -> String? {
    if reader.take(word: "as") { return reader.take().text }
    if reader.next.kind == .word, !reader.next.isWord("from") { return reader.take().text }
    return nil
  }

  private mutating func readTable(_ table: ForeignToken) throws(Diagnostic) {
    while reader.take(symbol: ".") { reader.take() }
    if reader.take(symbol: "(") {
      // FTS5's `articles('steel tariffs')`.
      sentence.add(try reader.search(try reader.quotedText(), isQuery: true))
      try reader.expect(symbol: ")")
    }
    if reader.take(word: "as") { reader.take() }
    let clauses: Set<String> = [
      "where", "group", "order", "limit", "having", "join", "inner", "left", "right", "full", "cross", "offset",
      "fetch",
      "union", "intersect", "except", "natural",
    ]
    if reader.next.kind == .word, !clauses.contains(reader.next.lowered) { reader.take() }
    if reader.next.isSymbol(",")
      || ["join", "inner", "left", "right", "full", "cross", "natural"].contains(reader.next.lowered)
    {
      throw reader.refused("JOIN", "newsq asks one archive; every article has all its columns")
    }
  }

  private mutating func readKeys() throws(Diagnostic) {
    repeat {
      if let position = Int(reader.next.text), position >= 1, position <= items.count,
        case .value(let value, let alias) = items[position - 1]
      {
        reader.take()
        counting.keys.append(.init(expression: value, alias: alias))
        continue
      }
      let key = try reader.sum()
      counting.keys.append(named(key))
    } while reader.take(symbol: ",")
  }

  /// A key under the name that the list of columns gives it.
  private func named(_ key: Expression) -> ForeignCounting.Key {
    for item in items {
      guard case .value(let value, let alias?) = item else { continue }
      if value == key { return .init(expression: value, alias: alias) }
      if case .column(let column) = key.kind, column.name.lowercased() == alias.lowercased() {
        return .init(expression: value, alias: alias)
      }
    }
    return .init(expression: key, alias: nil)
  }

  private mutating func readOrder() throws(Diagnostic) {
    repeat {
      var key: Expression
      if let position = Int(reader.next.text), position >= 1, position <= items.count {
        reader.take()
        switch items[position - 1] {
        case .value(let value, let alias): key = alias.map { reader.column($0) } ?? value
        case .sum(let sum): key = reader.make(.column(FieldName(sum.name, ForeignReader.none)))
        case .all: throw Diagnostic("`*` is not a column to sort by", at: reader.next.span)
        }
      } else if let sum = try reader.sumCall() {
        key = reader.sumColumn(sum)
      } else if reader.next.isWord("random") || reader.next.isWord("rand") || reader.next.isWord("newid") {
        reader.take()
        _ = try reader.take(symbol: "(") ? reader.arguments() : []
        isRandom = true
        continue
      } else if reader.next.isWord("rank") || reader.next.isWord("bm25") || reader.next.isWord("ts_rank") {
        reader.take()
        if reader.take(symbol: "(") {
          while !reader.next.isSymbol(")"), !reader.isAtEnd { reader.take() }
          try reader.expect(symbol: ")")
        }
        if !reader.take(word: "desc") { _ = reader.take(word: "asc") }
        order.append((reader.column("score"), true))
        continue
      } else {
        key = try reader.sum()
      }
      let isDescending = reader.take(word: "desc")
      if !isDescending { _ = reader.take(word: "asc") }
      if reader.take(word: "nulls") { reader.take() }
      order.append((key, isDescending))
    } while reader.take(symbol: ",")
  }

  private mutating func readLimit() throws(Diagnostic) {
    while true {
      if reader.take(word: "limit") {
        let first = try count()
        limit = reader.take(symbol: ",") ? try count() : first
        if limit != first, first > 0 { throw reader.refused("OFFSET", "`sort` and `where` reach later rows") }
      } else if reader.take(word: "offset") {
        if try count() > 0 { throw reader.refused("OFFSET", "`sort` and `where` reach later rows") }
        _ = reader.take(word: "rows") || reader.take(word: "row")
      } else if reader.take(word: "fetch") {
        _ = reader.take(word: "first") || reader.take(word: "next")
        limit = reader.next.isWord("row") || reader.next.isWord("rows") ? 1 : try count()
        _ = reader.take(word: "rows") || reader.take(word: "row")
        _ = reader.take(word: "only")
      } else {
        return
      }
    }
  }

  // MARK: - Writing

  private mutating func write(_ having: Expression?) throws(Diagnostic) {
    if counting.keys.isEmpty, counting.sums.isEmpty { return try writeRows() }
    if counting.sums.isEmpty {
      // `GROUP BY` alone gives each value once.
      sentence.add(stage: "distinct " + counting.keys.map(\.text).joined(separator: ", "))
      try writeOrder([:])
      sentence.add(stage: "select " + counting.keys.map(\.text).joined(separator: ", "))
      return
    }
    let (stages, renamed) = try counting.stages(keepsEmptyBuckets: false)
    for stage in stages { sentence.add(stage: stage) }
    if let having { sentence.add(stage: "where " + Printer.text(of: having.renamed(renamed))) }
    try writeOrder(renamed)
  }

  private mutating func writeRows() throws(Diagnostic) {
    let columns = items.compactMap { item -> String? in
      guard case .value(let value, let alias) = item else { return nil }
      return ForeignCounting.Key(expression: value, alias: alias).text
    }
    let hasAll = items.contains { if case .all = $0 { true } else { false } }
    if isDistinct, !hasAll { sentence.add(stage: "distinct " + columns.joined(separator: ", ")) }
    var renamed: [String: Expression] = [:]
    for item in items {
      if case .value(let value, let alias?) = item { renamed[alias.lowercased()] = value }
    }
    order = order.map { key in
      if case .column(let name) = key.expression.kind, let value = renamed[name.name.lowercased()] {
        return (value, key.isDescending)
      }
      return key
    }
    try writeOrder([:])
    if !hasAll { sentence.add(stage: "select " + columns.joined(separator: ", ")) }
  }

  private mutating func writeOrder(_ renamed: [String: String]) throws(Diagnostic) {
    if isRandom {
      sentence.add(stage: "sample \(limit ?? 10)")
      return
    }
    if !order.isEmpty {
      let keys = order.map { Printer.text(of: $0.expression.renamed(renamed)) + ($0.isDescending ? " desc" : "") }
      sentence.add(stage: "sort " + keys.joined(separator: ", "))
    }
    if let limit { sentence.add(stage: "head \(limit)") }
  }
}

extension Expression {
  /// The expression with columns under other names.
  func renamed(_ names: [String: String]) -> Expression {
    if names.isEmpty { return self }
    func all(_ parts: [Expression]) -> [Expression] { parts.map { $0.renamed(names) } }
    let kind: Kind =
      switch kind {
      case .literal, .regex, .search: kind
      case .column(let name): .column(FieldName(names[name.name.lowercased()] ?? name.name, name.span))
      case .not(let part): .not(part.renamed(names))
      case .negate(let part): .negate(part.renamed(names))
      case .and(let parts): .and(all(parts))
      case .or(let parts): .or(all(parts))
      case .compare(let comparison, let left, let right):
        .compare(comparison, left.renamed(names), right.renamed(names))
      case .matches(let part, let search, let negated): .matches(part.renamed(names), search, negated: negated)
      case .isIn(let part, let items, let negated): .isIn(part.renamed(names), all(items), negated: negated)
      case .valueIs(let part, let value, let negated): .valueIs(part.renamed(names), value, negated: negated)
      case .isEmpty(let part, let negated): .isEmpty(part.renamed(names), negated: negated)
      case .arithmetic(let sign, let left, let right): .arithmetic(sign, left.renamed(names), right.renamed(names))
      case .call(let name, let arguments): .call(name: name, arguments: all(arguments))
      }
    return Expression(kind, span)
  }
}
