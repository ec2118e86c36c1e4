/// `sort source, date desc`: rows in order; equal ones keep their order, empty values are last either way.
public struct Sort: Stage {
  public static let usage = StageUsage(
    "sort", synonyms: ["order"], group: .keep, forms: [.sortKeys], summary: "rows in order of a column")
  public static let traits = StageTraits(.pick, reads: .columns, order: .made, followsRecords: false)

  /// What the rows are sorted by: an expression and its direction.
  public struct Key: Sendable {
    public let expression: CompiledExpression
    public let isDescending: Bool
  }

  public let output: Schema
  public let keys: [Key]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.sortKeys, !written.isEmpty else {
      throw call.missing("a column", hint: "sort date desc")
    }
    output = input
    var keys: [Key] = []
    for key in written {
      let expression = try CompiledExpression(key.expression, schema: input, context: context)
      keys.append(Key(expression: expression, isDescending: key.isDescending))
    }
    self.keys = keys
  }

  /// `sort score desc`: followed by `head`, only the best need be ranked.
  public var sortsByScore: Bool {
    keys.count == 1 && keys[0].isDescending && keys[0].expression.columnName == "score"
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    try run(table, limit: nil, context)
  }

  /// Sorts; with a limit, gives the same first rows without ordering the others.
  public func run(_ table: Table, limit: Int?, _ context: RunContext) throws -> Table {
    guard table.rows.count > 1 else { return table }
    var result = table
    var ranks: [[UInt64]] = []
    for key in keys { ranks.append(try Sort.ranks(of: key, in: table, context)) }
    let first = ranks[0]
    let rest = ranks.dropFirst()
    func precedes(_ a: Int, _ b: Int) -> Bool {
      if first[a] != first[b] { return first[a] < first[b] }
      for ranks in rest where ranks[a] != ranks[b] { return ranks[a] < ranks[b] }
      return a < b
    }
    var places = Array(table.rows.indices)
    if let limit, limit < places.count / 4 {
      places = Sort.least(limit, of: places.count, precedes)
    } else {
      places.sort(by: precedes)
      if let limit { places.removeLast(max(0, places.count - limit)) }
    }
    result.rows = places.map { table.rows[$0] }
    return result
  }

  private static func ranks(of key: Key, in table: Table, _ context: RunContext) throws -> [UInt64] {
    let rows = table.rows
    if let name = key.expression.columnName, let codes = table.column(name)?.codes, codes.count <= rows.count {
      return SortRanks(rows: rows[...], codes: codes, isDescending: key.isDescending).ranks
    }
    let reader = key.expression.reader(of: table)
    let values = try Parallel.rows(rows.count, context) { range in rows[range].map { reader.value(at: $0) } }
    return SortRanks(count: values.count, isDescending: key.isDescending) { values[$0] }.ranks
  }

  /// The `limit` least of `0..<count`, in order: a heap whose top is the worst of those kept.
  private static func least(_ limit: Int, of count: Int, _ precedes: (Int, Int) -> Bool) -> [Int] {
    guard limit > 0 else { return [] }
    var heap = Array(0..<min(limit, count))
    func sink(_ start: Int) {
      var parent = start
      while true {
        var child = 2 * parent + 1
        if child >= heap.count { return }
        if child + 1 < heap.count, precedes(heap[child], heap[child + 1]) { child += 1 }
        if !precedes(heap[parent], heap[child]) { return }
        heap.swapAt(parent, child)
        parent = child
      }
    }
    for parent in (0..<heap.count / 2).reversed() { sink(parent) }
    for place in heap.count..<max(heap.count, count) where precedes(place, heap[0]) {
      heap[0] = place
      sink(0)
    }
    return heap.sorted(by: precedes)
  }
}
