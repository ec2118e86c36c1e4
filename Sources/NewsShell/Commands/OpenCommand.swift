import NewsQuery

/// `.open 3` shows the article of row 3; `.open PATH` asks another archive from now on.
enum OpenCommand: ShellCommand {
  static let name = "open"
  static let argument = "ROW|PATH"
  static let summary = "show the article of a row at its passage; or ask another archive, folder or file"
  static let completes = CompletedArgument.file

  static func run(_ argument: String, in shell: Shell) throws {
    if let row = Int(argument) { return try shell.openRow(row) }
    guard !argument.isEmpty else {
      throw Diagnostic("`.open` wants a row of the last result, or a path", hint: "`.open 1` or `.open seeds`")
    }
    if shell.options.isSafe { throw Diagnostic("`.open` of a path is refused under --safe") }
    try shell.engine.open([Folders.expandingHome(argument)])
    shell.answer = nil
    shell.openedRow = 0
    shell.say("\(TerminalSafe.escape(shell.engine.archiveName)): \(shell.articleCountText)")
  }
}
