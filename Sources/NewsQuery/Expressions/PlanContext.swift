/// What planning may look at besides the columns: the archive, arguments, named results, the search.
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

  /// What a search that is compiled here may look at.
  public var forSearch: SearchContext {
    let results = results.mapValues { table in
      var isOfArticles = true
      if case .none = table.origin { isOfArticles = false }
      return SearchContext.Result(archive: table.archive, isOfArticles: isOfArticles) {
        Set(table.rows.compactMap { table.article(of: $0).map { UInt32($0) } })
      }
    }
    return SearchContext(archive: archive, arguments: arguments, results: results, run: run)
  }
}

extension CompiledSearch {
  /// Throws the `Diagnostic` of the first mistake, and `WorldError` if a list cannot be read.
  public init(_ search: Search, context: PlanContext) throws { try self.init(search, context: context.forSearch) }
}

extension TextMatcher {
  public init(_ search: Search, context: PlanContext) throws { try self.init(search, context: context.forSearch) }
}
