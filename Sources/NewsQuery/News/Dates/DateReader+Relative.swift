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
    if lexicon.hasDecimalComma, tailStands(" que viene", at: opener.end) {
      day = reference.adding(days: (opener.value - reference.weekday + 6) % 7 + 1)
    }
    // `Friday of last week`, `Friday next week` are rare; `a week from Friday` too.
    if let week = near(next), week.kind == Kind.last, isUnit(next + 1, .week) {
      day = weekday(opener.value, inWeekOf: reference.adding(days: -7))
      next += 2
    }
    return withPart(day, index, next)
  }

  /// The last such day, today's included; the next one where the verb speaks of the future.
  func weekday(_ weekday: Int, nearestTo reference: CivilDate, tense: Tense) -> CivilDate {
    let back = (reference.weekday - weekday + 7) % 7
    if tense == .future, back != 0 { return reference.adding(days: 7 - back) }
    return reference.adding(days: -back)
  }

  func weekday(_ weekday: Int, inWeekOf day: CivilDate) -> CivilDate {
    day.adding(days: weekday - day.weekday)
  }

  /// A day, with the part of the day that follows: `morning`, `night`.
  func withPart(_ day: CivilDate, _ first: Int, _ next: Int) -> Found {
    if lexicon.hasDecimalComma,
      let after = Self.afternoonWords.first(where: { tailStands($0, at: lexemes[next - 1].end) }),
      !after.isEmpty
    {
      return Found(value: .dayPart(day, 1), first: first, next: next)
    }
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
    // avant-hier, après-demain
    let isDouble =
      lexicon.hasDecimalComma
      && (stands("avant-", before: lexeme) || stands("Avant-", before: lexeme)
        || stands("après-", before: lexeme))
    let day = reference.adding(days: isDouble ? 2 * lexeme.value : lexeme.value)
    // heute Morgen
    if lexicon.hasDecimalComma, let morning = near(index + 1), morning.kind == Kind.deictic, morning.value == 1,
      morning.isCapital, lexeme.value != 1
    {
      return Found(value: .dayPart(day, 0), first: index, next: index + 2)
    }
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
    // `the last half of 1989`
    if opener.kind == Kind.last, let half = near(at), half.kind == Kind.half, half.gap == .blank,
      let (year, end) = yearAfter(at + 1)
    {
      return Found(value: .half(year, 2), first: index, next: end)
    }
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
    case Kind.deictic where word.value == 1 && lexicon.hasDecimalComma:
      // esta mañana, pasado mañana
      guard let reference = context.reference else { return nil }
      if opener.kind == Kind.this { return Found(value: .dayPart(reference, 0), first: index, next: at + 1) }
      return opener.kind == Kind.last ? Found(value: .day(reference.adding(days: 2)), first: index, next: at + 1) : nil
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
  func isAnchored(_ index: Int) -> Bool { byte(lexemes[index].start) | 0x20 == UInt8(ascii: "p") }

  func season(_ season: Int, _ modifier: UInt8, _ reference: CivilDate) -> DateValue {
    let current = reference.month == 12 ? 3 : reference.month < 3 ? -1 : (reference.month - 3) / 3
    switch modifier {
    case Kind.last, Kind.past: return .season(season >= max(current, 0) ? reference.year - 1 : reference.year, season)
    case Kind.next, Kind.following: return .season(season <= current ? reference.year + 1 : reference.year, season)
    default: return .season(reference.year, season)
    }
  }

  /// `last week`, `this year's third quarter`, `the following month`.
  func modifiedUnit(_ opener: Lexeme, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
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
  func yearsQuarter(_ next: Int, _ year: Int, _ index: Int) -> Found? {
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
  func quarter(_ number: Int) -> DateValue {
    .quarter(number.flooredQuotient(by: 4), number - number.flooredQuotient(by: 4) * 4 + 1)
  }

  /// `XXXX-WXX` and its like: what a missing reference leaves.
  static func unknown(_ unit: TimeUnit) -> String {
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
  func recent(_ index: Int) -> Found? {
    Found(value: .past, first: index, next: near(index + 1)?.kind == Kind.units ? index + 2 : index + 1)
  }

  func currentAlone(_ index: Int) -> Found? {
    guard lexemes[index].kind == Kind.current else { return nil }
    return Found(value: .present, first: index, next: index + 1)
  }

  func word(from start: Int) -> FoldedWord {
    var end = start
    while end - start < 24, (byte(end) | 0x20) &- 97 < 26, byte(end) < 0x80 { end += 1 }
    return FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<max(start, end)]))
  }

  // MARK: The

  /// What begins with `the`: the future, the quarter, the weekend, the day before, the 20th century.
  mutating func afterThe(_ index: Int) -> Found? {
    guard let word = near(index + 1) else { return nil }
    if let found = dayBeyond(index + 1, from: index) ?? postposed(index + 1, from: index) { return found }
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

  /// `day before yesterday`, `day after tomorrow`.
  func dayBeyond(_ index: Int, from first: Int) -> Found? {
    guard isUnitAt(index, .day), let before = near(index + 1), before.kind == Kind.before, let day = near(index + 2),
      day.kind == Kind.deictic, day.value == before.value, let reference = context.reference
    else { return nil }
    return Found(value: .day(reference.adding(days: 2 * day.value)), first: first, next: index + 3)
  }

  func theUnit(_ index: Int, _ unit: TimeUnit) -> Found? {
    let next = index + 2
    guard let reference = context.reference else { return nil }
    if let earlier = yearEarlier(index + 1) { return Found(value: earlier.value, first: index, next: earlier.next) }
    if unit == .quarter, context.lastQuarter == nil, let day = endOfPeriod(next) {
      return Found(value: .quarter(day.year, day.quarter), first: index, next: next)
    }
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
      // `el día 8`
      if lexicon.hasDecimalComma, let number = near(next), number.kind == Lexeme.number {
        if let found = dayMonth(next) { return Found(value: found.value, first: index, next: found.next) }
        guard let value = integer(number, most: 2), let month = context.lastMonth ?? context.reference else {
          return nil
        }
        let civil = CivilDate(year: month.year, month: month.month, day: value)
        return civil.isValid ? Found(value: .day(civil), first: index, next: next + 1) : nil
      }
      if let before = near(next), before.kind == Kind.before, isEnd(before.end),
        let day = context.lastDay ?? context.reference
      {
        return Found(value: .day(day.adding(days: before.value)), first: index, next: next + 1)
      }
      guard kindBefore(index) == Kind.on || Prepositions.time.contains(wordBefore(index)) else { return nil }
      guard near(next)?.kind != Kind.of, byte(lexemes[index + 1].end) != 0x27 else { return nil }
      return Found(value: .day(context.lastDay ?? reference), first: index, next: next)
    case .week where kindBefore(index) == Kind.position, .month where kindBefore(index) == Kind.position:
      // Mitte der Woche
      return moved(reference, by: 0, unit).map { Found(value: $0, first: index, next: next) }
    case .week:
      guard Prepositions.time.contains(wordBefore(index)), near(next)?.kind != Kind.of else { return nil }
      return moved(reference, by: 0, .week).map { Found(value: $0, first: index, next: next) }
    case .month:
      guard Prepositions.time.contains(wordBefore(index)), near(next)?.kind != Kind.of else { return nil }
      return moved(reference, by: 0, .month).map { Found(value: $0, first: index, next: next) }
    case .year where kindBefore(index) == Kind.position:
      // Ende des Jahres
      return Found(value: .year(reference.year), first: index, next: next)
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

  func isUnitAt(_ index: Int, _ unit: TimeUnit) -> Bool {
    guard let lexeme = lexeme(index) else { return false }
    return lexeme.kind == Kind.unit && lexeme.value == unit.rawValue
  }

  /// A year before: of the quarter that the text speaks of, or else the year.
  func yearBefore(_ reference: CivilDate, _ quarter: Int? = nil) -> DateValue {
    if let last = context.lastQuarter, isRecent(last.paragraph) {
      let year =
        last.year >= reference.year || reference.month <= 3 && last.year == reference.year - 1
        ? last.year - 1 : last.year
      return .quarter(year, quarter ?? last.quarter)
    }
    if let quarter { return .quarter(reference.year - 1, quarter) }
    return .year(reference.year - 1)
  }
}
