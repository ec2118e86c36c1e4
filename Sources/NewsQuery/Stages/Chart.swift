/// `timeline by month | chart`: the rows drawn as bars, over time, or as a heat strip of two keys.
public struct Chart: Stage {
  public static let usage = StageUsage(
    "chart", synonyms: ["plot"], group: .end, forms: [], summary: "the rows drawn: bars, over time, or a heat strip")
  public static let traits = StageTraits(.end, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard ChartModel.columns(of: input.columns.map { ($0.name, $0.type) }) != nil else {
      throw Diagnostic(
        "there is no number to draw", at: call.nameSpan,
        hint: "count first, for example `| timeline by month | chart`")
    }
    output = input
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    result.presentation = .chart
    return result
  }
}
