/// An expression checked against the columns that are there, ready to be computed for each row.
///
///     let condition = try CompiledExpression(expression, schema: input, context: context)
///     let reader = condition.reader(of: table)
///     table.rows.removeAll { reader.value(at: $0) != .truth(true) }
///
/// Logic is three-valued: an unknown value (null) stays unknown through comparisons and arithmetic; `and` with a false is
/// false, `or` with a true is true.
public struct CompiledExpression: Sendable {
  /// The type of its values, null aside; nil if it can only be null.
  public let type: ValueType?
  let node: Node

  /// Throws a `Diagnostic` that points at the operand that does not fit.
  public init(_ expression: Expression, schema: Schema, context: PlanContext) throws(Diagnostic) {
    try self.init(expression, schema: schema, context: context, windows: nil)
  }

  /// With `windows`, `sum(count)` and `prev(count)` are taken: they become columns across rows, added to it.
  init(
    _ expression: Expression, schema: Schema, context: PlanContext, windows: WindowColumns?
  ) throws(Diagnostic) {
    var checker = ExpressionChecker(schema: schema, context: context, windows: windows)
    if case .column = expression.kind { checker.offersText = false }
    let checked = try checker.check(expression)
    type = checked.type
    node = checked.node
  }

  init(node: Node, type: ValueType?) {
    self.node = node
    self.type = type
  }

  /// The column that it is and nothing else.
  public var columnName: String? {
    if case .column(let name) = node { name } else { nil }
  }

  /// Whether it reads one of these columns.
  public func reads(_ names: Set<String>) -> Bool { !names.isEmpty && node.reads(names) }

  /// Reads it from the rows of a table whose columns are those it was checked against.
  public func reader(of table: Table) -> RowReader { RowReader(node, table) }

  /// It as a column, computed when it is read.
  public func column(of table: Table) -> any Column {
    if let name = columnName, let column = table.column(name) { return column }
    let reader = reader(of: table)
    return ComputedColumn(type ?? .text) { reader.value(at: UInt32($0)) }
  }

  /// The tree that is left to compute once names and types are resolved.
  indirect enum Node: Sendable {
    case literal(Value)
    case column(String)
    case not(Node)
    case negate(Node)
    case and([Node])
    case or([Node])
    case compare(Comparison, Node, Node)
    case matches(Node, TextMatcher, negated: Bool)
    case isIn(Node, [Node], negated: Bool)
    /// `source in $outlets`
    case inKeys(Node, ValueKeys, negated: Bool)
    /// `is "x"`: the folded bytes of the whole value.
    case isFolded(Node, [UInt8], negated: Bool)
    case isEmpty(Node, negated: Bool)
    case arithmetic(Expression.Arithmetic, Node, Node)
    /// `hits(tariff*)`, `weight(@tone.tsv)`
    case hits(HitValue)
    /// A date and seconds added to it.
    case shift(Node, seconds: Int64)
    case call(Function, [Node], [RegularExpression?])

    func reads(_ names: Set<String>) -> Bool {
      switch self {
      case .literal, .hits: false
      case .column(let name): names.contains(name)
      case .not(let part), .negate(let part), .matches(let part, _, _), .inKeys(let part, _, _),
        .isFolded(let part, _, _), .isEmpty(let part, _), .shift(let part, _):
        part.reads(names)
      case .and(let parts), .or(let parts), .call(_, let parts, _): parts.contains { $0.reads(names) }
      case .compare(_, let left, let right), .arithmetic(_, let left, let right):
        left.reads(names) || right.reads(names)
      case .isIn(let part, let others, _): part.reads(names) || others.contains { $0.reads(names) }
      }
    }
  }
}

/// Computes an expression row by row.
public struct RowReader: Sendable {
  private let compute: @Sendable (Int) -> Value

  /// The value in a row, a number out of the table's `rows`.
  public func value(at row: UInt32) -> Value { compute(Int(row)) }

  /// True if it holds; null does not.
  public func isTrue(at row: UInt32) -> Bool { compute(Int(row)) == .truth(true) }

  init(_ node: CompiledExpression.Node, _ table: Table) {
    compute = RowReader.bind(node, table)
  }

  private typealias Node = CompiledExpression.Node

  private static func bind(_ node: Node, _ table: Table) -> @Sendable (Int) -> Value {
    switch node {
    case .literal(let value): return { _ in value }
    case .column(let name):
      guard let column = table.column(name) else { return { _ in .null } }
      return { column.value(at: $0) }
    case .hits(let value): return value.reader(of: table)
    case .not(let operand):
      let operand = bind(operand, table)
      return { row in
        if case .truth(let truth) = operand(row) { .truth(!truth) } else { .null }
      }
    case .negate(let operand):
      let operand = bind(operand, table)
      return { row in
        operand(row).double.map { .number(-$0) } ?? .null
      }
    case .and(let operands):
      let operands = operands.map { bind($0, table) }
      return { row in connect(operands, row, decider: false) }
    case .or(let operands):
      let operands = operands.map { bind($0, table) }
      return { row in connect(operands, row, decider: true) }
    case .compare, .isIn, .inKeys, .isFolded, .matches, .isEmpty:
      return bindTest(node, table)
    case .arithmetic(let operation, let left, let right):
      let left = bind(left, table)
      let right = bind(right, table)
      return { row in Arithmetic.compute(operation, left(row), right(row)) }
    case .shift(let operand, let seconds):
      let operand = bind(operand, table)
      return { row in
        guard case .date(let date) = operand(row) else { return .null }
        return Arithmetic.shift(date, seconds)
      }
    case .call(let function, let arguments, let patterns):
      let arguments = arguments.map { bind($0, table) }
      return { row in function.compute(arguments.map { $0(row) }, patterns) }
    }
  }

  /// Tests that look at one value. Where it is a column whose values repeat, each distinct value is tested once.
  private static func bindTest(_ node: Node, _ table: Table) -> @Sendable (Int) -> Value {
    let test: @Sendable (Value) -> Bool?
    let operand: Node
    switch node {
    case .compare(let comparison, let left, .literal(let value)):
      operand = left
      test = { Compare.holds(comparison, $0, value) }
    case .compare(let comparison, let left, let right):
      let left = bind(left, table)
      let right = bind(right, table)
      return { row in truth(Compare.holds(comparison, left(row), right(row))) }
    case .isIn(let left, let items, let negated):
      let readers = items.map { bind($0, table) }
      let left = bind(left, table)
      return { row in truth(Compare.isIn(left(row), readers, row, negated: negated)) }
    case .inKeys(let left, let keys, let negated):
      operand = left
      test = { $0.isEmpty ? nil : keys.places(of: $0).isEmpty == negated }
    case .isFolded(let left, let folded, let negated):
      operand = left
      test = { Compare.isFolded($0, folded).map { $0 != negated } }
    case .matches(let left, let match, let negated):
      operand = left
      test = { $0.isEmpty ? nil : match.matches($0) != negated }
    case .isEmpty(let left, let negated):
      operand = left
      test = { $0.isEmpty != negated }
    default: return bind(node, table)
    }
    if case .column(let name) = operand, let codes = table.column(name)?.codes, codes.count <= table.rows.count {
      let results = (0..<codes.count).map { truth(test(codes.value(of: $0))) }
      let ofNull = truth(test(.null))
      return { row in codes.code(at: row).map { results[$0] } ?? ofNull }
    }
    let read = bind(operand, table)
    return { row in truth(test(read(row))) }
  }

  private static func truth(_ value: Bool?) -> Value { value.map(Value.truth) ?? .null }

  /// `and` (a false decides) and `or` (a true does).
  private static func connect(_ operands: [@Sendable (Int) -> Value], _ row: Int, decider: Bool) -> Value {
    var isKnown = true
    for operand in operands {
      guard case .truth(let truth) = operand(row) else {
        isKnown = false
        continue
      }
      if truth == decider { return .truth(decider) }
    }
    return isKnown ? .truth(!decider) : .null
  }
}
