import CBytes

/// The runs of five words of a text, each as one 64-bit number: what two texts must share to be copies of each other.
///
/// Five words, because shorter runs are shared by chance ("the prime minister said") and longer ones miss copies in
/// which a sub-editor changed a word a line. Words are cut and folded as search does it, so quotation marks, commas, capitals,
/// accents and the way accents are encoded do not count; but the parts around an apostrophe or a hyphen are words, and `1,204` is two. A
/// character of a script without blanks is a word of its own. A text of fewer than five words is one shingle, and a text
/// without words has none.
///
///     var shingles = Shingles()
///     shingles.read(text)              // again for the next text
///     for hash in shingles.hashes { … }
struct Shingles: ~Copyable {
  static let length = 5

  private var start = UnsafeMutablePointer<UInt64>.allocate(capacity: 1024)
  private var capacity = 1024
  private var count = 0
  /// The folded form of one word.
  private var folded: [UInt8] = []

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
      index = Shingles.readUnusual(text, index, &run, &folded)
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
  fileprivate static func word(_ low: UInt64, _ high: UInt64, after before: UInt64 = 0) -> UInt64 {
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

  /// Reads what is not a short ASCII word: a word that is long or not all ASCII, a character that is a word, a mark. Returns
  /// the place after it.
  @inline(never)
  private static func readUnusual(
    _ text: UnsafeRawBufferPointer, _ start: Int, _ run: inout Run, _ folded: inout [UInt8]
  ) -> Int {
    if text[start] >= 0x80 {
      let (scalar, length) = CodePoint.decode(text, at: start)
      if length == 0 { return start + 1 }
      switch WordClass.of(scalar) {
      case .letter, .digit: break
      case .solo: return readSolo(text, start, scalar, length, &run, &folded)
      case .separator, .mark, .ignorable, .apostrophe, .hyphen: return start + length
      }
    }
    var index = start
    var bytes = WordBytes()
    var needsFold = false
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        guard isWordByte(byte) else { break }
        bytes.append(byte.asciiLowercased)
        index += 1
        continue
      }
      let (scalar, length) = CodePoint.decode(text, at: index)
      if length == 0 { break }
      if scalar < 0x800 {
        let letter = FoldedLetter.table[Int(scalar) - 0x80]
        if !letter.isInWord { break }
        if letter.needsContext { needsFold = true }
        letter.append(to: &bytes)
      } else {
        switch WordClass.of(scalar) {
        case .letter, .digit, .mark, .ignorable: needsFold = true
        default: return end(text, start, index, bytes, needsFold, &run, &folded)
        }
      }
      index += length
    }
    return end(text, start, index, bytes, needsFold, &run, &folded)
  }

  /// Adds the word between two places, whose folded bytes are known unless it `needsFold`.
  private static func end(
    _ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ bytes: WordBytes, _ needsFold: Bool, _ run: inout Run,
    _ folded: inout [UInt8]
  ) -> Int {
    if needsFold {
      run.append(hash(text, start..<end, &folded))
    } else {
      run.append(bytes.hash)
    }
    return end
  }

  private static func hash(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>, _ folded: inout [UInt8]
  ) -> UInt64 {
    folded.removeAll(keepingCapacity: true)
    Fold.append(UnsafeRawBufferPointer(rebasing: text[range]), to: &folded)
    var bytes = WordBytes()
    for byte in folded { bytes.append(byte) }
    return bytes.hash
  }

  /// A character that is a word, with its marks.
  private static func readSolo(
    _ text: UnsafeRawBufferPointer, _ start: Int, _ scalar: UInt32, _ length: Int, _ run: inout Run,
    _ folded: inout [UInt8]
  ) -> Int {
    let next = start + length
    // Han and Hangul fold to themselves, and marks rarely follow.
    let isPlain = (0x4E00..<0xA000).contains(scalar) || (0xAC00..<0xD7A4).contains(scalar)
    let end =
      next < text.count && text[next] >= 0x80 ? WordScanner(text: text).endOfMarks(from: next, start: start) : next
    if isPlain, end == next {
      run.append(word(UInt64(scalar), UInt64.max))
    } else {
      run.append(mix(hash(text, start..<end, &folded), UInt64.max))
    }
    return end
  }

  /// The bytes of a word, hashed sixteen at a time.
  private struct WordBytes {
    private var before: UInt64 = 0
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var length = 0

    var hash: UInt64 { Shingles.word(low, high, after: before) }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
      if length == 16 {
        before = Shingles.word(low, high, after: before)
        (low, high, length) = (0, 0, 0)
      }
      if length < 8 {
        low |= UInt64(byte) &<< UInt64(8 &* length)
      } else {
        high |= UInt64(byte) &<< UInt64(8 &* length &- 64)
      }
      length &+= 1
    }
  }

  /// What a code point of two bytes becomes in a word: looked up, because folding searches for each.
  private struct FoldedLetter {
    /// UTF-8, first byte lowest.
    var bytes: UInt32 = 0
    var isInWord = false
    /// A combining mark, whose fate depends on the letter before it.
    var needsContext = false

    @inline(__always)
    func append(to word: inout WordBytes) {
      var rest = bytes
      while rest != 0 {
        word.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }

    static let table: [FoldedLetter] = (UInt32(0x80)..<0x800).map { scalar in
      var letter = FoldedLetter()
      switch WordClass.of(scalar) {
      case .letter, .digit, .mark, .ignorable: letter.isInWord = true
      default: return letter
      }
      letter.needsContext = (0x300...0x36F).contains(scalar)
      if let value = Fold.value(of: scalar) {
        letter.bytes = UInt32(truncatingIfNeeded: value)
        // Four bytes or more do not fit.
        if value >> 32 != 0 { letter.needsContext = true }
      } else {
        letter.bytes = (0xC0 | scalar >> 6) | (0x80 | scalar & 0x3F) << 8
      }
      return letter
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit
  }
}
