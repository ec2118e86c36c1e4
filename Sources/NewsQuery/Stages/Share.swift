/// `share by source`: how many of a thousand articles that a source has in the archive are among these.
///
/// The archive is taken under the same conditions on date, source, section and language as the search has at its top, so
/// that `migrant* date:2024 | share by source` never divides by all years; a note names them.
public struct Share: PartialStage {
  public static let usage = StageUsage(
    "share", group: .count, forms: [.clause("by", [.items(isOptional: false)])],
    summary: "per thousand of each value's articles in the archive")
  public static let traits = StageTraits(.merge, reads: .archive, order: .made, followsRecords: false)

  public let output: Schema
  public let notes: [Diagnostic]
  private let keys: [NamedExpression]
  private let divisor: ShareDivisor

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let items = call.clause("by")?.items, !items.isEmpty else {
      throw call.missing("`by` and a column", hint: "share by source")
    }
    keys = try NamedExpression.all(items, schema: input, context: context)
    divisor = try ShareDivisor(call, by: keys, input: input, context: context)
    notes = [divisor.note]
    output = .counted(
      keys.map { .init($0.name, $0.type == .list ? .text : $0.type) }
        + [.init("count", .number), .init("total", .number), .init("per_thousand", .number)],
      .init(keys: keys.map(\.name), measure: "per_thousand", counts: ["count", "total"]))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table { try answer(table, context) }

  static let pieces = RowPieces.Kind.inOrder
  // Values of a column are numbered once for all rows.
  static let leastPieceSize: Int? = .max / 2

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> GroupStates {
    GroupStates(try RowGroups(keys.map { $0.expression.column(of: table) }, table, context))
  }

  func table(of groups: GroupStates, like table: Table, _ context: RunContext) throws -> Table {
    let counts = groups.sizes
    let all = try state(of: divisor.base(of: table, context), context)
    var totals: [[Value]: Int] = [:]
    for (group, values) in all.values.enumerated() { totals[values] = all.sizes[group] }
    let shares = groups.values.indices.map { group -> Double? in
      ShareDivisor.perThousand(counts[group], of: totals[groups.values[group]] ?? 0)
    }
    let byCount = RowGroups.order(of: groups.values, by: counts)
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
