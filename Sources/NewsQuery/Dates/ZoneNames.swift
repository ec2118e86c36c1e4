/// Abbreviations of zones, in minutes east of UTC. Where two zones share one, the one news agencies mean by it.
enum ZoneNames {
  static let minutes = WordTable<Int16>([
    ("est", -300), ("edt", -240), ("et", -300), ("ct", -360), ("mt", -420), ("pt", -480), ("cst", -360), ("cdt", -300),
    ("mst", -420), ("mdt", -360),
    ("pst", -480), ("pdt", -420), ("akst", -540), ("akdt", -480), ("hst", -600), ("brt", -180), ("art", -180),
    ("wet", 0), ("west", 60), ("bst", 60), ("cet", 60), ("cest", 120), ("mez", 60), ("mesz", 120), ("eet", 120),
    ("eest", 180), ("msk", 180), ("мск", 180), ("trt", 180), ("gst", 240), ("pkt", 300), ("ist", 330), ("npt", 345),
    ("wib", 420), ("ict", 420), ("hkt", 480), ("sgt", 480), ("pht", 480), ("awst", 480), ("jst", 540), ("kst", 540),
    ("acst", 570), ("aest", 600), ("aedt", 660), ("nzst", 720), ("nzdt", 780), ("sast", 120), ("cat", 120),
    ("eat", 180), ("wat", 60),
  ])

  /// True if the United States has summer time: since 2007 from the second Sunday of March to the first of November.
  static func hasAmericanSummerTime(_ civil: CivilDate) -> Bool {
    func sunday(_ month: Int, from day: Int) -> CivilDate {
      let first = CivilDate(year: civil.year, month: month, day: day, hour: 2)
      return first.adding(days: 7 - first.weekday)
    }
    return civil >= sunday(3, from: 8) && civil < sunday(11, from: 1)
  }
}
