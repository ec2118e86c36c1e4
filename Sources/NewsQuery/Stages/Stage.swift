/// A stage: a function from table to table. It checks its own arguments against the columns that reach it, and says which
/// columns leave, before the first row is read.
///
/// A new one is its file in `Stages/`, a line in `StageCatalog`, a page in `Manual/`.
public protocol Stage: Sendable {
  /// What it is called and what it takes: read by the parser, completion, help and the manual.
  static var usage: StageUsage { get }

  /// Checks `call` against the columns that reach it. Throws a `Diagnostic` that points at the operand.
  init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic)

  /// The columns that leave.
  var output: Schema { get }

  /// True where the answer depends on more than the rows in view and their articles: on counts over the whole archive, on
  /// articles named by their id.
  static var looksBeyondRows: Bool { get }

  /// True where it reads nothing of an article but the columns that its arguments name.
  static var readsColumnsOnly: Bool { get }

  /// True where the answer is the same in whatever order the rows come: articles that were found need not be sorted for it.
  static var ignoresRowOrder: Bool { get }

  /// What the asker should know before it runs: a column of that name is hidden, a divisor. Warnings and notes only.
  var notes: [Diagnostic] { get }

  /// Throws `Interrupted` or `WorldError`; a mistake of the asker was found by `init`.
  func run(_ table: Table, _ context: RunContext) throws -> Table
}

extension Stage {
  public var notes: [Diagnostic] { [] }
  public static var looksBeyondRows: Bool { false }
  public static var readsColumnsOnly: Bool { false }
  public static var ignoresRowOrder: Bool { false }
}

/// The verb of a stage and what it takes.
public struct StageUsage: Equatable, Sendable {
  public enum Group: String, CaseIterable, Sendable { case keep, shape, count, words, news, end }

  public var name: String
  /// What other tools call it: `limit`, `take`.
  public var synonyms: [String]
  public var group: Group
  public var forms: [ArgumentForm]
  /// One line, for lists: `the first rows`.
  public var summary: String

  public init(_ name: String, synonyms: [String] = [], group: Group, forms: [ArgumentForm], summary: String) {
    self.name = name
    self.synonyms = synonyms
    self.group = group
    self.forms = forms
    self.summary = summary
  }
}

/// What planning may look at besides the columns.
public struct PlanContext: Sendable {
  public let archive: Archive
  /// Values of `$name`: `param`s with what `--arg` set.
  public var arguments: [String: Literal]
  /// Tables named by `let`.
  public var results: [String: Table]
  public var run: RunContext
  /// The search that the stages follow, for stages that ask about it (`share`, `timeline`, `count by term`).
  public var search: CompiledSearch?
  /// The same search as it was written: `share` repeats its conditions, `timeline` spans its dates.
  public var searchSyntax: Search?

  public init(
    archive: Archive, arguments: [String: Literal], results: [String: Table], run: RunContext,
    search: CompiledSearch?, searchSyntax: Search? = nil
  ) {
    self.archive = archive
    self.arguments = arguments
    self.results = results
    self.run = run
    self.search = search
    self.searchSyntax = searchSyntax
  }
}
