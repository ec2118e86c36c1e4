/// Puts the values of `$name` into the places of a query that take a plain number, word or column: `head $n`, `near/$n`,
/// `timeline by $bucket`, `sort column($by)`, `write "$name.csv"`, `@$file`.
///
/// A value is never text spliced into a query: it takes the place of one piece of syntax, or is refused.
struct Parameters {
  let arguments: [String: Literal]
  let results: Set<String>
  var definitions: [String: Definition] = [:]
  /// The definition whose values are among the arguments.
  var definition: Definition?

  func applied(to query: Query) throws(Diagnostic) -> Query {
    var query = query
    if let search = query.search { query.search = try applied(to: search) }
    for place in query.stages.indices { query.stages[place] = try applied(to: query.stages[place]) }
    return query
  }

  func applied(to body: Definition.Body) throws(Diagnostic) -> Definition.Body {
    switch body {
    case .search(let search): return .search(try applied(to: search))
    case .stages(let calls): return .stages(try calls.map { call throws(Diagnostic) in try applied(to: call) })
    }
  }

  // MARK: - Values

  private func value(_ name: String, _ span: Range<Int>) throws(Diagnostic) -> Literal {
    if let value = arguments[name] { return value }
    if results.contains(name) {
      throw Diagnostic("`$\(name)` is a result, not a value", at: span, hint: "a value comes from `param \(name) = …`")
    }
    if let definition = definitions[name] {
      throw Diagnostic(
        "`$\(name)` is a \(definition.isStage ? "stage" : "search"), not a value", at: span,
        hint: "a value comes from `param \(name) = …`")
    }
    if let nearest = Spelling.nearest(to: name, among: arguments.keys.sorted()) {
      throw Diagnostic("no argument `$\(name)`", at: span, hint: "the nearest name is `$\(nearest)`")
    }
    throw Diagnostic(
      "no argument `$\(name)`", at: span, hint: "declare it with `param \(name) = …` or set it with `--arg \(name)=…`")
  }

  private func text(_ name: String, _ span: Range<Int>) throws(Diagnostic) -> String {
    try Parameters.text(of: value(name, span), name, span)
  }

  /// A value where a text is wanted. Throws a `Diagnostic` at `span` for one that is not written like a text.
  static func text(of value: Literal, _ name: String, _ span: Range<Int>) throws(Diagnostic) -> String {
    switch value.kind {
    case .text(let text): return text
    case .number(let number): return Printer.text(of: number)
    case .date(let date): return date.description
    case .truth(let truth): return truth ? "true" : "false"
    case .duration, .day, .null, .argument:
      throw Diagnostic("`$\(name)` is not a text here", at: span, hint: "put quotes around the value")
    }
  }

  /// The value in the place of its name; a name that nothing has is refused where the value is needed.
  private func filled(_ literal: Literal) throws(Diagnostic) -> Literal {
    guard case .argument(let name) = literal.kind else { return literal }
    guard arguments[name] != nil || definitions[name] != nil else { return literal }
    return Literal(try value(name, literal.span).kind, literal.span)
  }

  private func filled(_ literal: Literal?) throws(Diagnostic) -> Literal? {
    guard let literal else { return nil }
    return try filled(literal) as Literal
  }

  /// How a value is given.
  private func given(_ name: String, _ example: String) -> String {
    if let definition, definition.parameters.contains(where: { $0.name == name }) {
      return "give it where it is used: `\(definition.usage)`"
    }
    return "give it with `--arg \(name)=\(example)`"
  }

  private func count(_ name: String, _ span: Range<Int>, least: Int = 0) throws(Diagnostic) -> Int {
    let value = try value(name, span)
    var number: Double?
    if case .number(let written) = value.kind { number = written }
    if case .text(let text) = value.kind { number = Parsing.number(text) }
    guard let number, number == number.rounded(), number >= Double(least), number <= 1_000_000_000 else {
      throw Diagnostic(
        "`$\(name)` must be a whole number from \(least) here, and it is \(Printer.text(of: value))", at: span,
        hint: given(name, "10"))
    }
    return Int(number)
  }

  // MARK: - Search

  private func applied(to search: Search) throws(Diagnostic) -> Search {
    var search = search
    switch search.kind {
    case .everything, .isEmpty: break
    case .inResult(let name):
      guard let definition = definitions[name], !results.contains(name) else { break }
      throw Diagnostic(
        "`$\(name)` is a \(definition.isStage ? "stage" : "search"), not a result", at: search.span,
        with: definition.isStage ? "* | \(name)" : "$\(name)")
    case .compare(let name, let comparison, let literal): search.kind = .compare(name, comparison, try filled(literal))
    case .range(let name, let low, let high): search.kind = .range(name, try filled(low), try filled(high))
    case .valueIs(let name, let literal, let negated):
      search.kind = .valueIs(name, try filled(literal), negated: negated)
    case .text(var operand):
      if operand.kind == .list, operand.text.hasPrefix("$") {
        let name = String(operand.text.dropFirst())
        // The only column of a result; the search reads it.
        if results.contains(name), arguments[name] == nil { break }
        operand.text = try text(name, operand.span)
        search.kind = .text(operand)
      }
    case .and(let parts): search.kind = .and(try applied(to: parts))
    case .or(let parts): search.kind = .or(try applied(to: parts))
    case .not(let inner): search.kind = .not(try applied(to: inner))
    case .defined(let use, let inner): search.kind = .defined(use, try applied(to: inner))
    case .field(let name, let inner): search.kind = .field(name, try applied(to: inner))
    case .atLeast(let count, let inner): search.kind = .atLeast(count, try applied(to: inner))
    case .first(let count, let inner): search.kind = .first(count, try applied(to: inner))
    case .counted(let isFirst, let name, let inner):
      let number = try count(name, search.span, least: 1)
      let inner = try applied(to: inner)
      search.kind = isFirst ? .first(number, inner) : .atLeast(number, inner)
    case .chain(var chain):
      chain.first = try applied(to: chain.first)
      for place in chain.links.indices {
        chain.links[place].operand = try applied(to: chain.links[place].operand)
        if case .argument(let name) = chain.links[place].reach {
          chain.links[place].reach = .words(try count(name, search.span, least: 1))
        }
      }
      search.kind = .chain(chain)
    }
    return search
  }

  private func applied(to searches: [Search]) throws(Diagnostic) -> [Search] {
    var applied: [Search] = []
    for search in searches { applied.append(try self.applied(to: search)) }
    return applied
  }

  // MARK: - Stages

  private func applied(to call: StageCall) throws(Diagnostic) -> StageCall {
    var call = call
    call.arguments = try call.arguments.map { argument throws(Diagnostic) in try applied(to: argument, of: call) }
    return call
  }

  private func applied(to argument: Argument, of call: StageCall) throws(Diagnostic) -> Argument {
    switch argument {
    case .count, .choice, .column, .values, .table, .pattern: return argument
    case .expression(let expression): return .expression(try applied(to: expression))
    case .items(let items):
      let isKey = call.name == "distinct"
      return .items(try applied(to: items, isKey: isKey))
    case .sortKeys(let keys):
      return .sortKeys(
        try keys.map { key throws(Diagnostic) in
          let expression = try applied(to: key.expression)
          try refuseConstant(expression, "sort")
          return Argument.SortKey(expression: expression, isDescending: key.isDescending)
        })
    case .search(let search): return .search(try applied(to: search))
    case .clause(let keyword, let inner, let span):
      return .clause(
        keyword,
        try inner.map { argument throws(Diagnostic) in
          if keyword == "by", case .items(let items) = argument { return .items(try applied(to: items, isKey: true)) }
          return try applied(to: argument, of: call)
        }, span)
    case .afterComma(let inner): return .afterComma(try applied(to: inner, of: call))
    case .path(let path, let span): return .path(try filled(path, span, call), span)
    case .parameter(let name, let place, let span):
      switch place {
      case .count: return .count(try count(name, span), span)
      case .column: return .column(FieldName(try text(name, span), span))
      case .choice(let words):
        let word = try text(name, span).lowercased()
        guard words.contains(word) else {
          throw Diagnostic(
            "`$\(name)` must be one of \(words.joined(separator: ", ")) here, and it is `\(word)`", at: span,
            hint: given(name, words.last ?? ""))
        }
        return .choice(word, span)
      }
    }
  }

  private func applied(to items: [Argument.Item], isKey: Bool) throws(Diagnostic) -> [Argument.Item] {
    try items.map { item throws(Diagnostic) in
      var item = item
      item.expression = try applied(to: item.expression)
      if let condition = item.condition { item.condition = try applied(to: condition) }
      if isKey { try refuseConstant(item.expression, "by") }
      return item
    }
  }

  /// `sort $by`: a constant is the same in every row, so that nothing is sorted or grouped.
  private func refuseConstant(_ expression: Expression, _ keyword: String) throws(Diagnostic) {
    guard case .literal(let literal) = expression.kind else { return }
    switch literal.kind {
    case .argument(let name):
      throw Diagnostic(
        "`$\(name)` is the same value in every row; the column that it names is `column($\(name))`", at: literal.span,
        with: "column($\(name))")
    case .text(let text):
      throw Diagnostic(
        "a text in quotes is the same in every row; a column has no quotes", at: literal.span,
        with: Printer.name(text))
    default:
      throw Diagnostic(
        "this is the same in every row; name a column", at: literal.span, hint: "for example `\(keyword) source`")
    }
  }

  private func applied(to expression: Expression) throws(Diagnostic) -> Expression {
    var expression = expression
    func all(_ parts: [Expression]) throws(Diagnostic) -> [Expression] {
      try parts.map { part throws(Diagnostic) in try applied(to: part) }
    }
    switch expression.kind {
    case .literal, .column, .regex: break
    case .search(let search): expression.kind = .search(try applied(to: search))
    case .not(let part): expression.kind = .not(try applied(to: part))
    case .negate(let part): expression.kind = .negate(try applied(to: part))
    case .and(let parts): expression.kind = .and(try all(parts))
    case .or(let parts): expression.kind = .or(try all(parts))
    case .compare(let comparison, let left, let right):
      expression.kind = .compare(comparison, try applied(to: left), try applied(to: right))
    case .matches(let left, let search, let negated):
      expression.kind = .matches(try applied(to: left), try applied(to: search), negated: negated)
    case .isIn(let left, let items, let negated):
      expression.kind = .isIn(try applied(to: left), try all(items), negated: negated)
    case .valueIs(let left, let value, let negated):
      expression.kind = .valueIs(try applied(to: left), value, negated: negated)
    case .isEmpty(let left, let negated): expression.kind = .isEmpty(try applied(to: left), negated: negated)
    case .arithmetic(let sign, let left, let right):
      expression.kind = .arithmetic(sign, try applied(to: left), try applied(to: right))
    case .call(let name, let parts):
      if name.name.lowercased() == "column" { return try column(name, parts, expression.span) }
      expression.kind = .call(name: name, arguments: try all(parts))
    }
    return expression
  }

  private func column(_ name: FieldName, _ parts: [Expression], _ span: Range<Int>) throws(Diagnostic) -> Expression {
    guard parts.count == 1, case .literal(let literal) = parts[0].kind else {
      throw Diagnostic("`column` takes the name of an argument", at: span, hint: "for example `sort column($by)`")
    }
    switch literal.kind {
    case .argument(let argument): return Expression(.column(FieldName(try text(argument, span), span)), span)
    case .text(let text): return Expression(.column(FieldName(text, span)), span)
    default:
      throw Diagnostic("`column` takes the name of an argument", at: span, hint: "for example `sort column($by)`")
    }
  }

  // MARK: - File names

  /// `"$name.csv"` with the value in it. A value must not lead to another folder.
  private func filled(_ path: String, _ span: Range<Int>, _ call: StageCall) throws(Diagnostic) -> String {
    guard call.name == "write" || call.name == "as", path.contains("$") else { return path }
    let lexer = Lexer(path, kindOfField: { _ in nil })
    var (filled, place) = ("", 0)
    while place < lexer.bytes.count {
      if lexer.bytes[place] == UInt8(ascii: "$"), let end = lexer.endOfName(from: place + 1) {
        let value = try text(lexer.text(place + 1..<end), span)
        if value.contains("/") || value.contains("\\") {
          throw Diagnostic(
            "`\(lexer.text(place..<end))` has a slash, and a value names no folder", at: span,
            hint: "write the folder into the query: `write \"folder/$name.csv\"`")
        }
        filled += value
        place = end
      } else {
        let width = lexer.scalar(at: place)?.width ?? 1
        filled += lexer.text(place..<place + width)
        place += width
      }
    }
    return filled
  }
}
