/// The runs of five words of a text, each as one 64-bit number: what two texts must share to be copies of each other.
///
/// Five words, because shorter runs are shared by chance ("the prime minister said") and longer ones miss copies in
/// which a sub-editor changed a word a line. Words are compared without ASCII case; a Han, Kana or Hangul character is
/// a word of its own. A text of fewer than five words is one shingle, and a text without words has none.
enum Shingles {
  static let length = 5

  /// Appends the shingles of `text` in their order, repeated ones too.
  static func append(of text: UnsafeRawBufferPointer, to hashes: inout [UInt64]) {
    // A ring of the last five words' hashes. Each shingle is hashed from all five: 64 bits, so that two different ones
    // meet in a corpus of 10^8 shingles with a chance below one in a thousand.
    var ring: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
    var wordCount = 0
    func end(_ word: UInt64) {
      ring = (ring.1, ring.2, ring.3, ring.4, word)
      wordCount += 1
      if wordCount >= length { hashes.append(combine(ring)) }
    }

    var index = 0
    let count = text.count
    while index < count {
      let byte = text[index]
      if byte < 0x80 {
        guard isWordByte(byte) else {
          index += 1
          continue
        }
      } else if let character = ideograph(in: text, at: index) {
        end(mix(character.value))
        index += character.length
        continue
      } else if isPunctuation(in: text, at: index) {
        index += 3
        continue
      }
      var word: UInt64 = 0xCBF2_9CE4_8422_2325
      while index < count {
        var next = text[index]
        if next < 0x80 {
          guard isWordByte(next) else { break }
          if next &- 0x41 < 26 { next |= 0x20 }
        } else if isPunctuation(in: text, at: index) || ideograph(in: text, at: index) != nil {
          break
        }
        word = (word ^ UInt64(next)) &* 0x0000_0100_0000_01B3  // FNV-1a
        index += 1
      }
      end(mix(word))
    }
    if wordCount > 0, wordCount < length { hashes.append(combine(ring)) }
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

  private static func combine(_ ring: (UInt64, UInt64, UInt64, UInt64, UInt64)) -> UInt64 {
    var hash = ring.0
    hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9 &+ ring.1
    hash = (hash ^ (hash >> 31)) &* 0x94D0_49BB_1331_11EB &+ ring.2
    hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9 &+ ring.3
    hash = (hash ^ (hash >> 31)) &* 0x94D0_49BB_1331_11EB &+ ring.4
    return mix(hash)
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
  private static func mix(_ value: UInt64) -> UInt64 {
    var hash = value &+ 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }
}
