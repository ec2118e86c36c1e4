/// A moment as news states it: as exact as it was written, in the zone it was written in.
///
///     NewsDate(iso: "2020-07")                     // all of July 2020
///     NewsDate(iso: "2020-07-23T22:19+04:00")      // a minute, 18:19 in UTC
///
/// It names a span of time, `[start, end)`: a whole day if only the day is known. Sixteen bytes, so that a column of
/// millions stays small.
public struct NewsDate: Hashable, Sendable, BitwiseCopyable {
  /// How much of the date was written.
  public enum Precision: UInt8, Comparable, Sendable, BitwiseCopyable {
    /// `2020`
    case year
    /// `2020-07`
    case month
    /// `2020-07-23`
    case day
    /// `2020-07-23T22:19`
    case minute
    /// `2020-07-23T22:19:00`
    case second

    /// The coarser is less.
    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  /// The start of the span, in seconds of UTC since 1970; a date without an offset is read as if it were UTC.
  public var seconds: Int64
  /// Minutes east of UTC, or `noOffset`.
  public var offsetMinutes: Int16
  /// How much of the date was written.
  public var precision: Precision

  /// The `offsetMinutes` of a date that came without a zone.
  public static let noOffset = Int16.min

  /// The years that a date may have: what four digits can write, without the year 0.
  public static let years = 1...9999

  /// A moment from its parts; `seconds` is the start of its span in UTC.
  public init(seconds: Int64, offsetMinutes: Int16 = NewsDate.noOffset, precision: Precision) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
    self.precision = precision
  }

  /// A moment from its fields as written; fields finer than the precision are dropped. Nil if no such day or time
  /// exists, its year is not within `years`, or the offset is beyond 18 hours.
  public init?(_ civil: CivilDate, offsetMinutes: Int16 = NewsDate.noOffset, precision: Precision) {
    var fields = civil
    if precision < .second { fields.second = 0 }
    if precision < .minute { (fields.hour, fields.minute) = (0, 0) }
    if precision < .day { fields.day = 1 }
    if precision < .month { fields.month = 1 }
    guard fields.isValid, NewsDate.years.contains(fields.year) else { return nil }
    guard offsetMinutes == NewsDate.noOffset || (-18 * 60...18 * 60).contains(offsetMinutes) else { return nil }
    self.init(seconds: fields.seconds, offsetMinutes: offsetMinutes, precision: precision)
    seconds -= offsetSeconds
  }

  /// The date of a text that is one in the calendar forms of ISO 8601, and nothing else: `2020`, `2020-07`,
  /// `2020-07-23`, `2020-07-23T22:19`, `…:05`, `…:05.250`, with `Z`, `+04:00`, `+0400`, `+04` or no zone.
  public init?(iso text: UnsafeRawBufferPointer) {
    guard let (date, end) = DateParsing.isoPrefix(of: text, from: 0), end == text.count else { return nil }
    self = date
  }

  /// The date of a text that is one in the calendar forms of ISO 8601, and nothing else.
  public init?(iso text: String) {
    var text = text
    guard let date = text.withUTF8({ NewsDate(iso: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = date
  }

  /// Seconds to add to UTC for the date's own zone; 0 if it has none.
  public var offsetSeconds: Int64 { offsetMinutes == NewsDate.noOffset ? 0 : Int64(offsetMinutes) * 60 }

  /// The start of the span in its own zone, counted as if that zone were UTC: what buckets and fields are made of.
  public var localSeconds: Int64 { seconds &+ offsetSeconds }

  /// Its fields in its own zone. Those finer than its precision are at their least.
  public var civil: CivilDate { CivilDate(seconds: localSeconds) }

  /// The first second of the span, in UTC.
  public var start: Int64 { seconds }

  /// The first second after the span, in UTC.
  @inline(__always)
  public var end: Int64 {
    switch precision {
    case .second: seconds &+ 1
    case .minute: seconds &+ 60
    case .day: seconds &+ 86_400
    case .month: end(months: 1)
    case .year: end(months: 12)
    }
  }

  @inline(never)
  private func end(months: Int) -> Int64 { civil.adding(months: months).seconds &- offsetSeconds }

  /// The same date with no more than the given precision.
  public func truncated(to precision: Precision) -> NewsDate {
    guard precision < self.precision else { return self }
    return NewsDate(civil, offsetMinutes: offsetMinutes, precision: precision) ?? self
  }
}

extension NewsDate: Comparable {
  /// The order of a sort: by instant. A date without a time comes before every moment of its day, and so is last
  /// of its day if the newest come first.
  public static func < (left: NewsDate, right: NewsDate) -> Bool {
    (left.seconds, left.precision.rawValue, left.offsetMinutes)
      < (right.seconds, right.precision.rawValue, right.offsetMinutes)
  }
}

extension NewsDate {
  /// The span of a written date as this date's own zone has it: `2020-07` beside `2020-07-31T23:30-05:00` is that
  /// zone's July. A written date that names its own zone keeps it.
  private func span(of written: NewsDate) -> (start: Int64, end: Int64) {
    let shift = written.offsetMinutes == NewsDate.noOffset ? offsetSeconds : 0
    return (written.start - shift, written.end - shift)
  }

  /// `date = written`: true if all of it is inside the written span, false if none is, nil if it cannot be known.
  public func isWithin(_ written: NewsDate) -> Bool? {
    let span = span(of: written)
    if start >= span.start, end <= span.end { return true }
    return end <= span.start || start >= span.end ? false : nil
  }

  /// `date < written`: before its start; nil if only part of it is.
  public func isBefore(_ written: NewsDate) -> Bool? {
    let span = span(of: written)
    if end <= span.start { return true }
    return start >= span.start ? false : nil
  }

  /// `date > written`: after its end; nil if only part of it is.
  public func isAfter(_ written: NewsDate) -> Bool? {
    let span = span(of: written)
    if start >= span.end { return true }
    return end <= span.end ? false : nil
  }
}

extension NewsDate: CustomStringConvertible {
  /// In its own precision and zone: `2020-07-23`, `2020-07-23T22:19+04:00`. `init(iso:)` reads it back.
  public var description: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what `description` says.
  public func write(to bytes: inout [UInt8]) {
    let fields = civil
    if fields.year < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(number: abs(fields.year), width: 4)
    if precision >= .month {
      bytes.append(UInt8(ascii: "-"))
      bytes.append(number: fields.month, width: 2)
    }
    if precision >= .day {
      bytes.append(UInt8(ascii: "-"))
      bytes.append(number: fields.day, width: 2)
    }
    if precision >= .minute {
      bytes.append(UInt8(ascii: "T"))
      bytes.append(number: fields.hour, width: 2)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(number: fields.minute, width: 2)
    }
    if precision == .second {
      bytes.append(UInt8(ascii: ":"))
      bytes.append(number: fields.second, width: 2)
    }
    guard precision >= .day, offsetMinutes != NewsDate.noOffset else { return }
    if offsetMinutes == 0 {
      bytes.append(UInt8(ascii: "Z"))
      return
    }
    let minutes = abs(Int(offsetMinutes))
    bytes.append(UInt8(ascii: offsetMinutes < 0 ? "-" : "+"))
    bytes.append(number: minutes / 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(number: minutes % 60, width: 2)
  }
}

extension [UInt8] {
  /// Appends a number that is not negative in decimal digits, with leading zeros up to `width`.
  mutating func append(number: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
