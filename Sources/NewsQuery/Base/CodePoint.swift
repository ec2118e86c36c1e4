/// Code points in UTF-8 bytes: the one decoder of the engine.
///
///     CodePoint.decode(bytes, at: 0)    // (0xE9, 2)
enum CodePoint {
  /// The code point at `index` and its bytes; length 0 if the bytes are not UTF-8.
  @inline(__always)
  static func decode(_ bytes: UnsafeRawBufferPointer, at index: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    if first < 0x80 { return (first, 1) }
    let left = bytes.count - index
    if first < 0xE0 {
      guard first >= 0xC2, left >= 2 else { return (0, 0) }
      let second = UInt32(bytes[index + 1])
      guard second & 0xC0 == 0x80 else { return (0, 0) }
      return ((first & 0x1F) << 6 | second & 0x3F, 2)
    }
    if first < 0xF0 {
      guard left >= 3 else { return (0, 0) }
      let second = UInt32(bytes[index + 1])
      let third = UInt32(bytes[index + 2])
      guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return (0, 0) }
      let scalar = (first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F
      guard scalar >= 0x800, scalar & 0xF800 != 0xD800 else { return (0, 0) }
      return (scalar, 3)
    }
    guard first < 0xF5, left >= 4 else { return (0, 0) }
    let second = UInt32(bytes[index + 1])
    let third = UInt32(bytes[index + 2])
    let fourth = UInt32(bytes[index + 3])
    guard second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80 else { return (0, 0) }
    let scalar = (first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
    guard scalar >= 0x10000, scalar <= 0x10FFFF else { return (0, 0) }
    return (scalar, 4)
  }

  /// Appends the UTF-8 of a code point.
  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    func continuation(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift) & 0x3F) }
    if scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      bytes.append(continuation(0))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      bytes.append(continuation(6))
      bytes.append(continuation(0))
    } else {
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      bytes.append(continuation(12))
      bytes.append(continuation(6))
      bytes.append(continuation(0))
    }
  }
}
