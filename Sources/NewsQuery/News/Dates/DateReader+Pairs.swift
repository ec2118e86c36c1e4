// The rules for two expressions that share what is said once: `18 and 19 June`, `June 18-21, 2023`, `January to April 2015`,
// `1957-58`, `between 12 and 18 months`.

extension DateReader {
  /// The two expressions that begin at an index.
  mutating func pair(_ index: Int) -> (Found, Found)? {
    if lexemes[index].followsLetter { return nil }
    switch lexemes[index].kind {
    case Lexeme.number: return dayPair(index) ?? yearPair(index) ?? lengthPair(index)
    case Kind.ordinal: return dayPair(index)
    case Kind.cardinal: return lexicon.hasDecimalComma ? dayPair(index) ?? lengthPair(index) : lengthPair(index)
    case Kind.month, Kind.doubtfulMonth: return monthDayPair(index) ?? monthPair(index)
    default: return nil
    }
  }

  /// What may be between two such expressions, from the end of one lexeme to the start of another.
  private static let links: [FoldedWord: Bool] = {
    let words = [
      "to", "through", "until", "till", "bis", "bis zum", "au", "a", "al", "hasta el", "hasta", "по", "до",
    ]
    let ands = ["and", "und", "und am", "et", "et le", "y", "y el", "e", "и", "и с"]
    var links = [FoldedWord("至"): true, FoldedWord("到"): true, FoldedWord("和"): false, FoldedWord("、"): false]
    for stop in ["", "."] {
      for mark in ["-", "–", "—", "‑", "~", "～"] {
        links[FoldedWord(stop + mark)] = true
        links[FoldedWord(stop + " " + mark + " ")] = true
      }
      for word in words { links[FoldedWord(stop + " " + word + " ")] = true }
      for word in ands + ["e il"] { links[FoldedWord(stop + " " + word + " ")] = false }
    }
    return links
  }()

  /// The lexeme that a link leads to from the one at an index.
  func linked(_ index: Int) -> (index: Int, isRange: Bool)? {
    let start = lexemes[index].end
    for other in index + 1..<max(index + 1, min(index + 4, lexemes.count)) {
      let between = text[start..<max(start, lexemes[other].start)]
      guard between.count <= 16 else { return nil }
      switch lexemes[other].kind {
      case Lexeme.number, Kind.ordinal, Kind.cardinal, Kind.month, Kind.doubtfulMonth: break
      default: continue
      }
      // Most often it is a blank.
      if between.count == 1, text[start] != UInt8(ascii: "-") { continue }
      if let isRange = Self.links[FoldedWord(UnsafeRawBufferPointer(rebasing: between))] { return (other, isRange) }
    }
    return nil
  }

  /// `18 and 19 June`, `vom 4. bis 23. Juni 2025`, `from 18 June to 3 July 2023`.
  private func dayPair(_ index: Int) -> (Found, Found)? {
    guard let first = dayNumber(index) ?? spelledDay(index) else { return nil }
    if let month = lexeme(first.next), month.kind == Kind.month,
      month.gap == .blank || month.gap == .stop || month.gap == .far,
      let of = fullDay(index), of.next == first.next + 1 || lexemes[of.next - 1].kind == Kind.month,
      let link = linked(of.next - 1), let second = fullDay(link.index), let year = namedYear(second),
      case .day(let day) = second.value
    {
      // The year is said with the second only.
      guard case .day(let own) = of.value else { return nil }
      let isLater = (own.month, own.day) > (day.month, day.day)
      let civil = CivilDate(year: isLater ? year - 1 : year, month: own.month, day: own.day)
      return civil.isValid ? (Found(value: .day(civil), first: index, next: of.next), second) : nil
    }
    guard let link = linked(first.next - 1), let second = fullDay(link.index), case .day(let day) = second.value,
      first.value < day.day
    else { return nil }
    let civil = CivilDate(year: day.year, month: day.month, day: first.value)
    return civil.isValid ? (Found(value: .day(civil), first: index, next: first.next), second) : nil
  }

  /// A day with its month at an index.
  private func fullDay(_ index: Int) -> Found? {
    switch lexemes[index].kind {
    case Lexeme.number, Kind.ordinal, Kind.cardinal: return dayMonth(index)
    case Kind.month, Kind.doubtfulMonth: return monthDay(index)
    default: return nil
    }
  }

  /// The year at the end of an expression, if it is said.
  private func namedYear(_ found: Found) -> Int? {
    for index in stride(from: found.next - 1, to: max(found.first, found.next - 3), by: -1) {
      if let year = yearNumber(lexemes[index]) { return year }
    }
    return nil
  }

  /// `June 18-21, 2023`, `June 18 to 21`, `June 18 - July 3, 2023`.
  private func monthDayPair(_ index: Int) -> (Found, Found)? {
    guard let number = lexeme(index + 1), number.kind == Lexeme.number, number.gap == .blank || number.gap == .stop,
      let found = monthDay(index), case .day(let day) = found.value, found.next == index + 2,
      let link = linked(index + 1), link.isRange || opensBetween(index)
    else { return nil }
    if lexemes[link.index].kind != Lexeme.number { return datePair(found, day, link.index) }
    guard let last = dayNumber(link.index), last.value > day.day else { return nil }
    let end = lexemes[last.next - 1].end
    // `June 18-21 percent`
    guard !isGluedToLetter(lexemes[last.next - 1]), byte(end) != UInt8(ascii: "%"), byte(end) != UInt8(ascii: ":"),
      byte(end) != UInt8(ascii: "-"),
      isEnd(end) || !isFollowedByNoun(end) || lexemes[link.index].gap == .hyphen && !countsShares(end)
    else { return nil }
    var (year, next) = (day.year, last.next)
    if let after = yearAfter(next) { (year, next) = (after.year, after.next) }
    let (from, to) = (
      CivilDate(year: year, month: day.month, day: day.day), CivilDate(year: year, month: day.month, day: last.value)
    )
    guard from.isValid, to.isValid else { return nil }
    return (
      Found(value: .day(from), first: index, next: found.next), Found(value: .day(to), first: link.index, next: next)
    )
  }

  /// `June 18 - July 3, 2023`, `June 19 to July 2`: a year that is said is said of both, and otherwise the second day is the
  /// one that follows the first.
  private func datePair(_ first: Found, _ day: CivilDate, _ index: Int) -> (Found, Found)? {
    guard let second = fullDay(index), case .day(let last) = second.value else { return nil }
    let isLater = (day.month, day.day) > (last.month, last.day)
    guard let year = namedYear(second) else {
      let civil = CivilDate(year: isLater ? day.year + 1 : day.year, month: last.month, day: last.day)
      return civil.isValid && civil.days - day.days < 300
        ? (first, Found(value: .day(civil), first: second.first, next: second.next)) : nil
    }
    let civil = CivilDate(year: isLater ? year - 1 : year, month: day.month, day: day.day)
    return civil.isValid ? (Found(value: .day(civil), first: first.first, next: first.next), second) : nil
  }

  /// Whether `between` stands before: what `and` joins are then two ends.
  private func opensBetween(_ index: Int) -> Bool {
    let before = wordBefore(index)
    return before == FoldedWord("between") || before == FoldedWord("entre") || before == FoldedWord("zwischen")
  }

  /// `18-21 percent`
  private func countsShares(_ end: Int) -> Bool {
    ["percent", "per", "pct", "points", "million", "billion"].contains { tailStands(" " + $0, at: end) }
  }

  /// `January to April 2015`, `May and June 2016`.
  private func monthPair(_ index: Int) -> (Found, Found)? {
    let first = lexemes[index]
    guard first.isCapital || !capitalsDecide || text[first.start] >= 0x80, let link = linked(index),
      let second = lexeme(link.index), second.kind == Kind.month || second.kind == Kind.doubtfulMonth,
      second.isCapital || !capitalsDecide || text[second.start] >= 0x80
    else { return nil }
    guard let (year, end) = yearAfter(link.index + 1) else {
      return link.isRange || opensBetween(index) ? openMonthPair(index, link.index) : nil
    }
    return (
      Found(value: .month(first.value > second.value ? year - 1 : year, first.value), first: index, next: index + 1),
      Found(value: .month(year, second.value), first: link.index, next: end)
    )
  }

  /// `from December through February`: the last such months, or the next where a verb looks ahead.
  private func openMonthPair(_ index: Int, _ other: Int) -> (Found, Found)? {
    guard let reference = context.reference, dayNumber(other + 1) == nil,
      let first = resolved(month: lexemes[index].value, day: nil, first: index, next: index + 1),
      let second = resolved(month: lexemes[other].value, day: nil, first: other, next: other + 1),
      case .month(let from, let month) = first.value, case .month(let to, let last) = second.value, month != last
    else { return nil }
    // Where each by itself tells the same, that is it.
    let wraps = month > last
    if to == (wraps ? from + 1 : from) { return (first, second) }
    let now = reference.year * 12 + reference.month
    func end(_ year: Int) -> Int { year * 12 + last }
    func start(_ year: Int) -> Int { (wraps ? year - 1 : year) * 12 + month }
    let years = [reference.year - 1, reference.year, reference.year + 1]
    let year: Int?
    switch tense(index, other + 1) {
    case .future: year = years.first { start($0) >= now }
    case .past: year = years.last { end($0) <= now }
    case .unknown: year = years.last { start($0) < now }
    }
    guard let year else { return nil }
    return (
      Found(value: .month(wraps ? year - 1 : year, month), first: index, next: index + 1),
      Found(value: .month(year, last), first: other, next: other + 1)
    )
  }

  /// `1957-58`, `1989/90`, `1934-1940`.
  private func yearPair(_ index: Int) -> (Found, Found)? {
    guard let first = yearNumber(lexemes[index]), first >= 1700, let second = lexeme(index + 1),
      second.kind == Lexeme.number, second.gap == .hyphen || second.gap == .slash,
      second.start - lexemes[index].end <= 3, !isGluedToLetter(second),
      !DateParsing.isDigit(byte(lexemes[index].start - 2)) || byte(lexemes[index].start - 1) == 0x20,
      ![UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "$")].contains(byte(second.end)),
      ![UInt8(ascii: "$"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "#")].contains(
        byte(lexemes[index].start - 1)),
      near(index + 2)?.kind != Kind.units
    else { return nil }
    var year: Int
    if let full = yearNumber(second), second.gap == .hyphen {
      year = full
    } else if second.end - second.start == 2, let short = integer(second, most: 2), short > first % 100 {
      // `2010-12` may be a month; more often it is two years.
      year = first / 100 * 100 + short
    } else {
      return nil
    }
    guard year > first, year - first < 100, year <= (context.reference?.year ?? 2030) + 30 else { return nil }
    return (
      Found(value: .year(first), first: index, next: index + 1),
      Found(value: .year(year), first: index + 1, next: index + 2)
    )
  }

  /// `between 12 and 18 months`, `von 3 bis 5 Jahren`: the unit is said with the second.
  private func lengthPair(_ index: Int) -> (Found, Found)? {
    guard let (count, next) = number(index), let from = count, let link = linked(next - 1),
      Self.openers.contains(wordBefore(index))
        || ["от ", "между "].contains(where: { stands($0, before: lexemes[index]) }),
      let length = length(link.index), let to = length.count, to > from, length.unit >= .minute,
      near(length.next)?.kind != Kind.ago, near(length.next)?.kind != Kind.old
    else { return nil }
    return (
      Found(value: .duration(from, length.unit), first: index, next: next),
      Found(value: length.value, first: link.index, next: length.next)
    )
  }

  private static let openers: Set<FoldedWord> = Set(
    "between from zwischen von entre de tra fra da".split(separator: " ").map { FoldedWord(String($0)) })

  /// `el diez de octubre`, `am zweiten Mai`: a day in words.
  func spelledDay(_ index: Int) -> (value: Int, next: Int)? {
    guard lexicon.hasDecimalComma, let word = lexeme(index), word.kind == Kind.cardinal, (1...31).contains(word.value)
    else { return nil }
    return (word.value, index + 1)
  }

  // MARK: Inside a month or year

  /// `the last week of July`, `first Monday of March`, `the first day of 2019`, `la última semana de julio`.
  func inside(_ index: Int) -> Found? {
    let opener = lexemes[index]
    guard opener.kind == Kind.ordinal || opener.kind == Kind.last, let word = near(index + 1), word.gap == .blank,
      let place = period(after: index + 2)
    else { return nil }
    let isLast = opener.kind == Kind.last
    let number = isLast ? 0 : opener.value
    guard isLast || (1...5).contains(number) else { return nil }
    switch word.kind {
    case Kind.unit where word.value == TimeUnit.week.rawValue:
      // As in ISO 8601, a week is where its Thursday is.
      guard let day = nth(number, weekday: 4, place.first, place.last) else { return nil }
      return Found(value: .week(day.isoWeek.year, day.isoWeek.week), first: index, next: place.next)
    case Kind.unit where word.value == TimeUnit.weekend.rawValue:
      guard let day = nth(number, weekday: 6, place.first, place.last) else { return nil }
      return Found(value: .weekend(day.isoWeek.year, day.isoWeek.week), first: index, next: place.next)
    case Kind.unit where word.value == TimeUnit.day.rawValue:
      guard isLast || number == 1 else { return nil }
      return Found(value: .day(isLast ? place.last : place.first), first: index, next: place.next)
    case Kind.weekday:
      guard let day = nth(number, weekday: word.value, place.first, place.last) else { return nil }
      return Found(value: .day(day), first: index, next: place.next)
    default: return nil
    }
  }

  /// The month or year after `of`, `in` or, in Russian, nothing.
  private func period(after index: Int) -> (first: CivilDate, last: CivilDate, next: Int)? {
    guard let link = lexeme(index) else { return nil }
    var at = index
    let isMonth = { (lexeme: Lexeme) in lexeme.kind == Kind.month || lexeme.kind == Kind.doubtfulMonth }
    if !isMonth(link) || link.gap != .blank || text[link.start] < 0x80 {
      let isLinked =
        link.kind == Kind.of || link.kind == Kind.on && text[link.start..<link.end].elementsEqual("in".utf8)
      if isLinked, link.gap == .blank {
        at += 1
      } else {
        // `im März`
        guard isMonth(link) || yearNumber(link) != nil,
          [" im ", " in ", " von "].contains(where: { words in
            text[lexemes[index - 1].end..<link.start].elementsEqual(words.utf8)
          })
        else { return nil }
      }
    }
    guard let place = lexeme(at) else { return nil }
    if let year = yearNumber(place), !isGluedToLetter(place) {
      return (CivilDate(year: year, month: 1, day: 1), CivilDate(year: year, month: 12, day: 31), at + 1)
    }
    guard isMonth(place), place.isCapital || !capitalsDecide || text[place.start] >= 0x80 else { return nil }
    var (year, month, next) = (0, place.value, at + 1)
    if let after = yearAfter(at + 1) {
      (year, next) = (after.year, after.next)
    } else if let found = resolved(month: month, day: nil, first: at, next: at + 1),
      case .month(let own, let number) = found.value
    {
      (year, month) = (own, number)
    } else {
      return nil
    }
    let last = CivilDate(year: year, month: month, day: CivilDate.dayCount(year: year, month: month))
    return (CivilDate(year: year, month: month, day: 1), last, next)
  }

  /// The n-th weekday between two days, the last for 0.
  private func nth(_ number: Int, weekday: Int, _ first: CivilDate, _ last: CivilDate) -> CivilDate? {
    let day =
      number == 0
      ? last.adding(days: -((last.weekday - weekday + 7) % 7))
      : first.adding(days: (weekday - first.weekday + 7) % 7 + (number - 1) * 7)
    return day.days <= last.days ? day : nil
  }
}
