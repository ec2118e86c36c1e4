/// A command of the shell: a line that begins with a dot.
///
/// A new one is its file in `Commands/` and a line in `ShellCommandCatalog`.
protocol ShellCommand: Sendable {
  /// Without the dot.
  static var name: String { get }
  /// What other programs call it.
  static var synonyms: [String] { get }
  /// What it takes, as help shows it: `[TEXT]`.
  static var argument: String { get }
  static var summary: String { get }
  /// What its argument completes to.
  static var completes: CompletedArgument { get }
  /// Whether it may run under `--safe`.
  static var isSafe: Bool { get }

  /// Does it. Throws `Diagnostic`, `WorldError` or `Interrupted`.
  static func run(_ argument: String, in shell: Shell) throws
}

extension ShellCommand {
  static var synonyms: [String] { [] }
  static var argument: String { "" }
  static var completes: CompletedArgument { .nothing }
  static var isSafe: Bool { true }
}

/// What the argument of a command can be completed to.
enum CompletedArgument {
  case nothing, file, field, format, topic, query
  case words([String])
}

/// All commands of the shell, in the order of the help.
enum ShellCommandCatalog {
  static let all: [any ShellCommand.Type] = [
    HelpCommand.self, TourCommand.self, OpenCommand.self, AddCommand.self, SaveCommand.self, FieldsCommand.self,
    ImportCommand.self, ImportReportCommand.self,
    LastCommand.self, NextCommand.self, PreviousCommand.self, OnceCommand.self, OutputCommand.self,
    ModeCommand.self, MaxRowsCommand.self, WidthCommand.self, NullValueCommand.self, TimerCommand.self,
    PagerCommand.self, ShowCommand.self,
    ExplainCommand.self, MethodCommand.self, PartsCommand.self, HistoryCommand.self, EditCommand.self, ReadCommand.self,
    WatchCommand.self, PrintCommand.self, SystemCommand.self, ChangeFolderCommand.self, QuitCommand.self,
  ]

  /// The command of this name or synonym, or the only one that begins so.
  static func command(named name: String) -> (any ShellCommand.Type)? {
    let name = name.lowercased()
    if let command = all.first(where: { $0.name == name || $0.synonyms.contains(name) }) { return command }
    let begun = name.isEmpty ? [] : all.filter { $0.name.hasPrefix(name) }
    return begun.count == 1 ? begun[0] : nil
  }
}
