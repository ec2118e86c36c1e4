/// The words that expressions of time are made of, for each language that newsq knows.
enum DateLexicon {
  /// Classes of words; numbers in digits are `Lexeme.number`.
  enum Kind {
    static let cardinal: UInt8 = 1
    /// Value: the power of ten.
    static let scale: UInt8 = 2
    static let article: UInt8 = 3
    static let and: UInt8 = 4
    static let half: UInt8 = 5
    static let vague: UInt8 = 6
    static let couple: UInt8 = 7
    static let the: UInt8 = 8
    static let of: UInt8 = 9
    static let month: UInt8 = 10
    /// A month's abbreviation, or a name that is a word of its own: `Jan`, `May`.
    static let doubtfulMonth: UInt8 = 11
    static let weekday: UInt8 = 12
    static let weekdayAbbreviation: UInt8 = 13
    static let weekdays: UInt8 = 14
    static let unit: UInt8 = 15
    static let units: UInt8 = 16
    static let season: UInt8 = 17
    static let dayPart: UInt8 = 18
    /// `yesterday` -1, `today` 0, `tomorrow` 1.
    static let deictic: UInt8 = 19
    static let tonight: UInt8 = 20
    /// `last` -1, `this` 0, `next` 1.
    static let last: UInt8 = 21
    static let past: UInt8 = 22
    static let this: UInt8 = 23
    static let next: UInt8 = 24
    static let following: UInt8 = 25
    static let recent: UInt8 = 26
    static let latest: UInt8 = 27
    /// `early`, `late`, `mid`, `end`
    static let position: UInt8 = 28
    static let ago: UInt8 = 29
    static let earlier: UInt8 = 30
    static let later: UInt8 = 31
    static let each: UInt8 = 32
    static let now: UInt8 = 33
    static let lately: UInt8 = 34
    static let frequency: UInt8 = 35
    static let pm: UInt8 = 36
    static let m: UInt8 = 37
    static let zone: UInt8 = 38
    static let ordinal: UInt8 = 39
    static let suffix: UInt8 = 40
    static let fiscal: UInt8 = 41
    static let that: UInt8 = 42
    static let before: UInt8 = 43
    static let approximately: UInt8 = 44
    static let old: UInt8 = 45
    static let noon: UInt8 = 46
    static let decade: UInt8 = 47
    static let holiday: UInt8 = 48
    static let eve: UInt8 = 49
    static let future: UInt8 = 50
    static let on: UInt8 = 51
    static let oclock: UInt8 = 52
    static let halfOfYear: UInt8 = 53
    static let these: UInt8 = 54
    static let current: UInt8 = 55
    /// `vor` in `vor zwei Wochen`.
    static let agoBefore: UInt8 = 56
    /// `月`, `日`, `年` after a number.
    static let yearMark: UInt8 = 57
    static let monthMark: UInt8 = 58
    static let dayMark: UInt8 = 59
    /// `去年`: value is unit * 16 + shift + 8.
    static let shifted: UInt8 = 60
    static let hourMark: UInt8 = 61
    static let more: UInt8 = 62
    /// `Q` of `Q3`, value 0, and `H` of `H1`, value 1.
    static let periodLetter: UInt8 = 63
    /// `other` of `every other Friday`.
    static let other: UInt8 = 64
    /// `分` after a number of minutes.
    static let minuteMark: UInt8 = 65
    /// `年代` after a decade.
    static let decadeMark: UInt8 = 66
    /// `anderthalb`, `полтора`: value is twice the number.
    static let halves: UInt8 = 67
    /// `und` between two lengths of time.
    static let joint: UInt8 = 68
    /// `pro` of `zweimal pro Woche`.
    static let per: UInt8 = 69
    /// `Juliwoche`: a part of the month that its value names.
    static let monthPart: UInt8 = 70
    /// `weekday` of `every weekday`.
    static let workday: UInt8 = 71
  }

  /// The lexicon for a language.
  static func lexicon(for language: String?) -> Lexicon {
    switch language?.prefix(2) {
    case nil, "en", "": english
    default: DateLexicons.other(language ?? "") ?? english
    }
  }

  static func words(_ text: String, _ kind: UInt8, _ value: Int = 0) -> [(String, Meaning)] {
    text.split(separator: " ").map { (String($0), Meaning(kind, value)) }
  }

  static func numbered(_ text: String, _ kind: UInt8, from first: Int, by step: Int = 1) -> [(String, Meaning)] {
    text.split(separator: " ").enumerated().map { (String($1), Meaning(kind, first + $0 * step)) }
  }

  static func units(_ pairs: [(String, TimeUnit)], _ kind: UInt8) -> [(String, Meaning)] {
    pairs.map { ($0, Meaning(kind, $1.rawValue)) }
  }

  /// Zones with their minutes east of UTC; 1000 where the zone is not known.
  static let zones: [(String, Meaning)] = [
    ("gmt", 0), ("utc", 0), ("est", -300), ("edt", -240), ("cst", -360), ("cdt", -300), ("mst", -420), ("mdt", -360),
    ("pst", -480), ("pdt", -420), ("et", 1000), ("ct", 1000), ("pt", 1000), ("bst", 60), ("cet", 60), ("cest", 120),
    ("msk", 180), ("ist", 330), ("jst", 540), ("hkt", 480), ("local", 1000),
  ].map { ($0, Meaning(Kind.zone, $1)) }

  private static let english: Lexicon = {
    var words: [(String, Meaning)] = []
    words += numbered(
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        + " eighteen nineteen", Kind.cardinal, from: 0)
    words += numbered("twenty thirty forty fifty sixty seventy eighty ninety", Kind.cardinal, from: 20, by: 10)
    words += Self.words("hundred", Kind.scale, 2) + Self.words("thousand", Kind.scale, 3)
    words += Self.words("weekday", Kind.workday)
    words += Self.words("a an", Kind.article) + Self.words("and", Kind.and) + Self.words("half", Kind.half)
    words += Self.words("few several many some dozens", Kind.vague) + Self.words("couple", Kind.couple)
    words += Self.words("the", Kind.the) + Self.words("of", Kind.of)
    words += numbered(
      "january february _ april _ june july august september october november december", Kind.month, from: 1)
    words += Self.words("march", Kind.doubtfulMonth, 3) + Self.words("may", Kind.doubtfulMonth, 5)
    words += numbered("jan feb mar apr _ jun jul aug sep oct nov dec", Kind.doubtfulMonth, from: 1)
    words += Self.words("sept", Kind.doubtfulMonth, 9)
    words += numbered("monday tuesday wednesday thursday friday saturday sunday", Kind.weekday, from: 1)
    words += numbered(
      "mondays tuesdays wednesdays thursdays fridays saturdays sundays", Kind.weekdays, from: 1)
    words += numbered("mon tue wed thu fri sat sun", Kind.weekdayAbbreviation, from: 1)
    words += Self.words("tues", Kind.weekdayAbbreviation, 2) + Self.words("thurs thur", Kind.weekdayAbbreviation, 4)
    words += units(
      [
        ("minute", .minute), ("hour", .hour), ("day", .day), ("week", .week), ("month", .month), ("quarter", .quarter),
        ("year", .year), ("yr", .year), ("decade", .decade), ("century", .century), ("weekend", .weekend),
        ("fortnight", .fortnight), ("period", .period),
      ], Kind.unit)
    words += units(
      [
        ("seconds", .second), ("minutes", .minute), ("hours", .hour), ("days", .day), ("weeks", .week),
        ("months", .month), ("mths", .month), ("quarters", .quarter), ("years", .year), ("yrs", .year),
        ("decades", .decade), ("centuries", .century), ("weekends", .weekend), ("fortnights", .fortnight),
      ], Kind.units)
    words += numbered("spring summer fall winter", Kind.season, from: 0) + Self.words("autumn", Kind.season, 2)
    words += numbered("morning afternoon evening night", Kind.dayPart, from: 0)
    words += Self.words("mornings", Kind.dayPart, 16) + Self.words("afternoons", Kind.dayPart, 17)
    words += Self.words("evenings", Kind.dayPart, 18) + Self.words("nights", Kind.dayPart, 19)
    words += numbered("yesterday today tomorrow", Kind.deictic, from: -1)
    words += Self.words("tonight", Kind.tonight, 0) + Self.words("overnight", Kind.tonight, -1)
    words += Self.words("last previous", Kind.last, -1) + Self.words("past", Kind.past, -1)
    words += Self.words("this", Kind.this, 0) + Self.words("next upcoming coming", Kind.next, 1)
    words += Self.words("following", Kind.following, 1) + Self.words("recent", Kind.recent)
    words += Self.words("latest", Kind.latest, -1) + Self.words("these", Kind.these)
    words += Self.words("current", Kind.current, 0)
    words += Self.words("early late mid end beginning middle start", Kind.position)
    words +=
      Self.words("ago", Kind.ago, -1) + Self.words("earlier", Kind.earlier, -1) + Self.words("later", Kind.later, 1)
    words += Self.words("before", Kind.before, -1) + Self.words("after", Kind.before, 1)
    words += Self.words("each every", Kind.each) + Self.words("other", Kind.other)
    words += Self.words("now currently nowadays presently", Kind.now) + Self.words("recently lately", Kind.lately)
    words += units(
      [
        ("hourly", .hour), ("quarterly", .quarter), ("daily", .day), ("weekly", .week), ("monthly", .month),
        ("yearly", .year),
        ("annually", .year),
      ],
      Kind.frequency)
    words += Self.words("p", Kind.pm, 1) + Self.words("pm", Kind.pm, 3) + Self.words("am", Kind.pm, 2)
    words += Self.words("m", Kind.m)
    words += numbered(
      "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        + " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth", Kind.ordinal, from: 1)
    words += Self.words("st nd rd th", Kind.suffix) + Self.words("fiscal financial fy", Kind.fiscal)
    words += Self.words("q", Kind.periodLetter, 0) + Self.words("h", Kind.periodLetter, 1)
    words += Self.words("that", Kind.that) + Self.words("same", Kind.that, 1)
    words += Self.words("nearly almost about around roughly approximately over", Kind.approximately)
    words +=
      Self.words("old", Kind.old) + Self.words("noon midday", Kind.noon, 12) + Self.words("midnight", Kind.noon, 24)
    words += numbered("twenties thirties forties fifties sixties seventies eighties nineties", Kind.decade, from: 2)
    words += Self.words("future", Kind.future) + Self.words("on at by in", Kind.on) + Self.words("clock", Kind.oclock)
    words += Holidays.words
    words += Self.words("more additional", Kind.more)
    words += zones
    words += Self.words("eve", Kind.eve)
    return Lexicon(words.filter { $0.0 != "_" })
  }()
}
