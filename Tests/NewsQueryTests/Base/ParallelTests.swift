import Testing

@testable import NewsQuery

struct ParallelTests {
  struct Trouble: Error, Equatable { var piece: Int }

  @Test(arguments: [1, 2, 7])
  func piecesComeBackInOrder(threadCount: Int) throws {
    let pieces = try Parallel.map(1000, threadCount: threadCount, pieceSize: 7) { Array($0) }
    #expect(pieces.flatMap { $0 } == Array(0..<1000))
    #expect(try Parallel.map(0, threadCount: threadCount) { $0.count }.isEmpty)
  }

  @Test(arguments: [1, 3])
  func theFirstErrorIsThrown(threadCount: Int) {
    #expect(throws: Trouble(piece: 40)) {
      try Parallel.map(100, threadCount: threadCount, pieceSize: 10) { range in
        if range.lowerBound == 40 { throw Trouble(piece: 40) }
      }
    }
  }
}
