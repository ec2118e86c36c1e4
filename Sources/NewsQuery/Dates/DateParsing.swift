/// Dates in whatever form feeds, exports and pages carry them.
///
///     DateParsing.parse("Thu, 23 Jul 2020 22:19:00 +0400")      // 2020-07-23T22:19:00+04:00
///     DateParsing.parse("July 23, 2020 Thursday")               // 2020-07-23
///     DateParsing.parse("7/8/2020")                             // nil: it may be July or August
///
/// ISO 8601, basic and extended; RFC 822 and its relatives; seconds, milli-, micro- and nanoseconds since 1970; dates
/// with month names of ten languages; Chinese, Japanese and Korean dates. The zone and the precision that were written
/// are kept. What cannot be one date is nil, never 1970 and never a guess.
public enum DateParsing {
  /// Longer texts are not dates.
  static let longest = 160

  /// The date that a field holds and nothing else but weekdays, zones and words such as `Published:`; nil otherwise.
  ///
  /// `dayFirst` says how to read `7/8/2020`, where the form of the input tells; without it such a date is nil.
  public static func parse(_ text: UnsafeRawBufferPointer, dayFirst: Bool? = nil) -> NewsDate? {
    let text = trimmed(text)
    guard !text.isEmpty, text.count <= longest else { return nil }
    if let (date, end) = isoPrefix(of: text, from: 0), end == text.count { return date }
    if let date = compact(text) { return date }
    var reading = DateReading(text: text, from: 0, dayFirst: dayFirst)
    reading.read()
    return reading.end == text.count ? reading.date : nil
  }

  /// The date that a field holds.
  public static func parse(_ text: String, dayFirst: Bool? = nil) -> NewsDate? {
    var text = text
    return text.withUTF8 { parse(UnsafeRawBufferPointer($0), dayFirst: dayFirst) }
  }

  /// The first full date, to the day or finer, in a line of text, and the bytes that it takes: for lines such as
  /// `Russia Materials 23 July 2020 22:19 (UTC +04:00)`.
  public static func first(in text: UnsafeRawBufferPointer) -> (date: NewsDate, span: Range<Int>)? {
    var at = 0
    var afterLetter = false
    while at < text.count {
      let (scalar, length) = Scalars.decode(text, at)
      let opens = Scalars.digit(scalar) != nil || Scalars.isLetter(scalar)
      if opens, !afterLetter {
        let window = UnsafeRawBufferPointer(rebasing: text[at..<min(text.count, at + longest)])
        if Scalars.digit(scalar) != nil || MonthNames.opensDate(window) {
          if let (date, end) = isoPrefix(of: window, from: 0), date.precision >= .day {
            return (date, at..<at + end)
          }
          var reading = DateReading(text: window, from: 0, dayFirst: nil)
          reading.read()
          if let date = reading.date, date.precision >= .day { return (date, at..<at + reading.end) }
        }
      }
      afterLetter = opens
      at += length
    }
    return nil
  }

  /// Without blanks, quotes and control characters at both ends.
  private static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var (start, end) = (0, text.count)
    while start < end, text[start] <= 0x20 || text[start] == UInt8(ascii: "\"") { start += 1 }
    while end > start, text[end - 1] <= 0x20 || text[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[start..<end])
  }
}

// MARK: - ISO 8601

extension DateParsing {
  /// A date in a calendar form of ISO 8601 at `start`, as long as it goes, and where it ends.
  static func isoPrefix(of text: UnsafeRawBufferPointer, from start: Int) -> (NewsDate, end: Int)? {
    var scan = DigitScan(text: text, at: start)
    guard let year = scan.number(of: 4) else { return nil }
    var civil = CivilDate(year: year, month: 1, day: 1)
    func date(_ precision: NewsDate.Precision, _ end: Int) -> (NewsDate, end: Int)? {
      // A digit more, and it was another number.
      guard end >= text.count || !text[end].isASCIIDigit else { return nil }
      return NewsDate(civil, precision: precision).map { ($0, end) }
    }
    var mark = scan.at
    guard scan.skip("-"), let month = scan.number(of: 2) else { return date(.year, mark) }
    civil.month = month
    mark = scan.at
    guard scan.skip("-"), let day = scan.number(of: 2) else { return date(.month, mark) }
    civil.day = day
    mark = scan.at
    // XML Schema lets a day have a zone: `2020-07-23+04:00`, `2020-07-23Z`.
    var zoned = scan
    if let offset = zoned.offset(), text[zoned.at - 1] | 0x20 == UInt8(ascii: "z") || zoned.at - mark == 6 {
      return NewsDate(civil, offsetMinutes: offset, precision: .day).map { ($0, zoned.at) }
    }
    guard scan.skip("T") || scan.skip("t") || scan.skip(" "), let hour = scan.number(of: 2), scan.skip(":"),
      let minute = scan.number(of: 2)
    else { return date(.day, mark) }
    var precision = NewsDate.Precision.minute
    var second = 0
    if scan.peek(":"), scan.digits(after: 1) >= 2 {
      _ = scan.skip(":")
      second = scan.number(of: 2) ?? 60
      precision = .second
      if scan.peek(".") || scan.peek(","), scan.digits(after: 1) > 0 { scan.at += 1 + scan.digits(after: 1) }
    }
    guard let timed = withTime(civil, hour: hour, minute: minute, second: second) else { return nil }
    let offset = scan.offset()
    guard scan.at >= text.count || !text[scan.at].isASCIIDigit else { return nil }
    guard let result = NewsDate(timed, offsetMinutes: offset ?? NewsDate.noOffset, precision: precision) else {
      return nil
    }
    return (result, scan.at)
  }

  /// A day with a time: 24:00 is the next day's first moment, and a leap second is the second before it.
  static func withTime(_ day: CivilDate, hour: Int, minute: Int, second: Int) -> CivilDate? {
    guard day.isValid, NewsDate.years.contains(day.year) else { return nil }
    if hour == 24, minute == 0, second == 0 { return day.adding(days: 1) }
    var timed = day
    (timed.hour, timed.minute, timed.second) = (hour, minute, second == 60 ? 59 : second)
    return timed.isValid ? timed : nil
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte.isASCIIDigit }
}

// MARK: - Numbers alone

extension DateParsing {
  /// A text of one run of digits, perhaps with `T`, a fraction and a zone: `20200723`, `20130515T120000Z`,
  /// `1595528340`, `1595528340.25`, `1595528340123`; also weeks and days of the year, `2020-W30-4`, `2020-205`.
  static func compact(_ text: UnsafeRawBufferPointer) -> NewsDate? {
    var scan = DigitScan(text: text, at: 0)
    let count = scan.digits(after: 0)
    guard count >= 4, count <= 19, let value = scan.number(of: count) else { return nil }
    if count == 4 { return weekOrDayOfYear(year: value, &scan) }
    if scan.at < text.count, scan.peek("."), count == 9 || count == 10 || count == 13 {
      let fraction = scan.digits(after: 1)
      guard fraction > 0, scan.at + 1 + fraction == text.count else { return nil }
      return epoch(value, digits: count)
    }
    if count == 8, let day = day(of: value) {
      if scan.at == text.count { return NewsDate(day, precision: .day) }
      guard scan.skip("T") || scan.skip("t") || scan.skip(" ") else { return nil }
      let timeDigits = scan.digits(after: 0)
      guard timeDigits == 4 || timeDigits == 6, let time = scan.number(of: timeDigits) else { return nil }
      return timed(day, time, digits: timeDigits, &scan)
    }
    if count == 12 || count == 14, let date = stamp(value, digits: count, &scan) { return date }
    return scan.at == text.count ? epoch(value, digits: count) : nil
  }

  /// `20200723` as a day, where it is one of the years news is written in.
  private static func day(of value: Int) -> CivilDate? {
    let civil = CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    return civil.isValid && (1000...2999).contains(civil.year) ? civil : nil
  }

  /// `202007232219` and `20200723221900`, with a zone or none.
  private static func stamp(_ value: Int, digits: Int, _ scan: inout DigitScan) -> NewsDate? {
    let timeSize = digits == 14 ? 1_000_000 : 10_000
    guard let day = day(of: value / timeSize), (1900...2199).contains(day.year) else { return nil }
    return timed(day, value % timeSize, digits: digits - 8, &scan)
  }

  private static func timed(_ day: CivilDate, _ time: Int, digits: Int, _ scan: inout DigitScan) -> NewsDate? {
    let full = digits == 6 ? time : time * 100
    guard let civil = withTime(day, hour: full / 10_000, minute: full / 100 % 100, second: full % 100) else {
      return nil
    }
    if scan.peek(".") || scan.peek(","), scan.digits(after: 1) > 0 { scan.at += 1 + scan.digits(after: 1) }
    let offset = scan.offset()
    guard scan.at == scan.text.count else { return nil }
    return NewsDate(civil, offsetMinutes: offset ?? NewsDate.noOffset, precision: digits == 6 ? .second : .minute)
  }

  /// Seconds since 1970 by the number's length: 9 or 10 digits are seconds (from March 1973), 12 or 13 milliseconds,
  /// 15 or 16 micro-, 18 or 19 nanoseconds.
  private static func epoch(_ value: Int, digits: Int) -> NewsDate? {
    let seconds: Int
    switch digits {
    case 9, 10: seconds = value
    case 12, 13: seconds = value / 1000
    case 15, 16: seconds = value / 1_000_000
    case 18, 19: seconds = value / 1_000_000_000
    default: return nil
    }
    // A number that small or large was meant as something else.
    guard (100_000_000...7_258_118_400).contains(seconds) else { return nil }
    return NewsDate(seconds: Int64(seconds), offsetMinutes: 0, precision: .second)
  }

  private static func weekOrDayOfYear(year: Int, _ scan: inout DigitScan) -> NewsDate? {
    guard scan.skip("-") else { return nil }
    if scan.skip("W") || scan.skip("w") {
      guard let week = scan.number(of: 2), (1...53).contains(week), scan.skip("-"), let day = scan.number(of: 1),
        (1...7).contains(day), scan.at == scan.text.count
      else { return nil }
      let civil = CivilDate.monday(isoYear: year, week: week).adding(days: day - 1)
      return civil.isoWeek == (year, week) ? NewsDate(civil, precision: .day) : nil
    }
    guard scan.digits(after: 0) == 3, let ordinal = scan.number(of: 3), scan.at == scan.text.count else { return nil }
    let civil = CivilDate(year: year, month: 1, day: 1).adding(days: ordinal - 1)
    return ordinal > 0 && civil.year == year ? NewsDate(civil, precision: .day) : nil
  }
}

/// Steps over the digits and marks of a text.
struct DigitScan {
  let text: UnsafeRawBufferPointer
  var at: Int

  func peek(_ mark: Unicode.Scalar) -> Bool { at < text.count && text[at] == UInt8(ascii: mark) }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard peek(mark) else { return false }
    at += 1
    return true
  }

  /// The number of digits from `at + gap` on.
  func digits(after gap: Int) -> Int {
    var end = at + gap
    while end < text.count, text[end].isASCIIDigit { end += 1 }
    return end - at - gap
  }

  /// The number of the next `count` digits, of which there may be no more than 18; nil if there are fewer.
  mutating func number(of count: Int) -> Int? {
    guard at + count <= text.count else { return nil }
    var value = 0
    for index in at..<at + count {
      guard text[index].isASCIIDigit else { return nil }
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, over) = product.addingReportingOverflow(Int(text[index] - 48))
      guard !overflowed, !over else { return nil }
      value = sum
    }
    at += count
    return value
  }

  /// `Z`, `+04:00`, `+0400` or `+04`, in minutes; nil and nothing skipped if none of them follows.
  mutating func offset() -> Int16? {
    if skip("Z") || skip("z") { return 0 }
    guard peek("+") || peek("-") else { return nil }
    var ahead = self
    let sign = ahead.skip("-") ? -1 : 1
    if sign == 1 { ahead.at += 1 }
    guard let hours = ahead.number(of: 2) else { return nil }
    var minutes = 0
    if ahead.digits(after: 0) >= 2 {
      minutes = ahead.number(of: 2) ?? 0
    } else if ahead.peek(":"), ahead.digits(after: 1) >= 2 {
      ahead.at += 1
      minutes = ahead.number(of: 2) ?? 0
    }
    guard hours <= 18, minutes < 60 else { return nil }
    self = ahead
    return Int16(sign * (hours * 60 + minutes))
  }
}
