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

  /// `help: …`, with the number of articles that it finds if it is a reading.
  public struct Hint: Equatable, Sendable {
    /// What to do or, for a reading, the query that can be asked as it stands.
    public var text: String
    /// True if `text` is a whole search whose number of articles is to be shown beside it.
    public var isReading: Bool
    /// Articles that the reading finds, once counted.
    public var articleCount: Int?

    public init(_ text: String, isReading: Bool = false, articleCount: Int? = nil) {
      self.text = text
      self.isReading = isReading
      self.articleCount = articleCount
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
}

/// Trouble with the world: a file that is not there, a full disk, a closed pipe.
public struct WorldError: Error, Equatable, Sendable {
  public var path: String
  /// What happened and, if there is one, the way out: `no such file`.
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// A text that is asked: a line typed, an argument of `-c`, a script file.
public struct SourceText: Equatable, Sendable {
  /// The name before `:line:column` in a message: of a file, or `query`.
  public var name: String
  public var text: String

  public init(_ text: String, name: String = "query") {
    self.text = text
    self.name = name
  }
}
