import NewsQuery

/// `.help [TOPIC]`: the commands, or the manual's page about a stage, a function or a subject.
enum HelpCommand: ShellCommand {
  static let name = "help"
  static let synonyms = ["h", "?"]
  static let argument = "[TOPIC]"
  static let summary = "this list, or the page about a stage, a function, a format; `.help keys` lists the keys"
  static let completes = CompletedArgument.topic

  static func run(_ argument: String, in shell: Shell) throws {
    if argument.isEmpty { return shell.say(overview(shell.engine.names, columns: shell.screen().columns)) }
    if argument.hasPrefix("."), let command = ShellCommandCatalog.command(named: String(argument.dropFirst())) {
      shell.say(".\(command.name) \(command.argument)")
      return shell.say(sentence: command.summary)
    }
    if argument.lowercased() == "keys" { return shell.say(KeyHelp.text(columns: shell.screen().columns)) }
    guard let page = shell.engine.manualPage(argument, columns: shell.screen().columns ?? 80) else {
      throw Diagnostic("no page about `\(argument)`", hint: "`.help` lists what there is")
    }
    shell.say(page)
  }

  /// Commands, stages and topics. Nothing is broken without `columns`.
  static func overview(_ names: EngineNames, columns: Int?) -> String {
    let commands = ShellCommandCatalog.all.map { command in
      (name: "." + command.name + (command.argument.isEmpty ? "" : " " + command.argument), meaning: command.summary)
    }
    let stages = names.stages.map { (name: $0.name, meaning: $0.summary) }
    let topics = names.topics.map { (name: $0.name, meaning: $0.summary) }
    var text = "A query is a search, then stages:  putin \"arms control\" | count by source\n"
    text += DisplayWidth.wrapLines(
      "Enter asks it, Tab completes, Up brings it back, Ctrl-C drops or stops it, Ctrl-D leaves.", columns: columns)
    text += "\n"
    for (title, entries) in [("Commands", commands), ("Stages", stages), ("More, by .help NAME", topics)]
    where !entries.isEmpty {
      text += "\n\(title)\n" + TermList.text(entries, indent: 2, columns: columns)
    }
    return text
  }
}
