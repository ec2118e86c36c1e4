// The rules for quarters, centuries, fiscal years and seasons, and for what repeats: `third-quarter`, `every July`.

extension DateReader {
  /// `third-quarter`, `the first nine months`, `the first half`, `first day`, `20th century`.
  func ordinal(_ index: Int) -> Found? {
    let word = lexemes[index]
    guard let next = near(index + 1) else { return nil }
    if next.kind == Kind.unit, next.value == TimeUnit.quarter.rawValue, (1...4).contains(word.value) {
      return quarter(word.value, index, index + 2)
    }
    if next.kind == Kind.fiscal, isUnit(index + 2, .quarter), (1...4).contains(word.value) {
      return quarter(word.value, index, index + 3)
    }
    if next.kind == Kind.half || next.kind == Kind.halfOfYear, word.value <= 2,
      next.gap == .blank || next.gap == .hyphen
    {
      if let (year, end) = yearAfter(index + 2) {
        return Found(value: .half(year, word.value), first: index, next: end)
      }
      // `the second half of the year`
      if isKind(index + 2, Kind.of), isKind(index + 3, Kind.the), isUnit(index + 4, .year),
        let reference = context.reference
      {
        return Found(value: .half(reference.year, word.value), first: index, next: index + 5)
      }
      let isSure = kindBefore(index) == Kind.the && Prepositions.time.contains(wordBefore(index - 1))
      guard isSure || next.kind == Kind.halfOfYear, let reference = context.reference else { return nil }
      return Found(value: .half(reference.year, word.value), first: index, next: index + 2)
    }
    if word.value == 1, let length = length(index + 1), length.count.map({ $0 > 1 }) ?? true, next.gap == .blank {
      return Found(value: length.value, first: index, next: length.next)
    }
    if next.kind == Kind.unit, next.value == TimeUnit.century.rawValue {
      // `the twenty-first century`
      if word.gap == .hyphen, let tens = lexeme(index - 1), tens.kind == Kind.cardinal, tens.value == 20 {
        return Found(value: .century(19 + word.value), first: index - 1, next: index + 2)
      }
      return Found(value: .century(word.value - 1), first: index, next: index + 2)
    }
    return nil
  }

  /// `Q3 2021`, `Q1`, `H1 2020`.
  func periodLetter(_ index: Int) -> Found? {
    let letter = lexemes[index]
    guard letter.isCapital, let digit = lexeme(index + 1), digit.gap == .glued, let number = integer(digit, most: 1),
      !isGluedToLetter(digit), byte(digit.end) != UInt8(ascii: "-")
    else { return nil }
    if letter.value == 0 { return (1...4).contains(number) ? quarter(number, index, index + 2) : nil }
    guard (1...2).contains(number), let (year, end) = yearAfter(index + 2) else { return nil }
    return Found(value: .half(year, number), first: index, next: end)
  }

  /// A quarter with its year, or in the year that fits.
  func quarter(_ number: Int, _ index: Int, _ next: Int) -> Found {
    if let (year, end) = yearAfter(next) { return Found(value: .quarter(year, number), first: index, next: end) }
    guard let reference = context.reference else {
      return Found(value: .unresolved("XXXX-Q\(number)", isTime: false), first: index, next: next)
    }
    var year = reference.year
    let tense = tense(index, next)
    if number > reference.quarter, tense != .future || number - reference.quarter >= 3 { year -= 1 }
    if number < reference.quarter, tense == .future, reference.quarter - number >= 2 { year += 1 }
    return Found(value: .quarter(year, number), first: index, next: next)
  }

  /// `20th century`, `Q3`-like `3rd quarter`.
  func quarterOfYear(_ index: Int) -> Found? {
    guard let value = integer(lexemes[index], most: 2), let suffix = lexeme(index + 1), suffix.kind == Kind.suffix,
      suffix.gap == .glued, let unit = near(index + 2), unit.kind == Kind.unit
    else { return nil }
    if unit.value == TimeUnit.century.rawValue, value > 0 {
      return Found(value: .century(value - 1), first: index, next: index + 3)
    }
    if unit.value == TimeUnit.quarter.rawValue, (1...4).contains(value) { return quarter(value, index, index + 3) }
    return nil
  }

  /// `1988 second quarter`, `1989 period`.
  func quarterAfterYear(_ index: Int, _ year: Int) -> Found? {
    guard let word = near(index + 1) else { return nil }
    // `2018-Q3`
    if word.kind == Kind.periodLetter, word.value == 0, word.isCapital, let digit = lexeme(index + 2),
      digit.gap == .glued,
      let number = integer(digit, most: 1), (1...4).contains(number), !isGluedToLetter(digit)
    {
      return Found(value: .quarter(year, number), first: index, next: index + 3)
    }
    guard word.gap == .blank else { return nil }
    if word.kind == Kind.ordinal, (1...4).contains(word.value), isUnit(index + 2, .quarter) {
      return Found(value: .quarter(year, word.value), first: index, next: index + 3)
    }
    if word.kind == Kind.unit, let last = context.lastQuarter,
      word.value == TimeUnit.quarter.rawValue || word.value == TimeUnit.period.rawValue
    {
      return Found(value: .quarter(year, last.quarter), first: index, next: index + 2)
    }
    return nil
  }

  /// `fiscal 1989`, `fiscal first quarter`, `the fiscal year`.
  func fiscal(_ index: Int) -> Found? {
    guard let word = near(index + 1) else { return nil }
    if let year = yearNumber(word) { return Found(value: .year(year), first: index, next: index + 2) }
    if word.kind == Kind.ordinal, (1...4).contains(word.value), isUnit(index + 2, .quarter) {
      return quarter(word.value, index, index + 3)
    }
    guard isUnit(index + 1, .year) else { return nil }
    if let year = yearNumber(near(index + 2)) { return Found(value: .year(year), first: index, next: index + 3) }
    return kindBefore(index) == Kind.the ? Found(value: .duration(1, .year), first: index, next: index + 2) : nil
  }

  /// The day that a period before `next` ended on: `the quarter ended Sept. 30`.
  func endOfPeriod(_ next: Int) -> CivilDate? {
    guard next > 0, let month = lexeme(next), month.kind == Kind.month || month.kind == Kind.doubtfulMonth else {
      return nil
    }
    let between = lexemes[next - 1].end..<month.start
    guard [" ended ", " ending "].contains(where: { text[between].elementsEqual($0.utf8) }),
      let found = monthDay(next), case .day(let day) = found.value
    else { return nil }
    return day
  }

  // MARK: Seasons, parts of the day, repetitions

  /// `summer`, `the winter of 1994`; `fall` and `spring` only with an article or a year.
  func bareSeason(_ index: Int) -> Found? {
    let season = lexemes[index].value
    let hasThe = kindBefore(index) == Kind.the
    if let (year, end) = yearAfter(index + 1) { return Found(value: .season(year, season), first: index, next: end) }
    // `été` is more often a participle.
    if text[lexemes[index].start] == 0xC3 { return nil }
    let isDoubtful = season == 0 || byte(lexemes[index].start) | 0x20 == UInt8(ascii: "f")
    guard let reference = context.reference, !isDoubtful || hasThe && Prepositions.time.contains(wordBefore(index - 1))
    else {
      return nil
    }
    if isDoubtful, season == 2, !hasThe { return nil }
    return Found(value: self.season(season, Kind.this, reference), first: index, next: index + 1)
  }

  /// `noon Saturday`, `midnight`, `mid-afternoon yesterday`, `the morning`.
  func barePart(_ index: Int) -> Found? {
    let word = lexemes[index]
    var next = index + 1
    let day = dayAfterTime(&next, from: index)
    if word.kind == Kind.noon {
      guard let civil = day ?? context.lastDay ?? context.reference else { return nil }
      var moment = civil
      moment.hour = word.value
      if word.value == 24 {
        return Found(value: .unresolved(DateValue.day(civil).timex + "T24:00", isTime: true), first: index, next: next)
      }
      return Found(value: .clock(moment, hasMinutes: true, offset: nil), first: index, next: next)
    }
    guard word.value < 16 else { return nil }
    if let day { return Found(value: .dayPart(day, word.value), first: index, next: next) }
    // `in the morning`, `by mid afternoon`
    let isMiddle = kindBefore(index) == Kind.position && Prepositions.time.contains(wordBefore(index - 1))
    guard isMiddle || kindBefore(index) == Kind.the && Prepositions.time.contains(wordBefore(index - 1)),
      let civil = context.lastDay ?? context.reference, near(index + 1)?.kind != Kind.of
    else { return nil }
    return Found(value: .dayPart(civil, word.value), first: index, next: index + 1)
  }

  /// `every day`, `each July`, `daily`, `annually`.
  func repeated(_ index: Int) -> Found? {
    let word = lexemes[index]
    if word.kind == Kind.frequency {
      guard let unit = TimeUnit(rawValue: word.value) else { return nil }
      // `its quarterly dividend` names no time.
      if unit == .quarter, isFollowedByNoun(word.end) { return nil }
      return Found(value: .repeated(frequency(unit, word)), first: index, next: index + 1)
    }
    if isKind(index + 1, Kind.other), let next = near(index + 2), next.gap == .blank {
      // `every other Friday`, `every other week`
      if next.kind == Kind.weekday {
        return Found(value: .repeated("XXXX-WXX-\(next.value)"), first: index, next: index + 3)
      }
      guard next.kind == Kind.unit, let unit = TimeUnit(rawValue: next.value), unit != .period else { return nil }
      return Found(value: .repeated(DateValue.duration(2, unit).timex), first: index, next: index + 3)
    }
    guard let next = near(index + 1), next.gap == .blank else { return nil }
    switch next.kind {
    case Kind.unit:
      guard let unit = TimeUnit(rawValue: next.value), unit != .period else { return nil }
      return Found(value: .repeated(DateValue.duration(1, unit).timex), first: index, next: index + 2)
    case Kind.weekday: return Found(value: .repeated("XXXX-WXX-\(next.value)"), first: index, next: index + 2)
    // TIMEX3 has no value for the days from Monday to Friday.
    case Kind.workday: return Found(value: .repeated("XXXX-XX-XX"), first: index, next: index + 2)
    case Kind.month:
      return Found(
        value: .repeated("XXXX-" + (next.value < 10 ? "0" : "") + "\(next.value)"), first: index, next: index + 2)
    case Kind.season:
      return Found(value: .repeated("XXXX-\(TimePart.season[next.value])"), first: index, next: index + 2)
    case Kind.dayPart where next.value < 16:
      return Found(value: .repeated("XXXX-XX-XXT\(TimePart.day[next.value])"), first: index, next: index + 2)
    default:
      guard let length = length(index + 1), length.count != nil else { return nil }
      return Found(value: .repeated(length.value.timex), first: index, next: length.next)
    }
  }

  /// `the past`, `in the past they had`.
  func pastAlone(_ index: Int) -> Found? {
    guard lexemes[index].kind == Kind.past, kindBefore(index) == Kind.the else { return nil }
    // `the past week` was read before; the past president is no time.
    let end = lexemes[index].end
    let found = Found(value: .past, first: index, next: index + 1)
    guard byte(end) == 0x20, byte(end + 1) &- 97 < 26 else { return found }
    let next = word(from: end + 1)
    let isClause = Self.pronouns.contains(next) && wordBefore(index - 1) == FoldedWord("in")
    return isClause || Prepositions.time.contains(next) ? found : nil
  }

  private static let pronouns: Set<FoldedWord> = Set(
    "they it he she we you there".split(separator: " ").map { FoldedWord(String($0)) })

  /// `in the near future`; `the future` is read from its article.
  func nearFuture(_ index: Int) -> Found? {
    guard index > 0, lexemes[index - 1].kind == Kind.the else { return nil }
    let between = text[lexemes[index - 1].end..<lexemes[index].start]
    guard Self.nearWords.contains(where: { between.elementsEqual($0.utf8) }) else { return nil }
    return Found(value: .future, first: index - 1, next: index + 1)
  }

  private static let nearWords = [" near ", " foreseeable ", " immediate ", " not-too-distant ", " very near "]

  /// `zweimal pro Woche`, `trois fois par an`: how often, and not how fast.
  func perUnit(_ index: Int) -> Found? {
    guard let next = near(index + 1), next.gap == .blank, next.kind == Kind.unit,
      let unit = TimeUnit(rawValue: next.value),
      unit != .period,
      ["mal ", "Mal ", "fois ", "veces ", "vez "].contains(where: { stands($0, before: lexemes[index]) })
    else { return nil }
    return Found(value: .repeated(DateValue.duration(1, unit).timex), first: index, next: index + 2)
  }

  /// `der letzten Juliwoche`: the month, in the year that fits.
  func monthPart(_ index: Int, from first: Int) -> Found? {
    guard var found = resolved(month: lexemes[index].value, day: nil, first: index, next: index + 1) else { return nil }
    found.first = first
    return found
  }

  /// `最近一个月`: one length, and no moment beside it.
  func recentLength(_ index: Int) -> Found? {
    guard let next = lexeme(index + 1), next.gap == .glued, next.isIdeographic, let found = marked(index + 1),
      case .duration = found.value
    else { return nil }
    return Found(value: found.value, first: index, next: found.next)
  }

  /// `P1D` of `daily`, `P6M` of `semi-annually`, `P2M` of `bi-monthly`.
  private func frequency(_ unit: TimeUnit, _ word: Lexeme) -> String {
    func has(_ prefix: String) -> Bool {
      stands(prefix + "-", before: word) || stands(prefix.capitalizedPrefix + "-", before: word)
    }
    if unit == .year, has("semi") { return "P6M" }
    if unit == .quarter { return "P3M" }
    return DateValue.duration(has("bi") ? 2 : 1, unit).timex
  }
}

extension String {
  /// The word with a capital: `Semi` for `semi`.
  fileprivate var capitalizedPrefix: String { prefix(1).uppercased() + dropFirst() }
}
