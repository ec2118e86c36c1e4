import NewsQuery

/// `.parts`: what the archive is made of.
enum PartsCommand: ShellCommand {
  static let name = "parts"
  static let summary = "the parts of the archive: articles, dates, size; what was replaced or removed"

  static func run(_ argument: String, in shell: Shell) throws { shell.say(shell.engine.parts) }
}
