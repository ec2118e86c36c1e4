/// A column that a stage makes from an expression: `n = length(tags)`, `year(date)`, `source`.
struct NamedExpression: Sendable {
  var name: String
  var expression: CompiledExpression
  var type: ValueType { expression.type ?? .text }

  init(
    _ item: Argument.Item, schema: Schema, context: PlanContext, windows: WindowColumns? = nil
  ) throws(Diagnostic) {
    expression = try CompiledExpression(item.expression, schema: schema, context: context, windows: windows)
    if let name = item.name {
      self.name = name.name
    } else if case .column = item.expression.kind, let column = expression.columnName {
      name = column
    } else if case .call(let function, _) = item.expression.kind {
      name = function.name.lowercased()
    } else {
      throw Diagnostic("this column needs a name", at: item.expression.span, hint: "give it one: `name = …`")
    }
  }

  /// All items, no two of the same name.
  static func all(
    _ items: [Argument.Item], schema: Schema, context: PlanContext
  ) throws(Diagnostic) -> [NamedExpression] {
    var made: [NamedExpression] = []
    for item in items {
      let named = try NamedExpression(item, schema: schema, context: context)
      if made.contains(where: { $0.name == named.name }) {
        throw Diagnostic(
          "two columns named `\(named.name)`", at: item.name?.span ?? item.expression.span,
          hint: "give one another name: `\(named.name)2 = …`")
      }
      made.append(named)
    }
    return made
  }

  var field: Schema.Field { .init(name, type) }
}
