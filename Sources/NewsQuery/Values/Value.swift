/// What one cell of a table holds.
public enum Value: Hashable, Sendable {
  case null
  case text(String)
  /// Whole numbers up to 2^53 print without a point.
  case number(Double)
  case date(NewsDate)
  case truth(Bool)
  case list([Value])

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
