import CLibrary
import Synchronization

/// Work cut into pieces for several threads; what comes back is in the order of the pieces, so that the answer is the
/// same on one thread and on many.
///
///     let counts = try Parallel.map(articleCount, threadCount: 2) { range in count(range) }
public enum Parallel {
  /// Calls `body` with ranges that together are `0..<count`, each at most `pieceSize` long (by default eight pieces a
  /// thread), on at most `threadCount` threads. The first error, in the order of the pieces, is thrown again.
  public static func map<Result: Sendable>(
    _ count: Int, threadCount: Int, pieceSize: Int? = nil, _ body: @Sendable (Range<Int>) throws -> Result
  ) throws -> [Result] {
    guard count > 0 else { return [] }
    let size = max(1, pieceSize ?? (count + threadCount * 8 - 1) / (threadCount * 8))
    let pieceCount = (count + size - 1) / size
    let range = { (piece: Int) in piece * size..<min(count, (piece + 1) * size) }
    if threadCount <= 1 || pieceCount == 1 {
      return try (0..<pieceCount).map { try body(range($0)) }
    }

    let work = Work<Result>(pieceCount: pieceCount)
    withoutActuallyEscaping(body) { body in
      let run: @Sendable () -> Void = {
        while let piece = work.take() {
          let start = piece * size
          work.put(piece, Swift.Result { try body(start..<min(count, start + size)) })
        }
      }
      var threads: [pthread_t] = []
      for _ in 1..<min(threadCount, pieceCount) {
        let box = Unmanaged.passRetained(Job(run))
        var thread = pthread_t()
        if pthread_create(&thread, nil, Job.main, box.toOpaque()) == 0 {
          threads.append(thread)
        } else {
          box.release()  // No thread to be had: the others do its share.
        }
      }
      run()
      for thread in threads { pthread_join(thread, nil) }
    }
    return try work.results()
  }

  /// The next piece, and what came of those that are done.
  private final class Work<Result: Sendable>: Sendable {
    private struct State {
      var results: [Swift.Result<Result, any Error>?]
      var hasFailed = false
    }
    private let next = Atomic<Int>(0)
    private let pieceCount: Int
    private let state: Lock<State>

    init(pieceCount: Int) {
      self.pieceCount = pieceCount
      state = Lock(State(results: Array(repeating: nil, count: pieceCount)))
    }

    func take() -> Int? {
      let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard piece < pieceCount, !state.withLock({ $0.hasFailed }) else { return nil }
      return piece
    }

    func put(_ piece: Int, _ result: Swift.Result<Result, any Error>) {
      state.withLock { state in
        state.results[piece] = result
        if case .failure = result { state.hasFailed = true }
      }
    }

    func results() throws -> [Result] {
      try state.withLock { state in
        for case .failure(let error)? in state.results { throw error }
        return try state.results.compactMap { try $0?.get() }
      }
    }
  }

  private final class Job: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }

    static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      guard let argument else { return nil }
      Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }
  }
}
