/// `stats n = count, avg(words) by source`: sums over rows, in all or for each value.
public struct Stats: PartialStage {
  public static let usage = StageUsage(
    "stats", synonyms: ["summarize", "aggregate"], group: .count,
    forms: [.aggregates, .clause("by", [.items(isOptional: false)])],
    summary: "sums, means, percentiles and the like, in all or for each value")
  public static let traits = StageTraits(.merge, reads: .columns, order: .made, followsRecords: false)

  private struct Item: Sendable {
    var name: String
    var call: AggregateCall
    /// The rows that are counted; nil for all.
    var condition: CompiledExpression?

    var state: AggregateState { condition != nil && call.operand == nil ? .count(0) : call.state }

    func value(of state: AggregateState, rowCount: Int) -> Value {
      if condition != nil, call.operand == nil { return state.value }
      return call.value(of: state, rowCount: rowCount)
    }
  }

  public let output: Schema
  private let keys: [NamedExpression]
  private let items: [Item]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.items, !written.isEmpty else {
      throw call.missing("what to compute", hint: "stats avg(words) by source")
    }
    let keys = try NamedExpression.all(call.clause("by")?.items ?? [], schema: input, context: context)
    var items: [Item] = []
    for argument in written {
      let item = try Stats.item(argument, input, context)
      if items.contains(where: { $0.name == item.name }) || keys.contains(where: { $0.name == item.name }) {
        throw Diagnostic(
          "two columns named `\(item.name)`", at: argument.name?.span ?? argument.expression.span,
          hint: "give one another name: `\(item.name)2 = …`")
      }
      items.append(item)
    }
    self.keys = keys
    self.items = items
    let keyFields = keys.map { Schema.Field($0.name, $0.type == .list ? .text : $0.type) }
    let counting = items.filter { $0.call.aggregate == .count || $0.call.aggregate == .distinct }
    output = .counted(
      keyFields + items.map { .init($0.name, $0.call.type) },
      .init(
        keys: keyFields.map(\.name), measure: items.first { $0.call.type == .number }?.name,
        counts: Set(counting.map(\.name))))
  }

  private static func item(
    _ argument: Argument.Item, _ input: Schema, _ context: PlanContext
  ) throws(Diagnostic) -> Item {
    let function: FieldName
    let operands: [Expression]
    switch argument.expression.kind {
    case .call(let name, let arguments): (function, operands) = (name, arguments)
    case .column(let name) where name.name.lowercased() == "count": (function, operands) = (name, [])
    default:
      throw Diagnostic(
        "`stats` takes sums over rows", at: argument.expression.span,
        hint: "such as count, avg(words), list(source); values of one row: | let")
    }
    guard let aggregate = Aggregate(rawValue: function.name.lowercased()) else {
      if let mistake = Stats.outside(argument, function, operands) { throw mistake }
      let names = Aggregate.allCases.map(\.rawValue)
      let lowered = function.name.lowercased()
      if WindowCall.orderNames.contains(lowered) {
        throw Diagnostic(
          "`\(lowered)` has a value in each row", at: function.span, hint: "it is made in `let`, after the counting")
      }
      let nearest = Aggregate.usual[lowered] ?? Spelling.nearest(to: function.name, among: names)
      throw Diagnostic(
        "`stats` knows no `\(function.name)`", at: function.span,
        hint: nearest.map { "did you mean `\($0)`?" } ?? "it knows \(names.joined(separator: " "))")
    }
    let checker = ExpressionChecker(schema: input, context: context)
    let call = try AggregateCall(aggregate, operands, argument.expression.span, checker: checker)
    var condition: CompiledExpression?
    if let written = argument.condition {
      condition = CompiledExpression(node: try checker.truth(written, of: "where"), type: .truth)
    }
    return Item(name: argument.name?.name ?? aggregate.rawValue, call: call, condition: condition)
  }

  /// `round(avg(words), 1)`: what is made of a sum comes after it.
  private static func outside(
    _ argument: Argument.Item, _ function: FieldName, _ operands: [Expression]
  ) -> Diagnostic? {
    guard case .call(let inner, _)? = operands.first?.kind, Aggregate(rawValue: inner.name.lowercased()) != nil else {
      return nil
    }
    let name = argument.name ?? FieldName(inner.name.lowercased(), inner.span)
    let span = argument.expression.span
    let after = Expression(
      .call(name: function, arguments: [Expression(.column(name), span)] + operands.dropFirst()), span)
    return Diagnostic(
      "`stats` takes sums over rows, not what is made of them", at: function.span,
      hint: "take `\(Printer.text(of: operands[0]))`, and after `stats`: "
        + "`| let \(Printer.name(name.name)) = \(Printer.text(of: after))`")
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table { try answer(table, context) }

  static let pieces = RowPieces.Kind.inOrder

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> GroupStates {
    let groups = try RowGroups(keys.map { $0.expression.column(of: table) }, table, context)
    var states = [[AggregateState]](repeating: items.map(\.state), count: groups.count)
    let readers = items.map { ($0.call.operand?.reader(of: table), $0.condition?.reader(of: table)) }
    for (place, row) in table.rows.enumerated() {
      if place & 1023 == 0 { try progress.advance(by: min(1024, table.rows.count - place)) }
      for (item, (reader, condition)) in readers.enumerated() {
        if let condition, !condition.isTrue(at: row) { continue }
        let value: Value
        if let reader {
          value = reader.value(at: row)
        } else if condition != nil {
          value = .truth(true)
        } else {
          continue
        }
        for group in groups.groups(ofRowAt: place) { states[Int(group)][item].add(value) }
      }
    }
    var result = GroupStates()
    let sizes = groups.sizes
    for group in 0..<groups.count { result.append(groups.values[group], size: sizes[group], states[group]) }
    return result
  }

  func table(of state: GroupStates, like table: Table, _ context: RunContext) throws -> Table {
    var state = state
    // Without a key there is one group, also of no rows.
    if keys.isEmpty, state.count == 0 { state.append([], size: 0, items.map(\.state)) }
    let order = RowGroups.order(of: state.values, by: state.sizes)
    var columns: [Table.NamedColumn] = []
    for index in keys.indices {
      let field = output.columns[index]
      columns.append(.init(field.name, StoredColumn(field.type, order.map { state.values[$0][index] })))
    }
    for (index, item) in items.enumerated() {
      let cells = order.map { group in
        item.value(of: state.items[group][index], rowCount: state.sizes[group])
      }
      columns.append(.init(item.name, StoredColumn(item.call.type, cells)))
    }
    return table.counted(columns, rowCount: order.count)
  }
}
