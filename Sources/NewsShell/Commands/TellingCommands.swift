import NewsQuery

/// `.print TEXT`: a line of its own, between the answers of a script.
enum PrintCommand: ShellCommand {
  static let name = "print"
  static let synonyms = ["echo"]
  static let argument = "[TEXT]"
  static let summary = "print a text, to tell the answers of a script apart"

  static func run(_ argument: String, in shell: Shell) throws { shell.say(TerminalSafe.escape(argument) + "\n") }
}

/// `.watch 5 kremlin | count`: asks every five seconds, reading the files again, until Ctrl-C.
enum WatchCommand: ShellCommand {
  static let name = "watch"
  static let argument = "[SECONDS] QUERY"
  static let summary = "read the files again and ask every 2 or SECONDS seconds, until Ctrl-C"
  static let completes = CompletedArgument.query
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    let first = argument.prefix { $0 != " " }
    let seconds = Double(first).flatMap { (0.1...86_400).contains($0) ? $0 : nil }
    let query = seconds == nil ? argument : String(argument.dropFirst(first.count).drop { $0 == " " })
    guard query.utf8.contains(where: { $0 > 0x20 }) else {
      throw Diagnostic("`.watch` needs a query", hint: "`.watch 5 kremlin | count`")
    }
    let source = SourceText(query)
    let (statements, _) = try shell.engine.statements(of: source)
    guard statements.allSatisfy({ if case .query = $0.kind { true } else { false } }) else {
      throw Diagnostic("`.watch` asks queries, and no commands or `param`s")
    }
    while true {
      shell.say(shell.dimmed("\(Value.date(World.now).printed)  \(query)"))
      guard shell.ask(source) != nil else { return }
      _ = Signals.wait(for: -1, milliseconds: Int32((seconds ?? 2) * 1_000))
      if Signals.isInterrupted { throw Interrupted() }
      try shell.engine.reload()
    }
  }
}
