// The rules for times, centuries and lengths in the languages beside English.

extension DateReader {
  /// `um 18.30 Uhr`, `à 15 h 45`, `20h30`, `a las 9.00`, `alle 18`.
  func foreignClock(_ index: Int) -> Found? {
    guard lexicon.hasDecimalComma, lexemes[index].kind == Lexeme.number else { return nil }
    let first = lexemes[index]
    let opens = Self.beforeClocks.contains { stands($0, before: first) }
    var hour: Int
    var minute: Int?
    var next = index + 1
    if let (left, right) = dotted(first) {
      (hour, minute) = (left, right)
    } else if let whole = integer(first, most: 2) {
      hour = whole
      if let minutes = lexeme(next), minutes.gap == .colon, minutes.end - minutes.start == 2,
        minutes.start == first.end + 1,
        let value = integer(minutes, most: 2)
      {
        (minute, next) = (value, next + 1)
      }
    } else {
      return nil
    }
    var hasMark = false
    if let mark = near(next), mark.kind == Kind.oclock {
      hasMark = true
      next += 1
      if minute == nil, let minutes = near(next), minutes.kind == Lexeme.number, minutes.end - minutes.start == 2,
        minutes.gap == .glued || minutes.gap == .blank, mark.end - mark.start == 1,
        let value = integer(minutes, most: 2), value < 60
      {
        (minute, next) = (value, next + 1)
      }
      // `pendant 3 h`, `3 h 12`: a length, if nothing says that it is a time.
      if mark.end - mark.start == 1, minute == nil || mark.gap == .blank && hour < 5, !opens { return nil }
    } else if opens, let hours = near(next), hours.kind == Kind.units, hours.value == TimeUnit.hour.rawValue, hour > 0 {
      (hasMark, next) = (true, next + 1)
    }
    guard hasMark || opens, hour <= 24, (minute ?? 0) < 60, !(hour == 24 && (minute ?? 0) > 0) else { return nil }
    if !hasMark, minute == nil {
      // `a las 9` counts only women.
      guard near(next) == nil || isEnd(first.end) else { return nil }
    }
    if hour < 12, let shift = Self.afternoons.first(where: { tailStands($0, at: lexemes[next - 1].end) }),
      !shift.isEmpty
    {
      hour += 12
    }
    return clock(hour, minute ?? 0, index, next)
  }

  private static let beforeClocks = [
    "à ", "a las ", "A las ", "la ", "alle ", "alle ore ", "ore ", "dès ", "vers ", "jusqu'à ", "jusqu’à ", "в ", "к ",
    "às ",
    "om ", "de ", "dalle ", "dalle ore ", "desde las ", "hasta las ", "y las ",
  ].filter { $0 != "la " && $0 != "de " }

  static let afternoonWords = [" après-midi", " pomeriggio", " à tarde"]

  private static let afternoons = [
    " de la tarde", " de la noche", " da tarde", " da noite", " del pomeriggio", " di sera", " вечера",
  ]

  /// Whether `words` follow at a byte.
  func tailStands(_ words: String, at start: Int) -> Bool {
    let end = start + words.utf8.count
    return end <= range.upperBound && text[start..<end].elementsEqual(words.utf8)
  }

  /// `18.30` in one lexeme.
  private func dotted(_ lexeme: Lexeme) -> (Int, Int)? {
    guard lexeme.end - lexeme.start <= 5, lexeme.end - lexeme.start >= 4, text[lexeme.end - 3] == UInt8(ascii: ".")
    else { return nil }
    var parts = [0, 0]
    for (place, byte) in text[lexeme.start..<lexeme.end].enumerated() where byte != UInt8(ascii: ".") {
      guard DateParsing.isDigit(byte) else { return nil }
      parts[place < lexeme.end - lexeme.start - 3 ? 0 : 1] =
        parts[place < lexeme.end - lexeme.start - 3 ? 0 : 1] * 10 + Int(byte - 48)
    }
    return (parts[0], parts[1])
  }

  /// A time of the day last named or of the article's.
  func clock(_ hour: Int, _ minute: Int, _ first: Int, _ next: Int, of day: CivilDate? = nil) -> Found {
    guard var moment = day ?? context.lastDay ?? context.reference else {
      let value = "XXXX-XX-XXT" + (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
      return Found(value: .unresolved(value, isTime: true), first: first, next: next)
    }
    (moment.hour, moment.minute) = (hour == 24 ? 0 : hour, minute)
    if hour == 24 { moment = moment.adding(days: 1) }
    return Found(value: .clock(moment, hasMinutes: true, offset: nil), first: first, next: next)
  }

  /// `22.04.`: a day and a month in digits, with a stop after each.
  func stoppedDay(_ index: Int) -> Found? {
    guard lexicon.hasDecimalComma, let (day, month) = dotted(lexemes[index]),
      byte(lexemes[index].end) == UInt8(ascii: "."),
      (1...31).contains(day), (1...12).contains(month),
      ["am ", "vom ", "zum ", "bis ", "dem ", "Am ", "Vom ", "ab ", "seit "]
        .contains(where: { stands($0, before: lexemes[index]) })
    else { return nil }
    return resolved(month: month, day: day, first: index, next: index + 1)
  }

  /// `le 9 août dernier`, `el 21 de enero próximo`: the year that the adjective says.
  func withAdjective(_ found: Found) -> Found {
    guard lexicon.hasDecimalComma, case .day(let day) = found.value, lexemes[found.next - 1].kind == Kind.month,
      let reference = context.reference, let word = near(found.next), word.kind == Kind.last || word.kind == Kind.next,
      near(found.next + 1)?.kind != Kind.unit
    else { return found }
    var civil = CivilDate(year: reference.year, month: day.month, day: day.day)
    if word.kind == Kind.last, civil.days >= reference.days { civil.year -= 1 }
    if word.kind == Kind.next, civil.days <= reference.days { civil.year += 1 }
    return civil.isValid ? Found(value: .day(civil), first: found.first, next: found.next + 1) : found
  }

  /// `au XIXe siècle`, `siglo XIX`, `19. Jahrhundert`, `XIX век`.
  func foreignCentury(_ index: Int) -> Found? {
    guard lexicon.hasDecimalComma, isUnitAt(index, .century) else { return nil }
    let word = lexemes[index]
    let before = wordText(before: word.start)
    let after = byte(word.end) == 0x20 ? wordText(from: word.end + 1) : []
    guard let number = DateReader.roman(before) ?? DateReader.roman(after), (1...22).contains(number) else {
      return nil
    }
    return Found(value: .century(number - 1), first: index, next: index + 1)
  }

  private func wordText(before end: Int) -> [UInt8] {
    var end = end
    while end > range.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    var start = end
    while start > range.lowerBound, end - start < 12, text[start - 1] > 0x20 { start -= 1 }
    return Array(text[start..<end])
  }

  private func wordText(from start: Int) -> [UInt8] {
    var end = start
    while end < range.upperBound, end - start < 12, text[end] > 0x20, ![0x2C, 0x2E, 0x3B, 0x29].contains(text[end]) {
      end += 1
    }
    return Array(text[start..<end])
  }

  /// `XIX`, `XIXe`, `15e`, `19.`, `19-м`: a number below 40 with the ending of an ordinal.
  private static func roman(_ word: [UInt8]) -> Int? {
    let digits = word.prefix { DateParsing.isDigit($0) }
    if !digits.isEmpty, digits.count <= 2 {
      let rest = word.dropFirst(digits.count)
      guard
        rest.isEmpty
          || rest.count <= 5
            && (rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "-")
              || rest.first == 0xC3 || rest.first == 0xC2)
      else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    let letters = word.prefix { [UInt8(ascii: "I"), UInt8(ascii: "V"), UInt8(ascii: "X")].contains($0) }
    guard !letters.isEmpty, word.count - letters.count <= 5 else { return nil }
    let rest = word.dropFirst(letters.count)
    guard
      rest.isEmpty || rest.first == UInt8(ascii: "e") || rest.first == 0xC3 || rest.first == UInt8(ascii: "-")
        || rest.first == 0xCB || rest.first == 0xE1
    else { return nil }
    let values = letters.map { $0 == UInt8(ascii: "I") ? 1 : $0 == UInt8(ascii: "V") ? 5 : 10 }
    return values.enumerated().reduce(0) { sum, item in
      let isBelow = item.offset + 1 < values.count && values[item.offset + 1] > item.element
      return sum + (isBelow ? -item.element : item.element)
    }
  }

  // MARK: Lengths

  /// `3:07:35`
  func stopwatch(_ index: Int) -> Found? {
    guard let hours = integer(lexemes[index], most: 2), let second = lexeme(index + 1), let third = lexeme(index + 2),
      second.gap == .colon, third.gap == .colon, second.start == lexemes[index].end + 1, third.start == second.end + 1,
      second.end - second.start == 2, third.end - third.start == 2, let minutes = integer(second, most: 2),
      minutes < 60,
      let seconds = integer(third, most: 2), seconds < 60, near(index + 3)?.kind != Kind.zone, halfDay(index + 3) == nil
    else { return nil }
    return Found(value: .length("PT\(hours)H\(minutes)M\(seconds)S"), first: index, next: index + 3)
  }

  /// `1 hour and 30 minutes`, `two years and six months`.
  func joinedLength(_ first: (value: DateValue, next: Int, count: Double?, unit: TimeUnit), _ index: Int) -> Found? {
    guard let count = first.count, count == count.rounded(), count < 1e6 else { return nil }
    var at = first.next
    if isKind(at, Kind.and) || near(at)?.kind == Kind.joint { at += 1 }
    guard let word = near(at), word.gap == .blank, word.kind == Lexeme.number || word.kind == Kind.cardinal,
      let second = length(at), let rest = second.count, rest == rest.rounded(), near(second.next)?.kind != Kind.old,
      near(second.next)?.kind != Kind.ago
    else { return nil }
    let (whole, part) = (Int(count), Int(rest))
    let value: String
    switch (first.unit, second.unit) {
    case (.hour, .minute): value = "PT\(whole)H\(part)M"
    case (.minute, .second): value = "PT\(whole)M\(part)S"
    case (.year, .month): value = "P\(whole)Y\(part)M"
    case (.month, .day): value = "P\(whole)M\(part)D"
    case (.week, .day): value = "P\(whole)W\(part)D"
    default: return nil
    }
    return Found(value: .length(value), first: index, next: second.next)
  }

  /// `El diario Cinco Días`: two capitals make a name, but not in German.
  func isTitle(_ index: Int, _ next: Int) -> Bool {
    guard lexicon.hasDecimalComma, lexemes[index].isCapital, lexemes[index].kind == Kind.cardinal,
      lexemes[next - 1].isCapital
    else { return false }
    let word = text[lexemes[next - 1].start..<lexemes[next - 1].end]
    return ["Días", "Años", "Horas", "Semanas", "Meses", "Jours", "Heures", "Giorni", "Anni", "Ore", "Dias", "Anos"]
      .contains { word.elementsEqual($0.utf8) }
  }

  /// An age is not a length of time: `Agé de 54 ans`, `Jean Dupont, 19 ans,`.
  func isAge(_ index: Int, _ next: Int, _ unit: TimeUnit) -> Bool {
    guard unit == .year, lexemes[index].kind == Lexeme.number else { return false }
    if wordBefore(index) == FoldedWord("aged") { return true }
    guard lexicon.hasDecimalComma else { return false }
    if ["gé de ", "gée de ", "gés de ", "gées de "].contains(where: { stands($0, before: lexemes[index]) }) {
      return true
    }
    let end = lexemes[next - 1].end
    return stands(", ", before: lexemes[index]) && (byte(end) == UInt8(ascii: ",") || byte(end) == UInt8(ascii: "."))
      && ["ans", "años", "anni", "anos"].contains { text[lexemes[next - 1].start..<end].elementsEqual($0.utf8) }
  }
}
