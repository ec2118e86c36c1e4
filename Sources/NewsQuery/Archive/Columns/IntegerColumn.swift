/// A column of whole numbers of which some are beyond 2^53.
struct IntegerColumn: Column, @unchecked Sendable {
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
  let image: Image
  let cells: UnsafePointer<Int64>

  /// What a cell without a number has.
  static let null = Int64.min

  var type: ValueType { .number }

  func value(at row: Int) -> Value {
    image.check(cells + row, 8)
    return cells[row] == IntegerColumn.null ? .null : .whole(cells[row])
  }
}
