/// How many rows have each value of a column: counted by code, and values read out only when they are needed, if the column is
/// coded.
struct ValueCounts: PartialState {
  private var coded: (codes: any ColumnCodes, counts: [Int])?
  private var groups = GroupStates()

  init() {}

  init(_ groups: GroupStates) { self.groups = groups }

  init(of codes: any ColumnCodes, in rows: [UInt32]) {
    var counts = Array(repeating: 0, count: codes.count)
    codes.addCounts(of: rows, to: &counts)
    coded = (codes, counts)
  }

  /// The counts with their values.
  private var read: GroupStates {
    guard let coded else { return groups }
    var read = GroupStates()
    for (code, count) in coded.counts.enumerated() where count > 0 {
      let value = coded.codes.value(of: code)
      if !value.isEmpty { read.append([value], size: count) }
    }
    return read
  }

  mutating func merge(_ later: consuming ValueCounts) {
    if coded == nil, groups.values.isEmpty {
      self = later
      return
    }
    // The codes of another piece may be others.
    groups = read
    coded = nil
    groups.merge(later.read)
  }

  func write(to sink: inout StateWriter) { read.write(to: &sink) }

  init(from reader: inout StateReader) throws(WorldError) { groups = try GroupStates(from: &reader) }

  /// The most frequent values, then by value.
  func most(_ count: Int) -> [(value: Value, count: Int)] {
    if let coded { return ValueCounts.most(count, of: coded.codes, coded.counts) }
    let order = RowGroups.order(of: groups.values, by: groups.sizes).filter { !groups.values[$0][0].isNull }
    return order.prefix(count).map { (groups.values[$0][0], groups.sizes[$0]) }
  }

  /// Only those values are read out that may be shown, and compared where they are equally frequent.
  private static func most(
    _ count: Int, of codes: any ColumnCodes, _ counts: [Int]
  ) -> [(value: Value, count: Int)] {
    // Packs the inverted count above the code, so that an ascending sort gives the most frequent first.
    var found: [UInt64] = []
    for code in counts.indices where counts[code] > 0 {
      found.append(UInt64(UInt32.max - UInt32(clamping: counts[code])) << 32 | UInt64(UInt32(code)))
    }
    found.sort()
    var most: [(value: Value, count: Int)] = []
    var next = found[...]
    while most.count < count, let first = next.first {
      let size = counts[Int(first & 0xFFFF_FFFF)]
      let values = next.prefix { $0 >> 32 == first >> 32 }.map { codes.value(of: Int($0 & 0xFFFF_FFFF)) }
      next = next.dropFirst(values.count)
      var order = Array(values.indices)
      if order.count > 1 {
        let ranks = SortRanks(count: values.count, isDescending: false) { values[$0] }.ranks
        order.sort { (ranks[$0], $0) < (ranks[$1], $1) }
      }
      most += order.lazy.filter { !values[$0].isEmpty }.prefix(count - most.count).map { (values[$0], size) }
    }
    return most
  }
}
