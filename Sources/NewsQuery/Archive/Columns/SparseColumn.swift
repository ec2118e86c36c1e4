/// A column of the input that few rows have: the rows, and a column of their cells.
struct SparseColumn: Column, @unchecked Sendable {
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
  private let image: Image
  /// Ascending.
  private let rows: UnsafePointer<UInt32>
  private let count: Int
  private let inner: any Column

  init(_ inner: any Column, rows: UnsafePointer<UInt32>, count: Int, image: Image) {
    self.image = image
    self.inner = inner
    self.rows = rows
    self.count = count
  }

  /// A column is kept so from so few cells on.
  static func pays(cells: Int, of rowCount: Int) -> Bool { rowCount >= 64 && cells < rowCount / 16 }

  var type: ValueType { inner.type }

  var codes: (any ColumnCodes)? { inner.codes.map { Codes(column: self, inner: $0) } }

  /// The row's place in the inner column; nil for null.
  fileprivate func place(of row: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      image.check(rows + middle, 4)
      if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    guard low < count else { return nil }
    image.check(rows + low, 4)
    return Int(rows[low]) == row ? low : nil
  }

  /// The rows that have a value, ascending.
  var filledRows: [Int] {
    image.check(UnsafeRawBufferPointer(start: rows, count: count * 4))
    return UnsafeBufferPointer(start: rows, count: count).map(Int.init)
  }

  func value(at row: Int) -> Value { place(of: row).map { inner.value(at: $0) } ?? .null }

  private struct Codes: ColumnCodes {
    let column: SparseColumn
    let inner: any ColumnCodes

    var count: Int { inner.count }
    func code(at row: Int) -> Int? { column.place(of: row).flatMap { inner.code(at: $0) } }
    func value(of code: Int) -> Value { inner.value(of: code) }
  }
}
