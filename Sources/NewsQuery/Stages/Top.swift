/// `top 10 source`: the most frequent values of a column and how many rows have them.
public struct Top: PartialStage {
  public static let usage = StageUsage(
    "top", group: .count, forms: [.count("n"), .column], summary: "the most frequent values of a column, 10 if not said"
  )
  public static let traits = StageTraits(.merge, reads: .columns, order: .ignored, followsRecords: false)

  public let output: Schema
  private let count: Int
  private let name: String

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.column else { throw call.missing("a column", hint: "top 10 source") }
    let field = try input.column(written)
    count = try call.positiveCount(default: 10)
    name = field.name
    output = .counted(
      [.init(field.name, field.type == .list ? .text : field.type), .init("count", .number)],
      .init(keys: [field.name], measure: "count", counts: ["count"]))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table { try answer(table, context) }

  static let pieces = RowPieces.Kind.inOrder
  // Values of a column are numbered once for all rows.
  static let leastPieceSize: Int? = .max / 2

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> ValueCounts {
    guard let column = table.column(name) else { return ValueCounts() }
    if let codes = column.codes, codes.count <= 4 * table.rows.count + 1024 {
      return ValueCounts(of: codes, in: table.rows)
    }
    return ValueCounts(GroupStates(try RowGroups([column], table, context)))
  }

  func table(of state: ValueCounts, like table: Table, _ context: RunContext) throws -> Table {
    guard table.column(name) != nil else { return table.counted([], rowCount: 0) }
    return counted(state.most(count), table)
  }

  private func counted(_ most: [(value: Value, count: Int)], _ table: Table) -> Table {
    table.counted(
      [
        .init(name, StoredColumn(output.columns[0].type, most.map(\.value))),
        .init("count", StoredColumn(.number, most.map { .number(Double($0.count)) })),
      ], rowCount: most.count)
  }
}
