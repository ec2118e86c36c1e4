/// Columns beside each other, numbers to the right, fitted to the terminal; nothing is cut if there is none.
enum TableWriter: RowWriter {
  static let name = "table"
  static let summary = "aligned columns, fitted to the terminal"
  static let fileEndings = ["txt"]

  private static let gap = 2
  /// No text column is made narrower than this before others are.
  private static let leastText = 8

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    let ink = Ink(options)
    let rows = table.rows.prefix(options.rowLimit ?? Int.max)
    var columns = table.columns.map { Layout($0, rows, ink, options) }
    var hidden = 0
    if let width = options.width { hidden = fit(&columns, max(width, 1)) }
    sink.write(ink.bold(line(columns.map { cell($0, $0.name) }, columns)) + "\n")
    sink.write(ink.dim(columns.map { ink.rule($0.width) }.joined(separator: blanks(gap))) + "\n")
    for place in rows.indices {
      if sink.hasFailed { return }
      sink.write(line(columns.map { cell($0, $0.text(of: rows[place], ink)) }, columns) + "\n")
    }
    if hidden > 0 { sink.write(ink.dim("… \(hidden) more column\(hidden == 1 ? "" : "s"): as record") + "\n") }
    if let footer = options.footer { sink.write(ink.dim(footer) + "\n") }
  }

  /// How many columns are left out of a table on a screen of `options.width` columns.
  static func hiddenColumnCount(of table: Table, _ options: OutputOptions) -> Int {
    guard let width = options.width else { return 0 }
    let ink = Ink(options)
    let rows = table.rows.prefix(options.rowLimit ?? Int.max)
    var columns = table.columns.map { Layout($0, rows, ink, options) }
    return fit(&columns, max(width, 1))
  }

  private struct Layout {
    let name: String
    let column: any Column
    var width: Int
    var showsDays = false
    let nullValue: String

    var type: ValueType { column.type }

    init(_ column: Table.NamedColumn, _ rows: ArraySlice<UInt32>, _ ink: Ink, _ options: OutputOptions) {
      nullValue = options.nullValue
      name = ink.safe(column.name)
      self.column = column.column
      width = DisplayWidth.of(name)
      for row in rows {
        if let cap = options.width, width >= cap { break }
        width = max(width, DisplayWidth.of(text(of: row, ink)))
      }
    }

    func text(of row: UInt32, _ ink: Ink) -> String {
      switch column.value(at: Int(row)) {
      case .null: return nullValue
      case .text(let text): return ink.safe(text)
      case .number(let number): return TableWriter.shown(number)
      case .date(let date) where showsDays: return date.day
      case let value: return ink.safe(value.printed)
      }
    }
  }

  /// At most four digits after the point: a table is for reading.
  static func shown(_ number: Double) -> String { Value.number(NumberFunctions.rounded(number, digits: 4)).printed }

  /// Makes the columns fit; returns how many are left out.
  private static func fit(_ columns: inout [Layout], _ width: Int) -> Int {
    func total() -> Int { columns.reduce(0) { $0 + $1.width } + gap * max(0, columns.count - 1) }
    if total() > width {
      for index in columns.indices where columns[index].type == .date && columns[index].width > 10 {
        columns[index].showsDays = true
        columns[index].width = max(10, DisplayWidth.of(columns[index].name))
      }
    }
    // The widest texts are narrowed first, down to the width of the others.
    while total() > width {
      let texts = columns.indices.filter { columns[$0].type == .text || columns[$0].type == .list }
      guard let widest = texts.max(by: { columns[$0].width < columns[$1].width }), columns[widest].width > leastText
      else { break }
      let next = texts.map { columns[$0].width }.filter { $0 < columns[widest].width }.max() ?? leastText
      let share = texts.count { columns[$0].width == columns[widest].width }
      let excess = (total() - width + share - 1) / share
      let target = max(leastText, next, columns[widest].width - excess)
      for index in texts where columns[index].width > target { columns[index].width = target }
    }
    var hidden = 0
    while total() > width, columns.count > 1 {
      columns.removeLast()
      hidden += 1
    }
    if total() > width, !columns.isEmpty { columns[0].width = width }
    // The remaining columns go to the last text that was cut.
    return hidden
  }

  private static func cell(_ column: Layout, _ text: String) -> String {
    DisplayWidth.pad(
      DisplayWidth.cut(text, columns: column.width), columns: column.width, column.type == .number ? .right : .left)
  }

  private static func line(_ cells: [String], _ columns: [Layout]) -> String {
    var line = cells.joined(separator: blanks(gap))
    while line.utf8.last == 0x20 { line.removeLast() }
    return line
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
