import CBytes
import Synchronization

/// Remembers what of an archive file was found right, a bit for each thing, so that it is looked at once.
///
/// Two threads may look at the same thing; they find the same. Whoever makes it must free it.
struct OnceBits: @unchecked Sendable {
  // INVARIANT: the words are atomic; the owner frees them when no thread uses them any more.
  private let words: UnsafeMutablePointer<Atomic<UInt64>>
  private let byteCount: Int
  private let count: Int

  /// All zero. What is never set takes no memory.
  init(count: Int) {
    self.count = count
    byteCount = max(8, (count + 63) / 64 * 8)
    guard let memory = nb_map(byteCount) else { nb_out_of_memory() }
    // An atomic number is laid out as the number is, and these pages are zero.
    words = memory.bindMemory(to: Atomic<UInt64>.self, capacity: byteCount / 8)
  }

  func free() { nb_unmap(words, byteCount) }

  @inline(__always)
  func has(_ bit: Int) -> Bool {
    bit >= 0 && bit < count && words[bit &>> 6].load(ordering: .relaxed) &>> UInt64(bit & 63) & 1 == 1
  }

  func set(_ bit: Int) {
    guard bit >= 0, bit < count else { return }
    words[bit >> 6].bitwiseOr(1 << UInt64(bit & 63), ordering: .relaxed)
  }
}
