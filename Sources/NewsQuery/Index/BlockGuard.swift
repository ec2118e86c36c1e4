import Synchronization

/// Checks the bytes of an archive file the first time that they are read: a block of 16 KiB at a time, so that opening
/// costs nothing per article and no byte is believed unchecked.
final class BlockGuard: @unchecked Sendable {
  static let blockShift = 14
  static let blockSize = 1 << blockShift

  private let data: UnsafeRawBufferPointer
  private let checksums: UnsafePointer<UInt64>
  private let blockCount: Int
  /// 1 for each block found whole. Two threads may check the same block; they find the same.
  private let isChecked: UnsafeMutablePointer<Atomic<UInt8>>
  private let onDamage: @Sendable () -> Never

  /// `data` is what the blocks cover; `checksums` has one for each.
  init(data: UnsafeRawBufferPointer, checksums: UnsafePointer<UInt64>, onDamage: @escaping @Sendable () -> Never) {
    self.data = data
    self.checksums = checksums
    self.onDamage = onDamage
    blockCount = (data.count + BlockGuard.blockSize - 1) / BlockGuard.blockSize
    isChecked = .allocate(capacity: max(1, blockCount))
    for block in 0..<blockCount { (isChecked + block).initialize(to: Atomic(0)) }
  }

  deinit { isChecked.deallocate() }

  /// Does not come back where a block that holds one of these bytes is damaged.
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
    guard block >= 0, block < blockCount else { onDamage() }
    if BlockGuard.checksum(ofBlock: block, of: data) != checksums[block] { onDamage() }
    isChecked[block].store(1, ordering: .relaxed)
  }

  /// Whether the blocks that hold these bytes are as they were written.
  func isWhole(_ start: UnsafeRawPointer, _ count: Int) -> Bool {
    guard let base = data.baseAddress, start >= base, start + count <= base + data.count else { return false }
    let offset = start - base
    for block in offset >> BlockGuard.blockShift...(offset + max(1, count) - 1) >> BlockGuard.blockShift {
      guard block < blockCount, BlockGuard.checksum(ofBlock: block, of: data) == checksums[block] else { return false }
      isChecked[block].store(1, ordering: .relaxed)
    }
    return true
  }

  /// Whether every block is as it was written. Reads all of the file.
  func isWhole() -> Bool {
    (0..<blockCount).allSatisfy { BlockGuard.checksum(ofBlock: $0, of: data) == checksums[$0] }
  }

  static func checksum(ofBlock block: Int, of data: UnsafeRawBufferPointer) -> UInt64 {
    let start = block << blockShift
    let end = min(data.count, start + blockSize)
    return Checksum.of(UnsafeRawBufferPointer(rebasing: data[start..<end]), seed: UInt64(block))
  }
}

/// The guard of an image for whoever checks at every step and holds the image anyway: no references are counted.
struct HeldGuard: @unchecked Sendable {
  private let held: Unmanaged<BlockGuard>?

  init(_ blockGuard: BlockGuard?) { held = blockGuard.map(Unmanaged.passUnretained) }

  var isThere: Bool { held != nil }

  @inline(__always)
  func check(_ start: UnsafeRawPointer, _ count: Int) {
    if let held { held._withUnsafeGuaranteedRef { $0.check(start, count) } }
  }
}
