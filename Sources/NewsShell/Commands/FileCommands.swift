import CLibrary
import NewsQuery

/// `.once counts.csv`: the next answer goes to a file; its ending names the format.
enum OnceCommand: ShellCommand {
  static let name = "once"
  static let argument = "FILE"
  static let summary = "the next answer goes to a file instead of the screen; its ending names the format"
  static let completes = CompletedArgument.file
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    guard !argument.isEmpty else { throw Diagnostic("`.once` needs a file", hint: "`.once counts.csv`") }
    try shell.redirect(to: Folders.expandingHome(argument), once: true)
  }
}

/// `.output report.html`: answers go to a file until `.output` alone brings them back to the screen.
enum OutputCommand: ShellCommand {
  static let name = "output"
  static let argument = "[FILE]"
  static let summary = "answers go to a file from now on, all in one document; `.output` alone: to the screen again"
  static let completes = CompletedArgument.file
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    if argument.isEmpty { return shell.endRedirection() }
    try shell.redirect(to: Folders.expandingHome(argument), once: false)
  }
}

/// `.save news.archive`: what is open as an archive file.
enum SaveCommand: ShellCommand {
  static let name = "save"
  static let synonyms = ["backup"]
  static let argument = "FILE"
  static let summary = "keep the open articles as an archive file"
  static let completes = CompletedArgument.file
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    guard !argument.isEmpty else { throw Diagnostic("`.save` needs a file", hint: "`.save news.archive`") }
    guard shell.engine.articleCount > 0 else { throw Diagnostic("no articles are open", hint: Seeds.hint) }
    try shell.engine.save(to: Folders.expandingHome(argument))
    shell.say("\(shell.articleCountText) saved in \(TerminalSafe.escape(FileName.shown(argument)))")
  }
}

/// `.add more.jsonl`: asks these articles too from now on.
enum AddCommand: ShellCommand {
  static let name = "add"
  static let synonyms = ["attach"]
  static let argument = "PATH"
  static let summary = "read more articles besides those that are open"
  static let completes = CompletedArgument.file
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    guard !argument.isEmpty else { throw Diagnostic("`.add` needs a path", hint: "`.add more.jsonl`") }
    try shell.engine.add([Folders.expandingHome(argument)])
    shell.answer = nil
    shell.openedRow = 0
    shell.say("\(TerminalSafe.escape(shell.engine.archiveName)): \(shell.articleCountText)")
  }
}

/// `.cd reports`: the folder that relative paths begin in.
enum ChangeFolderCommand: ShellCommand {
  static let name = "cd"
  static let argument = "[FOLDER]"
  static let summary = "go to another folder: relative paths begin there; alone, to your home folder"
  static let completes = CompletedArgument.file
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    let path = Folders.expandingHome(argument.isEmpty ? "~" : argument)
    guard FileName.withCString(path, { chdir($0) }) == 0 else { throw WorldError.latest(path) }
  }
}

/// `.shell ls -l`: runs a command of the system.
enum SystemCommand: ShellCommand {
  static let name = "shell"
  static let synonyms = ["system"]
  static let argument = "COMMAND"
  static let summary = "run a command of the system"
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    guard !argument.isEmpty else { throw Diagnostic("`.shell` needs a command", hint: "`.shell ls`") }
    let status = ChildProcess.run(["/bin/sh", "-c", argument])
    if status != 0 { throw Diagnostic("the command ended with status \(status)", severity: .note) }
  }
}

/// `.edit`: the last query, or another text, in the user's editor; it is asked when the editor is left.
enum EditCommand: ShellCommand {
  static let name = "edit"
  static let argument = "[QUERY]"
  static let summary = "write a query in $VISUAL or $EDITOR, beginning with the last one; leaving the editor asks it"
  static let completes = CompletedArgument.query
  static let isSafe = false

  static func run(_ argument: String, in shell: Shell) throws {
    guard let text = ExternalEditor.edit(argument.isEmpty ? shell.lastQuery : argument) else {
      throw Diagnostic("the editor could not be run, or was left with a failure", hint: "set $VISUAL or $EDITOR")
    }
    guard text.utf8.contains(where: { $0 > 0x20 }) else { throw Diagnostic("the text is empty; nothing was asked") }
    shell.askTyped(text)
  }
}
