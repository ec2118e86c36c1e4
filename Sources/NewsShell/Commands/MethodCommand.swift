import NewsQuery

/// `.method`: how figures come about, to be cited beside them.
enum MethodCommand: ShellCommand {
  static let name = "method"
  static let summary = "how hits, counts and scores come about, to cite beside a figure"

  static func run(_ argument: String, in shell: Shell) throws {
    shell.say(DisplayWidth.wrapLines(shell.engine.method, columns: shell.screen().columns))
  }
}
