import NewsQuery

/// `.read FILE`: runs the statements of a script, as if they were typed.
enum ReadCommand: ShellCommand {
  static let name = "read"
  static let synonyms = ["source"]
  static let argument = "FILE"
  static let summary = "run the statements of a script here"
  static let completes = CompletedArgument.file
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    guard !argument.isEmpty else {
      throw Diagnostic("`.read` wants a file", hint: "`.read scripts/who-is-quoted.newsq`")
    }
    try shell.read(Folders.expandingHome(argument))
  }
}
