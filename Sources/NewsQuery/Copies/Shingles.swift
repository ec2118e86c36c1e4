import CBytes

/// The runs of five words of a text, each as one 64-bit number: what two texts must share to be copies of each other.
///
/// Five words, because shorter runs are shared by chance ("the prime minister said") and longer ones miss copies in
/// which a sub-editor changed a word a line. Words are compared without ASCII case; a Han, Kana or Hangul character is
/// a word of its own. A text of fewer than five words is one shingle, and a text without words has none.
///
///     var shingles = Shingles()
///     shingles.read(text)              // again for the next text
///     for hash in shingles.hashes { … }
struct Shingles: ~Copyable {
  static let length = 5

  private var start = UnsafeMutablePointer<UInt64>.allocate(capacity: 1024)
  private var capacity = 1024
  private var count = 0

  deinit { start.deallocate() }

  /// In the order of the text, repeated ones too.
  var hashes: UnsafeBufferPointer<UInt64> { UnsafeBufferPointer(start: start, count: count) }

  /// Forgets the text before and reads another.
  mutating func read(_ text: UnsafeRawBufferPointer) {
    // A word has a byte, and one after it or two beside it.
    let most = text.count / 2 + 1
    if most > capacity {
      start.deallocate()
      capacity = most * 3 / 2
      start = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    }
    var run = Run(out: start)
    var index = 0
    // The classes of the next sixty-four bytes; computed again when `index` leaves them.
    var window = -64
    var kinds = nb_word_bytes()
    while index < text.count, let base = text.baseAddress {
      var offset = index &- window
      if offset >= 64 {
        kinds =
          index &+ 64 <= text.count ? nb_look(base + index) : nb_look_rest(base + index, text.count &- index)
        window = index
        offset = 0
      }
      let ahead = (kinds.alphanumerics | kinds.wide) &>> UInt64(offset)
      if ahead == 0 {
        index = window &+ 64
        continue
      }
      index &+= ahead.trailingZeroBitCount
      offset &+= ahead.trailingZeroBitCount
      let length = (~(kinds.alphanumerics &>> UInt64(offset))).trailingZeroBitCount
      if offset &+ length >= 64, offset > 0 {
        // The word may continue behind the window.
        window = -64
        continue
      }
      // The common word: ASCII, at most sixteen bytes, which can be loaded at once.
      if length > 0, length <= 16, offset &+ length < 64, kinds.wide &>> UInt64(offset &+ length) & 1 == 0,
        index &+ 16 <= text.count
      {
        run.append(Shingles.word(base + index, length))
        index &+= length
        continue
      }
      index = Shingles.readUnusual(text, index, &run)
    }
    count = run.end()
  }

  /// The last five words' hashes, and what has come of them. A shingle is a polynomial of them, so that the next takes two
  /// multiplications. 64 bits: two different ones meet in a corpus of 10^8 shingles with a chance below one in a thousand.
  private struct Run {
    private let out: UnsafeMutablePointer<UInt64>
    private var shingleCount = 0
    private var wordCount = 0
    private var sum: UInt64 = 0
    private var last: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)

    private static let base: UInt64 = 0xD6E8_FEB8_6659_FD93
    private static let baseToFourth = base &* base &* base &* base

    init(out: UnsafeMutablePointer<UInt64>) { self.out = out }

    @inline(__always)
    mutating func append(_ word: UInt64) {
      sum = (sum &- last.0 &* Run.baseToFourth) &* Run.base &+ word
      last = (last.1, last.2, last.3, last.4, word)
      wordCount &+= 1
      out[shingleCount] = Shingles.mix(sum, 0)
      shingleCount &+= wordCount >= Shingles.length ? 1 : 0
    }

    /// The number of shingles.
    mutating func end() -> Int {
      // What was written last is all of a short text.
      if wordCount > 0, wordCount < Shingles.length { shingleCount = 1 }
      return shingleCount
    }
  }

  // MARK: - Words

  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xA24B_AED4_963E_E407)
    return product.high ^ product.low
  }

  /// Sixteen bytes of a word, zeros after its end, in small letters.
  @inline(__always)
  private static func word(_ low: UInt64, _ high: UInt64, after before: UInt64 = 0) -> UInt64 {
    mix(low ^ before, high)
  }

  /// A word of at most sixteen ASCII letters and digits; sixteen bytes must be readable.
  @inline(__always)
  private static func word(_ bytes: UnsafeRawPointer, _ length: Int) -> UInt64 {
    // Of letters and digits this makes small letters and the same digits.
    let small: UInt64 = 0x2020_2020_2020_2020
    let low =
      (bytes.loadUnaligned(as: UInt64.self) | small) & UInt64.max &>> UInt64(length >= 8 ? 0 : 64 &- 8 &* length)
    let rest = (bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self) | small)
    return word(low, length <= 8 ? 0 : rest & UInt64.max &>> UInt64(128 &- 8 &* length))
  }

  /// Reads what is at `index`: a word that is long or not all ASCII, a character that is a word, a mark. Returns where to go
  /// on.
  @inline(never)
  private static func readUnusual(_ text: UnsafeRawBufferPointer, _ start: Int, _ run: inout Run) -> Int {
    if text[start] >= 0x80 {
      if let character = ideograph(in: text, at: start) {
        run.append(word(character.value, UInt64.max))
        return start + character.length
      }
      if isPunctuation(in: text, at: start) { return start + 3 }
    }
    var index = start
    var hash: UInt64 = 0
    var (low, high): (UInt64, UInt64) = (0, 0)
    var length = 0
    while index < text.count {
      var next = text[index]
      if next < 0x80 {
        guard isWordByte(next) else { break }
        next = next.asciiLowercased
      } else if isPunctuation(in: text, at: index) || ideograph(in: text, at: index) != nil {
        break
      }
      if length == 16 {
        hash = word(low, high, after: hash)
        (low, high, length) = (0, 0, 0)
      }
      if length < 8 {
        low |= UInt64(next) << UInt64(8 * length)
      } else {
        high |= UInt64(next) << UInt64(8 * length - 64)
      }
      length += 1
      index += 1
    }
    run.append(word(low, high, after: hash))
    return index
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit
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
}
