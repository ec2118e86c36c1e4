/// Days, weeks, months or years, numbered so that the next has the next number.
enum DateBucket: String, Sendable {
  case day, week, month, year

  /// The bucket that a date is in, in its own zone; nil if it is not that exact.
  func number(of date: NewsDate) -> Int? {
    guard date.precision >= precision else { return nil }
    return number(of: date.civil)
  }

  private func number(of civil: CivilDate) -> Int {
    switch self {
    case .day: civil.days
    // 1970-01-01 was a Thursday: three days later the days of a week begin with a multiple of seven.
    case .week: (civil.days + 3).flooredQuotient(by: 7)
    case .month: civil.year * 12 + civil.month - 1
    case .year: civil.year
    }
  }

  /// How a bucket is shown: a day, a Monday, a month, a year.
  func date(of number: Int) -> NewsDate {
    let civil =
      switch self {
      case .day: CivilDate(days: number)
      case .week: CivilDate(days: number * 7 - 3)
      case .month:
        CivilDate(year: number.flooredQuotient(by: 12), month: number - number.flooredQuotient(by: 12) * 12 + 1, day: 1)
      case .year: CivilDate(year: number, month: 1, day: 1)
      }
    return NewsDate(seconds: civil.seconds, precision: precision)
  }

  /// Numbers dates that often are of the bucket of the one before, as `number(of:)` does.
  struct Reader {
    private let bucket: DateBucket
    private let zone: ZoneRules?
    /// The seconds of the last bucket, as `NewsDate.localSeconds` counts them.
    private var span: Range<Int64> = 0..<0
    private var number = 0

    /// `zone` is that of the buckets; nil for each date's own.
    init(_ bucket: DateBucket, zone: ZoneRules? = nil) {
      self.bucket = bucket
      self.zone = zone
    }

    mutating func number(of date: NewsDate) -> Int? {
      guard date.precision >= bucket.precision else { return nil }
      let seconds = date.localSeconds(in: zone)
      if !span.contains(seconds) {
        number = bucket.number(of: CivilDate(seconds: seconds))
        span = bucket.date(of: number).seconds..<bucket.date(of: number + 1).seconds
      }
      return number
    }
  }

  private var precision: NewsDate.Precision {
    switch self {
    case .day, .week: .day
    case .month: .month
    case .year: .year
    }
  }

  /// The buckets that a search asks for by `date:…` or comparisons of `date` at its top, where it does.
  func span(of search: Search?, clock: NewsDate, zone: ZoneRules? = nil) -> (first: Int?, last: Int?) {
    guard let search else { return (nil, nil) }
    var first: Int?
    var last: Int?
    func limit(_ start: NewsDate?, _ end: NewsDate?) {
      if let start { first = max(first ?? .min, number(of: CivilDate(seconds: start.localSeconds(in: zone)))) }
      if let end {
        let lastSecond = end.end &- 1 &+ end.localSeconds(in: zone) &- end.seconds
        last = min(last ?? .max, number(of: CivilDate(seconds: lastSecond)))
      }
    }
    for condition in search.topLevel {
      switch condition.kind {
      case .range(let field, let from, let to) where DateBucket.isDate(field):
        if let from, let to, from == to, case .duration = from.kind {
          limit(from.date(clock: clock), clock)
        } else {
          limit(from?.date(clock: clock), to?.date(clock: clock))
        }
      case .compare(let field, let comparison, let literal) where DateBucket.isDate(field):
        let date = literal.date(clock: clock)
        switch comparison {
        case .equal: limit(date, date)
        case .greaterOrEqual, .greater: limit(date, nil)
        case .lessOrEqual, .less: limit(nil, date)
        case .notEqual: break
        }
      default: break
      }
    }
    return (first, last)
  }

  private static func isDate(_ field: FieldName) -> Bool {
    Field.named(field.name)?.column == .date
  }
}

extension Search {
  /// What must all hold: the parts of an `and`, or the whole.
  var topLevel: [Search] {
    switch kind {
    case .and(let parts): parts.flatMap(\.topLevel)
    case .defined(_, let inner): inner.topLevel
    default: [self]
    }
  }
}

extension Literal {
  /// The date that is meant, where it is one.
  func date(clock: NewsDate) -> NewsDate? {
    switch kind {
    case .date(let date): return date
    case .number(let number):
      return Value.number(number).converted(to: .date).flatMap { if case .date(let date) = $0 { date } else { nil } }
    case .text(let text): return NewsDate(iso: text)
    case .day(let offset):
      return NewsDate(clock.truncated(to: .day).civil.adding(days: offset), precision: .day)
    case .duration(let seconds):
      var moment = clock
      moment.seconds &-= seconds
      return moment
    default: return nil
    }
  }
}
