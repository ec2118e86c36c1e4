import Testing

@testable import NewsQuery

/// `quotes | head 6` answers as if every quote had been read first.
@Suite struct HeadReachesBackTests {
  static let stages = [
    "quotes", "sentences", "paragraphs", "amounts", "dates", "names", "where words > 60", "select id, words, headline",
    "let long = words > 100", "unroll tags", "unroll byline", "where source ~ the", "where kind is not empty", "kwic 4",
    "where words > 100000", "select words",
  ]

  @Test func answersAreTheSame() throws {
    var random = SeededRandom(seed: 15)
    var compared = 0
    for _ in 0..<80 {
      let search = random.oneOf(["*", "said", "quake", "tariff*"])
      let stages = (0..<random.below(3) + 1).map { _ in random.oneOf(Self.stages) }
      let rows = random.oneOf([0, 1, 2, 5, 50])
      let query = ([search] + stages).joined(separator: " | ")
      // `sort` keeps every row but ends the reach of `head`.
      guard let plain = try? Fixture.rows("\(query) | sort 1 = 2 | head \(rows)", of: Self.archive) else { continue }
      let early = try Fixture.rows("\(query) | head \(rows)", of: Self.archive)
      #expect(early == plain, "\(query) | head \(rows)")
      compared += 1
    }
    #expect(compared > 15)
  }

  /// The fixture's articles several times over, so that the first attempt does not see all.
  static let archive: Archive = {
    var builder = ArchiveBuilder()
    let bytes = (try? Repository.read(Repository.root + "/Tests/Fixtures/manual.jsonl")) ?? []
    for _ in 0..<3 {
      bytes.withUnsafeBytes { bytes in
        try? JSONLinesReader.read(
          bytes, fileName: nil, report: { _ in }, emit: { article, _ in builder.append(article) })
      }
    }
    return builder.finish(name: "many")
  }()

  @Test func fewArticlesAreRead() throws {
    let answer = try #require(try Fixture.answer("* | quotes | head 3", of: Self.archive))
    #expect(answer.plan.rewrites == [HeadReachesBack.name])
    let all = try #require(try Fixture.answer("* | quotes", of: Self.archive))
    #expect(answer.rowCounts[1] < all.rowCounts[1] / 2)
    let text = try Explain.text(of: answer, Fixture.context())
    #expect(text.contains("rows were enough") && text.contains("rewritten: head"))
  }
}
