/// The hits of a search, found again article by article when they are shown, counted or scored. Pure: the same from any
/// thread. Asking in ascending order of articles costs least.
public struct SearchHits: Sendable {
  /// As `CompiledSearch.termNames`.
  public let termNames: [String]
  /// The operands' numbers, by term.
  private let numbers: [Int]
  /// By part.
  private let finders: [FinderPool]
  private let archive: Archive
  private let scoring: LazyScoring
  private let hasScore: Bool
  private let topics: SearchTopics

  init(_ parts: [PartSearch], in archive: Archive, scoring: LazyScoring, run: RunContext) {
    self.archive = archive
    let operands = parts[0].operands
    numbers = operands.indices.filter { operands[$0].isPositive }
    termNames = numbers.map { operands[$0].name }
    hasScore = !numbers.isEmpty
    finders = parts.map { FinderPool($0.operands, in: $0.part) }
    self.scoring = scoring
    topics = SearchTopics(parts, numbers: numbers, run: run)
  }

  /// The values of the column `term`: the terms, and for those of a definition its name.
  public var topicNames: [String] { topics.names }

  /// The topics (indices into `topicNames`) that the article holds, ascending: for `count by term`.
  public func topics(in article: Int) -> [Int] {
    with(article) { finder, article, part in
      topics.names.indices.filter { topic in
        topics.holds(topic, article, part: part) { finder.count($0, in: UInt32(article)) }
      }
    }
  }

  /// The topics of some hits in the article, ascending.
  func topics(of hits: [Hit], in article: Int) -> [Int] {
    let place = archive.place(of: article)
    return Set(hits.map { topics.ofTerm[$0.term] }).sorted().filter {
      topics.allows($0, place.row, part: place.part)
    }
  }

  /// Calls `body` with a finder of the article's part, and the article's number there.
  private func with<Result>(_ article: Int, _ body: (HitFinder, Int, _ part: Int) -> Result) -> Result {
    let place = archive.place(of: article)
    return finders[place.part].with { body($0, place.row, place.part) }
  }

  private func with<Result>(_ article: Int, _ body: (HitFinder, Int) -> Result) -> Result {
    with(article) { finder, article, _ in body(finder, article) }
  }

  /// Hits in one article: headline, deck, body by position, then other columns. The same words found by two operands
  /// are one hit.
  public func hits(in article: Int) -> [Hit] {
    with(article) { finder, article in
      finder.move(to: article)
      return finder.hits
    }
  }

  /// BM25; nil if the search has no text operand.
  public func score(of article: Int) -> Double? {
    guard hasScore, let scoring = try? scoring.scoring() else { return nil }
    return with(article) { finder, article, part in finder.score(of: UInt32(article), scoring.ofParts[part]) }
  }

  /// The terms (indices into `termNames`) that the article holds, ascending.
  public func terms(in article: Int) -> [Int] {
    with(article) { finder, article in
      numbers.indices.filter { finder.count(numbers[$0], in: UInt32(article)) > 0 }
    }
  }

  /// The place of the first hit: `headline`, `deck`, `lead` or the paragraph's number; nil without a hit in the text.
  public func depth(of article: Int) -> String? {
    with(article) { finder, article in
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
    with(Int(passage.article)) { finder, article in
      finder.move(to: article)
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
  private let part: Part
  private let idle = Lock<[HitFinder]>([])

  init(_ operands: [SearchOperand], in part: Part) {
    self.operands = operands
    self.part = part
  }

  func with<Result>(_ body: (HitFinder) -> Result) -> Result {
    let finder = idle.withLock { $0.popLast() } ?? HitFinder(operands, in: part)
    defer { idle.withLock { $0.append(finder) } }
    return body(finder)
  }
}
