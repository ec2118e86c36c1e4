import CLibrary

/// Bytes that grow, outside the reach of copy-on-write: what an archive is built in. Eight readable bytes always follow
/// the last one, so that whole words can be loaded anywhere.
struct ByteBuffer: ~Copyable {
  private(set) var start: UnsafeMutableRawPointer
  private(set) var count = 0
  private var capacity: Int

  static let padding = 8

  /// A buffer whose size is known and large lies on large pages.
  private var isLarge: Bool

  init(capacity: Int = 256) {
    self.capacity = max(capacity, 64)
    isLarge = capacity >= LargeMemory.least
    start = ByteBuffer.allocate(self.capacity)
  }

  /// On small pages, for memory that grows while as much other memory is released: the system has those available, and huge ones
  /// it must make.
  init(onSmallPages capacity: Int) {
    self.init(capacity: capacity)
    if isLarge { LargeMemory.useSmallPages(start, self.capacity + ByteBuffer.padding) }
  }

  deinit { ByteBuffer.free(start, isLarge ? capacity : nil) }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    if capacity >= LargeMemory.least { return LargeMemory.allocate(capacity + padding) }
    guard let memory = calloc(1, capacity + padding) else { fatalError("out of memory") }
    return memory
  }

  private static func free(_ start: UnsafeMutableRawPointer, _ largeCapacity: Int?) {
    if let largeCapacity { LargeMemory.free(start, largeCapacity + padding) } else { CLibrary.free(start) }
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Makes room for `more` further bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let wanted = max(capacity + capacity / 2, count + more)
    if isLarge {
      guard let memory = malloc(wanted + ByteBuffer.padding) else { fatalError("out of memory") }
      memcpy(memory, start, count)
      ByteBuffer.free(start, capacity)
      start = memory
    } else {
      guard let memory = realloc(start, wanted + ByteBuffer.padding) else { fatalError("out of memory") }
      start = memory
    }
    isLarge = false
    capacity = wanted
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  @inline(__always)
  mutating func append<T: BitwiseCopyable>(value: T) {
    reserve(MemoryLayout<T>.size)
    start.storeBytes(of: value, toByteOffset: count, as: T.self)
    count &+= MemoryLayout<T>.size
  }

  mutating func append(_ more: UnsafeRawBufferPointer) {
    guard let base = more.baseAddress, more.count > 0 else { return }
    reserve(more.count)
    memcpy(start + count, base, more.count)
    count += more.count
  }

  mutating func append(_ more: [UInt8]) { more.withUnsafeBytes { append($0) } }

  /// Appends a whole number, seven bits a byte, the lowest first.
  @inline(__always)
  mutating func append(varint value: UInt64) {
    reserve(10)
    var rest = value
    while rest >= 0x80 {
      start.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, toByteOffset: count, as: UInt8.self)
      count &+= 1
      rest >>= 7
    }
    start.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  @inline(__always)
  mutating func append(varint value: UInt32) { append(varint: UInt64(value)) }
  @inline(__always)
  mutating func append(varint value: Int) { append(varint: UInt64(value)) }

  /// Appends `more` bytes that `write` fills in; it may write `spare` bytes after them, which do not count.
  @inline(__always)
  mutating func append(count more: Int, spare: Int = 0, _ write: (UnsafeMutableRawPointer) -> Void) {
    reserve(more &+ spare)
    write(start + count)
    count &+= more
  }

  /// Appends the bytes that `write` fills in and counts, at most `most`.
  @inline(__always)
  mutating func append(atMost most: Int, _ write: (UnsafeMutableRawPointer) -> Int) {
    reserve(most)
    count &+= write(start + count)
  }

  /// Releases memory that was not needed.
  mutating func shrink() {
    if isLarge {
      capacity = LargeMemory.shrink(start, capacity + ByteBuffer.padding, to: count + ByteBuffer.padding)
      capacity -= ByteBuffer.padding
      return
    }
    guard capacity - count > 4096, let memory = realloc(start, count + ByteBuffer.padding) else { return }
    start = memory
    capacity = count
  }

  /// Overwrites what is at `offset`.
  mutating func replace<T: BitwiseCopyable>(at offset: Int, with value: T) {
    precondition(offset + MemoryLayout<T>.size <= count)
    start.storeBytes(of: value, toByteOffset: offset, as: T.self)
  }

  mutating func align(to alignment: Int) {
    while count % alignment != 0 { append(0) }
  }

  mutating func removeAll() { count = 0 }

  /// Hands its memory over, padding zeroed; the new owner calls `release` when nobody reads it any more.
  consuming func take() -> (bytes: UnsafeRawBufferPointer, release: () -> Void) {
    memset(start + count, 0, ByteBuffer.padding)
    let count = count
    if isLarge {
      let (memory, capacity) = (start, capacity)
      discard self
      return (UnsafeRawBufferPointer(start: memory, count: count), { ByteBuffer.free(memory, capacity) })
    }
    let memory = realloc(start, count + ByteBuffer.padding) ?? start
    discard self
    return (UnsafeRawBufferPointer(start: memory, count: count), { ByteBuffer.free(memory, nil) })
  }
}

/// Reads numbers one after another out of bytes of our own making.
struct ByteReader {
  var pointer: UnsafeRawPointer

  init(_ pointer: UnsafeRawPointer) { self.pointer = pointer }

  @inline(__always)
  mutating func varint() -> Int {
    let first = pointer.load(as: UInt8.self)
    pointer += 1
    if first < 0x80 { return Int(first) }
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while shift < 64 {
      let byte = pointer.load(as: UInt8.self)
      pointer += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int(truncatingIfNeeded: value)
  }

  @inline(__always)
  mutating func byte() -> UInt8 {
    defer { pointer += 1 }
    return pointer.load(as: UInt8.self)
  }

  @inline(__always)
  mutating func value<T: BitwiseCopyable>(as type: T.Type) -> T {
    defer { pointer += MemoryLayout<T>.size }
    return pointer.loadUnaligned(as: type)
  }
}

/// Reads numbers one after another out of bytes of anybody's making: never beyond `end`. What is read there is 0.
struct BoundedReader {
  private(set) var pointer: UnsafeRawPointer
  private let end: UnsafeRawPointer
  /// True if more was asked for than there is.
  private(set) var isOver = false

  init(_ start: UnsafeRawPointer, end: UnsafeRawPointer) {
    pointer = start
    self.end = end
    isOver = start > end
  }

  var rest: Int { isOver ? 0 : end - pointer }

  mutating func byte() -> UInt8 {
    guard rest > 0 else {
      isOver = true
      return 0
    }
    defer { pointer += 1 }
    return pointer.load(as: UInt8.self)
  }

  /// At most `most`; a larger number means that the bytes are damaged.
  mutating func varint(most: Int = Int(Int32.max)) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = byte()
      value |= UInt64(byte & 0x7F) &<< shift
      shift += 7
      if byte < 0x80 || shift >= 63 { break }
    }
    if value > UInt64(most) { isOver = true }
    return isOver ? 0 : Int(value)
  }

  mutating func value<T: BitwiseCopyable & FixedWidthInteger>(as type: T.Type) -> T {
    guard rest >= MemoryLayout<T>.size else {
      isOver = true
      return 0
    }
    defer { pointer += MemoryLayout<T>.size }
    return pointer.loadUnaligned(as: type)
  }

  /// The next `count` bytes; none if there are fewer.
  mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer {
    guard count >= 0, rest >= count else {
      isOver = true
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    defer { pointer += count }
    return UnsafeRawBufferPointer(start: pointer, count: count)
  }
}
