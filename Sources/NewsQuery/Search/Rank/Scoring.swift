import CLibrary

/// BM25 (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford 1994; k1 1.2, b 0.75), over headline, deck and body, with the
/// statistics of the whole archive.
///
/// The inverse document frequency is ln(1 + (N − n + ½) / (n + ½)) of N articles of which n hold the term; a phrase and a
/// chain weigh as much as their parts together, and their frequency is the number of their hits.
struct Scoring: Sendable {
  let index: TextIndex
  /// Of each operand; 0 if it brings none.
  let weights: [Double]
  private let averageLength: Double
  /// What each word of an article adds to its norm.
  private let normOfWord: Double
  /// The bounds beside the blocks of a part were made with its own average length. If the archive's articles are longer, a frequency
  /// brings more, by at most the ratio of the two.
  private let boundFactor: Double

  /// Scores the articles of one part with the statistics of the whole archive.
  init(_ index: TextIndex, weights: [Double], averageLength: Double) {
    self.index = index
    self.weights = weights
    self.averageLength = averageLength
    normOfWord = BM25.k1 * BM25.b / averageLength
    let ownLength = max(1, Double(index.wordCount) / Double(max(1, index.articleCount)))
    boundFactor = max(1, averageLength / ownLength)
  }

  static func inverseFrequency(_ count: Int, of articleCount: Int) -> Double {
    log(1 + (Double(articleCount - count) + 0.5) / (Double(count) + 0.5))
  }

  /// What the length of an article adds to the frequency below the line.
  @inline(__always)
  func norm(of article: Int) -> Double { norm(ofLength: index.length(of: article)) }

  @inline(__always)
  func norm(ofLength length: Int) -> Double {
    BM25.norm(ofRelativeLength: Double(length) / averageLength)
  }

  /// The same but for rounding, without a division.
  @inline(__always)
  func nearNorm(of article: Int) -> Double { Scoring.leastNorm + Double(index.length(of: article)) * normOfWord }

  /// Of an article without words.
  static let leastNorm = BM25.norm(ofRelativeLength: 0)

  /// The factor on an operand's weight for a number of hits: at most k1 + 1.
  @inline(__always)
  static func saturation(_ frequency: Int, norm: Double) -> Double {
    Double(frequency) * (BM25.k1 + 1) / (Double(frequency) + norm)
  }

  /// The maximum contribution of an operand in a block, from the frequency bound stored with the block.
  @inline(__always)
  func bound(_ operand: Int, _ part: UInt16) -> Double {
    weights[operand] * (BM25.k1 + 1) * min(1, Double(part) * boundFactor / 65_535)
  }

  /// One operand's part of the score.
  @inline(__always)
  func part(_ operand: Int, frequency: Int, norm: Double) -> Double {
    weights[operand] * Scoring.saturation(frequency, norm: norm)
  }
}

/// How articles of each part are scored: with the statistics of the whole archive.
struct ArchiveScoring: Sendable {
  let ofParts: [Scoring]

  init(_ parts: [PartSearch]) throws {
    let articleCount = parts.reduce(0) { $0 + $1.place.articleCount }
    let wordCount = parts.reduce(0) { sum, part in
      sum + part.index.wordCount - part.place.dead.reduce(0) { $0 + part.index.length(of: Int($1)) }
    }
    let averageLength = max(1, Double(wordCount) / Double(max(1, articleCount)))
    let weights = try parts[0].operands.indices.map { number -> Double in
      let operand = parts[0].operands[number]
      guard operand.isPositive, case .index(let text) = operand.source else { return 0 }
      return try text.query.scoreParts.reduce(0) { sum, pattern in
        // Whole numbers are added up over the parts; the logarithm is taken once.
        let count = try parts.reduce(0) { try $0 + ArchiveScoring.articleCount(of: pattern, number, in: $1) }
        return sum + Scoring.inverseFrequency(count, of: articleCount)
      }
    }
    ofParts = parts.map { Scoring($0.index, weights: weights, averageLength: averageLength) }
  }

  /// Living articles that contain one part of an operand, anywhere in the text.
  private static func articleCount(of pattern: OccurrencePattern, _ operand: Int, in part: PartSearch) throws -> Int {
    guard case .index(var text) = part.operands[operand].source else { return 0 }
    text.query.pattern = pattern
    text.region = .everywhere
    if text.isNowhere { return 0 }
    if let term = text.onlyTerm { return part.place.articleCount(of: term) }
    return try part.articleCount(of: text)
  }
}

extension PartSearch {
  /// Living articles that match a text operand, by a walk.
  func articleCount(of text: IndexedText) throws -> Int {
    let walker = text.walker(in: index)
    var set = ArticleSet()
    var count = 0
    for chunk in chunks(0..<chunkCount) {
      try fill(&set, walker, chunk)
      count += set.count
    }
    return count
  }
}

/// Computed when first asked for: counting the articles of a wildcard takes a walk.
final class LazyScoring: Sendable {
  private let parts: [PartSearch]
  private let made = Lock<ArchiveScoring?>(nil)

  init(_ parts: [PartSearch]) { self.parts = parts }

  func scoring() throws -> ArchiveScoring {
    try made.withLock { made in
      if let made { return made }
      let scoring = try ArchiveScoring(parts)
      made = scoring
      return scoring
    }
  }
}
