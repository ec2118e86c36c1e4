/// `tail 5`: the last rows, in the order they had.
public struct Tail: Stage {
  public static let usage = StageUsage(
    "tail", group: .keep, forms: [.count("n")], summary: "the last rows, 10 by default")
  public static let traits = StageTraits(.pick, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema
  private let count: Int

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    count = call.count ?? 10
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    if table.rows.count > count { result.rows = Array(table.rows.suffix(count)) }
    return result
  }
}
