/// The words of all articles: a term dictionary, a posting list for each term, the borders of each article.
///
/// Positions count through headline, deck and body of one article, with one position left free between two fields, so
/// that no phrase crosses from one to the next: headline at 0 …, deck at `deckStart` …, body at `bodyStart` ….
public struct TextIndex: Sendable {
  let image: Image
  private let guardian: HeldGuard
  let dictionary: TermDictionary
  nonisolated(unsafe) private let postings: UnsafeRawBufferPointer
  nonisolated(unsafe) private let lengths: UnsafeBufferPointer<UInt32>
  nonisolated(unsafe) private let borderBytes: UnsafeRawBufferPointer
  nonisolated(unsafe) private let borderStarts: UnsafeBufferPointer<UInt64>

  /// Positions with a word in all articles, for BM25's average length.
  public let wordCount: Int

  /// One past the last position that any article's headline or deck may reach.
  let longestTitles: UInt32

  init(_ image: Image, wordCount: Int, longestTitles: UInt32) {
    self.image = image
    guardian = HeldGuard(image.blockGuard)
    self.wordCount = wordCount
    self.longestTitles = longestTitles
    dictionary = TermDictionary(image)
    postings = image["postings"]
    lengths = image.array("lengths", of: UInt32.self)
    borderBytes = image["borders"]
    borderStarts = image.array("border-starts", of: UInt64.self)
  }

  public var articleCount: Int { lengths.count }
  /// Compounds included.
  public var termCount: Int { dictionary.count }

  /// The plain term with these folded bytes.
  public func term(_ folded: UnsafeRawBufferPointer) -> TermID? {
    dictionary.find(folded).plain.map { TermID(number: UInt32($0)) }
  }

  /// Compounds (`cost-cutting`, `O'Brien`) whose parts joined are these folded bytes, with how many positions they
  /// cover from their first part on.
  public func compounds(_ folded: UnsafeRawBufferPointer) -> [(term: TermID, partCount: Int)] {
    dictionary.find(folded).compounds.map { (TermID(number: UInt32($0.term)), $0.partCount) }
  }

  /// All terms, compounds included, that a wildcard matches: `*` any letters, `?` exactly one (a code point).
  public func terms(matching pattern: [UInt8]) -> [(term: TermID, partCount: Int)] {
    dictionary.matches(pattern).map { (TermID(number: UInt32($0.term)), $0.partCount) }
  }

  /// The folded bytes of a term, a compound's joined.
  public func bytes(of term: TermID) -> [UInt8] { Array(dictionary.folded(Int(term.number))) }

  /// 1 for a plain term.
  public func partCount(of term: TermID) -> Int { TermDictionary.split(dictionary.key(of: Int(term.number))).partCount }

  /// The posting list of a term; its first bytes may be read.
  private func list(of term: TermID) -> UnsafeRawBufferPointer? {
    guard !postings.isEmpty else { return nil }
    let list = UnsafeRawBufferPointer(rebasing: postings[dictionary.list(of: Int(term.number))])
    if let base = list.baseAddress { image.check(base, min(list.count, 16)) }
    return list
  }

  /// Articles that hold the term: read without touching its posting list.
  public func articleCount(of term: TermID) -> Int {
    list(of: term).map { PostingHeader($0, guardian).articleCount } ?? 0
  }

  /// Its occurrences in all.
  public func occurrenceCount(of term: TermID) -> Int {
    list(of: term).map { PostingHeader($0, guardian).occurrenceCount } ?? 0
  }

  /// Articles that hold the term in their headline or in their deck.
  public func articleCount(of term: TermID, inTitle field: ArticleField) -> Int {
    cursor(of: term).articleCount(inTitle: field)
  }

  /// These articles, ascending.
  public func articles(of term: TermID, inTitle field: ArticleField) -> [UInt32] {
    cursor(of: term).articles(inTitle: field)
  }

  public func cursor(of term: TermID) -> PostingCursor {
    guard let list = list(of: term) else { return PostingCursor() }
    return PostingCursor(list, guardian)
  }

  /// Where an article's fields, paragraphs and sentences begin.
  public func borders(of article: Int) -> Borders {
    let bytes = borderBytes(of: article)
    guard let borders = Borders(bytes) else { guardian.refuse() }
    return borders
  }

  /// The first positions of deck, body and lead and the end of an article, without its sentences.
  func fieldBorders(of article: Int) -> FieldBorders {
    // They may be read out of the next article's bytes, or the zeros behind the section, but are within reach.
    let borders = FieldBorders(borderStart(of: article))
    guardian.require(borders.areRight)
    return borders
  }

  /// Where the headline and the deck of an article end.
  func titleEnds(of article: Int) -> TitleEnds {
    let borders = fieldBorders(of: article)
    return TitleEnds(headline: borders.deckStart, deck: borders.bodyStart)
  }

  private func borderStart(of article: Int) -> UnsafeRawPointer {
    precondition(article >= 0 && article < articleCount)
    guard let base = borderBytes.baseAddress else { preconditionFailure("an archive without borders") }
    let isLast = article + 1 == articleCount
    if let starts = borderStarts.baseAddress { guardian.check(starts + article, isLast ? 8 : 16) }
    let start = Int(borderStarts[article])
    let end = isLast ? borderBytes.count : Int(borderStarts[article + 1])
    guardian.check(base + start, end - start)
    return base + start
  }

  /// What `borders(of:)` reads, as it is written.
  func borderBytes(of article: Int) -> UnsafeRawBufferPointer {
    let start = borderStart(of: article)
    let isLast = article + 1 == articleCount
    let end = isLast ? borderBytes.count : Int(borderStarts[article + 1])
    return UnsafeRawBufferPointer(start: start, count: end - Int(borderStarts[article]))
  }

  /// Words of headline, deck and body: BM25's length.
  @inline(__always)
  public func length(of article: Int) -> Int {
    if let base = lengths.baseAddress { guardian.check(base + article, 4) }
    return Int(lengths[article])
  }

  /// Which surface forms (case and accents kept, dots, hyphens, `'s` folded) a term has, for `=WHO`; the commonest first.
  public func surfaceForms(of term: TermID) -> [[UInt8]] {
    cursor(of: term).surfaceForms(folded: bytes(of: term))
  }
}

/// A term of one archive, by its place in the order of all terms.
public struct TermID: Hashable, Sendable {
  public var number: UInt32
}
