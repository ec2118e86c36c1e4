/// `unpivot lean = left, right`: a row for each of some columns, with its name in one column and its value in another.
public struct Unpivot: Stage {
  public static let usage = StageUsage(
    "unpivot", synonyms: ["melt"], group: .shape, forms: [.items(isOptional: false)],
    summary: "a row for each of some columns")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: false)

  public let output: Schema
  private let name: String
  private let columns: [Schema.Field]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let items = call.items, let name = items.first?.name else {
      throw call.missing("a name and columns", hint: "unpivot lean = left, right")
    }
    var columns: [Schema.Field] = []
    for (place, item) in items.enumerated() {
      if place > 0, let second = item.name {
        throw Diagnostic(
          "`unpivot` makes one column of names", at: second.span, hint: "it is written `unpivot lean = left, right`")
      }
      guard case .column(let written) = item.expression.kind else {
        throw Diagnostic("`unpivot` takes the names of columns", at: item.expression.span)
      }
      let field = try input.column(written)
      if let first = columns.first, first.type != field.type {
        throw Diagnostic(
          "`\(field.name)` is \(ExpressionChecker.describe(field.type)), and `\(first.name)` is \(ExpressionChecker.describe(first.type))",
          at: written.span, hint: "make them alike with `let`: `text(\(Printer.name(field.name)))`")
      }
      columns.append(field)
    }
    self.name = name.name
    self.columns = columns
    var schema = input
    schema.columns.removeAll { field in columns.contains { $0.name == field.name } }
    for made in [name.name, "value"] where schema.columns.contains(where: { $0.name == made }) {
      throw Diagnostic("there is a column `\(made)` already", at: name.span, hint: "rename it first with `select`")
    }
    schema.columns += [.init(name.name, .text), .init("value", columns[0].type)]
    if schema.rows == .articles { schema.rows = .passages }
    if schema.rows == .counted {
      let isCounted = columns.allSatisfy { input.roles.counts.contains($0.name) }
      schema.roles = .init(
        keys: input.roles.keys.filter { key in schema.columns.contains { $0.name == key } } + [name.name],
        measure: columns[0].type == .number ? "value" : nil, counts: isCounted ? ["value"] : [])
    }
    output = schema
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let sources = table.rows.flatMap { Array(repeating: $0, count: columns.count) }
    let cells = columns.map { table.column($0.name) }
    var result = table.repeating(sources)
    result.columns.removeAll { column in columns.contains { $0.name == column.name } }
    let names = columns.map { Value.text($0.name) }
    let width = columns.count
    result.columns.append(.init(name, ComputedColumn(.text) { names[$0 % width] }))
    result.columns.append(
      .init("value", ComputedColumn(columns[0].type) { cells[$0 % width]?.value(at: Int(sources[$0])) ?? .null }))
    return result
  }
}
