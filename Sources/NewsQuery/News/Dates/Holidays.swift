/// Days with a name of their own, by the rule that finds them in a year.
enum Holidays {
  private static let names: [(word: String, follower: String?, rule: Rule)] = [
    ("christmas", nil, .fixed(12, 25)), ("thanksgiving", nil, .nth(11, weekday: 4, 4)),
    ("halloween", nil, .fixed(10, 31)),
    ("easter", nil, .easter(0)), ("labor", "day", .nth(9, weekday: 1, 1)), ("memorial", "day", .last(5, weekday: 1)),
    ("veterans", "day", .fixed(11, 11)), ("valentine", "day", .fixed(2, 14)), ("boxing", "day", .fixed(12, 26)),
    ("election", "day", .election), ("independence", "day", .fixed(7, 4)),
    ("presidents", "day", .nth(2, weekday: 1, 3)),
    ("juneteenth", nil, .fixed(6, 19)), ("patrick", "day", .fixed(3, 17)), ("new", "year", .fixed(1, 1)),
    ("columbus", "day", .nth(10, weekday: 1, 2)), ("good", "friday", .easter(-2)), ("ash", "wednesday", .easter(-46)),
    ("black", "friday", .afterThanksgiving(1)), ("cyber", "monday", .afterThanksgiving(4)),
    ("palm", "sunday", .easter(-7)),
    ("pentecost", nil, .easter(49)), ("ascension", "day", .easter(39)), ("maundy", "thursday", .easter(-3)),
    ("shrove", "tuesday", .easter(-47)), ("whit", "monday", .easter(50)), ("bastille", "day", .fixed(7, 14)),
    ("epiphany", nil, .fixed(1, 6)),
  ]

  /// Names in other languages, each one word.
  private static let foreignNames: [(word: String, follower: String?, rule: Rule)] = [
    ("heiligabend", nil, .fixed(12, 24)), ("weihnachten", nil, .fixed(12, 25)), ("silvester", nil, .fixed(12, 31)),
    ("neujahr", nil, .fixed(1, 1)), ("ostern", nil, .easter(0)), ("karfreitag", nil, .easter(-2)),
    ("ostersonntag", nil, .easter(0)), ("ostermontag", nil, .easter(1)), ("himmelfahrt", nil, .easter(39)),
    ("pfingsten", nil, .easter(49)), ("pfingstsonntag", nil, .easter(49)), ("pfingstmontag", nil, .easter(50)),
    ("fronleichnam", nil, .easter(60)), ("allerheiligen", nil, .fixed(11, 1)), ("grundonnerstag", nil, .easter(-3)),
    ("noel", nil, .fixed(12, 25)), ("paques", nil, .easter(0)), ("pentecote", nil, .easter(49)),
    ("toussaint", nil, .fixed(11, 1)),
    ("navidad", nil, .fixed(12, 25)), ("nochebuena", nil, .fixed(12, 24)), ("nochevieja", nil, .fixed(12, 31)),
    ("natale", nil, .fixed(12, 25)), ("pasqua", nil, .easter(0)), ("pasquetta", nil, .easter(1)),
    ("ferragosto", nil, .fixed(8, 15)), ("capodanno", nil, .fixed(1, 1)), ("epifania", nil, .fixed(1, 6)),
    ("pentecoste", nil, .easter(49)),
  ]

  static let german = foreign(0..<15)
  static let french = foreign(15..<19)
  static let spanish = foreign(19..<22)
  static let italian = foreign(22..<29)

  private static func foreign(_ places: Range<Int>) -> [(String, Meaning)] {
    places.map { (foreignNames[$0].word, Meaning(DateLexicon.Kind.holiday, names.count + $0)) }
  }

  private static func entry(_ number: Int) -> (word: String, follower: String?, rule: Rule) {
    number < names.count ? names[number] : foreignNames[number - names.count]
  }

  private enum Rule {
    case fixed(Int, Int)
    case nth(Int, weekday: Int, Int)
    case last(Int, weekday: Int)
    /// Days after Easter Sunday.
    case easter(Int)
    /// The Tuesday after the first Monday of November.
    case election
    /// Days after the fourth Thursday of November.
    case afterThanksgiving(Int)
  }

  /// The number of New Year, which is a day only with `Day` or `Eve`.
  static let newYear: Int = names.firstIndex { $0.word == "new" } ?? -1

  /// The first words of the names, each with its number.
  static let words: [(String, Meaning)] = names.enumerated().map { ($1.word, Meaning(DateLexicon.Kind.holiday, $0)) }

  /// Which word must follow: `day`, `friday`, or none.
  static func follower(_ number: Int) -> String? { entry(number).follower }

  /// The day in a year.
  static func day(_ number: Int, year: Int) -> CivilDate {
    switch entry(number).rule {
    case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
    case .nth(let month, let weekday, let count):
      let first = CivilDate(year: year, month: month, day: 1)
      return first.adding(days: (weekday - first.weekday + 7) % 7 + (count - 1) * 7)
    case .last(let month, let weekday):
      let last = CivilDate(year: year, month: month, day: CivilDate.dayCount(year: year, month: month))
      return last.adding(days: -((last.weekday - weekday + 7) % 7))
    case .afterThanksgiving(let shift):
      let first = CivilDate(year: year, month: 11, day: 1)
      return first.adding(days: (4 - first.weekday + 7) % 7 + 21 + shift)
    case .easter(let shift): return easter(year).adding(days: shift)
    case .election:
      let first = CivilDate(year: year, month: 11, day: 1)
      return first.adding(days: (8 - first.weekday) % 7 + 1)
    }
  }

  /// Easter Sunday by the anonymous Gregorian algorithm that Jean Meeus gives (Astronomical Algorithms, chapter 8).
  static func easter(_ year: Int) -> CivilDate {
    let golden = year % 19
    let (century, rest) = (year / 100, year % 100)
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7
    let late = (golden + 11 * moon + 22 * sunday) / 451
    let total = moon + sunday - 7 * late + 114
    return CivilDate(year: year, month: total / 31, day: total % 31 + 1)
  }
}
