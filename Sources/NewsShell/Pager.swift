import CLibrary
import NewsQuery

/// Shows what does not fit on the screen through the user's pager.
///
/// `$PAGER`, or `less`, which always gets `-R`, so that colours pass whatever `$LESS` says, and `-FX` if it says nothing: short
/// output does not stop, and what was shown stays on the screen. `PAGER=cat`, or none that can be started, prints. Leaving the pager early is no error,
/// and its Ctrl-C is its own.
struct Pager {
  /// The output goes through a pager only where both are terminals.
  var input: Int32 = STDIN_FILENO
  var output: Int32 = STDOUT_FILENO
  var isAllowed = true
  /// The command that `.pager` set; nil for `$PAGER`.
  var command: String?

  /// What is run: `less -S`.
  var usedCommand: String { command ?? Environment["PAGER"] ?? "less" }

  /// Prints `text`, a row a line, through the pager where it has more rows than the screen, less two for what is typed.
  /// A pager that can begins at `row`, from 0. False where the output is closed.
  @discardableResult
  func show(_ text: [UInt8], startingAt row: Int = 0) -> Bool {
    let size = Terminal.size(of: output)
    let fits = Self.rowCount(of: text, columns: size.columns, atMost: size.rows) <= size.rows - 2
    if fits || !isUsed { return print(text) }
    return page(text, startingAt: row) || print(text)
  }

  private var isUsed: Bool {
    isAllowed && Terminal.isTerminal(input) && Terminal.isTerminal(output) && Terminal.placesCursor
      && usedCommand != "cat"
  }

  private func print(_ text: [UInt8]) -> Bool { text.withUnsafeBytes { Terminal.write($0, to: output) } }

  /// False where the pager could not be started.
  private func page(_ text: [UInt8], startingAt row: Int) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var command = usedCommand
    let program = command.split(separator: " ").first?.split(separator: "/").last
    // Of other pagers nobody knows how they are told where to begin.
    if row > 0, program == "less" { command += " +\(row + 1)" }
    let less = Environment["LESS"].map { "-R " + $0 } ?? "-FRX"
    return Signals.whileAnotherProgramRuns {
      let child = ChildProcess.start(
        ["/bin/sh", "-c", command], input: ends[0], environment: ["LESS": less, "LESSCHARSET": "utf-8"])
      close(ends[0])
      defer { close(ends[1]) }
      guard let child else { return false }
      // Nobody reads to the end of everything: a pipe that closes early ends the writing, quietly.
      _ = text.withUnsafeBytes { Terminal.write($0, to: ends[1]) }
      close(ends[1])
      ends[1] = -1
      // 126 and 127 are a shell's way to say that there is no such program.
      return ![126, 127].contains(ChildProcess.wait(for: child))
    }
  }

  /// Rows that `text` takes on a screen of `columns`; counting ends past `atMost`.
  static func rowCount(of text: [UInt8], columns: Int, atMost: Int) -> Int {
    text.withUnsafeBytes { bytes in
      var rows = 0
      var start = 0
      while start < bytes.count, rows <= atMost {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        // Colours count as columns here, which at worst pages what would just have fitted.
        let length = end - start
        let width = length <= columns ? length : DisplayWidth.of(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        rows += max(1, (width + columns - 1) / columns)
        start = end + 1
      }
      return rows
    }
  }
}
