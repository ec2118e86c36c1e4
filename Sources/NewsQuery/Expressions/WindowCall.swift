/// Checks `sum(count)`, `prev(count)`, `rank(count)` in `let`: functions whose value in a row depends on other rows.
struct WindowCall {
  let checker: ExpressionChecker
  let name: FieldName
  let arguments: [Expression]
  let span: Range<Int>

  /// How the functions of the order of rows are written.
  static let orderUsage = [
    "prev": "prev(x, [n])", "next": "next(x, [n])", "running": "running(x)", "moving": "moving(x, n)",
    "rank": "rank(x)",
  ]
  static let orderNames = Set(orderUsage.keys)
  /// What SQL and others call them.
  static let usual = ["lag": "prev", "lead": "next", "cumsum": "running", "row_number": "rank", "dense_rank": "rank"]

  /// Nil if it is not such a function, or if there is no place for one.
  func checked() throws(Diagnostic) -> ExpressionChecker.Checked? {
    guard let windows = checker.windows else { return nil }
    let lowered = name.name.lowercased()
    // `count(tags)` is how many items a list has.
    if let aggregate = Aggregate(rawValue: lowered), aggregate != .count || arguments.isEmpty {
      let call = try AggregateCall(aggregate, arguments, span, checker: checker)
      return .init(node: windows.add(.aggregate(call), call.type), type: call.type, span: span)
    }
    guard let usage = WindowCall.orderUsage[lowered] else {
      if FunctionCatalog.function(named: lowered) == nil,
        let usual = WindowCall.usual[lowered] ?? Aggregate.usual[lowered]
      {
        throw Diagnostic("no function `\(name.name)`", at: name.span, with: usual)
      }
      return nil
    }
    let takesCount = usage.contains("n") && lowered != "running" && lowered != "rank"
    let isCountNeeded = lowered == "moving"
    guard arguments.count == 1 && !isCountNeeded || arguments.count == 2 && takesCount else {
      throw Diagnostic(
        "`\(lowered)` takes \(takesCount ? isCountNeeded ? "a column and a number" : "a column, and a number if wanted" : "one column")",
        at: span, hint: "it is written `\(usage)`")
    }
    let operand = try CompiledExpression(
      arguments[0], schema: checker.schema, context: checker.context, windows: windows)
    var count = 1
    if arguments.count == 2 {
      let number = try checker.number(arguments[1], in: 1...1_000_000, of: lowered)
      guard number == number.rounded() else {
        throw Diagnostic("`\(lowered)` takes a whole number here", at: arguments[1].span)
      }
      count = Int(number)
    }
    return try checked(lowered, operand, count, windows)
  }

  private func checked(
    _ lowered: String, _ operand: CompiledExpression, _ count: Int, _ windows: WindowColumns
  ) throws(Diagnostic) -> ExpressionChecker.Checked {
    let type = operand.type ?? .number
    func made(_ kind: WindowColumn.Kind, _ type: ValueType) -> ExpressionChecker.Checked {
      .init(node: windows.add(kind, type), type: type, span: span)
    }
    switch lowered {
    case "prev": return made(.previous(operand, count), type)
    case "next": return made(.previous(operand, -count), type)
    case "rank":
      guard type != .list else {
        throw Diagnostic("`rank` takes one value a row, and this is a list of texts", at: arguments[0].span)
      }
      return made(.rank(operand), .number)
    default:
      guard type == .number else {
        throw Diagnostic(
          "`\(lowered)` takes a number here, and this is \(ExpressionChecker.describe(type))", at: arguments[0].span,
          hint: "it is written `\(WindowCall.orderUsage[lowered] ?? lowered)`")
      }
      return made(lowered == "running" ? .running(operand) : .moving(operand, count), .number)
    }
  }
}

extension StageCall {
  /// True for a `let` whose cells depend on other rows, as far as its words say.
  public var looksAcrossRows: Bool {
    guard name == "let" else { return false }
    var isFound = clause("by") != nil
    for item in items ?? [] {
      item.expression.forEachCall { name in
        let lowered = name.lowercased()
        if Aggregate.names.contains(lowered) || WindowCall.orderNames.contains(lowered) { isFound = true }
      }
    }
    return isFound
  }
}

extension Expression {
  /// The names of the functions that are called.
  func forEachCall(_ body: (String) -> Void) {
    switch kind {
    case .literal, .regex, .column, .search: break
    case .not(let part), .negate(let part), .valueIs(let part, _, _), .isEmpty(let part, _), .matches(let part, _, _):
      part.forEachCall(body)
    case .and(let parts), .or(let parts): for part in parts { part.forEachCall(body) }
    case .call(let name, let parts):
      body(name.name)
      for part in parts { part.forEachCall(body) }
    case .compare(_, let left, let right), .arithmetic(_, let left, let right):
      left.forEachCall(body)
      right.forEachCall(body)
    case .isIn(let part, let others, _):
      part.forEachCall(body)
      for other in others { other.forEachCall(body) }
    }
  }
}
