import CLibrary
import NewsQuery

/// Says how far a long work is, in one row that goes away at its end.
///
///     reading reuters.jsonl  42%  118 MB/s  0:03 left
///
/// Only on a terminal, only after half a second: whatever is quicker needs no telling. Not for two threads at once.
final class Progress {
  /// What the amounts of a work are.
  enum Unit: Sendable { case bytes, rows }

  private static let patienceNanoseconds: UInt64 = 500_000_000
  private static let redrawNanoseconds: UInt64 = 100_000_000

  private let output: Int32
  let isShown: Bool
  private let clock: () -> UInt64
  private var start: UInt64
  private var drawn: UInt64 = 0

  /// Progress on `output`, usually standard error; `clock` gives nanoseconds that never go back.
  init(output: Int32 = STDERR_FILENO, isShown: Bool? = nil, clock: @escaping () -> UInt64 = Clock.nanoseconds) {
    self.output = output
    self.isShown = isShown ?? (Terminal.isTerminal(output) && Terminal.placesCursor)
    self.clock = clock
    start = clock()
  }

  deinit { finish() }

  /// Tells that `done` of `total` are done; a total that nobody knows is 0.
  func report(_ what: String, done: Int, of total: Int, _ unit: Unit) {
    guard isShown else { return }
    let now = clock()
    guard now &- start >= Self.patienceNanoseconds, now &- drawn >= Self.redrawNanoseconds else { return }
    drawn = now
    let text = Self.text(what, done: done, of: total, unit, nanoseconds: now &- start)
    let room = Terminal.size(of: output).columns - 1
    Terminal.write("\r" + DisplayWidth.cut(TerminalSafe.escape(text), columns: room) + "\u{1B}[K", to: output)
  }

  /// Tells that `what` goes on, and for how long, if nothing was told for half a second.
  func show(_ what: String) {
    guard isShown else { return }
    let now = clock()
    guard now &- start >= Self.patienceNanoseconds, now &- drawn >= Self.patienceNanoseconds else { return }
    drawn = now
    let seconds = Int((now &- start) / 1_000_000_000)
    let text = "\(what)  \(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    let room = Terminal.size(of: output).columns - 1
    Terminal.write("\r" + DisplayWidth.cut(TerminalSafe.escape(text), columns: room) + "\u{1B}[K", to: output)
  }

  /// Takes the row away. The next report begins anew.
  func finish() {
    if drawn != 0 { Terminal.write("\r\u{1B}[K", to: output) }
    drawn = 0
    start = clock()
  }

  static func text(_ what: String, done: Int, of total: Int, _ unit: Unit, nanoseconds: UInt64) -> String {
    let seconds = Double(max(nanoseconds, 1)) / 1e9
    let rate = Double(max(done, 0)) / seconds
    var text = what
    if total > 0 {
      text += "  \(Int(Double(min(done, total)) / Double(total) * 100))%"
    } else {
      text += unit == .bytes ? "  \(done / 1_000_000) MB" : "  \(done.grouped) rows"
    }
    switch unit {
    case .bytes: text += "  \(Int(rate / 1e6)) MB/s"
    case .rows: text += "  \(Int(min(rate, 1e15)).grouped) rows/s"
    }
    if total > done, rate > 0 {
      let left = Int(min(Double(total - done) / rate, 359_999)) + 1
      let minutes = left / 60
      text += minutes < 60 ? "  \(minutes):" : "  \(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):"
      text += "\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
    return text
  }
}

/// Progress that several threads report to. A work that was begun and reports nothing shows the time that it takes.
final class SharedProgress: Sendable {
  private struct State {
    var progress = Progress()
    /// The work that was reported last, until `finish`; each has a number.
    var work: (what: String, number: Int)?
    var lastNumber = 0
    var isTicking = false
  }

  private let state = Lock(State())

  var isShown: Bool { state.withLock { $0.progress.isShown } }

  func report(_ what: String, done: Int, of total: Int, _ unit: Progress.Unit) {
    let mustTick = state.withLock { state in
      if done > 0 { state.progress.report(what, done: done, of: total, unit) }
      guard state.progress.isShown, state.work?.what != what else { return false }
      state.lastNumber += 1
      state.work = (what, state.lastNumber)
      defer { state.isTicking = true }
      return !state.isTicking
    }
    if mustTick { tick() }
  }

  func finish() {
    state.withLock { state in
      state.work = nil
      state.progress.finish()
    }
  }

  /// Starts the thread that shows the work while it reports nothing; it ends when there is none for a second.
  private func tick() {
    let owned = Unmanaged.passRetained(self).toOpaque()
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        let progress = Unmanaged<SharedProgress>.fromOpaque(pointer).takeRetainedValue()
        var idle = 0
        while idle < 5 {
          usleep(200_000)
          idle = progress.showWork() ? 0 : idle + 1
        }
        progress.state.withLock { $0.isTicking = false }
        return nil
      }, owned)
    guard failure == 0 else { return Unmanaged<SharedProgress>.fromOpaque(owned).release() }
    pthread_detach(thread)
  }

  /// Draws the work; false if there is none.
  private func showWork() -> Bool {
    state.withLock { state in
      guard let work = state.work else { return false }
      state.progress.show(work.what)
      return true
    }
  }
}

/// The clock for durations.
enum Clock {
  /// Nanoseconds since some moment before; they never go back.
  static func nanoseconds() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(now.tv_sec) &* 1_000_000_000 &+ UInt64(now.tv_nsec)
  }
}
