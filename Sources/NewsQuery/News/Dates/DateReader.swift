/// Reads the expressions of time of one paragraph from its lexemes.
///
/// At each lexeme the rules are asked in turn, those for the longest expressions first; words before an expression that
/// belong to it (`early`, `the end of`, `nearly`) are added afterwards.
struct DateReader {
  let text: UnsafeRawBufferPointer
  let range: Range<Int>
  let lexemes: [Lexeme]
  let lexicon: Lexicon
  var context: DateContext

  typealias Kind = DateLexicon.Kind

  /// An expression from its first lexeme to before `next`.
  struct Found {
    var value: DateValue
    var first: Int
    var next: Int
  }

  /// Appends the expressions found, in order.
  mutating func read(into mentions: inout [DateMention]) {
    var index = 0
    var lowest = 0
    while index < lexemes.count {
      if let (first, second) = pair(index) {
        var first = first
        widen(&first, lowest)
        for found in [first, second] {
          remember(found.value)
          mentions.append(
            DateMention(
              span: lexemes[found.first].start..<end(of: found), type: found.value.type, value: found.value.timex,
              event: found.value.event))
        }
        index = second.next
        lowest = second.next
        continue
      }
      guard var found = expression(at: index), found.next > index else {
        index += 1
        continue
      }
      widenToWeek(&found, lowest)
      widen(&found, lowest)
      remember(found.value)
      mentions.append(
        DateMention(
          span: lexemes[found.first].start..<end(of: found), type: found.value.type,
          value: found.value.timex, event: found.value.event))
      index = found.next
      lowest = found.next
      if let second = secondDay(after: found) ?? secondHanDay(after: found) {
        remember(second.value)
        mentions.append(
          DateMention(
            span: lexemes[second.first].start..<lexemes[second.next - 1].end, type: second.value.type,
            value: second.value.timex, event: second.value.event))
        index = second.next
        lowest = second.next
      }
    }
  }

  /// `April 24 and 25`: another day of the month just named.
  private func secondDay(after found: Found) -> Found? {
    guard case .day(let day) = found.value, found.next - found.first >= 2,
      lexemes[found.next - 2].kind == Kind.month || lexemes[found.next - 2].kind == Kind.doubtfulMonth,
      lexemes[found.next - 1].kind == Lexeme.number, isKind(found.next, Kind.and), let number = lexeme(found.next + 1),
      number.gap == .blank, let value = integer(number, most: 2), value > day.day, value <= 31, !isGluedToLetter(number)
    else { return nil }
    // `On April 24 and 25 people died` counts people.
    guard isEnd(number.end) || byte(number.end) == 0x20 && Prepositions.time.contains(word(from: number.end + 1)) else {
      return nil
    }
    let civil = CivilDate(year: day.year, month: day.month, day: value)
    return civil.isValid ? Found(value: .day(civil), first: found.next + 1, next: found.next + 2) : nil
  }

  /// `the week of March 6`
  private func widenToWeek(_ found: inout Found, _ lowest: Int) {
    guard case .day(let day) = found.value, found.first - 2 >= lowest, isUnit(found.first - 2, .week),
      lexemes[found.first - 1].kind == Kind.of, lexemes[found.first - 1].gap == .blank,
      lexemes[found.first].gap == .blank
    else { return }
    found.value = .week(day.isoWeek.year, day.isoWeek.week)
    found.first -= 2
  }

  /// Where an expression ends: with the `s` of `1990s`.
  private func end(of found: Found) -> Int {
    var end = lexemes[found.next - 1].end
    if lexemes[found.next - 1].kind == Kind.deictic, lexicon.hasDecimalComma {
      for rest in ["'hui", "’hui"] where end + rest.utf8.count <= range.upperBound {
        if text[end..<end + rest.utf8.count].elementsEqual(rest.utf8) { return end + rest.utf8.count }
      }
    }
    guard case .decade = found.value, DateParsing.isDigit(byte(end - 1)) else { return end }
    if byte(end) == 0x27 { end += 1 }
    return byte(end) | 0x20 == UInt8(ascii: "s") ? end + 1 : end
  }

  /// The expression that begins at an index.
  private mutating func expression(at index: Int) -> Found? {
    if lexemes[index].followsLetter { return nil }
    if lexicon.hasDecimalComma, let found = postposed(index, from: index) ?? foreignDecade(index) { return found }
    switch lexemes[index].kind {
    case Lexeme.number:
      // In three steps: the compiler takes half a second for one chain of nine.
      if let found = stopwatch(index) ?? foreignClock(index) { return found }
      if let found = clock(index) ?? militaryTime(index) ?? marked(index) { return found }
      if let found = numeric(index) ?? ordinalDay(index) ?? stoppedDay(index) { return found }
      if let found = dayMonth(index) { return withAdjective(found) }
      return quarterOfYear(index) ?? counted(index) ?? year(index)
    case Kind.month, Kind.doubtfulMonth: return monthDay(index)
    case Kind.weekday, Kind.weekdayAbbreviation, Kind.weekdays: return weekday(index)
    case Kind.the: return afterThe(index)
    case Kind.last where inside(index) != nil: return inside(index)
    case Kind.last where isKind(index + 1, Kind.monthPart): return monthPart(index + 1, from: index)
    case Kind.cardinal where lexemes[index].isIdeographic: return marked(index)
    case Kind.scale where lexemes[index].isIdeographic: return marked(index)
    case Kind.last, Kind.past, Kind.this, Kind.next, Kind.following, Kind.recent, Kind.latest, Kind.these, Kind.current:
      return modified(index)
    case Kind.that: return thatDay(index)
    case Kind.cardinal where lexicon.hasDecimalComma && dayMonth(index) != nil: return dayMonth(index)
    case Kind.halves: return counted(index)
    case Kind.cardinal, Kind.half, Kind.vague, Kind.couple: return spelledYear(index) ?? clock(index) ?? counted(index)
    case Kind.article: return counted(index)
    case Kind.ordinal:
      if let found = inside(index) { return found }
      return (lexicon.hasDecimalComma ? dayMonth(index) : nil) ?? ordinal(index)
    case Kind.fiscal: return fiscal(index)
    case Kind.deictic, Kind.tonight: return deictic(index)
    case Kind.each, Kind.frequency: return repeated(index)
    case Kind.now: return Found(value: .present, first: index, next: index + 1)
    case Kind.lately: return recentLength(index) ?? Found(value: .past, first: index, next: index + 1)
    case Kind.monthPart: return monthPart(index, from: index)
    case Kind.per: return perUnit(index)
    case Kind.future: return nearFuture(index)
    case Kind.season: return bareSeason(index)
    case Kind.dayPart, Kind.noon: return barePart(index)
    case Kind.unit, Kind.units: return bareUnit(index)
    case Kind.decade: return Found(value: .decade(190 + lexemes[index].value), first: index, next: index + 1)
    case Kind.holiday: return holiday(index)
    case Kind.shifted: return shifted(index)
    case Kind.agoBefore: return agoBefore(index)
    case Kind.periodLetter: return periodLetter(index)
    case Kind.halfOfYear where lexemes[index].isIdeographic:
      return context.reference.map { yearPart(index, of: $0.year, from: index) }
    default: return nil
    }
  }

  // MARK: Lexemes

  func lexeme(_ index: Int) -> Lexeme? { index >= 0 && index < lexemes.count ? lexemes[index] : nil }

  /// The lexeme at an index where a blank, a hyphen or nothing stands before it.
  func near(_ index: Int) -> Lexeme? {
    guard let lexeme = lexeme(index) else { return nil }
    switch lexeme.gap {
    case .glued, .blank, .hyphen: return lexeme
    // l'année
    case .apostrophe where lexicon.hasDecimalComma && lexemes[index - 1].end - lexemes[index - 1].start == 1:
      return lexeme
    default: return nil
    }
  }

  /// The lexeme at an index where at most a comma or a stop stands before it.
  func nearMark(_ index: Int) -> Lexeme? {
    guard let lexeme = lexeme(index) else { return nil }
    switch lexeme.gap {
    case .glued, .blank, .comma, .stop: return lexeme
    default: return nil
    }
  }

  func isKind(_ index: Int, _ kind: UInt8) -> Bool { near(index)?.kind == kind }

  /// The kind of the word right before an index, 255 where the lexicon lacks it.
  func kindBefore(_ index: Int) -> UInt8 {
    guard index > 0, lexemes[index].gap != .far, lexemes[index].gap == .blank || lexemes[index].gap == .hyphen else {
      return 255
    }
    return lexemes[index - 1].kind
  }

  /// The digits of a number lexeme; nil where it is longer than `most` or has marks.
  func integer(_ lexeme: Lexeme, most: Int) -> Int? {
    guard lexeme.kind == Lexeme.number, lexeme.end - lexeme.start <= most else { return nil }
    var value = 0
    if text[lexeme.start] == 0xEF { return wideInteger(lexeme) }
    for byte in text[lexeme.start..<lexeme.end] {
      guard DateParsing.isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }

  /// Four digits that may be a year of news.
  func yearNumber(_ lexeme: Lexeme?) -> Int? {
    guard let lexeme, lexeme.end - lexeme.start == 4, let value = integer(lexeme, most: 4),
      (1400...2150).contains(value)
    else { return nil }
    return value
  }

  func byte(_ at: Int) -> UInt8 { at < range.upperBound && at >= range.lowerBound ? text[at] : 0 }

  /// The word before a lexeme as the text has it, folded; empty at the paragraph's start or after a mark.
  func wordBefore(_ index: Int) -> FoldedWord {
    var end = lexemes[index].start
    while end > range.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    var start = end
    while start > range.lowerBound, end - start < 24, (text[start - 1] | 0x20) &- 97 < 26, text[start - 1] < 0x80 {
      start -= 1
    }
    return FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end]))
  }

  func tense(_ first: Int, _ next: Int) -> Tense {
    let tense = Tense.around(lexemes[first].start..<lexemes[next - 1].end, in: text, range)
    let before = wordBefore(first)
    // `Wednesday's ruling` was, whatever verb stands beside it.
    let last = lexemes[next - 1]
    if lexemes[first].kind == Kind.weekday, byte(last.end) == 0x27, byte(last.end + 1) == UInt8(ascii: "s") {
      return .past
    }
    // What is to be done by a day is still to come.
    if Prepositions.ahead.contains(before), tense != .past || !opensSentence(first) {
      return .future
    }
    guard before == Prepositions.as else { return tense }
    // `as soon as Tuesday` looks ahead whatever stands beside it, other forms with `as` where no past does.
    let start = lexemes[first].start
    let looksAhead = ["soon as ", "early as "].contains { words in
      start - range.lowerBound >= words.utf8.count && text[start - words.utf8.count..<start].elementsEqual(words.utf8)
    }
    return looksAhead || tense != .past ? .future : tense
  }

  /// Whether the word before a lexeme begins with a capital: `Until Thursday, they had not`.
  private func opensSentence(_ index: Int) -> Bool {
    var at = lexemes[index].start
    while at > range.lowerBound, text[at - 1] == 0x20 { at -= 1 }
    while at > range.lowerBound, (text[at - 1] | 0x20) &- 97 < 26, text[at - 1] < 0x80 { at -= 1 }
    return byte(at) &- 65 < 26
  }

  /// Whether nothing but a letter is glued to the end of a lexeme: `1980s`.
  func isGluedToLetter(_ lexeme: Lexeme) -> Bool {
    guard lexeme.end < range.upperBound else { return false }
    return Scalars.isLetter(Scalars.decode(text, lexeme.end).scalar)
  }

  // MARK: Around an expression

  /// Adds what stands before: `early`, `the end of`, `earlier`, `nearly`, `the`.
  private func widen(_ found: inout Found, _ lowest: Int) {
    while found.first > lowest, let here = lexeme(found.first), let before = lexeme(found.first - 1),
      here.gap == .blank || here.gap == .hyphen
    {
      switch before.kind {
      case Kind.position, Kind.earlier, Kind.later:
        guard found.value.type == .date || found.value.type == .time else { return }
        found.first -= 1
      case Kind.the:
        // `the 2016 election`: the article is the election's.
        if case .year = found.value, found.next == found.first + 1, isFollowedByNoun(here.end) { return }
        found.first -= 1
      case Kind.of:
        // `the end of 1990`, `the beginning of October`
        guard let position = lexeme(found.first - 2), found.first - 2 >= lowest, position.kind == Kind.position,
          before.gap == .blank, found.value.type == .date
        else { return }
        found.first -= 2
      case Kind.approximately:
        // `over the past year` is no more than a year.
        guard here.kind != Kind.the, here.kind != Kind.past, here.kind != Kind.last, here.kind != Kind.next,
          found.value.type == .duration || found.value.type == .time || isAgo(found)
        else { return }
        found.first -= 1
      default: return
      }
    }
  }

  /// Whether a word in lower case follows that is none of those which a sentence goes on with after a time.
  func isFollowedByNoun(_ end: Int) -> Bool {
    guard byte(end) == 0x20, byte(end + 1) &- 97 < 26 else { return false }
    let word = word(from: end + 1)
    return !Prepositions.time.contains(word) && !Prepositions.verbs.contains(word)
  }

  private func isAgo(_ found: Found) -> Bool { lexemes[found.next - 1].kind == Kind.ago }

  /// Keeps what later expressions are read by.
  private mutating func remember(_ value: DateValue) {
    switch value {
    case .day(let day), .dayPart(let day, _), .clock(let day, _, _):
      context.lastDay = CivilDate(year: day.year, month: day.month, day: day.day)
      context.lastMonth = day
      context.lastYear = day.year
    case .quarter(let year, let quarter):
      // The quarter that another is compared with is not the one spoken of.
      if let last = context.lastQuarter, isRecent(last.paragraph), last.quarter == quarter, last.year == year + 1 {
        break
      }
      if context.lastQuarter?.year ?? 0 <= year || context.lastQuarter?.paragraph != context.paragraph {
        context.lastQuarter = (year, quarter, context.paragraph)
      }
    case .month(let year, let month):
      context.lastMonth = CivilDate(year: year, month: month, day: 1)
      context.lastYear = year
    case .year(let year): context.lastYear = year
    default: break
    }
  }
}

// MARK: - Days, months and years as such

extension DateReader {
  /// `Oct. 13, 1989`, `March eighth`, `October 1984`, `June last year`, `October`.
  func monthDay(_ index: Int) -> Found? {
    let opener = lexemes[index]
    guard opener.isCapital || opener.kind == Kind.month && text[opener.start] >= 0x80 || !capitalsDecide else {
      return nil
    }
    let month = opener.value
    if let next = nearMark(index + 1), next.gap != .comma, let day = dayNumber(index + 1) {
      if let (year, end) = yearAfter(day.next) {
        let civil = CivilDate(year: year, month: month, day: day.value)
        return civil.isValid ? Found(value: .day(civil), first: index, next: end) : nil
      }
      return resolved(month: month, day: day.value, first: index, next: day.next)
    }
    // в октябре 2013 года
    if lexicon.hasDecimalComma, let (year, end) = yearAfter(index + 1) {
      return Found(value: .month(year, month), first: index, next: end)
    }
    if let next = nearMark(index + 1), let year = yearNumber(next), !isGluedToLetter(next) {
      return Found(value: .month(year, month), first: index, next: index + 2)
    }
    var isSure = opener.kind == Kind.month
    if let (year, end) = yearAfter(index + 1) { return Found(value: .month(year, month), first: index, next: end) }
    if !isSure { isSure = doubtfulMonthIsSure(index) }
    guard isSure else { return nil }
    return resolved(month: month, day: nil, first: index, next: index + 1)
  }

  /// Whether names are told from words by their capital: not in Russian, French and Spanish.
  var capitalsDecide: Bool { !lexicon.hasDecimalComma }

  /// `May` after `in`, `Dec.` with its stop.
  private func doubtfulMonthIsSure(_ index: Int) -> Bool {
    let opener = lexemes[index]
    if opener.end - opener.start <= 4, opener.value != 5 {
      // An abbreviation has its stop.
      return byte(opener.end) == UInt8(ascii: ".") && byte(opener.end + 1) == 0x20
        && !(opener.isCapital && byte(opener.end + 2) &- 65 < 26)
    }
    switch kindBefore(index) {
    case Kind.position, Kind.this, Kind.last, Kind.next, Kind.on, Kind.of, Kind.past, Kind.and, Kind.each: return true
    case Kind.the:
      return byte(opener.end) == 0x20 && byte(opener.end + 1) &- 97 < 26 && byte(opener.end + 1) != UInt8(ascii: "o")
    default: return Prepositions.time.contains(wordBefore(index))
    }
  }

  /// A day of the month at an index: `13`, `1st`, `eighth`.
  func dayNumber(_ index: Int) -> (value: Int, next: Int)? {
    guard let lexeme = lexeme(index) else { return nil }
    if lexeme.kind == Kind.ordinal { return (lexeme.value, index + 1) }
    guard let value = integer(lexeme, most: 2), (1...31).contains(value) else { return nil }
    if let suffix = self.lexeme(index + 1), suffix.kind == Kind.suffix, suffix.gap == .glued {
      return (value, index + 2)
    }
    // `10:35` is a time, `October 10 percent` would be no day but is never written.
    if let next = self.lexeme(index + 1), next.gap == .colon, next.kind == Lexeme.number { return nil }
    return isGluedToLetter(lexeme) ? nil : (value, index + 1)
  }

  /// A year after a day or month: `, 1989`, `1989`, `of this year`, `last year`.
  func yearAfter(_ index: Int) -> (year: Int, next: Int)? {
    if let lexeme = nearMark(index), let year = yearNumber(lexeme), !isGluedToLetter(lexeme) {
      // `2019 года`
      if lexicon.hasDecimalComma, let word = near(index + 1), word.kind == Kind.unit,
        word.value == TimeUnit.year.rawValue,
        text[word.start] >= 0x80
      {
        return (year, index + 2)
      }
      return (year, index + 1)
    }
    var at = index
    if let of = near(at), of.kind == Kind.of {
      at += 1
      if let year = yearNumber(near(at)) { return (year, at + 1) }
    }
    if near(at)?.gap == .blank, let found = spelledYear(at), case .year(let year) = found.value {
      return (year, found.next)
    }
    if isKind(at, Kind.the) { at += 1 }
    guard let modifier = near(at), let unit = near(at + 1), unit.kind == Kind.unit,
      unit.value == TimeUnit.year.rawValue,
      let reference = context.reference
    else { return nil }
    switch modifier.kind {
    case Kind.last: return (reference.year - 1, at + 2)
    case Kind.this, Kind.current: return (reference.year, at + 2)
    case Kind.next: return (reference.year + 1, at + 2)
    default: return nil
    }
  }

  /// `23 July 2020`, `5th of May`.
  func dayMonth(_ index: Int) -> Found? {
    guard let day = dayNumber(index) ?? spelledDay(index) else { return nil }
    var at = day.next
    if isKind(at, Kind.of) { at += 1 }
    guard let month = lexeme(at), month.kind == Kind.month || month.kind == Kind.doubtfulMonth,
      month.gap == .blank || month.gap == .hyphen || month.gap == .stop || month.gap == .glued,
      month.isCapital || !capitalsDecide || text[month.start] >= 0x80
    else { return nil }
    var (year, end) = (Int?.none, at + 1)
    if let lexeme = lexeme(end), lexeme.gap == .hyphen, let number = yearNumber(lexeme) {
      (year, end) = (number, end + 1)
    } else if let after = yearAfter(end) {
      (year, end) = (after.year, after.next)
    }
    if let year {
      let civil = CivilDate(year: year, month: month.value, day: day.value)
      return civil.isValid ? Found(value: .day(civil), first: index, next: end) : nil
    }
    return resolved(month: month.value, day: day.value, first: index, next: end)
  }

  /// A month, or a day of one, in the year that fits.
  func resolved(month: Int, day: Int?, first: Int, next: Int) -> Found? {
    guard let reference = context.reference else {
      let value = "XXXX-" + (month < 10 ? "0\(month)" : "\(month)") + (day.map { $0 < 10 ? "-0\($0)" : "-\($0)" } ?? "")
      return Found(value: .unresolved(value, isTime: false), first: first, next: next)
    }
    func value(_ year: Int) -> DateValue? {
      guard let day else { return .month(year, month) }
      let civil = CivilDate(year: year, month: month, day: day)
      return civil.isValid ? .day(civil) : nil
    }
    let year = nearestYear(month: month, day: day, reference, tense: tense(first, next))
    // 29 February names the year that has one.
    return (value(year) ?? value(year - 1) ?? value(year + 1)).map { Found(value: $0, first: first, next: next) }
  }

  /// The year that brings a month or day nearest to the reference; a verb decides where it is far either way.
  private func nearestYear(month: Int, day: Int?, _ reference: CivilDate, tense: Tense) -> Int {
    let ahead = day.map { (month - reference.month) * 30 + $0 - reference.day } ?? (month - reference.month) * 30
    // From here to there in the same year, in days; a year more or less is 365.
    switch tense {
    case .past: return ahead > 75 ? reference.year - 1 : ahead < -290 ? reference.year + 1 : reference.year
    case .future: return ahead < -75 ? reference.year + 1 : ahead > 290 ? reference.year - 1 : reference.year
    case .unknown: return ahead > 180 ? reference.year - 1 : ahead < -290 ? reference.year + 1 : reference.year
    }
  }

  /// `2020-07-23`, `7/23/07`, `23.07.2020`.
  func numeric(_ index: Int) -> Found? {
    let first = lexemes[index]
    if let named = monthSlashDay(index) { return named }
    if let second = lexeme(index + 1), let third = lexeme(index + 2), second.kind == Lexeme.number,
      third.kind == Lexeme.number, second.gap == third.gap
    {
      if second.gap == .hyphen, let year = yearNumber(first), second.end - second.start == 2,
        third.end - third.start == 2,
        let month = integer(second, most: 2), let day = integer(third, most: 2)
      {
        let civil = CivilDate(year: year, month: month, day: day)
        return civil.isValid ? Found(value: .day(civil), first: index, next: index + 3) : nil
      }
      if second.gap == .slash, let year = yearNumber(first), let month = integer(second, most: 2),
        let day = integer(third, most: 2), second.end - second.start == 2, third.end - third.start == 2
      {
        let civil = CivilDate(year: year, month: month, day: day)
        return civil.isValid ? Found(value: .day(civil), first: index, next: index + 3) : nil
      }
      if second.gap == .slash, let a = integer(first, most: 2), let b = integer(second, most: 2),
        third.end - third.start == 2 || third.end - third.start == 4, var year = integer(third, most: 4)
      {
        if third.end - third.start == 2 { year += year < 70 ? 2000 : 1900 }
        return slashed(a, b, year).map { Found(value: .day($0), first: index, next: index + 3) }
      }
    }
    // `23.07.2020` is one lexeme.
    guard first.end - first.start >= 8, first.end - first.start <= 10 else { return nil }
    let bytes = UnsafeRawBufferPointer(rebasing: text[first.start..<first.end])
    guard bytes.contains(UInt8(ascii: ".")), let date = DateParsing.parse(bytes), date.precision == .day else {
      return nil
    }
    let civil = date.civil
    return Found(value: .day(civil), first: index, next: index + 1)
  }

  /// Day and month in the order that exists, or else in that of the language; in English the order that names a day gone
  /// by where the other one is still to come.
  private func slashed(_ a: Int, _ b: Int, _ year: Int) -> CivilDate? {
    let monthFirst = CivilDate(year: year, month: a, day: b)
    let dayFirst = CivilDate(year: year, month: b, day: a)
    guard monthFirst.isValid else { return dayFirst.isValid ? dayFirst : nil }
    guard dayFirst.isValid else { return monthFirst }
    if lexicon.hasDecimalComma { return dayFirst }
    guard let reference = context.reference else { return monthFirst }
    return monthFirst.days > reference.days && dayFirst.days <= reference.days ? dayFirst : monthFirst
  }

  /// `9/11`, and `12/25` where a preposition of time stands before it.
  private func monthSlashDay(_ index: Int) -> Found? {
    guard !lexicon.hasDecimalComma, let month = integer(lexemes[index], most: 2), let second = lexeme(index + 1),
      second.gap == .slash, let day = integer(second, most: 2), second.start == lexemes[index].end + 1,
      byte(second.end) != UInt8(ascii: "/"), byte(second.end) != UInt8(ascii: "%"), !isGluedToLetter(second)
    else { return nil }
    let before = byte(lexemes[index].start - 1)
    guard
      before <= 0x20 || before == UInt8(ascii: "(") || before == UInt8(ascii: "-") || before == 0x9C || before == 0x22
    else { return nil }
    let isAttack = month == 9 && day == 11
    if isAttack, context.reference.map({ $0.days > CivilDate(year: 2001, month: 9, day: 11).days }) ?? true {
      return Found(value: .day(CivilDate(year: 2001, month: 9, day: 11)), first: index, next: index + 2)
    }
    // `on 3/4 of them` is a fraction.
    guard before == 0x20, Self.beforeDays.contains(wordBefore(index)), ![2, 3, 4, 8, 16, 32].contains(day) else {
      return nil
    }
    guard CivilDate(year: 2000, month: month, day: day).isValid else { return nil }
    return resolved(month: month, day: day, first: index, next: index + 2)
  }

  private static let beforeDays: Set<FoldedWord> = [
    FoldedWord("on"), FoldedWord("since"), FoldedWord("by"), FoldedWord("until"),
  ]

  /// `on the 15th`: of the month spoken of.
  private func ordinalDay(_ index: Int) -> Found? {
    guard let day = integer(lexemes[index], most: 2), (1...31).contains(day), let suffix = lexeme(index + 1),
      suffix.kind == Kind.suffix, suffix.gap == .glued, kindBefore(index) == Kind.the,
      Self.beforeDays.contains(wordBefore(index - 1)), isEnd(suffix.end) || !isFollowedByNoun(suffix.end),
      near(index + 2)?.kind != Kind.of, byte(suffix.end + 1) &- 65 >= 26, let reference = context.reference
    else { return nil }
    let month = context.lastMonth ?? reference
    let civil = CivilDate(year: month.year, month: month.month, day: day)
    return civil.isValid ? Found(value: .day(civil), first: index, next: index + 2) : nil
  }

  /// `1989`, `the 1980s`, `'80s`, `1988 second quarter`.
  func year(_ index: Int) -> Found? {
    let number = lexemes[index]
    if number.end < range.upperBound,
      text[number.end] | 0x20 == UInt8(ascii: "s")
        || byte(number.end) == 0x27 && byte(number.end + 1) == UInt8(ascii: "s")
    {
      let after = byte(number.end + (byte(number.end) == 0x27 ? 2 : 1))
      let isEnd = after < 0x80 && !DateParsing.isDigit(after) && (after | 0x20) &- 97 >= 26
      if isEnd, let year = yearNumber(number), year % 10 == 0 {
        return Found(value: .decade(year / 10), first: index, next: index + 1)
      }
      if let short = integer(number, most: 2), number.end - number.start == 2, short % 10 == 0, short >= 20,
        isApostrophe(number.start)
      {
        return Found(value: .decade(190 + short / 10), first: index, next: index + 1)
      }
    }
    guard let year = yearNumber(number), !isGluedToLetter(number) else { return nil }
    if let found = quarterAfterYear(index, year) { return found }
    // `2012 год`
    if let word = near(index + 1), word.kind == Kind.unit || isRussianYear(word), word.value == TimeUnit.year.rawValue,
      text[word.start] >= 0x80
    {
      return Found(value: .year(year), first: index, next: index + 2)
    }
    guard isYear(index, year) else { return nil }
    return Found(value: .year(year), first: index, next: index + 1)
  }

  private func isApostrophe(_ at: Int) -> Bool {
    byte(at - 1) == 0x27 || at >= 3 && byte(at - 1) == 0x99 && byte(at - 2) == 0x80
  }

  /// Whether four digits are a year and no count: by the word before, or by what follows.
  private func isYear(_ index: Int, _ year: Int) -> Bool {
    let number = lexemes[index]
    let before = byte(number.start - 1)
    // `$1990`, `0-1990`, `#1990`, `1.1990`
    switch before {
    case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), 0xA3, 0xAC:
      return false
    case UInt8(ascii: "-"):
      if DateParsing.isDigit(byte(number.start - 2)) && yearNumber(lexeme(index - 1)) == nil { return false }
    default: break
    }
    if byte(number.end) == UInt8(ascii: "%") { return false }
    if let next = near(index + 1), next.kind == Kind.units || next.kind == Kind.month && next.gap == .hyphen {
      return false
    }
    switch kindBefore(index) {
    case Kind.on, Kind.of, Kind.position, Kind.last, Kind.this, Kind.fiscal, Kind.and, Kind.before, Kind.month,
      Kind.season, Kind.the, Kind.next:
      break
    default:
      let word = wordBefore(index)
      if Prepositions.time.contains(word) { break }
      guard year >= 1800, year <= (context.reference?.year ?? 2030) + 20 else { return false }
      // `1987 Chevrolet` is a model. What follows a count is a plural: `2000 people died`.
      if byte(number.end) == 0x20, byte(number.end + 1) &- 65 < 26 { return false }
      return !isFollowedByCounted(number.end)
    }
    return year <= (context.reference?.year ?? 2030) + 60
  }

  /// Whether a word in lower case follows that looks like a thing counted.
  private func isFollowedByCounted(_ end: Int) -> Bool {
    var at = end
    guard byte(at) == 0x20 else { return false }
    at += 1
    let start = at
    while byte(at) &- 97 < 26 { at += 1 }
    guard at - start > 2 else { return false }
    let word = FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<at]))
    if Prepositions.time.contains(word) || Prepositions.verbs.contains(word) { return false }
    return text[at - 1] == UInt8(ascii: "s") && text[at - 2] != UInt8(ascii: "s") || word == FoldedWord("people")
      || word == FoldedWord("men") || word == FoldedWord("women") || word == FoldedWord("children")
  }

  /// `nineteen ninety-six`, `two thousand and five` after `year` or a preposition.
  func spelledYear(_ index: Int) -> Found? {
    guard let first = lexeme(index), first.kind == Kind.cardinal else { return nil }
    if first.value == 2, let thousand = near(index + 1), thousand.kind == Kind.scale, thousand.value == 3 {
      guard kindBefore(index) == Kind.unit, lexemes[index - 1].value == TimeUnit.year.rawValue else { return nil }
      let opener = kindBefore(index - 1) == Kind.the ? index - 2 : index - 1
      return Found(value: .year(2000), first: opener, next: index + 2)
    }
    guard (15...20).contains(first.value), let tens = near(index + 1), tens.kind == Kind.cardinal, tens.value >= 10,
      tens.gap == .blank
    else { return nil }
    var year = first.value * 100 + tens.value
    var next = index + 2
    if tens.value >= 20, let unit = near(next), unit.kind == Kind.cardinal, (1...9).contains(unit.value) {
      year += unit.value
      next += 1
    }
    if isKind(next, Kind.units) || isKind(next, Kind.scale) { return nil }
    return Found(value: .year(year), first: index, next: next)
  }

  /// `Christmas`, `Thanksgiving Day`, `Good Friday`, `New Year's Eve`.
  func holiday(_ index: Int) -> Found? {
    let lexeme = lexemes[index]
    guard lexeme.isCapital else { return nil }
    var next = index + 1
    var shift = 0
    if let follower = Holidays.follower(lexeme.value) {
      guard let word = self.lexeme(next), word.gap == .blank || word.gap == .apostrophe, word.isCapital,
        FoldedWord(UnsafeRawBufferPointer(rebasing: text[word.start..<word.end])) == FoldedWord(follower)
      else { return nil }
      next += 1
      if lexeme.value == Holidays.newYear {
        // `New Year's Eve`, `New Year's Day`; `the new year` is no day.
        guard let word = self.lexeme(next), word.gap == .apostrophe, word.isCapital,
          word.kind == Kind.eve || word.kind == Kind.unit && word.value == TimeUnit.day.rawValue
        else { return nil }
        if word.kind == Kind.eve { shift = -1 }
        next += 1
      }
    } else if let word = near(next), word.isCapital {
      if word.kind == Kind.eve {
        (shift, next) = (-1, next + 1)
      } else if word.kind == Kind.unit, word.value == TimeUnit.day.rawValue {
        next += 1
      } else if word.kind == Kind.weekday {
        (shift, next) = (word.value == 1 ? 1 : 0, next + 1)
      }
    }
    var year = context.reference?.year
    let named = yearAfter(next)
    if let named { (year, next) = (named.year, named.next) }
    guard var year else { return Found(value: .unresolved("XXXX-XX-XX", isTime: false), first: index, next: next) }
    // The eve of a new year is in the year that it is named with.
    if named != nil, lexeme.value == Holidays.newYear, shift < 0 { year += 1 }
    var day = Holidays.day(lexeme.value, year: year).adding(days: shift)
    if let reference = context.reference, named == nil {
      let ahead = day.days - reference.days
      let tense = tense(index, next)
      if kindBefore(index) == Kind.last, ahead >= 0 {
        day = Holidays.day(lexeme.value, year: year - 1).adding(days: shift)
      } else if ahead > 180 || tense == .past && ahead > 75 {
        day = Holidays.day(lexeme.value, year: year - 1).adding(days: shift)
      } else if ahead < -200 || tense == .future && ahead < -30 {
        day = Holidays.day(lexeme.value, year: year + 1).adding(days: shift)
      }
    }
    return Found(value: .day(day), first: kindBefore(index) == Kind.last ? index - 1 : index, next: next)
  }
}

/// Words after which a bare number or name is a time.
enum Prepositions {
  static let time: Set<FoldedWord> = words(
    "in since by from of until till to before after during through for between and or around about circa early late mid"
      + " fiscal summer winter spring autumn fall year november december january february april june july august september"
      + " october last this next on at beginning ending ended ending seit bis ab im vor nach en de depuis hasta desde año"
      + " jahr an")
  /// `by Friday`, `through January`, `effective June 1`
  static let ahead: Set<FoldedWord> = words("by until through effective")
  static let until = FoldedWord("until")
  static let `as` = FoldedWord("as")
  static let verbs: Set<FoldedWord> = words("was is has does plus vs versus as this plans marks sees has")

  private static func words(_ text: String) -> Set<FoldedWord> {
    Set(text.split(separator: " ").map { FoldedWord(String($0)) })
  }
}
