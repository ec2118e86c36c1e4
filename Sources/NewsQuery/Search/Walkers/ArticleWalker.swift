/// Iterates the matches of one search node, one chunk of articles at a time. One a thread; chunks come in
/// ascending order, each at most once.
///
/// It works in two steps, so that costly looks at positions and texts fall only on what everything cheap has left over:
/// `fillRoughly` or `narrowRoughly` give a superset by set operations on posting lists, `verify` then makes it exact.
class ArticleWalker {
  /// Articles of the whole archive that it may match: the rarest is asked first.
  let estimate: Int
  /// The cost of verifying one article, roughly in nanoseconds; 0 if the rough step is exact.
  let verifyCost: Int

  init(estimate: Int, verifyCost: Int) {
    self.estimate = estimate
    self.verifyCost = verifyCost
  }

  /// Makes `set` the articles of the chunk that may match.
  func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { preconditionFailure("walkers say how they fill") }

  /// Keeps of `set` those that may match. Called instead of `fillRoughly`, not beside it.
  func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { preconditionFailure("walkers say how they narrow") }

  /// Keeps of `set` those that do match. Only after one of the two, for the same chunk, and a subset of its result.
  func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {}

  /// Makes `set` the articles of the chunk that do match. Called instead of all the others, not beside them.
  func fill(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    fillRoughly(&set, chunk)
    if verifyCost > 0 { try verify(&set, chunk) }
  }
}

/// A run of articles small enough for an `ArticleSet`.
struct Chunk {
  /// The number of its first article.
  var first: Int
  var count: Int
  var end: Int { first + count }

  static func count(of articleCount: Int) -> Int { (articleCount + ArticleSet.capacity - 1) / ArticleSet.capacity }

  init(number: Int, of articleCount: Int) {
    first = number * ArticleSet.capacity
    count = min(ArticleSet.capacity, articleCount - first)
  }
}

/// `*`, or nothing at all.
final class ConstantWalker: ArticleWalker {
  private let holds: Bool

  init(_ holds: Bool, articleCount: Int) {
    self.holds = holds
    super.init(estimate: holds ? articleCount : 0, verifyCost: 0)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { set.fill(holds ? chunk.count : 0) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { if !holds { set.removeAll() } }
}

/// Articles known in advance: a named result, a wildcard of very many terms.
final class KnownWalker: ArticleWalker {
  /// Ascending.
  private let articles: [UInt32]
  private var next = 0
  private var scratch = ArticleSet()

  init(_ articles: [UInt32]) {
    self.articles = articles
    super.init(estimate: articles.count, verifyCost: 0)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    set.removeAll()
    if next == 0 { next = articles.partitioningIndex { $0 >= UInt32(chunk.first) } }
    while next < articles.count, Int(articles[next]) < chunk.end {
      if Int(articles[next]) >= chunk.first { set.insert(Int(articles[next]) - chunk.first) }
      next += 1
    }
  }

  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    fillRoughly(&scratch, chunk)
    set.intersect(scratch)
  }
}

extension Array {
  /// The first index for which `holds`; all for which it holds must come last.
  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
