/// `distinct source`: the first row of each value; without a column, of each row as it is shown.
public struct Distinct: Stage {
  public static let usage = StageUsage(
    "distinct", synonyms: ["unique", "dedup"], group: .keep, forms: [.items(isOptional: true)],
    summary: "the first row of each value")

  public let output: Schema
  private let keys: [NamedExpression]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    keys = try NamedExpression.all(call.items ?? [], schema: input, context: context)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    let columns = keys.isEmpty ? table.columns.map(\.column) : keys.map { $0.expression.column(of: table) }
    if columns.count == 1, let codes = columns[0].codes {
      var isSeen = [Bool](repeating: false, count: codes.count + 1)
      result.rows = table.rows.filter { row in
        let code = codes.code(at: Int(row)) ?? codes.count
        defer { isSeen[code] = true }
        return !isSeen[code]
      }
      return result
    }
    let rows = table.rows
    let cells = try Parallel.rows(rows.count, context) { range in
      rows[range].map { row in columns.map { $0.value(at: Int(row)) } }
    }
    var seen: Set<[Value]> = []
    result.rows = rows.indices.filter { seen.insert(cells[$0]).inserted }.map { rows[$0] }
    return result
  }
}
