/// `timeline by week`: how many rows in each day, week, month or year, empty ones included.
///
/// Buckets are those of each article's own zone; weeks are ISO 8601 and shown as their Monday. It spans the dates that
/// the search asks for, otherwise from the first row to the last. Rows without a date that exact are the last row.
public struct Timeline: PartialStage {
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
    var reader = DateBucket.Reader(bucket)
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
    let first = [asked.first, asked.first == nil ? known.min() : nil].compactMap { $0 }.min()
    let last = [asked.last, asked.last == nil ? known.max() : nil].compactMap { $0 }.max()
    var span: [Int] = []
    if let first, let last, first <= last {
      span = last - first < Timeline.mostBuckets ? Array(first...last) : known.sorted()
    }
    return made(key == nil ? [state.line] : state.lines(atMost: Timeline.mostValues), span, table)
  }

  private func made(
    _ series: [TimelineCounts.Line], _ span: [Int], _ table: Table
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
}

/// How many rows each day, week, month or year has, for each set of values that a row has: so that pieces can be added up before
/// it is known which values are the most frequent.
struct TimelineCounts: PartialState {
  /// Rows of one value, or of all others.
  struct Line {
    var value: Value?
    var counts: [Int: Int] = [:]
    var undated = 0

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
