/// Rows put together by the values of some columns, with an aggregate state for each thing that is asked of a group. Groups are
/// numbered by first appearance.
struct GroupStates: PartialState {
  /// The values of each group, one for each key.
  private(set) var values: [[Value]] = []
  /// Rows of each group.
  private(set) var sizes: [Int] = []
  private(set) var items: [[AggregateState]] = []
  /// Made when a group is looked for.
  private var numbers: [[Value]: Int] = [:]

  init() {}

  /// Groups of which only the rows are counted.
  init(_ groups: RowGroups) {
    (values, sizes) = (groups.values, groups.sizes)
    items = Array(repeating: [], count: values.count)
  }

  var count: Int { values.count }

  mutating func append(_ tuple: [Value], size: Int, _ states: [AggregateState] = []) {
    if numbers.count < values.count {
      numbers = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.element, $0.offset) })
    }
    if let number = numbers[tuple] {
      sizes[number] += size
      for item in states.indices { items[number][item].merge(states[item]) }
    } else {
      numbers[tuple] = values.count
      values.append(tuple)
      sizes.append(size)
      items.append(states)
    }
  }

  mutating func merge(_ later: consuming GroupStates) {
    if values.isEmpty {
      self = later
      return
    }
    for number in later.values.indices {
      append(later.values[number], size: later.sizes[number], later.items[number])
    }
  }

  func write(to sink: inout StateWriter) {
    sink.write(count)
    for number in values.indices {
      sink.write(values[number])
      sink.write(sizes[number])
      sink.write(items[number].count)
      for item in items[number] { item.write(to: &sink) }
    }
  }

  init(from reader: inout StateReader) throws(WorldError) {
    for _ in 0..<(try reader.count()) {
      let tuple = try reader.values()
      let size = try reader.integer()
      var states: [AggregateState] = []
      for _ in 0..<(try reader.count()) { states.append(try AggregateState(from: &reader)) }
      append(tuple, size: size, states)
    }
  }
}
