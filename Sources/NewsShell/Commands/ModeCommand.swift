import NewsQuery

/// `.mode csv`: the format of results from now on; `.mode` alone shows it, `.mode table` is the default.
enum ModeCommand: ShellCommand {
  static let name = "mode"
  static let synonyms = ["format"]
  static let argument = "[FORMAT]"
  static let summary = "the format of results from now on: " + FormatCatalog.all.map { $0.name }.joined(separator: " ")
  static let completes = CompletedArgument.format

  static func run(_ argument: String, in shell: Shell) throws {
    if argument.isEmpty { return shell.say(shell.format ?? "table") }
    guard let format = FormatCatalog.format(named: argument) else {
      let names = FormatCatalog.all.map { $0.name }
      throw Diagnostic("no format `\(argument)`", hint: "one of \(names.joined(separator: ", "))")
    }
    shell.format = format.name == "table" ? nil : format.name
  }
}
