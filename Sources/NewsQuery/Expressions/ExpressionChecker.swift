/// Resolves the names of an expression and checks its types, before any row is read.
struct ExpressionChecker {
  typealias Node = CompiledExpression.Node

  let schema: Schema
  let context: PlanContext
  /// Where columns across rows are gathered; nil where they cannot be.
  var windows: WindowColumns?
  /// Whether an unknown name may have been meant as a text. A column by itself was not: `sort foo`.
  var offersText = true

  struct Checked {
    var node: Node
    /// nil: null, whatever the row.
    var type: ValueType?
    var span: Range<Int>
  }

  func check(_ expression: Expression) throws(Diagnostic) -> Checked {
    let span = expression.span
    switch expression.kind {
    case .literal(let literal):
      let value = try self.value(of: literal)
      return Checked(node: .literal(value), type: value.type, span: span)
    case .column(let name):
      if windows != nil, name.name.lowercased() == "count", schema.column(named: "count") == nil {
        return try FunctionCall(checker: self, name: name, arguments: [], span: span).checked()
      }
      let field = try schema.column(name, offersText: offersText)
      return Checked(node: .column(field.name), type: field.type, span: span)
    case .not(let operand):
      return Checked(node: .not(try truth(operand, of: "not")), type: .truth, span: span)
    case .and(let operands):
      return Checked(node: .and(try truths(operands, of: "and")), type: .truth, span: span)
    case .or(let operands):
      return Checked(node: .or(try truths(operands, of: "or")), type: .truth, span: span)
    case .negate(let operand):
      return Checked(node: .negate(try number(try check(operand), of: "-")), type: .number, span: span)
    case .compare(let comparison, let left, let right):
      return Checked(node: try compare(comparison, left, right), type: .truth, span: span)
    case .matches(let operand, let search, let negated):
      let checked = try check(operand)
      guard checked.type == .text || checked.type == .list || checked.type == nil else {
        throw Diagnostic(
          "`~` looks for words in text, and this is \(ExpressionChecker.describe(checked.type))", at: checked.span,
          hint: "compare it with = < <= > >=")
      }
      let match = try matcher(of: search)
      return Checked(node: .matches(checked.node, match, negated: negated), type: .truth, span: span)
    case .isIn(let operand, let items, let negated):
      let checked = try check(operand)
      if items.count == 1, let node = try inResult(checked, items[0], negated) {
        return Checked(node: node, type: .truth, span: span)
      }
      var nodes: [Node] = []
      for item in items { nodes.append(try paired(checked, item, .equal).1) }
      return Checked(node: .isIn(checked.node, nodes, negated: negated), type: .truth, span: span)
    case .valueIs(let operand, let literal, let negated):
      return Checked(node: try valueIs(operand, literal, negated: negated), type: .truth, span: span)
    case .isEmpty(let operand, let negated):
      return Checked(node: .isEmpty(try check(operand).node, negated: negated), type: .truth, span: span)
    case .arithmetic(let operation, let left, let right):
      return try arithmetic(operation, left, right, span)
    case .call(let name, let arguments):
      if let value = try hitValue(name, arguments, span) { return value }
      return try FunctionCall(checker: self, name: name, arguments: arguments, span: span).checked()
    case .search:
      throw Diagnostic("words are looked for in `hits(…)` and right of `~`", at: span)
    case .regex:
      throw Diagnostic(
        "a pattern goes to the right of `~` or into `extract`, `replace` and `split`", at: span,
        hint: "for example `headline ~ /pattern/`")
    }
  }

  // MARK: - Operands

  func truth(_ expression: Expression, of operation: String) throws(Diagnostic) -> Node {
    let checked = try check(expression)
    if checked.type == .truth || checked.type == nil { return checked.node }
    var hint = "compare it: = != < <= > >= ~ in is"
    if case .column(let name) = expression.kind { hint = "write: \(name.name) is not empty" }
    throw Diagnostic(
      "`\(operation)` takes conditions, and this is \(ExpressionChecker.describe(checked.type))", at: checked.span,
      hint: hint)
  }

  private func truths(_ operands: [Expression], of operation: String) throws(Diagnostic) -> [Node] {
    var nodes: [Node] = []
    for operand in operands { nodes.append(try truth(operand, of: operation)) }
    return nodes
  }

  private func number(_ checked: Checked, of operation: String) throws(Diagnostic) -> Node {
    if checked.type == .number || checked.type == nil { return checked.node }
    throw Diagnostic(
      "`\(operation)` takes numbers, and this is \(ExpressionChecker.describe(checked.type))", at: checked.span,
      hint: checked.type == .text ? "texts are joined with ++" : nil)
  }

  /// `source in $outlets`: nil if the item is not a result.
  private func inResult(_ left: Checked, _ item: Expression, _ negated: Bool) throws(Diagnostic) -> Node? {
    guard case .literal(let literal) = item.kind, case .argument(let name) = literal.kind,
      context.arguments[name] == nil, let result = context.results[name]
    else { return nil }
    var column: String?
    if case .column(let own) = left.node { column = own }
    let field = try context.column(of: result, named: name, like: column, at: item.span)
    let values = result.table.column(field.name).map { column in
      result.table.rows.map { column.value(at: Int($0)) }
    }
    let keys = try ValueKeys(
      values ?? [], of: field.type, for: left.type ?? field.type, isExact: column == "id" || column == "url",
      "`$\(name)`", at: left.span)
    return .inKeys(left.node, keys, negated: negated)
  }

  private func matcher(of search: Search) throws(Diagnostic) -> TextMatcher {
    try search.compiled { search in try TextMatcher(search, context: context) }
  }

  // MARK: - Comparisons

  private func compare(_ comparison: Comparison, _ left: Expression, _ right: Expression) throws(Diagnostic) -> Node {
    for (this, other) in [(left, right), (right, left)] {
      guard case .literal(let literal) = this.kind, literal.kind == .null else { continue }
      let what = if case .column(let name) = other.kind { name.name } else { "…" }
      let test = comparison == .notEqual ? "is not empty" : "is empty"
      throw Diagnostic(
        "nothing is equal to null, nor different from it", at: this.span, hint: "write `\(what) \(test)`")
    }
    if case .literal = left.kind, !ExpressionChecker.isLiteral(right) {
      // `800 < words`: the literal takes the column's type whichever side it is on.
      return try compare(comparison.turned, right, left)
    }
    let checked = try check(left)
    let (leftNode, rightNode) = try paired(checked, right, comparison)
    return .compare(comparison, leftNode, rightNode)
  }

  private static func isLiteral(_ expression: Expression) -> Bool {
    if case .literal = expression.kind { true } else { false }
  }

  /// Both sides of a comparison in one type: a literal on the right takes the type of the left side.
  private func paired(
    _ left: Checked, _ right: Expression, _ comparison: Comparison
  ) throws(Diagnostic) -> (Node, Node) {
    guard let type = left.type else { return (left.node, try check(right).node) }
    if case .literal(let literal) = right.kind {
      let value = try self.value(of: literal)
      guard let converted = value.converted(to: type) else {
        throw Diagnostic(
          "this is compared with \(ExpressionChecker.describe(type)), and is none", at: right.span,
          hint: ExpressionChecker.example(of: type))
      }
      return (left.node, .literal(converted))
    }
    let checked = try check(right)
    guard let other = checked.type else { return (left.node, checked.node) }
    let isItem = comparison == .equal || comparison == .notEqual
    let fits =
      other == type || (type == .list && other == .text) || (type == .text && other == .list && isItem)
    guard fits else {
      throw Diagnostic(
        "\(ExpressionChecker.describe(type)) and \(ExpressionChecker.describe(other)) cannot be compared",
        at: checked.span)
    }
    return (left.node, checked.node)
  }

  private func valueIs(_ operand: Expression, _ literal: Literal, negated: Bool) throws(Diagnostic) -> Node {
    let checked = try check(operand)
    let value = try self.value(of: literal)
    if checked.type == .text || checked.type == .list || checked.type == nil {
      return .isFolded(checked.node, FoldedText.bytes(value.printed), negated: negated)
    }
    guard let type = checked.type, let converted = value.converted(to: type) else {
      throw Diagnostic(
        "this is compared with \(ExpressionChecker.describe(checked.type)), and is none", at: literal.span,
        hint: checked.type.flatMap(ExpressionChecker.example))
    }
    return .compare(negated ? .notEqual : .equal, checked.node, .literal(converted))
  }

  // MARK: - Arithmetic

  private func arithmetic(
    _ operation: Expression.Arithmetic, _ left: Expression, _ right: Expression, _ span: Range<Int>
  ) throws(Diagnostic) -> Checked {
    if operation == .concatenate {
      return Checked(
        node: .arithmetic(operation, try check(left).node, try check(right).node), type: .text, span: span)
    }
    if operation == .add || operation == .subtract, case .literal(let literal) = right.kind,
      case .duration(let seconds) = literal.kind
    {
      let checked = try check(left)
      guard checked.type == .date || checked.type == nil else {
        throw Diagnostic(
          "a duration is added to a date, and this is \(ExpressionChecker.describe(checked.type))", at: checked.span)
      }
      let shift = operation == .add ? seconds : -seconds
      return Checked(node: .shift(checked.node, seconds: shift), type: .date, span: span)
    }
    // Each side is checked once: twice would double the work with every operator that is inside another.
    let leftChecked = try check(left)
    let rightChecked = try check(right)
    if leftChecked.type == .date, operation == .subtract {
      guard rightChecked.type == .date || rightChecked.type == nil else {
        throw Diagnostic(
          "from a date a date is subtracted, which gives days, or a duration such as 30d", at: rightChecked.span)
      }
      return Checked(
        node: .arithmetic(operation, leftChecked.node, rightChecked.node), type: .number, span: span)
    }
    return Checked(
      node: .arithmetic(
        operation, try number(leftChecked, of: operation.rawValue), try number(rightChecked, of: operation.rawValue)),
      type: .number, span: span)
  }

  // MARK: - Literals

  /// A literal as a value: an argument looked up, `today` and `30d` counted from the clock of the run.
  func value(of literal: Literal) throws(Diagnostic) -> Value {
    switch literal.kind {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .date(let date): return .date(date)
    case .truth(let truth): return .truth(truth)
    case .null: return .null
    case .duration(let seconds):
      var moment = context.run.now
      let (moved, overflow) = moment.seconds.subtractingReportingOverflow(seconds)
      moment.seconds = moved
      guard !overflow, NewsDate.years.contains(moment.civil.year) else {
        throw Diagnostic("this is longer ago than dates go back", at: literal.span)
      }
      return .date(moment)
    case .day(let offset):
      let today = context.run.now.truncated(to: .day).civil.adding(days: offset)
      guard let day = NewsDate(today, precision: .day) else {
        throw Diagnostic("there is no such day", at: literal.span)
      }
      return .date(day)
    case .argument(let name):
      guard let argument = context.arguments[name] else {
        if let definition = context.definitions[name] {
          throw Diagnostic(
            "`$\(name)` is a \(definition.isStage ? "stage" : "search"), not a value", at: literal.span,
            hint: definition.isStage
              ? "it is used as `\(definition.usage)`" : "a search is right of `~`: `body ~ $\(name)`")
        }
        let nearest = Spelling.nearest(to: name, among: context.arguments.keys.sorted())
        throw Diagnostic(
          "no argument `$\(name)`", at: literal.span,
          hint: nearest.map { "did you mean `$\($0)`?" } ?? "set it: --arg \(name)=VALUE")
      }
      if case .argument = argument.kind { return .null }
      return try value(of: Literal(argument.kind, literal.span))
    }
  }

  static func describe(_ type: ValueType?) -> String {
    switch type {
    case .text: "a text"
    case .number: "a number"
    case .date: "a date"
    case .truth: "a condition"
    case .list: "a list of texts"
    case nil: "null"
    }
  }

  private static func example(of type: ValueType) -> String? {
    switch type {
    case .number: "numbers are written so: 800, 3.5"
    case .date: "dates are written so: 2020, 2020-07, 2020-07-23, 2020-07-23T22:19+04:00, 30d"
    case .truth: "write true or false"
    case .text, .list: nil
    }
  }
}

extension Comparison {
  /// The same comparison with its sides exchanged.
  var turned: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

extension Value {
  /// The type of what the cell holds; nil for null.
  public var type: ValueType? {
    switch self {
    case .null: nil
    case .text: .text
    case .number, .integer: .number
    case .date: .date
    case .truth: .truth
    case .list: .list
    }
  }
}
