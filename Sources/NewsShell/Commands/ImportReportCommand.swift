/// `.import-report`: what was read, and what was wrong with it.
enum ImportReportCommand: ShellCommand {
  static let name = "import-report"
  static let synonyms = ["report"]
  static let summary = "what was read from which file, and what was wrong with it"

  static func run(_ argument: String, in shell: Shell) throws { shell.say(shell.engine.importReport) }
}
