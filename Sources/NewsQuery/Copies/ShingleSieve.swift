import CBytes

/// Says of a number whether it may have come up twice: never wrong when it says no. Threads may put in at once.
final class ShingleSieve: @unchecked Sendable {
  // INVARIANT: `nb_sieve_insert` is atomic, and the places are read when all threads have inserted.
  /// Two bits a place, side by side so that one look into memory does: came up, came up again.
  private let places: UnsafeMutablePointer<UInt64>
  private let byteCount: Int
  private let mask: UInt64

  /// At least four places a shingle: about one in six is kept for nothing.
  init(shingleCount: Int) {
    var count = 4096
    while count < shingleCount * 4 && count < 1 << 31 { count *= 2 }
    mask = UInt64(count - 1)
    byteCount = count / 4
    places = LargeMemory.allocate(byteCount).bindMemory(to: UInt64.self, capacity: count / 32)
  }

  deinit { LargeMemory.free(places, byteCount) }

  /// How many numbers ahead a slot is prefetched: most are in no cache.
  private static let ahead = 16

  func insert(_ hashes: UnsafeBufferPointer<UInt64>) {
    guard let start = hashes.baseAddress else { return }
    nb_sieve_insert(places, mask, start, hashes.count)
  }

  /// Calls `body` with those that may have come up twice.
  @inline(__always)
  func forEachRepeated(_ hashes: UnsafeBufferPointer<UInt64>, _ body: (UInt64) -> Void) {
    for index in 0..<hashes.count {
      if index &+ ShingleSieve.ahead < hashes.count {
        nb_prefetch(places + Int(truncatingIfNeeded: (hashes[index &+ ShingleSieve.ahead] & mask) >> 5))
      }
      let place = hashes[index] & mask
      if places[Int(truncatingIfNeeded: place >> 5)] &>> ((place & 31) << 1) & 2 != 0 { body(hashes[index]) }
    }
  }
}
