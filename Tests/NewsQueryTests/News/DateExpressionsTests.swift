import Testing

@testable import NewsQuery

/// The expressions of a text, one a line: the words and the TIMEX3 value.
func dateLines(_ text: String, on day: String? = "2020-07-23", language: String? = nil) -> [String] {
  let bytes = Array(text.utf8)
  return DateFinder().dates(in: text, published: day.flatMap { NewsDate(iso: $0) }, language: language).map {
    "\(String(decoding: bytes[$0.span], as: UTF8.self)) | \($0.value)"
  }
}

@Suite struct DateExpressionsTests {
  /// Two expressions share the month, the year or the unit that is said once.
  @Test(arguments: [
    ("en", "on 4 and 5 March", "2020-03-04 2020-03-05"), ("en", "from 4 to 9 March 2018", "2018-03-04 2018-03-09"),
    ("en", "open March 4-9, 2018, and", "2018-03-04 2018-03-09"), ("en", "from March 4 to 9.", "2020-03-04 2020-03-09"),
    ("en", "from 28 December to 3 January 2019", "2018-12-28 2019-01-03"),
    ("en", "from May to August 2012", "2012-05 2012-08"), ("en", "in the season of 1998-99", "1998 1999"),
    ("en", "between 6 and 9 months", "P6M P9M"), ("de", "vom 4. bis 9. März 2018", "2018-03-04 2018-03-09"),
    ("de", "am 4. und 5. März 2018", "2018-03-04 2018-03-05"), ("de", "zwischen 6 und 9 Monaten", "P6M P9M"),
    ("fr", "du 4 au 9 mars 2018", "2018-03-04 2018-03-09"), ("fr", "de mai à août 2012", "2012-05 2012-08"),
    ("es", "entre el 4 y el 9 de marzo de 2018", "2018-03-04 2018-03-09"),
    ("es", "los días 4 y 5 de marzo de 2018", "2018-03-04 2018-03-05"),
    ("it", "dal 4 al 9 marzo 2018", "2018-03-04 2018-03-09"),
    ("ru", "с 4 по 9 марта 2018 года", "2018-03-04 2018-03-09"),
    ("zh", "2018年3月4日至9日", "2018-03-04 2018-03-09"),
  ])
  func pairsShareWhatIsSaidOnce(_ language: String, _ text: String, _ values: String) {
    #expect(Self.values(text, language) == values)
  }

  private static func values(_ text: String, _ language: String) -> String {
    DateFinder().dates(in: text, published: NewsDate(iso: "2020-07-23"), language: language).map(\.value)
      .joined(separator: " ")
  }

  /// A period inside another, and days with names.
  @Test(arguments: [
    ("en", "in the last week of May 2019", "2019-W22"), ("en", "the first week of 2018", "2018-W01"),
    ("en", "on the second Monday of June 2019", "2019-06-10"), ("en", "the last day of 2018", "2018-12-31"),
    ("fr", "le premier lundi de juin 2019", "2019-06-03"), ("es", "la última semana de mayo de 2019", "2019-W22"),
    ("ru", "последняя неделя мая 2019 года", "2019-W22"), ("en", "on Christmas Eve 2016", "2016-12-24"),
    ("en", "New Year's Eve 2016", "2016-12-31"), ("en", "Black Friday 2018", "2018-11-23"),
    ("de", "an Ostermontag 2019", "2019-04-22"), ("fr", "à Noël 2018", "2018-12-25"),
    ("it", "a Ferragosto 2019", "2019-08-15"),
    ("es", "en Nochevieja", "2020-12-31"),
  ])
  func periodsInsideOthersAndFeasts(_ language: String, _ text: String, _ value: String) {
    #expect(Self.values(text, language) == value)
  }

  @Test(arguments: [
    ("de", "um 7.45 Uhr", "2020-07-23T07:45"), ("fr", "à 16 h 20", "2020-07-23T16:20"),
    ("fr", "vers 9h15", "2020-07-23T09:15"),
    ("es", "a las 21.30 horas", "2020-07-23T21:30"), ("it", "alle 18.15", "2020-07-23T18:15"),
    ("zh", "7月20日下午4点10分", "2020-07-20T16:10"), ("en", "took 2:05:09 to run", "PT2H5M9S"),
    ("en", "waited two hours and 10 minutes", "PT2H10M"), ("en", "every other week", "P2W"),
    ("en", "paid semi-annually", "P6M"),
    ("de", "dreieinhalb Jahre", "P3Y6M"), ("es", "una hora y media", "PT1H30M"), ("fr", "une demi-heure", "PT30M"),
    ("de", "übernächste Woche", "2020-W32"), ("zh", "上上周", "2020-W28"), ("es", "la semana que viene", "2020-W31"),
    ("fr", "le 3 mars dernier", "2020-03-03"), ("es", "el diez de junio de 2018", "2018-06-10"),
    ("fr", "au XVIIIe siècle", "17"),
    ("es", "en el siglo XVI", "15"), ("de", "im 17. Jahrhundert", "16"), ("ru", "в XIX веке", "18"),
    ("zh", "20世纪80年代", "198"),
    ("zh", "三年前", "2017"), ("zh", "去年十月", "2019-10"), ("zh", "二〇一九年三月", "2019-03"), ("zh", "每周", "P1W"),
    ("it", "due settimane fa", "2020-W28"), ("pt", "há dois anos", "2018"), ("nl", "twee jaar geleden", "2018"),
    ("fr", "il y a environ deux ans", "2018"), ("es", "los años ochenta", "198"), ("fr", "l'été dernier", "2019-SU"),
  ])
  func timesLengthsAndPeriodsInLanguages(_ language: String, _ text: String, _ value: String) {
    #expect(Self.values(text, language) == value)
  }

  @Test(arguments: [
    ("en", "raised its quarterly dividend"), ("fr", "Anne Roy, 31 ans, a été élue."), ("fr", "âgé de 54 ans"),
    ("en", "Ann Roy, aged 31 years"),
    ("es", "El diario Cinco Días lo negó"),
  ])
  func agesAndTitlesAreNoLengths(_ language: String, _ text: String) {
    #expect(Self.values(text, language).isEmpty)
  }

  @Test(arguments: [
    ("They spoke on June 1.", "June 1 | 2020-06-01"), ("held talks on Thursday, hoping", "Thursday | 2020-07-23"),
    ("held talks on Friday", "Friday | 2020-07-17"), ("will meet on Friday", "Friday | 2020-07-24"),
    ("amounted to $28 billion in 2019.", "2019 | 2019"), ("On March 30, Putin", "March 30 | 2020-03-30"),
    ("on Oct. 13, 1989, it", "Oct. 13, 1989 | 1989-10-13"),
    ("Friday, Oct. 13, 1989", "Friday, Oct. 13, 1989 | 1989-10-13"),
    ("on 23 July 2019", "23 July 2019 | 2019-07-23"), ("last month", "last month | 2020-06"),
    ("fell last week", "last week | 2020-W29"), ("two weeks ago", "two weeks ago | 2020-W28"),
    ("10 days ago", "10 days ago | 2020-07-13"),
    ("in the third quarter of 1984", "the third quarter of 1984 | 1984-Q3"),
    ("In December it fell", "December | 2019-12"), ("It will open in December", "December | 2020-12"),
    ("the early 1990s", "the early 1990s | 199"), ("yesterday morning", "yesterday morning | 2020-07-22TMO"),
    ("tomorrow", "tomorrow | 2020-07-24"), ("late last year", "late last year | 2019"),
    ("on 2020-02-29", "2020-02-29 | 2020-02-29"), ("the 20th century", "the 20th century | 19"),
    ("on Christmas Day", "Christmas Day | 2020-12-25"), ("last fall", "last fall | 2019-FA"),
    ("the first half of 2019", "the first half of 2019 | 2019-H1"),
    ("nineteen ninety-six", "nineteen ninety-six | 1996"),
    ("They might leave as soon as Friday, officials said.", "Friday | 2020-07-24"),
    ("“They will leave Friday,” he told them.", "Friday | 2020-07-24"),
    ("a hearing the week of March 6", "the week of March 6 | 2020-W10"),
    ("left the day before yesterday", "the day before yesterday | 2020-07-21"),
    ("returns the day after tomorrow", "the day after tomorrow | 2020-07-25"), ("in Q3 2021", "Q3 2021 | 2021-Q3"),
    ("fell in Q1 and", "Q1 | 2020-Q1"), ("by H1 2021", "H1 2021 | 2021-H1"), ("in FY2019", "FY2019 | 2019"),
    ("in the second half of the year", "the second half of the year | 2020-H2"),
    ("for the last half of 2019", "the last half of 2019 | 2019-H2"), ("since 9/11", "9/11 | 2001-09-11"),
    ("voted on 12/25 or", "12/25 | 2019-12-25"), ("signed on 3/4/2020", "3/4/2020 | 2020-03-04"),
    ("on 2019/01/05", "2019/01/05 | 2019-01-05"), ("met on the 15th, he said", "the 15th | 2020-07-15"),
    ("at 1730 GMT", "1730 GMT | 2020-07-23T17:30Z"), ("six months from now", "six months from now | 2021-01"),
    ("a week from Friday", "a week from Friday | 2020-07-31"), ("the twentieth century", "the twentieth century | 19"),
    ("the twenty-first century", "the twenty-first century | 20"), ("the 2016 election", "2016 | 2016"),
    ("on New Year's Eve", "New Year's Eve | 2020-12-31"), ("extended through January", "January | 2021-01"),
    ("a pact effective March 1", "March 1 | 2021-03-01"),
    ("by mid afternoon it", "mid afternoon | 2020-07-23TAF"),
  ])
  func dates(text: String, expected: String) {
    #expect(dateLines(text) == [expected])
  }

  @Test(arguments: [
    ("at 10:35 a.m. Thursday", "10:35 a.m. Thursday | 2020-07-23T10:35"),
    ("Friday night", "Friday night | 2020-07-17TNI"),
    ("for two and a half years", "two and a half years | P2Y6M"), ("a five-year plan", "five-year | P5Y"),
    ("over the past three months", "the past three months | P3M"), ("every day", "every day | P1D"),
    ("on Tuesdays", "Tuesdays | XXXX-WXX-2"), ("$5 million a year", "a year | P1Y"),
    ("recent years", "recent years | PAST_REF"),
    ("on every weekday", "every weekday | XXXX-XX-XX"),
    ("It is 5 p.m. ET Friday", "5 p.m. ET Friday | 2020-07-24T17:00"),
    ("He left at 5 p.m. ET Friday", "5 p.m. ET Friday | 2020-07-17T17:00"),
    ("It may end in the near future", "the near future | FUTURE_REF"),
    ("he said that in the past they left", "the past | PAST_REF"),
    ("several years ago", "several years ago | PAST_REF"), ("half an hour", "half an hour | PT30M"),
  ])
  func timesLengthsAndSets(text: String, expected: String) {
    #expect(dateLines(text) == [expected])
  }

  @Test(arguments: [
    ("de", "Am Donnerstag, dem 23. Juli 2020", ["Donnerstag, dem 23. Juli 2020 | 2020-07-23"]),
    ("de", "vor zwei Wochen und im letzten Jahr", ["vor zwei Wochen | 2020-W28", "letzten Jahr | 2019"]),
    ("fr", "le 14 juillet 2019 et hier", ["le 14 juillet 2019 | 2019-07-14", "hier | 2020-07-22"]),
    ("es", "el 5 de marzo de 2019, ayer", ["el 5 de marzo de 2019 | 2019-03-05", "ayer | 2020-07-22"]),
    ("ru", "23 июля 2019 года, вчера", ["23 июля 2019 года | 2019-07-23", "вчера | 2020-07-22"]),
    ("ru", "23 июля", ["23 июля | 2020-07-23"]),
    ("de", "vorgestern und übermorgen", ["vorgestern | 2020-07-21", "übermorgen | 2020-07-25"]),
    ("de", "gestern Abend, heute Morgen", ["gestern Abend | 2020-07-22TEV", "heute Morgen | 2020-07-23TMO"]),
    ("de", "Anfang der 1990er Jahre, Ende des Jahres", ["Anfang der 1990er Jahre | 199", "Ende des Jahres | 2020"]),
    (
      "de", "im dritten Quartal 2019, im ersten Halbjahr",
      ["dritten Quartal 2019 | 2019-Q3", "ersten Halbjahr | 2020-H1"]
    ),
    ("de", "jeden Montag um 15 Uhr", ["jeden Montag | XXXX-WXX-1", "15 Uhr | 2020-07-23T15:00"]),
    ("fr", "la semaine dernière, lundi prochain", ["la semaine dernière | 2020-W29", "lundi prochain | 2020-07-27"]),
    ("fr", "l'année dernière, fin mai", ["l'année dernière | 2019", "fin mai | 2020-05"]),
    ("fr", "il y a deux semaines, avant-hier", ["deux semaines | 2020-W28", "hier | 2020-07-21"]),
    ("fr", "le 1er mai, aujourd'hui", ["le 1er mai | 2020-05-01", "aujourd'hui | 2020-07-23"]),
    ("fr", "dans les années 90, en 2018", ["les années 90 | 199", "2018 | 2018"]),
    ("es", "el año pasado, pasado mañana", ["el año pasado | 2019", "pasado mañana | 2020-07-25"]),
    ("es", "anteayer, esta mañana", ["anteayer | 2020-07-21", "esta mañana | 2020-07-23TMO"]),
    ("es", "a mediados de mayo, en el verano de 2018", ["mediados de mayo | 2020-05", "el verano de 2018 | 2018-SU"]),
    (
      "fr", "en septembre dernier, les deux dernières années",
      ["septembre dernier | 2019-09", "les deux dernières années | P2Y"]
    ),
    (
      "ru", "в октябре 2013 года, 27 декабря прошлого года",
      ["октябре 2013 года | 2013-10", "27 декабря прошлого года | 2019-12-27"]
    ),
    ("ru", "повестка дня; в мае прошлого года", ["мае прошлого года | 2019-05"]),
    ("ru", "позавчера, вчера вечером", ["позавчера | 2020-07-21", "вчера вечером | 2020-07-22TEV"]),
    ("ru", "две недели назад, в конце 2019 года", ["две недели назад | 2020-W28", "конце 2019 года | 2019"]),
    ("ru", "в 1990-х годах, в 2018 годах", ["1990-х годах | 199", "2018 годах | 2018"]),
    ("ru", "в третьем квартале 2019 года, летом", ["третьем квартале 2019 года | 2019-Q3", "летом | 2020-SU"]),
    ("zh", "2019年上半年，去年三季度，第一季度", ["2019年上半年 | 2019-H1", "去年三季度 | 2019-Q3", "第一季度 | 2020-Q1"]),
    ("de", "in der letzten Maiwoche, zweimal pro Woche", ["der letzten Maiwoche | 2020-05", "pro Woche | P1W"]),
    ("de", "60 Kilometer pro Stunde", []), ("fr", "deux fois par semaine", ["par semaine | P1W"]),
    ("es", "tres veces por mes", ["por mes | P1M"]), ("zh", "最近三个月，最近", ["最近三个月 | P3M", "最近 | PAST_REF"]),
    ("zh", "7月23日，去年，2019年5月", ["7月23日 | 2020-07-23", "去年 | 2019", "2019年5月 | 2019-05"]),
  ])
  func languages(language: String, text: String, expected: [String]) {
    #expect(dateLines(text, language: language) == expected)
  }

  @Test(arguments: [
    "It may fall.", "They march on.", "The sun set.", "a 16-year-old boy", "Boeing 1990s99", "2000 people died",
    "second place", "H1N1", "the 15th time", "in the new year", "on 3/4 of them",
  ])
  func whatIsNoDate(text: String) {
    #expect(dateLines(text).isEmpty)
  }

  @Test func twoInOne() {
    #expect(
      dateLines("for the quarter ended June 30 it") == ["the quarter | 2020-Q2", "June 30 | 2020-06-30"])
    #expect(dateLines("on April 24 and 25.") == ["April 24 | 2020-04-24", "25 | 2020-04-25"])
    #expect(dateLines("On April 24 and 25 people died.") == ["April 24 | 2020-04-24"])
  }

  @Test(arguments: [
    ("a poll taken June 3-5 among voters", ["June 3 | 2020-06-03", "5 | 2020-06-05"]),
    ("the poll ran from June 19 through July 2", ["June 19 | 2020-06-19", "July 2 | 2020-07-02"]),
    ("between May 2 and May 5, 2002", ["May 2 | 2002-05-02", "May 5, 2002 | 2002-05-05"]),
    ("They fell from December through February", ["December | 2019-12", "February | 2020-02"]),
    ("It rose from October to December", ["October | 2019-10", "December | 2019-12"]),
    ("in the January-March period", ["the January | 2020-01", "March | 2020-03"]),
    ("rose June 3-5 percent", ["June 3 | 2020-06-03"]),
  ]) func rangesShareWhatIsSaidOnce(text: String, expected: [String]) {
    #expect(dateLines(text) == expected)
  }

  @Test func withoutADayToSpeakFrom() {
    #expect(dateLines("on Friday, June 1, and in 2019", on: nil) == ["Friday, June 1 | XXXX-06-01", "2019 | 2019"])
  }

  @Test func theDatelineComesBeforePublication() {
    let found = DateFinder().dates(
      in: "He left yesterday.", published: NewsDate(iso: "2020-07-24"), dateline: NewsDate(iso: "2020-07-23"))
    #expect(found.map(\.value) == ["2020-07-22"])
    #expect(found.first?.event?.description == "2020-07-22")
  }

  @Test func hostileTextTakesLinearTime() {
    for piece in ["1 ", "May ", "the ", "last ", "1:", "Friday, ", "12 years ago ", "a ", "Oct. 1", "10 "] {
      let text = Array(String(repeating: piece, count: 100_000 / piece.utf8.count).utf8)
      let took = threadSeconds {
        text.withUnsafeBytes { _ = DateFinder().dates(in: $0, published: NewsDate(iso: "2020-07-23")) }
      }
      #expect(took < 10, "\(piece)")
    }
  }
}
