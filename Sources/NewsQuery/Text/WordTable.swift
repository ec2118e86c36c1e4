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

/// From folded words to a value each, built once and then only read.
///
///     WordTable([("jan", 1), ("january", 1)])[FoldedWord("Jan")]     // 1
struct WordTable<Entry: Sendable & BitwiseCopyable>: Sendable {
  private var keys: [FoldedWord]
  private var values: [Entry?]
  private let mask: Int

  /// A table of the words given; the first of two equal words counts.
  init(_ entries: [(String, Entry)]) {
    var capacity = 16
    while capacity < entries.count * 3 { capacity *= 2 }
    mask = capacity - 1
    keys = Array(repeating: FoldedWord(), count: capacity)
    values = Array(repeating: nil, count: capacity)
    for (word, value) in entries {
      let key = FoldedWord(word)
      precondition(!key.isEmpty, "a table's words are not empty and fit")
      var slot = Int(truncatingIfNeeded: key.slotHash) & mask
      while values[slot] != nil, keys[slot] != key { slot = (slot + 1) & mask }
      guard values[slot] == nil else { continue }
      keys[slot] = key
      values[slot] = value
    }
  }

  /// The value of a word, nil if the table has none.
  @inline(__always)
  subscript(word: FoldedWord) -> Entry? {
    guard !word.isEmpty else { return nil }
    var slot = Int(truncatingIfNeeded: word.slotHash) & mask
    while let value = values[slot] {
      if keys[slot] == word { return value }
      slot = (slot + 1) & mask
    }
    return nil
  }
}

/// Code points of UTF-8 that may be broken, and how dates and amounts see them.
enum Scalars {
  /// The scalar that begins at `at`, and how many bytes it takes; a broken sequence is U+FFFD and one byte.
  @inline(__always)
  static func decode(_ text: UnsafeRawBufferPointer, _ at: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(text[at])
    if first < 0x80 { return (first, 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, at + length <= text.count else { return (0xFFFD, 1) }
    var scalar = first & (0x7F >> UInt32(length))
    for index in 1..<length {
      let next = UInt32(text[at + index])
      guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      scalar = scalar << 6 | next & 0x3F
    }
    return (scalar, length)
  }

  /// The scalar that ends before `end`, and how many bytes it takes.
  static func decode(before end: Int, _ text: UnsafeRawBufferPointer) -> (scalar: UInt32, length: Int) {
    var start = end - 1
    while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    let (scalar, length) = decode(text, start)
    return start + length == end ? (scalar, length) : (0xFFFD, 1)
  }

  /// Lower case without accents for Latin; lower case for Cyrillic and Greek; bare alef for Arabic. 0 for a mark that
  /// is dropped.
  static func fold(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: return scalar | 0x20
    case 0xC0...0x17F: return UInt32(latin[Int(scalar - 0xC0)])
    case 0x218, 0x219: return 0x73
    case 0x21A, 0x21B: return 0x74
    case 0x300...0x36F, 0x640, 0x64B...0x65F: return 0
    case 0x391...0x3A9: return scalar + 32
    case 0x410...0x42F: return scalar + 32
    case 0x401, 0x451: return 0x435
    case 0x400...0x40F: return scalar + 80
    case 0x490: return 0x491
    case 0x622, 0x623, 0x625: return 0x627
    case 0x649: return 0x64A
    default: return scalar
    }
  }

  /// U+00C0 to U+017F as the ASCII letters under their accents; the signs for times and division stay what they are.
  private static let latin: [UInt8] = Array(
    ("aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
      + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

  /// True if words may contain it, beyond ASCII: letters of the scripts that month names are written in.
  @inline(__always)
  static func isLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A: true
    case ..<0xC0: scalar == 0xAA || scalar == 0xB5 || scalar == 0xBA
    case 0xC0...0x52F: scalar != 0xD7 && scalar != 0xF7
    case 0x531...0x5F4, 0x620...0x65F, 0x66E...0x6D3, 0x6D5...0x6EF, 0x6FA...0x1FFF: true
    case 0x2C00...0x2DFF, 0xA640...0xABFF, 0xFB00...0xFDFF, 0xFE70...0xFEFC: true
    default: false
    }
  }

  /// True if it belongs to a script written without blanks: Han, Kana, Hangul.
  @inline(__always)
  static func isIdeograph(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0x2_0000...0x3_FFFF: true
    default: false
    }
  }

  /// The value of a decimal digit: ASCII, full width, Arabic and Persian.
  @inline(__always)
  static func digit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x30...0x39: Int(scalar - 0x30)
    case 0x660...0x669: Int(scalar - 0x660)
    case 0x6F0...0x6F9: Int(scalar - 0x6F0)
    case 0xFF10...0xFF19: Int(scalar - 0xFF10)
    default: nil
    }
  }
}
