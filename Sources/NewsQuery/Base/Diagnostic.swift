/// A message to the person who asked: a mistake in a query, a warning, a note.
///
///     throw Diagnostic("no column `hedline` here", at: token.span, hint: "did you mean `headline`?")
///
/// A mistake of the asker is always a `Diagnostic`; trouble with the world (a file, a disk) is a `WorldError`; a mistake
/// of ours is a precondition.
public struct Diagnostic: Error, Equatable, Sendable {
  public enum Severity: String, Sendable { case error, warning, note }

  public var severity: Severity
  /// Lower case, in the asker's words: what was expected.
  public var message: String
  /// Bytes of the source text that it points at; nil if it is about the whole.
  public var span: Range<Int>?
  /// One hint that works; two if two readings are offered.
  public var hints: [Hint]
  /// The text that `span` is about, if it is another one than was asked: of a definition, of an included file.
  public var source: SourceText? {
    get { sources.first }
    set { sources = newValue.map { [$0] } ?? [] }
  }
  /// An array, so that a diagnostic stays small: every function that throws one has room for it.
  private var sources: [SourceText] = []
  /// Where that text is used, from the inside out.
  public var uses: [Use] = []

  /// `weekly.newsq:9:1: in `$border``
  public struct Use: Equatable, Sendable {
    /// As it is written there: `$border`, `include "words.newsq"`.
    public var what: String
    public var span: Range<Int>
    /// The text that `span` is about; nil if it is the one that was asked.
    public var source: SourceText?

    public init(_ what: String, at span: Range<Int>, in source: SourceText? = nil) {
      self.what = what
      self.span = span
      self.source = source
    }
  }

  /// `help: …`: a whole query that can be asked as it is, or a sentence.
  public struct Hint: Equatable, Sendable {
    /// What to do or, for a reading, the query to ask instead.
    public var text: String
    /// True if `text` is a whole query; the number of articles that it finds is shown beside it.
    public var isReading: Bool
    /// Articles that the reading finds, once counted.
    public var articleCount: Int?
    /// The bytes of the source that `text` takes the place of; nil for a sentence and for a whole query. `Repair` makes
    /// whole queries of such pieces before anyone sees them.
    public var replaced: Range<Int>?

    public init(_ text: String, isReading: Bool = false, articleCount: Int? = nil, replacing: Range<Int>? = nil) {
      self.text = text
      self.isReading = isReading
      self.articleCount = articleCount
      replaced = replacing
    }
  }

  public init(
    _ message: String, at span: Range<Int>? = nil, hint: String? = nil, readings: [String] = [],
    severity: Severity = .error
  ) {
    self.severity = severity
    self.message = message
    self.span = span
    self.hints = (hint.map { [Hint($0)] } ?? []) + readings.map { Hint($0, isReading: true) }
  }

  /// A mistake that goes away if one of `fixes` takes the place of `replaced`, or of the place it points at.
  public init(
    _ message: String, at span: Range<Int>, replacing replaced: Range<Int>? = nil, with fixes: String...,
    severity: Severity = .error
  ) {
    self.init(message, at: span, hint: nil, severity: severity)
    hints = fixes.map { Hint($0, replacing: replaced ?? span) }
  }
}

/// Trouble with the world: a file that is not there, a full disk, a closed pipe.
public struct WorldError: Error, Equatable, Sendable {
  public var path: String
  /// What happened and, if there is one, the way out: `no such file`.
  public var reason: String
  /// True if an input is damaged, also if that comes to light while something is written.
  public var isDamage: Bool

  public init(path: String, reason: String, isDamage: Bool = false) {
    self.path = path
    self.reason = reason
    self.isDamage = isDamage
  }
}

/// A text that is asked: a line typed, an argument of `-c`, a script file.
public struct SourceText: Equatable, Sendable {
  /// The name before `:line:column` in a message: of a file, or `query`.
  public var name: String
  public var text: String
  /// The folder that the files it includes are looked for in, if that is not where files are read from.
  public var folder: String?

  public init(_ text: String, name: String = "query", folder: String? = nil) {
    self.text = text
    self.name = name
    self.folder = folder
  }
}
