/// `timeline by week`: how many rows in each day, week, month or year, empty ones included.
///
/// Buckets are those of each article's own zone; weeks are ISO 8601 and shown as their Monday. It spans the dates that
/// the search asks for, otherwise from the first row to the last. Rows without a date that exact are the last row.
public struct Timeline: Stage {
  public static let usage = StageUsage(
    "timeline", group: .count,
    forms: [.clause("by", [.choice(["day", "week", "month", "year"]), .afterComma(.items(isOptional: false))])],
    summary: "counts over time, empty days, weeks, months or years included")
  public static let traits = StageTraits(.merge, reads: .columns, order: .made, followsRecords: false)

  public let output: Schema
  private let bucket: DateBucket
  private let key: NamedExpression?
  /// The buckets of the dates that the search asks for.
  private let asked: (first: Int?, last: Int?)

  /// If there are more buckets than this, only those with rows are shown.
  private static let mostBuckets = 100_000
  private static let mostValues = 10

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    let clause = call.clause("by")
    bucket = clause?.choice.flatMap(DateBucket.init) ?? .day
    if input.column(named: "date")?.type != .date {
      throw Diagnostic(
        "`timeline` needs rows with a `date`", at: call.nameSpan, hint: "put it before the rows are counted")
    }
    let items = clause?.items ?? []
    if items.count > 1 {
      throw Diagnostic("`timeline` takes one column beside the time", at: items[1].expression.span)
    }
    key = try items.first.map { item throws(Diagnostic) in
      try NamedExpression(item, schema: input, context: context)
    }
    asked = bucket.span(of: context.searchSyntax, clock: context.run.now)
    var fields = [Schema.Field(bucket.rawValue, .date)]
    if let key { fields.append(.init(key.name, key.type == .list ? .text : key.type)) }
    output = .counted(fields + [.init("count", .number)])
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let buckets = try bucketNumbers(table, context)
    let known = buckets.compactMap { $0 }
    let first = [asked.first, asked.first == nil ? known.min() : nil].compactMap { $0 }.min()
    let last = [asked.last, asked.last == nil ? known.max() : nil].compactMap { $0 }.max()
    var span: [Int] = []
    if let first, let last, first <= last {
      span = last - first < Timeline.mostBuckets ? Array(first...last) : Set(known).sorted()
    }
    let groups = try key.map { try RowGroups([$0.expression.column(of: table)], table, context) }
    var series: [(value: Value?, counts: [Int: Int], undated: Int)] = []
    if let groups {
      series = Timeline.series(groups, buckets)
    } else {
      series = [(nil, [:], 0)]
      for bucket in buckets { Timeline.add(bucket, to: &series[0]) }
    }
    return made(series, span, table)
  }

  private func made(
    _ series: [(value: Value?, counts: [Int: Int], undated: Int)], _ span: [Int], _ table: Table
  ) -> Table {
    var times: [Value] = []
    var values: [Value] = []
    var counts: [Value] = []
    for number in span {
      for line in series {
        times.append(.date(bucket.date(of: number)))
        values.append(line.value ?? .null)
        counts.append(.number(Double(line.counts[number] ?? 0)))
      }
    }
    for line in series where line.undated > 0 {
      times.append(.null)
      values.append(line.value ?? .null)
      counts.append(.number(Double(line.undated)))
    }
    var columns = [Table.NamedColumn(output.columns[0].name, StoredColumn(.date, times))]
    if key != nil { columns.append(.init(output.columns[1].name, StoredColumn(output.columns[1].type, values))) }
    columns.append(.init("count", StoredColumn(.number, counts)))
    return table.counted(columns, rowCount: counts.count)
  }

  private static func add(_ bucket: Int?, to line: inout (value: Value?, counts: [Int: Int], undated: Int)) {
    if let bucket { line.counts[bucket, default: 0] += 1 } else { line.undated += 1 }
  }

  /// A line for each of the most frequent values, and one for all others.
  private static func series(
    _ groups: RowGroups, _ buckets: [Int?]
  ) -> [(value: Value?, counts: [Int: Int], undated: Int)] {
    let order = groups.order(by: groups.sizes)
    var lineOf = [Int](repeating: min(order.count, mostValues), count: groups.count)
    for (line, group) in order.prefix(mostValues).enumerated() { lineOf[group] = line }
    var series = order.prefix(mostValues).map { group in
      (value: Optional(groups.values[group][0]), counts: [Int: Int](), undated: 0)
    }
    if order.count > mostValues { series.append((.text("other"), [:], 0)) }
    for (place, bucket) in buckets.enumerated() {
      // A row of two rare values is one more of the others, not two.
      var lines: [Int] = []
      for group in groups.groups(ofRowAt: place) {
        let line = lineOf[Int(group)]
        if !lines.contains(line) { lines.append(line) }
      }
      for line in lines { add(bucket, to: &series[line]) }
    }
    return series
  }

  private func bucketNumbers(_ table: Table, _ context: RunContext) throws -> [Int?] {
    guard let column = table.column("date") else { return table.rows.map { _ in nil } }
    let rows = table.rows
    return try Parallel.rows(rows.count, context, pieceSize: 4096) { range in
      rows[range].map { row in
        if case .date(let date) = column.value(at: Int(row)) { bucket.number(of: date) } else { nil }
      }
    }
  }
}
