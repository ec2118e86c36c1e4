/// The runs of five words of a text, each as one 64-bit number: what two texts must share to be copies of each other.
///
/// Five words, because shorter runs are shared by chance ("the prime minister said") and longer ones miss copies in
/// which a sub-editor changed a word a line. Words are compared without ASCII case; a Han, Kana or Hangul character is
/// a word of its own. A text of fewer than five words is one shingle, and a text without words has none.
enum Shingles {
  static let length = 5

  /// Appends the shingles of `text` in their order, repeated ones too.
  static func append(of text: UnsafeRawBufferPointer, to hashes: inout [UInt64]) {
    // No shingle has fewer than two bytes of its own: a letter and what parts it from the next.
    hashes.reserveCapacity(hashes.count + text.count / 2 + 1)
    var run = Run()
    let count = text.count
    var index = 0
    while index < count {
      let byte = text[index]
      if byte < 0x80 {
        guard isWordByte(byte) else {
          index += 1
          continue
        }
      } else if let character = ideograph(in: text, at: index) {
        run.end(mix(character.value), &hashes)
        index += character.length
        continue
      } else if isPunctuation(in: text, at: index) {
        index += 3
        continue
      }
      run.end(word(in: text, at: &index), &hashes)
    }
    if run.wordCount > 0, run.wordCount < length { hashes.append(run.hash) }
  }

  /// The last five words.
  private struct Run {
    var wordCount = 0
    private var words: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)

    @inline(__always)
    mutating func end(_ word: UInt64, _ hashes: inout [UInt64]) {
      words = (words.1, words.2, words.3, words.4, word)
      wordCount &+= 1
      if wordCount >= length { hashes.append(hash) }
    }

    /// Each shingle is hashed from all five words: 64 bits, so that two different ones meet in a corpus of 10^8
    /// shingles with a chance below one in a thousand. The products wait for none of each other.
    var hash: UInt64 {
      let first = words.0 &* 0xBF58_476D_1CE4_E5B9 &+ words.1 &* 0x94D0_49BB_1331_11EB
      let second = words.2 &* 0xD6E8_FEB8_6659_FD93 &+ words.3 &* 0xA076_1D64_78BD_642F
      return mix(first ^ (second << 23 | second >> 41) &+ words.4)
    }
  }

  /// The number of the word that begins at `index`, which is moved behind it. Letters are taken eight at a time.
  @inline(__always)
  private static func word(in text: UnsafeRawBufferPointer, at index: inout Int) -> UInt64 {
    let count = text.count
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    while index + 8 <= count {
      let eight = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let length = wordByteCount(eight)
      if length == 8 {
        state = chunk(eight | small, state)
        index += 8
        continue
      }
      let last = (eight | small) & (1 &<< UInt64(length * 8) &- 1)
      if text[index + length] < 0x80 {
        index += length
        return length > 0 ? chunk(last, state) : state
      }
      return mixedWord(in: text, at: &index, state)
    }
    return mixedWord(in: text, at: &index, state)
  }

  /// The same, a byte at a time, for letters beyond ASCII and the end of the text.
  private static func mixedWord(
    in text: UnsafeRawBufferPointer, at index: inout Int, _ state: UInt64
  ) -> UInt64 {
    var state = state
    var eight: UInt64 = 0
    var filled: UInt64 = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        guard isWordByte(byte) else { break }
      } else if isPunctuation(in: text, at: index) || ideograph(in: text, at: index) != nil {
        break
      }
      eight |= UInt64(byte < 0x80 ? byte | 0x20 : byte) << (filled * 8)
      filled += 1
      if filled == 8 {
        state = chunk(eight, state)
        (eight, filled) = (0, 0)
      }
      index += 1
    }
    return filled > 0 ? chunk(eight, state) : state
  }

  /// Makes ASCII letters small and leaves digits as they are.
  private static let small: UInt64 = 0x2020_2020_2020_2020

  @inline(__always)
  private static func chunk(_ eight: UInt64, _ state: UInt64) -> UInt64 {
    let hash = (eight ^ state) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash >> 32
  }

  /// How many of eight bytes are ASCII letters or digits before the first that is neither.
  @inline(__always)
  private static func wordByteCount(_ eight: UInt64) -> Int {
    let bytes = (eight | small) & 0x7F7F_7F7F_7F7F_7F7F
    // Bit 7 of each sum tells whether the byte is at least the first of its class, and whether it is beyond the last.
    let letters = (bytes &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(bytes &+ 0x0505_0505_0505_0505)
    let plain = eight & 0x7F7F_7F7F_7F7F_7F7F
    let digits = (plain &+ 0x5050_5050_5050_5050) & ~(plain &+ 0x4646_4646_4646_4646)
    return (~((letters | digits) & ~eight) & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// General Punctuation, and the ideographic and full-width marks: three bytes each.
  private static func isPunctuation(in text: UnsafeRawBufferPointer, at index: Int) -> Bool {
    guard index + 2 < text.count else { return false }
    switch text[index] {
    case 0xE2: return text[index + 1] == 0x80 || text[index + 1] == 0x81
    case 0xE3: return text[index + 1] == 0x80
    case 0xEF: return text[index + 1] == 0xBC && text[index + 2] <= 0x8F
    default: return false
    }
  }

  /// A Han, Kana or Hangul character in three bytes.
  private static func ideograph(in text: UnsafeRawBufferPointer, at index: Int) -> (value: UInt64, length: Int)? {
    let lead = text[index]
    guard (lead >= 0xE3 && lead <= 0xED) || lead == 0xEF, index + 2 < text.count,
      !isPunctuation(in: text, at: index)
    else { return nil }
    if lead == 0xEA && text[index + 1] < 0xB0 { return nil }  // Between Han and Hangul: scripts with words.
    if lead == 0xEF && (text[index + 1] < 0xA4 || text[index + 1] > 0xAB) { return nil }
    return (UInt64(lead) << 16 | UInt64(text[index + 1]) << 8 | UInt64(text[index + 2]), 3)
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
  private static func mix(_ value: UInt64) -> UInt64 {
    var hash = value &+ 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }
}
