/// Numbers that grow, outside the reach of copy-on-write.
struct NumberBuffer: ~Copyable {
  private(set) var start = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
  private(set) var count = 0
  private var capacity = 64
  /// Its own memory, while it shows another's.
  private var own: UnsafeMutablePointer<UInt32>?

  deinit { (own ?? start).deallocate() }

  mutating func removeAll() {
    if let own { start = own }
    own = nil
    count = 0
  }

  /// Points at numbers in other memory, until all are removed.
  mutating func borrow(_ numbers: UnsafeBufferPointer<UInt32>) {
    own = own ?? start
    start = UnsafeMutablePointer(mutating: numbers.baseAddress ?? UnsafePointer(start))
    count = numbers.count
  }

  mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    let wider = UnsafeMutablePointer<UInt32>.allocate(capacity: max(capacity * 2, count + more))
    wider.update(from: start, count: count)
    start.deallocate()
    start = wider
    capacity = max(capacity * 2, count + more)
  }

  /// Takes the place of all with the lower halves of pairs.
  mutating func take(low pairs: UnsafePointer<UInt64>, _ count: Int) {
    removeAll()
    reserve(count)
    for place in 0..<count { start[place] = UInt32(truncatingIfNeeded: pairs[place]) }
    self.count = count
  }

  /// The same with their upper halves.
  mutating func take(high pairs: UnsafePointer<UInt64>, _ count: Int) {
    removeAll()
    reserve(count)
    for place in 0..<count { start[place] = UInt32(truncatingIfNeeded: pairs[place] >> 32) }
    self.count = count
  }

  /// There must be room.
  @inline(__always)
  mutating func append(_ value: UInt32) {
    start[count] = value
    count &+= 1
  }

  @inline(__always)
  subscript(index: Int) -> UInt32 { start[index] }

  subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
  }
}
