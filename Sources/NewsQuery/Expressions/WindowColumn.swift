/// A column across rows: its cell in a row depends on the other rows of the group. `sum(count)`, `prev(count)`, `rank(words)`.
///
/// Rows are taken in the order of the table. Null gives null.
struct WindowColumn: Sendable {
  enum Kind: Sendable {
    /// One value for all rows of a group.
    case aggregate(AggregateCall)
    /// The value some rows before, or after if the number is negative.
    case previous(CompiledExpression, Int)
    /// The sum so far.
    case running(CompiledExpression)
    /// The mean of the row and of those before it, so many in all.
    case moving(CompiledExpression, Int)
    /// 1 is the greatest; equal ones share the place.
    case rank(CompiledExpression)

    /// Whether the answer depends on the order of the rows.
    var dependsOnOrder: Bool {
      switch self {
      case .aggregate(let call): call.aggregate == .first || call.aggregate == .last || call.aggregate == .list
      case .rank: false
      case .previous, .running, .moving: true
      }
    }
  }

  /// A name that cannot be typed, under which an expression reads it.
  var name: String
  var kind: Kind
  var type: ValueType

  /// The cells of the rows in view, by row number; `members` has the places in view of each group's rows.
  func column(of table: Table, _ members: [[Int]], _ context: RunContext) throws -> any Column {
    var cells = [Value](repeating: .null, count: Int(table.rows.max() ?? 0) + (table.rows.isEmpty ? 0 : 1))
    for (group, places) in members.enumerated() {
      if group & 255 == 0, context.isInterrupted() { throw Interrupted() }
      let values = values(of: places.map { table.rows[$0] }, table)
      for (value, place) in zip(values, places) { cells[Int(table.rows[place])] = value }
    }
    return StoredColumn(type, cells)
  }

  /// The cell of each row of a group.
  private func values(of rows: [UInt32], _ table: Table) -> [Value] {
    func cells(_ operand: CompiledExpression) -> [Value] {
      let reader = operand.reader(of: table)
      return rows.map { reader.value(at: $0) }
    }
    switch kind {
    case .aggregate(let call):
      var state = call.state
      if let operand = call.operand { for cell in cells(operand) { state.add(cell) } }
      return Array(repeating: call.value(of: state, rowCount: rows.count), count: rows.count)
    case .previous(let operand, let distance):
      let cells = cells(operand)
      return cells.indices.map { cells.indices.contains($0 - distance) ? cells[$0 - distance] : .null }
    case .running(let operand):
      var sum = ExactSum()
      return cells(operand).map { cell in
        guard cell.double != nil else { return .null }
        sum.add(cell)
        return .number(sum.value)
      }
    case .moving(let operand, let count):
      return WindowColumn.means(of: cells(operand), count)
    case .rank(let operand):
      return WindowColumn.ranks(of: cells(operand))
    }
  }

  /// The mean of each cell and the `count - 1` before it; null if there are fewer or one of them is null.
  private static func means(of cells: [Value], _ count: Int) -> [Value] {
    var known = 0
    return cells.indices.map { place in
      known = cells[place].double == nil ? 0 : known + 1
      guard known >= count else { return .null }
      var sum = ExactSum()
      for cell in cells[(place - count + 1)...place] { sum.add(cell) }
      return .number(sum.value / Double(count))
    }
  }

  private static func ranks(of cells: [Value]) -> [Value] {
    let order = cells.indices.sorted { a, b in
      let order = ValueOrder.compare(cells[a], cells[b], isDescending: true)
      return order != 0 ? order < 0 : a < b
    }
    var ranks = [Value](repeating: .null, count: cells.count)
    var rank = 0
    for (place, cell) in order.enumerated() where !cells[cell].isEmpty {
      if place == 0 || ValueOrder.compare(cells[order[place - 1]], cells[cell]) != 0 { rank = place + 1 }
      ranks[cell] = .number(Double(rank))
    }
    return ranks
  }
}

/// Gathers the columns across rows that an expression asks for, while it is checked.
final class WindowColumns {
  private(set) var columns: [WindowColumn] = []
  private let prefix: String

  /// `number` tells the columns of one item from those of another.
  init(_ number: Int) { prefix = "\u{1}\(number)." }

  func add(_ kind: WindowColumn.Kind, _ type: ValueType) -> CompiledExpression.Node {
    let name = prefix + "\(columns.count)"
    columns.append(WindowColumn(name: name, kind: kind, type: type))
    return .column(name)
  }
}
