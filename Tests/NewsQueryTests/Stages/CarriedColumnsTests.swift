import Testing

@testable import NewsQuery

/// Columns that a stage made stay readable when rows are cut into pieces of their articles.
struct CarriedColumnsTests {
  private static let join = "let n = * | stats long = max(words), most = count by source; "

  /// Every stage that makes rows from articles.
  @Test(arguments: [
    "quotes", "names", "dates", "amounts", "sentences", "paragraphs", "kwic", "kwic sort right", "matches /[a-z]+ing/",
    "copies", "sentences | quotes", "paragraphs | names", "unroll tags | sentences", "quotes | unroll tags",
    "quotes | select id, field | names", "stories",
  ])
  func aJoinedColumnIsReadOn(_ stage: String) throws {
    let search = stage.hasPrefix("kwic") ? "quake or tax*" : "*"
    let rows = try Fixture.rows(Self.join + "\(search) | join $n on source = source | \(stage) | select source, long")
    let long = try Fixture.rows("* | stats max(words) by source").dropFirst().map {
      $0.split(separator: "\t").map(String.init)
    }
    let known = Dictionary(long.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    #expect(rows.count > 1 || stage == "stories")
    for row in rows.dropFirst() {
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      #expect(cells[1] == known[cells[0]], "\(stage): \(row)")
    }
  }

  @Test func countedBySomethingJoined() throws {
    let rows = try Fixture.rows(Self.join + "* | join $n on source = source | quotes | count by most | sort most")
    let other = try Fixture.rows(Self.join + "* | quotes | join $n on source = source | count by most | sort most")
    #expect(rows == other && rows.count > 2)
  }

  @Test func whatWasComputedHidesTheArticlesOwn() throws {
    let rows = try Fixture.rows("quake | let source = upper(source) | sentences | distinct source | select source")
    #expect(rows.count > 1)
    for row in rows.dropFirst() { #expect(row == row.uppercased()) }
    // Without the column the article's own is meant.
    let plain = try Fixture.rows("quake | let n = 1 | sentences | distinct source | select source")
    #expect(plain.count == rows.count && plain != rows)
  }

  @Test func ownColumnsOfAStageWin() throws {
    let rows = try Fixture.rows("* | let kind = 7, more = words + 1 | quotes | head 3 | select kind, more, words")
    #expect(rows.count == 4)
    for row in rows.dropFirst() {
      let cells = row.split(separator: "\t").map(String.init)
      #expect(cells[0] != "7" && Int(cells[1]) == Int(cells[2]).map { $0 + 1 })
    }
  }

  @Test func orderAndThreadsDoNotMatter() throws {
    let query = Self.join + "* | sort headline | join $n on source = source | sentences | select id, long, sentence"
    let wanted = try Fixture.rows(query)
    let table = try #require(try Fixture.answer(query, threadCount: 5)).table
    let lines = Fixture.show(table, format: "tsv", width: nil).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropLast().map(String.init) == wanted && wanted.count > 20)
  }

  @Test func aUnionOrADiffHasNothingToCarry() throws {
    for query in [
      "let a = * | let x = 1 | sentences; let b = * | quotes; $a | union $b | count by x",
      "* | let x = 1 | copies | diff | count by x",
    ] {
      #expect(throws: Diagnostic.self) { _ = try Fixture.answer(query) }
    }
  }
}
