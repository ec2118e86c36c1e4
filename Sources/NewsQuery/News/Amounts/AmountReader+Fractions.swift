// The rules for shares in words: `two thirds of voters`, `half the staff`, `one in five`, `三分之二`.

extension AmountReader {
  /// The share that begins at an index, and the index after it. A quarter may be a time and a third a place, so what
  /// stands around them must say that something is divided.
  func fraction(at index: Int) -> (AmountMention, Int)? {
    let first = lexemes[index]
    switch first.kind {
    case Number.half: return isEnglish && first.gap != .hyphen ? half(index, from: index) : nil
    case Number.article, Number.cardinal, Lexeme.number:
      guard let next = lexeme(index + 1) else { return nil }
      if next.kind == Kind.fraction, next.gap == .blank || next.gap == .hyphen {
        return isEnglish ? division(index) : foreignDivision(index, index + 1)
      }
      if next.kind == Kind.ratio { return ratio(index) }
      // `one-half of one percent`
      if next.kind == Number.half, first.value == 1, next.gap == .blank || next.gap == .hyphen, isEnglish {
        return half(index + 1, from: index)
      }
      return isEnglish && first.kind != Number.article ? oneIn(index) : nil
    case Kind.fraction: return isEnglish ? nil : foreignDivision(index, index)
    default: return nil
    }
  }

  private func mention(_ index: Int, _ last: Int, _ value: Double) -> (AmountMention, Int) {
    let span = lexemes[index].start..<lexemes[last].end
    let rounded = (value * 10_000).rounded() / 10_000
    return (AmountMention(span: span, kind: .quantity, value: rounded, upper: nil, unit: "", of: nil), last + 1)
  }

  /// A number below the line: how many parts, without the mark of the singular.
  private func parts(_ lexeme: Lexeme) -> (count: Double, isSingular: Bool) {
    (Double(lexeme.value % 100), lexeme.value >= 100)
  }

  /// The number above the line: an article, a word or one digit.
  private func above(_ index: Int) -> Double? {
    let lexeme = lexemes[index]
    switch lexeme.kind {
    case Number.article: return 1
    case Number.cardinal: return Double(lexeme.value)
    default:
      guard lexeme.end - lexeme.start == 1, !lexeme.followsLetter, !touches(lexeme.start) else { return nil }
      return Double(text[lexeme.start]) - 48
    }
  }

  /// Whether a digit or a mark of numbers and sums stands right before.
  private func touches(_ start: Int) -> Bool {
    guard start > 0 else { return false }
    let before = text[start - 1]
    return before > 0x20 && before != 0x28 && before != 0x22 && before < 0x80 || before == 0xA3 || before == 0xAC
  }

  // MARK: English

  /// `two-thirds`, `a third of the votes`, `three quarters of them`, `cut by a quarter`.
  private func division(_ index: Int) -> (AmountMention, Int)? {
    let below = lexemes[index + 1]
    let (count, isSingular) = parts(below)
    // `a Fourth of July rally`
    guard !below.isCapital || lexemes[index].isCapital, let above = above(index), above >= 1, above < count,
      isSingular == (above == 1)
    else { return nil }
    let isQuarter = count == 4
    if let of = near(index + 2, hyphen: false), of.kind == Number.of {
      if let whole = wholeAfter(index + 2, above / count, index) { return whole }
      let word = wordAfter(of.end)
      if Self.articles.contains(word) { return nil }
      if isQuarter, !isSingular, below.gap != .hyphen, !Self.determiners.contains(word) { return nil }
      return mention(index, index + 1, above / count)
    }
    if !isSingular { return isQuarter && below.gap != .hyphen ? nil : mention(index, index + 1, above / count) }
    guard Self.leads.contains(wordBefore(lexemes[index].start)) else { return nil }
    let word = wordAfter(below.end)
    return word.isEmpty || Self.prepositions.contains(word) ? mention(index, index + 1, above / count) : nil
  }

  /// `half of the voters`, `half the staff`, `more than half said`, `half of one percent`.
  private func half(_ index: Int, from first: Int) -> (AmountMention, Int)? {
    let half = lexemes[index]
    let start = lexemes[first].start
    guard !Self.halves.contains(wordBefore(start)) else { return nil }
    if let of = near(index + 1, hyphen: false), of.kind == Number.of {
      if let whole = wholeAfter(index + 1, 0.5, first) { return whole }
      return Self.articles.contains(wordAfter(of.end)) ? nil : mention(first, index, 0.5)
    }
    let word = wordAfter(half.end)
    if Self.determiners.contains(word) { return mention(first, index, 0.5) }
    guard Self.leads.contains(wordBefore(start)), near(index + 1, hyphen: true)?.kind != Number.article,
      text.count <= half.end || text[half.end] != UInt8(ascii: "-")
    else { return nil }
    return word.isEmpty || Self.prepositions.contains(word) || Self.verbs.contains(word)
      ? mention(first, index, 0.5) : nil
  }

  /// `a quarter of a million`, `one-half of one percent`: a number in the end.
  private func wholeAfter(_ of: Int, _ value: Double, _ index: Int) -> (AmountMention, Int)? {
    guard of + 1 < lexemes.count, near(of + 1, hyphen: false) != nil, let whole = part(at: of + 1) else { return nil }
    let isScale = lexemes[of + 1].kind == Number.article && whole.hasOwnScale
    guard !whole.value.isNaN, isScale || whole.kind == .percent && whole.value == 1 else { return nil }
    return (
      AmountMention(
        span: lexemes[index].start..<whole.end, kind: whole.kind ?? .quantity, value: value * whole.value, upper: nil,
        unit: whole.unit, of: nil), whole.next
    )
  }

  /// `one in five`, `nine out of ten`, `1 in 20`.
  private func oneIn(_ index: Int) -> (AmountMention, Int)? {
    let first = lexemes[index]
    guard let start = [" in ", " out of ", "-in-"].lazy.compactMap({ phrase(at: first.end, $0) }).first,
      let last = (index + 1...index + 2).first(where: { lexeme($0)?.start == start }), let above = above(index),
      above >= 1, lexemes[last].kind == Lexeme.number || lexemes[last].kind == Number.cardinal,
      let reading = AmountNumbers.read(lexemes, last, text, lexicon), reading.next == last + 1, above < reading.value,
      reading.value <= 1000
    else { return nil }
    // `May 3 in 10 cities`, `two in five minutes`, `one in 2019`
    let word = wordAfter(lexemes[last].end)
    if Self.occasions.contains(word) || first.kind == Lexeme.number && isCapital(before: first.start) { return nil }
    if lexemes[last].end < limit, text[lexemes[last].end] == UInt8(ascii: "-") { return nil }
    if near(last + 1)?.kind == Kind.percent { return nil }
    return mention(index, last, above / reading.value)
  }

  private func phrase(at start: Int, _ words: String) -> Int? {
    let end = start + words.utf8.count
    return end <= limit && text[start..<end].elementsEqual(words.utf8) ? end : nil
  }

  // MARK: Other languages

  /// `zwei Drittel der Wähler`, `la moitié des Français`, `un tercio de`, `две трети`.
  private func foreignDivision(_ index: Int, _ below: Int) -> (AmountMention, Int)? {
    let (count, isSingular) = parts(lexemes[below])
    var number = 1.0
    if below > index {
      guard let above = above(index), above >= 1, above < count else { return nil }
      number = above
    } else if !isSingular {
      return nil
    }
    // `une tierce partie`, `le quart`: only what is followed by the whole is a share for sure.
    let word = wordAfter(lexemes[below].end)
    if [" d'heure", " d’heure", " de hora"].contains(where: { tail($0, at: lexemes[below].end) != nil }) { return nil }
    if tail(" de finale", at: lexemes[below].end) != nil || tail(" de final", at: lexemes[below].end) != nil {
      return nil
    }
    let isCyrillic = text[lexemes[below].start] == 0xD1 || text[lexemes[below].start] == 0xD0
    let hasWhole =
      isCyrillic
      ? word != FoldedWord("часа") && !word.isEmpty : lexemes[below].isIdeographic || Self.wholes.contains(word)
    // `ein Fünftel.`, `un tiers,`
    let isAlone = below > index && word.isEmpty && !lexemes[below].isIdeographic
    guard hasWhole || isAlone || number > 1 && !isSingular else { return nil }
    return mention(index, below, number / count)
  }

  /// `三分之二`
  private func ratio(_ index: Int) -> (AmountMention, Int)? {
    guard let below = AmountNumbers.read(lexemes, index, text, lexicon), below.next == index + 1,
      near(index + 2)?.gap == .glued, let above = AmountNumbers.read(lexemes, index + 2, text, lexicon),
      below.value > 0
    else { return nil }
    return mention(index, above.next - 1, above.value / below.value)
  }

  // MARK: Words

  private static func words(_ text: String) -> Set<FoldedWord> {
    Set(text.split(separator: " ").map { FoldedWord(String($0)) })
  }

  private static let articles = words("a an")
  private static let determiners = words("the its their his her our my your all those these them us that whose")
  private static let leads = words(
    "by nearly almost about around roughly over under than least just only approximately")
  private static let halves = words(
    "first second other better last latter opening back a an and one each either upper lower")
  private static let prepositions = words(
    "of in to from since over on compared between this last and or if at when as for")
  private static let verbs = words("said say were was are is have had would will want believe think voted supported")
  private static let occasions = words(
    "second seconds minute minutes hour hours day days week weeks month months year years game games match matches"
      + " innings starts outings attempts overs season seasons meetings tests decades visits tries at bats")
  private static let wholes = words("de des du del d der von aller dieser ihrer seiner")

  /// The word after one blank, folded; empty where something else follows.
  func wordAfter(_ start: Int) -> FoldedWord {
    guard start < limit, text[start] == 0x20 else { return FoldedWord() }
    var end = start + 1
    while end < limit,
      (text[end] | 0x20) &- 97 < 26 && text[end] < 0x80 || text[end] >= 0xC3 && text[end] != 0xE2
        || text[end] & 0xC0 == 0x80
    {
      end += 1
    }
    return FoldedWord(UnsafeRawBufferPointer(rebasing: text[start + 1..<end]))
  }

  /// The word before one blank, folded.
  func wordBefore(_ end: Int) -> FoldedWord {
    guard end > 1, text[end - 1] == 0x20 else { return FoldedWord() }
    var start = end - 1
    while start > 0, (text[start - 1] | 0x20) &- 97 < 26, text[start - 1] < 0x80 { start -= 1 }
    return FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end - 1]))
  }

  private func isCapital(before end: Int) -> Bool {
    guard end > 1, text[end - 1] == 0x20 else { return false }
    var start = end - 1
    while start > 0, (text[start - 1] | 0x20) &- 97 < 26, text[start - 1] < 0x80 { start -= 1 }
    return text[start] &- 65 < 26
  }
}
