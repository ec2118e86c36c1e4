/// What `stats` makes of the values of many rows. Empty values are skipped.
enum Aggregate: String, CaseIterable, Sendable {
  case count, distinct, sum, avg, median, percentile, stddev, variance, min, max, first, last, list

  static let names = Set(allCases.map(\.rawValue))

  /// What other tools call them.
  static let usual = [
    "average": "avg", "mean": "avg", "total": "sum", "minimum": "min", "maximum": "max", "dc": "distinct",
    "dcount": "distinct", "values": "list", "std": "stddev", "stdev": "stddev", "stddev_samp": "stddev", "sd": "stddev",
    "var": "variance", "var_samp": "variance", "quantile": "percentile", "perc": "percentile",
  ]

  /// `percentile(words, 90)`
  var takesPercent: Bool { self == .percentile }

  /// The type of its result for values of a type; nil if it cannot take them.
  func result(of type: ValueType) -> ValueType? {
    switch self {
    case .count, .distinct: .number
    case .sum, .avg, .median, .percentile, .stddev, .variance: type == .number ? .number : nil
    case .min, .max: type == .list ? nil : type
    case .first, .last: type
    case .list: .list
    }
  }
}

/// An aggregate as it was called, checked: `percentile(words, 90)`.
struct AggregateCall: Sendable {
  var aggregate: Aggregate
  /// Nil for `count` of rows.
  var operand: CompiledExpression?
  /// Of `percentile`, 0 to 100.
  var percent: Double?
  var type: ValueType

  /// Throws a `Diagnostic` if the arguments do not fit.
  init(
    _ aggregate: Aggregate, _ arguments: [Expression], _ span: Range<Int>, checker: ExpressionChecker
  ) throws(Diagnostic) {
    self.aggregate = aggregate
    if arguments.isEmpty, aggregate == .count {
      type = .number
      return
    }
    let example = aggregate.takesPercent ? "percentile(words, 90)" : "\(aggregate.rawValue)(words)"
    guard arguments.count == (aggregate.takesPercent ? 2 : 1) else {
      throw Diagnostic(
        "`\(aggregate.rawValue)` takes one column\(aggregate.takesPercent ? " and a number from 0 to 100" : "")",
        at: span, hint: "for example `\(example)`")
    }
    let operand = try CompiledExpression(
      arguments[0], schema: checker.schema, context: checker.context, windows: checker.windows)
    guard let type = aggregate.result(of: operand.type ?? .number) else {
      throw Diagnostic(
        "`\(aggregate.rawValue)` cannot be made of \(ExpressionChecker.describe(operand.type)) values",
        at: arguments[0].span,
        hint: operand.type == .list ? "take its items: | unroll" : "count, distinct, min, max, first, last, list can")
    }
    self.operand = operand
    self.type = type
    if aggregate.takesPercent { percent = try checker.number(arguments[1], in: 0...100, of: "percentile") }
  }

  var state: AggregateState { AggregateState(operand == nil ? .first : aggregate) }

  /// The answer for `rowCount` rows whose values are in `state`.
  func value(of state: AggregateState, rowCount: Int) -> Value {
    if operand == nil { return .number(Double(rowCount)) }
    switch aggregate {
    case .percentile: return state.percentile(percent ?? 50)
    case .stddev:
      guard case .number(let variance) = state.value else { return .null }
      return .number(variance.squareRoot())
    default: return state.value
    }
  }
}

extension ExpressionChecker {
  /// A number that is the same for all rows: the 90 of `percentile(words, 90)`, also as `$p`.
  func number(_ expression: Expression, in range: ClosedRange<Double>, of name: String) throws(Diagnostic) -> Double {
    let (low, high) = (Printer.text(of: range.lowerBound), Printer.text(of: range.upperBound))
    var value: Value?
    if case .literal(let literal) = expression.kind { value = try self.value(of: literal).converted(to: .number) }
    guard case .number(let number)? = value, range.contains(number) else {
      throw Diagnostic("`\(name)` takes a number from \(low) to \(high) here", at: expression.span)
    }
    return number
  }
}
