/// How often each word occurs in the texts of some rows, and in how many articles.
struct WordCounts: Sendable {
  struct Entry: Sendable {
    var term: [UInt8]
    var count: Int
    var articleCount: Int
  }

  /// By first appearance.
  private(set) var entries: [Entry] = []
  /// Words in all.
  private(set) var wordCount = 0

  /// Counts the words of `rows` of a table.
  init(_ table: Table, rows: [UInt32], _ context: RunContext) throws {
    let archive = table.archive
    let size = max(64, (rows.count + context.threadCount * 4 - 1) / max(1, context.threadCount * 4))
    let progress = StepProgress(of: rows.count, context)
    let parts = try Parallel.map(rows.count, threadCount: context.threadCount, pieceSize: size) { range in
      var part = Part()
      for place in range {
        if place & 255 == 0 { try progress.advance(by: 256) }
        part.add(table.span(of: rows[place]), archive)
      }
      return part
    }
    var joined = WordNumbers()
    for part in parts {
      wordCount += part.wordCount
      for number in 0..<part.words.count {
        let term = part.words.bytes(number)
        let place = joined.number(ofTerm: term)
        if place == entries.count { entries.append(Entry(term: term, count: 0, articleCount: 0)) }
        entries[place].count += part.counts[number]
        entries[place].articleCount += part.articleCounts[number]
      }
    }
  }

  private struct Part: Sendable {
    var words = WordNumbers()
    var counts: [Int] = []
    var articleCounts: [Int] = []
    var lastArticles: [Int] = []
    var wordCount = 0

    mutating func add(_ span: RowSpan, _ archive: Archive) {
      span.forEachText(archive) { _, text, range in
        TextPieces.forEachWord(in: text, range) { word in
          let number = words.number(of: UnsafeRawBufferPointer(rebasing: text[word]))
          if number == counts.count {
            counts.append(0)
            articleCounts.append(0)
            lastArticles.append(-1)
          }
          counts[number] += 1
          wordCount += 1
          if lastArticles[number] != span.article {
            lastArticles[number] = span.article
            articleCounts[number] += 1
          }
        }
      }
    }
  }
}

/// The most of something, best first; equal ones by their term.
enum Ranking {
  /// The `limit` entries with the greatest scores; equal scores by `count`, the greater first, then by term.
  static func best<Entry>(
    _ entries: [Entry], _ limit: Int, score: (Entry) -> Double, count: (Entry) -> Int, term: (Entry) -> [UInt8]
  ) -> [Entry] {
    entries.sorted { a, b in
      let (first, second) = (score(a), score(b))
      if first != second { return first > second }
      if count(a) != count(b) { return count(a) > count(b) }
      return ValueOrder.compare(bytes: term(a), term(b)) < 0
    }.prefix(limit).map { $0 }
  }
}
