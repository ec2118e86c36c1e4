import Testing

@testable import NewsQuery

@Suite struct ProQuestReaderTests {
  @Test func anExportOfThree() throws {
    let result = readFile("proquest/export.txt")
    #expect(result.problems.isEmpty)
    #expect(result.articles.count == 3)
    let first = try #require(result.articles.first)
    #expect(first[.id] == "2500000001")
    #expect(first[.headline] == "Harbour bridge closes for a week: [Final Edition]")
    #expect(first[.deck] == "It opens in spring.")
    #expect(first.bylines == ["Jane Smith", "John A. Doe"])
    #expect(first[.source] == "The Coast Paper")
    #expect(first[.section] == "News")
    #expect(first[.language] == "en")
    #expect(first[.url] == "https://www.example.org/docview/2500000001?accountid=1")
    #expect(first[.located] == "Port Mary")
    #expect(first.tags == ["Bridges", "Traffic congestion"])
    #expect(first.published?.description == "2021-03-03")
    #expect(first.added?.description == "2021-03-04")
    // What reads like a label within a text is of the text.
    #expect(
      first[.body]
        == "PORT MARY -- The bridge is closed. It has two lanes.\n\nSubject: the lorries.\n\nThey go round.\n\n"
        + "Illustration\nA ferry on the river")
    #expect(first.others.first { $0.name == "Location" }?.value == .text("United Kingdom--UK; Port Mary"))
  }

  @Test func aRuleWithinATextEndsNoArticle() throws {
    let second = try #require(readFile("proquest/export.txt").articles.dropFirst().first)
    #expect(second[.body].hasPrefix("The ferry runs.\n___"))
    #expect(second[.body].hasSuffix("___\nIt ran at noon."))
    #expect(second.published?.description == "2021-03-02")
  }

  @Test func aTextThatIsNotThereIsEmpty() throws {
    let third = try #require(readFile("proquest/export.txt").articles.last)
    #expect(third[.headline] == "Lighthouse for sale")
    #expect(third[bytes: .body].isEmpty)
    #expect(third[.deck] == "A lighthouse is for sale.")
    #expect(third.published?.description == "2021-03")
  }

  @Test func headingsInAnotherLanguage() throws {
    let article = try #require(readFile("proquest/headings.txt").articles.first)
    #expect(article[.headline] == "Brücke gesperrt")
    #expect(article[.source] == "Küstenblatt")
    #expect(article[.body] == "HAFEN (dpa) - Die Brücke ist gesperrt.\n\nSie öffnet im Frühjahr.")
    #expect(article.bylines == ["Eva Schmidt"])
    #expect(article.credits == ["dpa"])
    #expect(article[bytes: .deck].isEmpty)
    #expect(article.published?.description == "2021-03-03")
  }

  /// Without the lines behind the text, the line about the issue says what and when.
  @Test func theLineAboutTheIssue() throws {
    let article = try #require(
      readBytes(
        Array(
          """
          ____________________________________________________________

          Document 1 of 1

          Bridge closes

          Author: Doe, J.

          Publication info: The Coast Paper ; London [London]10 Dec 2018: A.1.

          Full text:

          The bridge is closed.

          """.utf8), named: "a.txt"
      ).articles.first)
    #expect(article[.headline] == "Bridge closes")
    #expect(article[.source] == "The Coast Paper")
    #expect(article[.body] == "The bridge is closed.")
    #expect(article.bylines == ["J. Doe"])
    #expect(article.published?.description == "2018-12-10")
  }

  @Test func theyAreNoNexisExport() throws {
    for name in ["export.txt", "headings.txt"] {
      let bytes = try Repository.read(Repository.root + "/Tests/Fixtures/proquest/" + name)
      let reader = bytes.withUnsafeBytes { ReaderCatalog.reader(for: $0, fileName: name) }
      #expect(reader is ProQuestReader.Type)
    }
    for name in ["nexis/export.txt", "nexis/uni.txt", "factiva/plain.txt"] {
      let bytes = try Repository.read(Repository.root + "/Tests/Fixtures/" + name)
      #expect(bytes.withUnsafeBytes { ProQuestReader.confidence(start: $0, fileName: name) } == 0)
    }
  }
}
