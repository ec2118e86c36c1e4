/// Whole words that must be in a raw line one after another, with nothing between them that is a word.
///
/// At each place of the rarest of them its neighbours are compared, as far as they are plain letters. Whatever is not, is
/// taken for what is looked for.
struct SievedPhrase {
  let words: [SievedWord]

  /// False if the text of this line cannot hold them so.
  func mayStand(in line: UnsafeRawBufferPointer) -> Bool {
    guard let rarest = words.indices.min(by: { words[$0].frequency < words[$1].frequency }) else { return true }
    let word = words[rarest]
    let neighbours = Neighbours(
      line: line, before: rarest > 0 ? words[rarest - 1].letters : [],
      after: rarest + 1 < words.count ? words[rarest + 1].letters : [])
    var start = 0
    while let place = word.place(in: line, from: start) {
      if neighbours.mayFit(place..<place + word.letters.count) { return true }
      start = place + 1
    }
    return word.mayStandDisguised(in: line)
  }
}

/// The words on both sides of a place in a raw line.
private struct Neighbours {
  let line: UnsafeRawBufferPointer
  /// In lower case; empty if any text will do.
  let before: [UInt8]
  let after: [UInt8]

  func mayFit(_ range: Range<Int>) -> Bool { mayEnd(at: range.lowerBound) && mayBegin(at: range.upperBound) }

  private static func isLetter(_ byte: UInt8) -> Bool { byte.isASCIILetterOrDigit }

  /// The kind of a byte that is not a letter.
  private enum Other {
    /// Ends a word.
    case separator(length: Int)
    /// May hold parts of a word together.
    case joiner(length: Int)
    /// May be anything.
    case unknown
  }

  private func other(endingAt end: Int) -> Other {
    let byte = line[end - 1]
    if byte < 0x80 { return Neighbours.other(byte) }
    guard end >= 3, line[end - 3] & 0xF0 == 0xE0 else { return .unknown }
    return wide(at: end - 3)
  }

  private func other(at start: Int) -> Other {
    let byte = line[start]
    return byte < 0x80 ? Neighbours.other(byte) : byte & 0xF0 == 0xE0 ? wide(at: start) : .unknown
  }

  private static func other(_ byte: UInt8) -> Other {
    switch byte {
    case UInt8(ascii: "\\"): .unknown
    case UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: ","): .joiner(length: 1)
    default: .separator(length: 1)
    }
  }

  /// Quotation marks and dashes, mostly.
  private func wide(at start: Int) -> Other {
    let (scalar, length) = CodePoint.decode(line, at: start)
    guard length == 3 else { return .unknown }
    switch WordClass.of(scalar) {
    case .separator: return .separator(length: 3)
    case .apostrophe, .hyphen: return .joiner(length: 3)
    default: return .unknown
    }
  }

  /// True if a byte is of `\n` or `\u00e9`.
  private func isEscaped(_ index: Int) -> Bool {
    if index >= 1, line[index - 1] == UInt8(ascii: "\\") { return true }
    for back in 2...5 where index >= back {
      if line[index - back] == UInt8(ascii: "\\"), line[index - back + 1] == UInt8(ascii: "u") { return true }
    }
    return false
  }

  /// True if the word before may end left of `start`, and another begin there.
  private func mayEnd(at start: Int) -> Bool {
    var index = start
    if index > 0, Neighbours.isLetter(line[index - 1]) { return isEscaped(index - 1) }
    if before.isEmpty { return true }
    while index > 0, !Neighbours.isLetter(line[index - 1]) {
      switch other(endingAt: index) {
      case .separator(let length), .joiner(let length): index -= length
      case .unknown: return true
      }
    }
    if index > 0, isEscaped(index - 1) { return true }
    // The s of `mayor's` is none of the word.
    if index > 1, line[index - 1] | 0x20 == 0x73, isEscaped(index - 2) { return true }
    if index > 1, line[index - 1] | 0x20 == 0x73, !Neighbours.isLetter(line[index - 2]) {
      switch other(endingAt: index - 1) {
      case .joiner(let length) where line[index - 2] == UInt8(ascii: "'") || length == 3: index -= 1 + length
      case .unknown: return true
      default: break
      }
    }
    for letter in before.reversed() {
      while index > 0, !Neighbours.isLetter(line[index - 1]) {
        switch other(endingAt: index) {
        case .joiner(let length): index -= length
        case .separator: return false
        case .unknown: return true
        }
      }
      guard index > 0 else { return false }
      if line[index - 1] | 0x20 != letter | 0x20 { return isEscaped(index - 1) }
      index -= 1
    }
    return index == 0 || !Neighbours.isLetter(line[index - 1]) || isEscaped(index - 1)
  }

  /// True if a word may end left of `end`, and the word after begin behind it.
  private func mayBegin(at end: Int) -> Bool {
    var index = end
    if index < line.count, Neighbours.isLetter(line[index]) { return false }
    if after.isEmpty { return true }
    if index < line.count, case .joiner(let length) = other(at: index), index + length < line.count,
      line[index + length] | 0x20 == 0x73
    {
      // A possessive, or a word that begins with s.
      return true
    }
    while index < line.count, !Neighbours.isLetter(line[index]) {
      switch other(at: index) {
      case .separator(let length), .joiner(let length): index += length
      case .unknown: return true
      }
    }
    for letter in after {
      while index < line.count, !Neighbours.isLetter(line[index]) {
        switch other(at: index) {
        case .joiner(let length): index += length
        case .separator: return false
        case .unknown: return true
        }
      }
      guard index < line.count else { return false }
      if line[index] | 0x20 != letter | 0x20 { return false }
      index += 1
    }
    return index == line.count || !Neighbours.isLetter(line[index])
  }
}
