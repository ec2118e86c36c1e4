import Testing

@testable import NewsQuery

/// `hits`, `weight` and `dispersion` against counts made the plain way.
@Suite struct HitValueTests {
  private static let archive = RandomSplitsTests.archive(RandomSplitsTests.articles(100, seed: 51))

  private static func context(_ files: [String: String]) -> RunContext {
    RunContext(
      now: NewsDate(seconds: 1_600_000_000, precision: .second), threadCount: 2,
      readFile: { path throws(WorldError) in
        guard let text = files[path] else { throw WorldError(path: path, reason: "no such file") }
        return Array(text.utf8)
      })
  }

  private static func cells(
    _ query: String, _ files: [String: String] = [:], of archive: Archive = archive
  ) throws -> [[String]] {
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    var answer: QueryAnswer?
    for statement in try session.statements(of: SourceText(query), context(files), notes: &notes) {
      answer = try session.run(statement, context(files)) ?? answer
    }
    return Fixture.show(try #require(answer?.table), format: "tsv", width: nil).split(separator: "\n").dropFirst()
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  private static func article(_ id: String, _ source: String, _ body: String) -> Article {
    var article = Article()
    article[.id] = id
    article[.source] = source
    article[.body] = body
    return article
  }

  /// `hits(x)` is the number of rows that `kwic` has for it.
  @Test func hitsAreThoseOfKwic() throws {
    for operand in ["steel", "(steel or the)", "s*", "headline:(the or steel)", "steel near/5 the"] {
      var counts: [String: String] = [:]
      for row in try Self.cells("\(operand) | kwic | count by id | select id, count") { counts[row[0]] = row[1] }
      #expect(!counts.isEmpty)
      for row in try Self.cells("* | select id, n = hits(\(operand))") {
        #expect(row[1] == counts[row[0]] ?? "0", "\(operand) \(row[0])")
      }
      for row in try Self.cells("\(operand) | select id, n = hits()") {
        #expect(row[1] == counts[row[0]] ?? "0", "\(operand) \(row[0])")
      }
    }
  }

  @Test func rowsCountTheirOwnText() throws {
    let all = try Self.cells("* | stats n = sum(hits(body:the))")[0][0]
    #expect(try Self.cells("* | sentences | stats n = sum(hits(body:the))")[0][0] == all)
    #expect((Int(all) ?? 0) > 10)
  }

  @Test func theLongestEntryCountsAlone() throws {
    let archive = RandomSplitsTests.archive([
      Self.article("1", "A", "Good good bad. Nothing more."), Self.article("2", "A", "This is not good, not at all."),
      Self.article("3", "B", "Plain."), Self.article("4", "B", "GOODS are not good things."),
    ])
    let files = [
      "t.tsv": "# tone\ngood\t1\nbad\t-1\nnot good\t-1.5\ngood things\t10\nnot good things\t4\ngoods\t0.25\n"
    ]
    let rows = try Self.cells("* | sort id | select id, w = weight(@t.tsv), n = hits(@t.tsv)", files, of: archive)
    #expect(rows == [["1", "1", "3"], ["2", "-1.5", "1"], ["3", "0", "0"], ["4", "4.25", "2"]])
    // A search looks for what is before the tab.
    #expect(try Self.cells("@t.tsv | count | select count", files, of: archive) == [["3"]])
  }

  @Test func aLineWithoutAWeightIsRefused() throws {
    for (text, line) in [("good\t1\nbad\n", 2), ("# x\n\nbad\tno\n", 3)] {
      do {
        _ = try Self.cells("* | let w = weight(@t.tsv)", ["t.tsv": text])
        Issue.record("taken")
      } catch let mistake as Diagnostic {
        #expect(mistake.message == "line \(line) of `t.tsv` has no weight")
        #expect(mistake.span == 19..<25)
      }
    }
  }

  /// A of 100 words with 4 hits, B of 300 with none.
  @Test func spreadOverTwoParts() throws {
    func words(_ count: Int) -> String { Array(repeating: "word", count: count).joined(separator: " ") }
    let archive = RandomSplitsTests.archive([
      Self.article("1", "A", "good good good " + words(57)), Self.article("2", "A", "good " + words(39)),
      Self.article("3", "B", words(300)),
    ])
    #expect(try Self.cells("good | dispersion by source", of: archive) == [["good", "4", "2", "1", "0", "0.75"]])
    let articles = try Self.cells("good | dispersion", of: archive)[0]
    // Shares 0.05, 0.025, 0; parts of 60, 40 and 300 words.
    #expect(articles[..<4] == ["good", "4", "3", "2"])
    #expect(articles[5] == "0.75")
    #expect(abs((Double(articles[4]) ?? 0) - (1 - 0.816497 / 2.0.squareRoot())) < 0.0001)
    // Even: the same share in each part.
    let even = RandomSplitsTests.archive([
      Self.article("1", "A", "good " + words(9)), Self.article("2", "B", "good good " + words(18)),
    ])
    #expect(try Self.cells("good | dispersion by source", of: even) == [["good", "3", "2", "2", "1", "0"]])
  }

  @Test func placesOfHits() throws {
    let archive = RandomSplitsTests.archive([
      Self.article("1", "A", "One two three.\nFour good, six. Seven good nine ten.")
    ])
    let rows = try Self.cells("good | kwic | select field, paragraph, position, at", of: archive)
    #expect(rows == [["body", "2", "5", "0.4"], ["body", "2", "8", "0.7"]])
  }
}
