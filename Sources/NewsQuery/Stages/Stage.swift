/// A stage: a function from table to table. It checks its own arguments against the columns that reach it, and says which
/// columns leave, before the first row is read.
///
/// A new one is its file in `Stages/`, a line in `StageCatalog` and its page in `Manual/Pages/`. A stage that forgets its
/// traits or its page does not compile.
public protocol Stage: Sendable {
  /// Its name and what it takes: read by the parser, completion, help and the manual.
  static var usage: StageUsage { get }

  /// What the planner may do with it.
  static var traits: StageTraits { get }

  /// Its page of the manual: `Manual/Pages/Head+Page.swift`.
  static var page: ManualPage { get }

  /// Checks `call` against the columns that reach it. Throws a `Diagnostic` that points at the operand.
  init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic)

  /// The columns that leave.
  var output: Schema { get }

  /// The cut of the stage as it was written: `kwic` works row by row, `kwic sort left` does not.
  var cut: StageTraits.Cut { get }

  /// What the stage as it was written reads: `as csv` reads columns, `as ninjs` whole articles.
  var reads: StageTraits.Reads { get }

  /// Set if it sorts by `score`, best first, and by nothing else.
  var sortsByScore: Bool { get }

  /// The number of rows, if it keeps that many of the first rows and does nothing else.
  var firstRowCount: Int? { get }

  /// What the asker should know before it runs: a column of that name is hidden, a divisor. Warnings and notes only.
  var notes: [Diagnostic] { get }

  /// Throws `Interrupted` or `WorldError`; a mistake of the asker was found by `init`.
  func run(_ table: Table, _ context: RunContext) throws -> Table
}

extension Stage {
  public var cut: StageTraits.Cut { Self.traits.cut }
  public var reads: StageTraits.Reads { Self.traits.reads }
  public var sortsByScore: Bool { false }
  public var firstRowCount: Int? { nil }
  public var notes: [Diagnostic] { [] }
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
