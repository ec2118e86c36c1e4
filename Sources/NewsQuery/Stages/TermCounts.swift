/// How often each term is in some rows, and in how many articles.
///
/// The rows of one article must be added one after the other.
struct TermCounts: PartialState {
  private(set) var words = WordNumbers()
  /// By the number of a term in `words`.
  private(set) var counts: [Int] = []
  private(set) var articleCounts: [Int] = []
  private var lastArticles: [Int] = []
  /// All occurrences.
  private(set) var total = 0

  init() {}

  var count: Int { counts.count }

  /// Adds a word as it is in the text of an article.
  mutating func add(_ word: UnsafeRawBufferPointer, article: Int) {
    let number = words.number(of: word)
    grow(to: number)
    counts[number] += 1
    total += 1
    if lastArticles[number] != article {
      lastArticles[number] = article
      articleCounts[number] += 1
    }
  }

  /// Adds all words of a row.
  mutating func add(_ span: RowSpan, _ archive: Archive) {
    span.forEachText(archive) { _, text, range in
      TextPieces.forEachWord(in: text, range) { word in
        add(UnsafeRawBufferPointer(rebasing: text[word]), article: span.article)
      }
    }
  }

  /// Adds occurrences of a term that is folded already, in other articles than those before.
  mutating func add(term: [UInt8], count: Int, articleCount: Int) {
    let number = words.number(ofTerm: term)
    grow(to: number)
    counts[number] += count
    articleCounts[number] += articleCount
    total += count
  }

  private mutating func grow(to number: Int) {
    // A word that was only looked up has a number and no count yet.
    while counts.count <= number {
      counts.append(0)
      articleCounts.append(0)
      lastArticles.append(-1)
    }
  }

  func term(_ number: Int) -> [UInt8] { words.bytes(number) }

  /// The occurrences of a folded term.
  mutating func count(of term: [UInt8]) -> Int {
    let number = words.number(ofTerm: term)
    return number < counts.count ? counts[number] : 0
  }

  mutating func merge(_ later: consuming TermCounts) {
    if counts.isEmpty {
      self = later
      return
    }
    for number in later.counts.indices {
      add(term: later.term(number), count: later.counts[number], articleCount: later.articleCounts[number])
    }
  }

  func write(to sink: inout StateWriter) {
    sink.write(count)
    for number in counts.indices {
      sink.write(term(number))
      sink.write(counts[number])
      sink.write(articleCounts[number])
    }
  }

  init(from reader: inout StateReader) throws(WorldError) {
    for _ in 0..<(try reader.count()) {
      let term = try reader.text()
      let count = try reader.integer()
      add(term: term, count: count, articleCount: try reader.integer())
    }
  }
}

extension Table {
  /// Counts the words of whole articles on all threads.
  static func termCounts(of articles: [UInt32], in archive: Archive, _ context: RunContext) throws -> TermCounts {
    try Table(archive: archive, columns: [], rows: articles, origin: .articles).termCounts(context)
  }

  /// Counts the words of the rows in view on all threads.
  func termCounts(_ context: RunContext) throws -> TermCounts {
    let pieces = RowPieces(self, .byArticle, threadCount: context.threadCount)
    let progress = StepProgress(of: rows.count, context)
    let counts = try Parallel.map(pieces.count, threadCount: context.threadCount, pieceSize: 1) { range -> TermCounts in
      var piece = self
      piece.rows = pieces.rows(of: range.lowerBound)
      return try piece.termCounts(progress)
    }
    var merged = TermCounts()
    for count in counts { merged.merge(count) }
    return merged
  }

  /// Counts the words of the rows in view.
  func termCounts(_ progress: StepProgress) throws -> TermCounts {
    var counts = TermCounts()
    for (place, row) in rows.enumerated() {
      if place & 255 == 0 { try progress.advance(by: min(256, rows.count - place)) }
      counts.add(span(of: row), archive)
    }
    return counts
  }
}
