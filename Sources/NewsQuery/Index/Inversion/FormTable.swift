import CLibrary

/// Distinct forms of words, numbered by first appearance, that are looked up once for each raw form and not for each word
/// of a text: eight bytes a place, the forms themselves in one arena. See `SurfaceTable`.
struct FormTable: ~Copyable {
  private struct Slot {
    var hash: UInt32
    /// The number and one; 0: free.
    var next: UInt32
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// All forms one after the other.
  private(set) var arena = ByteBuffer(capacity: 1 << 12)
  /// Where each form begins in the arena; one more at the end.
  private(set) var starts: [UInt32] = [0]

  var count: Int { starts.count - 1 }

  /// `count` is how many are expected.
  init(count: Int = 0) {
    var size = 1 << 12
    while size * 5 < count * 8 { size *= 2 }
    slots = FormTable.allocate(size)
    mask = size - 1
  }

  deinit { free(slots) }

  private static func allocate(_ size: Int) -> UnsafeMutablePointer<Slot> {
    guard let memory = calloc(size, MemoryLayout<Slot>.stride) else { fatalError("out of memory") }
    return memory.bindMemory(to: Slot.self, capacity: size)
  }

  func bytes(of number: Int) -> UnsafeRawBufferPointer {
    let start = Int(starts[number])
    return UnsafeRawBufferPointer(start: arena.start + start, count: Int(starts[number + 1]) - start)
  }

  /// The number of the form with these bytes.
  mutating func intern(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let hash = Checksum.of(bytes)
    let short = UInt32(truncatingIfNeeded: hash >> 32)
    var place = Int(truncatingIfNeeded: short) & mask
    while true {
      let slot = slots[place]
      if slot.next == 0 { break }
      if slot.hash == short, isSame(self.bytes(of: Int(slot.next) - 1), bytes) { return slot.next - 1 }
      place = (place + 1) & mask
    }
    arena.append(bytes)
    starts.append(UInt32(arena.count))
    slots[place] = Slot(hash: short, next: UInt32(count))
    if count * 8 > mask * 5 { grow() }
    return UInt32(count - 1)
  }

  private func isSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count, let a = a.baseAddress, let start = b.baseAddress else { return a.count == b.count }
    return memcmp(a, start, b.count) == 0
  }

  private mutating func grow() {
    let wider = FormTable.allocate((mask + 1) * 2)
    let widerMask = (mask + 1) * 2 - 1
    for index in 0...mask where slots[index].next != 0 {
      var place = Int(slots[index].hash) & widerMask
      while wider[place].next != 0 { place = (place + 1) & widerMask }
      wider[place] = slots[index]
    }
    free(slots)
    slots = wider
    mask = widerMask
  }
}
