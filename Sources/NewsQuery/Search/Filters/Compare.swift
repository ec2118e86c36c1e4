/// How two values compare: nil if that cannot be known.
///
/// Text is equal exactly (canonically composed); it is ordered by its folded form. Of a list, `=` holds when an item is
/// so, `!=` when none is. A written date is a span: `=` within it, `<` before its start, `>` after its end.
enum Compare {
  static func holds(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool? {
    if left.isNull || right.isNull { return nil }
    if case .list(let items) = left { return holds(comparison, anyOf: items, right) }
    if case .list(let items) = right, comparison == .equal || comparison == .notEqual {
      return holds(comparison, anyOf: items, left)
    }
    if case .date(let left) = left, case .date(let right) = right { return holds(comparison, left, right) }
    switch comparison {
    case .equal: return left == right
    case .notEqual: return left != right
    case .less: return order(left, right).map { $0 < 0 }
    case .lessOrEqual: return order(left, right).map { $0 <= 0 }
    case .greater: return order(left, right).map { $0 > 0 }
    case .greaterOrEqual: return order(left, right).map { $0 >= 0 }
    }
  }

  private static func order(_ left: Value, _ right: Value) -> Int? {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      return left.isNaN || right.isNaN ? nil : left < right ? -1 : left > right ? 1 : 0
    case (.integer, .integer), (.integer, .number), (.number, .integer): return ValueOrder.compare(left, right)
    case (.text(let left), .text(let right)): return ValueOrder.compare(left, right)
    case (.truth(let left), .truth(let right)): return left == right ? 0 : left ? 1 : -1
    default: return nil
    }
  }

  private static func holds(_ comparison: Comparison, anyOf items: [Value], _ right: Value) -> Bool? {
    if case .list(let others) = right {
      // Two lists: the same items in the same order.
      return comparison == .equal ? items == others : comparison == .notEqual ? items != others : nil
    }
    if items.isEmpty { return nil }
    if comparison == .notEqual { return !items.contains { holds(.equal, $0, right) == true } }
    return items.contains { holds(comparison, $0, right) == true }
  }

  private static func holds(_ comparison: Comparison, _ date: NewsDate, _ written: NewsDate) -> Bool? {
    switch comparison {
    case .equal: date.isWithin(written)
    case .notEqual: date.isWithin(written).map { !$0 }
    case .less: date.isBefore(written)
    case .greater: date.isAfter(written)
    case .lessOrEqual: date.isAfter(written).map { !$0 }
    case .greaterOrEqual: date.isBefore(written).map { !$0 }
    }
  }

  /// `in (a, b)`: true if one is equal; else null if one cannot be known.
  static func isIn(
    _ value: Value, _ items: [@Sendable (Int) -> Value], _ row: Int, negated: Bool
  ) -> Bool? {
    var isKnown = true
    for item in items {
      switch holds(.equal, value, item(row)) {
      case true?: return !negated
      case false?: break
      case nil: isKnown = false
      }
    }
    return isKnown ? negated : nil
  }

  /// `is "x"`: the whole value, or a whole item of a list, folded.
  static func isFolded(_ value: Value, _ folded: [UInt8]) -> Bool? {
    switch value {
    case .null: nil
    case .list(let items): items.isEmpty ? nil : items.contains { isFolded($0, folded) == true }
    case .text(let text): text.isEmpty ? nil : FoldedText.bytes(text) == folded
    default: FoldedText.bytes(value.printed) == folded
    }
  }
}

/// Sums of numbers and of dates; null where an operand is, and where a number cannot come out (`1 / 0`).
enum Arithmetic {
  static func compute(_ operation: Expression.Arithmetic, _ left: Value, _ right: Value) -> Value {
    if operation == .concatenate {
      return left.isNull || right.isNull ? .null : .text(left.printed + right.printed)
    }
    if case .date(let left) = left, case .date(let right) = right, operation == .subtract {
      return .number(Double(left.seconds &- right.seconds) / 86_400)
    }
    guard let left = left.double, let right = right.double else { return .null }
    let result =
      switch operation {
      case .add: left + right
      case .subtract: left - right
      case .multiply: left * right
      case .divide, .concatenate: left / right
      }
    return result.isFinite ? .number(result) : .null
  }

  /// A date moved by a duration, in its own precision; a day moved by hours becomes a moment.
  static func shift(_ date: NewsDate, _ seconds: Int64) -> Value {
    var moved = date
    if seconds % 86_400 != 0, moved.precision < .minute { moved.precision = .minute }
    let (sum, overflow) = moved.seconds.addingReportingOverflow(seconds)
    guard !overflow else { return .null }
    moved.seconds = sum
    return NewsDate.years.contains(moved.civil.year) ? .date(moved) : .null
  }
}
