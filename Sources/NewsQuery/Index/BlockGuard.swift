import Synchronization

/// Checks the bytes of an archive file the first time that they are read: a block of 16 KiB at a time, so that opening
/// costs nothing per article and no byte is believed unchecked.
///
/// A block is right when it has its checksum and the numbers in it keep the rules of their sections. A checksum tells a
/// broken disk; somebody who forges a file forges its checksums too.
final class BlockGuard: @unchecked Sendable {
  // INVARIANT: the bits of checked blocks are atomic; everything else is written before the file is shared.
  static let blockShift = 14
  static let blockSize = 1 << blockShift

  private let data: UnsafeRawBufferPointer
  private let checksums: UnsafePointer<UInt64>
  private let blockCount: Int
  /// 1 for each block found right. Two threads may check the same block; they find the same.
  private let isChecked: UnsafeMutablePointer<Atomic<UInt8>>
  private let onDamage: @Sendable () -> Never
  // Written only before the file is shared. By where they begin.
  private var rules: [SectionRule] = []
  /// The end of the longest reach of the rules up to and with each.
  private var reaches: [UnsafeRawPointer] = []

  /// Articles of the index: every number of an article in a posting list is below.
  private(set) var articleCount = 0
  private var postings = UnsafeRawBufferPointer(start: nil, count: 0)
  /// What of the posting lists was found right: a bit for two bytes of the section.
  private var rightPostings = OnceBits(count: 0)
  /// Blocks of the term dictionary that were found right.
  private(set) var rightTermBlocks = OnceBits(count: 0)

  /// `data` is what the blocks cover; `checksums` has one for each.
  init(data: UnsafeRawBufferPointer, checksums: UnsafePointer<UInt64>, onDamage: @escaping @Sendable () -> Never) {
    self.data = data
    self.checksums = checksums
    self.onDamage = onDamage
    blockCount = (data.count + BlockGuard.blockSize - 1) / BlockGuard.blockSize
    isChecked = .allocate(capacity: max(1, blockCount))
    for block in 0..<blockCount { (isChecked + block).initialize(to: Atomic(0)) }
  }

  deinit {
    isChecked.deallocate()
    rightPostings.free()
    rightTermBlocks.free()
  }

  /// Takes the rules that the numbers of all sections must keep. To be called once, before the file is shared.
  func keep(_ rules: [SectionRule]) {
    self.rules = rules.filter { $0.count > 0 }.sorted { $0.start < $1.start }
    reaches = []
    for rule in self.rules { reaches.append(reaches.last.map { max($0, rule.end) } ?? rule.end) }
    // What was read to find the rules was not held against them.
    for block in 0..<blockCount { isChecked[block].store(0, ordering: .relaxed) }
  }

  /// Takes what posting lists are checked against. To be called once, before the file is shared.
  func keep(postings: UnsafeRawBufferPointer, articleCount: Int, termBlockCount: Int) {
    rightPostings.free()
    rightTermBlocks.free()
    self.postings = postings
    self.articleCount = articleCount
    rightPostings = OnceBits(count: postings.count / 2 + 1)
    rightTermBlocks = OnceBits(count: termBlockCount)
  }

  /// Whether what stands at a place in the posting lists was found right.
  @inline(__always)
  func isKnown(_ place: UnsafeRawPointer) -> Bool {
    postings.baseAddress.map { rightPostings.has((place - $0) &>> 1) } ?? false
  }

  func know(_ place: UnsafeRawPointer) {
    if let base = postings.baseAddress { rightPostings.set((place - base) >> 1) }
  }

  /// Does not come back if a block that holds one of these bytes is damaged.
  @inline(__always)
  func check(_ start: UnsafeRawPointer, _ count: Int) {
    guard count > 0, let base = data.baseAddress else { return }
    let offset = start - base
    var block = offset >> BlockGuard.blockShift
    let last = (offset &+ count &- 1) >> BlockGuard.blockShift
    while block <= last {
      if block < 0 || block >= blockCount || isChecked[block].load(ordering: .relaxed) == 0 { checkBlock(block) }
      block &+= 1
    }
  }

  @inline(never)
  private func checkBlock(_ block: Int) {
    guard block >= 0, block < blockCount, isRight(block) else { onDamage() }
    isChecked[block].store(1, ordering: .relaxed)
  }

  /// What is read makes no sense, although its checksum is right. Does not come back.
  @inline(never)
  func refuse() -> Never { onDamage() }

  private func isRight(_ block: Int) -> Bool {
    BlockGuard.checksum(ofBlock: block, of: data) == checksums[block] && keepsRules(block)
  }

  private func keepsRules(_ block: Int) -> Bool {
    let start = block << BlockGuard.blockShift
    let bytes = UnsafeRawBufferPointer(rebasing: data[start..<min(data.count, start + BlockGuard.blockSize)])
    guard let base = bytes.baseAddress else { return true }
    // Passes over rules that end before the block.
    var (low, high) = (0, rules.count)
    while low < high {
      let middle = (low + high) / 2
      if reaches[middle] <= base { low = middle + 1 } else { high = middle }
    }
    while low < rules.count, rules[low].start < base + bytes.count {
      if !rules[low].holds(in: bytes) { return false }
      low += 1
    }
    return true
  }

  /// Whether the blocks that hold these bytes are as they were written.
  func isWhole(_ start: UnsafeRawPointer, _ count: Int) -> Bool {
    guard let base = data.baseAddress, start >= base, count <= data.count - (start - base) else { return false }
    let offset = start - base
    for block in offset >> BlockGuard.blockShift...(offset + max(1, count) - 1) >> BlockGuard.blockShift {
      guard block < blockCount else { return false }
      if isChecked[block].load(ordering: .relaxed) == 1 { continue }
      guard isRight(block) else { return false }
      isChecked[block].store(1, ordering: .relaxed)
    }
    return true
  }

  /// Whether every block is as it was written. Reads all of the file.
  func isWhole() -> Bool { (0..<blockCount).allSatisfy(isRight) }

  static func checksum(ofBlock block: Int, of data: UnsafeRawBufferPointer) -> UInt64 {
    let start = block << blockShift
    let end = min(data.count, start + blockSize)
    return Checksum.of(UnsafeRawBufferPointer(rebasing: data[start..<end]), seed: UInt64(block))
  }
}

/// The guard of an image for whoever checks at every step and holds the image anyway: no references are counted.
struct HeldGuard: @unchecked Sendable {
  // INVARIANT: the holder keeps the image, and so the guard, alive.
  private let held: Unmanaged<BlockGuard>?

  init(_ blockGuard: BlockGuard?) { held = blockGuard.map(Unmanaged.passUnretained) }

  /// False for an image in memory, which is of our own making.
  var isThere: Bool { held != nil }

  @inline(__always)
  func check(_ start: UnsafeRawPointer, _ count: Int) {
    if let held { held._withUnsafeGuaranteedRef { $0.check(start, count) } }
  }

  /// What is read makes no sense. Does not come back.
  @inline(never)
  func refuse() -> Never {
    guard let held else { preconditionFailure("an archive in memory that makes no sense") }
    held._withUnsafeGuaranteedRef { $0.refuse() }
  }

  /// Goes on only if a condition is true of what a file says.
  @inline(__always)
  func require(_ isRight: @autoclosure () -> Bool) {
    if isThere, !isRight() { refuse() }
  }

  /// Articles of the index; every number of an article in a posting list is below.
  var articleCount: Int { held.map { $0._withUnsafeGuaranteedRef { $0.articleCount } } ?? Int(UInt32.max) }

  /// Whether what stands at a place in the posting lists needs no check any more.
  @inline(__always)
  func isKnown(_ place: UnsafeRawPointer) -> Bool {
    held.map { $0._withUnsafeGuaranteedRef { $0.isKnown(place) } } ?? true
  }

  func know(_ place: UnsafeRawPointer) { if let held { held._withUnsafeGuaranteedRef { $0.know(place) } } }

  /// The same for a block of the term dictionary.
  @inline(__always)
  func isKnown(termBlock block: Int) -> Bool {
    held.map { $0._withUnsafeGuaranteedRef { $0.rightTermBlocks.has(block) } } ?? true
  }

  func know(termBlock block: Int) {
    if let held { held._withUnsafeGuaranteedRef { $0.rightTermBlocks.set(block) } }
  }
}
