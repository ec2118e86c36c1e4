/// The paragraphs of an archive that belong to the page and not to the story: those that an outlet has in five or more different
/// articles, such as `Sign up for our newsletter`.
///
///     let repeated = try archive.repeatedParagraphs(threadCount: 2)
///     repeated.ranges(in: body, of: 7, archive)       // those of one article
///
/// Two articles with the paragraph are different if less than half of their other paragraphs are in both, so that the versions of one
/// story do not make its text a part of the page. Paragraphs are alike if their bytes are, blanks at the ends left out.
struct RepeatedParagraphs: Sendable {
  /// Different articles of one outlet.
  static let minArticles = 5

  private struct Entry: Sendable {
    /// The first article with the paragraph, and its place among the paragraphs there.
    var article: Int
    var place: Int
    /// How often it occurs in the archive.
    var count: Int
  }

  private struct Candidate {
    var entry: Entry
    var articles: [UInt32] = []

    mutating func add(_ article: UInt32) {
      entry.count += 1
      if articles.last != article { articles.append(article) }
    }
  }

  private let entries: [UInt64: Entry]

  var isEmpty: Bool { entries.isEmpty }

  /// Throws `Interrupted`.
  init(of archive: Archive, threadCount: Int, isInterrupted: @Sendable () -> Bool) throws {
    let articles = try Articles(archive, threadCount: threadCount, isInterrupted: isInterrupted)
    // Most paragraphs occur once: counters that several share tell which need not be looked at.
    var mask = 1023
    while mask < articles.paragraphCount * 2 { mask = mask * 2 + 1 }
    var counters = [UInt8](repeating: 0, count: mask + 1)
    for article in 0..<archive.articleCount {
      for hash in articles[article] {
        let slot = Int(truncatingIfNeeded: hash) & mask
        if counters[slot] < RepeatedParagraphs.minArticles { counters[slot] += 1 }
      }
    }
    var found: [UInt64: Candidate] = [:]
    for article in 0..<archive.articleCount {
      if article & 4095 == 0, isInterrupted() { throw Interrupted() }
      for (place, hash) in articles[article].enumerated()
      where counters[Int(truncatingIfNeeded: hash) & mask] == RepeatedParagraphs.minArticles {
        found[hash, default: Candidate(entry: Entry(article: article, place: place, count: 0))].add(UInt32(article))
      }
    }
    var entries: [UInt64: Entry] = [:]
    var distinct = DifferentArticles(articles)
    for (hash, candidate) in found where distinct.areMany(candidate.articles) { entries[hash] = candidate.entry }
    self.entries = entries
  }

  /// The ranges of a body that are such paragraphs, in order.
  func ranges(in body: UnsafeRawBufferPointer, of article: Int, _ archive: Archive) -> [Range<Int>] {
    if entries.isEmpty { return [] }
    let outlet = archive.withText(of: .source, article: article) { ParagraphHashes.outlet($0) }
    var ranges: [Range<Int>] = []
    Paragraphs.forEach(in: body) { paragraph in
      if entries[ParagraphHashes.hash(paragraph, in: body, of: outlet)] != nil { ranges.append(paragraph) }
    }
    return ranges
  }

  /// Calls `read` with the text of each of the paragraphs, and how often it occurs in the archive.
  func forEachText(in archive: Archive, _ read: (UnsafeRawBufferPointer, _ count: Int) -> Void) {
    for entry in entries.values.sorted(by: { ($0.article, $0.place) < ($1.article, $1.place) }) {
      archive.withText(of: .body, article: entry.article) { text in
        var place = 0
        Paragraphs.forEach(in: text) { paragraph in
          if place == entry.place { read(UnsafeRawBufferPointer(rebasing: text[paragraph]), entry.count) }
          place += 1
        }
      }
    }
  }
}

extension Archive {
  /// What outlets repeat on many pages. Found when it is first asked for. Throws `Interrupted`.
  func repeatedParagraphs(
    threadCount: Int, isInterrupted: @Sendable () -> Bool = { false }
  ) throws -> RepeatedParagraphs {
    try kept { try RepeatedParagraphs(of: self, threadCount: threadCount, isInterrupted: isInterrupted) }
  }
}

/// The hashes of the paragraphs of each article of an archive.
private struct Articles {
  private let archive: Archive
  private let parts: [ParagraphHashes]

  var paragraphCount: Int { parts.reduce(0) { $0 + $1.count } }

  init(_ archive: Archive, threadCount: Int, isInterrupted: @Sendable () -> Bool) throws {
    self.archive = archive
    parts = try archive.parts.map {
      try ParagraphHashes($0.part, threadCount: threadCount, isInterrupted: isInterrupted)
    }
  }

  subscript(article: Int) -> UnsafeBufferPointer<UInt64> {
    let place = archive.place(of: article)
    return parts[place.part][place.row]
  }
}

/// Tells whether articles that share a paragraph are different.
private struct DifferentArticles {
  private let articles: Articles
  /// The different paragraphs of articles that were compared before, ascending.
  private var known: [UInt32: [UInt64]] = [:]

  init(_ articles: Articles) { self.articles = articles }

  /// Whether so many of the articles are different from each other that their common paragraph belongs to the page.
  mutating func areMany(_ all: [UInt32]) -> Bool {
    var different: [[UInt64]] = []
    for (place, article) in all.enumerated() {
      if different.count + all.count - place < RepeatedParagraphs.minArticles { return false }
      let own = paragraphs(of: article)
      if different.contains(where: { DifferentArticles.areVersions($0, own) }) { continue }
      different.append(own)
      if different.count == RepeatedParagraphs.minArticles { return true }
    }
    return false
  }

  private mutating func paragraphs(of article: UInt32) -> [UInt64] {
    if let known = known[article] { return known }
    var own: [UInt64] = []
    for hash in articles[Int(article)].sorted() where hash != own.last { own.append(hash) }
    known[article] = own
    return own
  }

  /// Whether at least half of their paragraphs are in both, the one that they are known to share left out.
  private static func areVersions(_ a: [UInt64], _ b: [UInt64]) -> Bool {
    var (common, left, right) = (0, 0, 0)
    while left < a.count, right < b.count {
      if a[left] == b[right] { common += 1 }
      let (first, second) = (a[left], b[right])
      if first <= second { left += 1 }
      if second <= first { right += 1 }
    }
    let all = a.count + b.count - common
    return (common - 1) * 2 >= all - 1
  }
}
