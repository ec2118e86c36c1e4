import CBytes
import CLibrary

/// Distinct raw forms of words, each with a code that whoever adds it gives it. A plain word of at most twelve bytes, which
/// nearly every word is, lives in its hash slot itself, four slots a cache line; what is longer, and compounds, have a
/// table of their own and their bytes in one arena.
struct SurfaceTable: ~Copyable {
  private struct ShortSlot {
    /// The first eight bytes, or fewer; 0: free, since no word begins with a zero byte.
    var low: UInt64
    /// The bytes after them, or 0.
    var high: UInt32
    var code: UInt32
  }

  private struct LongSlot {
    var hash: UInt64
    /// Where the bytes stand in the arena.
    var start: UInt32
    /// The length, and 65536 times the number of parts; 0: free.
    var tag: UInt32
    var code: UInt32
  }

  private var short: SlotTable<ShortSlot>
  private var long: SlotTable<LongSlot>
  private var arena = ByteBuffer(capacity: 1 << 10)
  private static let longestShort = 12

  var count: Int { short.count + long.count }
  var byteCount: Int { arena.count }

  init() {
    short = SlotTable(capacity: 1 << 10)
    long = SlotTable(capacity: 1 << 8)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt32) -> UInt64 {
    mix(low ^ UInt64(high) &* 0xA24B_AED4_963E_E407)
  }

  /// Of eight bytes after the other, the last eight read once more.
  @inline(__always)
  private static func hash(ofLong start: UnsafeRawPointer, _ length: Int, _ partCount: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: length << 8 | partCount) &* 0xE703_7ED1_A0B4_28DB
    if length < 8 {
      let shift = UInt64(64 &- 8 &* length)
      return mix(hash ^ start.loadUnaligned(as: UInt64.self) << shift)
    }
    var index = 0
    while index &+ 8 < length {
      hash = mix(hash ^ (start + index).loadUnaligned(as: UInt64.self)) &+ hash
      index &+= 8
    }
    return mix(hash ^ (start + (length &- 8)).loadUnaligned(as: UInt64.self)) &+ hash
  }

  /// A form that is to be looked up, and where it may stand.
  struct Wanted {
    /// Of a short form its bytes, of a long one its hash.
    fileprivate var low: UInt64
    fileprivate var high: UInt32
    fileprivate var hash: UInt32
    /// For the asker.
    var position: UInt32
    fileprivate var tag: UInt32
    private let start: UnsafeRawPointer

    fileprivate init(
      low: UInt64, high: UInt32, hash: UInt64, position: UInt32, tag: UInt32, start: UnsafeRawPointer
    ) {
      (self.low, self.high, self.position, self.tag, self.start) = (low, high, position, tag, start)
      self.hash = UInt32(truncatingIfNeeded: hash >> 32)
    }

    /// 1, or more for a compound.
    var partCount: Int { Int(tag >> 16) }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: Int(tag & 0xFFFF)) }

    @inline(__always)
    fileprivate var isShort: Bool { tag <= 1 << 16 | UInt32(longestShort) }
  }

  /// Gets ready to look up the plain word with these bytes, below 65536; eight bytes from `start` on must be readable. Its
  /// slot is asked for from memory, so that what is looked up some words later need not wait.
  @inline(__always)
  func wanted(_ start: UnsafeRawPointer, _ length: Int, position: UInt32) -> Wanted {
    if length > SurfaceTable.longestShort { return wantedLong(start, length, partCount: 1, position: position) }
    let isLonger = length > 8
    let low = start.loadUnaligned(as: UInt64.self) & UInt64.max >> UInt64(isLonger ? 0 : 64 &- 8 &* length)
    // The last four bytes without those that are in `low`.
    let last = (isLonger ? start + (length &- 4) : start).loadUnaligned(as: UInt32.self)
    let high = isLonger ? last >> UInt32(96 &- 8 &* length) : 0
    let hash = SurfaceTable.hash(low, high)
    nb_prefetch(short.slots + (Int(truncatingIfNeeded: hash >> 32) & short.mask))
    return Wanted(
      low: low, high: high, hash: hash, position: position, tag: 1 << 16 | UInt32(truncatingIfNeeded: length),
      start: start)
  }

  /// The same for a compound or a long word.
  @inline(never)
  func wantedLong(_ start: UnsafeRawPointer, _ length: Int, partCount: Int, position: UInt32) -> Wanted {
    let hash = SurfaceTable.hash(ofLong: start, length, partCount)
    return Wanted(
      low: hash, high: 0, hash: hash, position: position, tag: UInt32(truncatingIfNeeded: length | partCount << 16),
      start: start)
  }

  /// The code of a form, nil where it is new; its bytes must be where they were.
  @inline(__always)
  func code(of wanted: UnsafePointer<Wanted>) -> UInt32? {
    guard wanted.pointee.isShort else { return codeOfLong(wanted.pointee) }
    let (low, high) = (wanted.pointee.low, wanted.pointee.high)
    var place = Int(wanted.pointee.hash) & short.mask
    while true {
      let slot = short.slots + place
      if slot.pointee.low == low && slot.pointee.high == high { return slot.pointee.code }
      if slot.pointee.low == 0 { return nil }
      place = (place &+ 1) & short.mask
    }
  }

  @inline(never)
  private func codeOfLong(_ wanted: Wanted) -> UInt32? {
    var place = Int(wanted.hash) & long.mask
    while true {
      let slot = long.slots[place]
      if slot.tag == 0 { return nil }
      if slot.hash == wanted.low, slot.tag == wanted.tag, let bytes = wanted.bytes.baseAddress,
        memcmp(arena.start + Int(slot.start), bytes, wanted.bytes.count) == 0
      {
        return slot.code
      }
      place = (place &+ 1) & long.mask
    }
  }

  /// Adds a form that is new.
  mutating func add(_ wanted: Wanted, code: UInt32) {
    if wanted.isShort {
      short.add(ShortSlot(low: wanted.low, high: wanted.high, code: code)) {
        ($0.low == 0, Int(truncatingIfNeeded: SurfaceTable.hash($0.low, $0.high) >> 32))
      }
    } else {
      let start = UInt32(truncatingIfNeeded: arena.count)
      arena.append(wanted.bytes)
      long.add(LongSlot(hash: wanted.low, start: start, tag: wanted.tag, code: code)) {
        ($0.tag == 0, Int(truncatingIfNeeded: $0.hash >> 32))
      }
    }
  }
}

/// Open addressing: slots of which at most five in eight are taken.
private struct SlotTable<Slot: BitwiseCopyable>: ~Copyable {
  private(set) var slots: UnsafeMutablePointer<Slot>
  private(set) var mask: Int
  private(set) var count = 0

  /// `capacity` is a power of two.
  init(capacity: Int) {
    slots = SlotTable.allocate(capacity)
    mask = capacity - 1
  }

  deinit { SlotTable.free(slots, mask + 1) }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Slot> {
    let size = capacity * MemoryLayout<Slot>.stride
    let memory = size >= LargeMemory.least ? LargeMemory.allocate(size) : calloc(1, size)
    guard let memory else { fatalError("out of memory") }
    return memory.bindMemory(to: Slot.self, capacity: capacity)
  }

  private static func free(_ slots: UnsafeMutablePointer<Slot>, _ capacity: Int) {
    let size = capacity * MemoryLayout<Slot>.stride
    if size >= LargeMemory.least { LargeMemory.free(slots, size) } else { CLibrary.free(slots) }
  }

  /// Puts a new slot where its hash says; `look` tells of a slot whether it is free and, if not, its hash.
  mutating func add(_ slot: Slot, _ look: (Slot) -> (isFree: Bool, hash: Int)) {
    if (count + 1) * 8 > mask * 5 { grow(look) }
    put(slot, look)
    count += 1
  }

  private func put(_ slot: Slot, _ look: (Slot) -> (isFree: Bool, hash: Int)) {
    var place = look(slot).hash & mask
    while !look(slots[place]).isFree { place = (place + 1) & mask }
    slots[place] = slot
  }

  private mutating func grow(_ look: (Slot) -> (isFree: Bool, hash: Int)) {
    let (old, oldCapacity) = (slots, mask + 1)
    slots = SlotTable.allocate(oldCapacity * 2)
    mask = oldCapacity * 2 - 1
    for index in 0..<oldCapacity where !look(old[index]).isFree { put(old[index], look) }
    SlotTable.free(old, oldCapacity)
  }
}
