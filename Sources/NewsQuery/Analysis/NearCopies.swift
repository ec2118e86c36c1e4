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
      let sieve = Sieve(shingleCount: byteCount / 5)
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
        kept.sizes.append(distinct.count(hashes, sieve) { kept.entries.append(Entry(hash: $0, text: UInt32(text))) })
      }
      return kept
    }

    sizes = pieces.flatMap(\.sizes)
    let (entries, groups) = try Entry.groups(of: pieces.map(\.entries), threadCount: threadCount)

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

  private struct Entry: Sendable, BitwiseCopyable {
    var hash: UInt64
    var text: UInt32

    /// The entries whose hash several texts have, equal ones side by side in the order of their texts, and where each
    /// of these groups stands: those of the fewest texts first, then by hash. A text has a hash once in `pieces`, which
    /// come in the order of the texts.
    static func groups(of pieces: [[Entry]], threadCount: Int) throws -> (entries: [Entry], groups: [Range<Int>]) {
      // Dealt out by their highest bits, so that what is put in order at once stays in the cache.
      let total = pieces.reduce(0) { $0 + $1.count }
      let bits = UInt64((0..<12).first { total >> $0 <= 8192 } ?? 12)
      let dealt = try Parallel.map(pieces.count, threadCount: threadCount, pieceSize: 1) { range in
        deal(pieces[range.lowerBound], bits: bits)
      }
      let parts = try Parallel.map(1 << Int(bits), threadCount: threadCount) { range in
        var part: (entries: [Entry], sizes: [Int]) = ([], [])
        var bucket: [Entry] = []
        for number in range {
          bucket.removeAll(keepingCapacity: true)
          for piece in dealt { bucket += piece.entries[piece.starts[number]..<piece.starts[number + 1]] }
          sort(&bucket, below: bits)
          var start = 0
          while start < bucket.count {
            var end = start + 1
            while end < bucket.count && bucket[end].hash == bucket[start].hash { end += 1 }
            if end - start > 1 {
              part.entries += bucket[start..<end]
              part.sizes.append(end - start)
            }
            start = end
          }
        }
        return part
      }
      let entries = parts.flatMap { $0.entries }
      // Counted out by size, which keeps the order of the hashes.
      let largest = parts.reduce(0) { max($0, $1.sizes.max() ?? 0) }
      var places = [Int](repeating: 0, count: largest + 2)
      for part in parts { for size in part.sizes { places[size + 1] += 1 } }
      for size in 0...largest { places[size + 1] += places[size] }
      var groups = [Range<Int>](repeating: 0..<0, count: places[largest + 1])
      var start = 0
      for part in parts {
        for size in part.sizes {
          groups[places[size]] = start..<start + size
          places[size] += 1
          start += size
        }
      }
      return (entries, groups)
    }

    /// Entries by the highest bits of their hashes, and where each number of these begins.
    private static func deal(
      _ entries: [Entry], skipping skipped: UInt64 = 0, bits: UInt64
    ) -> (entries: [Entry], starts: [Int]) {
      var starts = [Int](repeating: 0, count: (1 << Int(bits)) + 1)
      for entry in entries { starts[number(entry.hash, skipped, bits) + 1] += 1 }
      for place in 1..<starts.count { starts[place] += starts[place - 1] }
      var next = starts
      var result = entries
      for entry in entries {
        let place = number(entry.hash, skipped, bits)
        result[next[place]] = entry
        next[place] += 1
      }
      return (result, starts)
    }

    /// The bits of a hash that follow its first ones.
    @inline(__always)
    private static func number(_ hash: UInt64, _ skipped: UInt64, _ bits: UInt64) -> Int {
      Int(truncatingIfNeeded: (hash << skipped) >> (64 - bits))
    }

    /// By hash; equal ones stay in their order. The hashes differ evenly below their `bits` highest bits, so that as many
    /// bits as there are entries leave few that must be compared.
    private static func sort(_ entries: inout [Entry], below bits: UInt64) {
      let (inOrder, starts) = deal(
        entries, skipping: bits,
        bits: UInt64(max(1, entries.count).bitWidth - max(1, entries.count).leadingZeroBitCount))
      entries = inOrder
      for number in 1..<starts.count where starts[number] - starts[number - 1] > 1 {
        let range = starts[number - 1]..<starts[number]
        if range.count > 32 {
          entries[range].sort { ($0.hash, $0.text) < ($1.hash, $1.text) }
          continue
        }
        for at in range.dropFirst() {
          let entry = entries[at]
          var place = at
          while place > range.lowerBound, entries[place - 1].hash > entry.hash {
            entries[place] = entries[place - 1]
            place -= 1
          }
          entries[place] = entry
        }
      }
    }
  }
}

/// Says of a number whether it may have come up twice: never wrong when it says no.
private final class Sieve: @unchecked Sendable {
  /// Two bits a place, side by side so that one look into memory does: came up, came up again. Written by one thread, and
  /// by none once it is joined.
  private let places: UnsafeMutablePointer<UInt64>
  private let wordCount: Int
  private let mask: UInt64
  private static let cameUp: UInt64 = 0x5555_5555_5555_5555

  /// Four places a shingle: about one in five is kept for nothing.
  init(shingleCount: Int) {
    var count = 4096
    while count < shingleCount * 4 && count < 1 << 31 { count *= 2 }
    wordCount = count / 32
    places = LargeMemory.allocate(wordCount * 8).bindMemory(to: UInt64.self, capacity: wordCount)
    mask = UInt64(count - 1)
  }

  deinit { LargeMemory.free(UnsafeMutableRawPointer(places), wordCount * 8) }

  /// How many numbers beforehand the place of one is asked for from memory: most are in no cache.
  static let ahead = 16

  @inline(__always)
  func prefetch(_ hash: UInt64) { nb_prefetch(places + Int((hash & mask) >> 5)) }

  func insert(_ hashes: [UInt64]) {
    for (index, hash) in hashes.enumerated() {
      if index + Sieve.ahead < hashes.count { prefetch(hashes[index + Sieve.ahead]) }
      let place = hash & mask
      let bit = UInt64(1) << ((place & 31) << 1)
      let word = places[Int(place >> 5)]
      places[Int(place >> 5)] = word | bit | ((word & bit) << 1)
    }
  }

  static func joined(_ sieves: [Sieve]) -> Sieve {
    guard let result = sieves.first else { return Sieve(shingleCount: 0) }
    for sieve in sieves.dropFirst() {
      for index in 0..<result.wordCount {
        let (a, b) = (result.places[index], sieve.places[index])
        result.places[index] = a | b | ((a & b & cameUp) << 1)
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

  /// How many different numbers there are; each of those that may repeat is handed on once.
  mutating func count(_ hashes: [UInt64], _ sieve: Sieve, _ keep: (UInt64) -> Void) -> UInt32 {
    begin(hashes.count)
    let mask = slots.count - 1
    let generation = self.generation
    var count: UInt32 = 0
    slots.withUnsafeMutableBufferPointer { slots in
      generations.withUnsafeMutableBufferPointer { generations in
        for (index, hash) in hashes.enumerated() {
          if index + Sieve.ahead < hashes.count { sieve.prefetch(hashes[index + Sieve.ahead]) }
          var slot = Int(truncatingIfNeeded: hash >> 20) & mask
          while generations[slot] == generation, slots[slot] != hash { slot = (slot + 1) & mask }
          if generations[slot] == generation { continue }
          slots[slot] = hash
          generations[slot] = generation
          count &+= 1
          if sieve.mayRepeat(hash) { keep(hash) }
        }
      }
    }
    return count
  }

  /// Empties it, with room for twice as many numbers as may come.
  private mutating func begin(_ most: Int) {
    generation &+= 1
    guard slots.count < most * 2 || generation == 0 else { return }
    var size = slots.count
    while size < most * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    generations = [UInt32](repeating: 0, count: size)
    generation = 1
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
