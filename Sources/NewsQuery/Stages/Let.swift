/// `let long = words > 800`: one more column.
public struct Let: Stage {
  public static let usage = StageUsage(
    "let", synonyms: ["extend", "eval"], group: .shape, forms: [.items(isOptional: false)],
    summary: "further columns, computed from the others")
  public static let traits = StageTraits(.rows, reads: .columns, order: .kept, followsRecords: true)

  public let output: Schema
  public let notes: [Diagnostic]
  private let items: [NamedExpression]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.items, !written.isEmpty else {
      throw call.missing("a column", hint: "let long = words > 800")
    }
    var schema = input
    var items: [NamedExpression] = []
    for item in written {
      guard item.name != nil else {
        throw Diagnostic("this column needs a name", at: item.expression.span, hint: "give it one: `let name = …`")
      }
      let named = try NamedExpression(item, schema: schema, context: context)
      items.append(named)
      // A later item may use an earlier one.
      schema = Let.adding(named.field, to: schema)
    }
    self.items = items
    output = schema
    notes = input.hiding(items.map(\.name), of: call)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    for item in items {
      let column = item.expression.column(of: result)
      if let place = result.columns.firstIndex(where: { $0.name == item.name }) {
        result.columns[place].column = column
      } else {
        result.columns.append(.init(item.name, column))
      }
    }
    return result
  }

  private static func adding(_ field: Schema.Field, to schema: Schema) -> Schema {
    var schema = schema
    if let place = schema.columns.firstIndex(where: { $0.name == field.name }) {
      schema.columns[place] = field
    } else {
      schema.columns.append(field)
    }
    return schema
  }
}
