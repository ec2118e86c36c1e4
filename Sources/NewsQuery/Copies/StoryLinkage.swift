import CLibrary

/// Groups articles by average linkage: two groups are joined as long as the mean similarity of their members is at least a
/// threshold, the most similar first. A pair that is not among `pairs` counts 0.
///
///     var linkage = StoryLinkage(articleCount: 4, pairs: pairs, threshold: 0.16)
///     linkage.firsts    // [0, 0, 2, 0]
///
/// The nearest-neighbor chain (Benzécri 1982; Murtagh 1983) finds the same groups as joining the best pair of all each time,
/// because a joined group is never more similar to a third than the better of its two halves; that the mean is lessened
/// as groups grow keeps it so. Similarities are whole
/// numbers, so that sums do not depend on their order.
struct StoryLinkage {
  /// A pair of similar articles.
  struct Pair: Sendable {
    var first: UInt32
    var second: UInt32
    /// In parts of `unit`.
    var similarity: UInt32
  }

  /// The similarity of equal articles.
  static let unit = 65_536.0

  /// For each article, the lowest number of its group.
  private(set) var firsts: [UInt32]
  /// For each article, the sum of its similarities to the others of its group, in parts of `unit`.
  private(set) var centralities: [UInt64]

  private let threshold: Double
  private var sizes: [Int32]
  private var neighbors: [[(number: UInt32, sum: Int64)]]
  private var isDone: [Bool]
  /// Scratch: the sum for each group, zero between uses.
  private var sums: [Int64]

  init(articleCount: Int, pairs: [Pair], threshold: Double) {
    self.threshold = threshold * StoryLinkage.unit
    firsts = Array(0..<UInt32(articleCount))
    centralities = Array(repeating: 0, count: articleCount)
    sizes = Array(repeating: 1, count: articleCount)
    isDone = Array(repeating: false, count: articleCount)
    sums = Array(repeating: 0, count: articleCount)
    neighbors = Array(repeating: [], count: articleCount)
    link(pairs)
    for article in 0..<articleCount where !neighbors[article].isEmpty { grow(from: UInt32(article)) }
    for article in firsts.indices { firsts[article] = group(of: UInt32(article)) }
    for pair in pairs where firsts[Int(pair.first)] == firsts[Int(pair.second)] {
      centralities[Int(pair.first)] += UInt64(pair.similarity)
      centralities[Int(pair.second)] += UInt64(pair.similarity)
    }
  }

  /// Keeps the pairs that can matter: groups only form among articles that are connected by pairs of at least the threshold.
  private mutating func link(_ pairs: [Pair]) {
    for pair in pairs where Double(pair.similarity) >= threshold {
      let (a, b) = (group(of: pair.first), group(of: pair.second))
      if a != b { firsts[Int(max(a, b))] = min(a, b) }
    }
    let connected = firsts.indices.map { group(of: UInt32($0)) }
    var counts = [Int](repeating: 0, count: connected.count)
    func isInside(_ pair: Pair) -> Bool { connected[Int(pair.first)] == connected[Int(pair.second)] }
    for pair in pairs where isInside(pair) {
      counts[Int(pair.first)] += 1
      counts[Int(pair.second)] += 1
    }
    for (article, count) in counts.enumerated() where count > 0 { neighbors[article].reserveCapacity(count) }
    for pair in pairs where isInside(pair) {
      neighbors[Int(pair.first)].append((pair.second, Int64(pair.similarity)))
      neighbors[Int(pair.second)].append((pair.first, Int64(pair.similarity)))
    }
    for article in firsts.indices { firsts[article] = UInt32(article) }
  }

  /// The group that an article is in, by its lowest number.
  private mutating func group(of article: UInt32) -> UInt32 {
    var group = article
    while firsts[Int(group)] != group {
      firsts[Int(group)] = firsts[Int(firsts[Int(group)])]
      group = firsts[Int(group)]
    }
    return group
  }

  /// Joins what a chain of nearest neighbors from `start` leads to, until its own group is done.
  private mutating func grow(from start: UInt32) {
    var chain = [group(of: start)]
    while let last = chain.last {
      if isDone[Int(last)] { return }
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      guard let nearest = nearest(to: last, preferring: previous) else {
        isDone[Int(last)] = true
        chain.removeLast()
        continue
      }
      if nearest == previous {
        chain.removeLast(2)
        join(last, nearest)
        if chain.isEmpty { chain.append(min(last, nearest)) }
      } else {
        chain.append(nearest)
      }
    }
  }

  /// The group most similar to another: of equally similar ones `favorite`, else the lowest. Nil if none is similar enough.
  private mutating func nearest(to group: UInt32, preferring favorite: UInt32?) -> UInt32? {
    var found: [UInt32] = []
    for (number, sum) in neighbors[Int(group)] {
      let other = self.group(of: number)
      if other == group { continue }
      if sums[Int(other)] == 0 { found.append(other) }
      sums[Int(other)] += sum
    }
    var best: (group: UInt32, similarity: Double)?
    let size = Double(sizes[Int(group)])
    neighbors[Int(group)] = found.map { other in
      let sum = sums[Int(other)]
      sums[Int(other)] = 0
      let similarity = similarity(sum, size, Double(sizes[Int(other)]))
      if similarity >= threshold, !isDone[Int(other)] {
        let isBetter =
          best.map { best in
            similarity != best.similarity
              ? similarity > best.similarity
              : best.group != favorite && (other == favorite || other < best.group)
          } ?? true
        if isBetter { best = (other, similarity) }
      }
      return (other, sum)
    }
    return best?.group
  }

  /// The mean, less the larger the smaller group is: two events that have many articles each are joined more reluctantly than
  /// one more article is taken in.
  private func similarity(_ sum: Int64, _ size: Double, _ otherSize: Double) -> Double {
    Double(sum) / (size * otherSize * (1 + 0.05 * log2(min(size, otherSize))))
  }

  private mutating func join(_ a: UInt32, _ b: UInt32) {
    let (kept, joined) = (Int(min(a, b)), Int(max(a, b)))
    firsts[joined] = UInt32(kept)
    sizes[kept] += sizes[joined]
    neighbors[kept] += neighbors[joined]
    neighbors[joined] = []
  }
}
