/// `stats n = count, avg(words) by source`: sums over rows, in all or for each value.
public struct Stats: PartialStage {
  public static let usage = StageUsage(
    "stats", synonyms: ["summarize", "aggregate"], group: .count,
    forms: [.items(isOptional: false), .clause("by", [.items(isOptional: false)])],
    summary: "count distinct sum avg median min max first last list, in all or for each value")
  public static let traits = StageTraits(.merge, reads: .columns, order: .made, followsRecords: false)

  private struct Item: Sendable {
    var name: String
    var aggregate: Aggregate
    /// Nil for `count` of rows.
    var operand: CompiledExpression?
    var type: ValueType
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
    output = .counted(keyFields + items.map { .init($0.name, $0.type) })
  }

  /// What other tools call them.
  private static let usual = [
    "average": "avg", "mean": "avg", "total": "sum", "minimum": "min", "maximum": "max", "dc": "distinct",
    "dcount": "distinct", "values": "list",
  ]

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
      let names = Aggregate.allCases.map(\.rawValue)
      let nearest = usual[function.name.lowercased()] ?? Spelling.nearest(to: function.name, among: names)
      throw Diagnostic(
        "`stats` knows no `\(function.name)`", at: function.span,
        hint: nearest.map { "did you mean `\($0)`?" } ?? "it knows \(names.joined(separator: " "))")
    }
    let name = argument.name?.name ?? aggregate.rawValue
    if operands.isEmpty, aggregate == .count { return Item(name: name, aggregate: .count, operand: nil, type: .number) }
    guard operands.count == 1 else {
      throw Diagnostic(
        "`\(aggregate.rawValue)` takes one column", at: argument.expression.span,
        hint: "for example `\(aggregate.rawValue)(words)`")
    }
    let operand = try CompiledExpression(operands[0], schema: input, context: context)
    guard let type = aggregate.result(of: operand.type ?? .number) else {
      throw Diagnostic(
        "`\(aggregate.rawValue)` cannot be made of \(ExpressionChecker.describe(operand.type)) values",
        at: operands[0].span,
        hint: operand.type == .list ? "take its items: | unroll" : "count, distinct, min, max, first, last, list can")
    }
    return Item(name: name, aggregate: aggregate, operand: operand, type: type)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table { try answer(table, context) }

  static let pieces = RowPieces.Kind.inOrder

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> GroupStates {
    let groups = try RowGroups(keys.map { $0.expression.column(of: table) }, table, context)
    var states = [[AggregateState]](
      repeating: items.map { AggregateState($0.operand == nil ? .first : $0.aggregate) }, count: groups.count)
    let readers = items.map { $0.operand?.reader(of: table) }
    for (place, row) in table.rows.enumerated() {
      if place & 1023 == 0 { try progress.advance(by: min(1024, table.rows.count - place)) }
      for (item, reader) in readers.enumerated() {
        guard let reader else { continue }
        let value = reader.value(at: row)
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
    if keys.isEmpty, state.count == 0 { state.append([], size: 0, items.map { AggregateState($0.aggregate) }) }
    let order = RowGroups.order(of: state.values, by: state.sizes)
    var columns: [Table.NamedColumn] = []
    for index in keys.indices {
      let field = output.columns[index]
      columns.append(.init(field.name, StoredColumn(field.type, order.map { state.values[$0][index] })))
    }
    for (index, item) in items.enumerated() {
      let cells = order.map { group in
        item.operand == nil ? Value.number(Double(state.sizes[group])) : state.items[group][index].value
      }
      columns.append(.init(item.name, StoredColumn(item.type, cells)))
    }
    return table.counted(columns, rowCount: order.count)
  }
}
