/// Reads a date written with words and loose marks, piece by piece, until something comes that belongs to no date.
///
///     "26-FEB-1987 15:01:01.79"   "jeudi 23 juillet 2020 à 22h19"   "2020年7月23日 22:19"
///
/// Each piece fills a field; a field filled twice ends the reading, so that `July 23, 2020, July 24, 2020` is not taken
/// for one date.
struct DateReading {
  private let text: UnsafeRawBufferPointer
  private let dayFirst: Bool?
  private var at: Int
  /// Where the last piece that belongs to the date ends.
  private(set) var end: Int

  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var time: (hour: Int, minute: Int, second: Int)?
  private var timePrecision = NewsDate.Precision.day
  private var afternoon: Bool?
  private var offset: Int16?
  /// `ET` and its like say the place and leave it to the day whether it is summer time.
  private var isAmericanTime = false
  /// Numbers that may be a day or a year, with how many digits they have.
  private var loose: [(value: Int, digits: Int)] = []
  private var isBroken = false
  /// A numeric date that may be read two ways.
  private var isAmbiguous = false

  init(text: UnsafeRawBufferPointer, from start: Int, dayFirst: Bool?) {
    self.text = text
    self.dayFirst = dayFirst
    at = start
    end = start
  }

  /// The date that was read; nil if it is not one.
  var date: NewsDate? {
    guard !isBroken, !isAmbiguous, var civil = day(settling: loose) else { return nil }
    guard let time else {
      guard afternoon == nil else { return nil }
      let precision: NewsDate.Precision = civil.day > 0 ? .day : civil.month > 0 ? .month : .year
      (civil.day, civil.month) = (max(civil.day, 1), max(civil.month, 1))
      return NewsDate(civil, precision: precision)
    }
    var hour = time.hour
    if let afternoon {
      guard hour <= 12 || afternoon else { return nil }
      if afternoon, hour < 12 { hour += 12 }
      if !afternoon, hour == 12 { hour = 0 }
    }
    guard civil.day > 0, let timed = DateParsing.withTime(civil, hour: hour, minute: time.minute, second: time.second)
    else { return nil }
    let offset = isAmericanTime && ZoneNames.hasAmericanSummerTime(timed) ? offset.map { $0 + 60 } : offset
    return NewsDate(timed, offsetMinutes: offset ?? NewsDate.noOffset, precision: timePrecision)
  }

  /// Year, month and day, 0 if they are not given; nil if the numbers do not fit together.
  private func day(settling loose: [(value: Int, digits: Int)]) -> CivilDate? {
    var (year, month, day) = (year, month, day)
    var rest = loose
    if year == nil, let index = rest.firstIndex(where: { $0.digits >= 3 || $0.value > 31 }) {
      year = DateReading.fullYear(rest[index].value, digits: rest[index].digits)
      rest.remove(at: index)
    }
    if day == nil, month != nil, let first = rest.first {
      day = first.value
      rest.removeFirst()
    }
    // `26 Feb 04`: what comes after the day is the year.
    if year == nil, month != nil, day != nil, let last = rest.first {
      year = DateReading.fullYear(last.value, digits: last.digits)
      rest.removeFirst()
    }
    // `2020. 7. 23.`: year, month and day in this order and no other.
    if year != nil, month == nil, day == nil, rest.count == 2, loose.first?.digits == 4 {
      (month, day) = (rest[0].value, rest[1].value)
      rest.removeAll()
    }
    guard rest.isEmpty, let year, (1000...2999).contains(year) else { return nil }
    let civil = CivilDate(year: year, month: month ?? 1, day: day ?? 1)
    guard civil.isValid, day == nil || month != nil else { return nil }
    return CivilDate(year: year, month: month ?? 0, day: day ?? 0)
  }

  /// Two digits are years from 1970 to 2069.
  private static func fullYear(_ value: Int, digits: Int) -> Int {
    digits > 2 ? value : value < 70 ? 2000 + value : 1900 + value
  }

  /// Reads as far as the text is still one date.
  mutating func read() {
    while at < text.count, !isBroken {
      let (scalar, length) = Scalars.decode(text, at)
      if Scalars.digit(scalar) != nil {
        guard readNumber() else { break }
        end = at
      } else if Scalars.isLetter(scalar) {
        guard readWord() else { break }
      } else if Scalars.isIdeograph(scalar) {
        guard readIdeograph(scalar) else { break }
        at += length
        end = at
      } else if DateReading.isMark(scalar) {
        if scalar == 0x2B || scalar == 0x2D || scalar == 0x2212, readOffset() {
          end = at
          continue
        }
        at += length
        // What closes a date belongs to it: `(UTC +04:00)`, `23 July 2020.`
        if at == text.count || scalar == 0x29 { end = at }
      } else {
        break
      }
    }
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x09, 0xA0, 0x202F, 0x2009, 0x3000, 0x200E, 0x200F: true
    case 0x27, 0x28, 0x29, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3B, 0x7C, 0x40: true
    case 0xB7, 0xB0, 0x60C, 0x2010...0x2015, 0x2018, 0x2019, 0x2022, 0x2212, 0xFF08, 0xFF09, 0xFF0C, 0x3001: true
    default: false
    }
  }

  // MARK: Numbers

  /// The digits at a place: their value, how many, and where they end. More than eight have no value.
  private func digits(at start: Int) -> (value: Int, count: Int, end: Int)? {
    var (value, count, index) = (0, 0, start)
    while index < text.count {
      let (scalar, length) = Scalars.decode(text, index)
      guard let digit = Scalars.digit(scalar), count < 9 else { break }
      value = value * 10 + digit
      count += 1
      index += length
    }
    return count > 0 && count < 9 ? (value, count, index) : nil
  }

  private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  private mutating func readNumber() -> Bool {
    guard let first = digits(at: at) else { return false }
    let mark = byte(first.end)
    if mark == UInt8(ascii: ":"), first.count <= 2, let minute = digits(at: first.end + 1), minute.count == 2 {
      return readClock(hour: first.value, minute: minute)
    }
    if mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: "."),
      let second = digits(at: first.end + 1), second.count <= 2
    {
      if byte(second.end) == mark, let third = digits(at: second.end + 1) {
        return readNumeric(first, second, third)
      }
      if first.count == 4, mark != UInt8(ascii: "."), year == nil, month == nil, (1...12).contains(second.value) {
        (year, month, at) = (first.value, second.value, second.end)
        return true
      }
      if mark == UInt8(ascii: "."), first.count <= 2, second.count == 2, time == nil, month != nil,
        first.value < 24, second.value < 60
      {
        (time, timePrecision, at) = ((first.value, second.value, 0), .minute, second.end)
        return true
      }
    }
    if let unit = unit(at: first.end) { return fill(unit.field, first.value, end: unit.end) }
    at = first.end
    if isTimePending, first.count == 4 || first.count == 6, time == nil {
      isTimePending = false
      let full = first.count == 6 ? first.value : first.value * 100
      time = (full / 10_000, full / 100 % 100, full % 100)
      timePrecision = first.count == 6 ? .second : .minute
      return true
    }
    if first.count == 8, year == nil, month == nil, day == nil, loose.isEmpty {
      (year, month, day) = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
      return true
    }
    guard first.count <= 4, loose.count < 3 else { return false }
    let more = loose + [(first.value, first.count)]
    // A number too many begins something else: `10 Dec 2018: A.1`.
    if day(settling: more) == nil, let known = day(settling: loose), known.day > 0, !isWordAhead { return false }
    loose = more
    return true
  }

  /// A word may make an hour of a number: `7 pm`.
  private var isWordAhead: Bool {
    var index = at
    while byte(index) == 0x20 { index += 1 }
    return index < text.count && Scalars.isLetter(Scalars.decode(text, index).scalar)
  }

  /// After a `T` the next four or six digits are a time.
  private var isTimePending = false

  private mutating func readClock(hour: Int, minute: (value: Int, count: Int, end: Int)) -> Bool {
    guard time == nil else { return false }
    var second = 0
    at = minute.end
    timePrecision = .minute
    if byte(at) == UInt8(ascii: ":"), let seconds = digits(at: at + 1), seconds.count == 2 {
      second = seconds.value
      at = seconds.end
      timePrecision = .second
      if byte(at) == UInt8(ascii: ".") || byte(at) == UInt8(ascii: ","), byte(at + 1).isASCIIDigit {
        at += 1
        while byte(at).isASCIIDigit { at += 1 }
      }
    }
    time = (hour, minute.value, second)
    return true
  }

  /// `2020/07/23`, `23.07.2020`, `23/07/2020`, `07/23/2020`, `23/07/20`. Dots are written with the day first.
  private mutating func readNumeric(
    _ first: (value: Int, count: Int, end: Int), _ second: (value: Int, count: Int, end: Int),
    _ third: (value: Int, count: Int, end: Int)
  ) -> Bool {
    guard year == nil, month == nil, day == nil, loose.isEmpty else { return false }
    let mark = byte(first.end)
    at = third.end
    if first.count == 4, third.count <= 2 {
      (year, month, day) = (first.value, second.value, third.value)
      return true
    }
    guard first.count <= 2, third.count == 4 || third.count == 2 else { return false }
    year = DateReading.fullYear(third.value, digits: third.count)
    let dayFirst: Bool
    if let known = self.dayFirst, first.value <= 12, second.value <= 12 {
      dayFirst = known
    } else if mark == UInt8(ascii: ".") || first.value > 12 || first.value == second.value {
      dayFirst = true
    } else if second.value > 12 {
      dayFirst = false
    } else {
      isAmbiguous = true
      return true
    }
    (day, month) = dayFirst ? (first.value, second.value) : (second.value, first.value)
    return true
  }

  private enum Unit { case year, month, day, hour, minute, second, ordinal }

  /// What is written right after a number and says what it counts: `年`, `h`, ` Uhr`, `st`.
  private func unit(at start: Int) -> (field: Unit, end: Int)? {
    guard start < text.count else { return nil }
    var start = start
    let (scalar, length) = Scalars.decode(text, start)
    switch scalar {
    case 0x5E74, 0xB144: return (.year, start + length)
    case 0x6708, 0xC6D4: return (.month, start + length)
    case 0x65E5, 0x53F7, 0x865F, 0xC77C: return (.day, start + length)
    case 0x65F6, 0x6642, 0x70B9, 0x9EDE, 0xC2DC: return (.hour, start + length)
    case 0x5206, 0xBD84: return (.minute, start + length)
    case 0x79D2, 0xCD08: return (.second, start + length)
    default: break
    }
    let isGlued = scalar != 0x20
    if !isGlued { start += 1 }
    guard start < text.count, Scalars.isLetter(Scalars.decode(text, start).scalar) else { return nil }
    let (word, end) = word(at: start)
    guard let unit = DateReading.units[word] else { return nil }
    if unit == 2, isGlued { return (.ordinal, end) }
    return unit == 1 ? (.hour, end) : nil
  }

  private static let units = WordTable<UInt8>([
    ("h", 1), ("hs", 1), ("uhr", 1), ("ч", 1), ("st", 2), ("nd", 2), ("rd", 2), ("th", 2), ("er", 2), ("ª", 2),
    ("º", 2),
  ])

  private mutating func fill(_ field: Unit, _ value: Int, end: Int) -> Bool {
    at = end
    switch field {
    case .year where year == nil: year = value
    case .month where month == nil: month = value
    case .day where day == nil: day = value
    case .ordinal where loose.count < 3: loose.append((value, 2))
    case .hour where time == nil:
      time = (value, 0, 0)
      timePrecision = .minute
      // `22h19`: the minutes are glued to it.
      if let minute = digits(at: end), minute.count == 2, unit(at: minute.end) == nil {
        time?.minute = minute.value
        at = minute.end
      }
    case .minute where time != nil: time?.minute = value
    case .second where time != nil:
      time?.second = value
      timePrecision = .second
    default: return false
    }
    return true
  }

  // MARK: Words

  private func word(at start: Int) -> (word: FoldedWord, end: Int) {
    var end = start
    while end < text.count {
      let (scalar, length) = Scalars.decode(text, end)
      guard Scalars.isLetter(scalar) else { break }
      end += length
    }
    return (FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end])), end)
  }

  private mutating func readWord() -> Bool {
    let start = at
    let (word, wordEnd) = word(at: at)
    if let named = MonthNames.months[word] ?? MonthNames.levantineMonth(word, before: wordEnd, in: text) {
      guard month == nil else { return false }
      month = Int(named)
      at = wordEnd
      end = at
      if MonthNames.months[word] == nil, let next = text[wordEnd...].firstIndex(where: { $0 != 0x20 }) {
        at = self.word(at: next).end
        end = at
      }
      return true
    }
    at = wordEnd
    switch DateReading.words[word] {
    case .morning?, .afternoon?:
      guard afternoon == nil, time != nil || loose.last.map({ $0.digits <= 2 }) == true else { return reject(start) }
      afternoon = DateReading.words[word] == .afternoon
      takeLooseHour()
      end = at
      return true
    case .halfDayLetter?:
      return readHalfDay(from: start)
    case .timeMark?:
      isTimePending = true
      return true
    case .filler?:
      if at == text.count { end = at }
      return true
    case .universal?:
      if offset == nil { offset = 0 }
      end = at
      return true
    case nil: break
    }
    if MonthNames.weekdays[word] != nil {
      end = at
      return true
    }
    if let minutes = ZoneNames.minutes[word], time != nil {
      if offset == nil {
        offset = minutes
        isAmericanTime = wordEnd - start == 2
      }
      end = at
      return true
    }
    return skipZoneWords(from: start) || reject(start)
  }

  /// `p.m.`, `a. m.`, from behind the first letter.
  private mutating func readHalfDay(from start: Int) -> Bool {
    var next = at
    while byte(next) == UInt8(ascii: ".") || byte(next) == 0x20 { next += 1 }
    guard byte(next) | 0x20 == UInt8(ascii: "m"), afternoon == nil else {
      // `à`, and `a` before a clock in several languages.
      return byte(start) | 0x20 == UInt8(ascii: "p") ? reject(start) : true
    }
    afternoon = byte(start) | 0x20 == UInt8(ascii: "p")
    at = next + 1
    if byte(at) == UInt8(ascii: ".") { at += 1 }
    takeLooseHour()
    end = at
    return true
  }

  private mutating func reject(_ start: Int) -> Bool {
    at = start
    return false
  }

  /// `7 pm`: the number before was an hour.
  private mutating func takeLooseHour() {
    guard time == nil, let last = loose.last, last.digits <= 2 else { return }
    loose.removeLast()
    time = (last.value, 0, 0)
    timePrecision = .minute
  }

  /// After a time, capitals are a zone that is not in the table; after an offset, a name in brackets repeats it.
  private mutating func skipZoneWords(from start: Int) -> Bool {
    guard time != nil else { return false }
    if offset != nil, start > 0, byte(start - 1) == UInt8(ascii: "("),
      let close = text[start...].firstIndex(of: UInt8(ascii: ")")), close - start <= 40
    {
      at = close + 1
      end = at
      return true
    }
    guard at - start <= 5, at - start >= 3, text[start..<at].allSatisfy({ $0 &- 65 < 26 }) else { return false }
    end = at
    return true
  }

  /// `+0400`, `-05:00`, `+4` after a time or after `UTC`.
  private mutating func readOffset() -> Bool {
    guard time != nil, offset == nil || offset == 0 else { return false }
    let sign = byte(at) == UInt8(ascii: "+") ? 1 : -1
    let start = at + Scalars.decode(text, at).length
    guard let first = digits(at: start), first.count <= 4, first.count != 3 else { return false }
    var minutes = first.count == 4 ? first.value / 100 * 60 + first.value % 100 : first.value * 60
    var after = first.end
    if first.count <= 2, byte(after) == UInt8(ascii: ":"), let rest = digits(at: after + 1), rest.count == 2 {
      minutes += rest.value
      after = rest.end
    }
    // A number as large as this is a year: `22:19 -2020`.
    guard minutes <= 18 * 60 else { return false }
    offset = Int16(sign * minutes)
    at = after
    return true
  }

  // MARK: Han and Kana

  /// Weekdays and parts of the day: `星期四`, `（木）`, `下午`.
  private mutating func readIdeograph(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x661F, 0x671F, 0x5468, 0x9031, 0x66DC, 0x793C, 0x62DC: return true  // 星期周週曜礼拜
    case 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x65E5, 0x5929: return true  // 一二三四五六日天
    case 0x6708, 0x706B, 0x6C34, 0x6728, 0x91D1, 0x571F: return true  // 月火水木金土
    case 0xC694, 0xC77C, 0xC6D4, 0xD654, 0xC218, 0xBAA9, 0xAE08, 0xD1A0: return true  // 요일월화수목금토
    case 0x4E0A, 0x51CC, 0x6668, 0x65E9, 0xC624: return setHalfDay(afternoon: false)  // 上凌晨早오
    case 0x4E0B, 0x665A: return setHalfDay(afternoon: true)  // 下晚
    case 0x524D, 0xC804: return setHalfDay(afternoon: false)  // 前전
    case 0x5F8C, 0xD6C4: return setHalfDay(afternoon: true)  // 後후
    case 0x5348: return true  // 午
    default: return false
    }
  }

  private mutating func setHalfDay(afternoon: Bool) -> Bool {
    self.afternoon = afternoon
    return true
  }

  // MARK: Words of other kinds

  private enum Word: UInt8 { case morning, afternoon, halfDayLetter, timeMark, filler, universal }

  private static let words = WordTable<Word>(
    [("am", .morning), ("pm", .afternoon), ("p", .halfDayLetter), ("a", .halfDayLetter), ("t", .timeMark)]
      + [("utc", Word.universal), ("gmt", .universal), ("z", .universal), ("ut", .universal)]
      + [
        "published", "updated", "posted", "created", "date", "at", "on", "of", "the", "de", "del", "di", "em", "um",
        "le", "el", "il", "am", "den", "der", "alle", "ore", "las", "os", "as", "в", "г", "года", "od", "godz", "saat",
        "uhr", "hrs", "hours", "o", "da", "du", "في", "الساعة", "from",
      ].map { ($0, .filler) })
}
