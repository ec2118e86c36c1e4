/// `"cash for access" | copies | first`: the earliest of each group.
public struct First: Stage {
  public static let usage = StageUsage(
    "first", group: .news, forms: [], summary: "after `copies` or `versions`: the earliest of each group")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: false)

  public let output: Schema

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.columns.contains(.init("group", .number)), input.columns.contains(.init("place", .number)) else {
      throw Diagnostic(
        "`first` takes the earliest of each group, and there are no groups here", at: call.nameSpan,
        hint: "put `copies` or `versions` before it; `head 1` gives the first row")
    }
    output = input
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let places = table.column("place") else { return table }
    var result = table
    result.rows = table.rows.filter { places.value(at: Int($0)) == .number(1) }
    return result
  }
}
