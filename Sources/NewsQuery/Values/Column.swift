/// The cells of one name, row by row. Rows are numbered by the producer of the column: articles of an archive, passages of
/// `quotes`, groups of `count`.
public protocol Column: Sendable {
  var type: ValueType { get }

  /// The cell of a row.
  func value(at row: Int) -> Value

  /// Where values repeat: a code for each row, so that counting and grouping never touch a text. Nil otherwise.
  var codes: (any ColumnCodes)? { get }
}

extension Column {
  public var codes: (any ColumnCodes)? { nil }
}

/// A dictionary-coded view of a column: row → code → value. Codes are numbered by first appearance, from 0.
public protocol ColumnCodes: Sendable {
  /// The number of distinct values; codes are below it.
  var count: Int { get }
  /// The code of a row's value; nil for null.
  func code(at row: Int) -> Int?
  func value(of code: Int) -> Value
  /// Adds to the count of each code how many of the rows have it.
  func addCounts(of rows: [UInt32], to counts: inout [Int])
}

extension ColumnCodes {
  public func addCounts(of rows: [UInt32], to counts: inout [Int]) {
    for row in rows { if let code = code(at: Int(row)) { counts[code] += 1 } }
  }
}

/// A column whose cells were all computed in advance.
public struct StoredColumn: Column {
  public var type: ValueType
  public var values: [Value]

  public init(_ type: ValueType, _ values: [Value]) {
    self.type = type
    self.values = values
  }

  public func value(at row: Int) -> Value { values[row] }
}

/// A column computed when it is read, for the rows that are read.
public struct ComputedColumn: Column {
  public var type: ValueType
  let compute: @Sendable (Int) -> Value

  public init(_ type: ValueType, _ compute: @escaping @Sendable (Int) -> Value) {
    self.type = type
    self.compute = compute
  }

  public func value(at row: Int) -> Value { compute(row) }
}
