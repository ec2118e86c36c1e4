/// A column of the joined table, read for the rows of the left one.
final class PartnerColumn: Column {
  static let none = UInt32.max

  private let base: any Column
  /// For each row of the left table its partner, or `none`.
  private let partners: [UInt32]
  private let made = Lock<Codes?>(nil)

  init(base: any Column, partners: [UInt32]) {
    self.base = base
    self.partners = partners
  }

  var type: ValueType { base.type }

  func value(at row: Int) -> Value {
    let partner = partners[row]
    return partner == PartnerColumn.none ? .null : base.value(at: Int(partner))
  }

  /// Made when first asked for, if the table is the smaller one.
  var codes: (any ColumnCodes)? {
    if base.type == .list { return nil }
    return made.withLock { made in
      if made == nil { made = makeCodes() }
      return made
    }
  }

  private struct Codes: ColumnCodes {
    var values: [Value] = []
    /// The code of each row and one; 0: null.
    var cells: [UInt32] = []

    var count: Int { values.count }
    func value(of code: Int) -> Value { values[code] }
    func code(at row: Int) -> Int? {
      let cell = cells[row]
      return cell == 0 ? nil : Int(cell) - 1
    }
  }

  private func makeCodes() -> Codes? {
    let last = partners.reduce(-1) { $1 == PartnerColumn.none ? $0 : max($0, Int($1)) }
    guard last < partners.count else { return nil }
    var codes = Codes()
    var known: [Value: UInt32] = [:]
    // The code and one of each row of the table, once it was met.
    var cellOf = [UInt32?](repeating: nil, count: last + 1)
    codes.cells = [UInt32](repeating: 0, count: partners.count)
    for (row, partner) in partners.enumerated() where partner != PartnerColumn.none {
      if let cell = cellOf[Int(partner)] {
        codes.cells[row] = cell
        continue
      }
      let value = base.value(at: Int(partner))
      var cell: UInt32 = 0
      if !value.isNull {
        cell = known[value] ?? UInt32(codes.values.count + 1)
        if Int(cell) > codes.values.count {
          codes.values.append(value)
          known[value] = cell
        }
      }
      cellOf[Int(partner)] = cell
      codes.cells[row] = cell
    }
    return codes
  }
}
