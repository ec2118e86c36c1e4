/// Goes over syntax and makes it anew, its places, paths, values and operands changed by what was set.
struct SyntaxRewriter {
  var span: (Range<Int>) -> Range<Int> = { $0 }
  /// The path of a list or of a table.
  var path: (String) -> String = { $0 }
  var literal: (Literal) throws(Diagnostic) -> Literal = { $0 }
  /// An operand of a search, its place changed already.
  var text: (TextOperand) throws(Diagnostic) -> Search.Kind = { .text($0) }
  /// Told each search whose parts were changed.
  var check: (Search) throws(Diagnostic) -> Void = { _ in }
  /// Told each name behind a `$`, with its place as it was.
  var name: (String, Range<Int>) throws(Diagnostic) -> Void = { _, _ in }

  // MARK: - Search

  func rewritten(_ search: Search) throws(Diagnostic) -> Search {
    var result = Search(search.kind, span(search.span))
    switch search.kind {
    case .everything: break
    case .inResult(let name): try self.name(name, search.span)
    case .text(let operand): result.kind = try rewritten(operand)
    case .defined(let use, let inner): result.kind = .defined(use, try rewritten(inner))
    case .and(let parts): result.kind = .and(try rewritten(parts))
    case .or(let parts): result.kind = .or(try rewritten(parts))
    case .not(let inner): result.kind = .not(try rewritten(inner))
    case .field(let field, let inner): result.kind = .field(rewritten(field), try rewritten(inner))
    case .atLeast(let count, let inner): result.kind = .atLeast(count, try rewritten(inner))
    case .first(let count, let inner): result.kind = .first(count, try rewritten(inner))
    case .counted(let isFirst, let argument, let inner):
      try name(argument, search.span)
      result.kind = .counted(isFirst: isFirst, argument: argument, try rewritten(inner))
    case .chain(var chain):
      chain.first = try rewritten(chain.first)
      for place in chain.links.indices {
        chain.links[place].operand = try rewritten(chain.links[place].operand)
        if case .argument(let argument) = chain.links[place].reach { try name(argument, search.span) }
      }
      result.kind = .chain(chain)
    case .compare(let field, let comparison, let value):
      result.kind = .compare(rewritten(field), comparison, try rewritten(value))
    case .range(let field, let low, let high):
      result.kind = .range(rewritten(field), try rewritten(low), try rewritten(high))
    case .valueIs(let field, let value, let negated):
      result.kind = .valueIs(rewritten(field), try rewritten(value), negated: negated)
    case .isEmpty(let field, let negated): result.kind = .isEmpty(rewritten(field), negated: negated)
    }
    try check(result)
    return result
  }

  private func rewritten(_ parts: [Search]) throws(Diagnostic) -> [Search] {
    try parts.map { part throws(Diagnostic) in try rewritten(part) }
  }

  private func rewritten(_ operand: TextOperand) throws(Diagnostic) -> Search.Kind {
    var moved = operand
    moved.span = span(operand.span)
    switch operand.kind {
    case .word, .phrase, .regex: break
    case .list where operand.text.hasPrefix("$"): try name(String(operand.text.dropFirst()), operand.span)
    case .list: moved.text = path(operand.text)
    case .argument: try name(operand.text, operand.span)
    case .call(let values):
      try name(operand.text, operand.span)
      moved.kind = .call(try values.map { value throws(Diagnostic) in try rewritten(value) })
    }
    return try text(moved)
  }

  private func rewritten(_ field: FieldName) -> FieldName { FieldName(field.name, span(field.span)) }

  private func rewritten(_ value: Literal) throws(Diagnostic) -> Literal {
    if case .argument(let argument) = value.kind { try name(argument, value.span) }
    return try literal(Literal(value.kind, span(value.span)))
  }

  private func rewritten(_ value: Literal?) throws(Diagnostic) -> Literal? {
    guard let value else { return nil }
    return try rewritten(value) as Literal
  }

  // MARK: - Expressions

  func rewritten(_ expression: Expression) throws(Diagnostic) -> Expression {
    var result = Expression(expression.kind, span(expression.span))
    func all(_ parts: [Expression]) throws(Diagnostic) -> [Expression] {
      try parts.map { part throws(Diagnostic) in try rewritten(part) }
    }
    switch expression.kind {
    case .literal(let value): result.kind = .literal(try rewritten(value))
    case .column(let name): result.kind = .column(rewritten(name))
    case .not(let part): result.kind = .not(try rewritten(part))
    case .negate(let part): result.kind = .negate(try rewritten(part))
    case .and(let parts): result.kind = .and(try all(parts))
    case .or(let parts): result.kind = .or(try all(parts))
    case .compare(let comparison, let left, let right):
      result.kind = .compare(comparison, try rewritten(left), try rewritten(right))
    case .matches(let left, let search, let negated):
      result.kind = .matches(try rewritten(left), try rewritten(search), negated: negated)
    case .isIn(let left, let items, let negated):
      result.kind = .isIn(try rewritten(left), try all(items), negated: negated)
    case .valueIs(let left, let value, let negated):
      result.kind = .valueIs(try rewritten(left), try rewritten(value), negated: negated)
    case .isEmpty(let left, let negated): result.kind = .isEmpty(try rewritten(left), negated: negated)
    case .arithmetic(let sign, let left, let right):
      result.kind = .arithmetic(sign, try rewritten(left), try rewritten(right))
    case .call(let name, let parts): result.kind = .call(name: rewritten(name), arguments: try all(parts))
    case .regex(var pattern):
      pattern.span = span(pattern.span)
      result.kind = .regex(pattern)
    case .search(let search): result.kind = .search(try rewritten(search))
    }
    return result
  }

  // MARK: - Stages

  func rewritten(_ call: StageCall) throws(Diagnostic) -> StageCall {
    StageCall(
      name: call.name, nameSpan: span(call.nameSpan),
      arguments: try call.arguments.map { argument throws(Diagnostic) in try rewritten(argument) },
      span: span(call.span), isDefined: call.isDefined)
  }

  private func rewritten(_ argument: Argument) throws(Diagnostic) -> Argument {
    switch argument {
    case .count(let count, let place): return .count(count, span(place))
    case .choice(let word, let place): return .choice(word, span(place))
    case .column(let name): return .column(rewritten(name))
    case .values(let values, let place):
      return .values(try values.map { value throws(Diagnostic) in try rewritten(value) }, span(place))
    case .table(let table): return .table(try rewritten(table))
    case .pattern(var pattern):
      pattern.span = span(pattern.span)
      return .pattern(pattern)
    case .expression(let expression): return .expression(try rewritten(expression))
    case .items(let items): return .items(try items.map { item throws(Diagnostic) in try rewritten(item) })
    case .sortKeys(let keys):
      return .sortKeys(
        try keys.map { key throws(Diagnostic) in
          Argument.SortKey(expression: try rewritten(key.expression), isDescending: key.isDescending)
        })
    case .search(let search): return .search(try rewritten(search))
    case .clause(let keyword, let inner, let place):
      return .clause(keyword, try inner.map { part throws(Diagnostic) in try rewritten(part) }, span(place))
    case .afterComma(let inner): return .afterComma(try rewritten(inner))
    case .path(let path, let place): return .path(path, span(place))
    case .parameter(let name, let kind, let place):
      try self.name(name, place)
      return .parameter(name, kind, span(place))
    }
  }

  private func rewritten(_ item: Argument.Item) throws(Diagnostic) -> Argument.Item {
    var result = Argument.Item(name: item.name.map(rewritten), expression: try rewritten(item.expression))
    if let condition = item.condition { result.condition = try rewritten(condition) }
    return result
  }

  func rewritten(_ table: TableReference) throws(Diagnostic) -> TableReference {
    switch table.kind {
    case .result(let name):
      try self.name(name, table.span)
      return TableReference(table.kind, span(table.span))
    case .file(let path, let part): return TableReference(.file(self.path(path), part: part), span(table.span))
    }
  }

  // MARK: - Definitions and queries

  func rewritten(_ body: Definition.Body) throws(Diagnostic) -> Definition.Body {
    switch body {
    case .search(let search): return .search(try rewritten(search))
    case .stages(let calls): return .stages(try calls.map { call throws(Diagnostic) in try rewritten(call) })
    }
  }

  func rewritten(_ query: Query) throws(Diagnostic) -> Query {
    var result = query
    if let search = query.search { result.search = try rewritten(search) }
    if let table = query.table { result.table = try rewritten(table) }
    result.stages = try query.stages.map { call throws(Diagnostic) in try rewritten(call) }
    return result
  }
}

extension Definition {
  /// Lists and tables as `place` has their paths: those of an included file are relative to it.
  mutating func move(paths place: @escaping (String) -> String) {
    var rewriter = SyntaxRewriter()
    rewriter.path = place
    if let moved = try? rewriter.rewritten(body) { body = moved }
  }

  /// Calls `body` with each name behind a `$` that is none of its own values.
  func forEachName(_ body: @escaping (String, Range<Int>) throws(Diagnostic) -> Void) throws(Diagnostic) {
    let own = Set(parameters.map(\.name))
    var rewriter = SyntaxRewriter()
    rewriter.name = { name, span throws(Diagnostic) in
      if !own.contains(name) { try body(name, span) }
    }
    _ = try rewriter.rewritten(self.body)
  }

  /// The names of stages that it uses and that scripts define.
  var stagesUsed: [StageCall] { stages.filter(\.isDefined) }
}
