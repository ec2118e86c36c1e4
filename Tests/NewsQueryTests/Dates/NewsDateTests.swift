import Testing

@testable import NewsQuery

@Suite struct NewsDateTests {
  private func date(_ text: String) throws -> NewsDate { try #require(NewsDate(iso: text)) }

  @Test func sixteenBytes() {
    #expect(MemoryLayout<NewsDate>.stride == 16)
  }

  @Test(arguments: [
    "2020", "2020-07", "2020-07-23", "2020-07-23T22:19", "2020-07-23T22:19:05", "2020-07-23T22:19Z",
    "1848-03-18T07:00-05:30",
  ])
  func printsAsWritten(text: String) throws {
    #expect(try date(text).description == text)
  }

  @Test func spans() throws {
    #expect(try date("2020").end - date("2020").start == 366 * 86_400)
    #expect(try date("2021-02").end - date("2021-02").start == 28 * 86_400)
    #expect(try date("2020-07-23+04:00").start == date("2020-07-22T20:00Z").start)
    #expect(try date("2020-07-23T22:19").end - date("2020-07-23T22:19").start == 60)
  }

  @Test func writtenDatesAreReadInTheArticlesZone() throws {
    let late = try date("2020-07-31T23:30-05:00")
    #expect(late.isWithin(try date("2020-07")) == true)
    #expect(late.isWithin(try date("2020-08")) == false)
    #expect(late.isBefore(try date("2020-08-01")) == true)
    #expect(late.isAfter(try date("2020-07-30")) == true)
    #expect(late.isWithin(try date("2020-08-01T04:30Z")) == true)
  }

  @Test func aDayBesideAnInstantIsUndecided() throws {
    let day = try date("2020-07-23")
    #expect(day.isBefore(try date("2020-07-23T12:00")) == nil)
    #expect(day.isWithin(try date("2020-07-23T12:00")) == nil)
    #expect(day.isAfter(try date("2020-07-22T12:00")) == true)
    #expect(day.isWithin(try date("2020-07")) == true)
  }

  @Test func aDayStandsLastOfItsDayWhereTheNewestComeFirst() throws {
    let dates = try ["2020-07-23", "2020-07-23T00:00", "2020-07-24", "2020-07-23T09:00", "2020-07-22T23:59"].map(date)
    #expect(
      dates.sorted(by: >).map(\.description)
        == ["2020-07-24", "2020-07-23T09:00", "2020-07-23T00:00", "2020-07-23", "2020-07-22T23:59"])
  }

  @Test func calendar() {
    for days in stride(from: -800_000, to: 3_000_000, by: 997) {
      let civil = CivilDate(days: days)
      #expect(civil.days == days && civil.isValid)
      let (year, week) = civil.isoWeek
      #expect(CivilDate.monday(isoYear: year, week: week).adding(days: civil.weekday - 1) == civil)
    }
    #expect(CivilDate(year: 2020, month: 7, day: 23).weekday == 4)
    #expect(CivilDate(year: 2021, month: 1, day: 3).isoWeek == (2020, 53))
    #expect(CivilDate(year: 2020, month: 1, day: 31).adding(months: 1) == CivilDate(year: 2020, month: 2, day: 29))
    #expect(CivilDate(year: 2020, month: 1, day: 31).adding(months: -14) == CivilDate(year: 2018, month: 11, day: 30))
  }
}
