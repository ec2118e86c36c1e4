import CLibrary
import Testing

@testable import NewsQuery

/// `stories` and the column `story`: what belongs together, and that nothing but the articles decides it.
struct StoriesTests {
  private static func article(
    _ id: String, _ day: String?, _ source: String, _ headline: String, _ body: String
  ) -> Article {
    var article = Article()
    article[.id] = id
    article[.source] = source
    article[.headline] = headline
    article[.body] = body
    article.published = day.flatMap { NewsDate(iso: $0) }
    return article
  }

  /// Two fires in one week, one vote, and reports that belong to nothing.
  static let articles = [
    article(
      "fire-1", "2024-05-01", "North Post", "Blaze destroys Orsk paper mill",
      "A blaze destroyed the paper mill of Orsk on Wednesday. The firefighter Ivo Marek said 40 tonnes of pulp burned."),
    article(
      "fire-2", "2024-05-02", "South Post", "Orsk mill burned down",
      "Investigators looked at the ruins of the paper mill in Orsk. The firefighter Ivo Marek said the blaze began in the pulp store."
    ),
    article(
      "fire-3", "2024-05-03", "North Post", "Orsk mill blaze: pulp store to blame",
      "The blaze at the Orsk paper mill began in the pulp store, Ivo Marek, the firefighter, told reporters."),
    article(
      "school-1", "2024-05-02", "North Post", "Pupils safe after Velden school fire",
      "All 212 pupils left the school in Velden before the roof caught fire, headmistress Ada Lorenz said."),
    article(
      "school-2", "2024-05-03", "South Post", "Velden school fire: headmistress praised",
      "Parents praised the headmistress Ada Lorenz, who led 212 pupils out of the burning school in Velden."),
    article(
      "vote-1", "2024-06-10", "North Post", "Parliament rejects harbour tax",
      "Members rejected the harbour tax by 61 votes to 58 after minister Tomas Rehn had defended it for hours."),
    article(
      "vote-2", "2024-06-11", "South Post", "Harbour tax fails by three votes",
      "The harbour tax of minister Tomas Rehn failed by 61 votes to 58, and shipowners in parliament cheered."),
    article(
      "vote-3", "2025-06-11", "South Post", "Harbour tax fails by three votes again",
      "The harbour tax of minister Tomas Rehn failed by 61 votes to 58, and shipowners in parliament cheered."),
    article("cat-1", "2024-05-02", "North Post", "Cat wins rosette", "A grey cat won the rosette of the village show."),
    article("cat-2", nil, "South Post", "Rain spoils market day", "Stalls stayed empty because it rained all morning."),
  ]

  private static let columns = "| select articles, texts, sources, first, last, headline, story"

  @Test func eventsAreGroupedAcrossDaysAndSources() throws {
    let archive = RandomSplitsTests.archive(Self.articles)
    #expect(
      try Fixture.rows("* | stories \(Self.columns)", of: archive) == [
        "articles\ttexts\tsources\tfirst\tlast\theadline\tstory",
        "3\t3\t2\t2024-05-01\t2024-05-03\tOrsk mill burned down\tfire-1",
        "2\t2\t2\t2024-05-02\t2024-05-03\tPupils safe after Velden school fire\tschool-1",
        "2\t2\t2\t2024-06-10\t2024-06-11\tParliament rejects harbour tax\tvote-1",
      ])
    #expect(
      try Fixture.rows("* | where story = \"fire-1\" | sort id | select id", of: archive) == [
        "id", "fire-1", "fire-2", "fire-3",
      ])
    #expect(try Fixture.rows("cat | select id, story", of: archive) == ["id\tstory", "cat-1\t"])
  }

  /// All articles decide, but only those at hand are counted.
  @Test func onlyRowsAtHandAreCounted() throws {
    let archive = RandomSplitsTests.archive(Self.articles)
    #expect(
      try Fixture.rows("date<2024-05-03 | stories \(Self.columns)", of: archive) == [
        "articles\ttexts\tsources\tfirst\tlast\theadline\tstory",
        "2\t2\t2\t2024-05-01\t2024-05-02\tOrsk mill burned down\tfire-1",
      ])
    #expect(try Fixture.rows("id is \"fire-2\" | select story", of: archive) == ["story", "fire-1"])
  }

  @Test func labelsTellWhatAStoryIsAbout() throws {
    let archive = RandomSplitsTests.archive(Self.articles)
    let rows = try Fixture.rows("* | stories | select names, words", of: archive)
    #expect(rows[1].contains("Ivo Marek") && rows[1].contains("pulp"))
    #expect(rows[2].contains("Ada Lorenz") && rows[2].contains("pupils"))
    #expect(!rows[2].contains("212"))
  }

  @Test func closeAndWideMoveTheThreshold() throws {
    let archive = RandomSplitsTests.archive(Self.articles)
    let counts = try ["close", "", "wide"].map { try Fixture.rows("* | stories \($0)", of: archive).count }
    #expect(counts[0] <= counts[1] && counts[1] <= counts[2])
    #expect(Self.grouped(archive, .wide).count >= Self.grouped(archive, .close).count)
  }

  private static func grouped(_ archive: Archive, _ width: ArchiveStories.Width) -> Set<Int> {
    guard let stories = try? ArchiveStories.of(archive, width, threadCount: 1) else { return [] }
    return Set((0..<archive.articleCount).filter { stories.story(of: $0) != nil })
  }

  /// In scripts without blanks neighboring characters are compared; endings count in no language.
  @Test func otherScriptsAreGrouped() throws {
    let archive = RandomSplitsTests.archive([
      Self.article("zh-1", "2024-05-01", "甲报", "青海湖水位上升", "青海湖水位今年上升了二十厘米，鸟类研究员说。"),
      Self.article("zh-2", "2024-05-02", "乙报", "研究员谈青海湖水位", "鸟类研究员说青海湖水位上升二十厘米。"),
      Self.article("zh-3", "2024-05-02", "乙报", "铁路新线开通", "新的铁路线今天在南方开通，旅客很多。"),
      Self.article(
        "ru-1", "2024-05-01", "Вести", "Пожар на мебельной фабрике", "Пожар на мебельной фабрике в Кинешме потушен."),
      Self.article(
        "ru-2", "2024-05-02", "Труд", "Мебельную фабрику потушили", "В Кинешме потушили пожар мебельной фабрики."),
    ])
    #expect(
      try Fixture.rows("* | sort id | select id, story", of: archive) == [
        "id\tstory", "ru-1\tru-1", "ru-2\tru-1", "zh-1\tzh-1", "zh-2\tzh-1", "zh-3\t",
      ])
  }

  /// However the articles are ordered, cut into parts and read by threads, the stories are the same.
  @Test(arguments: 0..<UInt64(6))
  func onlyTheArticlesDecide(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var articles = Self.articles + RandomSplitsTests.articles(60, seed: seed)
    for place in articles.indices where articles[place][.id].isEmpty { articles[place][.id] = "made-\(place)" }
    let query = "* | sort id | select id, story"
    let wanted = try Fixture.rows(query, of: RandomSplitsTests.archive(articles))
    articles.shuffle(using: &random)
    let parts = RandomSplitsTests.split(articles, &random).map { RandomSplitsTests.archive($0) }
    let archive = Archive(joining: parts, name: "parts")
    #expect(try Fixture.rows(query, of: archive) == wanted)
    let stories = "* | stories \(Self.columns)"
    let one = try Fixture.answer(stories, of: Archive(joining: parts, name: "again"), threadCount: 1)
    let many = try Fixture.answer(stories, of: Archive(joining: parts, name: "again"), threadCount: 5)
    #expect(
      try Fixture.show(#require(one).table, format: "tsv", width: nil)
        == Fixture.show(#require(many).table, format: "tsv", width: nil))
  }

  @Test func mistakesAreExplained() {
    #expect(throws: Diagnostic.self) { try Fixture.rows("* | quotes | stories") }
    #expect(throws: Diagnostic.self) { try Fixture.rows("* | stories wider") }
    #expect(throws: Diagnostic.self) { try Fixture.rows("story:fire") }
  }

  /// The chain finds what joining the best pair of all again and again finds.
  @Test(arguments: 0..<UInt64(20))
  func linkageIsThatOfTheBestPairs(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let count = random.below(30) + 2
    var pairs: [StoryLinkage.Pair] = []
    for second in 1..<count {
      for first in 0..<second where random.holds(oneIn: 3) {
        // Similarities that differ, so that there is one best pair.
        let similarity = UInt32(random.below(40_000) * 900 + pairs.count) / 900
        pairs.append(.init(first: UInt32(first), second: UInt32(second), similarity: similarity))
      }
    }
    let linkage = StoryLinkage(articleCount: count, pairs: pairs, threshold: 0.2)
    #expect(linkage.firsts == Self.reference(count, pairs, 0.2 * StoryLinkage.unit))
  }

  private static func reference(_ count: Int, _ pairs: [StoryLinkage.Pair], _ threshold: Double) -> [UInt32] {
    var groups = (0..<count).map { [UInt32($0)] }
    func mean(_ a: [UInt32], _ b: [UInt32]) -> Double {
      let sum = pairs.reduce(0) { sum, pair in
        let isBetween =
          a.contains(pair.first) && b.contains(pair.second) || b.contains(pair.first) && a.contains(pair.second)
        return sum + (isBetween ? Double(pair.similarity) : 0)
      }
      return sum / (Double(a.count * b.count) * (1 + 0.05 * log2(Double(min(a.count, b.count)))))
    }
    while true {
      var best: (a: Int, b: Int, mean: Double)?
      for a in groups.indices {
        for b in groups.indices where b > a {
          let mean = mean(groups[a], groups[b])
          if mean >= threshold, mean > best?.mean ?? 0 { best = (a, b, mean) }
        }
      }
      guard let best else { break }
      groups[best.a] += groups.remove(at: best.b)
    }
    var firsts = [UInt32](repeating: 0, count: count)
    for group in groups { for article in group { firsts[Int(article)] = group.min() ?? 0 } }
    return firsts
  }
}
