/// `year month week day weekday hour`: parts of a date, in its own zone or in that of the run; null where the date is not that
/// exact.
enum DateFunctions {
  static let all: [Function] = [
    part("year", .year, "the year of a date", example: "year(date) = 2020") { $0.year },
    part("month", .month, "the month of a date, 1 to 12", example: "month(date) = 7") { $0.month },
    part("week", .day, "the ISO 8601 week of a date, 1 to 53", example: "week(date) = 30") { $0.isoWeek.week },
    part("day", .day, "the day of the month of a date, 1 to 31", example: "day(date) = 23") { $0.day },
    part("weekday", .day, "the day of the week of a date: 1 is Monday, 7 is Sunday", example: "weekday(date) >= 6") {
      $0.weekday
    },
    part("hour", .minute, "the hour of a date, 0 to 23", example: "hour(date) >= 22") { $0.hour },
  ]

  private static func part(
    _ name: String, _ precision: NewsDate.Precision, _ summary: String, example: String,
    _ read: @escaping @Sendable (CivilDate) -> Int
  ) -> Function {
    @Sendable func made(_ zone: ZoneRules?) -> Function {
      Function(name, [.init("date", .date)], gives: .type(.number), summary, example: example) { arguments, _ in
        guard case .date(let date) = arguments[0], date.precision >= precision else { return .null }
        return .number(Double(read(CivilDate(seconds: date.localSeconds(in: zone)))))
      }
    }
    var function = made(nil)
    function.inZone = made
    return function
  }
}
