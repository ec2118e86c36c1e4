/// How many rows have each combination of values, by first appearance.
struct TupleCounts: PartialState {
  private(set) var values: [[Value]] = []
  private(set) var sizes: [Int] = []
  /// Made when states are merged.
  private var numbers: [[Value]: Int] = [:]

  init() {}

  init(_ groups: RowGroups) { (values, sizes) = (groups.values, groups.sizes) }

  mutating func append(_ tuple: [Value], size: Int) {
    if numbers.count < values.count {
      numbers = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.element, $0.offset) })
    }
    if let number = numbers[tuple] {
      sizes[number] += size
      return
    }
    numbers[tuple] = values.count
    values.append(tuple)
    sizes.append(size)
  }

  mutating func merge(_ later: consuming TupleCounts) {
    if values.isEmpty {
      self = later
      return
    }
    for number in later.values.indices { append(later.values[number], size: later.sizes[number]) }
  }

  func write(to sink: inout StateWriter) {
    sink.write(values.count)
    for number in values.indices {
      sink.write(values[number])
      sink.write(sizes[number])
    }
  }

  init(from reader: inout StateReader) throws(WorldError) {
    for _ in 0..<(try reader.count()) {
      let tuple = try reader.values()
      append(tuple, size: try reader.integer())
    }
  }
}
