/// Which texts are copies of which: exactly those pairs whose sets of five-word shingles overlap enough, found without
/// comparing every pair.
///
/// Two texts are near-copies where their Jaccard similarity is at least one half, or where at least eight tenths of the
/// shorter one, and no fewer than twenty shingles of it, are in the longer one too (a wire story with paragraphs cut).
///
/// The search is exact. In either case at least half of the shorter text is in the longer one. So a text of whose
/// shingles fewer than half come up anywhere else, which nearly every text is, is no copy of a longer one; only shingles of
/// the others, the candidates, are looked at in all texts. Among these, prefix filtering (Chaudhuri, Ganti and Kaushik
/// 2006; Bayardo, Ma and Srikant 2007): a text's shingles are ordered by rarity, and if a pair overlaps in at least half
/// of the shorter text, then one of the rarest `n - ceil(n / 2) + 1` shingles of the shorter is in the longer.
struct NearCopies: Sendable {
  /// The group of each text: the smallest number of a text that it is joined to by near-copies, itself if it has none.
  let firsts: [UInt32]
  /// Distinct shingles of each text, those of no other text too.
  private let sizes: [UInt32]
  /// For each text the first that has the same shingles.
  let firstSame: [UInt32]
  /// Of the texts that have copies.
  private let shared: SharedShingles

  static let leastJaccard = (numerator: 1, denominator: 2)
  static let leastContainment = (numerator: 8, denominator: 10)
  static let leastContainedShingles = 20

  /// Reads `count` texts, about `byteCount` bytes in all. `withText` gives the text of a number to its closure; it is
  /// called from several threads, twice for each text. Throws `Interrupted`.
  init(
    count: Int, byteCount: Int, _ context: RunContext,
    withText: @Sendable (Int, (UnsafeRawBufferPointer) -> Void) -> Void
  ) throws {
    let repeated =
      count == 0
      ? RepeatedShingles() : try RepeatedShingles(count: count, byteCount: byteCount, context, withText: withText)
    let candidates = (0..<count).map { text in
      // Half of its shingles, rounded up.
      let hashCount = repeated.hashCount(of: text)
      return hashCount > 0 && hashCount >= (Int(repeated.sizes[text]) + 1) / 2
    }
    let found = try SharedShingles(of: candidates, in: repeated, among: nil, context)
    firsts = try NearCopies.groups(found, repeated, candidates, context)
    sizes = repeated.sizes
    firstSame = repeated.firstSame
    var memberCounts = [UInt32](repeating: 0, count: count)
    for first in firsts { memberCounts[Int(first)] += 1 }
    let members = firsts.map { memberCounts[Int($0)] > 1 }
    shared = try SharedShingles(of: members, in: repeated, among: members, context)
  }

  /// Distinct shingles of a text.
  func size(of text: Int) -> Int { Int(sizes[text]) }

  /// Distinct shingles that two texts of one group share.
  func overlap(_ a: Int, _ b: Int) -> Int {
    let (a, b) = (Int(firstSame[a]), Int(firstSame[b]))
    return a == b ? size(of: a) : shared.overlap(a, b)
  }

  /// True if two texts are near-copies, `shared` shingles being common to them.
  static func areCopies(_ sizeA: Int, _ sizeB: Int, shared: Int) -> Bool {
    let smaller = min(sizeA, sizeB)
    if shared == 0 { return false }
    if shared * leastJaccard.denominator >= (sizeA + sizeB - shared) * leastJaccard.numerator { return true }
    return shared >= leastContainedShingles
      && shared * leastContainment.denominator >= smaller * leastContainment.numerator
  }

  private static func groups(
    _ shared: SharedShingles, _ repeated: RepeatedShingles, _ candidates: [Bool], _ context: RunContext
  ) throws -> [UInt32] {
    let sizes = repeated.sizes
    var forest = DisjointSets(count: sizes.count)
    for (text, first) in repeated.firstSame.enumerated() { forest.join(Int(first), text) }
    var seen = [UInt32](repeating: UInt32.max, count: sizes.count)
    for text in sizes.indices where candidates[text] {
      if text & 0x3FF == 0, context.isInterrupted() { throw Interrupted() }
      let size = Int(sizes[text])
      // Some of the rarest ones are in this text only; only the rest of the prefix can lead to another.
      let prefix = size - (size + 1) / 2 + 1 - (size - shared.count(of: text))
      guard prefix > 0 else { continue }
      for number in shared.numbers(of: text).prefix(prefix) {
        for other in shared.texts(with: number) {
          let candidate = Int(other)
          guard candidate != text, seen[candidate] != UInt32(text) else { continue }
          let otherSize = Int(sizes[candidate])
          guard otherSize > size || (otherSize == size && candidate > text) else { continue }
          seen[candidate] = UInt32(text)
          if forest.areJoined(text, candidate) { continue }
          if areCopies(size, otherSize, shared: shared.overlap(text, candidate)) { forest.join(text, candidate) }
        }
      }
    }
    return (0..<sizes.count).map { UInt32(forest.root(of: $0)) }
  }
}
