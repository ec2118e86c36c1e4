import NewsQuery

/// `.next`: the article of the row after the one that was shown.
enum NextCommand: ShellCommand {
  static let name = "next"
  static let synonyms = ["n"]
  static let summary = "the article of the next row"

  static func run(_ argument: String, in shell: Shell) throws {
    if let answer = shell.answer, answer.rowCount > 0, shell.openedRow >= answer.rowCount {
      throw Diagnostic("row \(shell.openedRow.grouped) was the last")
    }
    try shell.openRow(shell.openedRow + 1)
  }
}

/// `.prev`: the article of the row before the one that was shown.
enum PreviousCommand: ShellCommand {
  static let name = "prev"
  static let synonyms = ["previous", "p"]
  static let summary = "the article of the row before"

  static func run(_ argument: String, in shell: Shell) throws {
    if shell.answer != nil, shell.openedRow <= 1 {
      throw Diagnostic(shell.openedRow == 1 ? "row 1 is the first" : "no row is open", hint: "`.open 1`")
    }
    try shell.openRow(shell.openedRow - 1)
  }
}

/// `.last`: all rows of the last result.
enum LastCommand: ShellCommand {
  static let name = "last"
  static let summary = "the last result again, all of its rows"

  static func run(_ argument: String, in shell: Shell) throws {
    guard let answer = shell.answer else { throw Diagnostic("no result yet", hint: "ask something first") }
    try shell.show(answer, rowLimit: nil)
  }
}
