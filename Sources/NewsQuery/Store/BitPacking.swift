/// Whole numbers of one width, one after the other, lowest bit first: `count` values of `width` bits take
/// `(count * width + 7) / 8` bytes, and any of them can be read alone. Widths are 0 to 32. Reading a value may touch up to
/// seven bytes after the last one.
enum BitPacking {
  @inline(__always)
  static func width(of largest: UInt32) -> Int { 32 - largest.leadingZeroBitCount }

  @inline(__always)
  static func byteCount(_ count: Int, width: Int) -> Int { (count &* width &+ 7) / 8 }

  static func append(_ values: UnsafeBufferPointer<UInt32>, width: Int, to bytes: inout ByteBuffer) {
    bytes.append(count: byteCount(values.count, width: width), spare: 8) { start in
      guard width > 0 else { return }
      var place = start
      var pending: UInt64 = 0
      var bits = 0
      for value in values {
        pending |= UInt64(value) &<< UInt64(bits)
        bits &+= width
        if bits >= 32 {
          place.storeBytes(of: UInt32(truncatingIfNeeded: pending), as: UInt32.self)
          place += 4
          pending &>>= 32
          bits &-= 32
        }
      }
      // What is written too much stands where the next bytes will.
      place.storeBytes(of: pending, as: UInt64.self)
    }
  }

  /// Reads `count` values from number `first` on.
  @inline(__always)
  static func read(
    _ bytes: UnsafeRawPointer, width: Int, first: Int, count: Int, into values: UnsafeMutablePointer<UInt32>
  ) {
    if width == 0 {
      values.update(repeating: 0, count: count)
      return
    }
    let mask = UInt64(1) << UInt64(width) &- 1
    var bit = first &* width
    for index in 0..<count {
      let word = (bytes + bit >> 3).loadUnaligned(as: UInt64.self)
      values[index] = UInt32(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & mask)
      bit &+= width
    }
  }
}

/// A list of numbers in groups of 128, each group as wide as its largest: first a byte of width for each group, then the
/// groups. What number stands at a place is found from the widths alone.
enum PackedGroups {
  static let groupSize = 128

  static func append(_ values: UnsafeBufferPointer<UInt32>, to bytes: inout ByteBuffer) {
    var start = 0
    while start < values.count {
      let end = min(values.count, start + groupSize)
      bytes.append(UInt8(BitPacking.width(of: union(values, start..<end))))
      start = end
    }
    start = 0
    while start < values.count {
      let end = min(values.count, start + groupSize)
      let group = UnsafeBufferPointer(rebasing: values[start..<end])
      BitPacking.append(group, width: BitPacking.width(of: union(values, start..<end)), to: &bytes)
      start = end
    }
  }

  @inline(__always)
  private static func union(_ values: UnsafeBufferPointer<UInt32>, _ range: Range<Int>) -> UInt32 {
    var all: UInt32 = 0
    for index in range { all |= values[index] }
    return all
  }

  /// Bytes that `count` values take at `bytes`.
  static func byteCount(at bytes: UnsafeRawPointer, count: Int) -> Int {
    let groupCount = (count + groupSize - 1) / groupSize
    var total = groupCount
    for group in 0..<groupCount {
      let width = Int(bytes.load(fromByteOffset: group, as: UInt8.self))
      total += BitPacking.byteCount(min(groupSize, count - group * groupSize), width: width)
    }
    return total
  }

  /// A group, and where it begins after the widths.
  struct Place {
    var group = 0
    var offset = 0
  }

  /// Reads `count` of the `total` values from number `first` on. `place` is where the last reading of the same list began,
  /// from which the way to a later one is shorter.
  static func read(
    _ bytes: UnsafeRawPointer, total: Int, first: Int, count: Int, into values: UnsafeMutablePointer<UInt32>,
    from place: inout Place
  ) {
    var group = first / groupSize
    if group < place.group { place = Place() }
    while place.group < group {
      place.offset &+= Int(bytes.load(fromByteOffset: place.group, as: UInt8.self)) &* (groupSize / 8)
      place.group &+= 1
    }
    var data = bytes + (total + groupSize - 1) / groupSize + place.offset
    var index = first % groupSize
    var done = 0
    while done < count {
      let width = Int(bytes.load(fromByteOffset: group, as: UInt8.self))
      let some = min(count - done, groupSize - index)
      BitPacking.read(data, width: width, first: index, count: some, into: values + done)
      done += some
      index = 0
      data += width * groupSize / 8
      group += 1
    }
  }
}
