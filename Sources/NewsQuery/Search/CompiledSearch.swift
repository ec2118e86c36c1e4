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

  /// The search node by node, each with the articles it finds by itself: for `.explain` after a run.
  public func report(_ context: RunContext) throws -> SearchNodeReport { fatalError() }

  /// Why there are no rows: each term's own count and the operator that emptied it; nearest words. Notes for `-e`-less zero.
  public func explainEmpty(_ context: RunContext) throws -> [Diagnostic] { fatalError() }
}

/// The hits of a search, found again article by article when they are shown, counted or scored. Pure: the same from any
/// thread. Asking in ascending order of articles costs least.
public struct SearchHits: Sendable {
  /// Hits in one article: headline, deck, body by position, then other columns. The same words found by two operands
  /// are one hit.
  public func hits(in article: Int) -> [Hit] { fatalError() }
  /// BM25; nil where the search has no text operand.
  public func score(of article: Int) -> Double? { fatalError() }
  /// As `CompiledSearch.termNames`: what the column `term` says.
  public var termNames: [String] { fatalError() }
  /// The terms (indices into `CompiledSearch.termNames`) that the article holds, ascending: for `count by term`.
  public func terms(in article: Int) -> [Int] { fatalError() }

  /// Where the first hit stands: `headline`, `deck`, `lead` or the paragraph's number; nil without a hit in the text.
  public func depth(of article: Int) -> String? { fatalError() }
  /// Positions from a passage to the nearest hit in its field, 0 inside of it; nil with none in the field.
  public func distance(from passage: Passage) -> Int? { fatalError() }
  /// A hit at most 10 positions away in the same paragraph.
  public func isNear(_ passage: Passage) -> Bool { fatalError() }
}

/// An occurrence of a positive text operand that satisfies its own field, `first`, `near`.
public struct Hit: Equatable, Sendable {
  /// Index into `CompiledSearch.termNames`.
  public var term: Int
  /// headline, deck or body; nil where it stands in a column that the index does not hold (byline, tags …).
  public var field: ArticleField?
  /// The column it stands in, and which item of a list: `tags`, 2.
  public var column: String
  public var item: Int
  /// Positions [start, end) in the article (see `TextIndex`); within the item for columns outside the index.
  public var start: UInt32
  public var end: UInt32
  /// Bytes of the field's text, [start, end): what is highlighted.
  public var bytes: Range<Int>
  /// From 1 within the field.
  public var paragraph: Int
}

/// A search operand right of `~` in an expression: `putin`, `"arms control"`, `(putin or lavrov)`, `@list`, `/re/`.
public struct TextMatcher: Sendable {
  /// Throws a `Diagnostic`, or a `WorldError` for a list that cannot be read.
  public init(_ search: Search, context: PlanContext) throws { fatalError() }
  /// Text, or any item of a list; null is for the caller to decide.
  public func matches(_ value: Value) -> Bool { fatalError() }
  /// The byte ranges of the hits in a text, ascending.
  public func ranges(in text: UnsafeRawBufferPointer) -> [Range<Int>] { fatalError() }
}

/// The order of an archive's table: newest first, undated last, equal dates in archive order.
public struct TableOrder: Sendable {
  /// Article numbers in table order.
  public let articles: [UInt32]
  /// The place of each article in it.
  public let ranks: [UInt32]
  public init(_ archive: Archive) { fatalError() }
  /// Puts article numbers (ascending or not) in table order.
  public func sort(_ articles: inout [UInt32]) { fatalError() }
}

/// A node of a search after a run, for `.explain`: what it is, how many articles it finds, and its parts.
public struct SearchNodeReport: Equatable, Sendable {
  public var name: String
  public var articleCount: Int
  public var parts: [SearchNodeReport]
}
