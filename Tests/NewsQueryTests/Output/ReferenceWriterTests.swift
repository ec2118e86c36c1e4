import Testing

@testable import NewsQuery

@Suite struct ReferenceWriterTests {
  private static let archive: Archive = {
    var article = Article()
    article[.id] = "a {1}"
    article[.headline] = "Costs & “fees” rise 5%\nagain"
    article[.source] = "The_Paper"
    article.bylines = ["Anna Berg", "Ben & Sons"]
    article.published = NewsDate(iso: "2024-04-03T23:30-04:00")
    article[.url] = "https://x.org/a_{b}?c=1&d"
    article.tags = ["tax", "law"]
    var other = Article()
    other[.id] = "a -1-"
    other.published = NewsDate(iso: "2024-04")
    return RandomSplitsTests.archive([article, other])
  }()

  private func text(_ query: String, _ format: String) throws -> String {
    Fixture.show(try #require(try Fixture.answer(query, of: Self.archive)?.table), format: format, width: nil)
  }

  @Test func ris() throws {
    let wanted = [
      "TY  - NEWS", "ID  - a {1}", "TI  - Costs & “fees” rise 5% again", "AU  - Anna Berg", "AU  - Ben & Sons",
      "T2  - The_Paper", "PY  - 2024", "DA  - 2024/04/03", "KW  - tax", "KW  - law", "UR  - https://x.org/a_{b}?c=1&d",
      "ER  - ", "", "TY  - NEWS", "ID  - a -1-", "PY  - 2024", "DA  - 2024/04/", "ER  - ", "", "",
    ]
    #expect(try text("*", "ris") == wanted.joined(separator: "\r\n"))
  }

  @Test func bibTeX() throws {
    let wanted = """
      @article{a--1-,
        author = {{Anna Berg} and {Ben \\& Sons}},
        title = {{Costs \\& “fees” rise 5\\% again}},
        journaltitle = {The\\_Paper},
        date = {2024-04-03},
        keywords = {tax, law},
        url = {https://x.org/a_%7Bb%7D?c=1&d}
      }

      @article{a--1--2,
        date = {2024-04}
      }


      """
    #expect(try text("*", "bibtex") == wanted)
  }

  /// A row for each tag, a reference for each article.
  @Test func eachArticleOnce() throws {
    #expect(try text("* | unroll tags", "ris") == text("*", "ris"))
    #expect(throws: Diagnostic.self) { _ = try Fixture.answer("* | count | as ris", of: Self.archive) }
  }
}
