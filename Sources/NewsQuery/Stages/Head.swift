/// `head 5`: the first rows.
public struct Head: Stage {
  public static let usage = StageUsage(
    "head", synonyms: ["limit", "take"], group: .keep, forms: [.count("n")], summary: "the first rows, 10 by default")
  public static let traits = StageTraits(.pick, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema
  /// How many rows are kept.
  public let count: Int

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    count = call.count ?? 10
  }

  public var firstRowCount: Int? { count }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    if table.rows.count > count { result.rows = Array(table.rows.prefix(count)) }
    return result
  }
}
