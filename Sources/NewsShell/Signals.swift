import CLibrary
import Synchronization

/// What signals ask for, noted by handlers that do nothing else.
///
/// The line editor could take signals itself, but then it sends each one on to the whole process group and resizes
/// inside the handler. So it is kept away from them: a handler only sets a flag and writes a byte to a pipe, and the
/// loop that reads keys waits for both. No signal is lost between a look at the flag and the wait, and none has to
/// arrive on the thread that reads.
public enum Signals {
  /// Whether Ctrl-C has asked for an end that nobody has seen to yet. Queries look here every few thousand articles.
  public static var isInterrupted: Bool { interrupted.load(ordering: .relaxed) }

  /// Takes note that the interruption has been seen to.
  public static func clearInterrupt() { interrupted.store(false, ordering: .relaxed) }

  /// From now on Ctrl-C asks for an end instead of killing; a second one that finds the first unheard leaves with 130.
  public static func watchInterrupts() {
    openWakePipe()
    clearInterrupt()
    Platform.answer(SIGINT, with: onInterrupt)
    // A reader that goes away is noticed by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    // So is a limit on the size of files.
    signal(SIGXFSZ, SIG_IGN)
    // Inputs are mapped: where a file is cut while it is read, its end is no longer there to be read.
    Platform.answer(SIGBUS, with: onCutFile)
  }

  /// From now on a second Ctrl-C asks again and does not end the process: the shell is left by Ctrl-D and `.quit`.
  public static func stayOnInterrupts() { stays.store(true, ordering: .relaxed) }

  /// Runs `body` while another program has the terminal: its Ctrl-C is not ours.
  static func whileAnotherProgramRuns<R>(_ body: () -> R) -> R {
    isYielding.store(true, ordering: .relaxed)
    defer { isYielding.store(false, ordering: .relaxed) }
    return body()
  }

  /// Until `endReading` the window's size, a stop and an end are noted too, because the terminal is not as it was.
  static func beginReading() {
    openWakePipe()
    isReading.store(true, ordering: .relaxed)
    Platform.answer(SIGWINCH, with: onResize)
    Platform.answer(SIGTSTP, with: onStop)
    for signal in [SIGTERM, SIGHUP, SIGQUIT] { Platform.answer(signal, with: onEnd) }
  }

  static func endReading() {
    for signal in [SIGWINCH, SIGTSTP, SIGTERM, SIGHUP, SIGQUIT] { CLibrary.signal(signal, SIG_DFL) }
    isReading.store(false, ordering: .relaxed)
  }

  /// What the handlers noted while a line was read.
  enum Notice { case interrupt, resize, stop, end(Int32) }

  /// The next thing noted; an interruption stays noted until `clearInterrupt`.
  static func nextNotice() -> Notice? {
    let end = ended.load(ordering: .relaxed)
    if end != 0 { return .end(end) }
    if isInterrupted { return .interrupt }
    if stopped.exchange(false, ordering: .relaxed) { return .stop }
    if resized.exchange(false, ordering: .relaxed) { return .resize }
    return nil
  }

  /// Waits until `descriptor` can be read, a signal was noted or the time is over. True where it can be read and nothing
  /// was noted meanwhile: what was typed after Ctrl-C belongs to the next line.
  static func wait(for descriptor: Int32, milliseconds: Int32 = -1) -> Bool {
    let wake = wakeReadEnd.load(ordering: .relaxed)
    var descriptors = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&descriptors, wake >= 0 ? 2 : 1, milliseconds)
    guard ready > 0 else { return false }
    if descriptors[1].revents != 0 {
      var bytes: (UInt64, UInt64) = (0, 0)
      _ = CLibrary.read(wake, &bytes, 16)
    }
    return descriptors[0].revents != 0 && descriptors[1].revents == 0
  }

  /// Stops this process as Ctrl-Z would have; returns when it goes on.
  static func stopUntilContinued() {
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    Platform.answer(SIGTSTP, with: onStop)
  }

  /// Ends this process by `signal`, so that whoever waits for it sees why.
  static func endProcess(by signal: Int32) -> Never {
    CLibrary.signal(signal, SIG_DFL)
    raise(signal)
    exit(128 + signal)
  }

  private static func openWakePipe() {
    guard wakeReadEnd.load(ordering: .relaxed) < 0 else { return }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    wakeReadEnd.store(ends[0], ordering: .relaxed)
    wakeWriteEnd.store(ends[1], ordering: .relaxed)
  }
}

// A signal handler can reach nothing but globals. These are written by the handlers and read through `Signals` only.
private let interrupted = Atomic<Bool>(false)
private let resized = Atomic<Bool>(false)
private let stopped = Atomic<Bool>(false)
private let ended = Atomic<Int32>(0)
private let isReading = Atomic<Bool>(false)
private let stays = Atomic<Bool>(false)
private let isYielding = Atomic<Bool>(false)
private let wakeReadEnd = Atomic<Int32>(-1)
private let wakeWriteEnd = Atomic<Int32>(-1)

private func onInterrupt(_: Int32) {
  if isYielding.load(ordering: .relaxed) { return }
  let wasUnheard = interrupted.exchange(true, ordering: .relaxed)
  if wasUnheard && !isReading.load(ordering: .relaxed) && !stays.load(ordering: .relaxed) { _exit(130) }
  wake()
}

private func onResize(_: Int32) {
  resized.store(true, ordering: .relaxed)
  wake()
}

private func onStop(_: Int32) {
  stopped.store(true, ordering: .relaxed)
  wake()
}

private func onEnd(signal: Int32) {
  ended.store(signal, ordering: .relaxed)
  wake()
}

private func onCutFile(_: Int32) {
  let text: StaticString = "newsq: a file was cut while it was read; start again\n"
  _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  _exit(3)
}

private func wake() {
  let savedErrno = errno
  var byte: UInt8 = 0
  _ = write(wakeWriteEnd.load(ordering: .relaxed), &byte, 1)
  errno = savedErrno
}
