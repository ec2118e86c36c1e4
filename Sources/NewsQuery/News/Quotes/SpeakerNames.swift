/// Where a sentence names a speaker.
struct Mention: Equatable {
  enum Form: Equatable { case name, role, he, she, otherPronoun }

  var form: Form
  /// The whole phrase in bytes: `Rep. Jim Clyburn`, `the spokesman`, `he`, `who`.
  var range: Range<Int>
  /// The name in it without titles and possessive, where `form` is `name`: `Jim Clyburn`.
  var name: Range<Int>?
}

/// The names that a text gives, so that `Smith` and `he` lead to the fullest one.
///
///     names.resolve(mention, in: text)      // named("Jane Smith", 0..<10)
struct SpeakerNames {
  /// Names of two words and more, in the order of the text.
  private var full: [Range<Int>] = []
  /// Subjects of sentences and of cues: whom `he` may mean.
  private var subjects: [Mention] = []
  /// The same by a word of theirs: ascending by the word's hash, then in the order of the text.
  private var byLastWord: [Entry] = []
  private var byFirstWord: [Entry] = []

  private struct Entry {
    var hash: UInt64
    var index: Int
  }

  /// Forgets the text that was read; keeps its memory.
  mutating func removeAll() {
    full.removeAll(keepingCapacity: true)
    subjects.removeAll(keepingCapacity: true)
    byLastWord.removeAll(keepingCapacity: true)
    byFirstWord.removeAll(keepingCapacity: true)
  }

  /// Takes note of the names of one paragraph.
  mutating func note(_ tokens: [QuoteToken], in text: UnsafeRawBufferPointer) {
    // Most words have no capital: over those it goes without looking twice.
    tokens.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        guard buffer[index].isCapitalised, buffer[index].kind == .word else {
          index &+= 1
          continue
        }
        var end = index + 1
        while end < buffer.count, buffer[end].isCapitalised, buffer[end].kind == .word { end += 1 }
        if end - index >= 2, let name = Self.name(in: index..<end, of: tokens, text), name.wordCount >= 2 {
          full.append(name.range)
        }
        index = end
      }
    }
  }

  /// Takes note of a speaker that a transcript labels.
  mutating func note(speaker: Range<Int>, in text: UnsafeRawBufferPointer) {
    if Self.wordCount(of: speaker, in: text) > 1 { full.append(speaker) }
  }

  mutating func note(subject: Mention) { subjects.append(subject) }

  /// Brings what was noted in order; to be called once, before `resolve`.
  mutating func settle(in text: UnsafeRawBufferPointer) {
    subjects.sort { $0.range.lowerBound < $1.range.lowerBound }
    for (index, name) in full.enumerated() {
      byLastWord.append(Entry(hash: Self.hash(Self.lastWord(of: name, in: text), text), index: index))
      byFirstWord.append(Entry(hash: Self.hash(Self.firstWord(of: name, in: text), text), index: index))
    }
    byLastWord.sort { ($0.hash, $0.index) < ($1.hash, $1.index) }
    byFirstWord.sort { ($0.hash, $0.index) < ($1.hash, $1.index) }
  }

  /// The entries of one word.
  private static func entries(of hash: UInt64, in sorted: [Entry]) -> ArraySlice<Entry> {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < sorted.count, sorted[end].hash == hash { end += 1 }
    return sorted[low..<end]
  }

  /// Who is meant. Nobody is a number: `29 say`, `In 2018, argued`.
  func resolve(_ mention: Mention, in text: UnsafeRawBufferPointer) -> Speaker {
    let hasLetter = text[mention.name ?? mention.range].contains { $0 >= 0x80 || $0.isASCIILetter }
    guard hasLetter else { return .unknown }
    switch mention.form {
    case .name:
      let name = fullest(mention.name ?? mention.range, in: text)
      return .named(Self.string(name, text), name)
    case .role:
      return .role(Self.string(mention.range, text), mention.range)
    case .he, .she:
      guard let name = lastFitting(mention, in: text) else { return .unknown }
      return .named(Self.string(name, text), name)
    case .otherPronoun:
      return .unknown
    }
  }

  /// The last subject before a pronoun that it may stand for. A name of the other gender is passed over; one whose
  /// gender is not known counts only as long as no other could be meant.
  private func lastFitting(_ mention: Mention, in text: UnsafeRawBufferPointer) -> Range<Int>? {
    let wanted: GivenNames.Gender = mention.form == .he ? .male : .female
    var low = 0
    var high = subjects.count
    while low < high {
      let middle = (low + high) / 2
      if subjects[middle].range.lowerBound < mention.range.lowerBound { low = middle + 1 } else { high = middle }
    }
    let spoken = SpokenSentence(around: mention.range, in: text)
    var unsure: Range<Int>?
    var looked = 0
    while low > 0, looked < 12 {
      low -= 1
      looked += 1
      guard subjects[low].form == .name, let short = subjects[low].name else { continue }
      let name = fullest(short, in: text)
      // Neither North Korea nor the White House is a he.
      if Gazetteer.kind(of: name, in: text) != nil { continue }
      let first = Self.firstWord(of: name, in: text)
      // He told Gray, he said of Gray: Gray is somebody else.
      if spoken.names(first, Self.lastWord(of: name, in: text), in: text) { continue }
      let isFull = first.upperBound < name.upperBound
      var gender = GivenNames.Gender.unknown
      if isFull { gender = GivenNames.gender(of: UnsafeRawBufferPointer(rebasing: text[first])) }
      if gender == .unknown { gender = Self.addressed(subjects[low].range, in: text) }
      if gender == wanted { return unsure ?? name }
      if gender == .unknown, unsure == nil, isFull, looked <= 4 { unsure = name }
    }
    return unsure
  }

  /// The gender that `Mr.` or `Ms.` tells.
  private static func addressed(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> GivenNames.Gender {
    GivenNames.gender(of: UnsafeRawBufferPointer(rebasing: text[firstWord(of: range, in: text)]))
  }

  /// The fullest form of a name: for one word the last full name before it that ends (or else begins) with it, and of
  /// that name's forms the longest; each where it stands first.
  private func fullest(_ name: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    let (first, last) = (Self.firstWord(of: name, in: text), Self.lastWord(of: name, in: text))
    if first.upperBound >= name.upperBound {
      let ends = pick(Self.entries(of: Self.hash(last, text), in: byLastWord), before: name.lowerBound) {
        Self.same(Self.lastWord(of: $0, in: text), last, text)
      }
      let begins = pick(Self.entries(of: Self.hash(first, text), in: byFirstWord), before: name.lowerBound) {
        Self.same(Self.firstWord(of: $0, in: text), first, text)
      }
      guard let found = ends ?? begins else { return name }
      return fullest(found, in: text)
    }
    let nameCount = Self.wordCount(of: name, in: text)
    var best = name
    var bestCount = nameCount
    var earliest = name
    for entry in Self.entries(of: Self.hash(last, text), in: byLastWord).prefix(64) {
      let index = entry.index
      guard Self.same(Self.firstWord(of: full[index], in: text), first, text),
        Self.same(Self.lastWord(of: full[index], in: text), last, text)
      else { continue }
      let wordCount = Self.wordCount(of: full[index], in: text)
      if wordCount > bestCount, wordCount <= 4 {
        best = full[index]
        bestCount = wordCount
      }
      if full[index].lowerBound < earliest.lowerBound, wordCount == nameCount { earliest = full[index] }
    }
    return bestCount > nameCount ? best : earliest
  }

  /// The last candidate before `position`, or else the first one after it.
  private func pick(
    _ candidates: ArraySlice<Entry>, before position: Int, _ fits: (Range<Int>) -> Bool
  ) -> Range<Int>? {
    var low = candidates.startIndex
    var high = candidates.endIndex
    while low < high {
      let middle = (low + high) / 2
      if full[candidates[middle].index].lowerBound < position { low = middle + 1 } else { high = middle }
    }
    if low > candidates.startIndex, fits(full[candidates[low - 1].index]) { return full[candidates[low - 1].index] }
    if low < candidates.endIndex, fits(full[candidates[low].index]) { return full[candidates[low].index] }
    return nil
  }

  // MARK: Names in tokens and bytes

  /// The name at the end of a run of tokens: titles and roles before it are left out, a possessive is cut off.
  static func name(
    in run: Range<Int>, of tokens: [QuoteToken], _ text: UnsafeRawBufferPointer
  ) -> (range: Range<Int>, wordCount: Int)? {
    var lower = run.lowerBound
    let upper = run.upperBound
    for index in run where index + 1 < upper {
      // Marine Le Pen
      if tokens[index].word == .determiner, index > lower { continue }
      switch tokens[index].word {
      case .title, .role, .day, .determiner, .preposition, .subordinator, .pronoun, .adverb, .and, .relative, .that,
        .auxiliary, .according:
        lower = index + 1
      default: break
      }
    }
    // Пресс-секретарь Кремля Дмитрий Песков: after a role comes whose it is.
    if upper - lower > 2, run.lowerBound > 0, lower == run.lowerBound, tokens[lower - 1].word == .role,
      !tokens[lower - 1].isCapitalised, text[tokens[lower].range.lowerBound] == 0xD0
    {
      lower += 1
    } else if upper - lower > 2, lower > run.lowerBound, tokens[lower - 1].word == .role,
      text[tokens[lower].range.lowerBound] == 0xD0
    {
      lower += 1
    }
    // МИД Сергей Лавров: the ministry is no given name.
    while upper - lower > 2, isAllCapitals(tokens[lower].range, text) { lower += 1 }
    guard lower < upper else { return nil }
    if upper - lower == 1 {
      switch tokens[lower].word {
      case .determiner, .preposition, .subordinator, .pronoun, .day, .adverb, .and, .relative, .that: return nil
      default: break
      }
    }
    var end = tokens[upper - 1].range.upperBound
    let last = tokens[upper - 1].range
    if last.count > 3, text[end - 1] == 0x73 {
      if text[end - 2] == 0x27 {
        end -= 2
      } else if last.count > 5, text[end - 2] == 0x99, text[end - 4] == 0xE2 {
        end -= 4
      }
    }
    let range = tokens[lower].range.lowerBound..<end
    return range.count > 1 ? (range, upper - lower) : nil
  }

  /// Two or more capitals and nothing else, Latin or Cyrillic.
  private static func isAllCapitals(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool {
    if text[range.lowerBound] == 0xD0 {
      return range.count >= 4 && range.count % 2 == 0
        && stride(from: range.lowerBound, to: range.upperBound, by: 2).allSatisfy {
          text[$0] == 0xD0 && text[$0 + 1] >= 0x90 && text[$0 + 1] <= 0xAF
        }
    }
    return range.count >= 2 && text[range].allSatisfy { $0 &- 0x41 < 26 }
  }

  private static func words(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound, words.count < 16 {
      let blank = Blanks.length(at: index, in: text, end: range.upperBound)
      if blank > 0 {
        if index > start { words.append(start..<index) }
        index += blank
        start = index
      } else {
        index += 1
      }
    }
    if start < range.upperBound { words.append(start..<range.upperBound) }
    return words
  }

  private static func wordCount(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var index = range.lowerBound
    var isInside = false
    while index < range.upperBound {
      let blank = Blanks.length(at: index, in: text, end: range.upperBound)
      if blank == 0, !isInside { count += 1 }
      isInside = blank == 0
      index += max(1, blank)
    }
    return count
  }

  private static func firstWord(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var end = range.lowerBound
    while end < range.upperBound, Blanks.length(at: end, in: text, end: range.upperBound) == 0 { end += 1 }
    return range.lowerBound..<end
  }

  private static func lastWord(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var start = range.upperBound
    while start > range.lowerBound, Blanks.lengthBefore(start, in: text, start: range.lowerBound) == 0 { start -= 1 }
    return start..<range.upperBound
  }

  private static func same(_ a: Range<Int>?, _ b: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool {
    guard let a, a.count == b.count else { return false }
    return text[a].elementsEqual(text[b])
  }

  private static func hash(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> UInt64 {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range { state = (state ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
    return state
  }

  /// The words with line ends and runs of blanks as one blank.
  private static func string(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> String {
    // Nearly always one blank stands between words.
    let isPlain = range.allSatisfy { index in
      let byte = text[index]
      if byte == 0x20 { return index + 1 < range.upperBound && text[index + 1] > 0x20 && index > range.lowerBound }
      return byte > 0x20 && byte < 0xE2 && byte != 0xC2
    }
    if isPlain { return String(decoding: text[range], as: UTF8.self) }
    return words(of: range, in: text).map { String(decoding: text[$0], as: UTF8.self) }.joined(separator: " ")
  }
}
