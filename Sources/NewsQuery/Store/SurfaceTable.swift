import CBytes
import Glibc

/// Distinct forms of words, numbered by first appearance. A form of at most sixteen bytes lives in its hash slot, so that
/// nearly every word costs one cache line; the others' bytes lie in one arena.
struct SurfaceTable: ~Copyable {
  private struct Slot {
    /// The first eight bytes, or fewer; of more than sixteen the hash.
    var low: UInt64
    /// The last eight bytes of nine to sixteen, else 0.
    var high: UInt64
    var number: UInt32
    /// The length, and 65536 times the number of parts; 0: free.
    var tag: UInt32

    var length: UInt32 { tag & 0xFFFF }
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// The forms looked up last, each where its hash says, by another's side: they stay in the processor's own memory.
  private let recent: UnsafeMutablePointer<Slot>
  private static let recentCount = 1 << 13
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
    recent = SurfaceTable.allocate(SurfaceTable.recentCount)
  }

  deinit {
    SurfaceTable.free(slots, mask + 1)
    SurfaceTable.free(recent, SurfaceTable.recentCount)
  }

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

  @inline(__always)
  private static func mix(_ low: UInt64, _ high: UInt64) -> UInt64 { mix(low ^ high &* 0xA24B_AED4_963E_E407) }

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

  /// A form that is to be looked up, and where it may stand.
  struct Wanted {
    fileprivate var bytes: UnsafeRawPointer
    fileprivate var low: UInt64
    fileprivate var high: UInt64
    fileprivate var hash: UInt64
    fileprivate var tag: UInt32
    fileprivate var number = unknown
    /// For the asker.
    var position: UInt32

    fileprivate static let unknown = UInt32.max

    var partCount: Int { Int(tag >> 16) }
  }

  /// Gets ready to look up the form with these bytes and parts, below 65536 bytes; eight bytes from `bytes` on must be
  /// readable. Its slot is asked for from memory, so that what is looked up some words later need not wait.
  @inline(__always)
  func wanted(_ bytes: UnsafeRawPointer, _ length: Int, partCount: Int, position: UInt32) -> Wanted {
    let tag = UInt32(truncatingIfNeeded: length | partCount << 16)
    if length > 16 {
      let hash = SurfaceTable.hash(bytes, length)
      nb_prefetch(slots + (Int(truncatingIfNeeded: hash) & mask))
      return Wanted(bytes: bytes, low: hash, high: 0, hash: hash, tag: tag, position: position)
    }
    let isLong = length > 8
    let low = bytes.loadUnaligned(as: UInt64.self) & (UInt64.max >> UInt64(isLong ? 0 : 64 &- 8 &* length))
    let high = (isLong ? bytes + (length &- 8) : bytes).loadUnaligned(as: UInt64.self) & (isLong ? UInt64.max : 0)
    let hash = SurfaceTable.mix(low, high)
    var wanted = Wanted(bytes: bytes, low: low, high: high, hash: hash, tag: tag, position: position)
    let known = recent + SurfaceTable.recentPlace(hash)
    if known.pointee.low == low && known.pointee.high == high && known.pointee.tag == tag {
      wanted.number = known.pointee.number
    } else {
      nb_prefetch(slots + (Int(truncatingIfNeeded: hash) & mask))
    }
    return wanted
  }

  @inline(__always)
  private static func recentPlace(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 40) & (recentCount - 1) }

  /// The number of a form; its bytes must be where they were.
  @inline(__always)
  mutating func intern(_ wanted: Wanted) -> UInt32 {
    if wanted.number != Wanted.unknown { return wanted.number }
    let (low, high, tag) = (wanted.low, wanted.high, wanted.tag)
    var place = Int(truncatingIfNeeded: wanted.hash) & mask
    while true {
      let slot = slots[place]
      if slot.tag == 0 { return insert(low, high, wanted.bytes, tag, at: place) }
      if slot.low == low && slot.high == high && slot.tag == tag {
        if slot.length <= 16 {
          recent[SurfaceTable.recentPlace(wanted.hash)] = slot
          return slot.number
        }
        if memcmp(arena.start + Int(starts[Int(slot.number)]), wanted.bytes, Int(slot.length)) == 0 {
          return slot.number
        }
      }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private mutating func insert(
    _ low: UInt64, _ high: UInt64, _ bytes: UnsafeRawPointer, _ tag: UInt32, at place: Int
  ) -> UInt32 {
    let number = UInt32(count)
    let slot = Slot(low: low, high: high, number: number, tag: tag)
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
      let hash = slot.length <= 16 ? SurfaceTable.mix(slot.low, slot.high) : slot.low
      var place = Int(truncatingIfNeeded: hash) & widerMask
      while wider[place].tag != 0 { place = (place + 1) & widerMask }
      wider[place] = slot
    }
    SurfaceTable.free(slots, mask + 1)
    slots = wider
    mask = widerMask
  }
}
