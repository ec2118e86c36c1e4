import CLibrary

/// Finds the pairs of similar articles: the dot product of their vectors, which shrinks with the days between them.
///
/// Each article is compared with the articles of the last 30 days, which it finds through the terms they share, and with all
/// that have no day.
struct StoryPairs: Sendable {
  private let vectors: StoryVectors
  /// The places that have the term t, ascending, are `postingStarts[t]..<postingStarts[t + 1]`.
  private var postingStarts: [Int]
  private var places: [UInt32]
  private var weights: [Float]
  /// Takes the place of the factor of time if the days between are not known.
  private let unknownFactor: Float
  /// The factor of time by days.
  private let factors: [Float]

  /// Less similar pairs are left out.
  static let minimum: Float = 0.07
  private static let windowDays = 30
  private static let decayDays = 14.0
  /// A term that more of the window have does not find candidates: this many, or this share of it.
  private static let commonCount = 4000
  private static let commonShare = 0.02
  /// The share of the minimum that the rarer terms must reach before the common ones are counted too.
  private static let rareShare: Float = 0.5

  init(_ vectors: StoryVectors) {
    self.vectors = vectors
    let count = vectors.articles.count
    let datedShare = count == 0 ? 0 : Double(count - vectors.undatedCount) / Double(count)
    // In an archive without dates nothing is known of any pair, and texts decide alone.
    unknownFactor = Float(1 - 0.4 * datedShare)
    factors = (0...StoryPairs.windowDays).map { Float(exp(-Double($0) / StoryPairs.decayDays)) }
    postingStarts = Array(repeating: 0, count: vectors.termCount + 1)
    for term in vectors.terms { postingStarts[Int(term) + 1] += 1 }
    for term in 0..<vectors.termCount { postingStarts[term + 1] += postingStarts[term] }
    places = Array(repeating: 0, count: vectors.terms.count)
    weights = Array(repeating: 0, count: vectors.terms.count)
    var next = postingStarts
    for place in 0..<count {
      for entry in vectors.starts[place]..<vectors.starts[place + 1] {
        let term = Int(vectors.terms[entry])
        places[next[term]] = UInt32(place)
        weights[next[term]] = vectors.weights[entry]
        next[term] += 1
      }
    }
  }

  /// All pairs of at least the minimum similarity, ordered by their second article.
  func all(threadCount: Int, isInterrupted: @Sendable () -> Bool) throws -> [StoryLinkage.Pair] {
    let pieces = try Parallel.map(vectors.articles.count, threadCount: threadCount, pieceSize: 1024) { range in
      let scratch = Scratch(placeCount: range.upperBound, termCount: vectors.termCount)
      var pairs: [StoryLinkage.Pair] = []
      for place in range {
        if place & 127 == 0, isInterrupted() { throw Interrupted() }
        compare(place, scratch, &pairs)
      }
      return pairs
    }
    return Array(pieces.joined())
  }

  /// Memory of one thread, zero between uses.
  private final class Scratch {
    /// The sum for each place.
    let sums: UnsafeMutableBufferPointer<Float>
    /// The weight of each term in the article compared.
    let termWeights: UnsafeMutableBufferPointer<Float>

    init(placeCount: Int, termCount: Int) {
      sums = .allocate(capacity: placeCount)
      termWeights = .allocate(capacity: termCount)
      sums.initialize(repeating: 0)
      termWeights.initialize(repeating: 0)
    }

    deinit {
      sums.deallocate()
      termWeights.deallocate()
    }
  }

  /// Compares an article with those before it.
  private func compare(_ place: Int, _ scratch: Scratch, _ pairs: inout [StoryLinkage.Pair]) {
    let undated = vectors.undatedCount
    let isDated = place >= undated
    let windowStart = isDated ? firstPlace(ofDay: Int(vectors.days[place]) - StoryPairs.windowDays) : place
    let windowSize = min(undated, place) + (isDated ? place - windowStart : 0)
    let common = max(StoryPairs.commonCount, Int(Double(windowSize) * StoryPairs.commonShare))
    var isCut = false
    let entries = vectors.starts[place]..<vectors.starts[place + 1]
    for entry in entries {
      let postings = postingStarts[Int(vectors.terms[entry])]..<postingStarts[Int(vectors.terms[entry]) + 1]
      let weight = vectors.weights[entry]
      let own = lowerBound(UInt32(place), in: postings)
      let undatedEnd = undated == 0 ? postings.lowerBound : lowerBound(UInt32(min(undated, place)), in: postings)
      let start = isDated ? max(undatedEnd, lowerBound(UInt32(windowStart), in: postings)) : own
      if undatedEnd - postings.lowerBound + own - start > common {
        isCut = true
        continue
      }
      add(postings.lowerBound..<undatedEnd, weight, scratch)
      add(start..<own, weight, scratch)
    }
    if isCut { setTermWeights(of: place, scratch, isZero: false) }
    finish(0..<min(undated, place), place, isCut, scratch, &pairs)
    if isDated { finish(windowStart..<place, place, isCut, scratch, &pairs) }
    if isCut { setTermWeights(of: place, scratch, isZero: true) }
  }

  private func add(_ postings: Range<Int>, _ weight: Float, _ scratch: Scratch) {
    let sums = scratch.sums
    places.withUnsafeBufferPointer { places in
      weights.withUnsafeBufferPointer { weights in
        for posting in postings { sums[Int(places[posting])] += weight * weights[posting] }
      }
    }
  }

  private func setTermWeights(of place: Int, _ scratch: Scratch, isZero: Bool) {
    for entry in vectors.starts[place]..<vectors.starts[place + 1] {
      scratch.termWeights[Int(vectors.terms[entry])] = isZero ? 0 : vectors.weights[entry]
    }
  }

  /// Keeps those of the places `others` that are similar enough to `place`, and clears their sums. `isCut` is true if common
  /// terms are still to be counted.
  private func finish(
    _ others: Range<Int>, _ place: Int, _ isCut: Bool, _ scratch: Scratch, _ pairs: inout [StoryLinkage.Pair]
  ) {
    // The factor of time is at most 1.
    let least = StoryPairs.minimum * (isCut ? StoryPairs.rareShare : 1)
    let sums = scratch.sums
    for other in others where sums[other] >= least {
      let sum = sums[other]
      let factor = factor(other, place)
      guard sum * factor >= least else { continue }
      let similarity = (isCut ? product(with: other, scratch.termWeights) : sum) * factor
      guard similarity >= StoryPairs.minimum else { continue }
      pairs.append(
        .init(
          first: UInt32(other), second: UInt32(place),
          similarity: UInt32(min(1, similarity) * Float(StoryLinkage.unit))))
    }
    if !others.isEmpty { UnsafeMutableBufferPointer(rebasing: sums[others]).update(repeating: 0) }
  }

  private func factor(_ first: Int, _ second: Int) -> Float {
    if first < vectors.undatedCount { return unknownFactor }
    return factors[min(StoryPairs.windowDays, Int(vectors.days[second] - vectors.days[first]))]
  }

  private func product(with place: Int, _ termWeights: UnsafeMutableBufferPointer<Float>) -> Float {
    var sum: Float = 0
    for entry in vectors.starts[place]..<vectors.starts[place + 1] {
      sum += vectors.weights[entry] * termWeights[Int(vectors.terms[entry])]
    }
    return sum
  }

  /// The first dated place of a day or a later one.
  private func firstPlace(ofDay day: Int) -> Int {
    var (low, high) = (vectors.undatedCount, vectors.days.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(vectors.days[middle]) < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first of some postings at a place or a later one.
  private func lowerBound(_ place: UInt32, in postings: Range<Int>) -> Int {
    var (low, high) = (postings.lowerBound, postings.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
