/// What one cell of a table holds.
public enum Value: Hashable, Sendable {
  case null
  case text(String)
  /// Whole numbers up to 2^53 print without a point.
  case number(Double)
  /// A whole number that a `Double` may not hold exactly: beyond 2^53. Smaller ones are `number`.
  case integer(Int64)
  case date(NewsDate)
  case truth(Bool)
  case list([Value])

  /// A whole number, exactly.
  static func whole(_ number: Int64) -> Value {
    number.magnitude <= Value.largestExact ? .number(Double(number)) : .integer(number)
  }

  /// 2^53: up to it a `Double` holds every whole number.
  static let largestExact: UInt64 = 9_007_199_254_740_992

  var isPlainNumber: Bool {
    if case .integer = self { return false }
    return true
  }

  /// The nearest `Double` of a number; nil for anything else.
  var double: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  public var isNull: Bool { self == .null }

  /// null, an empty text or a list without items: what `is empty` means.
  public var isEmpty: Bool {
    switch self {
    case .null: true
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    default: false
    }
  }
}

/// The type of all cells of a column, null aside.
public enum ValueType: String, Hashable, Sendable {
  case text, number, date, truth
  case list = "list of text"
}
