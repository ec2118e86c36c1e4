/// `stats n = count, avg(words) by source`: sums over rows, in all or for each value.
public struct Stats: Stage {
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

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let groups = try RowGroups(keys.map { $0.expression.column(of: table) }, table, context)
    let sizes = groups.sizes
    let members = groups.members
    let order = groups.order(by: sizes)
    var columns: [Table.NamedColumn] = []
    for index in keys.indices {
      let field = output.columns[index]
      columns.append(.init(field.name, StoredColumn(field.type, order.map { groups.values[$0][index] })))
    }
    for item in items {
      guard let operand = item.operand else {
        columns.append(.init(item.name, StoredColumn(.number, order.map { .number(Double(sizes[$0])) })))
        continue
      }
      let reader = operand.reader(of: table)
      let rows = table.rows
      let cells = try Parallel.rows(rows.count, context) { range in rows[range].map { reader.value(at: $0) } }
      let results = order.map { group in item.aggregate.value(of: members[group].map { cells[$0] }) }
      columns.append(.init(item.name, StoredColumn(item.type, results)))
    }
    return table.counted(columns, rowCount: order.count)
  }
}
