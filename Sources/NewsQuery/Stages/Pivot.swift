/// `count by year, lean | pivot lean`: a column for each value of a column.
///
/// What is neither this column nor a number names the row, and so do the keys of the counting. Values are in the order of their first
/// appearance; numbers and dates ascend.
public struct Pivot: Stage {
  public static let usage = StageUsage(
    "pivot", group: .shape, forms: [.column, .optionalColumn, .values],
    summary: "a column for each value of a column")
  public static let traits = StageTraits(.end, reads: .columns, order: .made, followsRecords: false)

  public let output: Schema
  private let column: Schema.Field
  private let measure: Schema.Field
  /// The columns that name a row.
  private let names: [Schema.Field]
  private let isCounted: Bool
  /// The values as they were written; nil for those that the rows have.
  private let values: [Value]?
  private let span: Range<Int>

  static let maxColumns = 100

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.columns.first else { throw call.missing("a column", hint: "pivot source") }
    let column = try input.column(written)
    guard input.rows == .counted else {
      throw Diagnostic(
        "`pivot` takes rows that were counted", at: call.nameSpan,
        hint: "count first: `| count by section, \(Printer.name(column.name)) | pivot \(Printer.name(column.name))`")
    }
    if column.type == .list {
      throw Diagnostic(
        "`\(column.name)` is a list", at: written.span, hint: "first make a row of each item: `| unroll`")
    }
    let measure = try Pivot.measure(call, input, column)
    names = input.columns.filter { field in
      field.name != column.name && field.name != measure.name
        && (field.type != .number || input.roles.keys.contains(field.name))
    }
    isCounted = input.roles.counts.contains(measure.name)
    self.column = column
    span = call.nameSpan
    self.measure = measure
    var values: [Value]?
    if let written = call.values {
      let checker = ExpressionChecker(schema: input, context: context)
      var known: [Value] = []
      for literal in written {
        guard let value = try checker.value(of: literal).converted(to: column.type) else {
          throw Diagnostic(
            "`\(column.name)` is \(ExpressionChecker.describe(column.type)), and this is none", at: literal.span)
        }
        guard !known.contains(value), !names.contains(where: { $0.name == value.printed }) else {
          throw Diagnostic("two columns named `\(value.printed)`", at: literal.span)
        }
        known.append(value)
      }
      values = known
    }
    self.values = values
    var schema = Schema.counted(names, .init(keys: names.map(\.name)))
    if let values {
      schema.columns += values.map { .init($0.printed, measure.type) }
      if isCounted { schema.roles.counts = Set(values.map(\.printed)) }
    } else {
      schema.pivoted = column.name
    }
    output = schema
  }

  /// The column whose values are in the cells: the one named, what was measured, or the only number.
  private static func measure(
    _ call: StageCall, _ input: Schema, _ column: Schema.Field
  ) throws(Diagnostic) -> Schema.Field {
    if call.columns.count > 1 { return try input.column(call.columns[1]) }
    if let name = input.roles.measure, name != column.name, let field = input.column(named: name) { return field }
    let numbers = input.columns.filter {
      $0.type == .number && $0.name != column.name && !input.roles.keys.contains($0.name)
    }
    if numbers.count == 1 { return numbers[0] }
    let others = input.columns.filter { $0.name != column.name }
    throw Diagnostic(
      numbers.isEmpty ? "there is no number for the cells" : "several numbers could be in the cells", at: call.nameSpan,
      hint:
        "name one: `pivot \(Printer.name(column.name)) \(Printer.name((numbers.first ?? others.first)?.name ?? "count"))`"
    )
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let keys = table.column(column.name), let cells = table.column(measure.name) else { return table }
    let nameColumns = names.map { table.column($0.name) }
    var rowNumbers: [[Value]: Int] = [:]
    var rowNames: [[Value]] = []
    var placeOf: [Value: Int] = [:]
    var found = values ?? []
    for (place, value) in found.enumerated() { placeOf[value] = place }
    var made: [[Value]] = []
    var leftOut: Set<Value> = []
    for row in table.rows {
      let key = keys.value(at: Int(row))
      let tuple = nameColumns.map { $0?.value(at: Int(row)) ?? .null }
      let number = rowNumbers[tuple] ?? rowNames.count
      if number == rowNames.count {
        rowNumbers[tuple] = number
        rowNames.append(tuple)
        made.append([])
      }
      if placeOf[key] == nil, values == nil {
        placeOf[key] = found.count
        found.append(key)
        if found.count > Pivot.maxColumns { throw tooMany }
      }
      guard let place = placeOf[key] else {
        leftOut.insert(key)
        continue
      }
      while made[number].count <= place { made[number].append(.list([])) }
      guard made[number][place] == .list([]) else { throw twice(tuple, key) }
      made[number][place] = cells.value(at: Int(row))
    }
    return self.table(table, rowNames, found, made, leftOut)
  }

  private func table(
    _ table: Table, _ rowNames: [[Value]], _ found: [Value], _ made: [[Value]], _ leftOut: Set<Value>
  ) -> Table {
    var columns = names.enumerated().map { index, field in
      Table.NamedColumn(field.name, StoredColumn(field.type, rowNames.map { $0[index] }))
    }
    var order = Array(found.indices)
    if values == nil, column.type != .text {
      order.sort { (ValueOrder.compare(found[$0], found[$1]), $0) < (0, $1) }
    }
    let empty: Value = isCounted ? .number(0) : .null
    for place in order {
      var name = found[place].isEmpty ? "(none)" : found[place].printed
      if names.contains(where: { $0.name == name }) { name = "\(column.name)_\(name)" }
      let cells = made.map { row in place < row.count && row[place] != .list([]) ? row[place] : empty }
      columns.append(.init(name, StoredColumn(measure.type, cells)))
    }
    var result = table.counted(columns, rowCount: rowNames.count)
    if !leftOut.isEmpty {
      let names = leftOut.sorted { ValueOrder.compare($0, $1) < 0 }.prefix(5).map(\.printed).joined(separator: ", ")
      result.notes.append(
        Diagnostic(
          "\(leftOut.count.counted("value")) of `\(column.name)` left out: \(names)\(leftOut.count > 5 ? ", …" : "")",
          severity: .note))
    }
    return result
  }

  private var tooMany: Diagnostic {
    let name = Printer.name(column.name)
    return Diagnostic(
      "`pivot \(name)` would make more than \(Pivot.maxColumns) columns", at: span,
      hint: "say which: `pivot \(name) (\"a\", \"b\")`, or find the most frequent with `top 10 \(name)`")
  }

  private func twice(_ tuple: [Value], _ key: Value) -> Diagnostic {
    let place = (tuple + [key]).map { $0.isEmpty ? "(none)" : $0.printed }.joined(separator: ", ")
    let keys = (names.map(\.name) + [column.name]).map(Printer.name).joined(separator: ", ")
    return Diagnostic(
      "two rows are for the same cell: \(place)", at: span,
      hint: "add them up first: `| stats sum(\(Printer.name(measure.name))) by \(keys)`")
  }
}
