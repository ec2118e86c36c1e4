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
  ]

  private enum Rule {
    case fixed(Int, Int)
    case nth(Int, weekday: Int, Int)
    case last(Int, weekday: Int)
    /// Days after Easter Sunday.
    case easter(Int)
    /// The Tuesday after the first Monday of November.
    case election
  }

  /// The number of New Year, which is a day only with `Day` or `Eve`.
  static let newYear: Int = names.firstIndex { $0.word == "new" } ?? -1

  /// The first words of the names, each with its number.
  static let words: [(String, Meaning)] = names.enumerated().map { ($1.word, Meaning(DateLexicon.Kind.holiday, $0)) }

  /// Which word must follow: `day`, `friday`, or none.
  static func follower(_ number: Int) -> String? { names[number].follower }

  /// The day in a year.
  static func day(_ number: Int, year: Int) -> CivilDate {
    switch names[number].rule {
    case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
    case .nth(let month, let weekday, let count):
      let first = CivilDate(year: year, month: month, day: 1)
      return first.adding(days: (weekday - first.weekday + 7) % 7 + (count - 1) * 7)
    case .last(let month, let weekday):
      let last = CivilDate(year: year, month: month, day: CivilDate.dayCount(year: year, month: month))
      return last.adding(days: -((last.weekday - weekday + 7) % 7))
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
