// The rules for Chinese: `一九九六年`, `1月10日到12日`, `下午3点30分`, `五年前`, `20世纪90年代`.

extension DateReader {
  /// A number in digits or characters before a mark: `1996`, `一九九六`, `十五`; with the number of its digits.
  func hanNumber(_ index: Int) -> (value: Int, next: Int, digitCount: Int)? {
    guard let first = lexeme(index) else { return nil }
    if first.kind == Lexeme.number {
      return integer(first, most: 12).map {
        ($0, index + 1, text[first.start] < 0x80 ? first.end - first.start : (first.end - first.start) / 3)
      }
    }
    guard first.isIdeographic, first.kind == Kind.cardinal || first.kind == Kind.scale else { return nil }
    var digits: [Int] = []
    var at = index
    while let word = lexeme(at), word.kind == Kind.cardinal, word.isIdeographic, at == index || word.gap == .glued {
      digits.append(word.value)
      at += 1
    }
    if digits.count >= 2, lexeme(at)?.kind != Kind.scale || lexeme(at)?.gap != .glued {
      guard digits.count <= 4, digits.allSatisfy({ $0 < 10 }) else { return nil }
      return (digits.reduce(0) { $0 * 10 + $1 }, at, digits.count)
    }
    guard let reading = AmountNumbers.ideographs(lexemes, index), reading.value < 1e6,
      reading.value == reading.value.rounded()
    else { return nil }
    return (Int(reading.value), reading.next, 0)
  }

  /// The number in full-width digits.
  func wideInteger(_ lexeme: Lexeme) -> Int? {
    guard let wide = AmountNumbers.value(text, lexeme.start, lexeme.end, hasDecimalComma: false), wide < 1e9,
      wide == wide.rounded()
    else { return nil }
    return Int(wide)
  }

  /// What begins with a number and a mark glued to it.
  func marked(_ index: Int) -> Found? {
    // Not in the middle of a number: a long row of digits would be read again and again.
    if lexemes[index].isIdeographic, lexemes[index].gap == .glued, let before = lexeme(index - 1), before.isIdeographic,
      before.kind == Kind.cardinal || before.kind == Kind.scale
    {
      return nil
    }
    guard let number = hanNumber(index), let mark = lexeme(number.next), mark.gap == .glued else { return nil }
    let next = number.next + 1
    switch mark.kind {
    case Kind.yearMark:
      guard number.digitCount == 4, (1400...2150).contains(number.value) else {
        return number.digitCount == 4 ? nil : hanLength(number.value, .year, index, next)
      }
      return yearMarked(number.value, index, next)
    case Kind.monthMark:
      guard (1...12).contains(number.value), let reference = context.reference else { return nil }
      let ahead = (number.value - reference.month) * 30
      let year = ahead > 180 ? reference.year - 1 : ahead < -200 ? reference.year + 1 : reference.year
      return monthMarked(year, number.value, index, next)
    case Kind.dayMark:
      // `23日`: this month's. `9月` alone is a month, `10天` a length.
      guard (1...31).contains(number.value), let reference = context.reference else { return nil }
      let civil = CivilDate(year: reference.year, month: reference.month, day: number.value)
      guard civil.isValid else { return nil }
      return withHanTime(civil.days > reference.days + 15 ? civil.adding(months: -1) : civil, index, next)
    case Kind.hourMark:
      guard number.value <= 24, mark.end - mark.start == 3 else { return nil }
      return hanClock(index, from: index, context.lastDay ?? context.reference)
    case Kind.decadeMark:
      guard number.value % 10 == 0, number.value < 100 || number.digitCount == 4 else { return nil }
      return Found(
        value: .decade(number.value < 100 ? 190 + number.value / 10 : number.value / 10), first: index, next: next)
    case Kind.unit:
      guard let unit = TimeUnit(rawValue: mark.value) else { return nil }
      if unit == .century, mark.end - mark.start == 6 {
        guard (1...22).contains(number.value) else { return nil }
        // `20世纪90年代`
        if let tens = hanNumber(next), let decade = lexeme(tens.next), decade.kind == Kind.decadeMark,
          tens.value % 10 == 0, tens.value < 100
        {
          return Found(value: .decade((number.value - 1) * 10 + tens.value / 10), first: index, next: tens.next + 1)
        }
        return Found(value: .century(number.value - 1), first: index, next: next)
      }
      return hanLength(number.value, unit, index, next)
    default: return nil
    }
  }

  /// `2020年7月23日`, `2020年三季度`, `2020年`.
  private func yearMarked(_ year: Int, _ index: Int, _ next: Int) -> Found? {
    if let part = lexeme(next), part.gap == .glued, part.kind == Kind.halfOfYear {
      return yearPart(next, of: year, from: index)
    }
    if let season = lexeme(next), season.gap == .glued, season.kind == Kind.season {
      return Found(value: .season(year, season.value), first: index, next: next + 1)
    }
    guard let month = markedNumber(next, Kind.monthMark), (1...12).contains(month.value) else {
      return Found(value: .year(year), first: index, next: next)
    }
    return monthMarked(year, month.value, index, month.next)
  }

  private func monthMarked(_ year: Int, _ month: Int, _ index: Int, _ next: Int) -> Found? {
    guard let day = markedNumber(next, Kind.dayMark) else {
      return Found(value: .month(year, month), first: index, next: next)
    }
    let civil = CivilDate(year: year, month: month, day: day.value)
    return civil.isValid ? withHanTime(civil, index, day.next) : nil
  }

  func markedNumber(_ index: Int, _ kind: UInt8) -> (value: Int, next: Int)? {
    guard let first = lexeme(index), first.gap == .glued || first.gap == .blank, let number = hanNumber(index),
      let mark = lexeme(number.next), mark.kind == kind, mark.gap == .glued
    else { return nil }
    return (number.value, number.next + 1)
  }

  /// `15日下午3点30分`, `20日上午`.
  func withHanTime(_ day: CivilDate, _ first: Int, _ next: Int) -> Found {
    if let part = lexeme(next), part.gap == .glued, part.kind == Kind.dayPart {
      if let time = hanClock(next + 1, from: first, day, part: part.value) { return time }
      return Found(value: .dayPart(day, part.value), first: first, next: next + 1)
    }
    return hanClock(next, from: first, day) ?? Found(value: .day(day), first: first, next: next)
  }

  /// `3点30分`, `15时`.
  private func hanClock(_ index: Int, from first: Int, _ day: CivilDate?, part: Int = 0) -> Found? {
    guard let start = lexeme(index), start.gap == .glued || index == first, let hours = hanNumber(index),
      hours.value <= 24,
      let mark = lexeme(hours.next), mark.kind == Kind.hourMark, mark.gap == .glued
    else { return nil }
    var next = hours.next + 1
    var minute = 0
    if let minutes = markedNumber(next, Kind.minuteMark), minutes.value < 60 {
      (minute, next) = (minutes.value, minutes.next)
    } else if let half = lexeme(next), half.kind == Kind.half, half.gap == .glued {
      (minute, next) = (30, next + 1)
    } else if part == 0, index == first, hours.value < 13 {
      // `3点` may be three points.
      guard tailStands("钟", at: mark.end) else { return nil }
    }
    let isLate = (part == 1 || part == 2 || part == 3) && hours.value < 12
    return clock(isLate ? hours.value + 12 : hours.value, minute, first, next, of: day)
  }

  /// `五年前`, `三年`, `10天后`.
  private func hanLength(_ count: Int, _ unit: TimeUnit, _ index: Int, _ next: Int) -> Found? {
    guard count > 0, count < 10_000 else { return nil }
    let after = lexeme(next).flatMap { $0.gap == .glued ? $0 : nil }
    if after?.kind == Kind.ago { return ago(Double(count), unit, index, next + 1) }
    if after?.kind == Kind.later, let reference = context.reference,
      let value = moved(reference, by: Double(count), unit)
    {
      return Found(value: value, first: index, next: next + 1)
    }
    // 一年级, 三年期 and 一天天 are other words.
    if let word = lexeme(next - 1), ["级", "代", "制"].contains(where: { tailStands($0, at: word.end) }) { return nil }
    return Found(value: .duration(Double(count), unit), first: index, next: next)
  }

  /// `上半年`, `三季度`.
  func yearPart(_ index: Int, of year: Int, from first: Int) -> Found {
    let part = lexemes[index].value
    return Found(value: part > 10 ? .quarter(year, part - 10) : .half(year, part), first: first, next: index + 1)
  }

  /// `去年`, `上个月`, `本周`, `今年十月`.
  func shifted(_ index: Int) -> Found? {
    let code = lexemes[index].value
    guard let reference = context.reference, let unit = TimeUnit(rawValue: code / 16),
      let value = moved(reference, by: Double(code % 16 - 8), unit)
    else { return nil }
    switch value {
    // 去年三季度, 去年12月
    case .year(let year):
      return yearMarked(year, index, index + 1)
    case .month(let year, let month):
      return monthMarked(year, month, index, index + 1)
    case .day(let day): return withHanTime(day, index, index + 1)
    default: return Found(value: value, first: index, next: index + 1)
    }
  }

  /// `到12日`: another day of the month just named.
  func secondHanDay(after found: Found) -> Found? {
    guard case .day(let day) = found.value, lexemes[found.next - 1].kind == Kind.dayMark,
      let link = linked(found.next - 1),
      let number = hanNumber(link.index), number.value > day.day, let mark = lexeme(number.next),
      mark.kind == Kind.dayMark,
      mark.gap == .glued
    else { return nil }
    let civil = CivilDate(year: day.year, month: day.month, day: number.value)
    return civil.isValid ? Found(value: .day(civil), first: link.index, next: number.next + 1) : nil
  }
}
