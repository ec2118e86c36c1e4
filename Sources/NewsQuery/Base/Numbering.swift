/// Numbers in a smaller range: each distinct one is numbered by its first appearance, from 0.
///
///     let numbering = Numbering([70, 20, 70], below: 100)
///     numbering.distinct   // [70, 20]
///     numbering.numbers    // [0, 1, 0]
struct Numbering {
  /// The distinct numbers, by first appearance.
  private(set) var distinct: [UInt32] = []
  /// For each number given, its place in `distinct`.
  private(set) var numbers: [UInt32] = []

  /// `given` are below `limit`. Takes linear time and memory if they are not few beside the limit; otherwise they are sorted,
  /// so that the limit costs nothing.
  init(_ given: [UInt32], below limit: Int) {
    if given.count > limit / 64 { number(dense: given, below: limit) } else { number(few: given) }
  }

  private mutating func number(dense given: [UInt32], below limit: Int) {
    // A number and one; 0: not yet.
    var known = [UInt32](repeating: 0, count: limit)
    numbers.reserveCapacity(given.count)
    for value in given {
      if known[Int(value)] == 0 {
        distinct.append(value)
        known[Int(value)] = UInt32(truncatingIfNeeded: distinct.count)
      }
      numbers.append(known[Int(value)] &- 1)
    }
  }

  private mutating func number(few given: [UInt32]) {
    var sorted = given.enumerated().map { UInt64($0.element) << 32 | UInt64(UInt32(truncatingIfNeeded: $0.offset)) }
    sorted.sort()
    // For each place the first place of the same number; those of one number are neighbours.
    var firsts = [UInt32](repeating: 0, count: given.count)
    var first: UInt32 = 0
    for (index, pair) in sorted.enumerated() {
      let place = UInt32(truncatingIfNeeded: pair)
      if index == 0 || pair >> 32 != sorted[index - 1] >> 32 { first = place }
      firsts[Int(place)] = first
    }
    numbers.reserveCapacity(given.count)
    for (place, value) in given.enumerated() {
      if Int(firsts[place]) == place {
        numbers.append(UInt32(truncatingIfNeeded: distinct.count))
        distinct.append(value)
      } else {
        numbers.append(numbers[Int(firsts[place])])
      }
    }
  }
}
