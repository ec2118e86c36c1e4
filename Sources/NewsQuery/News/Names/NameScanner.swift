/// A word with a capital, as names are made from it.
struct NameToken {
  var lower: Int32
  /// Without a possessive `'s`.
  var upper: Int32
  var paragraph: Int32
  var word: NameWord
  /// Nothing but a blank, or a connector, lies between it and the token before.
  var isJoined = false
  /// What connects it: 0 a blank, 1 `of`, 2 `and`, 3 `de` or `van`, 4 `for`.
  var connector: UInt8 = 0
  /// `J.` or `J.K.`
  var isInitial = false
  /// `NATO`
  var isUpper = false
  /// Begins a sentence, so that the capital tells nothing.
  var opensSentence = false
  /// The word of small letters just before it, where only a blank lies between.
  var before: Range<Int32> = 0..<0

  var range: Range<Int> { Int(lower)..<Int(upper) }
}

/// Cuts paragraphs into the words that may belong to names, and keeps note of the others.
struct NameScanner {
  let text: UnsafeRawBufferPointer
  let words: WordList
  /// `L'Allemagne` at a sentence's beginning is Allemagne.
  let hasElision: Bool
  private(set) var tokens: [NameToken] = []
  /// A bit for each word in small letters, by hash.
  private var smallWords = [UInt64](repeating: 0, count: 512)

  init(text: UnsafeRawBufferPointer, words: WordList, hasElision: Bool) {
    self.text = text
    self.words = words
    self.hasElision = hasElision
  }

  /// Whether the word stands somewhere in the text in small letters too: `Officials`, but not `Smith`.
  func isSmallElsewhere(_ range: Range<Int>) -> Bool {
    let hash = smallHash(range)
    return smallWords[hash >> 6] >> UInt64(hash & 63) & 1 == 1
  }

  /// The first eight bytes without the bit that tells capitals from small letters, and the length.
  private func smallHash(_ range: Range<Int>) -> Int {
    var eight: UInt64 = 0
    if range.lowerBound + 8 <= text.count {
      eight = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
      if range.count < 8 { eight &= (1 << UInt64(range.count * 8)) &- 1 }
    } else {
      for (place, index) in range.prefix(8).enumerated() { eight |= UInt64(text[index]) << UInt64(place * 8) }
    }
    eight |= 0x2020_2020_2020_2020
    return Int(truncatingIfNeeded: ((eight ^ UInt64(range.count) << 59) &* 0x9E37_79B9_7F4A_7C15) >> 49)
  }

  mutating func scan(_ paragraph: Range<Int>, paragraph number: Int) {
    let end = paragraph.upperBound
    let firstToken = tokens.count
    var wordCount = 0
    var index = paragraph.lowerBound
    var opensSentence = true
    // The raw end of the last token, connectors after it included, while a name may still go on.
    var joinEnd = -1
    var connector: UInt8 = 0
    var small: Range<Int32> = 0..<0
    while index < end {
      let byte = text[index]
      if byte &- 0x61 < 26, joinEnd < 0 {
        // Most words: small letters before a blank or comma, and no name to go on with.
        var next = index + 1
        while next < end, text[next] &- 0x61 < 26 { next += 1 }
        if next < end, text[next] == 0x20 || text[next] == 0x2C {
          note(small: index..<next)
          small = Int32(truncatingIfNeeded: index)..<Int32(truncatingIfNeeded: next)
          wordCount += 1
          opensSentence = false
          index = next
          continue
        }
      }
      let isLetter =
        byte < 0x80 ? (byte | 0x20) &- 0x61 < 26 : byte >= 0xC3 && Scalars.isLetter(Scalars.decode(text, index).scalar)
      if isLetter {
        let start = index
        var word = wordEnd(start, end, cutsElision: hasElision && opensSentence)
        if joinEnd >= 0, connector == 0, onlyBlank(joinEnd..<start) { takeSyllable(&word, end) }
        index = word.end
        wordCount += 1
        let gap = joinEnd >= 0 && onlyBlank(joinEnd..<start)
        if !word.isCapital {
          note(small: start..<word.end)
          let isAdjacent = connector != 0 && small.upperBound > 0 && onlyBlank(Int(small.upperBound)..<start)
          small = Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: word.end)
          opensSentence = false
          guard gap, word.end - start <= 5 else {
            joinEnd = -1
            continue
          }
          let found = NameWord.connectors.category(of: start..<word.end, in: text)
          // `of the`, `van der`: the first of two connectors tells.
          if found == 0 || connector != 0 && (found != 3 && found != 4 || !isAdjacent) {
            joinEnd = -1
            continue
          }
          if connector == 0 { connector = found }
          joinEnd = word.end
          continue
        }
        var token = NameToken(
          lower: Int32(truncatingIfNeeded: word.start), upper: Int32(truncatingIfNeeded: word.nameEnd),
          paragraph: Int32(truncatingIfNeeded: number), word: .none)
        token.isInitial = word.isInitial
        token.isUpper = word.isUpper
        token.opensSentence = opensSentence
        token.word = NameWord(rawValue: words.category(of: word.start..<word.nameEnd, in: text)) ?? .none
        if token.word == .none, let part = firstPart(of: word) { token.word = part }
        if gap {
          token.isJoined = true
          token.connector = connector
        } else if small.upperBound > 0, onlyBlank(Int(small.upperBound)..<start) {
          token.before = small
        }
        // `Mr. Smith`, `Acme Inc. said`: the dot is the word's.
        if index < end, text[index] == 0x2E, token.word == .none || token.word == .calendar || isShort(token) {
          let dotted = NameWord(rawValue: words.category(of: word.start..<index + 1, in: text)) ?? .none
          if dotted == .none, index - word.start <= 5,
            Gazetteer.kind(of: word.start..<index + 1, in: text) != nil
          {
            token.upper += 1
            index += 1
          }
          if index < end, text[index] == 0x2E, dotted != .none || isShortTitle(token) || token.word == .suffix {
            if dotted != .none { token.word = dotted }
            if dotted == .corporate || dotted == .suffix, token.isJoined { token.upper += 1 }
            index += 1
          }
        }
        tokens.append(token)
        opensSentence = false
        connector = 0
        small = 0..<0
        joinEnd = joinEndAfter(word, &index, end)
        continue
      }
      switch byte {
      case 0x20, 0x09: index += 1
      case 0x2E, 0x21, 0x3F, 0x3A:
        opensSentence = opensSentence || index + 1 >= end || !isWordByte(text[index + 1])
        joinEnd = -1
        small = 0..<0
        index += 1
      case 0x26 where joinEnd >= 0 && onlyBlank(joinEnd..<index):
        connector = 2
        joinEnd = index + 1
        index += 1
      case 0x30...0x39:
        while index < end, isWordByte(text[index]) || text[index] == 0x2C || text[index] == 0x2E { index += 1 }
        opensSentence = false
        joinEnd = -1
        small = 0..<0
      default:
        let length = byte < 0x80 ? 1 : Scalars.decode(text, index).length
        let blank = Blanks.length(at: index, in: text, end: end)
        if blank == 0 {
          if byte == 0x22 || opensQuote(index, end) {
            opensSentence = opensSentence || opensSpeech(index, paragraph.lowerBound)
          }
          joinEnd = -1
          small = 0..<0
        }
        index += max(length, blank)
      }
    }
    // Headings and lists where nearly every word has a capital tell no names.
    let capitalCount = tokens.count - firstToken
    let last = text[end - 1]
    let isSentence = last == 0x2E || last == 0x21 || last == 0x3F || last == 0x22 || last == 0x9D
    if !isSentence, wordCount < 5 ? capitalCount == wordCount : capitalCount * 10 > wordCount * 6 {
      tokens.removeSubrange(firstToken...)
    }
  }

  /// Of a word with a hyphen: `Palestinian-American` is of peoples, `Secretary-General` is a role, and `R-Texas` says a party.
  private func firstPart(of word: Word) -> NameWord? {
    guard let hyphen = text[word.start..<min(word.nameEnd, word.start + 14)].firstIndex(of: 0x2D) else { return nil }
    if hyphen == word.start + 1 {
      let party = text[word.start]
      return party == 0x52 || party == 0x44 || party == 0x49 ? .common : nil
    }
    if words.category(of: word.start..<hyphen, in: text) == NameWord.people.rawValue { return .people }
    let isRole = words.category(of: hyphen + 1..<word.nameEnd, in: text) == NameWord.role.rawValue
    return isRole && text[hyphen + 1] < 0x80 ? .role : nil
  }

  /// Whether the mark at `index` opens a sentence. In Russian, where names stand in marks, only after a stop or colon.
  private func opensSpeech(_ index: Int, _ start: Int) -> Bool {
    guard index > start else { return true }
    guard onlyBlank(index - 1..<index) else { return false }
    guard index - start >= 3, text[index - 3] & 0xFE == 0xD0 else { return true }
    return false
  }

  /// `Mr`, `Dr`: the dot behind it is its own, and that behind `King` is not.
  private func isShortTitle(_ token: NameToken) -> Bool { token.word == .title && token.upper - token.lower <= 3 }

  private func isShort(_ token: NameToken) -> Bool {
    token.word == .title || token.word == .suffix || token.word == .corporate
  }

  private func isWordByte(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

  private mutating func note(small range: Range<Int>) {
    let hash = smallHash(range)
    smallWords[hash >> 6] |= 1 << UInt64(hash & 63)
  }

  func onlyBlank(_ range: Range<Int>) -> Bool {
    !range.isEmpty && range.count <= 3 && range.lowerBound >= 0 && Blanks.fill(range, of: text)
  }

  /// “ „ « and their like.
  private func opensQuote(_ index: Int, _ end: Int) -> Bool {
    switch text[index] {
    case 0xE2: index + 2 < end && text[index + 1] == 0x80 && (text[index + 2] == 0x9C || text[index + 2] == 0x9E)
    case 0xC2: index + 1 < end && text[index + 1] == 0xAB
    default: false
    }
  }

  /// A word as it was cut.
  struct Word {
    var start: Int
    var end: Int
    /// Before a possessive.
    var nameEnd: Int
    var isCapital: Bool
    var isInitial = false
    var isUpper = false
  }

  /// The word that begins at `start`. Hyphens and apostrophes between letters belong to it, and the dots of `U.S.` and
  /// `J.K.`; `US-led` ends before its hyphen.
  private func wordEnd(_ start: Int, _ limit: Int, cutsElision: Bool) -> Word {
    var word = Word(start: start, end: start, nameEnd: start, isCapital: isCapital(start))
    var index = start
    var letterCount = 0
    var isUpper = true
    while index < limit {
      let byte = text[index]
      if byte < 0x80 {
        if (byte | 0x20) &- 0x61 < 26 {
          if byte >= 0x61 { isUpper = false }
          letterCount += 1
          index += 1
          continue
        }
        if byte &- 0x30 < 10 || byte == 0x5F {
          letterCount += 1
          index += 1
          continue
        }
        let next = index + 1 < limit ? text[index + 1] : 0
        if byte == 0x2E, letterCount == 1, word.isCapital { return initials(word, limit) }
        let goesOn = (next | 0x20) &- 0x61 < 26 || next >= 0xC3 && next < 0xE2
        if byte == 0x26, letterCount > 0, isCapital(index + 1, limit) {
          index += 1
          continue
        }
        guard byte == 0x2D || byte == 0x27, goesOn else { break }
        if !join(&word, mark: index, next: index + 1, limit, &isUpper, cutsElision) { break }
        index += 1
        continue
      }
      if byte == 0xE2 {
        // ’ and the hyphens of typographers.
        guard index + 3 < limit, text[index + 1] == 0x80,
          text[index + 2] == 0x99 || text[index + 2] == 0x90 || text[index + 2] == 0x91
        else { break }
        let next = text[index + 3]
        guard (next | 0x20) &- 0x61 < 26 || next >= 0xC3 && next < 0xE2 else { break }
        if !join(&word, mark: index, next: index + 3, limit, &isUpper, cutsElision) { break }
        index += 3
        continue
      }
      guard byte >= 0xC3 else { break }
      let (scalar, length) = Scalars.decode(text, index)
      guard Scalars.isLetter(scalar) else { break }
      if !Scalars.isCapital(scalar) { isUpper = false }
      letterCount += 1
      index += length
    }
    word.end = max(index, start + 1)
    if word.nameEnd <= word.start { word.nameEnd = word.end }
    word.isUpper = isUpper && letterCount > 1
    return word
  }

  /// Whether the word goes on behind an apostrophe or hyphen. `Smith's` does, its name does not; `al-Assad` is one with a
  /// capital, of `l'Europe` only the second part is.
  private func join(_ word: inout Word, mark: Int, next: Int, _ limit: Int, _ isUpper: inout Bool, _ cutsElision: Bool)
    -> Bool
  {
    let isHyphen = text[mark] == 0x2D || text[mark] == 0xE2 && text[mark + 2] != 0x99
    let nextIsCapital = isCapital(next, limit)
    if isHyphen {
      if word.isCapital, !nextIsCapital, mark - word.start > 1 {
        // `US-led`, but `Guinea-Bissau`, `Port-au-Prince`, `Ростов-на-Дону`.
        let rest = text[next..<min(limit, next + (text[next] >= 0xD0 ? 7 : 4))]
        return rest.dropFirst().contains(0x2D)
      }
      if !word.isCapital, nextIsCapital, mark - word.start <= 3 { word.isCapital = true }
      return true
    }
    let isPossessive = text[next] | 0x20 == 0x73 && (next + 1 >= limit || !isWordByte(text[next + 1]))
    if isPossessive {
      if word.nameEnd <= word.start { word.nameEnd = mark }
      isUpper = isUpper || text[next] == 0x53
      return true
    }
    let isElided = cutsElision && mark == word.start + 1
    if !word.isCapital || isElided, nextIsCapital {
      word.isCapital = true
      word.start = next
      word.nameEnd = next
    }
    return true
  }

  /// `J.`, `J.K.`, `U.S.`
  private func initials(_ word: Word, _ limit: Int) -> Word {
    var word = word
    var index = word.start
    var count = 0
    while index < limit, isCapital(index) {
      let length = text[index] < 0x80 ? 1 : Scalars.decode(text, index).length
      guard index + length < limit, text[index + length] == 0x2E else { break }
      index += length + 1
      count += 1
    }
    word.end = index
    word.nameEnd = index
    word.isInitial = true
    word.isUpper = count > 1
    // `U.S.'s`
    if index + 1 < limit, text[index] == 0x27, text[index + 1] | 0x20 == 0x73 { word.end = index + 2 }
    return word
  }

  private func isCapital(_ index: Int, _ limit: Int) -> Bool { index < limit && isCapital(index) }

  @inline(__always)
  private func isCapital(_ index: Int) -> Bool {
    let byte = text[index]
    return byte < 0x80 ? byte &- 0x41 < 26 : Scalars.isCapital(Scalars.decode(text, index).scalar)
  }
}

extension Scalars {
  /// Capitals of Latin, Greek, Cyrillic and Armenian.
  static func isCapital(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A: true
    case 0xC0...0xDE: scalar != 0xD7
    case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1
    case 0x100...0x177, 0x1E00...0x1EFF: scalar & 1 == 0
    case 0x178, 0x218, 0x21A: true
    case 0x386...0x38F, 0x391...0x3AB: true
    case 0x400...0x42F: true
    case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: scalar & 1 == 0
    case 0x531...0x556: true
    default: false
    }
  }
}
