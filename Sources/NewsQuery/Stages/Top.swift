/// `top 10 source`: the most frequent values of a column and how many rows have them.
public struct Top: Stage {
  public static let usage = StageUsage(
    "top", group: .count, forms: [.count("n"), .column], summary: "the most frequent values of a column, 10 if not said"
  )
  public static let traits = StageTraits(.merge, reads: .columns, order: .ignored, followsRecords: false)

  public let output: Schema
  private let count: Int
  private let name: String

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.column else { throw call.missing("a column", hint: "top 10 source") }
    let field = try input.column(written)
    count = try call.positiveCount(default: 10)
    name = field.name
    output = .counted(
      [.init(field.name, field.type == .list ? .text : field.type), .init("count", .number)],
      .init(keys: [field.name], measure: "count", counts: ["count"]))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let column = table.column(name) else { return table.counted([], rowCount: 0) }
    if let codes = column.codes, codes.count <= 4 * table.rows.count + 1024 {
      return counted(most(of: codes, table.rows), table)
    }
    let groups = try RowGroups([column], table, context)
    let sizes = groups.sizes
    let order = groups.order(by: sizes).filter { !groups.values[$0][0].isNull }.prefix(count)
    return counted(order.map { (groups.values[$0][0], sizes[$0]) }, table)
  }

  private func counted(_ most: [(value: Value, count: Int)], _ table: Table) -> Table {
    table.counted(
      [
        .init(name, StoredColumn(output.columns[0].type, most.map(\.value))),
        .init("count", StoredColumn(.number, most.map { .number(Double($0.count)) })),
      ], rowCount: most.count)
  }

  /// The same for values that are coded: counted by code, and only those read out that may be shown, compared where they are
  /// equally frequent.
  private func most(of codes: any ColumnCodes, _ rows: [UInt32]) -> [(value: Value, count: Int)] {
    var counts = Array(repeating: 0, count: codes.count)
    codes.addCounts(of: rows, to: &counts)
    // Packs the inverted count above the code, so that an ascending sort gives the most frequent first.
    var found: [UInt64] = []
    for code in counts.indices where counts[code] > 0 {
      found.append(UInt64(UInt32.max - UInt32(clamping: counts[code])) << 32 | UInt64(UInt32(code)))
    }
    found.sort()
    var most: [(value: Value, count: Int)] = []
    var next = found[...]
    while most.count < count, let first = next.first {
      let size = counts[Int(first & 0xFFFF_FFFF)]
      let values = next.prefix { $0 >> 32 == first >> 32 }.map { codes.value(of: Int($0 & 0xFFFF_FFFF)) }
      next = next.dropFirst(values.count)
      var order = Array(values.indices)
      if order.count > 1 {
        let ranks = SortRanks(count: values.count, isDescending: false) { values[$0] }.ranks
        order.sort { (ranks[$0], $0) < (ranks[$1], $1) }
      }
      most += order.lazy.filter { !values[$0].isEmpty }.prefix(count - most.count).map { (values[$0], size) }
    }
    return most
  }
}
