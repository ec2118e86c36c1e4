/// `head 5`: the first rows; `head 3 by source`: the first rows of each value.
public struct Head: Stage {
  public static let usage = StageUsage(
    "head", synonyms: ["limit", "take"], group: .keep,
    forms: [.count("n"), .clause("by", [.items(isOptional: false)])],
    summary: "the first rows, in all or of each value; 10 by default")
  public static let traits = StageTraits(.pick, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema
  /// How many rows are kept.
  public let count: Int
  private let keys: GroupKeys

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    count = call.count ?? 10
    keys = try GroupKeys(call, input: input, context: context, allowsLists: true)
  }

  public var firstRowCount: Int? { keys.isEmpty ? count : nil }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    if !keys.isEmpty {
      result.rows = try keys.kept(table, table.rows.indices, count, context)
      return result
    }
    if table.rows.count > count { result.rows = Array(table.rows.prefix(count)) }
    return result
  }
}
