/// Text that should be UTF-8: strict checking (no surrogates, nothing overlong, nothing above U+10FFFF) and U+FFFD for
/// what is not, one for each maximal broken part as the Unicode Standard recommends (chapter 3, table 3-8).
///
///     let replaced = UTF8Repair.append(bytes, to: &text)     // how many places were broken
enum UTF8Repair {
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The length of the valid character at `at`, 0 if there is none.
  @inline(__always)
  static func length(_ base: UnsafePointer<UInt8>, at: Int, end: Int) -> Int {
    let first = base[at]
    if first < 0x80 { return 1 }
    if first < 0xE0 {
      return first >= 0xC2 && at &+ 1 < end && base[at &+ 1] & 0xC0 == 0x80 ? 2 : 0
    }
    if first < 0xF0 {
      guard at &+ 2 < end, base[at &+ 1] & 0xC0 == 0x80, base[at &+ 2] & 0xC0 == 0x80 else { return 0 }
      let second = base[at &+ 1]
      if first == 0xE0 && second < 0xA0 || first == 0xED && second >= 0xA0 { return 0 }
      return 3
    }
    guard first < 0xF5, at &+ 3 < end, base[at &+ 1] & 0xC0 == 0x80, base[at &+ 2] & 0xC0 == 0x80,
      base[at &+ 3] & 0xC0 == 0x80
    else { return 0 }
    let second = base[at &+ 1]
    if first == 0xF0 && second < 0x90 || first == 0xF4 && second >= 0x90 { return 0 }
    return 4
  }

  /// How many bytes of a broken character one U+FFFD stands for: at least 1.
  static func brokenLength(_ base: UnsafePointer<UInt8>, at: Int, end: Int) -> Int {
    let first = base[at]
    guard first >= 0xC2, first < 0xF5, at + 1 < end else { return 1 }
    let second = base[at + 1]
    guard second & 0xC0 == 0x80 else { return 1 }
    switch first {
    case 0xC2...0xDF: return 1
    case 0xE0: if second < 0xA0 { return 1 }
    case 0xED: if second >= 0xA0 { return 1 }
    case 0xF0: if second < 0x90 { return 1 }
    case 0xF4: if second >= 0x90 { return 1 }
    default: break
    }
    if first < 0xF0 { return 2 }
    return at + 2 < end && base[at + 2] & 0xC0 == 0x80 ? 3 : 2
  }

  /// Appends `bytes`, repaired; returns how many places were broken.
  @discardableResult
  static func append(_ bytes: UnsafeRawBufferPointer, to out: inout [UInt8]) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    let base = start.assumingMemoryBound(to: UInt8.self)
    let end = bytes.count
    var replaced = 0
    var runStart = 0
    var at = 0
    while at < end {
      while at &+ 8 <= end, start.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        at &+= 8
      }
      if at == end { break }
      let length = length(base, at: at, end: end)
      if length > 0 {
        at &+= length
        continue
      }
      out.append(contentsOf: UnsafeBufferPointer(start: base + runStart, count: at - runStart))
      out.append(contentsOf: replacement)
      replaced += 1
      at += brokenLength(base, at: at, end: end)
      runStart = at
    }
    out.append(contentsOf: UnsafeBufferPointer(start: base + runStart, count: end - runStart))
    return replaced
  }

  /// Where all of `bytes` is valid.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool { validCount(bytes) == bytes.count }

  /// The number of bytes before the first broken character.
  static func validCount(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    let base = start.assumingMemoryBound(to: UInt8.self)
    let end = bytes.count
    var at = 0
    while at < end {
      while at &+ 64 <= end, isASCII(start + at) { at &+= 64 }
      while at &+ 8 <= end, start.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        at &+= 8
      }
      if at == end { break }
      // One by one up to the next ASCII, so that a text in another script is not tried eight bytes at a time.
      repeat {
        let length = length(base, at: at, end: end)
        if length == 0 { return at }
        at &+= length
      } while at < end && base[at] >= 0x80
    }
    return end
  }

  /// Whether 64 bytes are all ASCII.
  @inline(__always)
  private static func isASCII(_ start: UnsafeRawPointer) -> Bool {
    var all: UInt64 = 0
    for word in 0..<8 { all |= start.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self) }
    return all & 0x8080_8080_8080_8080 == 0
  }

  /// The text of a range where it is valid.
  static func string(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> String? {
    String(validating: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
  }

  /// Appends one scalar; a value that is not one becomes U+FFFD.
  static func append(_ scalar: UInt32, to out: inout [UInt8]) {
    if scalar > 0x10FFFF || (0xD800..<0xE000).contains(scalar) {
      out.append(contentsOf: replacement)
    } else {
      CodePoint.append(scalar, to: &out)
    }
  }
}
