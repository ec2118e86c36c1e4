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

  /// The values of a group's rows in their order.
  func value(of values: [Value]) -> Value {
    let values = values.filter { !$0.isEmpty }
    switch self {
    case .count: return .number(Double(values.count))
    case .distinct: return .number(Double(Set(values).count))
    case .sum: return .number(Aggregate.numbers(values).reduce(0, +))
    case .avg:
      let numbers = Aggregate.numbers(values)
      return numbers.isEmpty ? .null : .number(numbers.reduce(0, +) / Double(numbers.count))
    case .median:
      let numbers = Aggregate.numbers(values).sorted()
      guard !numbers.isEmpty else { return .null }
      let middle = numbers.count / 2
      return .number(numbers.count % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2)
    case .min: return values.min { ValueOrder.compare($0, $1) < 0 } ?? .null
    case .max: return values.max { ValueOrder.compare($0, $1) < 0 } ?? .null
    case .first: return values.first ?? .null
    case .last: return values.last ?? .null
    case .list:
      var seen: Set<Value> = []
      var items: [Value] = []
      for value in values {
        let parts = if case .list(let inner) = value { inner } else { [value] }
        for part in parts where seen.insert(part).inserted { items.append(.text(part.printed)) }
      }
      return .list(items)
    }
  }

  private static func numbers(_ values: [Value]) -> [Double] {
    values.compactMap(\.double)
  }
}
