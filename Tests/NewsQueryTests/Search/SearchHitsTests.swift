import Testing

@testable import NewsQuery

@Suite struct SearchHitsTests {
  static let fixture = SearchFixture([
    .init(
      "a", headline: "Arms control now", deck: "Mayor's plan",
      body: "Arms dealers met.\nThe U.S. wants cost-cutting, arms control.",
      date: "2020-07-23", bylines: ["Jo Arms"], tags: ["arms", "control arms"]),
    .init("b", headline: "Other", body: "control one two three control arms control", date: "2020-07-24"),
  ])

  @Test(arguments: [
    ("arms", "headline:Arms|body:Arms|body:arms"), ("\"arms control\"", "headline:Arms control|body:arms control"),
    ("us", "body:U.S."), ("mayor", "deck:Mayor's"), ("costcutting", "body:cost-cutting"),
    ("cost*", "body:cost-cutting"),
    ("cost", "body:cost"),
    ("arms or \"arms control\"", "headline:Arms|headline:Arms control|body:Arms|body:arms|body:arms control"),
    ("arms (arms or arm*)", "headline:Arms|body:Arms|body:arms"), ("headline:arms", "headline:Arms"),
    ("tags:arms", "tags.0:arms|tags.1:arms"), ("byline:arms", "byline.0:Arms"), ("first/1 arms", "body:Arms"),
    ("/[AU][.a-z]+/", "headline:Arms|body:Arms|body:U."), ("not arms or us", "body:U.S."),
    ("arms near/2 control", "headline:Arms control|body:arms control"),
    ("wants pre/5 control", "body:wants cost-cutting, arms control"),
    ("words>1", ""),
  ])
  func places(_ search: String, _ hits: String) throws {
    #expect(try SearchHitsTests.fixture.hits(search) == hits)
  }

  @Test func chainsWidenToTheNearest() throws {
    #expect(try SearchHitsTests.fixture.hits("arms near/9 control", in: 1) == "body:control arms")
    #expect(try SearchHitsTests.fixture.hits("arms pre/9 control", in: 1) == "body:arms control")
    #expect(try SearchHitsTests.fixture.hits("two near/9 control", in: 1) == "body:control one two")
  }

  @Test func depthAndDistance() throws {
    let fixture = SearchHitsTests.fixture
    #expect(try fixture.compiled("arms").hits.depth(of: 0) == "headline")
    #expect(try fixture.compiled("plan").hits.depth(of: 0) == "deck")
    #expect(try fixture.compiled("dealers").hits.depth(of: 0) == "lead")
    #expect(try fixture.compiled("wants").hits.depth(of: 0) == "2")
    #expect(try fixture.compiled("nothing").hits.depth(of: 0) == nil)
    // "The U.S." of the second paragraph; `arms` stands before it and after it.
    let passage = Passage(article: 0, field: .body, paragraph: 2, start: 18, end: 26)
    #expect(try fixture.compiled("wants").hits.distance(from: passage) == 1)
    #expect(try fixture.compiled("arms").hits.distance(from: passage) == 3)
    #expect(try fixture.compiled("us").hits.distance(from: passage) == 0)
    #expect(try fixture.compiled("dealers").hits.distance(from: passage) == 2)
    #expect(try !fixture.compiled("dealers").hits.isNear(passage))
    #expect(try fixture.compiled("arms").hits.isNear(passage))
    #expect(try fixture.compiled("mayor").hits.distance(from: passage) == nil)
  }

  @Test func termsOfAnArticle() throws {
    let search = try SearchHitsTests.fixture.compiled("(arms or plan or one) not zzz")
    #expect(search.termNames == ["arms", "plan", "one"])
    #expect(search.hits.terms(in: 0) == [0, 1])
    #expect(search.hits.terms(in: 1) == [0, 2])
  }

  /// By hand: N 2, n 2 for `arms`, 1 for `plan`; lengths 14 and 8 words, average 11.
  @Test func scoresAreBM25() throws {
    let search = try SearchHitsTests.fixture.compiled("arms or plan")
    let index = SearchHitsTests.fixture.archive.index
    let average = Double(index.wordCount) / 2
    func part(_ n: Double, _ frequency: Double, _ length: Int) -> Double {
      let idf = Scoring.inverseFrequency(Int(n), of: 2)
      return idf * (frequency * 2.2) / (frequency + 1.2 * (0.25 + 0.75 * Double(length) / average))
    }
    let expected = part(2, 3, index.length(of: 0)) + part(1, 1, index.length(of: 0))
    #expect(abs((search.hits.score(of: 0) ?? 0) - expected) < 1e-12)
    #expect(abs((search.hits.score(of: 1) ?? 0) - part(2, 1, index.length(of: 1))) < 1e-12)
    #expect(try SearchHitsTests.fixture.compiled("words>3").hits.score(of: 0) == nil)
    let best = try search.best(1, SearchHitsTests.fixture.context())
    #expect(best.count == 1 && best[0].article == 0 && abs(best[0].score - expected) < 1e-12)
  }

  @Test func emptyIsExplained() throws {
    let fixture = SearchFixture(bodies: ["Łukasz met Kowalski", "Kowalski left", "Łukasz again"])
    let empty = try fixture.compiled("lukazs kowalski").explainEmpty(fixture.context())
    #expect(
      empty.map(\.message) == ["0 articles. `lukazs` 0 · `kowalski` 2. Nearest to `lukazs`: `łukasz` (2 articles)"])
    let apart = try fixture.compiled("again left").explainEmpty(fixture.context())
    #expect(apart[0].message == "0 articles. `again` 1 · `left` 1. `again` and `left` have no article in common")
  }

  @Test func reportsCountEachNode() throws {
    let fixture = SearchHitsTests.fixture
    let report = try fixture.compiled("arms -(plan or headline:other)").report(fixture.context())
    #expect(report.name == "and" && report.articleCount == 0)
    #expect(report.parts.map(\.name) == ["arms", "not"])
    #expect(report.parts[1].parts[0].parts.map(\.articleCount) == [1, 1])
    #expect(report.parts[1].parts[0].parts[1].name == "headline:other")
  }

  @Test func newestFirst() {
    let fixture = SearchFixture([
      .init("a", date: "2020-07-23"), .init("b", date: ""), .init("c", date: "2020-07-23T10:00Z"),
      .init("d", date: "2020-07-24"), .init("e", date: "2020-07-23"),
    ])
    #expect(fixture.archive.tableOrder.articles.map { fixture.id(Int($0)) } == ["d", "c", "a", "e", "b"])
  }

  @Test func matcherOfExpressions() throws {
    let fixture = SearchHitsTests.fixture
    let plan = PlanContext(archive: fixture.archive, arguments: [:], results: [:], run: fixture.context(), search: nil)
    let matcher = try TextMatcher(Parser.search("(\"vladimir putin\" or lavrov)"), context: plan)
    #expect(matcher.matches(.text("President Vladimir Putin")))
    #expect(matcher.matches(.list([.text("x"), .text("Sergei LAVROV")])))
    #expect(!matcher.matches(.text("Putin, Vladimir")))
  }
}
