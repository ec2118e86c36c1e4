/// `where words > 800`: the rows for which it holds.
public struct Where: Stage {
  public static let usage = StageUsage(
    "where", synonyms: ["filter"], group: .keep, forms: [.expression], summary: "rows for which a condition holds")
  public static let traits = StageTraits(.rows, reads: .columns, order: .kept, followsRecords: true)

  public let output: Schema
  private let condition: CompiledExpression

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let expression = call.expression else { throw call.missing("a condition", hint: "where words > 800") }
    output = input
    condition = CompiledExpression(
      node: try ExpressionChecker(schema: input, context: context).truth(expression, of: "where"), type: .truth)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    let reader = condition.reader(of: table)
    let rows = table.rows
    result.rows = try Parallel.rows(rows.count, context) { range in rows[range].filter { reader.isTrue(at: $0) } }
    return result
  }
}
