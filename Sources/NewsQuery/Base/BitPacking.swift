import CBytes

/// Numbers in few bits.
enum BitPacking {
  @inline(__always)
  static func width(of largest: UInt32) -> Int { 32 - largest.leadingZeroBitCount }
}

/// A list of numbers in groups of 128 (`nb_pack`): first two bytes for each group that tell how it is packed, then the
/// groups. The place of a number is found from the first bytes alone.
enum PackedGroups {
  static let groupSize = nb_group_size
  static let groupShift = 7
  static let placeMask = groupSize - 1

  /// Size of a group header in bytes.
  static let headerSize = MemoryLayout<nb_group>.size

  @inline(__always)
  static func groupCount(of count: Int) -> Int { (count &+ placeMask) &>> groupShift }

  /// Appends one group and returns its header. `isTight`: size counts more than the time to read it.
  @inline(__always)
  static func append(
    group numbers: UnsafePointer<UInt32>, count: Int, isTight: Bool, to bytes: inout ByteBuffer
  ) -> nb_group {
    var header: nb_group = 0
    bytes.append(atMost: nb_group_most) { room in
      nb_pack(
        numbers, Int32(truncatingIfNeeded: count), isTight ? 1 : 0, room.assumingMemoryBound(to: UInt8.self), &header)
    }
    return header
  }

  /// Appends a list; `onGroup` is called with the place where each group begins, counted from the first.
  static func append(
    _ numbers: UnsafeBufferPointer<UInt32>, isTight: Bool, to bytes: inout ByteBuffer,
    onGroup: (UInt32) -> Void = { _ in }
  ) {
    guard let base = numbers.baseAddress, numbers.count > 0 else { return }
    let headers = bytes.count
    for _ in 0..<groupCount(of: numbers.count) { bytes.append(value: nb_group(0)) }
    let first = bytes.count
    for group in 0..<groupCount(of: numbers.count) {
      let start = group &<< groupShift
      onGroup(UInt32(truncatingIfNeeded: bytes.count &- first))
      let header = append(
        group: base + start, count: min(groupSize, numbers.count &- start), isTight: isTight, to: &bytes)
      bytes.replace(at: headers &+ group &* headerSize, with: header)
    }
  }

  @inline(__always)
  static func header(of group: Int, at bytes: UnsafeRawPointer) -> nb_group {
    (bytes + group &* headerSize).loadUnaligned(as: nb_group.self)
  }

  /// How many of `count` numbers are in a group.
  @inline(__always)
  static func count(ofGroup group: Int, of count: Int) -> Int { min(groupSize, count &- group &<< groupShift) }

  /// Bytes from the start of group `first` to the start of group `last` of a list that begins at `bytes`; both are whole.
  @inline(__always)
  static func byteCount(at bytes: UnsafeRawPointer, from first: Int, to last: Int) -> Int {
    if last &- first > 8 {
      let groups = (bytes + first &* headerSize).assumingMemoryBound(to: UInt8.self)
      return nb_groups_bytes(groups, Int32(truncatingIfNeeded: last &- first))
    }
    var total = 0
    var group = first
    while group < last {
      total &+= nb_group_bytes(header(of: group, at: bytes), Int32(groupSize))
      group &+= 1
    }
    return total
  }

  /// Bytes that `count` numbers take at `bytes`.
  static func byteCount(at bytes: UnsafeRawPointer, count: Int) -> Int {
    if count == 0 { return 0 }
    let last = groupCount(of: count) - 1
    return groupCount(of: count) * headerSize + byteCount(at: bytes, from: 0, to: last)
      + nb_group_bytes(header(of: last, at: bytes), Int32(self.count(ofGroup: last, of: count)))
  }

  /// Reads one group of `count` numbers.
  @inline(__always)
  static func read(
    _ bytes: UnsafeRawPointer, _ header: nb_group, count: Int, into numbers: UnsafeMutablePointer<UInt32>
  ) {
    nb_unpack(bytes.assumingMemoryBound(to: UInt8.self), header, Int32(truncatingIfNeeded: count), numbers)
  }
}
