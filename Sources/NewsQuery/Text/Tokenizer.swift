import CBytes

/// What a code point is to the tokenizer.
enum WordClass: UInt8 {
  case separator, letter, digit
  /// Belongs to the letter before it.
  case mark
  /// Han, kana, Thai and their like: a word a character.
  case solo
  /// Soft hyphens, joiners, direction marks: inside a word, but nothing of it.
  case ignorable
  case apostrophe, hyphen

  @inline(__always)
  static func of(_ scalar: UInt32) -> WordClass {
    WordClass(rawValue: nb_word_class(scalar)) ?? .separator
  }
}

/// Cuts text into words, one position a word.
///
///     Tokenizer.forEachWord(in: text) { start, end, partCount in … }
///
/// `U.S.`, `mayor's` and `1,204` are one word; the parts around a hyphen or an inner apostrophe are a word each, and
/// after them the whole is reported once more as a compound of so many parts. In scripts without blanks between words, every
/// character with its marks is a word. Bytes that are not UTF-8 separate.
public enum Tokenizer {
  /// A longer word is cut, so that no input makes a term of megabytes.
  static let longestWord = 255
  /// More parts make no compound.
  static let mostParts = 16

  /// Calls `emit` for each word with its byte range and 1, and for each compound, right after its last part, with the range of
  /// all of it and how many of the words just reported are its parts.
  @inline(__always)
  static func forEachWord(
    in text: UnsafeRawBufferPointer, _ emit: (_ start: Int, _ end: Int, _ partCount: Int) -> Void
  ) {
    var words = WordIterator(text)
    while words.next() { emit(words.start, words.end, words.partCount) }
  }
}

/// The words of a text one by one, as `Tokenizer.forEachWord` reports them.
///
///     var words = WordIterator(text)
///     while words.next() { … words.start, words.end, words.partCount … }
struct WordIterator {
  private(set) var start = 0
  private(set) var end = 0
  /// 1 for a word; for a compound the number of its parts, which are the words just before it.
  private(set) var partCount = 1

  private let scanner: WordScanner
  private let count: Int
  private var index = 0
  /// What the sixty-four bytes from here on are, a bit a byte; looked at again where `index` leaves them.
  private var window = -64
  private var classes = nb_classes()
  private var chain = Chain.none
  /// The start of the words that hyphens and apostrophes join, and how many of them were reported.
  private var chainStart = 0
  private var chainCount = 0

  private enum Chain {
    case none
    /// A further part begins at `index`.
    case goesOn
    /// All parts were reported, the whole was not.
    case isWhole
  }

  init(_ text: UnsafeRawBufferPointer) {
    scanner = WordScanner(text: text)
    count = text.baseAddress == nil ? 0 : text.count
  }

  /// Advances to the next word; false if there is none.
  @inline(__always)
  mutating func next() -> Bool {
    if chain != .none { return nextOfChain() }
    while index < count {
      var offset = index &- window
      if offset >= 64 {
        look()
        offset = 0
      }
      let ahead = classes.starts &>> UInt64(offset)
      if ahead == 0 {
        index = window &+ 64
        continue
      }
      index &+= ahead.trailingZeroBitCount
      offset &+= ahead.trailingZeroBitCount
      // The common word is plain ASCII letters up to a blank.
      let length = (~(classes.letters &>> UInt64(offset))).trailingZeroBitCount
      if length > 0 {
        if offset &+ length < 64 {
          let after = UInt64(offset &+ length)
          if (classes.ends &>> after | (length > 1 ? classes.full_stops &>> after : 0)) & 1 == 1 {
            start = index
            index &+= length
            end = index
            partCount = 1
            return true
          }
        } else if offset > 0 {
          // It may continue behind the window.
          window = -64
          continue
        }
      }
      if nextUnusual() { return true }
    }
    return false
  }

  @inline(__always)
  private mutating func look() {
    guard let base = scanner.text.baseAddress else { return }
    classes = index &+ 64 <= count ? nb_classify(base + index) : nb_classify_rest(base + index, count &- index)
    window = index
  }

  /// Reads what begins at `index` and is not a plain word up to a blank. False if it is not a word; `index` is then after it.
  @inline(never)
  private mutating func nextUnusual() -> Bool {
    if scanner.text[index] >= 0x80 {
      let (kind, length) = scanner.wideClass(at: index)
      if kind == .solo {
        (start, partCount) = (index, 1)
        index = scanner.endOfMarks(from: index + length, start: index)
        end = index
        return true
      }
      if kind != .letter && kind != .digit {
        index += length
        return false
      }
    }
    // A word begins here; further ones may hang on to it.
    chainStart = index
    chainCount = 0
    return nextPart()
  }

  private mutating func nextPart() -> Bool {
    start = index
    index = scanner.endOfPossessive(from: scanner.endOfWord(from: start))
    end = index
    partCount = 1
    chainCount += 1
    let next = scanner.afterJoiner(at: index, from: start)
    if next != index, chainCount < Tokenizer.mostParts {
      index = next
      chain = .goesOn
    } else {
      let isCompound =
        chainCount > 1 && index - chainStart <= Tokenizer.longestWord && scanner.hasLetter(chainStart, index)
      chain = isCompound ? .isWhole : .none
    }
    return true
  }

  @inline(never)
  private mutating func nextOfChain() -> Bool {
    if chain == .goesOn { return nextPart() }
    chain = .none
    (start, end, partCount) = (chainStart, index, chainCount)
    return true
  }
}

/// Looks around one place of a text: where a word ends, and whether the next hangs on to it.
struct WordScanner {
  let text: UnsafeRawBufferPointer

  /// The class of the code point at `index` and its bytes; broken UTF-8 separates, a byte at a time.
  @inline(__always)
  func wideClass(at index: Int) -> (kind: WordClass, length: Int) {
    let (scalar, length) = CodePoint.decode(text, at: index)
    return length == 0 ? (.separator, 1) : (WordClass.of(scalar), length)
  }

  /// The class of whatever is at `index`, ASCII too; a separator at the end.
  func wordClass(at index: Int) -> (kind: WordClass, length: Int) {
    guard index < text.count else { return (.separator, 0) }
    return wideClass(at: index)
  }

  func endOfMarks(from index: Int, start: Int) -> Int {
    var index = index
    while true {
      let (kind, length) = wordClass(at: index)
      guard kind == .mark || kind == .ignorable, index + length - start <= Tokenizer.longestWord else { return index }
      index += length
    }
  }

  /// The end of the word that begins at `start` with a letter or a digit.
  func endOfWord(from start: Int) -> Int {
    if let end = endOfInitials(from: start) { return end }
    var index = start
    if isDigit(start) { index = endOfNumber(from: start) }
    while true {
      while index < text.count, text[index].isASCIILetter, index - start < Tokenizer.longestWord { index &+= 1 }
      let (kind, length) = wordClass(at: index)
      switch kind {
      case .letter, .digit, .mark, .ignorable:
        guard index + length - start <= Tokenizer.longestWord else { return max(index, start + 1) }
        index += length
      default:
        return index
      }
    }
  }

  /// `U.S.`, `a.m.`, `J.D`: single letters, each but the last with its full stop.
  private func endOfInitials(from start: Int) -> Int? {
    var index = start
    var count = 0
    while index - start < Tokenizer.longestWord - 8 {
      let (kind, length) = wordClass(at: index)
      guard kind == .letter else { break }
      let next = index + length
      if next < text.count, text[next] == 0x2E {
        index = next + 1
        count += 1
        continue
      }
      guard count > 0 else { return nil }
      switch wordClass(at: next).kind {
      case .letter, .digit, .mark, .ignorable: break
      default:
        index = next
        count += 1
      }
      break
    }
    return count > 1 ? index : nil
  }

  /// `1,204`, `3.5`, `1,204.50`; not the parts of `23.07.2020` or `1,2,3`.
  private func endOfNumber(from start: Int) -> Int {
    var index = endOfDigits(from: start)
    let isContinued = start > 1 && (text[start - 1] == 0x2E || text[start - 1] == 0x2C) && isDigit(start - 2)
    if isContinued { return index }
    if index - start <= 3 {
      while index + 3 < text.count, text[index] == 0x2C, isDigit(index + 1), isDigit(index + 2), isDigit(index + 3),
        !(index + 4 < text.count && isDigit(index + 4)), index - start < Tokenizer.longestWord - 8
      {
        index += 4
      }
    }
    if index + 1 < text.count, text[index] == 0x2E, isDigit(index + 1) {
      let end = endOfDigits(from: index + 1)
      let goesOn = end + 1 < text.count && text[end] == 0x2E && isDigit(end + 1)
      if !goesOn, end - start <= Tokenizer.longestWord { index = end }
    }
    return index
  }

  private func isDigit(_ index: Int) -> Bool { text[index].isASCIIDigit }

  private func endOfDigits(from start: Int) -> Int {
    var index = start
    while index < text.count, isDigit(index), index - start < Tokenizer.longestWord { index += 1 }
    return index
  }

  /// After the `'s` that ends a word, if one does.
  func endOfPossessive(from index: Int) -> Int {
    let (kind, length) = wordClass(at: index)
    guard kind == .apostrophe, index + length < text.count, text[index + length] | 0x20 == 0x73 else { return index }
    switch wordClass(at: index + length + 1).kind {
    case .letter, .digit, .mark, .ignorable: return index
    default: return index + length + 1
    }
  }

  /// Where the next part begins, if a hyphen, or an apostrophe between letters, joins one to the word that ends at `index`.
  func afterJoiner(at index: Int, from start: Int) -> Int {
    let (kind, length) = wordClass(at: index)
    guard kind == .hyphen || kind == .apostrophe else { return index }
    let next = wordClass(at: index + length).kind
    guard next == .letter || next == .digit && kind == .hyphen else { return index }
    if kind == .apostrophe, text[index - 1] < 0x80, isDigit(index - 1) { return index }
    return index + length
  }

  func hasLetter(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      let byte = text[index]
      if byte >= 0x80 {
        let (kind, length) = wideClass(at: index)
        if kind == .letter { return true }
        index += length
      } else {
        if byte.isASCIILetter { return true }
        index += 1
      }
    }
    return false
  }
}

/// What becomes of a word once it is cut out: how it is written, and what it is looked up by.
enum WordForm {
  /// Appends a word (or all of a compound, its parts joined) as it is written, but for what never counts: the dots of
  /// `U.S.`, the commas of `1,204`, `'s`, joiners and soft hyphens.
  static func appendSurface(_ raw: UnsafeRawBufferPointer, to surface: inout [UInt8]) {
    let scanner = WordScanner(text: raw)
    var end = raw.count
    // The last `'s`: an apostrophe of one to three bytes before an s.
    if end >= 3, raw[end - 1] | 0x20 == 0x73 {
      for length in 1...3 where end - 1 - length > 0 {
        let (kind, found) = scanner.wideClass(at: end - 1 - length)
        if kind == .apostrophe, found == length {
          end -= 1 + length
          break
        }
      }
    }
    var index = 0
    while index < end {
      let byte = raw[index]
      if byte < 0x80 {
        switch byte {
        case 0x2E:
          // The point of a number has digits on both sides.
          if index > 0, index + 1 < end, raw[index - 1].isASCIIDigit, raw[index + 1].isASCIIDigit {
            surface.append(byte)
          }
        case 0x27, 0x2C, 0x2D: break
        default: surface.append(byte)
        }
        index += 1
        continue
      }
      let (kind, length) = scanner.wideClass(at: index)
      if kind != .ignorable && kind != .apostrophe && kind != .hyphen {
        for offset in index..<index + length { surface.append(raw[offset]) }
      }
      index += length
    }
  }
}
