// The rules for what is said by its distance from another day: `last week`, `two years ago`, `the next day`.

extension DateReader {
  // MARK: Weekdays

  /// `Friday`, `Friday, Oct. 13`, `Saturday night`, `Tuesdays`.
  /// `sure` is a tense that stands above the verb's.
  func weekday(_ index: Int, sure: Tense = .unknown) -> Found? {
    let opener = lexemes[index]
    guard opener.isCapital || !capitalsDecide else { return nil }
    if opener.kind == Kind.weekdays {
      return Found(value: .repeated("XXXX-WXX-\(opener.value)"), first: index, next: index + 1)
    }
    let isShort = opener.kind == Kind.weekdayAbbreviation
    if let next = nearMark(index + 1) {
      var date: Found?
      if next.kind == Kind.month || next.kind == Kind.doubtfulMonth { date = monthDay(index + 1) }
      if next.kind == Lexeme.number { date = dayMonth(index + 1) ?? numeric(index + 1) }
      if next.kind == Kind.the { date = dayMonth(index + 2) }
      if var date {
        switch date.value {
        case .day, .unresolved:
          date.first = index
          return date
        default: break
        }
      }
    }
    if isShort {
      guard byte(opener.end) == UInt8(ascii: "."), byte(opener.end + 1) == 0x20, byte(opener.end + 2) &- 97 < 26 else {
        return nil
      }
    }
    if let part = near(index + 1), part.kind == Kind.dayPart, part.value >= 16 {
      return Found(
        value: .repeated("XXXX-WXX-\(opener.value)T\(TimePart.day[part.value - 16])"), first: index, next: index + 2)
    }
    guard let reference = context.reference else {
      return Found(value: .unresolved("XXXX-WXX-\(opener.value)", isTime: false), first: index, next: index + 1)
    }
    var day = weekday(opener.value, nearestTo: reference, tense: sure == .unknown ? tense(index, index + 1) : sure)
    var next = index + 1
    // `Friday of last week`, `Friday next week` are rare; `a week from Friday` too.
    if let week = near(next), week.kind == Kind.last, isUnit(next + 1, .week) {
      day = weekday(opener.value, inWeekOf: reference.adding(days: -7))
      next += 2
    }
    return withPart(day, index, next)
  }

  /// The last such day, today's included; the next one where the verb speaks of the future.
  private func weekday(_ weekday: Int, nearestTo reference: CivilDate, tense: Tense) -> CivilDate {
    let back = (reference.weekday - weekday + 7) % 7
    if tense == .future, back != 0 { return reference.adding(days: 7 - back) }
    return reference.adding(days: -back)
  }

  private func weekday(_ weekday: Int, inWeekOf day: CivilDate) -> CivilDate {
    day.adding(days: weekday - day.weekday)
  }

  /// A day, with the part of the day that follows: `morning`, `night`.
  func withPart(_ day: CivilDate, _ first: Int, _ next: Int) -> Found {
    if let part = near(next), part.kind == Kind.dayPart, part.value < 16, part.gap == .blank {
      return Found(value: .dayPart(day, part.value), first: first, next: next + 1)
    }
    return Found(value: .day(day), first: first, next: next)
  }

  func isUnit(_ index: Int, _ unit: TimeUnit) -> Bool {
    guard let lexeme = near(index) else { return false }
    return lexeme.kind == Kind.unit && lexeme.value == unit.rawValue
  }

  // MARK: Yesterday, today, tomorrow

  func deictic(_ index: Int) -> Found? {
    let lexeme = lexemes[index]
    guard let reference = context.reference else {
      return Found(
        value: lexeme.value == 0 ? .present : .unresolved("XXXX-XX-XX", isTime: false), first: index, next: index + 1)
    }
    let day = reference.adding(days: lexeme.value)
    if lexeme.kind == Kind.tonight { return Found(value: .dayPart(day, 3), first: index, next: index + 1) }
    return withPart(day, index, index + 1)
  }

  /// `that day`, `that year`, `the same day`.
  func thatDay(_ index: Int) -> Found? {
    var at = index + 1
    if isKind(at, Kind.that) { at += 1 }
    guard let unit = near(at), unit.kind == Kind.unit, let kind = TimeUnit(rawValue: unit.value) else { return nil }
    let first = kindBefore(index) == Kind.the ? index - 1 : index
    switch kind {
    case .day:
      guard let day = context.lastDay else { return nil }
      return withPart(day, first, at + 1)
    case .year:
      guard let year = context.lastYear else { return nil }
      return Found(value: .year(year), first: first, next: at + 1)
    case .quarter:
      guard let quarter = context.lastQuarter else { return nil }
      return Found(value: .quarter(quarter.year, quarter.quarter), first: first, next: at + 1)
    default: return nil
    }
  }

  // MARK: Last, this, next

  /// What follows `last`, `this`, `next`, `past`, `coming`, `recent`, `latest`, `current`.
  func modified(_ index: Int) -> Found? {
    var opener = lexemes[index]
    var at = index + 1
    // `this past spring`, `this coming Sunday`
    if opener.kind == Kind.this, let second = near(at),
      second.kind == Kind.past || second.kind == Kind.next || second.kind == Kind.last
    {
      opener = second
      opener.meaning = Meaning(second.kind == Kind.past ? Kind.last : second.kind, second.value)
      at += 1
    }
    if opener.kind == Kind.recent { return recent(index) }
    if opener.kind == Kind.these {
      return near(at)?.kind == Kind.units && near(at)?.value == TimeUnit.day.rawValue
        ? Found(value: .present, first: index, next: at + 1) : nil
    }
    let isFiscal = isKind(at, Kind.fiscal)
    if isFiscal { at += 1 }
    // `This Week` in capitals is a programme.
    if lexemes[index].isCapital, let word = near(at), word.kind == Kind.unit, word.isCapital { return nil }
    guard let word = near(at), opener.kind == Kind.past || word.gap != .hyphen else {
      if opener.kind == Kind.current, lexemes[index].start < range.upperBound { return currentAlone(index) }
      return pastAlone(index)
    }
    if opener.kind == Kind.this, word.gap == .hyphen { return nil }
    // `the past three months`
    if let length = length(at, isModified: true), opener.kind != Kind.this, opener.kind != Kind.current {
      return Found(value: length.value, first: index, next: length.next)
    }
    switch word.kind {
    case Kind.unit:
      guard let unit = TimeUnit(rawValue: word.value) else { return nil }
      return modifiedUnit(opener, unit, index, at + 1)
    case Kind.units:
      guard let unit = TimeUnit(rawValue: word.value) else { return nil }
      if opener.kind == Kind.past || opener.kind == Kind.last { return Found(value: .past, first: index, next: at + 1) }
      guard opener.kind == Kind.next, unit >= .day else { return nil }
      return Found(value: .future, first: index, next: at + 1)
    case Kind.month, Kind.doubtfulMonth:
      guard let reference = context.reference, word.isCapital || !capitalsDecide else { return nil }
      let year: Int
      switch opener.kind {
      case Kind.last, Kind.past: year = word.value >= reference.month ? reference.year - 1 : reference.year
      case Kind.next, Kind.following: year = word.value <= reference.month ? reference.year + 1 : reference.year
      default: year = reference.year
      }
      if let next = nearMark(at + 1), next.gap != .comma, let day = dayNumber(at + 1) {
        let civil = CivilDate(year: year, month: word.value, day: day.value)
        return civil.isValid ? Found(value: .day(civil), first: index, next: day.next) : nil
      }
      return Found(value: .month(year, word.value), first: index, next: at + 1)
    case Kind.weekday:
      guard let reference = context.reference, word.isCapital || !capitalsDecide else { return nil }
      // `this coming Sunday, March eighth`
      if let full = weekday(at), case .day = full.value, full.next > at + 1, near(at + 1)?.kind != Kind.last {
        return Found(value: full.value, first: index, next: full.next)
      }
      let day: CivilDate
      switch opener.kind {
      case Kind.last, Kind.past:
        let from = lexemes[index].kind == Kind.last && isAnchored(index) ? context.lastDay ?? reference : reference
        day = from.adding(days: -((from.weekday - word.value + 6) % 7 + 1))
      case Kind.next, Kind.following: day = reference.adding(days: (word.value - reference.weekday + 6) % 7 + 1)
      default: day = weekday(word.value, inWeekOf: reference)
      }
      return withPart(day, index, at + 1)
    case Kind.season:
      guard let reference = context.reference else { return nil }
      return Found(value: season(word.value, opener.kind, reference), first: index, next: at + 1)
    case Kind.dayPart:
      guard let reference = context.reference, word.value < 16 else { return nil }
      switch opener.kind {
      case Kind.this: return Found(value: .dayPart(reference, word.value), first: index, next: at + 1)
      case Kind.last where word.value >= 2:
        return Found(value: .dayPart(reference.adding(days: -1), word.value), first: index, next: at + 1)
      case Kind.next, Kind.following:
        guard let day = context.lastDay else { return nil }
        return Found(value: .dayPart(day.adding(days: 1), word.value), first: index, next: at + 1)
      default: return nil
      }
    case Kind.holiday:
      return holiday(at)
    case Kind.ordinal:
      guard isUnit(at + 1, .quarter), (1...4).contains(word.value), let reference = context.reference else {
        return nil
      }
      let year = reference.year + (opener.kind == Kind.last ? -1 : opener.kind == Kind.next ? 1 : 0)
      return Found(value: .quarter(year, word.value), first: index, next: at + 2)
    case Kind.past: return pastAlone(at)
    default: return opener.kind == Kind.current ? currentAlone(index) : pastAlone(index)
    }
  }

  /// Whether `previous` speaks from the last day named: `the previous Friday`.
  private func isAnchored(_ index: Int) -> Bool { byte(lexemes[index].start) | 0x20 == UInt8(ascii: "p") }

  private func season(_ season: Int, _ modifier: UInt8, _ reference: CivilDate) -> DateValue {
    let current = reference.month == 12 ? 3 : reference.month < 3 ? -1 : (reference.month - 3) / 3
    switch modifier {
    case Kind.last, Kind.past: return .season(season >= max(current, 0) ? reference.year - 1 : reference.year, season)
    case Kind.next, Kind.following: return .season(season <= current ? reference.year + 1 : reference.year, season)
    default: return .season(reference.year, season)
    }
  }

  /// `last week`, `this year's third quarter`, `the following month`.
  private func modifiedUnit(_ opener: Lexeme, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
    guard let reference = context.reference else {
      if opener.kind == Kind.past { return Found(value: .duration(1, unit), first: index, next: next) }
      return unit >= .day
        ? Found(value: .unresolved(DateReader.unknown(unit), isTime: false), first: index, next: next) : nil
    }
    var anchor = reference
    var shift = opener.value
    let previous = opener.kind == Kind.last && isAnchored(index)
    if opener.kind == Kind.following || previous || opener.kind == Kind.next && unit == .day {
      anchor = context.lastDay ?? reference
    }
    if opener.kind == Kind.following || previous, unit == .month { anchor = context.lastMonth ?? reference }
    if opener.kind == Kind.following, unit == .year, let year = context.lastYear {
      return Found(value: .year(year + 1), first: index, next: next)
    }
    if opener.kind == Kind.past || opener.kind == Kind.last && kindBefore(index) == Kind.the && !previous {
      // `the past year` and `the last decade` are lengths up to now.
      if unit == .decade || unit == .century || opener.kind == Kind.past && unit <= .week {
        return Found(value: .duration(1, unit), first: index, next: next)
      }
    }
    if opener.kind == Kind.latest {
      guard unit == .quarter || unit == .period || unit == .week || unit == .month || unit == .year else { return nil }
      shift = -1
    }
    if opener.kind == Kind.current || opener.kind == Kind.this { shift = 0 }
    if unit == .year || unit == .quarter, let found = yearsQuarter(next, reference.year + shift, index), unit == .year {
      return found
    }
    switch unit {
    case .quarter, .period:
      guard unit == .quarter || opener.kind == Kind.latest else { return nil }
      if opener.kind == Kind.latest, let last = context.lastQuarter, isRecent(last.paragraph) {
        return Found(value: .quarter(last.year, last.quarter), first: index, next: next)
      }
      return Found(value: quarter(reference.year * 4 + reference.quarter - 1 + shift), first: index, next: next)
    case .day:
      guard opener.kind != Kind.this, opener.kind != Kind.last || previous else { return nil }
      return withPart(anchor.adding(days: shift), index, next)
    case .minute, .hour, .second:
      return nil
    default:
      return moved(anchor, by: Double(shift), unit).map { Found(value: $0, first: index, next: next) }
    }
  }

  /// `'s third quarter`, `'s quarter` after a year.
  private func yearsQuarter(_ next: Int, _ year: Int, _ index: Int) -> Found? {
    guard let word = lexeme(next), word.gap == .apostrophe else { return nil }
    if word.kind == Kind.ordinal, (1...4).contains(word.value), isUnit(next + 1, .quarter) {
      return Found(value: .quarter(year, word.value), first: index, next: next + 2)
    }
    if word.kind == Kind.unit, word.value == TimeUnit.quarter.rawValue, let last = context.lastQuarter {
      return Found(value: .quarter(year, last.quarter), first: index, next: next + 1)
    }
    return nil
  }

  func isRecent(_ paragraph: Int) -> Bool { context.paragraph - paragraph <= 4 }

  /// A quarter counted from the year 0.
  private func quarter(_ number: Int) -> DateValue {
    .quarter(number.flooredQuotient(by: 4), number - number.flooredQuotient(by: 4) * 4 + 1)
  }

  /// `XXXX-WXX` and its like: what a missing reference leaves.
  private static func unknown(_ unit: TimeUnit) -> String {
    switch unit {
    case .week: "XXXX-WXX"
    case .weekend: "XXXX-WXX-WE"
    case .month: "XXXX-XX"
    case .quarter: "XXXX-QX"
    case .year: "XXXX"
    default: "XXXX-XX-XX"
    }
  }

  /// A day moved by a number of units, to the precision of the unit.
  func moved(_ day: CivilDate, by count: Double, _ unit: TimeUnit) -> DateValue? {
    guard abs(count) < 100_000 else { return nil }
    let whole = Int(count.rounded(.toNearestOrAwayFromZero))
    switch unit {
    case .second, .minute, .hour: return nil
    case .day: return .day(day.adding(days: whole))
    case .week, .fortnight:
      let week = day.adding(days: whole * (unit == .week ? 7 : 14)).isoWeek
      return .week(week.year, week.week)
    case .weekend:
      let week = day.adding(days: whole * 7).isoWeek
      return .weekend(week.year, week.week)
    case .month:
      let month = day.adding(months: whole)
      return .month(month.year, month.month)
    case .quarter: return quarter(day.year * 4 + day.quarter - 1 + whole)
    case .year: return .year(day.year + whole)
    case .decade:
      // `ten years ago` names a year, `last decade` a decade.
      return .decade(day.year / 10 + whole)
    case .century: return .century(day.year / 100 + whole)
    case .period: return nil
    }
  }

  /// `recent years`, `recent` before a noun.
  private func recent(_ index: Int) -> Found? {
    Found(value: .past, first: index, next: near(index + 1)?.kind == Kind.units ? index + 2 : index + 1)
  }

  private func currentAlone(_ index: Int) -> Found? {
    guard lexemes[index].kind == Kind.current else { return nil }
    return Found(value: .present, first: index, next: index + 1)
  }

  /// `the past`, `in the future`.
  private func pastAlone(_ index: Int) -> Found? {
    guard lexemes[index].kind == Kind.past, kindBefore(index) == Kind.the else { return nil }
    // `the past week` was read before; `the past president` is no time.
    let end = lexemes[index].end
    return byte(end) == 0x20 && byte(end + 1) &- 97 < 26 && !Prepositions.time.contains(word(from: end + 1))
      ? nil : Found(value: .past, first: index, next: index + 1)
  }

  private func word(from start: Int) -> FoldedWord {
    var end = start
    while end - start < 24, (byte(end) | 0x20) &- 97 < 26, byte(end) < 0x80 { end += 1 }
    return FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<max(start, end)]))
  }

  // MARK: The

  /// What begins with `the`: the future, the quarter, the weekend, the day before, the 20th century.
  mutating func afterThe(_ index: Int) -> Found? {
    guard let word = near(index + 1) else { return nil }
    switch word.kind {
    case Kind.future: return Found(value: .future, first: index, next: index + 2)
    case Kind.unit:
      guard let unit = TimeUnit(rawValue: word.value) else { return nil }
      return theUnit(index, unit)
    case Kind.weekday: return nil
    case Kind.season: return bareSeason(index + 1)
    case Lexeme.number: return nil
    default: return nil
    }
  }

  private func theUnit(_ index: Int, _ unit: TimeUnit) -> Found? {
    let next = index + 2
    guard let reference = context.reference else { return nil }
    if let earlier = yearEarlier(index + 1) { return Found(value: earlier.value, first: index, next: earlier.next) }
    switch unit {
    case .quarter:
      if let last = context.lastQuarter {
        return Found(value: .quarter(last.year, last.quarter), first: index, next: next)
      }
      return Found(value: quarter(reference.year * 4 + reference.quarter - 2), first: index, next: next)
    case .weekend:
      // Early in the week it is the one gone by, or what the verb says.
      let isAhead = tense(index, next) == .future || reference.weekday >= 5
      return moved(reference, by: isAhead ? 0 : -1, .weekend).map { Found(value: $0, first: index, next: next) }
    case .day:
      if let before = near(next), before.kind == Kind.before, isEnd(before.end),
        let day = context.lastDay ?? context.reference
      {
        return Found(value: .day(day.adding(days: before.value)), first: index, next: next + 1)
      }
      guard kindBefore(index) == Kind.on || Prepositions.time.contains(wordBefore(index)) else { return nil }
      guard near(next)?.kind != Kind.of, byte(lexemes[index + 1].end) != 0x27 else { return nil }
      return Found(value: .day(context.lastDay ?? reference), first: index, next: next)
    case .week:
      guard Prepositions.time.contains(wordBefore(index)), near(next)?.kind != Kind.of else { return nil }
      return moved(reference, by: 0, .week).map { Found(value: $0, first: index, next: next) }
    case .month:
      guard Prepositions.time.contains(wordBefore(index)), near(next)?.kind != Kind.of else { return nil }
      return moved(reference, by: 0, .month).map { Found(value: $0, first: index, next: next) }
    case .year:
      guard near(next)?.kind != Lexeme.number, near(next)?.kind != Kind.cardinal, near(next)?.gap != .hyphen else {
        return nil
      }
      guard Prepositions.time.contains(wordBefore(index)) || kindBefore(index) == Kind.of else { return nil }
      if kindBefore(index) == Kind.of, kindBefore(index - 1) == Kind.position {
        return Found(value: .year(reference.year), first: index, next: next)
      }
      return Found(value: .duration(1, .year), first: index, next: next)
    default: return nil
    }
  }

  /// `year-earlier`, `year-ago`, with the quarter or period they name.
  func yearEarlier(_ index: Int) -> (value: DateValue, next: Int)? {
    guard isUnitAt(index, .year), let word = lexeme(index + 1), word.gap == .hyphen || word.gap == .blank,
      word.kind == Kind.ago || word.kind == Kind.earlier, let reference = context.reference
    else { return nil }
    var next = index + 2
    var quarter: Int?
    if let ordinal = near(next), ordinal.kind == Kind.ordinal, (1...4).contains(ordinal.value),
      isUnit(next + 1, .quarter)
    {
      quarter = ordinal.value
      next += 2
    } else if let unit = near(next), unit.kind == Kind.unit,
      unit.value == TimeUnit.quarter.rawValue || unit.value == TimeUnit.period.rawValue
    {
      next += 1
    }
    return (yearBefore(reference, quarter), next)
  }

  private func isUnitAt(_ index: Int, _ unit: TimeUnit) -> Bool {
    guard let lexeme = lexeme(index) else { return false }
    return lexeme.kind == Kind.unit && lexeme.value == unit.rawValue
  }

  /// A year before: of the quarter that the text speaks of, or else the year.
  private func yearBefore(_ reference: CivilDate, _ quarter: Int? = nil) -> DateValue {
    if let last = context.lastQuarter, isRecent(last.paragraph) {
      let year =
        last.year >= reference.year || reference.month <= 3 && last.year == reference.year - 1
        ? last.year - 1 : last.year
      return .quarter(year, quarter ?? last.quarter)
    }
    if let quarter { return .quarter(reference.year - 1, quarter) }
    return .year(reference.year - 1)
  }

  // MARK: Lengths

  /// A number of units at an index, as a length.
  func length(_ index: Int, isModified: Bool = false) -> (value: DateValue, next: Int, count: Double?, unit: TimeUnit)?
  {
    guard let (count, at) = count(index) else { return nil }
    var next = at
    if let more = near(next), more.kind == Kind.more { next += 1 }
    guard let word = near(next), word.kind == Kind.unit || word.kind == Kind.units,
      let unit = TimeUnit(rawValue: word.value),
      unit != .period, unit != .weekend || word.kind == Kind.units
    else { return nil }
    // `three-quarters` and `a quarter` are fractions.
    if unit == .quarter, word.gap == .hyphen || lexemes[index].kind == Kind.article { return nil }
    // `1989 year` is none, and `one day` is.
    if let count, count >= 1400, count < 10_000, word.kind == Kind.unit { return nil }
    var total = count
    next += 1
    // `a year and a half`
    if isKind(next, Kind.and), isKind(next + 1, Kind.article), isKind(next + 2, Kind.half) {
      total = total.map { $0 + 0.5 }
      next += 3
    }
    return (.duration(total, unit), next, total, unit)
  }

  /// How many: digits, words, `a`, `a few`, `a couple of`, `half an`; nil inside for `several`.
  private func count(_ index: Int) -> (Double?, Int)? {
    guard let lexeme = lexeme(index) else { return nil }
    switch lexeme.kind {
    case Lexeme.number, Kind.cardinal:
      guard let reading = number(index) else { return nil }
      // `two to three weeks`
      return reading
    case Kind.vague:
      return (nil, isKind(index + 1, Kind.of) ? index + 2 : index + 1)
    case Kind.couple: return (2, isKind(index + 1, Kind.of) ? index + 2 : index + 1)
    case Kind.half:
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
  private func number(_ index: Int) -> (Double?, Int)? {
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

  private func isEnd(_ at: Int) -> Bool {
    switch byte(at) {
    case 0, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"): true
    default: false
    }
  }

  private func ago(_ count: Double?, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
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

  private func earlier(_ count: Double?, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
    guard let count, let reference = context.reference else { return Found(value: .past, first: index, next: next) }
    if unit == .year, count == 1 { return Found(value: yearBefore(reference), first: index, next: next) }
    let anchor = context.lastDay ?? reference
    guard let value = moved(anchor, by: -count, unit) else { return nil }
    return Found(value: value, first: index, next: next)
  }

  /// `a year`: a rate after what is counted, otherwise a length.
  private func lengthWithArticle(_ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
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
    if word.kind == Kind.units {
      guard unit >= .day, unit != .weekend, unit != .quarter, near(index + 1)?.kind != Kind.old else { return nil }
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

  // MARK: Quarters, centuries

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
    if next.kind == Kind.half, word.value <= 2, next.gap == .blank || next.gap == .hyphen {
      if let (year, end) = yearAfter(index + 2) {
        return Found(value: .half(year, word.value), first: index, next: end)
      }
      guard kindBefore(index) == Kind.the, Prepositions.time.contains(wordBefore(index - 1)),
        let reference = context.reference
      else { return nil }
      return Found(value: .half(reference.year, word.value), first: index, next: index + 2)
    }
    if word.value == 1, let length = length(index + 1), length.count.map({ $0 > 1 }) ?? true, next.gap == .blank {
      return Found(value: length.value, first: index, next: length.next)
    }
    if next.kind == Kind.unit, next.value == TimeUnit.century.rawValue {
      return Found(value: .century(word.value - 1), first: index, next: index + 2)
    }
    return nil
  }

  /// A quarter with its year, or in the year that fits.
  private func quarter(_ number: Int, _ index: Int, _ next: Int) -> Found {
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
    guard let word = near(index + 1), word.gap == .blank else { return nil }
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

  // MARK: Seasons, parts of the day, repetitions

  /// `summer`, `the winter of 1994`; `fall` and `spring` only with an article or a year.
  func bareSeason(_ index: Int) -> Found? {
    let season = lexemes[index].value
    let hasThe = kindBefore(index) == Kind.the
    if let (year, end) = yearAfter(index + 1) { return Found(value: .season(year, season), first: index, next: end) }
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
    guard kindBefore(index) == Kind.the, Prepositions.time.contains(wordBefore(index - 1)),
      let civil = context.lastDay ?? context.reference, near(index + 1)?.kind != Kind.of
    else { return nil }
    return Found(value: .dayPart(civil, word.value), first: index, next: index + 1)
  }

  /// `every day`, `each July`, `daily`, `annually`.
  func repeated(_ index: Int) -> Found? {
    let word = lexemes[index]
    if word.kind == Kind.frequency {
      guard let unit = TimeUnit(rawValue: word.value) else { return nil }
      return Found(value: .repeated(DateValue.duration(1, unit).timex), first: index, next: index + 1)
    }
    guard let next = near(index + 1), next.gap == .blank else { return nil }
    switch next.kind {
    case Kind.unit:
      guard let unit = TimeUnit(rawValue: next.value), unit != .period else { return nil }
      return Found(value: .repeated(DateValue.duration(1, unit).timex), first: index, next: index + 2)
    case Kind.weekday: return Found(value: .repeated("XXXX-WXX-\(next.value)"), first: index, next: index + 2)
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

  // MARK: Times of day

  /// `10:35 a.m. EDT Thursday`, `7 p.m.`, `18:00 UTC`, `four in the morning`, `10 o'clock`.
  func clock(_ index: Int) -> Found? {
    let first = lexemes[index]
    guard var hour = first.kind == Kind.cardinal ? first.value : integer(first, most: 2), hour <= 24 else { return nil }
    var next = index + 1
    var minute = 0
    var isClock = false
    var hasMinutes = false
    if first.kind == Lexeme.number, let minutes = lexeme(next), minutes.gap == .colon, minutes.end - minutes.start == 2,
      minutes.start == first.end + 1, let value = integer(minutes, most: 2), value < 60
    {
      minute = value
      hasMinutes = true
      next += 1
      // `1:02:03` is a length or a result.
      if let third = lexeme(next), third.gap == .colon { return nil }
    }
    if let half = halfDay(next) {
      guard hour <= 12 else { return nil }
      hour = half.isAfternoon ? hour % 12 + 12 : hour % 12
      next = half.next
      isClock = true
    }
    if !isClock, let clock = lexeme(next), clock.kind == Kind.oclock { (next, isClock) = (next + 1, true) }
    if !isClock, isKind(next, Kind.on), isKind(next + 1, Kind.the), let part = near(next + 2),
      part.kind == Kind.dayPart, hour <= 12
    {
      // `4 in the morning`
      if part.value > 0, hour < 12 { hour += 12 }
      (next, isClock) = (next + 3, true)
    }
    var offset: Int16?
    if let zone = lexeme(next), zone.kind == Kind.zone, zone.gap == .blank || zone.gap == .stop || zone.gap == .bracket
    {
      if zone.value < 1000 { offset = Int16(zone.value) }
      if isClock || hasMinutes { (next, isClock) = (next + 1, true) }
    }
    if !isClock, hasMinutes, kindBefore(index) == Kind.on, lexemes[index - 1].end - lexemes[index - 1].start == 2 {
      isClock = true
    }
    guard isClock, hour <= 23 || minute == 0 else { return nil }
    let day = dayAfterTime(&next, from: index)
    guard let civil = day ?? context.lastDay ?? context.reference else {
      let value = "XXXX-XX-XXT" + (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
      return Found(value: .unresolved(value, isTime: true), first: index, next: next)
    }
    var moment = civil
    (moment.hour, moment.minute) = (hour == 24 ? 0 : hour, minute)
    if hour == 24 { moment = moment.adding(days: 1) }
    return Found(value: .clock(moment, hasMinutes: true, offset: offset), first: index, next: next)
  }

  /// `a.m.`, `pm`.
  private func halfDay(_ index: Int) -> (isAfternoon: Bool, next: Int)? {
    guard let word = near(index) else { return nil }
    if word.kind == Kind.pm, word.value >= 2 { return (word.value == 3, index + 1) }
    guard word.kind == Kind.article || word.kind == Kind.pm, word.end - word.start == 1, let m = lexeme(index + 1),
      m.kind == Kind.m, m.gap == .stop || m.gap == .glued
    else { return nil }
    return (word.kind == Kind.pm, index + 2)
  }

  /// The day that follows a time: ` Thursday`, ` yesterday`, `, Nov. 6`, ` on Friday`.
  private func dayAfterTime(_ next: inout Int, from first: Int) -> CivilDate? {
    guard let reference = context.reference else { return nil }
    var at = next
    if isKind(at, Kind.on) { at += 1 }
    guard let word = lexeme(at), word.gap == .blank || word.gap == .comma || word.gap == .stop else { return nil }
    let found: Found?
    switch word.kind {
    case Kind.weekday: found = weekday(at, sure: wordBefore(first) == Prepositions.until ? .future : .unknown)
    case Kind.month, Kind.doubtfulMonth: found = monthDay(at)
    case Kind.deictic:
      next = at + 1
      return reference.adding(days: word.value)
    case Lexeme.number: found = dayMonth(at)
    default: found = nil
    }
    guard let found, case .day(let day) = found.value else { return nil }
    next = found.next
    return day
  }
}
