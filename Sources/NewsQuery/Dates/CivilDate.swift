/// A day and time of day of the proleptic Gregorian calendar, without a zone.
///
///     CivilDate(year: 2020, month: 7, day: 23).weekday      // 4, a Thursday
///
/// Days are turned into numbers and back with Howard Hinnant's algorithms `days_from_civil` and `civil_from_days`
/// ("chrono-Compatible Low-Level Date Algorithms", 2013), which shift the year to begin in March so that the leap day
/// comes last.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// The year, as counted by astronomers: 0 is the year before 1.
  public var year: Int
  /// From 1 to 12.
  public var month: Int
  /// From 1 to 31.
  public var day: Int
  /// From 0 to 23.
  public var hour: Int
  /// From 0 to 59.
  public var minute: Int
  /// From 0 to 59; a leap second is kept as 59.
  public var second: Int

  /// A day, at midnight unless a time is given. The fields are taken as they are; `isValid` says whether they exist.
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The day that is `days` after 1970-01-01.
  public init(days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// The moment `seconds` after 1970-01-01T00:00:00, in the zone in which these seconds are counted.
  public init(seconds: Int64) {
    let days = seconds.flooredQuotient(by: 86_400)
    let rest = Int(seconds - days * 86_400)
    self.init(days: Int(days))
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
  }

  /// Days from 1970-01-01 to this day. Months outside 1 to 12 and days outside their month are not carried over.
  public var days: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Seconds from 1970-01-01T00:00:00 of the same zone.
  public var seconds: Int64 {
    Int64(days) &* 86_400 &+ Int64(hour * 3600 + minute * 60 + second)
  }

  /// True if such a day and time exist: there is no 30 February and no 24:30.
  public var isValid: Bool {
    (1...12).contains(month) && day >= 1 && day <= CivilDate.dayCount(year: year, month: month)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
  }

  /// The day of the week: 1 is Monday, 7 is Sunday, as in ISO 8601.
  public var weekday: Int {
    let fromMonday = (days + 3) % 7
    return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1
  }

  /// The year's day, from 1.
  public var dayOfYear: Int { days - CivilDate(year: year, month: 1, day: 1).days + 1 }

  /// From 1 to 4.
  public var quarter: Int { (month + 2) / 3 }

  /// The ISO 8601 week: weeks begin on Monday, and the week belongs to the year that its Thursday is in.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = CivilDate(days: days - weekday + 4)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  /// The Monday with which a week of ISO 8601 begins.
  public static func monday(isoYear: Int, week: Int) -> CivilDate {
    // 4 January is always in week 1.
    let fourth = CivilDate(year: isoYear, month: 1, day: 4)
    return CivilDate(days: fourth.days - fourth.weekday + 1 + (week - 1) * 7)
  }

  /// The same time `count` days later, earlier if it is negative.
  public func adding(days count: Int) -> CivilDate {
    var moved = CivilDate(days: days + count)
    (moved.hour, moved.minute, moved.second) = (hour, minute, second)
    return moved
  }

  /// The same day `count` months later; 31 January and one month is the last day of February.
  public func adding(months count: Int) -> CivilDate {
    let index = year * 12 + month - 1 + count
    var moved = self
    moved.year = index.flooredQuotient(by: 12)
    moved.month = index - moved.year * 12 + 1
    moved.day = min(day, CivilDate.dayCount(year: moved.year, month: moved.month))
    return moved
  }

  /// How many days a month has; `month` is from 1 to 12.
  public static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// True if a year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Earlier is less.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day, left.hour, left.minute, left.second)
      < (right.year, right.month, right.day, right.hour, right.minute, right.second)
  }
}

extension FixedWidthInteger {
  /// Division that rounds towards minus infinity, as days before 1970 need it.
  func flooredQuotient(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
  }
}
