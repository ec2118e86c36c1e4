import NewsQuery

/// `.open 3` shows the article of row 3; `.open PATH…` asks other archives from now on, all of them together.
enum OpenCommand: ShellCommand {
  static let name = "open"
  static let argument = "ROW|PATH…"
  static let summary = "show the article of a row at its passage; or ask other archives, folders or files"
  static let completes = CompletedArgument.file

  static func run(_ argument: String, in shell: Shell) throws {
    if let row = Int(argument) { return try shell.openRow(row) }
    guard !argument.isEmpty else {
      throw Diagnostic("`.open` wants a row of the last result, or a path", hint: "`.open 1` or `.open seeds`")
    }
    if shell.options.isSafe { throw Diagnostic("`.open` of a path is refused under --safe") }
    try shell.engine.open(paths(argument).map(Folders.expandingHome))
    shell.answer = nil
    shell.openedRow = 0
    shell.say("\(TerminalSafe.escape(shell.engine.archiveName)): \(shell.articleCountText)")
  }

  /// The paths of an argument: all of it if there is such a file, otherwise between blanks. A quotation mark or a backslash keeps a
  /// blank in a path.
  static func paths(_ argument: String) -> [String] {
    if FileIdentity(Folders.expandingHome(argument)) != nil { return [argument] }
    var paths: [String] = []
    var path = ""
    var isInside = false
    var quote: Character?
    var isEscaped = false
    for character in argument {
      if isEscaped {
        path.append(character)
        isEscaped = false
      } else if character == "\\" {
        (isEscaped, isInside) = (true, true)
      } else if let open = quote {
        if character == open { quote = nil } else { path.append(character) }
      } else if character == "\"" || character == "'" {
        (quote, isInside) = (character, true)
      } else if character == " " || character == "\t" {
        if isInside { paths.append(path) }
        (path, isInside) = ("", false)
      } else {
        path.append(character)
        isInside = true
      }
    }
    if isInside { paths.append(path) }
    return paths
  }
}
