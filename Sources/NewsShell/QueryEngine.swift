import NewsQuery

/// What the shell asks of the engine: an archive to ask, statements to run, names to complete.
///
/// The shell is written against this, so that its own tests need no archive.
protocol QueryEngine: AnyObject {
  /// For the prompt: `reuters`.
  var archiveName: String { get }
  var articleCount: Int { get }
  /// What was read from where, with what was wrong with it.
  var importReport: String { get }
  /// How hits, distances, counts and scores come about, with the archive's own figures.
  var method: String { get }

  /// What the archive is made of, a line for each part.
  var parts: String { get }

  /// Reads `paths` as the archive to ask from now on.
  func open(_ paths: [String]) throws
  /// Reads `paths` besides what is open.
  func add(_ paths: [String]) throws
  /// Reads again what is open, for files that have changed.
  func reload() throws
  /// Keeps what is open as an archive file.
  func save(to path: String) throws
  /// Throws `Diagnostic` if a file must not be written because it is read.
  func checkOutput(_ path: String) throws(Diagnostic)
  /// Words of the open articles that a tour can ask for; nil if there are none.
  var tourSubject: TourSubject? { get }
  /// The statements of a text, with what is worth a word about them.
  func statements(of source: SourceText) throws(Diagnostic) -> (statements: [Statement], notes: [Diagnostic])
  /// Runs a `let`, a `param` or a query; nil where there is nothing to show. Throws `Diagnostic`, `WorldError` or
  /// `Interrupted`.
  func run(_ statement: Statement) throws -> (any ShellAnswer)?
  /// How `query` would be run, and what each part of it finds.
  func explain(_ query: String) throws -> String
  /// Every field with its type and how many articles have it; of one field, its most frequent values.
  func fields(_ name: String?) throws -> any ShellAnswer

  /// The names there are, for completion and help.
  var names: EngineNames { get }
  /// Values of `field` that begin with `prefix`, most frequent first, with the number of articles.
  func values(of field: String, beginning prefix: String) -> [(value: String, articleCount: Int)]
  /// Words of the archive that begin with `prefix`, most frequent first, with the number of articles.
  func words(beginning prefix: String) -> [(word: String, articleCount: Int)]
  /// The manual's page about a stage, a function, a format or a subject.
  func manualPage(_ topic: String, columns: Int) -> String?
}

/// Names that can be typed, each with a few words about it.
struct EngineNames {
  typealias Name = (name: String, summary: String)
  var stages: [Name] = []
  /// Columns that stages can read.
  var fields: [Name] = []
  /// Fields that a search can look into.
  var searchFields: [Name] = []
  var functions: [Name] = []
  var formats: [Name] = []
  /// Pages of the manual that are about no single name: `search`, `dates`.
  var topics: [Name] = []
  /// Results named by `let` and script arguments.
  var arguments: [Name] = []
}

/// The rows that a query gave.
protocol ShellAnswer {
  var rowCount: Int { get }
  /// What one row is: `article`, `row`.
  var rowName: String { get }
  /// Warnings and notes to show with it.
  var notes: [Diagnostic] { get }
  /// The rows as a table, for what writes several answers into one file; nil if there is no table.
  var table: Table? { get }
  /// Whether a table of the rows shows all of its columns on `screen`.
  func fits(_ screen: Screen) -> Bool
  /// The rows written for `screen`; `format` overrides the usual one. Throws `Diagnostic` for a format there is none of.
  func text(as format: String?, on screen: Screen) throws -> [UInt8]
  /// The article that row `number`, from 1, was made from, in full, its hits marked, and the row of the text where its
  /// passage begins. Nil where the row was counted out of many.
  func reading(ofRow number: Int, on screen: Screen) -> (text: [UInt8], passageRow: Int)?
}

extension ShellAnswer {
  var table: Table? { nil }
  func fits(_ screen: Screen) -> Bool { true }
}

/// What the tour asks about: words that stand together in one of the open articles, so that every question has an answer.
struct TourSubject: Equatable {
  /// Two words of one article that follow each other.
  var first: String
  var second: String
  /// The value of `source` with the most articles, if there is one.
  var source: String?
}

/// What the output goes to.
struct Screen: Equatable {
  /// Nil if lines may be of any length: a pipe, a file.
  var columns: Int?
  /// Whether a person looks at it: text of articles must not steer it.
  var isTerminal = false
  var isColored = false
  /// Rows shown at most; nil shows all.
  var rowLimit: Int?
  /// What a cell without a value shows.
  var nullValue = ""
}
