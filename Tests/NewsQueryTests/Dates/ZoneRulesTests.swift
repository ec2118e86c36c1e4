import Testing

@testable import NewsQuery

/// Offsets of a zone, from bytes made here: no test depends on the zones of this machine.
@Suite struct ZoneRulesTests {
  private static func big(_ value: Int64, _ size: Int) -> [UInt8] {
    (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
  }

  /// A file of version 2 with these changes.
  static func file(
    _ changes: [(moment: Int64, offset: Int64)], first: Int64 = 0, rule: String = "", version: String = "2"
  ) -> [UInt8] {
    func block(momentSize: Int, _ changes: [(moment: Int64, offset: Int64)]) -> [UInt8] {
      let types = [first] + changes.map(\.offset)
      var bytes = Array("TZif\(version)".utf8) + [UInt8](repeating: 0, count: 15)
      for count in [0, 0, 0, changes.count, types.count, 4] { bytes += big(Int64(count), 4) }
      for change in changes { bytes += big(change.moment, momentSize) }
      bytes += changes.indices.map { UInt8($0 + 1) }
      for type in types { bytes += big(type, 4) + [0, 0] }
      return bytes + Array("ABC\0".utf8)
    }
    return block(momentSize: 4, []) + block(momentSize: 8, changes) + Array("\n\(rule)\n".utf8)
  }

  @Test func changesOfThePast() throws {
    let bytes = Self.file([(-1_000, 3_600), (5_000, -7_200)], first: 561)
    let zone = try #require(ZoneRules("X", bytes: bytes))
    let cases: [(Int64, Int64)] = [(-1_001, 561), (-1_000, 3_600), (4_999, 3_600), (5_000, -7_200), (1 << 40, -7_200)]
    for (moment, offset) in cases { #expect(zone.offset(at: moment) == offset) }
    #expect(ZoneRules.utc.offset(at: 0) == 0)
  }

  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T00:59:59Z", 3_600),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T01:00:00Z", 7_200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T00:59:59Z", 7_200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T01:00:00Z", 3_600),
    ("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59Z", -18_000),
    ("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00Z", -14_400),
    ("EST5EDT,M3.2.0,M11.1.0", "2024-11-03T06:00:00Z", -18_000),
    // South of the equator summer begins in one year and ends in the next.
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-15T00:00:00Z", 39_600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-07-15T00:00:00Z", 36_000),
    ("<+0545>-5:45", "2024-01-15T00:00:00Z", 20_700), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-12-15T00:00:00Z", 0),
    ("A0B,J60,J300", "2024-03-01T02:00:00Z", 3_600), ("A0B,J60,J300", "2024-03-01T01:59:59Z", 0),
    ("A0B,60,300", "2024-03-01T02:00:00Z", 3_600), ("A0B,60,300", "2023-03-02T01:59:59Z", 0),
  ])
  func theRuleAfterTheLastChange(rule: String, moment: String, offset: Int64) throws {
    let zone = try #require(ZoneRules("X", bytes: Self.file([(0, 60)], rule: rule)))
    let date = try #require(NewsDate(iso: moment))
    #expect(zone.offset(at: date.seconds) == offset)
    #expect(zone.offset(at: -1) == 0)
  }

  /// Whatever is cut off or changed: an answer or a refusal, and no crash.
  @Test func damagedFiles() {
    let whole = Self.file([(-1_000, 3_600), (5_000, -7_200)], rule: "EST5EDT,M3.2.0,M11.1.0")
    for count in 0..<whole.count { #expect(ZoneRules("X", bytes: Array(whole[..<count])) == nil) }
    for place in whole.indices {
      for value in [UInt8(0), 1, 0x7F, 0x80, 0xFF] {
        var bytes = whole
        bytes[place] = value
        for moment in [Int64.min / 4, -1, 0, 5_000, 1 << 40] {
          _ = ZoneRules("X", bytes: bytes)?.offset(at: moment)
        }
      }
    }
    #expect(ZoneRules("X", bytes: Self.file([(5, 0), (5, 60)])) == nil)
    #expect(ZoneRules("X", bytes: Self.file([], version: "\0")) == nil)
    #expect(ZoneRules("X", bytes: Self.file([], rule: "M3.2.0")) == nil)
  }

  @Test func bucketsOfOneZone() throws {
    var builder = ArchiveBuilder()
    let dates = ["2024-04-30T23:30-05:00", "2024-05-01T01:30+09:00", "2024-05-01", "2024-05-01T00:30"]
    for (place, date) in dates.enumerated() {
      var article = Article()
      article[.id] = "a\(place)"
      article.published = NewsDate(iso: date)
      article[.body] = "quake"
      builder.append(article)
    }
    let archive = builder.finish(name: "zones")
    func rows(_ query: String, _ zone: ZoneRules?) throws -> String {
      var context = Fixture.context()
      context.zone = zone
      var session = Session(archive: archive)
      var notes: [Diagnostic] = []
      var answer: QueryAnswer?
      for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
        answer = try session.run(statement, context)
      }
      let found = try #require(answer)
      if zone != nil { #expect(Method.text(of: found, context).contains("those of X")) }
      return Fixture.show(found.table, format: "tsv", width: nil).split(separator: "\n").dropFirst().joined(
        separator: " ")
    }
    let zone = try #require(ZoneRules("X", bytes: Self.file([(0, 7_200)], first: 7_200)))
    #expect(try rows("quake | timeline by day", nil) == "2024-04-30\t1 2024-05-01\t3")
    // 2024-05-01T06:30, 2024-04-30T18:30; a date without time or zone stays.
    #expect(try rows("quake | timeline by day", zone) == "2024-04-30\t1 2024-05-01\t3")
    #expect(
      try rows("quake | select id, d = day(date), h = hour(date) | sort id", zone)
        == "a0\t1\t6 a1\t30\t18 a2\t1\t a3\t1\t0")
    // Found as written, counted in the zone: none is lost.
    #expect(try rows("date:2024-04 | timeline by month", zone) == "2024-04\t0 2024-05\t1")
    #expect(try rows("date:2024-04 | timeline by month", nil) == "2024-04\t1")
  }
}
