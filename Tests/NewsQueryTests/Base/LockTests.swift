import Testing

@testable import NewsQuery

struct LockTests {
  @Test func whatSeveralThreadsAddIsAllThere() throws {
    let total = Lock(0)
    let seen = Lock<[Int]>([])
    _ = try Parallel.map(4, threadCount: 4, pieceSize: 1) { pieces in
      for number in 0..<2000 {
        total.withLock { $0 += 1 }
        if number.isMultiple(of: 100) { seen.withLock { $0.append(pieces.lowerBound) } }
      }
    }
    #expect(total.withLock { $0 } == 8000)
    #expect(seen.withLock { $0.sorted() } == (0..<4).flatMap { Array(repeating: $0, count: 20) })
  }

  /// Whoever throws lets go of the lock.
  @Test func anErrorLeavesItOpen() {
    struct Trouble: Error {}
    let lock = Lock("a")
    #expect(throws: Trouble.self) {
      try lock.withLock { (value) throws in
        value += "b"
        throw Trouble()
      }
    }
    #expect(lock.withLock { $0 } == "ab")
  }

  @Test func theValueGoesWithItsLock() {
    final class Held: Sendable {}
    weak var watched: Held?
    do {
      let held = Held()
      watched = held
      let lock = Lock<Held?>(held)
      #expect(lock.withLock { $0 != nil })
    }
    #expect(watched == nil)
  }
}
