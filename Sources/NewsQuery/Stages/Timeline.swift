/// `timeline by week`: how many rows in each day, week, month or year, empty ones included.
///
/// Buckets are those of each article's own zone, or all of the zone that the run names; weeks are ISO 8601 and shown as their Monday. It spans the dates that
/// the search asks for, otherwise from the first row to the last. Rows without a date that exact are the last row.
///
/// `timeline share by month` also divides each count by the articles that the archive has in that month, as `share` does.
public struct Timeline: PartialStage {
  public static let usage = StageUsage(
    "timeline", group: .count,
    forms: [
      .choice(["share"]),
      .clause("by", [.choice(["day", "week", "month", "year"]), .afterComma(.items(isOptional: false))]),
    ],
    summary: "counts over time, empty days, weeks, months or years included")
  public static let traits = StageTraits(.merge, reads: .columns, order: .made, followsRecords: false)

  /// Shares are of the whole archive.
  public var reads: StageTraits.Reads { divisor == nil ? .columns : .archive }
  public let output: Schema
  public let notes: [Diagnostic]
  private let divisor: ShareDivisor?
  private let bucket: DateBucket
  private let key: NamedExpression?
  /// The buckets of the dates that the search asks for.
  private let asked: (first: Int?, last: Int?)
  private let zone: ZoneRules?

  /// If there are more buckets than this, only those with rows are shown.
  private static let mostBuckets = 100_000
  static let mostValues = 10

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
    zone = context.run.zone
    asked = bucket.span(of: context.searchSyntax, clock: context.run.now, zone: zone)
    divisor =
      call.choice == nil ? nil : try ShareDivisor(call, by: key.map { [$0] } ?? [], input: input, context: context)
    notes = divisor.map { [$0.note] } ?? []
    var fields = [Schema.Field(bucket.rawValue, .date)]
    if let key { fields.append(.init(key.name, key.type == .list ? .text : key.type)) }
    let measured = ["count"] + (divisor == nil ? [] : ["total", "per_thousand"])
    output = .counted(
      fields + measured.map { .init($0, .number) },
      .init(keys: fields.map(\.name), measure: measured.last, counts: ["count", "total"]))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table { try answer(table, context) }

  static let pieces = RowPieces.Kind.inOrder
  // A row takes some nanoseconds.
  static let leastPieceSize: Int? = 1 << 17

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> TimelineCounts {
    var counts = TimelineCounts()
    let groups = try key.map { try RowGroups([$0.expression.column(of: table)], table, context) }
    let numbers = groups.map { counts.numbers(of: $0.values.map { $0[0] }) } ?? []
    // Rows are mostly in the order of their dates: those of one bucket are counted together.
    var run = BucketRun(groupCount: numbers.count)
    try forEachBucket(table, progress) { place, number in
      if number != run.bucket {
        run.empty(into: &counts, numbers)
        run.bucket = number
      }
      guard let groups else {
        run.ungrouped += 1
        return
      }
      let own = groups.groups(ofRowAt: place)
      if own.count == 1 {
        run.add(own[own.startIndex])
      } else {
        counts.add(number, own.map { numbers[Int($0)] })
      }
    }
    run.empty(into: &counts, numbers)
    return counts
  }

  /// The rows of one bucket that follow each other.
  private struct BucketRun {
    var bucket: Int?
    /// Rows, if there are no groups.
    var ungrouped = 0
    /// Rows of each group, and the groups that have any.
    private var counts: [Int]
    private var groups: [UInt32] = []

    init(groupCount: Int) { counts = [Int](repeating: 0, count: groupCount) }

    mutating func add(_ group: UInt32) {
      if counts[Int(group)] == 0 { groups.append(group) }
      counts[Int(group)] += 1
    }

    /// `numbers` are those that groups have in `state`.
    mutating func empty(into state: inout TimelineCounts, _ numbers: [UInt32]) {
      if ungrouped > 0 { state.add(bucket, [], count: ungrouped) }
      ungrouped = 0
      for group in groups {
        state.add(bucket, [numbers[Int(group)]], count: counts[Int(group)])
        counts[Int(group)] = 0
      }
      groups.removeAll(keepingCapacity: true)
    }
  }

  /// Calls `body` with the place of each row in view and the number of its bucket; nil if it has none.
  private func forEachBucket(
    _ table: Table, _ progress: StepProgress, _ body: (_ place: Int, _ number: Int?) -> Void
  ) throws {
    let column = table.column("date")
    let stored = column as? DateColumn
    var reader = DateBucket.Reader(bucket, zone: zone)
    for (place, row) in table.rows.enumerated() {
      if place & 4095 == 0 { try progress.advance(by: min(4096, table.rows.count - place)) }
      var date: NewsDate?
      if let stored {
        date = stored.date(at: Int(row))
      } else if case .date(let cell)? = column?.value(at: Int(row)) {
        date = cell
      }
      body(place, date.flatMap { reader.number(of: $0) })
    }
  }

  func table(of state: TimelineCounts, like table: Table, _ context: RunContext) throws -> Table {
    let known = state.buckets
    // The search reads dates in the articles' own zones, so in one zone some may be beyond what it asks for.
    let first = [asked.first, asked.first == nil || zone != nil ? known.min() : nil].compactMap { $0 }.min()
    let last = [asked.last, asked.last == nil || zone != nil ? known.max() : nil].compactMap { $0 }.max()
    var span: [Int] = []
    if let first, let last, first <= last {
      span = last - first < Timeline.mostBuckets ? Array(first...last) : known.sorted()
    }
    let lines = key == nil ? [state.line] : state.lines(atMost: Timeline.mostValues)
    var totals: [TimelineCounts.Line]?
    if let divisor {
      let base = try divisor.base(of: table, context)
      let all = try self.state(of: base, context)
      totals = key == nil ? [all.line] : all.lines(like: lines)
    }
    return made(lines, totals, span, table)
  }

  private func made(
    _ series: [TimelineCounts.Line], _ totals: [TimelineCounts.Line]?, _ span: [Int], _ table: Table
  ) -> Table {
    var times: [Value] = []
    var values: [Value] = []
    var counts: [Int] = []
    var all: [Int] = []
    func add(_ place: Int, _ bucket: Int?) {
      let line = series[place]
      times.append(bucket.map { .date(self.bucket.date(of: $0)) } ?? .null)
      values.append(line.value ?? .null)
      counts.append(line.count(of: bucket))
      if let totals { all.append(totals[place].count(of: bucket)) }
    }
    for bucket in span { for place in series.indices { add(place, bucket) } }
    for place in series.indices where series[place].undated > 0 { add(place, nil) }
    var columns = [Table.NamedColumn(output.columns[0].name, StoredColumn(.date, times))]
    if key != nil { columns.append(.init(output.columns[1].name, StoredColumn(output.columns[1].type, values))) }
    func numbers(_ counts: [Int]) -> StoredColumn { StoredColumn(.number, counts.map { .number(Double($0)) }) }
    columns.append(.init("count", numbers(counts)))
    if totals != nil {
      let shares = zip(counts, all).map { ShareDivisor.perThousand($0, of: $1).map(Value.number) ?? .null }
      columns += [.init("total", numbers(all)), .init("per_thousand", StoredColumn(.number, shares))]
    }
    return table.counted(columns, rowCount: counts.count)
  }
}

/// How many rows each day, week, month or year has, for each set of values that a row has: so that pieces can be added up before
/// it is known which values are the most frequent.
struct TimelineCounts: PartialState {
  /// Rows of one value, or of all others.
  struct Line {
    var value: Value?
    var counts: [Int: Int] = [:]
    var undated = 0

    func count(of bucket: Int?) -> Int { bucket.map { counts[$0] ?? 0 } ?? undated }

    mutating func add(_ bucket: Int?, _ count: Int) {
      if let bucket { counts[bucket, default: 0] += count } else { undated += count }
    }
  }

  private struct Cell: Hashable {
    var bucket: Int?
    /// Numbers in `values`.
    var groups: [UInt32]
  }

  /// By first appearance.
  private var values: [Value] = []
  private var numberOf: [Value: UInt32] = [:]
  private var cells: [Cell: Int] = [:]

  init() {}

  /// The buckets that have rows.
  var buckets: Set<Int> { Set(cells.keys.compactMap(\.bucket)) }

  mutating func numbers(of values: [Value]) -> [UInt32] { values.map { number(of: $0) } }

  private mutating func number(of value: Value) -> UInt32 {
    if let known = numberOf[value] { return known }
    let number = UInt32(values.count)
    numberOf[value] = number
    values.append(value)
    return number
  }

  mutating func add(_ bucket: Int?, _ groups: [UInt32], count: Int = 1) {
    cells[Cell(bucket: bucket, groups: groups), default: 0] += count
  }

  /// All rows as one line.
  var line: Line {
    var line = Line()
    for (cell, count) in cells { line.add(cell.bucket, count) }
    return line
  }

  /// A line for each of the most frequent values, and one for all others. A row of two rare values is one more of the others, not
  /// two.
  func lines(atMost most: Int) -> [Line] {
    var sizes = [Int](repeating: 0, count: values.count)
    for (cell, count) in cells { for group in cell.groups { sizes[Int(group)] += count } }
    let order = RowGroups.order(of: values.map { [$0] }, by: sizes)
    var lineOf = [Int](repeating: min(order.count, most), count: values.count)
    for (line, group) in order.prefix(most).enumerated() { lineOf[group] = line }
    var lines = order.prefix(most).map { Line(value: values[$0]) }
    if order.count > most { lines.append(Line(value: .text("other"))) }
    for (cell, count) in cells {
      for line in Set(cell.groups.map { lineOf[Int($0)] }) { lines[line].add(cell.bucket, count) }
    }
    return lines
  }

  /// Lines for the same values as those of other rows: what is not among these is `other`, if there is such a line.
  func lines(like known: [Line]) -> [Line] {
    var lines = known.map { Line(value: $0.value) }
    // The last line is that of all others if there is one more than values are shown.
    let hasOther = lines.count > Timeline.mostValues
    var lineOf: [Value: Int] = [:]
    for (place, line) in lines.dropLast(hasOther ? 1 : 0).enumerated() { lineOf[line.value ?? .null] = place }
    for (cell, count) in cells {
      for line in Set(cell.groups.compactMap { lineOf[values[Int($0)]] ?? (hasOther ? lines.count - 1 : nil) }) {
        lines[line].add(cell.bucket, count)
      }
    }
    return lines
  }

  mutating func merge(_ later: consuming TimelineCounts) {
    if cells.isEmpty, values.isEmpty {
      self = later
      return
    }
    let numbers = numbers(of: later.values)
    for (cell, count) in later.cells { add(cell.bucket, cell.groups.map { numbers[Int($0)] }, count: count) }
  }

  func write(to sink: inout StateWriter) {
    sink.write(values)
    // In an order, so that the same state is the same bytes.
    let sorted = cells.sorted { a, b in
      let (left, right) = (a.key.bucket ?? .max, b.key.bucket ?? .max)
      return left != right ? left < right : a.key.groups.lexicographicallyPrecedes(b.key.groups)
    }
    sink.write(sorted.count)
    for (cell, count) in sorted {
      sink.write(cell.bucket == nil ? 0 : 1)
      if let bucket = cell.bucket { sink.write(bucket) }
      sink.write(cell.groups.count)
      for group in cell.groups { sink.write(Int(group)) }
      sink.write(count)
    }
  }

  init(from reader: inout StateReader) throws(WorldError) {
    for value in try reader.values() { _ = number(of: value) }
    for _ in 0..<(try reader.count()) {
      let bucket = try reader.integer() == 0 ? nil : try reader.integer()
      var groups: [UInt32] = []
      for _ in 0..<(try reader.count()) {
        guard let group = UInt32(exactly: try reader.integer()), group < values.count else { throw StateReader.damage }
        groups.append(group)
      }
      add(bucket, groups, count: try reader.integer())
    }
  }
}
