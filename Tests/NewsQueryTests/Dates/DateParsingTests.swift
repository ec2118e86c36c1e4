import Testing

@testable import NewsQuery

@Suite struct DateParsingTests {
  @Test(arguments: [
    ("2020", "2020"), ("2020-07", "2020-07"), ("2020-07-23", "2020-07-23"), ("2020-07-23T22:19", "2020-07-23T22:19"),
    ("2020-07-23T22:19+04:00", "2020-07-23T22:19+04:00"), ("2020-07-23T22:19:05.25Z", "2020-07-23T22:19:05Z"),
    ("2020-07-23T22:19:00.000-0500", "2020-07-23T22:19:00-05:00"), ("2020-07-23T24:00:00Z", "2020-07-24T00:00:00Z"),
    ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"), ("2020-07-23+04:00", "2020-07-23+04:00"),
    ("20130515T120000Z", "2013-05-15T12:00:00Z"), ("20200723", "2020-07-23"), ("202007232219", "2020-07-23T22:19"),
    ("1595528340", "2020-07-23T18:19:00Z"), ("1595528340123", "2020-07-23T18:19:00Z"),
    ("2020-W30-4", "2020-07-23"), ("2020-205", "2020-07-23"),
  ])
  func isoAndNumbers(text: String, expected: String) {
    #expect(DateParsing.parse(text)?.description == expected)
  }

  @Test(arguments: [
    ("Thu, 23 Jul 2020 22:19:00 +0400", "2020-07-23T22:19:00+04:00"), ("Thu, 23 Jul 20 22:19 GMT", "2020-07-23T22:19Z"),
    ("23 July 2020 22:19 (UTC +04:00)", "2020-07-23T22:19+04:00"), ("July 23, 2020 Thursday", "2020-07-23"),
    ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"), ("Thu Jul 23 22:19:00 +0000 2020", "2020-07-23T22:19:00Z"),
    ("Thu Jul 23 2020 22:19:00 GMT+0400 (Gulf Standard Time)", "2020-07-23T22:19:00+04:00"),
    ("July 23, 2020 at 7:05 p.m. EDT", "2020-07-23T19:05-04:00"), ("Jul 23, 2020, 7 pm ET", "2020-07-23T19:00-04:00"),
    ("Jan. 23, 2020 12:05 a.m. ET", "2020-01-23T00:05-05:00"), ("Published: 1st July 2020", "2020-07-01"),
    ("July 2020", "2020-07"), ("1 August 99", "1999-08-01"), ("7/23/2020", "2020-07-23"), ("23/7/2020", "2020-07-23"),
    ("23.07.2020 22:19", "2020-07-23T22:19"), ("2020/07/23", "2020-07-23"),
    ("2020. 7. 23. 오후 10:19", "2020-07-23T22:19"),
  ])
  func words(text: String, expected: String) {
    #expect(DateParsing.parse(text)?.description == expected)
  }

  @Test(arguments: [
    "23 July 2020", "23. Juli 2020", "le jeudi 23 juillet 2020", "23 de julio de 2020", "giovedì 23 luglio 2020",
    "23 de julho de 2020", "23 июля 2020 года", "23 lipca 2020", "23 Temmuz 2020 Perşembe", "٢٣ يوليو ٢٠٢٠",
    "2020年7月23日", "2020年7月23日(木)",
  ])
  func languages(text: String) {
    #expect(DateParsing.parse(text)?.description == "2020-07-23")
  }

  @Test func everyMonthInEveryLanguage() {
    let months = [
      "January February March April May June July August September October November December",
      "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
      "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
      "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
      "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
      "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
      "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ]
    for names in months {
      for (index, name) in names.split(separator: " ").enumerated() {
        #expect(DateParsing.parse("5 \(name) 2021")?.civil.month == index + 1, "\(name)")
        #expect(DateParsing.parse("5 \(name.uppercased()) 2021")?.civil.month == index + 1, "\(name)")
      }
    }
  }

  @Test(arguments: [
    "", " ", "0", "12345", "hello", "July 23", "Thursday", "3 p.m.", "7/8/2020", "Feb 30, 2020", "2020-13-01",
    "2020-02-30", "2020-07-23T25:00", "July 23, 2020, July 24, 2020", "0000-00-00 00:00:00", "May 5 people",
    "Mon, 01 Jan 0001 00:00:00 GMT", "99999999999999999999999", "2020-07-23T22:19+99:00", "null", "-1", "NaN",
  ])
  func whatIsNoDate(text: String) {
    #expect(DateParsing.parse(text) == nil)
  }

  @Test func ambiguousDaysAreReadWhereTheFormTells() {
    #expect(DateParsing.parse("7/8/2020", dayFirst: true)?.description == "2020-08-07")
    #expect(DateParsing.parse("7/8/2020", dayFirst: false)?.description == "2020-07-08")
    #expect(DateParsing.parse("8/8/2020")?.description == "2020-08-08")
  }

  @Test func firstDateInALine() throws {
    let line = Array("Russia Materials 23 July 2020 22:19 (UTC +04:00)\nPutin".utf8)
    let found = try #require(line.withUnsafeBytes { DateParsing.first(in: $0) })
    #expect(found.date.description == "2020-07-23T22:19+04:00")
    #expect(String(decoding: line[found.span], as: UTF8.self) == "23 July 2020 22:19 (UTC +04:00)")
  }

  @Test(arguments: [
    ("The Coast Paper [London]10 Dec 2018: A.1.", "2018-12-10"), ("July 23, 2020, 15", "2020-07-23"),
  ])
  func aNumberTooManyBeginsSomethingElse(line: String, expected: String) {
    #expect(Array(line.utf8).withUnsafeBytes { DateParsing.first(in: $0) }?.date.description == expected)
    #expect(DateParsing.parse(line) == nil)
  }

  @Test func anyBytesAreAnsweredWithoutTrapping() {
    var state: UInt64 = 7
    let pieces = [
      "2020", "-", "07", "T", "22:19", "+", "99", "July", " ", "年", "月", "23", ".", "/", "\u{0}", "p.m.", "كانون",
    ]
    for _ in 0..<20_000 {
      var text: [UInt8] = []
      for _ in 0..<(state % 7 + 1) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text +=
          state >> 60 == 0
          ? [UInt8(truncatingIfNeeded: state >> 32)] : Array(pieces[Int(state >> 33) % pieces.count].utf8)
      }
      text.withUnsafeBytes {
        if let date = DateParsing.parse($0) { #expect(NewsDate(iso: date.description) == date) }
        _ = DateParsing.first(in: $0)
      }
    }
  }
}
