/// A search ready to run against one archive: fields resolved, words folded and looked up, lists and arguments read.
public struct CompiledSearch: Sendable {
  /// Throws a `Diagnostic` for an unknown field (with the nearest names), a value of the wrong type, a missing list file,
  /// a regular expression that RE2 refuses.
  public init(_ search: Search, context: PlanContext) throws { fatalError() }

  /// The terms as written (operands and list lines, in their order), for `count by term`.
  public var termNames: [String] { fatalError() }
  /// True where a positive text operand is there: hits can be shown and scored.
  public var hasHits: Bool { fatalError() }

  /// The articles that match, ascending. `nil` top: all. Runs on `context.threadCount` threads.
  public func articles(_ context: RunContext) throws -> [UInt32] { fatalError() }
  /// Only how many: decodes nothing it need not.
  public func articleCount(_ context: RunContext) throws -> Int { fatalError() }
  /// The `count` best by BM25, best first; equal scores in table order (newest first).
  public func best(_ count: Int, _ context: RunContext) throws -> [(article: UInt32, score: Double)] { fatalError() }

  /// The hits to hand on with the table.
  public var hits: SearchHits { fatalError() }

  /// Why there are no rows: each term's own count and the operator that emptied it; nearest words. Notes for `-e`-less zero.
  public func explainEmpty(_ context: RunContext) throws -> [Diagnostic] { fatalError() }
}

/// The hits of a search, found again article by article when they are shown, counted or scored.
public struct SearchHits: Sendable {
  /// Hits in one article, by position. Pure: the same from any thread.
  public func hits(in article: Int) -> [Hit] { fatalError() }
  public func score(of article: Int) -> Double? { fatalError() }
}

/// An occurrence of a positive text operand that satisfies its own field, `first`, `near`.
public struct Hit: Equatable, Sendable {
  /// Index into `CompiledSearch.termNames`.
  public var term: Int
  /// nil where it stands in a column that the index does not hold (byline, tags …).
  public var field: ArticleField
  /// Positions [start, end) in the article (see `TextIndex`); 0 for columns outside the index.
  public var start: UInt32
  public var end: UInt32
  /// Bytes of the field's text, [start, end): what is highlighted.
  public var bytes: Range<Int>
  /// From 1 within the field.
  public var paragraph: Int
}
