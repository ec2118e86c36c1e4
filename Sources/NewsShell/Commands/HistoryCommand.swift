import NewsQuery

/// `.history [TEXT]`: what was asked, the latest last; with a text, only what holds it.
enum HistoryCommand: ShellCommand {
  static let name = "history"
  static let argument = "[TEXT]"
  static let summary = "what was asked in all shells, with rows and time; only what holds TEXT"
  // What was asked of other archives is nobody's business here.
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    guard shell.history.path != nil else { throw Diagnostic("no history is kept") }
    let entries = shell.history.entries(holding: argument)
    guard !entries.isEmpty else { throw Diagnostic(argument.isEmpty ? "nothing yet" : "nothing with `\(argument)`") }
    shell.say(entries.map { line($0, columns: shell.screen().columns) }.joined(separator: "\n"))
  }

  /// When, how many rows, how long, where and what, on one line.
  static func line(_ entry: History.Entry, columns: Int?) -> String {
    let time = entry.time.replacingTimeMark
    let rows = DisplayWidth.pad(entry.rows?.grouped ?? "-", columns: 9, .right)
    let milliseconds = DisplayWidth.pad(entry.milliseconds.map { $0.grouped + " ms" } ?? "-", columns: 10, .right)
    let text = TerminalSafe.escape("\(time)\(rows)\(milliseconds)  \(entry.archive)  \(entry.query)")
    return columns.map { DisplayWidth.cut(text, columns: $0) } ?? text
  }
}

extension String {
  /// `2020-07-23T18:19:07Z` as people write it, to the minute.
  fileprivate var replacingTimeMark: String {
    utf8.count >= 16 ? String(prefix(10)) + " " + String(dropFirst(11).prefix(5)) : self
  }
}
