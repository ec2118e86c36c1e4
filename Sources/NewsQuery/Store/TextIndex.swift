/// The words of all articles: a term dictionary, a posting list for each term, the borders of each article.
///
/// Positions count through headline, deck and body of one article, with one position left free between two fields, so
/// that no phrase crosses from one to the next: headline at 0 …, deck at `deckStart` …, body at `bodyStart` ….
public struct TextIndex: Sendable {
  public var articleCount: Int { fatalError() }
  /// Positions with a word in all articles, for BM25's average length.
  public var wordCount: Int { fatalError() }
  public var termCount: Int { fatalError() }

  /// The plain term with these folded bytes.
  public func term(_ folded: UnsafeRawBufferPointer) -> TermID? { fatalError() }

  /// Compounds (`cost-cutting`, `O'Brien`) whose parts joined are these folded bytes, with how many positions they
  /// cover from their first part on.
  public func compounds(_ folded: UnsafeRawBufferPointer) -> [(term: TermID, partCount: Int)] { fatalError() }

  /// All terms, compounds included, that a wildcard matches: `*` any letters, `?` exactly one (a code point).
  public func terms(matching pattern: [UInt8]) -> [(term: TermID, partCount: Int)] { fatalError() }

  /// The folded bytes of a term, a compound's joined.
  public func bytes(of term: TermID) -> [UInt8] { fatalError() }

  /// Articles that hold the term, and its occurrences in all: read without touching its posting list.
  public func articleCount(of term: TermID) -> Int { fatalError() }
  public func occurrenceCount(of term: TermID) -> Int { fatalError() }

  public func cursor(of term: TermID) -> PostingCursor { fatalError() }

  /// Where an article's fields, paragraphs and sentences begin.
  public func borders(of article: Int) -> Borders { fatalError() }

  /// Words of headline, deck and body: BM25's length.
  public func length(of article: Int) -> Int { fatalError() }

  /// Which surface forms (case and accents kept, dots, hyphens, `'s` folded) a term has, for `=WHO`.
  public func surfaceForms(of term: TermID) -> [[UInt8]] { fatalError() }
}

public struct TermID: Hashable, Sendable {
  public var number: UInt32
}

/// Walks one posting list in article order.
public struct PostingCursor {
  /// The article it stands on; `PostingCursor.end` after the last.
  public var article: UInt32 { fatalError() }
  public static let end = UInt32.max

  public mutating func next() { fatalError() }
  /// Moves to the first article that is not before `article`. Skips blocks without decoding them.
  public mutating func seek(_ article: UInt32) { fatalError() }
  /// Occurrences in the current article.
  public var frequency: Int { fatalError() }
  /// Appends the positions in the current article, ascending.
  public mutating func positions(into positions: inout [UInt32]) { fatalError() }
  /// Appends, for each position, the index into `surfaceForms(of:)`.
  public mutating func forms(into forms: inout [UInt8]) { fatalError() }
  /// The most a BM25 term frequency part can be in the current block and where that block ends: for block-max top-k.
  public var blockMaximum: (frequency: Int, shortestLength: Int, lastArticle: UInt32) { fatalError() }
}

/// The positions at which the parts of one article begin.
public struct Borders: Sendable {
  public var deckStart: UInt32
  public var bodyStart: UInt32
  /// The first body word after the dateline.
  public var leadStart: UInt32
  /// One past the last position.
  public var end: UInt32
  /// First positions of sentences, ascending; the headline and the deck are one each. With it, whether a paragraph
  /// begins there too.
  public var sentences: [UInt32]
  public var paragraphs: [UInt32]
}
