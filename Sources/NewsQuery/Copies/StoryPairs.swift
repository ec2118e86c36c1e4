import Glibc

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
      var scratch = Scratch(placeCount: range.upperBound, termCount: vectors.termCount)
      var pairs: [StoryLinkage.Pair] = []
      for place in range {
        if place & 127 == 0, isInterrupted() { throw Interrupted() }
        compare(place, &scratch, &pairs)
      }
      return pairs
    }
    return Array(pieces.joined())
  }

  private struct Scratch {
    /// The sum for each place, zero between uses.
    var sums: [Float]
    var found: [UInt32] = []
    /// The weight of each term in the article compared, zero between uses.
    var termWeights: [Float]

    init(placeCount: Int, termCount: Int) {
      sums = Array(repeating: 0, count: placeCount)
      termWeights = Array(repeating: 0, count: termCount)
    }
  }

  /// Compares an article with those before it.
  private func compare(_ place: Int, _ scratch: inout Scratch, _ pairs: inout [StoryLinkage.Pair]) {
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
      add(postings.lowerBound..<undatedEnd, weight, &scratch)
      add(start..<own, weight, &scratch)
    }
    finish(place, isCut, &scratch, &pairs)
  }

  private func add(_ postings: Range<Int>, _ weight: Float, _ scratch: inout Scratch) {
    var found: [UInt32] = []
    swap(&found, &scratch.found)
    defer { swap(&found, &scratch.found) }
    places.withUnsafeBufferPointer { places in
      weights.withUnsafeBufferPointer { weights in
        scratch.sums.withUnsafeMutableBufferPointer { sums in
          for posting in postings {
            let place = places[posting]
            let sum = sums[Int(place)]
            if sum == 0 { found.append(place) }
            sums[Int(place)] = sum + weight * weights[posting]
          }
        }
      }
    }
  }

  /// Keeps the candidates that are similar enough. `isCut` is true if common terms are still to be counted.
  private func finish(
    _ place: Int, _ isCut: Bool, _ scratch: inout Scratch, _ pairs: inout [StoryLinkage.Pair]
  ) {
    if isCut {
      for entry in vectors.starts[place]..<vectors.starts[place + 1] {
        scratch.termWeights[Int(vectors.terms[entry])] = vectors.weights[entry]
      }
    }
    for other in scratch.found {
      let sum = scratch.sums[Int(other)]
      scratch.sums[Int(other)] = 0
      let factor = factor(Int(other), place)
      guard sum * factor >= StoryPairs.minimum * (isCut ? StoryPairs.rareShare : 1) else { continue }
      let similarity = (isCut ? product(with: Int(other), scratch.termWeights) : sum) * factor
      guard similarity >= StoryPairs.minimum else { continue }
      pairs.append(
        .init(first: other, second: UInt32(place), similarity: UInt32(min(1, similarity) * Float(StoryLinkage.unit))))
    }
    scratch.found.removeAll(keepingCapacity: true)
    if isCut {
      for entry in vectors.starts[place]..<vectors.starts[place + 1] {
        scratch.termWeights[Int(vectors.terms[entry])] = 0
      }
    }
  }

  private func factor(_ first: Int, _ second: Int) -> Float {
    if first < vectors.undatedCount { return unknownFactor }
    return factors[min(StoryPairs.windowDays, Int(vectors.days[second] - vectors.days[first]))]
  }

  private func product(with place: Int, _ termWeights: [Float]) -> Float {
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
