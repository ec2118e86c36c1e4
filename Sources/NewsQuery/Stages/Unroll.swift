/// `unroll tags`: a row for each item of a list; a row whose list is empty stays, without a value.
public struct Unroll: Stage {
  public static let usage = StageUsage(
    "unroll", synonyms: ["explode", "mv-expand"], group: .shape, forms: [.column],
    summary: "a row for each item of a list")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  public let output: Schema
  private let name: String

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.column else { throw call.missing("a column", hint: "unroll tags") }
    let field = try input.column(written)
    guard field.type == .list else {
      throw Diagnostic(
        "`unroll` takes a list, and `\(field.name)` is \(ExpressionChecker.describe(field.type))", at: written.span)
    }
    name = field.name
    var schema = input
    if let place = schema.columns.firstIndex(where: { $0.name == field.name }) {
      schema.columns[place].type = .text
    } else {
      schema.columns.append(.init(field.name, .text))
    }
    if schema.rows == .articles { schema.rows = .passages }
    schema.replace(field.name)
    output = schema
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let column = table.column(name) else { return table }
    var sources: [UInt32] = []
    var items: [Value] = []
    for row in table.rows {
      guard case .list(let values) = column.value(at: Int(row)), !values.isEmpty else {
        sources.append(row)
        items.append(.null)
        continue
      }
      for value in values {
        sources.append(row)
        items.append(value)
      }
    }
    var result = table.repeating(sources)
    let unrolled = StoredColumn(.text, items)
    if let place = result.columns.firstIndex(where: { $0.name == name }) {
      result.columns[place].column = unrolled
    } else {
      result.columns.append(.init(name, unrolled))
    }
    return result
  }
}
