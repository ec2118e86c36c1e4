// The rules for lengths of time, and for what is a length away: `two weeks`, `five years ago`, `a year`.

extension DateReader {
  /// A number of units at an index, as a length.
  func length(_ index: Int, isModified: Bool = false) -> (value: DateValue, next: Int, count: Double?, unit: TimeUnit)?
  {
    guard let (count, at) = count(index) else { return nil }
    var next = at
    if let more = near(next), more.kind == Kind.more { next += 1 }
    // les deux dernières années
    if lexicon.hasDecimalComma, let more = near(next), more.kind == Kind.last || more.kind == Kind.next { next += 1 }
    guard let word = near(next), word.kind == Kind.unit || word.kind == Kind.units,
      let unit = TimeUnit(rawValue: word.value),
      unit != .period, unit != .weekend || word.kind == Kind.units
    else { return nil }
    // `three-quarters` and `a quarter` are fractions.
    if unit == .quarter, word.gap == .hyphen || lexemes[index].kind == Kind.article { return nil }
    // `1989 year` is none, and `one day` is.
    if let count, count >= 1400, count < 10_000, word.kind == Kind.unit || isRussianYear(word) { return nil }
    var total = count
    next += 1
    // `a year and a half`
    if isKind(next, Kind.and), isKind(next + 1, Kind.article), isKind(next + 2, Kind.half) {
      total = total.map { $0 + 0.5 }
      next += 3
    } else if lexicon.hasDecimalComma, near(next)?.kind == Kind.joint, isKind(next + 1, Kind.half) {
      // `hora y media`, `une heure et demie`
      total = total.map { $0 + 0.5 }
      next += 2
    }
    return (.duration(total, unit), next, total, unit)
  }

  /// `годах` after the number of a year, which `лет` is not.
  func isRussianYear(_ word: Lexeme) -> Bool {
    word.end - word.start >= 6 && text[word.start..<word.start + 6].elementsEqual("год".utf8)
  }

  /// Whether these bytes stand right before a lexeme.
  func stands(_ words: String, before lexeme: Lexeme) -> Bool {
    let start = lexeme.start - words.utf8.count
    return start >= range.lowerBound && text[start..<lexeme.start].elementsEqual(words.utf8)
  }

  /// How many: digits, words, `a`, `a few`, `a couple of`, `half an`; nil inside for `several`.
  func count(_ index: Int) -> (Double?, Int)? {
    guard let lexeme = lexeme(index) else { return nil }
    switch lexeme.kind {
    case Lexeme.number, Kind.cardinal:
      guard let reading = number(index) else { return nil }
      // `two to three weeks`
      return reading
    case Kind.vague:
      return (nil, isKind(index + 1, Kind.of) ? index + 2 : index + 1)
    case Kind.couple: return (2, isKind(index + 1, Kind.of) ? index + 2 : index + 1)
    case Kind.halves: return (Double(lexeme.value) / 2, index + 1)
    case Kind.half:
      if lexicon.hasDecimalComma, near(index + 1)?.kind == Kind.unit { return (0.5, index + 1) }
      guard near(index + 1)?.kind == Kind.article || near(index + 1)?.gap == .hyphen else { return nil }
      return (0.5, near(index + 1)?.kind == Kind.article ? index + 2 : index + 1)
    case Kind.article:
      guard let word = near(index + 1), word.gap == .blank else { return nil }
      switch word.kind {
      case Kind.unit: return (1, index + 1)
      case Kind.vague: return (nil, index + 2)
      case Kind.couple: return count(index + 1)
      case Kind.half: return (0.5, index + 2)
      case Kind.scale: return number(index + 1)
      default: return nil
      }
    default: return nil
    }
  }

  /// Digits or number words with halves: `5 1/2`, `twenty four`, `two and a half`, `a hundred`.
  func number(_ index: Int) -> (Double?, Int)? {
    let first = lexemes[index]
    var value: Double
    var next = index + 1
    if first.kind == Lexeme.number {
      guard !isGluedToLetter(first) || near(next)?.gap == .glued,
        let digits = AmountNumbers.value(text, first.start, first.end, hasDecimalComma: lexicon.hasDecimalComma)
      else { return nil }
      value = digits
      if let above = near(next), above.kind == Lexeme.number, let below = lexeme(next + 1), below.gap == .slash,
        let top = integer(above, most: 2), let bottom = integer(below, most: 2), bottom > top
      {
        value += Double(top) / Double(bottom)
        next += 2
      }
    } else {
      value = first.kind == Kind.scale ? AmountNumbers.power(first.value) : Double(first.value)
      var last = first.kind == Kind.scale ? 100 : first.value
      while let word = near(next) {
        if word.kind == Kind.cardinal, word.value < 10, last >= 20, last < 100 {
          value += Double(word.value)
          last = word.value
        } else if word.kind == Kind.scale {
          value *= AmountNumbers.power(word.value)
          last = 100
        } else {
          break
        }
        next += 1
      }
    }
    if isKind(next, Kind.and), isKind(next + 1, Kind.article), isKind(next + 2, Kind.half) {
      value += 0.5
      next += 3
    }
    return (value, next)
  }

  /// `two years ago`, `five-year`, `a year earlier`, `three days later`, `a year`.
  mutating func counted(_ index: Int) -> Found? {
    guard let length = length(index) else { return nil }
    let next = length.next
    // il y a deux semaines
    if lexicon.hasDecimalComma, Self.agoOpeners.contains(where: { stands($0, before: lexemes[index]) }) {
      return ago(length.count, length.unit, index, next)
    }
    if isAge(index, next, length.unit) || isTitle(index, next) { return nil }
    if let found = joinedLength(length, index) { return found }
    if let found = fromNow(length.count, length.unit, index, next) { return found }
    let hyphened = lexemes[next - 1].gap == .hyphen
    if let after = near(next) {
      switch after.kind {
      // `a 16-year-old` is a person.
      case Kind.old: return nil
      case Kind.ago:
        return ago(length.count, length.unit, index, next + 1)
      case Kind.earlier where !hyphened, Kind.before where !hyphened && after.value < 0 && isEnd(after.end):
        return earlier(length.count, length.unit, index, next + 1)
      case Kind.later where !hyphened:
        guard let day = context.lastDay, let count = length.count, let value = moved(day, by: count, length.unit) else {
          break
        }
        return Found(value: value, first: index, next: next + 1)
      default: break
      }
    }
    if lexemes[index].kind == Kind.article, lexemes[index + 1].kind == Kind.unit {
      if length.count == 1 { return lengthWithArticle(length.unit, index, next) }
    }
    if lexemes[index].kind == Kind.vague, lexemes[next - 1].kind == Kind.unit { return nil }
    return Found(value: length.value, first: index, next: next)
  }

  private static let agoOpeners = [
    "y a ", "y a environ ", "y a près de ", "y a plus de ", "y a à peu près ", "y a presque ", "voici ", "Voici ",
    "voilà ",
    "Voilà ",
  ]

  /// `six months from now`, `a week from today`, `a week from Friday`.
  private func fromNow(_ count: Double?, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
    let end = lexemes[next - 1].end
    let from = " from "
    guard end + from.utf8.count < range.upperBound, text[end..<end + from.utf8.count].elementsEqual(from.utf8),
      let anchor = lexeme(next), anchor.start == end + from.utf8.count, let reference = context.reference
    else { return nil }
    var day = reference
    switch anchor.kind {
    case Kind.now: break
    case Kind.deictic where anchor.value >= 0: day = reference.adding(days: anchor.value)
    case Kind.weekday where anchor.isCapital && unit <= .week && unit >= .day:
      day = weekday(anchor.value, nearestTo: reference, tense: .future)
    default: return nil
    }
    guard let count else { return Found(value: .future, first: index, next: next + 1) }
    if anchor.kind != Kind.now, unit == .week {
      return Found(value: .day(day.adding(days: Int(count * 7))), first: index, next: next + 1)
    }
    return moved(day, by: count, unit).map { Found(value: $0, first: index, next: next + 1) }
  }

  func isEnd(_ at: Int) -> Bool {
    switch byte(at) {
    case 0, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"): true
    default: false
    }
  }

  func ago(_ count: Double?, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
    guard let count, let reference = context.reference else { return Found(value: .past, first: index, next: next) }
    if unit == .year, count == 1 { return Found(value: yearBefore(reference), first: index, next: next) }
    if unit == .decade { return Found(value: .year(reference.year - Int(count * 10)), first: index, next: next) }
    if unit == .century { return Found(value: .past, first: index, next: next) }
    guard let value = moved(reference, by: -count, unit) else {
      // Hours and minutes ago were today.
      return Found(value: .day(reference), first: index, next: next)
    }
    return Found(value: value, first: index, next: next)
  }

  func earlier(_ count: Double?, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
    guard let count, let reference = context.reference else { return Found(value: .past, first: index, next: next) }
    if unit == .year, count == 1 { return Found(value: yearBefore(reference), first: index, next: next) }
    let anchor = context.lastDay ?? reference
    guard let value = moved(anchor, by: -count, unit) else { return nil }
    return Found(value: value, first: index, next: next)
  }

  /// `a year`: a rate after what is counted, otherwise a length.
  func lengthWithArticle(_ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
    var end = lexemes[index].start
    while end > range.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    let isAfterCount =
      end > range.lowerBound
      && (DateParsing.isDigit(text[end - 1]) || text[end - 1] == UInt8(ascii: "%")
        || text[end - 1] == UInt8(ascii: "s"))
    let word = wordBefore(index)
    let isRate =
      kindBefore(index) == Kind.units
      || isAfterCount && !Prepositions.time.contains(word) && !Prepositions.verbs.contains(word)
      || [FoldedWord("million"), FoldedWord("billion"), FoldedWord("percent"), FoldedWord("once"), FoldedWord("twice")]
        .contains(word)
    guard isRate, unit >= .hour else { return Found(value: .duration(1, unit), first: index, next: next) }
    return Found(value: .repeated(DateValue.duration(1, unit).timex), first: index, next: next)
  }

  /// `years`, `months`, `weeks`; `year-earlier`, `year-end`.
  func bareUnit(_ index: Int) -> Found? {
    let word = lexemes[index]
    guard let unit = TimeUnit(rawValue: word.value) else { return nil }
    if let found = foreignCentury(index) { return found }
    if let found = dayBeyond(index, from: index) { return found }
    if word.kind == Kind.units {
      // повестка дня
      if text[word.start..<word.end].elementsEqual("дня".utf8) { return nil }
      guard unit >= .day, unit != .weekend, unit != .quarter, near(index + 1)?.kind != Kind.old else { return nil }
      // `los días 18 y 19 de junio`
      if lexicon.hasDecimalComma, near(index + 1)?.kind == Lexeme.number { return nil }
      // The number before it was read already: it is an age.
      if let count = lexeme(index - 1), word.gap == .blank, count.kind == Lexeme.number || count.kind == Kind.cardinal {
        return nil
      }
      if let ago = near(index + 1), ago.kind == Kind.ago { return Found(value: .past, first: index, next: index + 2) }
      return Found(value: .duration(nil, unit), first: index, next: index + 1)
    }
    if unit == .year {
      if let earlier = yearEarlier(index) { return Found(value: earlier.value, first: index, next: earlier.next) }
      if let end = lexeme(index + 1), end.kind == Kind.position,
        end.gap == .hyphen || end.gap == .blank || end.gap == .apostrophe,
        end.end - end.start == 3, text[end.start] | 0x20 == UInt8(ascii: "e"), let reference = context.reference
      {
        let year = reference.month <= 2 && tense(index, index + 2) == .past ? reference.year - 1 : reference.year
        return Found(value: .day(CivilDate(year: year, month: 12, day: 31)), first: index, next: index + 2)
      }
    }
    return nil
  }
}
