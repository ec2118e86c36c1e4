import Testing

@testable import NewsQuery

@Suite struct LikeTests {
  private static let texts = [
    "A strong quake hit Taiwan and Hualien on Wednesday, the weather bureau said. Buildings fell in Hualien.",
    "The bureau said the quake off Hualien in Taiwan was the strongest since 1999. Buildings leaned.",
    "Ministers in Brussels agreed on tariffs for steel from China, diplomats said after the vote.",
    "Steel tariffs divide Brussels: the ministers vote again next month.",
    "Nothing here shares any term whatever.", "",
  ]

  private static func archive(_ order: [Int], parts: Int = 1) -> Archive {
    var archives: [Archive] = []
    for piece in 0..<parts {
      var builder = ArchiveBuilder()
      for place in order.indices where place % parts == piece {
        var article = Article()
        article[.id] = "a\(order[place])"
        article[.body] = texts[order[place]]
        article.published = NewsDate(iso: "2024-04-0\(order[place] + 1)")
        builder.append(article)
      }
      archives.append(builder.finish(name: "like"))
    }
    return parts == 1 ? archives[0] : Archive(joining: archives, name: "like")
  }

  private static func rows(_ query: String, _ archive: Archive, threadCount: Int = 1) throws -> [String] {
    let answer = try #require(try Fixture.answer(query, of: archive, threadCount: threadCount))
    return Fixture.show(answer.table, format: "tsv", width: nil).split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func theNearestComeFirst() throws {
    let archive = Self.archive([0, 1, 2, 3, 4, 5])
    let rows = try Self.rows("* | like a0 | select id, similarity, because", archive)
    #expect(rows.count >= 1 && rows[0].hasPrefix("a1\t"))
    #expect(!rows.contains { $0.hasPrefix("a0\t") || $0.hasPrefix("a5\t") })
    #expect(rows[0].contains("Hualien") && rows[0].contains("Taiwan"))
    let similarity = try #require(Double(rows[0].split(separator: "\t")[1]))
    #expect(similarity > 0.3 && similarity < 1)
    // By the text of an article: that article, as near as can be.
    let text = try Self.rows("* | like \"\(Self.texts[2])\" 2 | select id, similarity", archive)
    #expect(text[0] == "a2\t1" && text[1].hasPrefix("a3\t"))
    #expect(try Self.rows("* | like \"steel\" | select id", archive).sorted() == ["a2", "a3"])
    #expect(try Self.rows("brussels | like a0 | select id", archive).allSatisfy { $0 == "a2" || $0 == "a3" })
    // Rows made from articles are as near as their articles.
    let sentences = try Self.rows("quake | sentences | like a1 1 | select id, sentence", archive)
    #expect(sentences.count == 1 && sentences[0].hasPrefix("a0\tA strong quake"))
  }

  @Test func theAnswerIsTheSameInAnyOrderOnAnyThread() throws {
    let query = "* | like a0 | select id, similarity, because"
    let expected = try Self.rows(query, Self.archive([0, 1, 2, 3, 4, 5]))
    for order in [[5, 4, 3, 2, 1, 0], [2, 0, 4, 1, 5, 3]] {
      for parts in [1, 3] {
        #expect(try Self.rows(query, Self.archive(order, parts: parts), threadCount: 2) == expected)
      }
    }
  }

  @Test(arguments: [
    ("* | like nosuch", "no article has the id `nosuch`"), ("* | like", "one more word"),
    ("* | count by source | like a0", "these rows were counted"), ("* | like a0 0", "from 1 on"),
  ])
  func mistakes(query: String, message: String) throws {
    do {
      _ = try Fixture.answer(query, of: Self.archive([0, 1]))
      Issue.record("\(query) was answered")
    } catch let mistake as Diagnostic { #expect(mistake.message.contains(message), "\(mistake.message)") }
  }

  @Test func theQuotesOfATextStay() throws {
    var notes: [Diagnostic] = []
    for query in ["* | like \"quake\" 3", "* | like ap-104", "* | like \"a b\""] {
      let source = SourceText(query)
      let statements = try Parser.statements(of: source, stages: StageCatalog.syntax, notes: &notes)
      #expect(statements.map(Printer.text(of:)) == [query])
    }
    // In a search it is a word.
    #expect(try Parser.search("like water") == Parser.search("like water"))
    #expect(
      try Fixture.answer("like water | count")?.notes.contains { $0.message.contains("a stage comes after") } == false)
  }
}
