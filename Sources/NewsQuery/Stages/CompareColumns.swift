/// `compare left vs right`: the difference and the ratio of two columns, and for counts how far their shares are apart.
///
/// Log-likelihood (Dunning 1993) is against the two columns' totals, as in `keywords`.
public struct CompareColumns: Stage {
  public static let usage = StageUsage(
    "compare", group: .shape, forms: [.column, .clause("vs", [.column])],
    summary: "the difference and the ratio of two columns of numbers")
  public static let traits = StageTraits(.whole, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema
  private let left: String
  private let right: String
  private let isCounted: Bool

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let first = call.columns.first, let second = call.clause("vs")?.column else {
      throw call.missing("two columns", hint: "compare left vs right")
    }
    let fields = [try input.column(first), try input.column(second)]
    for (field, name) in zip(fields, [first, second]) where field.type != .number {
      throw Diagnostic(
        "`compare` takes numbers, and `\(field.name)` is \(ExpressionChecker.describe(field.type))", at: name.span,
        hint: field.type == .text ? "a column for each value is made by `| pivot \(Printer.name(field.name)) (…)`" : nil
      )
    }
    (left, right) = (fields[0].name, fields[1].name)
    isCounted = fields.allSatisfy { input.roles.counts.contains($0.name) }
    var schema = input
    let made = ["difference", "ratio"] + (isCounted ? ["log_likelihood"] : [])
    schema.columns.removeAll { made.contains($0.name) }
    schema.columns += made.map { .init($0, .number) }
    schema.roles.measure = "difference"
    output = schema
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let left = table.column(left), let right = table.column(right) else { return table }
    func total(_ column: any Column) -> Double {
      var sum = ExactSum()
      for row in table.rows { sum.add(column.value(at: Int(row))) }
      return sum.value
    }
    let (leftTotal, rightTotal) = (total(left), total(right))
    func column(_ compute: @escaping @Sendable (Double, Double) -> Double?) -> ComputedColumn {
      ComputedColumn(.number) { row in
        guard let a = left.value(at: row).double, let b = right.value(at: row).double, let number = compute(a, b),
          number.isFinite
        else { return .null }
        return .number(number)
      }
    }
    var made: [Table.NamedColumn] = [
      .init("difference", column { $0 - $1 }),
      .init("ratio", column { $1 == 0 ? nil : NumberFunctions.rounded($0 / $1, digits: 2) }),
    ]
    if isCounted {
      let likelihood = column { a, b in
        NumberFunctions.rounded(
          Association.logLikelihood(both: a, xOnly: leftTotal - a, yOnly: b, neither: rightTotal - b), digits: 2)
      }
      made.append(.init("log_likelihood", likelihood))
    }
    var result = table
    result.columns.removeAll { column in made.contains { $0.name == column.name } }
    result.columns += made
    return result
  }
}
