/// Finds the articles of some parts that may be copies of given ones, by the index: none that is a copy is missed, and the
/// texts of few others have to be compared.
///
/// A shingle that two articles share is a run of five words that are all in both, so the rarest of the five is. For each run of a
/// given article, each article with its rarest word gets a point: no article shares more shingles than it has points.
/// As `NearCopies` joins articles only if they share enough shingles for their sizes, most articles are out at once.
/// Runs of common words cost the most and say the least. Some of them count for every article at first, and are looked
/// up only for articles that are still in.
struct CopySearch: Sendable {
  private let parts: [Part]
  /// The distinct shingles of each article of each part.
  nonisolated(unsafe) private let sizes: [UnsafeBufferPointer<UInt32>]
  /// How many articles have fewer shingles than each number.
  private let smaller: [Int]

  /// Returns nil if a part does not keep the numbers of shingles of its articles.
  init?(_ parts: some Collection<Part>) {
    self.parts = Array(parts)
    var sizes: [UnsafeBufferPointer<UInt32>] = []
    for part in parts {
      guard let kept = KeptAnswers.copySizes(in: part) else { return nil }
      sizes.append(kept)
    }
    self.sizes = sizes
    var counts = [Int](repeating: 0, count: 1 << 12)
    for size in sizes.joined() { counts[min(Int(size), counts.count - 1)] += 1 }
    var sum = 0
    smaller = counts.map { count in
      sum += count
      return sum - count
    }
  }

  /// So many articles are read before they are looked for.
  private static let batchSize = 1_000

  /// The articles of the parts, numbered through all of them and ascending, that may be copies of `given` ones of `archive`.
  /// Throws `Interrupted`.
  func articles(like given: [Int], of archive: Archive, _ context: RunContext) throws -> [Int] {
    var found = Set<Int>()
    for start in stride(from: 0, to: given.count, by: CopySearch.batchSize) {
      var words = CopyWords()
      var texts: [CopyText] = []
      for article in given[start..<min(given.count, start + CopySearch.batchSize)] {
        TextGroups.withComparedText(of: article, in: archive) { texts.append(CopyText($0, &words)) }
      }
      let terms = CopyTerms(of: words, in: parts.map(\.index))
      let batch = texts
      let lists = try Parallel.map(batch.count, threadCount: context.threadCount) { range in
        var points = parts.map { [UInt32](repeating: 0, count: $0.articleCount) }
        var lists: [[Int]] = []
        for text in range {
          if context.isInterrupted() { throw Interrupted() }
          lists.append(articles(like: batch[text], terms, &points))
        }
        return lists
      }
      for list in lists.joined() { found.formUnion(list) }
    }
    return found.sorted()
  }

  /// From so many articles on a part's pages are not kept in memory for the next article.
  private static let largePart = 100_000

  // MARK: - One article

  /// The fewest shingles that two texts of such sizes must share to be copies: `NearCopies.areCopies`.
  static func leastShared(_ a: Int, _ b: Int) -> Int {
    let similar = (a + b + 2) / 3
    let contained =
      (min(a, b) * NearCopies.leastContainment.numerator + NearCopies.leastContainment.denominator - 1)
      / NearCopies.leastContainment.denominator
    return max(1, min(similar, max(contained, NearCopies.leastContainedShingles)))
  }

  /// `points` are zeros before and after.
  private func articles(like text: CopyText, _ terms: CopyTerms, _ points: inout [[UInt32]]) -> [Int] {
    guard text.size > 0 else { return [] }
    let runs = text.runs(terms)
    let (late, slack) = lateRuns(runs, text.size)
    var found: [Int] = []
    var base = 0
    for part in parts.indices {
      points[part].withUnsafeMutableBufferPointer { points in
        for run in runs.words[late...] { add(run, terms, part, to: points) }
        var close: [UInt32] = []
        for (article, size) in sizes[part].enumerated() where size > 0 {
          if Int(points[article]) + slack >= CopySearch.leastShared(text.size, Int(size)) {
            close.append(UInt32(article))
          }
        }
        for run in runs.words[..<late] { add(run, terms, part, to: points, of: close) }
        for article in close {
          let shared = Int(points[Int(article)]) + runs.unknownCount
          if shared >= CopySearch.leastShared(text.size, Int(sizes[part][Int(article)])) {
            found.append(base + Int(article))
          }
        }
        points.update(repeating: 0)
      }
      // Common words are on so many pages that those of a few articles would fill the memory.
      if parts[part].articleCount >= CopySearch.largePart { parts[part].releasePostings() }
      base += parts[part].articleCount
    }
    return found
  }

  /// How many of the words, the commonest first, are looked up late, and how many runs count for every article until then.
  private func lateRuns(_ runs: CopyText.Runs, _ size: Int) -> (count: Int, slack: Int) {
    var slack = runs.unknownCount
    var best = (count: 0, slack: slack)
    var rest = runs.words.reduce(0) { $0 + $1.articleCount }
    var leastCost = Int.max
    for (count, run) in runs.words.enumerated() {
      // Looking for a word at one article takes as long as walking over ten.
      let cost = rest + 10 * count * closeCount(size, slack)
      if cost < leastCost { (leastCost, best) = (cost, (count, slack)) }
      slack += run.count
      rest -= run.articleCount
      // Articles that share a quarter by chance are more than `closeCount` knows of.
      if slack * 4 > size { break }
    }
    return best
  }

  /// How many articles are near enough with so many points that all have.
  private func closeCount(_ size: Int, _ slack: Int) -> Int {
    var (low, high) = (0, smaller.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if CopySearch.leastShared(size, middle) > slack { high = middle } else { low = middle + 1 }
    }
    return smaller[low]
  }

  private func add(
    _ run: CopyText.Run, _ terms: CopyTerms, _ part: Int, to points: UnsafeMutableBufferPointer<UInt32>
  ) {
    let count = UInt32(run.count)
    for term in terms.terms(of: run.word, part: part) {
      parts[part].index.cursor(of: term).forEachArticle { points[Int($0)] &+= count }
    }
  }

  private func add(
    _ run: CopyText.Run, _ terms: CopyTerms, _ part: Int, to points: UnsafeMutableBufferPointer<UInt32>,
    of articles: [UInt32]
  ) {
    for term in terms.terms(of: run.word, part: part) {
      var cursor = parts[part].index.cursor(of: term)
      for article in articles {
        cursor.seek(article)
        if cursor.article == article { points[Int(article)] &+= UInt32(run.count) }
        if cursor.article == PostingCursor.end { break }
      }
    }
  }
}
