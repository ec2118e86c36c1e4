import CBytes

/// Looks in a raw line for a word that is not written in plain letters: `arms` as `ＡＲＭＳ`, `a\u0072ms`,
/// `ar­ms` with a soft hyphen, `O’Brien` for `obrien`.
///
/// The places where that could be are found sixteen bytes at a time; at each the letters around it are compared with the
/// word's; only where they fit, the run of characters without a blank is cut and folded as the words of an archive are.
struct DisguisedWord {
  let line: UnsafeRawBufferPointer
  let word: UnsafeBufferPointer<UInt8>
  private var pairs: nb_pairs
  /// Up to here runs have been cut already.
  private var checkedEnd = 0

  init(line: UnsafeRawBufferPointer, word: UnsafeBufferPointer<UInt8>, pairs: nb_pairs) {
    self.line = line
    self.word = word
    self.pairs = pairs
  }

  /// What a character is to the letters around it.
  private enum Disguise {
    /// Ends a word, or is a letter that is none of ASCII.
    case none
    /// Stands for nothing (0), or for one letter.
    case gap(UInt8)
    /// Stands for several letters.
    case letters
    /// Markup, of which the text is not known before it is read.
    case markup
  }

  mutating func mayStand() -> Bool {
    guard let base = line.assumingMemoryBound(to: UInt8.self).baseAddress, let start = word.baseAddress else {
      return false
    }
    var at = 0
    while true {
      let found = nb_find_disguise(base, line.count, at, start, word.count, &pairs)
      if found < 0 { return false }
      let (disguise, length) = disguise(at: found)
      at = found + length
      switch disguise {
      case .none: break
      case .markup: return true
      case .letters: if isInRun(around: found) { return true }
      case .gap(let middle):
        guard found >= checkedEnd,
          nb_may_cross(base, line.count, found, at, middle, start, word.count) != 0
        else { break }
        if isInRun(around: found) { return true }
      }
    }
  }

  private func disguise(at index: Int) -> (Disguise, length: Int) {
    let byte = line[index]
    switch byte {
    case UInt8(ascii: "<"): return (.markup, 1)
    case UInt8(ascii: ":"): return (isKeyOfMarkup(before: index) ? .markup : .none, 1)
    case UInt8(ascii: "\\"):
      guard let (scalar, length) = escape(at: index) else { return (.none, 1) }
      return (DisguisedWord.disguise(of: scalar), length)
    case 0..<0x80: return (.gap(0), 1)
    default:
      let (scalar, length) = CodePoint.decode(line, at: index)
      return length == 0 ? (.none, 1) : (DisguisedWord.disguise(of: scalar), length)
    }
  }

  private static func disguise(of scalar: UInt32) -> Disguise {
    if scalar == 0x3C { return .markup }
    switch WordClass.of(scalar) {
    case .separator, .solo: return scalar == 0x2E || scalar == 0x2C ? .gap(0) : .none
    case .mark, .ignorable, .apostrophe, .hyphen: return .gap(0)
    case .letter, .digit: break
    }
    // An escaped letter may even be part of a key.
    if scalar < 0x80 { return .markup }
    guard var value = Fold.value(of: scalar) else { return .none }
    if value < 0x80 { return .gap(UInt8(value)) }
    while value != 0 {
      if value & 0xFF < 0x80 { return .letters }
      value >>= 8
    }
    return .none
  }

  /// `\u2019`, or a pair of surrogates.
  private func escape(at index: Int) -> (scalar: UInt32, length: Int)? {
    func unit(_ start: Int) -> UInt32? {
      guard start + 6 <= line.count, line[start] == UInt8(ascii: "\\"), line[start + 1] == UInt8(ascii: "u") else {
        return nil
      }
      var value: UInt32 = 0
      for offset in 2..<6 {
        let byte = line[start + offset]
        switch byte {
        case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
        case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x61 + 10)
        default: return nil
        }
      }
      return value
    }
    guard let first = unit(index) else { return nil }
    if first & 0xFC00 == 0xD800, let second = unit(index + 6), second & 0xFC00 == 0xDC00 {
      return (0x10000 + (first & 0x3FF) << 10 + second & 0x3FF, 12)
    }
    return (first, 6)
  }

  /// `"body_html":`, `"rendered":`, and `"contenttype":`, which says that a text may be any markup.
  private func isKeyOfMarkup(before colon: Int) -> Bool {
    var end = colon
    while end > 0, line[end - 1] <= 0x20 { end -= 1 }
    guard end > 0, line[end - 1] == UInt8(ascii: "\"") else { return false }
    return ByteSearch.matchesFolded("html", in: line, at: end - 5)
      || ByteSearch.matchesFolded("rendered", in: line, at: end - 9)
      || ByteSearch.matchesFolded("contenttype", in: line, at: end - 12)
  }

  /// True if the word is a part of any word, or of any compound, in the run without blanks around a place.
  private mutating func isInRun(around index: Int) -> Bool {
    if index < checkedEnd { return false }
    var (start, end) = (index, index)
    while start > 0, DisguisedWord.isOfRun(line[start - 1]) { start -= 1 }
    while end < line.count, DisguisedWord.isOfRun(line[end]) { end += 1 }
    checkedEnd = end
    let run = unescaped(start..<end)
    var isFound = false
    run.withUnsafeBytes { run in
      var surface: [UInt8] = []
      var folded: [UInt8] = []
      Tokenizer.forEachWord(in: run) { start, end, _ in
        if isFound { return }
        surface.removeAll(keepingCapacity: true)
        folded.removeAll(keepingCapacity: true)
        WordForm.appendSurface(UnsafeRawBufferPointer(rebasing: run[start..<end]), to: &surface)
        surface.withUnsafeBytes { Fold.append($0, to: &folded) }
        isFound = folded.withUnsafeBufferPointer { holdsWord($0) }
      }
    }
    return isFound
  }

  private func holdsWord(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    guard folded.count >= word.count else { return false }
    for start in 0...folded.count - word.count
    where word.indices.allSatisfy({ folded[start + $0] == word[$0] }) { return true }
    return false
  }

  /// Whatever may be of a word, or of the escape of a part of one.
  private static func isOfRun(_ byte: UInt8) -> Bool {
    if byte >= 0x80 || byte.isASCIILetterOrDigit { return true }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "\\"): return true
    default: return false
    }
  }

  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = line[index]
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
        index += 1
      } else if let (scalar, length) = escape(at: index) {
        if scalar & 0xFFFF_F800 == 0xD800 { text.append(0x20) } else { CodePoint.append(scalar, to: &text) }
        index += length
      } else {
        // A line end, a tab, a backslash: all of them separate.
        text.append(0x20)
        index += 2
      }
    }
    return text
  }
}
