/// `let long = words > 800`: one more column. `let pct = 100 * count / sum(count) by year`: aggregates are over all rows, or over
/// those of a group.
public struct Let: Stage {
  public static let usage = StageUsage(
    "let", synonyms: ["extend", "eval"], group: .shape,
    forms: [.items(isOptional: false), .clause("by", [.items(isOptional: false)])],
    summary: "further columns, computed from the others and across rows")
  public static let traits = StageTraits(.rows, reads: .columns, order: .kept, followsRecords: true)

  public let output: Schema
  public let notes: [Diagnostic]
  private let items: [NamedExpression]
  /// The columns across rows that each item reads.
  private let windows: [[WindowColumn]]
  private let keys: GroupKeys

  public var cut: StageTraits.Cut { windows.allSatisfy(\.isEmpty) ? .rows : .whole }

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.items, !written.isEmpty else {
      throw call.missing("a column", hint: "let long = words > 800")
    }
    var schema = input
    var items: [NamedExpression] = []
    var windows: [[WindowColumn]] = []
    for item in written {
      guard item.name != nil else {
        throw Diagnostic("this column needs a name", at: item.expression.span, hint: "give it one: `let name = …`")
      }
      let gathered = WindowColumns(items.count)
      let named = try NamedExpression(item, schema: schema, context: context, windows: gathered)
      items.append(named)
      windows.append(gathered.columns)
      // A later item may use an earlier one.
      let isBound = !gathered.columns.isEmpty || named.expression.reads(schema.bound)
      schema = Let.adding(named.field, to: schema)
      schema.replace(named.name)
      schema.bind([named.name], if: isBound)
    }
    self.items = items
    self.windows = windows
    keys = try GroupKeys(call, input: input, context: context, allowsLists: false)
    if !keys.isEmpty, windows.allSatisfy(\.isEmpty), let by = call.clause("by") {
      throw Diagnostic(
        "`by` says over which rows sums are made, and there is none here", at: by.span,
        hint: "for example `let pct = 100 * count / sum(count) by year`")
    }
    output = schema
    var notes = input.hiding(items.map(\.name), of: call)
    if input.rows == .articles, context.isInSearchOrder, windows.joined().contains(where: \.kind.dependsOnOrder) {
      notes.append(
        Diagnostic(
          "the newest article is first, so that what comes before a row is later in time", at: call.nameSpan,
          hint: "put `| sort date` before `let`", severity: .note))
    }
    self.notes = notes
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    var members: [[Int]]?
    for (item, windows) in zip(items, windows) {
      var read = result
      if !windows.isEmpty {
        let known = try members ?? keys.groups(of: table, context).members
        members = known
        // A column across rows may read one before it.
        for window in windows {
          if context.isInterrupted() { throw Interrupted() }
          read.columns.append(.init(window.name, try window.column(of: read, known, context)))
        }
      }
      let column = item.expression.column(of: read)
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
