import NewsQuery

/// `.mode csv`: the format of results from now on; `.mode` alone tells it, `.mode table` is the usual one.
enum ModeCommand: ShellCommand {
  static let name = "mode"
  static let synonyms = ["format"]
  static let argument = "[FORMAT]"
  static let summary = "show results as table, tsv, csv, jsonl, record, markdown from now on"
  static let completes = CompletedArgument.format

  static func run(_ argument: String, in shell: Shell) throws {
    if argument.isEmpty { return shell.say(shell.format ?? "table") }
    let name = argument.lowercased()
    let names = shell.engine.names.formats.map(\.name)
    guard names.contains(name) else {
      throw Diagnostic("no format `\(argument)`", hint: "one of \(names.joined(separator: ", "))")
    }
    shell.format = name == "table" ? nil : name
  }
}
