import Glibc

/// The distinct raw forms of words, numbered by first appearance. A form of at most eight bytes lives in its hash slot, so
/// that the common word costs one cache line; the others' bytes lie in one arena.
struct SurfaceTable: ~Copyable {
  private struct Slot {
    /// The bytes themselves up to eight, else their hash.
    var key: UInt64
    var number: UInt32
    /// 0: free.
    var length: UInt32
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// All forms one after the other.
  private(set) var arena = ByteBuffer(capacity: 1 << 16)
  /// Where each form begins in the arena; one more at the end.
  private(set) var starts: [UInt32] = [0]
  /// How many parts a form has: 1, or more for a compound.
  private(set) var partCounts: [UInt8] = []

  var count: Int { partCounts.count }

  init(capacity: Int = 1 << 14) {
    precondition(capacity & (capacity - 1) == 0)
    slots = SurfaceTable.allocate(capacity)
    mask = capacity - 1
  }

  deinit { free(slots) }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Slot> {
    guard let memory = calloc(capacity, MemoryLayout<Slot>.stride) else { fatalError("out of memory") }
    return memory.bindMemory(to: Slot.self, capacity: capacity)
  }

  func bytes(of number: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: arena.bytes[Int(starts[number])..<Int(starts[number + 1])])
  }

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

  /// The number of the form with these bytes; eight bytes from `bytes` on must be readable.
  @inline(__always)
  mutating func intern(_ bytes: UnsafeRawPointer, _ length: Int, partCount: Int) -> UInt32 {
    if length <= 8 {
      let loaded = bytes.loadUnaligned(as: UInt64.self)
      let key = loaded & (UInt64.max >> UInt64(64 &- 8 &* length))
      var place = Int(truncatingIfNeeded: SurfaceTable.mix(key)) & mask
      while true {
        let slot = slots[place]
        if slot.key == key && slot.length == UInt32(length) { return slot.number }
        if slot.length == 0 { return insert(key, bytes, length, partCount, at: place) }
        place = (place &+ 1) & mask
      }
    }
    let key = SurfaceTable.hash(bytes, length)
    var place = Int(truncatingIfNeeded: key) & mask
    while true {
      let slot = slots[place]
      if slot.length == 0 { return insert(key, bytes, length, partCount, at: place) }
      if slot.key == key && slot.length == UInt32(length),
        memcmp(arena.start + Int(starts[Int(slot.number)]), bytes, length) == 0
      {
        return slot.number
      }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private mutating func insert(
    _ key: UInt64, _ bytes: UnsafeRawPointer, _ length: Int, _ partCount: Int, at place: Int
  ) -> UInt32 {
    let number = UInt32(count)
    slots[place] = Slot(key: key, number: number, length: UInt32(length))
    arena.append(UnsafeRawBufferPointer(start: bytes, count: length))
    starts.append(UInt32(arena.count))
    partCounts.append(UInt8(partCount))
    if count * 2 > mask { grow() }
    return number
  }

  private mutating func grow() {
    let wider = SurfaceTable.allocate((mask + 1) * 2)
    let widerMask = (mask + 1) * 2 - 1
    for index in 0...mask where slots[index].length != 0 {
      let slot = slots[index]
      let hash = slot.length <= 8 ? SurfaceTable.mix(slot.key) : slot.key
      var place = Int(truncatingIfNeeded: hash) & widerMask
      while wider[place].length != 0 { place = (place + 1) & widerMask }
      wider[place] = slot
    }
    free(slots)
    slots = wider
    mask = widerMask
  }
}
