/// `select id, n = length(tags)`: these columns and no others are shown.
public struct Select: Stage {
  public static let usage = StageUsage(
    "select", synonyms: ["project", "fields"], group: .shape, forms: [.items(isOptional: false)],
    summary: "the columns to show, also computed ones")
  public static let traits = StageTraits(
    .rows, reads: .columns, order: .kept, followsRecords: true, replacesColumns: true)

  public private(set) var output: Schema
  private let items: [NamedExpression]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.items, !written.isEmpty else {
      throw call.missing("a column", hint: "select id, headline")
    }
    items = try NamedExpression.all(Select.expanded(written, input), schema: input, context: context)
    output = input.showing(items.map(\.field))
    for item in items {
      output.bind([item.name], if: item.expression.reads(input.bound))
      if item.expression.columnName != item.name { output.replace(item.name) }
    }
    if input.rows == .counted { output.roles = input.roles.renamed(items) }
  }

  /// The items with each `*` replaced by the columns that are shown and the articles' own, in their order.
  private static func expanded(_ items: [Argument.Item], _ input: Schema) -> [Argument.Item] {
    guard items.contains(where: \.isAll) else { return items }
    var names = Set(items.compactMap { $0.name?.name })
    for case .column(let column) in items.map(\.expression.kind) { names.insert(column.name) }
    let all = input.columns + (input.rows == .counted ? [] : input.carried + input.articleColumns)
    return items.flatMap { item -> [Argument.Item] in
      guard item.isAll else { return [item] }
      let span = item.expression.span
      return all.filter { names.insert($0.name).inserted }.map {
        Argument.Item(name: nil, expression: Expression(.column(FieldName($0.name, span)), span))
      }
    }
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    result.columns = items.map { .init($0.name, $0.expression.column(of: table)) }
    if result.presentation == .concordance { result.presentation = .table }
    return result
  }
}

extension Schema.Roles {
  /// The roles of columns under their new names; a column that is left out has none.
  fileprivate func renamed(_ items: [NamedExpression]) -> Schema.Roles {
    func names(_ column: String) -> [String] { items.filter { $0.expression.columnName == column }.map(\.name) }
    return Schema.Roles(
      keys: keys.flatMap(names), measure: measure.flatMap { names($0).first }, counts: Set(counts.flatMap(names)))
  }
}
