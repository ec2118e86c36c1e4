/// The partners of each row of a join: rows of the other table in view, ascending. Rows with one key have the same.
struct JoinPartners {
  /// For each row in view the number of its key; nil if each row has one of its own.
  let keys: [UInt32]?
  /// Where the partners of each key begin in `rows`, and the end of the last.
  private var starts: [Int] = [0]
  private(set) var rows: [UInt32] = []

  init(keys: [UInt32]?) { self.keys = keys }

  /// Adds the partners of the next key.
  mutating func append(_ partners: some Collection<UInt32>) {
    rows.append(contentsOf: partners)
    starts.append(rows.count)
  }

  /// The number of keys.
  var keyCount: Int { starts.count - 1 }

  @inline(__always)
  func key(of place: Int) -> Int { keys.map { Int($0[place]) } ?? place }

  /// The places in `rows` of a key's partners.
  @inline(__always)
  func range(ofKey key: Int) -> Range<Int> { starts[key]..<starts[key + 1] }
}
