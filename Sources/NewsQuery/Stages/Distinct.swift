/// `distinct source`: the first row of each value; without a column, of each row as it is shown.
///
/// `distinct text` folds articles whose texts are near-copies of each other and keeps the earliest, in its place.
public struct Distinct: Stage {
  public static let usage = StageUsage(
    "distinct", synonyms: ["unique", "dedup"], group: .keep, forms: [.items(isOptional: true)],
    summary: "the first row of each value")
  public static let traits = StageTraits(.pick, reads: .texts, order: .kept, followsRecords: false)

  public let output: Schema
  private let keys: [NamedExpression]
  private let isByText: Bool

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    if let items = call.items, items.count == 1, items[0].name == nil,
      case .column(let name) = items[0].expression.kind,
      name.name.lowercased() == "text", input.column(named: "text") == nil
    {
      guard input.rows == .articles else {
        throw Diagnostic(
          "`distinct text` is about articles, and these rows are \(input.rows == .passages ? "pieces of them" : "counted")",
          at: name.span, hint: "put it right after the search")
      }
      isByText = true
      keys = []
      return
    }
    isByText = false
    keys = try NamedExpression.all(call.items ?? [], schema: input, context: context)
  }

  public var cut: StageTraits.Cut { isByText ? .whole : .pick }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    if isByText { return try runByText(table, context) }
    var result = table
    let columns = keys.isEmpty ? table.columns.map(\.column) : keys.map { $0.expression.column(of: table) }
    if columns.count == 1, let codes = columns[0].codes {
      var isSeen = [Bool](repeating: false, count: codes.count + 1)
      result.rows = table.rows.filter { row in
        let code = codes.code(at: Int(row)) ?? codes.count
        defer { isSeen[code] = true }
        return !isSeen[code]
      }
      return result
    }
    let rows = table.rows
    let cells = try Parallel.rows(rows.count, context) { range in
      rows[range].map { row in columns.map { $0.value(at: Int(row)) } }
    }
    var seen: Set<[Value]> = []
    result.rows = rows.indices.filter { seen.insert(cells[$0]).inserted }.map { rows[$0] }
    return result
  }

  private func runByText(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    let groups = try TextGroups(table.rows, of: table.archive, context)
    let dates = table.archive.column("date")
    func order(_ place: Int) -> (Int64, UInt8, UInt32) {
      let row = table.rows[place]
      if case .date(let date)? = dates?.value(at: Int(row)) { return (date.start, date.precision.rawValue, row) }
      return (.max, .max, row)
    }
    var earliest: [UInt32: Int] = [:]
    for (place, group) in groups.firsts.enumerated() {
      if let known = earliest[group], order(known) <= order(place) { continue }
      earliest[group] = place
    }
    result.rows = table.rows.indices.filter { earliest[groups.firsts[$0]] == $0 }.map { table.rows[$0] }
    return result
  }
}
