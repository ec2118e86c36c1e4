/// Code points of UTF-8 that may be broken, and how dates and amounts see them.
enum Scalars {
  /// The scalar that begins at `at`, and how many bytes it takes; a broken sequence is U+FFFD and one byte.
  @inline(__always)
  static func decode(_ text: UnsafeRawBufferPointer, _ at: Int) -> (scalar: UInt32, length: Int) {
    let (scalar, length) = CodePoint.decode(text, at: at)
    return length > 0 ? (scalar, length) : (0xFFFD, 1)
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
