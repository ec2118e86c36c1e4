/// `share by source`: how many of a thousand articles that a source has in the archive are among these.
///
/// The archive is taken under the same conditions on date, source, section and language as the search has at its top, so
/// that `migrant* date:2024 | share by source` never divides by all years; a note names them.
public struct Share: Stage {
  public static let usage = StageUsage(
    "share", group: .count, forms: [.clause("by", [.items(isOptional: false)])],
    summary: "per thousand of each value's articles in the archive")
  public static let traits = StageTraits(.merge, reads: .archive, order: .made, followsRecords: false)

  public let output: Schema
  public let notes: [Diagnostic]
  private let keys: [NamedExpression]
  private let divisor: CompiledSearch?

  private static let fields: Set<String> = ["date", "source", "section", "language"]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.rows == .articles else {
      throw Diagnostic(
        "`share` is about articles, and these rows are \(input.rows == .passages ? "pieces of them" : "counted")",
        at: call.nameSpan, hint: "put `share` right after the search")
    }
    guard let items = call.clause("by")?.items, !items.isEmpty else {
      throw call.missing("`by` and a column", hint: "share by source")
    }
    keys = try NamedExpression.all(items, schema: input, context: context)
    let conditions = (context.searchSyntax?.topLevel ?? []).filter(Share.isKept)
    if let first = conditions.first {
      let search = conditions.count == 1 ? first : Search(.and(conditions), first.span)
      divisor = try context.compile(search)
      notes = [Diagnostic("per thousand articles of `\(Printer.text(of: search))`", severity: .note)]
    } else {
      divisor = nil
      notes = [Diagnostic("per thousand articles of the archive", severity: .note)]
    }
    output = .counted(
      keys.map { .init($0.name, $0.type == .list ? .text : $0.type) }
        + [.init("count", .number), .init("total", .number), .init("per_thousand", .number)])
  }

  private static func isKept(_ condition: Search) -> Bool {
    func isField(_ name: FieldName) -> Bool {
      fields.contains(Field.named(name.name)?.name ?? name.name.lowercased())
    }
    switch condition.kind {
    case .field(let name, _), .compare(let name, _, _), .range(let name, _, _), .valueIs(let name, _, _),
      .isEmpty(let name, _):
      return isField(name)
    case .not(let inner): return isKept(inner)
    case .or(let parts): return parts.allSatisfy(isKept)
    default: return false
    }
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let groups = try RowGroups(keys.map { $0.expression.column(of: table) }, table, context)
    let counts = groups.sizes
    var base = table
    base.rows = try divisor?.articles(context) ?? Array(0..<UInt32(table.archive.articleCount))
    let all = try RowGroups(keys.map { $0.expression.column(of: base) }, base, context)
    let sizes = all.sizes
    var totals: [[Value]: Int] = [:]
    for (group, values) in all.values.enumerated() { totals[values] = sizes[group] }
    let shares = groups.values.indices.map { group -> Double? in
      guard let total = totals[groups.values[group]], total > 0 else { return nil }
      return NumberFunctions.rounded(1000 * Double(counts[group]) / Double(total), digits: 2)
    }
    let byCount = groups.order(by: counts)
    // The greatest share first; those alike stay in the order of `count`.
    let order = byCount.enumerated().sorted { a, b in
      let (left, right) = (shares[a.element] ?? -1, shares[b.element] ?? -1)
      return left != right ? left > right : a.offset < b.offset
    }.map(\.element)
    var columns: [Table.NamedColumn] = []
    for (index, key) in keys.enumerated() {
      columns.append(.init(key.name, StoredColumn(output.columns[index].type, order.map { groups.values[$0][index] })))
    }
    columns.append(.init("count", StoredColumn(.number, order.map { .number(Double(counts[$0])) })))
    columns.append(
      .init("total", StoredColumn(.number, order.map { .number(Double(totals[groups.values[$0]] ?? 0)) })))
    columns.append(
      .init("per_thousand", StoredColumn(.number, order.map { shares[$0].map(Value.number) ?? .null })))
    return table.counted(columns, rowCount: order.count)
  }
}
