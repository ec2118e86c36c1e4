import NewsQuery

/// `.help [TOPIC]`: the commands, or the manual's page about a stage, a function or a subject.
enum HelpCommand: ShellCommand {
  static let name = "help"
  static let synonyms = ["h", "?"]
  static let argument = "[TOPIC]"
  static let summary = "this list, or the page about a stage, a function, a format; `.help keys` lists the keys"
  static let completes = CompletedArgument.topic

  static func run(_ argument: String, in shell: Shell) throws {
    if argument.isEmpty { return shell.say(overview(shell.engine.names, columns: shell.screen().columns ?? 80)) }
    if argument.hasPrefix("."), let command = ShellCommandCatalog.command(named: String(argument.dropFirst())) {
      return shell.say(".\(command.name) \(command.argument)\n\(command.summary)")
    }
    if argument.lowercased() == "keys" { return shell.say(KeyHelp.text) }
    guard let page = shell.engine.manualPage(argument, columns: shell.screen().columns ?? 80) else {
      throw Diagnostic("no page about `\(argument)`", hint: "`.help` lists what there is")
    }
    shell.say(page)
  }

  /// Commands, stages and topics, a line each.
  static func overview(_ names: EngineNames, columns: Int) -> String {
    let commands = ShellCommandCatalog.all.map { command in
      (name: "." + command.name + (command.argument.isEmpty ? "" : " " + command.argument), summary: command.summary)
    }
    var text = """
      A query is a search, then stages:  putin "arms control" | count by source
      Enter asks it, Tab completes, Up brings it back, Ctrl-C drops or stops it, Ctrl-D leaves.

      """
    for (title, entries) in [("Commands", commands), ("Stages", names.stages), ("More, by .help NAME", names.topics)]
    where !entries.isEmpty {
      text += "\n\(title)\n" + list(entries, columns: columns)
    }
    return text
  }

  private static func list(_ entries: [EngineNames.Name], columns: Int) -> String {
    let width = entries.map { DisplayWidth.of($0.name) }.max() ?? 0
    return entries.map { entry in
      DisplayWidth.cut("  " + DisplayWidth.pad(entry.name, columns: width) + "  " + entry.summary, columns: columns)
        + "\n"
    }.joined()
  }
}
