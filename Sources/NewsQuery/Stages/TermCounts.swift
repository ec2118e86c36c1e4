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
  /// Words that were left out because an outlet repeats them on many pages. Of stages that count near hits, the hits.
  var leftOutCount = 0

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

  /// Adds all words of a row, without the paragraphs in `repeated`.
  mutating func add(_ span: RowSpan, _ archive: Archive, without repeated: RepeatedParagraphs?) {
    span.forEachText(archive) { field, text, range in
      var leftOut = (field == .body ? repeated?.ranges(in: text, of: span.article, archive) ?? [] : [])[...]
      TextPieces.forEachWord(in: text, range) { word in
        while let next = leftOut.first, next.upperBound <= word.lowerBound { leftOut.removeFirst() }
        if let next = leftOut.first, next.lowerBound <= word.lowerBound {
          leftOutCount += 1
        } else {
          add(UnsafeRawBufferPointer(rebasing: text[word]), article: span.article)
        }
      }
    }
  }

  /// The words of all paragraphs in `repeated`, as often as they occur in the archive.
  init(of repeated: RepeatedParagraphs, in archive: Archive) {
    repeated.forEachText(in: archive) { text, occurrences in
      TextPieces.forEachWord(in: text, 0..<text.count) { word in
        let number = words.number(of: UnsafeRawBufferPointer(rebasing: text[word]))
        grow(to: number)
        counts[number] += occurrences
        total += occurrences
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
    let leftOut = leftOutCount
    if counts.isEmpty {
      self = later
      leftOutCount += leftOut
      return
    }
    leftOutCount += later.leftOutCount
    for number in later.counts.indices {
      add(term: later.term(number), count: later.counts[number], articleCount: later.articleCounts[number])
    }
  }

  func write(to sink: inout StateWriter) {
    sink.write(leftOutCount)
    sink.write(count)
    for number in counts.indices {
      sink.write(term(number))
      sink.write(counts[number])
      sink.write(articleCounts[number])
    }
  }

  init(from reader: inout StateReader) throws(WorldError) {
    leftOutCount = try reader.integer()
    for _ in 0..<(try reader.count()) {
      let term = try reader.text()
      let count = try reader.integer()
      add(term: term, count: count, articleCount: try reader.integer())
    }
  }
}

extension Table {
  /// Counts the words of whole articles on all threads.
  static func termCounts(
    of articles: [UInt32], in archive: Archive, without repeated: RepeatedParagraphs?, _ context: RunContext
  ) throws -> TermCounts {
    try Table(archive: archive, columns: [], rows: articles, origin: .articles).termCounts(without: repeated, context)
  }

  /// Counts the words of the rows in view on all threads.
  func termCounts(without repeated: RepeatedParagraphs?, _ context: RunContext) throws -> TermCounts {
    let pieces = RowPieces(self, .byArticle, threadCount: context.threadCount)
    let progress = StepProgress(of: rows.count, context)
    let counts = try Parallel.map(pieces.count, threadCount: context.threadCount, pieceSize: 1) { range -> TermCounts in
      var piece = self
      piece.rows = pieces.rows(of: range.lowerBound)
      return try piece.termCounts(without: repeated, progress)
    }
    var merged = TermCounts()
    for count in counts { merged.merge(count) }
    return merged
  }

  /// Counts the words of the rows in view.
  func termCounts(without repeated: RepeatedParagraphs?, _ progress: StepProgress) throws -> TermCounts {
    var counts = TermCounts()
    for (place, row) in rows.enumerated() {
      if place & 255 == 0 { try progress.advance(by: min(256, rows.count - place)) }
      counts.add(span(of: row), archive, without: repeated)
    }
    return counts
  }
}
