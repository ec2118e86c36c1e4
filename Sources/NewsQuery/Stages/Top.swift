/// `top 10 source`: the most frequent values of a column and how many rows have them.
public struct Top: Stage {
  public static let readsColumnsOnly = true
  public static let usage = StageUsage(
    "top", group: .count, forms: [.count("n"), .column], summary: "the most frequent values of a column, 10 if not said"
  )

  public let output: Schema
  private let count: Int
  private let name: String

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.column else { throw call.missing("a column", hint: "top 10 source") }
    let field = try input.column(written)
    count = try call.positiveCount(default: 10)
    name = field.name
    output = .counted([.init(field.name, field.type == .list ? .text : field.type), .init("count", .number)])
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let column = table.column(name) else { return table.counted([], rowCount: 0) }
    let groups = try RowGroups([column], table, context)
    let sizes = groups.sizes
    let order = groups.order(by: sizes).filter { !groups.values[$0][0].isNull }.prefix(count)
    return table.counted(
      [
        .init(name, StoredColumn(output.columns[0].type, order.map { groups.values[$0][0] })),
        .init("count", StoredColumn(.number, order.map { .number(Double(sizes[$0])) })),
      ], rowCount: order.count)
  }
}
