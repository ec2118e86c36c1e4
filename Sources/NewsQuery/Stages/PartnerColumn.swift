/// A column of the joined table, read for the rows of the left one.
///
/// It has a value for every row of an archive, not only for those that were joined: shares are of other rows too.
final class PartnerColumn: Column {
  static let none = UInt32.max
  /// The partner must be looked for.
  static let unknown = UInt32.max - 1

  private let base: any Column
  /// Rows of the other table.
  private let rows: [UInt32]
  /// For each row of the left table its partner, a row of the other one; `none`, or `unknown` as of all rows behind.
  private let partners: [UInt32]
  private let lookup: (@Sendable (Int) -> UInt32)?
  private let made = Lock<Codes?>(nil)

  /// `lookup` gives the partner of a row of which it is not known.
  init(base: any Column, rows: [UInt32], partners: [UInt32], lookup: (@Sendable (Int) -> UInt32)?) {
    self.base = base
    self.rows = rows
    self.partners = partners
    self.lookup = lookup
  }

  var type: ValueType { base.type }

  @inline(__always)
  fileprivate func partner(of row: Int) -> UInt32 {
    if row < partners.count, partners[row] != PartnerColumn.unknown { return partners[row] }
    return lookup?(row) ?? PartnerColumn.none
  }

  func value(at row: Int) -> Value {
    let partner = partner(of: row)
    return partner == PartnerColumn.none ? .null : base.value(at: Int(partner))
  }

  /// Made when first asked for, if the other table is the smaller one.
  var codes: (any ColumnCodes)? {
    if base.type == .list || rows.count > partners.count { return nil }
    return made.withLock { made in
      if made == nil { made = Codes(self) }
      return made
    }
  }

  /// A code for each row of the other table.
  private struct Codes: ColumnCodes {
    private let column: PartnerColumn
    private var values: [Value] = []
    /// The code of each row of the other table and one; 0: null.
    private var cells: [UInt32]

    init(_ column: PartnerColumn) {
      self.column = column
      let last = column.rows.max().map(Int.init) ?? -1
      cells = [UInt32](repeating: .max, count: last + 1)
      var known: [Value: UInt32] = [:]
      // By first appearance among the rows that were joined, then the others.
      for partner in column.partners where partner < PartnerColumn.unknown { number(partner, &known) }
      for row in column.rows { number(row, &known) }
    }

    private mutating func number(_ row: UInt32, _ known: inout [Value: UInt32]) {
      guard cells[Int(row)] == .max else { return }
      let value = column.base.value(at: Int(row))
      if value.isNull {
        cells[Int(row)] = 0
      } else if let cell = known[value] {
        cells[Int(row)] = cell
      } else {
        values.append(value)
        known[value] = UInt32(values.count)
        cells[Int(row)] = UInt32(values.count)
      }
    }

    var count: Int { values.count }
    func value(of code: Int) -> Value { values[code] }
    func code(at row: Int) -> Int? {
      let partner = column.partner(of: row)
      if partner == PartnerColumn.none { return nil }
      let cell = cells[Int(partner)]
      return cell == 0 ? nil : Int(cell) - 1
    }
  }
}
