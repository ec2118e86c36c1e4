// The rules for times of day: `10:35 a.m. EDT Thursday`, `18:00 UTC`.

extension DateReader {
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

  /// `1730 GMT`
  func militaryTime(_ index: Int) -> Found? {
    let first = lexemes[index]
    guard first.end - first.start == 4, let number = integer(first, most: 4), number / 100 < 24, number % 100 < 60,
      let zone = lexeme(index + 1), zone.kind == Kind.zone, zone.gap == .blank, byte(zone.start) &- 65 < 26
    else { return nil }
    var next = index + 2
    let day = dayAfterTime(&next, from: index)
    guard var moment = day ?? context.lastDay ?? context.reference else { return nil }
    (moment.hour, moment.minute) = (number / 100, number % 100)
    let offset = zone.value < 1000 ? Int16(zone.value) : nil
    return Found(value: .clock(moment, hasMinutes: true, offset: offset), first: index, next: next)
  }

  /// `a.m.`, `pm`.
  func halfDay(_ index: Int) -> (isAfternoon: Bool, next: Int)? {
    guard let word = near(index) else { return nil }
    if word.kind == Kind.pm, word.value >= 2 { return (word.value == 3, index + 1) }
    guard word.kind == Kind.article || word.kind == Kind.pm, word.end - word.start == 1, let m = lexeme(index + 1),
      m.kind == Kind.m, m.gap == .stop || m.gap == .glued
    else { return nil }
    return (word.kind == Kind.pm, index + 2)
  }

  /// The day that follows a time: ` Thursday`, ` yesterday`, `, Nov. 6`, ` on Friday`.
  func dayAfterTime(_ next: inout Int, from first: Int) -> CivilDate? {
    guard let reference = context.reference else { return nil }
    var at = next
    if isKind(at, Kind.on) { at += 1 }
    guard let word = lexeme(at), word.gap == .blank || word.gap == .comma || word.gap == .stop else { return nil }
    let found: Found?
    switch word.kind {
    case Kind.weekday: found = weekday(at, sure: isAppointed(first) ? .future : .unknown)
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

  /// Whether a time is until when, or when something is: `until 5 p.m. Friday`, `the deadline is 5 p.m. Friday`.
  private func isAppointed(_ first: Int) -> Bool {
    wordBefore(first) == Prepositions.until
      || [" is ", " are ", " is at ", " are at "].contains { stands($0, before: lexemes[first]) }
  }
}
