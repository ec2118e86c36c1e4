/// Rows put together by the values of some columns: the basis of `count by`, `stats by` and `top`.
///
/// A list counts once for each of its distinct items; an empty value is a group of its own. Groups are numbered by first
/// appearance.
struct RowGroups {
  /// The values of each group, one a key; null where the group has none.
  private(set) var values: [[Value]]
  /// The groups of the i-th row in view: `groups[starts[i]..<starts[i + 1]]`; nil if each row has one.
  private var starts: [Int]?
  private var groups: [UInt32]

  var count: Int { values.count }

  /// `keys` are bound to the table.
  init(_ keys: [any Column], _ table: Table, _ context: RunContext) throws {
    let coded = try keys.map { try GroupKey($0, table, context) }
    guard let first = coded.first else {
      values = [[]]
      groups = Array(repeating: 0, count: table.rows.count)
      return
    }
    var joined = first
    var tuples = first.values.map { [$0] }
    for key in coded.dropFirst() {
      let previous = tuples
      let pairs: [(Int, Int)]
      (joined, pairs) = joined.joined(with: key)
      tuples = pairs.map { previous[$0.0] + [key.values[$0.1]] }
    }
    values = tuples
    starts = joined.starts
    groups = joined.codes
  }

  /// The groups that the i-th row in view belongs to.
  func groups(ofRowAt place: Int) -> ArraySlice<UInt32> {
    guard let starts else { return groups[place...place] }
    return groups[starts[place]..<starts[place + 1]]
  }

  /// How many rows each group has.
  var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for group in groups { sizes[Int(group)] += 1 }
    return sizes
  }

  /// The places in view of each group's rows, in order.
  var members: [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for place in 0..<(starts.map { $0.count - 1 } ?? groups.count) {
      for group in groups(ofRowAt: place) { members[Int(group)].append(place) }
    }
    return members
  }

  /// How many distinct numbers each group has, where `number` gives one for a row in view (nil: none).
  func distinctCounts(_ number: (Int) -> Int?) -> [Int] {
    var pairs: [UInt64] = []
    pairs.reserveCapacity(groups.count)
    for place in 0..<(starts.map { $0.count - 1 } ?? groups.count) {
      guard let number = number(place) else { continue }
      for group in groups(ofRowAt: place) {
        pairs.append(UInt64(group) << 32 | UInt64(UInt32(truncatingIfNeeded: number)))
      }
    }
    pairs.sort()
    var counts = [Int](repeating: 0, count: count)
    for index in pairs.indices where index == 0 || pairs[index] != pairs[index - 1] {
      counts[Int(pairs[index] >> 32)] += 1
    }
    return counts
  }

  // MARK: - Pieces

  /// Those of no rows.
  init() {
    values = []
    groups = []
  }

  /// Rows in view.
  var rowCount: Int { starts.map { $0.count - 1 } ?? groups.count }

  /// Adds the groups of rows that come later.
  mutating func append(_ later: consuming RowGroups) {
    if rowCount == 0, values.isEmpty {
      self = later
      return
    }
    var numbers = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.element, UInt32($0.offset)) })
    let own = later.values.map { tuple -> UInt32 in
      if let known = numbers[tuple] { return known }
      let number = UInt32(values.count)
      numbers[tuple] = number
      values.append(tuple)
      return number
    }
    if starts != nil || later.starts != nil {
      var joined = starts ?? Array(0...groups.count)
      let next = later.starts ?? Array(0...later.groups.count)
      joined += next.dropFirst().map { $0 + groups.count }
      starts = joined
    }
    groups += later.groups.map { own[Int($0)] }
  }

  func write(to sink: inout StateWriter) {
    sink.write(values.count)
    for tuple in values { sink.write(tuple) }
    sink.write(rowCount)
    for place in 0..<rowCount {
      let own = groups(ofRowAt: place)
      sink.write(own.count)
      for group in own { sink.write(Int(group)) }
    }
  }

  init(from reader: inout StateReader) throws(WorldError) {
    self.init()
    for _ in 0..<(try reader.count()) { values.append(try reader.values()) }
    var starts = [0]
    for _ in 0..<(try reader.count()) {
      for _ in 0..<(try reader.count()) {
        let group = try reader.integer()
        guard values.indices.contains(group) else { throw StateReader.damage }
        groups.append(UInt32(group))
      }
      starts.append(groups.count)
    }
    let isPlain = starts.indices.allSatisfy { starts[$0] == $0 }
    self.starts = isPlain ? nil : starts
  }

  /// Groups by count, the largest first, then by value; one without any value last.
  func order(by counts: [Int]) -> [Int] { RowGroups.order(of: values, by: counts) }

  static func order(of values: [[Value]], by counts: [Int]) -> [Int] {
    let count = values.count
    let isEmpty = values.map { tuple in !tuple.isEmpty && tuple.allSatisfy(\.isEmpty) }
    let width = values.first?.count ?? 0
    let ranks = (0..<width).map { key in SortRanks(count: count, isDescending: false) { values[$0][key] }.ranks }
    return (0..<count).sorted { a, b in
      if isEmpty[a] != isEmpty[b] { return isEmpty[b] }
      if counts[a] != counts[b] { return counts[a] > counts[b] }
      for rank in ranks where rank[a] != rank[b] { return rank[a] < rank[b] }
      return a < b
    }
  }
}

/// One column as codes: each row's value as a small number.
struct GroupKey {
  /// By code; an empty value is null.
  private(set) var values: [Value] = []
  private(set) var codes: [UInt32] = []
  /// Nil if each row has exactly one code.
  private(set) var starts: [Int]?

  init(_ column: any Column, _ table: Table, _ context: RunContext) throws {
    var coder = ValueCoder()
    if let source = column.codes {
      // Each distinct value is looked at once.
      var known = [[UInt32]?](repeating: nil, count: source.count)
      var ofNull: [UInt32]?
      fill(table.rows.count) { place in
        guard let code = source.code(at: Int(table.rows[place])) else {
          let own = ofNull ?? coder.codes(of: .null)
          ofNull = own
          return own
        }
        if let own = known[code] { return own }
        let own = coder.codes(of: source.value(of: code))
        known[code] = own
        return own
      }
    } else {
      let rows = table.rows
      let cells = try Parallel.rows(rows.count, context) { range in rows[range].map { column.value(at: Int($0)) } }
      fill(cells.count) { coder.codes(of: cells[$0]) }
    }
    values = coder.values
  }

  private init() {}

  private mutating func fill(_ count: Int, _ codesOf: (Int) -> [UInt32]) {
    codes.reserveCapacity(count)
    var starts: [Int] = []
    var isPlain = true
    for place in 0..<count {
      let own = codesOf(place)
      if isPlain, own.count != 1 {
        starts = Array(0...place)
        isPlain = false
      }
      codes.append(contentsOf: own)
      if !isPlain { starts.append(codes.count) }
    }
    if !isPlain { self.starts = starts }
  }

  private func codes(ofRowAt place: Int) -> ArraySlice<UInt32> {
    guard let starts else { return codes[place...place] }
    return codes[starts[place]..<starts[place + 1]]
  }

  /// Pairs of this key's and another's codes as one key; `pairs` says what each new code is made of.
  func joined(with other: GroupKey) -> (GroupKey, pairs: [(Int, Int)]) {
    var result = GroupKey()
    var numbers: [UInt64: UInt32] = [:]
    var pairs: [(Int, Int)] = []
    let count = starts.map { $0.count - 1 } ?? codes.count
    result.fill(count) { place in
      var made: [UInt32] = []
      for left in codes(ofRowAt: place) {
        for right in other.codes(ofRowAt: place) {
          let pair = UInt64(left) << 32 | UInt64(right)
          if let known = numbers[pair] {
            made.append(known)
          } else {
            let number = UInt32(pairs.count)
            numbers[pair] = number
            pairs.append((Int(left), Int(right)))
            made.append(number)
          }
        }
      }
      return made
    }
    return (result, pairs)
  }
}

/// Numbers values by first appearance; a list has the numbers of its distinct items.
private struct ValueCoder {
  private(set) var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]

  mutating func codes(of value: Value) -> [UInt32] {
    guard case .list(let items) = value else { return [code(of: value)] }
    var codes: [UInt32] = []
    for item in items {
      let code = code(of: item)
      if !codes.contains(code) { codes.append(code) }
    }
    return codes.isEmpty ? [code(of: .null)] : codes
  }

  private mutating func code(of value: Value) -> UInt32 {
    let value = value.isEmpty ? .null : value
    if let known = numbers[value] { return known }
    let code = UInt32(values.count)
    numbers[value] = code
    values.append(value)
    return code
  }
}
