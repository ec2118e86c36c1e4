/// One table of articles, held in memory or mapped from an archive file. Immutable; shared by all threads.
///
/// Articles are numbered from 0 in archive order (the order of the input).
public final class Archive: Sendable {
  /// For the prompt and reports: `reuters.archive`, `seeds`.
  public let name: String
  public let articleCount: Int
  /// Words of headline, deck and body: terms, positions, borders.
  public let index: TextIndex
  /// Changes where the articles change: for `.method` and `--version` reports.
  public let fingerprint: UInt64

  /// The stored columns: the language's fields that any article fills, in the language's order, then the input's others.
  /// Stored: id headline deck byline dateline located credit source section language date updated added url tags body
  /// words and the input's own keys. `lead depth near distance score` are computed elsewhere.
  public var schema: [Schema.Field] { fatalError() }

  /// A stored column by its exact name; rows are article numbers.
  public func column(_ name: String) -> (any Column)? { fatalError() }

  /// The text of a field, UTF-8, valid only inside `body`. Empty where the article has none.
  public func withText<Result>(
    of field: ArticleField, article: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result { fatalError() }

  /// The byte of the body where the lead begins: after the dateline.
  public func leadStart(of article: Int) -> Int { fatalError() }

  init() { fatalError() }
}

/// Articles in, archive out. Not thread-safe; ingest makes one a thread and joins them.
///
///     var builder = ArchiveBuilder()
///     builder.append(article)
///     let archive = builder.finish(name: "seeds")
public struct ArchiveBuilder: ~Copyable {
  public init() { fatalError() }
  public mutating func append(_ article: borrowing Article) { fatalError() }
  public consuming func finish(name: String, threadCount: Int = 1) -> Archive { fatalError() }
}
