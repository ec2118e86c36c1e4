/// The hits of a search, found again article by article when they are shown, counted or scored. Pure: the same from any
/// thread. Asking in ascending order of articles costs least.
public struct SearchHits: Sendable {
  /// As `CompiledSearch.termNames`: the values of the column `term`.
  public let termNames: [String]
  /// The operands' numbers, by term.
  private let numbers: [Int]
  private let finders: FinderPool
  private let scoring: LazyScoring
  private let hasScore: Bool

  init(_ operands: [SearchOperand], in archive: Archive, scoring: LazyScoring) {
    numbers = operands.indices.filter { operands[$0].isPositive }
    termNames = numbers.map { operands[$0].name }
    hasScore = !numbers.isEmpty
    finders = FinderPool(operands, in: archive)
    self.scoring = scoring
  }

  /// Hits in one article: headline, deck, body by position, then other columns. The same words found by two operands
  /// are one hit.
  public func hits(in article: Int) -> [Hit] {
    finders.with { finder in
      finder.move(to: article)
      return finder.hits
    }
  }

  /// BM25; nil if the search has no text operand.
  public func score(of article: Int) -> Double? {
    guard hasScore, let scoring = try? scoring.scoring() else { return nil }
    return finders.with { $0.score(of: UInt32(article), scoring) }
  }

  /// The terms (indices into `termNames`) that the article holds, ascending: for `count by term`.
  public func terms(in article: Int) -> [Int] {
    finders.with { finder in
      numbers.indices.filter { finder.count(numbers[$0], in: UInt32(article)) > 0 }
    }
  }

  /// The place of the first hit: `headline`, `deck`, `lead` or the paragraph's number; nil without a hit in the text.
  public func depth(of article: Int) -> String? {
    finders.with { finder in
      finder.move(to: article)
      guard let first = finder.hits.first, let field = first.field else { return nil }
      switch field {
      case .headline: return "headline"
      case .deck: return "deck"
      default: return finder.isInLead(first) ? "lead" : "\(first.paragraph)"
      }
    }
  }

  /// Positions from a passage to the nearest hit in its field, 0 inside of it; nil with none in the field.
  public func distance(from passage: Passage) -> Int? { nearest(to: passage)?.distance }

  /// A hit at most 10 positions away in the same paragraph.
  public func isNear(_ passage: Passage) -> Bool {
    guard let nearest = nearest(to: passage, in: Int(passage.paragraph)) else { return false }
    return nearest.distance <= 10
  }

  private func nearest(to passage: Passage, in paragraph: Int? = nil) -> (distance: Int, hit: Hit)? {
    finders.with { finder in
      finder.move(to: Int(passage.article))
      let range = finder.positions(of: passage)
      var nearest: (distance: Int, hit: Hit)?
      for hit in finder.hits where hit.field == passage.field && (paragraph == nil || hit.paragraph == paragraph) {
        let distance: Int
        if hit.start >= range.end {
          distance = Int(hit.start - range.end) + 1
        } else if hit.end <= range.start {
          distance = Int(range.start - hit.end) + 1
        } else {
          distance = 0
        }
        if distance < nearest?.distance ?? .max { nearest = (distance, hit) }
      }
      return nearest
    }
  }
}

/// Finders not in use: each keeps its place in the posting lists, so that the next article costs little.
private final class FinderPool: Sendable {
  private let operands: [SearchOperand]
  private let archive: Archive
  private let idle = Lock<[HitFinder]>([])

  init(_ operands: [SearchOperand], in archive: Archive) {
    self.operands = operands
    self.archive = archive
  }

  func with<Result>(_ body: (HitFinder) -> Result) -> Result {
    let finder = idle.withLock { $0.popLast() } ?? HitFinder(operands, in: archive)
    defer { idle.withLock { $0.append(finder) } }
    return body(finder)
  }
}
