import Synchronization

/// How far a step of a plan is, counted by all threads that work on it; and where it stops when it is interrupted.
///
///     let progress = StepProgress(of: rows.count, context)
///     for place in range { if place & 63 == 0 { try progress.advance(by: 64) } … }
final class StepProgress: Sendable {
  private let context: RunContext
  private let total: Int
  private let done = Atomic<Int>(0)

  init(of total: Int, _ context: RunContext) {
    self.total = total
    self.context = context
  }

  /// Reports that `count` more are done, or about to be. Throws `Interrupted`.
  func advance(by count: Int) throws {
    if context.isInterrupted() { throw Interrupted() }
    guard let onProgress = context.onProgress else { return }
    let now = done.wrappingAdd(count, ordering: .relaxed).newValue
    onProgress(context.step, min(now, total), total)
  }
}
