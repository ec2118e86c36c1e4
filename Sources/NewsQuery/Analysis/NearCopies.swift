import CBytes

/// Which texts are copies of which: exactly those pairs whose sets of five-word shingles overlap enough, found without
/// comparing every pair.
///
/// Two texts are near-copies where their Jaccard similarity is at least one half, or where at least eight tenths of the
/// shorter one, and no fewer than twenty shingles of it, stand in the longer one too (a wire story with paragraphs cut).
///
/// The search is exact: prefix filtering (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007). A text's
/// shingles are ordered by rarity. If a pair overlaps in at least half of the shorter text, then one of the rarest
/// `n - ceil(n / 2) + 1` shingles of the shorter stands in the longer. Nearly all shingles stand in one text only, so
/// nearly all texts have no shingle to look up at all.
struct NearCopies: Sendable {
  /// The texts, by their number in the order given; for each the shingles that some other text has too, rarest first.
  private let starts: [Int]
  private let shared: [UInt32]
  /// Distinct shingles of each text, the unshared ones too.
  private let sizes: [UInt32]
  /// For each shared shingle, rarest first, the texts that have it, ascending.
  private let textStarts: [Int]
  private let texts: [UInt32]

  static let leastJaccard = (numerator: 1, denominator: 2)
  static let leastContainment = (numerator: 8, denominator: 10)
  static let leastContainedShingles = 20

  /// Reads `count` texts, about `byteCount` bytes in all. `withText` gives the text of a number to its closure; it is
  /// called from several threads. Throws `Interrupted`.
  init(
    count: Int, byteCount: Int, _ context: RunContext,
    withText: @Sendable (Int, (UnsafeRawBufferPointer) -> Void) -> Void
  ) throws {
    // First look: which shingles come up twice at all? Two bits for each of many more places than shingles, so that the
    // few that fall together by chance are sorted out later.
    let threadCount = max(1, context.threadCount)
    let share = (count + threadCount - 1) / threadCount
    let progress = StepProgress(of: 2 * count, context)
    let sieves = try Parallel.map(count, threadCount: threadCount, pieceSize: share) { range in
      var sieve = Sieve(shingleCount: byteCount / 5)
      var hashes: [UInt64] = []
      for text in range {
        if text & 0xFF == 0 { try progress.advance(by: 0x100) }
        hashes.removeAll(keepingCapacity: true)
        withText(text) { Shingles.append(of: $0, to: &hashes) }
        sieve.insert(hashes)
      }
      return sieve
    }
    let sieve = Sieve.joined(sieves)

    // Second look: keep those, text by text, each once.
    struct Kept: Sendable {
      var entries: [Entry] = []
      var sizes: [UInt32] = []
    }
    let pieces = try Parallel.map(count, threadCount: context.threadCount) { range in
      var kept = Kept()
      var distinct = DistinctHashes()
      var hashes: [UInt64] = []
      for text in range {
        if text & 0xFF == 0 { try progress.advance(by: 0x100) }
        hashes.removeAll(keepingCapacity: true)
        withText(text) { Shingles.append(of: $0, to: &hashes) }
        distinct.removeAll()
        var size: UInt32 = 0
        for (index, hash) in hashes.enumerated() {
          if index + Sieve.ahead < hashes.count { sieve.prefetch(hashes[index + Sieve.ahead]) }
          guard distinct.insert(hash) else { continue }
          size += 1
          if sieve.mayRepeat(hash) { kept.entries.append(Entry(hash: hash, text: UInt32(text))) }
        }
        kept.sizes.append(size)
      }
      return kept
    }
    sizes = pieces.flatMap(\.sizes)
    var entries = pieces.flatMap(\.entries)
    Entry.sort(&entries)

    // Number the shared shingles by how many texts have them, the rarest first, equals by their hash.
    var groups: [Range<Int>] = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count && entries[end].hash == entries[start].hash { end += 1 }
      if end - start > 1 { groups.append(start..<end) }
      start = end
    }
    groups.sort { ($0.count, $0.lowerBound) < ($1.count, $1.lowerBound) }

    var textStarts = [0]
    textStarts.reserveCapacity(groups.count + 1)
    var texts: [UInt32] = []
    texts.reserveCapacity(groups.reduce(0) { $0 + $1.count })
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups {
      for entry in entries[group] {
        texts.append(entry.text)
        starts[Int(entry.text) + 1] += 1
      }
      textStarts.append(texts.count)
    }
    for text in 0..<count { starts[text + 1] += starts[text] }
    var shared = [UInt32](repeating: 0, count: texts.count)
    var next = starts
    for number in groups.indices {
      for text in texts[textStarts[number]..<textStarts[number + 1]] {
        shared[next[Int(text)]] = UInt32(number)
        next[Int(text)] += 1
      }
    }
    self.starts = starts
    self.shared = shared
    self.textStarts = textStarts
    self.texts = texts
  }

  /// Distinct shingles of a text.
  func size(of text: Int) -> Int { Int(sizes[text]) }

  /// Distinct shingles that two texts share.
  func overlap(_ a: Int, _ b: Int) -> Int {
    var (i, j) = (starts[a], starts[b])
    let (iEnd, jEnd) = (starts[a + 1], starts[b + 1])
    var count = 0
    while i < iEnd && j < jEnd {
      let (x, y) = (shared[i], shared[j])
      if x == y { count += 1 }
      if x <= y { i += 1 }
      if y <= x { j += 1 }
    }
    return count
  }

  /// Whether two texts are near-copies, `shared` shingles being common to them.
  static func areCopies(_ sizeA: Int, _ sizeB: Int, shared: Int) -> Bool {
    let smaller = min(sizeA, sizeB)
    if shared == 0 { return false }
    if shared * leastJaccard.denominator >= (sizeA + sizeB - shared) * leastJaccard.numerator { return true }
    return shared >= leastContainedShingles
      && shared * leastContainment.denominator >= smaller * leastContainment.numerator
  }

  /// The group of each text: the smallest number of a text that it is joined to by near-copies, itself where it has
  /// none. `isInterrupted` is polled.
  func groups(_ context: RunContext) throws -> [UInt32] {
    var forest = DisjointSets(count: sizes.count)
    // Texts with the same shingles are one at once: a template sent a thousand times is not a million pairs.
    var representatives: [UInt64: UInt32] = [:]
    var isFolded = [Bool](repeating: false, count: sizes.count)
    for text in sizes.indices where sizes[text] > 0 && starts[text + 1] - starts[text] == Int(sizes[text]) {
      var fingerprint = UInt64(sizes[text])
      for number in shared[starts[text]..<starts[text + 1]] {
        fingerprint = (fingerprint ^ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15
        fingerprint ^= fingerprint >> 32
      }
      if let first = representatives[fingerprint], overlap(Int(first), text) == Int(sizes[text]),
        sizes[Int(first)] == sizes[text]
      {
        forest.join(Int(first), text)
        isFolded[text] = true
      } else if representatives[fingerprint] == nil {
        representatives[fingerprint] = UInt32(text)
      }
    }

    var seen = [UInt32](repeating: UInt32.max, count: sizes.count)
    for text in sizes.indices where !isFolded[text] {
      if text & 0x3FF == 0, context.isInterrupted() { throw Interrupted() }
      let size = Int(sizes[text])
      let sharedCount = starts[text + 1] - starts[text]
      // Of the rarest ones most are this text's own; only what is left of the prefix can lead to another.
      let prefix = size - (size + 1) / 2 + 1 - (size - sharedCount)
      guard prefix > 0 else { continue }
      for number in shared[starts[text]..<starts[text] + min(prefix, sharedCount)] {
        for other in texts[textStarts[Int(number)]..<textStarts[Int(number) + 1]] {
          let candidate = Int(other)
          guard candidate != text, seen[candidate] != UInt32(text), !isFolded[candidate] else { continue }
          let otherSize = Int(sizes[candidate])
          guard otherSize > size || (otherSize == size && candidate > text) else { continue }
          seen[candidate] = UInt32(text)
          if forest.areJoined(text, candidate) { continue }
          if Self.areCopies(size, otherSize, shared: overlap(text, candidate)) { forest.join(text, candidate) }
        }
      }
    }
    return (0..<sizes.count).map { UInt32(forest.root(of: $0)) }
  }

  private struct Entry {
    var hash: UInt64
    var text: UInt32

    /// By hash, then text: radix sort by bytes, least first, so that equal hashes keep the order of their texts.
    static func sort(_ entries: inout [Entry]) {
      guard entries.count > 50_000 else {
        entries.sort { ($0.hash, $0.text) < ($1.hash, $1.text) }
        return
      }
      var other = entries
      for shift in stride(from: UInt64(0), to: 64, by: 16) {
        var ends = [Int](repeating: 0, count: 65_537)
        for entry in entries { ends[Int((entry.hash >> shift) & 0xFFFF) + 1] += 1 }
        for digit in 0..<65_536 { ends[digit + 1] += ends[digit] }
        for entry in entries {
          let digit = Int((entry.hash >> shift) & 0xFFFF)
          other[ends[digit]] = entry
          ends[digit] += 1
        }
        swap(&entries, &other)
      }
    }
  }
}

/// Says of a number whether it may have come up twice: never wrong when it says no.
private struct Sieve: Sendable {
  /// Two bits a place, side by side so that one look into memory does: came up, came up again.
  private var places: [UInt64]
  private let mask: UInt64
  private static let cameUp: UInt64 = 0x5555_5555_5555_5555

  /// Four places a shingle: about one in five is kept for nothing.
  init(shingleCount: Int) {
    var count = 4096
    while count < shingleCount * 4 && count < 1 << 31 { count *= 2 }
    places = [UInt64](repeating: 0, count: count / 32)
    mask = UInt64(count - 1)
  }

  /// How many numbers beforehand the place of one is asked for from memory: most are in no cache.
  static let ahead = 16

  @inline(__always)
  func prefetch(_ hash: UInt64) {
    places.withUnsafeBufferPointer { places in
      if let start = places.baseAddress { nb_prefetch(start + Int((hash & mask) >> 5)) }
    }
  }

  mutating func insert(_ hashes: [UInt64]) {
    places.withUnsafeMutableBufferPointer { places in
      guard let start = places.baseAddress else { return }
      for (index, hash) in hashes.enumerated() {
        if index + Sieve.ahead < hashes.count {
          nb_prefetch(start + Int((hashes[index + Sieve.ahead] & mask) >> 5))
        }
        let place = hash & mask
        let bit = UInt64(1) << ((place & 31) << 1)
        let word = places[Int(place >> 5)]
        places[Int(place >> 5)] = word | bit | ((word & bit) << 1)
      }
    }
  }

  static func joined(_ sieves: [Sieve]) -> Sieve {
    guard var result = sieves.first else { return Sieve(shingleCount: 0) }
    for sieve in sieves.dropFirst() {
      sieve.places.withUnsafeBufferPointer { other in
        result.places.withUnsafeMutableBufferPointer { places in
          for index in places.indices {
            let (a, b) = (places[index], other[index])
            places[index] = a | b | ((a & b & cameUp) << 1)
          }
        }
      }
    }
    return result
  }

  func mayRepeat(_ hash: UInt64) -> Bool {
    let place = hash & mask
    return places[Int(place >> 5)] & (UInt64(2) << ((place & 31) << 1)) != 0
  }
}

/// The numbers of one text, each once: open addressing, emptied by counting up a generation.
private struct DistinctHashes {
  private var slots = [UInt64](repeating: 0, count: 4096)
  private var generations = [UInt32](repeating: 0, count: 4096)
  private var generation: UInt32 = 0
  private var count = 0

  mutating func removeAll() {
    generation &+= 1
    if generation == 0 {
      generations = [UInt32](repeating: 0, count: generations.count)
      generation = 1
    }
    count = 0
  }

  /// False where it is there already.
  mutating func insert(_ hash: UInt64) -> Bool {
    if count * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 20) & mask
    while generations[slot] == generation {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = hash
    generations[slot] = generation
    count += 1
    return true
  }

  private mutating func grow() {
    let old = zip(slots, generations).filter { $0.1 == generation }.map(\.0)
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    generations = [UInt32](repeating: 0, count: slots.count)
    generation = 1
    count = 0
    for hash in old { _ = insert(hash) }
  }
}

/// Disjoint sets whose root is always their smallest member (Tarjan 1975, with path halving).
struct DisjointSets {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<count).map(UInt32.init) }

  mutating func root(of member: Int) -> Int {
    var member = member
    while Int(parents[member]) != member {
      parents[member] = parents[Int(parents[member])]
      member = Int(parents[member])
    }
    return member
  }

  mutating func areJoined(_ a: Int, _ b: Int) -> Bool { root(of: a) == root(of: b) }

  mutating func join(_ a: Int, _ b: Int) {
    let (x, y) = (root(of: a), root(of: b))
    parents[max(x, y)] = UInt32(min(x, y))
  }
}
