import Glibc

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

  init(_ operands: [SearchOperand], in archive: Archive) throws {
    index = archive.index
    averageLength = max(1, Double(archive.index.wordCount) / Double(max(1, archive.articleCount)))
    normOfWord = BM25.k1 * BM25.b / averageLength
    weights = try operands.map { operand in
      guard operand.isPositive, case .index(let text) = operand.source else { return 0 }
      return try text.query.scoreParts.reduce(0) { sum, part in
        let count = try Scoring.articleCount(of: part, text, in: archive.index)
        return sum + Scoring.inverseFrequency(count, of: archive.articleCount)
      }
    }
  }

  static func inverseFrequency(_ count: Int, of articleCount: Int) -> Double {
    log(1 + (Double(articleCount - count) + 0.5) / (Double(count) + 0.5))
  }

  /// Articles that hold one part of an operand, anywhere in the text.
  private static func articleCount(of part: OccurrencePattern, _ text: IndexedText, in index: TextIndex) throws -> Int {
    var text = text
    text.query.pattern = part
    text.region = .everywhere
    if let term = text.onlyTerm { return index.articleCount(of: term) }
    let walker = text.walker(in: index)
    var set = ArticleSet()
    var count = 0
    for number in 0..<Chunk.count(of: index.articleCount) {
      try walker.fill(&set, Chunk(number: number, of: index.articleCount))
      count += set.count
    }
    return count
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
    weights[operand] * (BM25.k1 + 1) * Double(part) / 65_535
  }

  /// One operand's part of the score.
  @inline(__always)
  func part(_ operand: Int, frequency: Int, norm: Double) -> Double {
    weights[operand] * Scoring.saturation(frequency, norm: norm)
  }
}

/// Computed when first asked for: a wildcard's number of articles takes a walk.
final class LazyScoring: Sendable {
  private let operands: [SearchOperand]
  private let archive: Archive
  private let made = Lock<Scoring?>(nil)

  init(_ operands: [SearchOperand], in archive: Archive) {
    self.operands = operands
    self.archive = archive
  }

  func scoring() throws -> Scoring {
    try made.withLock { made in
      if let made { return made }
      let scoring = try Scoring(operands, in: archive)
      made = scoring
      return scoring
    }
  }
}
