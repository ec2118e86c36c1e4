import NewsQuery

/// `.maxrows 50`: how many rows of an answer are shown; `all` shows every row.
enum MaxRowsCommand: ShellCommand {
  static let name = "maxrows"
  static let argument = "[N|all]"
  static let summary = "how many rows of an answer are shown before `.last` shows all"
  static let completes = CompletedArgument.words(["all", "200"])

  static func run(_ argument: String, in shell: Shell) throws {
    switch argument.lowercased() {
    case "": break
    case "all", "0": shell.rowLimit = nil
    default:
      guard let count = Int(argument), count > 0 else {
        throw Diagnostic("`.maxrows` takes a number of rows or all", hint: "`.maxrows 50`")
      }
      shell.rowLimit = count
    }
    if argument.isEmpty { shell.say(shell.rowLimit.map { $0.grouped } ?? "all") }
  }
}

/// `.width 100`: how wide answers are; `auto` is the terminal's width, `off` cuts and wraps nothing.
enum WidthCommand: ShellCommand {
  static let name = "width"
  static let argument = "[N|auto|off]"
  static let summary = "how many columns answers may take: as many as the terminal has, N, or any number"
  static let completes = CompletedArgument.words(["auto", "off", "80", "120"])

  static func run(_ argument: String, in shell: Shell) throws {
    switch argument.lowercased() {
    case "": break
    case "auto": shell.width = .terminal
    case "off": shell.width = .unlimited
    default:
      guard let count = Int(argument), (20...10_000).contains(count) else {
        throw Diagnostic("`.width` takes a number of columns from 20 to 10,000, auto or off", hint: "`.width 100`")
      }
      shell.width = .columns(count)
    }
    if argument.isEmpty { shell.say(shell.width.text) }
  }
}

/// `.nullvalue -`: what a cell without a value shows.
enum NullValueCommand: ShellCommand {
  static let name = "nullvalue"
  static let argument = "[TEXT]"
  static let summary = "what a cell without a value shows: nothing, or TEXT such as - or \"\" for nothing again"

  static func run(_ argument: String, in shell: Shell) throws {
    if argument.isEmpty { return shell.say("\"\(TerminalSafe.escape(shell.nullValue))\"") }
    var text = argument
    if text.utf8.count >= 2, let mark = text.first, "\"'".contains(mark), text.last == mark {
      text = String(text.dropFirst().dropLast())
    }
    shell.nullValue = text
  }
}

/// `.pager less -S`: what shows an answer that does not fit; `off` prints it, `on` is `$PAGER` again.
enum PagerCommand: ShellCommand {
  static let name = "pager"
  static let argument = "[on|off|COMMAND]"
  static let summary = "whether long answers go through a pager, and which"
  static let completes = CompletedArgument.words(["on", "off", "less -S"])
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    switch argument.lowercased() {
    case "": shell.say(shell.pager.isAllowed ? shell.pager.usedCommand : "off")
    case "on": (shell.pager.isAllowed, shell.pager.command) = (true, nil)
    case "off": shell.pager.isAllowed = false
    default: (shell.pager.isAllowed, shell.pager.command) = (true, argument)
    }
  }
}

/// `.show`: what is open, and how the settings are.
enum ShowCommand: ShellCommand {
  static let name = "show"
  static let synonyms = ["settings"]
  static let summary = "what is open, and all settings"

  static func run(_ argument: String, in shell: Shell) throws {
    var lines: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String) { lines.append((name, value)) }
    add("articles", "\(shell.engine.archiveName), \(shell.engine.articleCount.grouped)")
    add("folder", FileName.shown(World.absolute(".")).withoutDot)
    add("mode", shell.format ?? "table")
    add("maxrows", shell.rowLimit.map { $0.grouped } ?? "all")
    add("width", shell.width.text)
    add("nullvalue", "\"\(shell.nullValue)\"")
    add("timer", shell.isTimed ? "on" : "off")
    add("pager", shell.pager.isAllowed ? shell.pager.usedCommand : "off")
    add("output", shell.outputName ?? "the screen")
    add("history", shell.history.path.map { FileName.shown($0) } ?? "none is kept")
    add("settings", shell.options.settingsPath.map { FileName.shown($0) } ?? "none are read")
    if shell.options.isSafe { add("safe", "on: nothing is written, run or read but the articles") }
    let width = lines.map { $0.name.utf8.count }.max() ?? 0
    let shown = lines.map { line in
      "\(DisplayWidth.pad(line.name, columns: width))  \(TerminalSafe.escape(line.value))"
    }
    shell.say(shown.joined(separator: "\n"))
  }
}

extension String {
  /// Without the `/.` that an absolute path to the working folder ends in.
  fileprivate var withoutDot: String { hasSuffix("/.") ? String(dropLast(2)) : self }
}
