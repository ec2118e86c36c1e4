/// `.quit`: leaves, as Ctrl-D does.
enum QuitCommand: ShellCommand {
  static let name = "quit"
  static let synonyms = ["exit", "q"]
  static let summary = "leave; Ctrl-D does too"

  static func run(_ argument: String, in shell: Shell) throws { shell.isLeaving = true }
}
