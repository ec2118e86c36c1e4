/// A word as tables are asked for it: lower case, Latin letters without their accents, at most 32 bytes of UTF-8.
///
///     FoldedWord("Février") == FoldedWord("fevrier")
///
/// Month names, units and currencies come in a few hundred forms, and every word of every article is looked up among
/// them: hence no `String`, and a fixed size.
struct FoldedWord: Hashable, Sendable {
  /// The folded bytes, eight a number, the first byte lowest; unused bytes are zero.
  private(set) var words = SIMD4<UInt64>()
  /// How many bytes are in use.
  private(set) var count = 0

  /// The most bytes a folded word may have.
  static let capacity = 32

  init() {}

  /// A word of a table; what does not fit is cut, which the tables' tests would notice.
  init(_ text: StaticString) {
    self.init(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A word of a table.
  init(_ text: String) {
    var text = text
    self = text.withUTF8 { FoldedWord(UnsafeRawBufferPointer($0)) }
  }

  /// The folded form of a piece of text; empty if it does not fit.
  init(_ text: UnsafeRawBufferPointer) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        at += 1
        guard append(byte &- 65 < 26 ? byte | 0x20 : byte) else { break }
      } else {
        let (scalar, length) = Scalars.decode(text, at)
        at += length
        guard append(scalar: Scalars.fold(scalar)) else { break }
      }
    }
    if at < text.count { self = FoldedWord() }
  }

  /// A word of at most eight ASCII letters or digits, already in lower case, the first byte lowest.
  init(short: UInt64, count: Int) {
    words[0] = short
    self.count = count
  }

  var isEmpty: Bool { count == 0 }

  /// The byte at an index below `count`.
  subscript(index: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[index >> 3] >> UInt64((index & 7) * 8)) }

  /// Appends a byte; false if there is no room.
  @inline(__always)
  private mutating func append(_ byte: UInt8) -> Bool {
    guard count < FoldedWord.capacity else { return false }
    words[count >> 3] |= UInt64(byte) << UInt64((count & 7) * 8)
    count += 1
    return true
  }

  /// Appends a scalar in UTF-8; 0 appends nothing.
  private mutating func append(scalar: UInt32) -> Bool {
    switch scalar {
    case 0: return true
    case ..<0x80: return append(UInt8(scalar))
    case ..<0x800: return append(UInt8(0xC0 | scalar >> 6)) && append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x1_0000:
      return append(UInt8(0xE0 | scalar >> 12)) && append(UInt8(0x80 | scalar >> 6 & 0x3F))
        && append(UInt8(0x80 | scalar & 0x3F))
    default:
      return append(UInt8(0xF0 | scalar >> 18 & 7)) && append(UInt8(0x80 | scalar >> 12 & 0x3F))
        && append(UInt8(0x80 | scalar >> 6 & 0x3F)) && append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// A number to choose a slot by.
  @inline(__always)
  var slotHash: UInt64 {
    var mixed = words[0] &* 0x9E37_79B9_7F4A_7C15
    if count > 8 {
      mixed = (mixed ^ words[1] ^ mixed >> 32) &* 0xC2B2_AE3D_27D4_EB4F
      mixed = (mixed ^ words[2] ^ words[3] &* 3 ^ mixed >> 29) &* 0x1656_67B1_9E37_79F9
    }
    return mixed ^ mixed >> 31
  }
}
