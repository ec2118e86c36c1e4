/// `tail 5`: the last rows, in the order they had; `tail 3 by source`: the last rows of each value.
public struct Tail: Stage {
  public static let usage = StageUsage(
    "tail", group: .keep, forms: [.count("n"), .clause("by", [.items(isOptional: false)])],
    summary: "the last rows, in all or of each value; 10 by default")
  public static let traits = StageTraits(.pick, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema
  private let count: Int
  private let keys: GroupKeys

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    count = call.count ?? 10
    keys = try GroupKeys(call, input: input, context: context, allowsLists: true)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    if !keys.isEmpty {
      result.rows = try keys.kept(table, table.rows.indices.reversed(), count, context)
      return result
    }
    if table.rows.count > count { result.rows = Array(table.rows.suffix(count)) }
    return result
  }
}
