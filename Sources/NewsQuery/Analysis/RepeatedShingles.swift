/// Of each text how many distinct shingles it has, and those of them that may stand in another text too: all that do, and
/// some more.
struct RepeatedShingles: Sendable {
  private struct Piece: Sendable {
    var hashes: [UInt64] = []
    var ends: [Int] = []
    var sizes: [UInt32] = []
  }

  let sizes: [UInt32]
  private let pieces: [Piece]
  /// For each text its piece, and its place there.
  private let places: [(piece: Int32, place: Int32)]

  /// Reads each text twice. Throws `Interrupted`.
  init(
    count: Int, byteCount: Int, _ context: RunContext,
    withText: @Sendable (Int, (UnsafeRawBufferPointer) -> Void) -> Void
  ) throws {
    let progress = StepProgress(of: 2 * count, context)
    let sieve = ShingleSieve(shingleCount: byteCount / 5)
    _ = try Parallel.map(count, threadCount: context.threadCount) { range in
      var shingles = Shingles()
      for text in range {
        if text & 0xFF == 0 { try progress.advance(by: 0x100) }
        withText(text) { shingles.read($0) }
        sieve.insert(shingles.hashes)
      }
    }
    pieces = try Parallel.map(count, threadCount: context.threadCount) { range in
      var piece = Piece()
      var shingles = Shingles()
      var distinct = DistinctHashes()
      for text in range {
        if text & 0xFF == 0 { try progress.advance(by: 0x100) }
        withText(text) { shingles.read($0) }
        distinct.removeAll()
        // What came up once only is in no text twice.
        var size = shingles.hashes.count
        sieve.forEachRepeated(shingles.hashes) { hash in
          if distinct.insert(hash) { piece.hashes.append(hash) } else { size -= 1 }
        }
        piece.ends.append(piece.hashes.count)
        piece.sizes.append(UInt32(size))
      }
      return piece
    }
    sizes = pieces.flatMap(\.sizes)
    places = pieces.enumerated().flatMap { number, piece in
      piece.ends.indices.map { (Int32(number), Int32($0)) }
    }
  }

  private func range(of text: Int) -> (piece: Int, Range<Int>) {
    let (number, place) = (Int(places[text].piece), Int(places[text].place))
    return (number, (place == 0 ? 0 : pieces[number].ends[place - 1])..<pieces[number].ends[place])
  }

  /// How many of its shingles may stand in another text.
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
