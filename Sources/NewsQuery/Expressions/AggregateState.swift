/// What an aggregate knows of some rows: states of earlier and later rows merge into that of both.
enum AggregateState: Equatable, Sendable {
  case count(Int)
  case distinct(Set<Value>)
  case sum(ExactSum)
  case average(ExactSum, count: Int)
  case median([Double])
  case variance(ExactMoments)
  case least(Value)
  case greatest(Value)
  case first(Value)
  case last(Value)
  /// Distinct items, in the order of the rows.
  case list([Value], seen: Set<Value>)

  init(_ aggregate: Aggregate) {
    switch aggregate {
    case .count: self = .count(0)
    case .distinct: self = .distinct([])
    case .sum: self = .sum(ExactSum())
    case .avg: self = .average(ExactSum(), count: 0)
    case .median, .percentile: self = .median([])
    case .stddev, .variance: self = .variance(ExactMoments())
    case .min: self = .least(.null)
    case .max: self = .greatest(.null)
    case .first: self = .first(.null)
    case .last: self = .last(.null)
    case .list: self = .list([], seen: [])
    }
  }

  /// Adds the value of the next row. Empty values are skipped.
  mutating func add(_ value: Value) {
    if value.isEmpty { return }
    switch self {
    case .count(let count): self = .count(count + 1)
    case .distinct(var values):
      self = .count(0)
      values.insert(value)
      self = .distinct(values)
    case .sum(var sum):
      sum.add(value)
      self = .sum(sum)
    case .average(var sum, let count):
      guard value.double != nil else { return }
      sum.add(value)
      self = .average(sum, count: count + 1)
    case .variance(var moments):
      guard let number = value.double else { return }
      self = .count(0)
      moments.add(number)
      self = .variance(moments)
    case .median(var numbers):
      guard let number = value.double else { return }
      self = .count(0)
      numbers.append(number)
      self = .median(numbers)
    case .least(let known):
      if known.isNull || ValueOrder.compare(value, known) < 0 { self = .least(value) }
    case .greatest(let known):
      if known.isNull || ValueOrder.compare(known, value) < 0 { self = .greatest(value) }
    case .first(let known): if known.isNull { self = .first(value) }
    case .last: self = .last(value)
    case .list(var items, var seen):
      self = .count(0)
      let parts = if case .list(let inner) = value { inner } else { [value] }
      for part in parts where seen.insert(part).inserted { items.append(part) }
      self = .list(items, seen: seen)
    }
  }

  /// Adds the state of later rows, which must be of the same aggregate.
  mutating func merge(_ later: AggregateState) {
    switch (self, later) {
    case (.count(let a), .count(let b)): self = .count(a + b)
    case (.distinct(let a), .distinct(let b)): self = .distinct(a.union(b))
    case (.sum(var a), .sum(let b)):
      a.add(b)
      self = .sum(a)
    case (.average(var a, let countA), .average(let b, let countB)):
      a.add(b)
      self = .average(a, count: countA + countB)
    case (.median(let a), .median(let b)): self = .median(a + b)
    case (.variance(var a), .variance(let b)):
      a.add(b)
      self = .variance(a)
    case (_, .least(let value)), (_, .greatest(let value)), (_, .first(let value)), (_, .last(let value)): add(value)
    case (.list, .list(let items, _)): for item in items { add(item) }
    default: preconditionFailure("states of one aggregate")
    }
  }

  /// What `stats` shows.
  var value: Value {
    switch self {
    case .count(let count): return .number(Double(count))
    case .distinct(let values): return .number(Double(values.count))
    case .sum(let sum): return .number(sum.value)
    case .average(let sum, let count): return count == 0 ? .null : .number(sum.value / Double(count))
    case .median(let numbers):
      let sorted = numbers.sorted()
      guard !sorted.isEmpty else { return .null }
      let middle = sorted.count / 2
      return .number(sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)
    case .variance(let moments): return moments.variance.map(Value.number) ?? .null
    case .least(let value), .greatest(let value), .first(let value), .last(let value): return value
    case .list(let items, _): return .list(items.map { .text($0.printed) })
    }
  }

  /// The value below which `percent` of the numbers are, linear between the two nearest: numpy's default, type 7 of Hyndman and
  /// Fan, "Sample Quantiles in Statistical Packages", 1996. Null without numbers.
  func percentile(_ percent: Double) -> Value {
    guard case .median(let numbers) = self, !numbers.isEmpty else { return .null }
    let sorted = numbers.sorted()
    let place = Double(sorted.count - 1) * (percent / 100)
    let low = min(Int(place), sorted.count - 1)
    let high = min(low + 1, sorted.count - 1)
    let part = place - Double(low)
    let step = sorted[high] - sorted[low]
    // From the nearer end, so that 100 is exactly the greatest.
    return .number(part < 0.5 ? sorted[low] + step * part : sorted[high] - step * (1 - part))
  }

  func write(to sink: inout StateWriter) {
    switch self {
    case .count(let count):
      sink.write(0)
      sink.write(count)
    case .distinct(let values):
      sink.write(1)
      // A set has no order of its own; the same set is the same bytes.
      let rows = values.map { value in
        var one = StateWriter()
        one.write(value)
        return one.bytes
      }
      sink.write(rows.count)
      for row in rows.sorted(by: { $0.lexicographicallyPrecedes($1) }) { sink.write(row) }
    case .sum(let sum):
      sink.write(2)
      sum.write(to: &sink)
    case .average(let sum, let count):
      sink.write(3)
      sink.write(count)
      sum.write(to: &sink)
    case .median(let numbers):
      sink.write(4)
      sink.write(numbers)
    case .least(let value): AggregateState.write(5, value, to: &sink)
    case .greatest(let value): AggregateState.write(6, value, to: &sink)
    case .first(let value): AggregateState.write(7, value, to: &sink)
    case .last(let value): AggregateState.write(8, value, to: &sink)
    case .list(let items, _):
      sink.write(9)
      sink.write(items)
    case .variance(let moments):
      sink.write(10)
      moments.write(to: &sink)
    }
  }

  private static func write(_ kind: Int, _ value: Value, to sink: inout StateWriter) {
    sink.write(kind)
    sink.write(value)
  }

  init(from reader: inout StateReader) throws(WorldError) {
    switch try reader.integer() {
    case 0: self = .count(try reader.integer())
    case 1:
      var values: Set<Value> = []
      for _ in 0..<(try reader.count()) {
        var one = StateReader(try reader.text())
        values.insert(try one.value())
      }
      self = .distinct(values)
    case 2: self = .sum(try ExactSum(from: &reader))
    case 3:
      let count = try reader.integer()
      self = .average(try ExactSum(from: &reader), count: count)
    case 4: self = .median(try reader.numbers())
    case 5: self = .least(try reader.value())
    case 6: self = .greatest(try reader.value())
    case 7: self = .first(try reader.value())
    case 8: self = .last(try reader.value())
    case 9:
      let items = try reader.values()
      self = .list(items, seen: Set(items))
    case 10: self = .variance(try ExactMoments(from: &reader))
    default: throw StateReader.damage
    }
  }
}
