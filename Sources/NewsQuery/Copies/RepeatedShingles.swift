/// Of each text how many distinct shingles it has, and those of them that may be in another text too: all that do, and
/// some more. Texts that have the same shingles one after another, as a template that is sent a thousand times, are one
/// text here.
struct RepeatedShingles: Sendable {
  private struct Piece: Sendable {
    var hashes: [UInt64] = []
    var ends: [Int] = []
    var sizes: [UInt32] = []
  }

  /// The identity of a text: a hash of all shingles, in two halves.
  private struct Fingerprint: Hashable {
    var first: UInt64 = 0
    var second: UInt64 = 0

    init(_ hashes: UnsafeBufferPointer<UInt64>) {
      for hash in hashes {
        first = (first ^ hash) &* 0x9E37_79B9_7F4A_7C15
        first ^= first >> 32
        second = second &* 0xD6E8_FEB8_6659_FD93 &+ hash
      }
    }
  }

  let sizes: [UInt32]
  /// For each text the first that is the same; itself if it has no shingles.
  let firstSame: [UInt32]
  private let pieces: [Piece]
  /// For each text its piece, and its place there.
  private let places: [(piece: Int32, place: Int32)]

  /// Those of no texts.
  init() { (sizes, firstSame, pieces, places) = ([], [], [], []) }

  /// Reads each text once, and once more each that is not the same as one before. Throws `Interrupted`.
  init(
    count: Int, byteCount: Int, _ context: RunContext,
    withText: @Sendable (Int, (UnsafeRawBufferPointer) -> Void) -> Void
  ) throws {
    let progress = StepProgress(of: 2 * count, context)
    let sieve = ShingleSieve(shingleCount: byteCount / 5)
    let known = Lock<Set<Fingerprint>>([])
    let fingerprints = try Parallel.map(count, threadCount: context.threadCount) { range in
      var shingles = Shingles()
      var fingerprints: [Fingerprint?] = []
      var last = LastText()
      for text in range {
        if text & 0xFF == 0 { try progress.advance(by: 0x100) }
        withText(text) { if last.replace($0) { shingles.read($0) } }
        let fingerprint = shingles.hashes.isEmpty ? nil : Fingerprint(shingles.hashes)
        if let fingerprint, known.withLock({ $0.insert(fingerprint).inserted }) { sieve.insert(shingles.hashes) }
        fingerprints.append(fingerprint)
      }
      return fingerprints
    }
    let firstSame = RepeatedShingles.firstSame(fingerprints.flatMap { $0 })
    let pieces = try Parallel.map(count, threadCount: context.threadCount) { range in
      var piece = Piece()
      var shingles = Shingles()
      var distinct = DistinctHashes()
      for text in range {
        if text & 0xFF == 0 { try progress.advance(by: 0x100) }
        var size = 0
        if firstSame[text] == text {
          withText(text) { shingles.read($0) }
          distinct.removeAll()
          // What came up once only is in no text twice.
          size = shingles.hashes.count
          sieve.forEachRepeated(shingles.hashes) { hash in
            if distinct.insert(hash) { piece.hashes.append(hash) } else { size -= 1 }
          }
        }
        piece.ends.append(piece.hashes.count)
        piece.sizes.append(UInt32(size))
      }
      return piece
    }
    let sizes = pieces.flatMap(\.sizes)
    self.sizes = firstSame.map { sizes[Int($0)] }
    self.firstSame = firstSame
    self.pieces = pieces
    places = pieces.enumerated().flatMap { number, piece in
      piece.ends.indices.map { (Int32(number), Int32($0)) }
    }
  }

  /// The text read last: texts that are the same to the byte mostly follow each other, and have the same shingles.
  private struct LastText {
    private var bytes: [UInt8]?

    /// Takes a text in; false if it is the last one again.
    mutating func replace(_ text: UnsafeRawBufferPointer) -> Bool {
      let isSame = bytes?.count == text.count && bytes?.elementsEqual(text) ?? false
      if !isSame { bytes = Array(text) }
      return !isSame
    }
  }

  private static func firstSame(_ fingerprints: [Fingerprint?]) -> [UInt32] {
    var firsts: [Fingerprint: UInt32] = [:]
    return fingerprints.enumerated().map { text, fingerprint in
      guard let fingerprint else { return UInt32(text) }
      if let first = firsts[fingerprint] { return first }
      firsts[fingerprint] = UInt32(text)
      return UInt32(text)
    }
  }

  private func range(of text: Int) -> (piece: Int, Range<Int>) {
    let (number, place) = (Int(places[text].piece), Int(places[text].place))
    return (number, (place == 0 ? 0 : pieces[number].ends[place - 1])..<pieces[number].ends[place])
  }

  /// How many of its shingles may be in another text; none of a text that is the same as one before.
  func hashCount(of text: Int) -> Int { range(of: text).1.count }

  /// These.
  func hashes(of text: Int) -> ArraySlice<UInt64> {
    let (piece, range) = range(of: text)
    return pieces[piece].hashes[range]
  }
}

/// The numbers of one text, each once: open addressing, emptied by counting up a generation.
private struct DistinctHashes {
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var generations = [UInt32](repeating: 0, count: 1024)
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

  /// False if it is there already.
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
