import Glibc

/// Distinct forms of words, numbered by first appearance. A form of at most eight bytes lives in its hash slot, so that
/// the common word costs one cache line; the others' bytes lie in one arena.
struct SurfaceTable: ~Copyable {
  private struct Slot {
    /// The bytes themselves up to eight, else their hash.
    var key: UInt64
    var number: UInt32
    /// The length, and 65536 times the number of parts; 0: free.
    var tag: UInt32

    var length: UInt32 { tag & 0xFFFF }
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// All forms one after the other.
  private(set) var arena = ByteBuffer(capacity: 1 << 12)
  /// Where each form begins in the arena; one more at the end.
  private(set) var starts: [UInt32] = [0]
  /// How many parts a form has: 1, or more for a compound.
  private var partCounts: [UInt8] = []

  var count: Int { partCounts.count }
  var byteCount: Int { arena.count }

  init(capacity: Int = 1 << 12) {
    precondition(capacity & (capacity - 1) == 0)
    slots = SurfaceTable.allocate(capacity)
    mask = capacity - 1
  }

  deinit { SurfaceTable.free(slots, mask + 1) }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Slot> {
    let size = capacity * MemoryLayout<Slot>.stride
    let memory = size >= LargeMemory.least ? LargeMemory.allocate(size) : calloc(1, size)
    guard let memory else { fatalError("out of memory") }
    return memory.bindMemory(to: Slot.self, capacity: capacity)
  }

  private static func free(_ slots: UnsafeMutablePointer<Slot>, _ capacity: Int) {
    let size = capacity * MemoryLayout<Slot>.stride
    if size >= LargeMemory.least { LargeMemory.free(slots, size) } else { Glibc.free(slots) }
  }

  func bytes(of number: Int) -> UnsafeRawBufferPointer {
    let start = Int(starts[number])
    return UnsafeRawBufferPointer(start: arena.start + start, count: Int(starts[number + 1]) - start)
  }

  func partCount(of number: Int) -> Int { Int(partCounts[number]) }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private static func hash(_ bytes: UnsafeRawPointer, _ length: Int) -> UInt64 {
    var hash = UInt64(length)
    var index = 0
    while index + 8 <= length {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    let rest = bytes.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
    return mix(hash ^ rest &+ 0x51_7C_C1_B7_27_22_0A_95)
  }

  /// The number of the form with these bytes and parts, below 65536 bytes; eight bytes from `bytes` on must be readable.
  @inline(__always)
  mutating func intern(_ bytes: UnsafeRawPointer, _ length: Int, partCount: Int) -> UInt32 {
    let tag = UInt32(truncatingIfNeeded: length | partCount << 16)
    if length <= 8 {
      let loaded = bytes.loadUnaligned(as: UInt64.self)
      let key = length == 0 ? 0 : loaded & (UInt64.max >> UInt64(64 &- 8 &* length))
      var place = Int(truncatingIfNeeded: SurfaceTable.mix(key)) & mask
      while true {
        let slot = slots[place]
        if slot.key == key && slot.tag == tag { return slot.number }
        if slot.tag == 0 { return insert(key, bytes, tag, at: place) }
        place = (place &+ 1) & mask
      }
    }
    let key = SurfaceTable.hash(bytes, length)
    var place = Int(truncatingIfNeeded: key) & mask
    while true {
      let slot = slots[place]
      if slot.tag == 0 { return insert(key, bytes, tag, at: place) }
      if slot.key == key && slot.tag == tag,
        memcmp(arena.start + Int(starts[Int(slot.number)]), bytes, length) == 0
      {
        return slot.number
      }
      place = (place &+ 1) & mask
    }
  }

  /// The number of the form with these bytes, whatever follows them.
  mutating func intern(_ bytes: inout [UInt8]) -> UInt32 {
    let length = bytes.count
    for _ in 0..<8 { bytes.append(0) }
    return bytes.withUnsafeBytes { padded in
      padded.baseAddress.map { intern($0, length, partCount: 1) } ?? 0
    }
  }

  @inline(never)
  private mutating func insert(_ key: UInt64, _ bytes: UnsafeRawPointer, _ tag: UInt32, at place: Int) -> UInt32 {
    let number = UInt32(count)
    let slot = Slot(key: key, number: number, tag: tag)
    slots[place] = slot
    arena.append(UnsafeRawBufferPointer(start: bytes, count: Int(slot.length)))
    starts.append(UInt32(arena.count))
    partCounts.append(UInt8(truncatingIfNeeded: tag >> 16))
    if count * 8 > mask * 5 { grow() }
    return number
  }

  private mutating func grow() {
    let wider = SurfaceTable.allocate((mask + 1) * 2)
    let widerMask = (mask + 1) * 2 - 1
    for index in 0...mask where slots[index].tag != 0 {
      let slot = slots[index]
      let hash = slot.length <= 8 ? SurfaceTable.mix(slot.key) : slot.key
      var place = Int(truncatingIfNeeded: hash) & widerMask
      while wider[place].tag != 0 { place = (place + 1) & widerMask }
      wider[place] = slot
    }
    SurfaceTable.free(slots, mask + 1)
    slots = wider
    mask = widerMask
  }
}
