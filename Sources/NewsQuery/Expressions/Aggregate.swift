/// What `stats` makes of the values of many rows. Empty values are skipped.
enum Aggregate: String, CaseIterable, Sendable {
  case count, distinct, sum, avg, median, min, max, first, last, list

  static let names = Set(allCases.map(\.rawValue)).subtracting(["count"])

  /// The type of its result for values of a type; nil if it cannot take them.
  func result(of type: ValueType) -> ValueType? {
    switch self {
    case .count, .distinct: .number
    case .sum, .avg, .median: type == .number ? .number : nil
    case .min, .max: type == .list ? nil : type
    case .first, .last: type
    case .list: .list
    }
  }
}
