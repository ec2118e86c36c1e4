/// What compiling a search may look at besides its text: the archive, the values of `$name`, named results.
public struct SearchContext: Sendable {
  /// A result named by `let`, as `in $name` reads it.
  public struct Result: Sendable {
    public let archive: Archive
    /// False if its rows were counted and are of no article.
    public let isOfArticles: Bool
    /// The articles that its rows are of.
    public let articles: @Sendable () -> Set<UInt32>
    /// The values of its only column, as `@$name` reads them; nil if it has several columns.
    public let lines: (@Sendable () -> [String])?

    public init(
      archive: Archive, isOfArticles: Bool, lines: (@Sendable () -> [String])? = nil,
      articles: @escaping @Sendable () -> Set<UInt32>
    ) {
      self.archive = archive
      self.isOfArticles = isOfArticles
      self.articles = articles
      self.lines = lines
    }
  }

  public let archive: Archive
  public let arguments: [String: Literal]
  public let results: [String: Result]
  public let run: RunContext

  public init(archive: Archive, arguments: [String: Literal], results: [String: Result], run: RunContext) {
    self.archive = archive
    self.arguments = arguments
    self.results = results
    self.run = run
  }
}
