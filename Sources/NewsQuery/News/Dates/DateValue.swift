/// A unit of time, the shortest first.
enum TimeUnit: Int, Comparable, Sendable {
  case second, minute, hour, day, week, month, quarter, year, decade, century, weekend, fortnight, period

  static func < (left: TimeUnit, right: TimeUnit) -> Bool { left.rawValue < right.rawValue }
}

/// A part of the day, of the year, as TIMEX3 names them.
enum TimePart {
  static let day = ["MO", "AF", "EV", "NI", "MI", "DT"]
  static let season = ["SP", "SU", "FA", "WI"]
}

/// What an expression means, before it is written as TIMEX3.
enum DateValue: Sendable {
  case year(Int)
  case month(Int, Int)
  case day(CivilDate)
  /// ISO year and week.
  case week(Int, Int)
  case weekend(Int, Int)
  case quarter(Int, Int)
  case half(Int, Int)
  case season(Int, Int)
  /// The year divided by ten.
  case decade(Int)
  /// The year divided by a hundred.
  case century(Int)
  /// A part of a day, by its index in `TimePart.day`.
  case dayPart(CivilDate, Int)
  /// A time of day, and its offset where it was said.
  case clock(CivilDate, hasMinutes: Bool, offset: Int16?)
  case past, present, future
  /// How many of a unit; nil is `X`.
  case duration(Double?, TimeUnit)
  /// A length of several units, as TIMEX3 writes it: `PT1H30M`.
  case length(String)
  case repeated(String)
  /// What only a missing reference keeps from being known: the TIMEX3 value with its `X`s.
  case unresolved(String, isTime: Bool)

  /// The TIMEX3 type.
  var type: DateMention.Kind {
    switch self {
    case .dayPart, .clock: .time
    case .duration, .length: .duration
    case .repeated: .set
    case .unresolved(_, let isTime): isTime ? .time : .date
    default: .date
    }
  }

  /// The TIMEX3 value.
  var timex: String {
    switch self {
    case .year(let year): pad(year, 4)
    case .month(let year, let month): "\(pad(year, 4))-\(pad(month, 2))"
    case .day(let day): timex(of: day)
    case .week(let year, let week): "\(pad(year, 4))-W\(pad(week, 2))"
    case .weekend(let year, let week): "\(pad(year, 4))-W\(pad(week, 2))-WE"
    case .quarter(let year, let quarter): "\(pad(year, 4))-Q\(quarter)"
    case .half(let year, let half): "\(pad(year, 4))-H\(half)"
    case .season(let year, let season): "\(pad(year, 4))-\(TimePart.season[season])"
    case .decade(let decade): pad(decade, 3)
    case .century(let century): pad(century, 2)
    case .dayPart(let day, let part): "\(timex(of: day))T\(TimePart.day[part])"
    case .clock(let moment, let hasMinutes, let offset):
      "\(timex(of: moment))T\(pad(moment.hour, 2))\(hasMinutes ? ":" + pad(moment.minute, 2) : ":00")"
        + (offset == 0 ? "Z" : "")
    case .past: "PAST_REF"
    case .present: "PRESENT_REF"
    case .future: "FUTURE_REF"
    case .duration(let count, let unit): DateValue.length(count, unit)
    case .repeated(let value), .length(let value): value
    case .unresolved(let value, _): value
    }
  }

  /// When it was, where that is known.
  var event: NewsDate? {
    switch self {
    case .year(let year): NewsDate(CivilDate(year: year, month: 1, day: 1), precision: .year)
    case .month(let year, let month): NewsDate(CivilDate(year: year, month: month, day: 1), precision: .month)
    case .day(let day), .dayPart(let day, _): NewsDate(day, precision: .day)
    case .week(let year, let week): NewsDate(CivilDate.monday(isoYear: year, week: week), precision: .day)
    case .weekend(let year, let week):
      NewsDate(CivilDate.monday(isoYear: year, week: week).adding(days: 5), precision: .day)
    case .quarter(let year, let quarter):
      NewsDate(CivilDate(year: year, month: quarter * 3 - 2, day: 1), precision: .month)
    case .half(let year, let half): NewsDate(CivilDate(year: year, month: half * 6 - 5, day: 1), precision: .month)
    case .season(let year, let season):
      NewsDate(CivilDate(year: year, month: season * 3 + 3, day: 1), precision: .month)
    case .clock(let moment, _, let offset):
      NewsDate(moment, offsetMinutes: offset ?? NewsDate.noOffset, precision: .minute)
    default: nil
    }
  }

  private func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(max(number, 0))
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private func timex(of day: CivilDate) -> String { "\(pad(day.year, 4))-\(pad(day.month, 2))-\(pad(day.day, 2))" }

  /// `P2W`, `PT5H30M`, `PXY`, `P20Y` for two decades.
  private static func length(_ count: Double?, _ unit: TimeUnit) -> String {
    let letters: (prefix: String, letter: String, factor: Double)
    switch unit {
    case .second: letters = ("PT", "S", 1)
    case .minute: letters = ("PT", "M", 1)
    case .hour: letters = ("PT", "H", 1)
    case .day: letters = ("P", "D", 1)
    case .week: letters = ("P", "W", 1)
    case .fortnight: letters = ("P", "W", 2)
    case .weekend: letters = ("P", "WE", 1)
    case .month: letters = ("P", "M", 1)
    case .quarter: letters = ("P", "Q", 1)
    case .year: letters = ("P", "Y", 1)
    case .decade: letters = ("P", "Y", 10)
    case .century: letters = ("P", "Y", 100)
    case .period: letters = ("P", "X", 1)
    }
    guard let count else {
      let letter = unit == .century ? "C" : letters.letter
      return "\(letters.prefix)X\(letter)"
    }
    let total = count * letters.factor
    guard total < 1e9 else { return "\(letters.prefix)X\(letters.letter)" }
    let whole = total.rounded(.down)
    if whole == total { return "\(letters.prefix)\(Int(total))\(letters.letter)" }
    // Half a year and half an hour have units below them.
    let rest = total - whole
    let lower: (String, Double)? =
      switch unit {
      case .year, .decade, .century: ("M", 12)
      case .hour: ("M", 60)
      case .minute: ("S", 60)
      default: nil
      }
    guard let lower, (rest * lower.1).rounded() == rest * lower.1 else {
      return "\(letters.prefix)\(total)\(letters.letter)"
    }
    let head = whole > 0 ? "\(Int(whole))\(letters.letter)" : ""
    return "\(letters.prefix)\(head)\(Int(rest * lower.1))\(lower.0)"
  }
}
