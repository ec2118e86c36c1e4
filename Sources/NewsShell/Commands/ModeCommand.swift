import NewsQuery

/// `.mode csv`: the format of results from now on; `.mode` alone shows it, `.mode table` is the default. `.mode auto` shows a
/// table as records if it is too wide for the screen.
enum ModeCommand: ShellCommand {
  static let name = "mode"
  static let synonyms = ["format"]
  static let argument = "[FORMAT]"
  static let summary =
    "the format of results from now on: auto " + FormatCatalog.all.map { $0.name }.joined(separator: " ")
  static let completes = CompletedArgument.format

  static func run(_ argument: String, in shell: Shell) throws {
    if argument.isEmpty { return shell.say(shell.format ?? "table") }
    if argument.lowercased() == Shell.automatic {
      shell.format = Shell.automatic
      return
    }
    guard let format = FormatCatalog.format(named: argument) else {
      let names = FormatCatalog.all.map { $0.name }
      throw Diagnostic("no format `\(argument)`", hint: "one of auto, \(names.joined(separator: ", "))")
    }
    shell.format = format.name == "table" ? nil : format.name
  }
}
