import Testing

@testable import NewsQuery

/// What agencies and feeds do that no standard foresees.
@Suite struct HouseFormatsTests {
  private func read(_ text: String) -> (
    format: String?, articles: [Article], places: [RecordPlace], problems: [InputProblem]
  ) { readBytes(Array(text.utf8)) }

  /// `<headline>` begins as HTML's `<head` does.
  @Test func xmlOfAHouseIsNoPage() throws {
    let result = read(
      """
      <?xml version="1.0"?>
      <Answer><error>0</error><List><Item><NewsID>7</NewsID><PublishDate>2018-02-01T18:44:52.973</PublishDate>
      <headline>Two boats meet</headline><town>Aarhus</town><section>Sea</section>
      <content>&lt;P&gt;They met.&lt;/P&gt;&lt;P&gt;They parted.&lt;/P&gt;</content><byLine>Jens Hansen</byLine></Item>
      <Item><NewsID>8</NewsID><headline>One boat sinks</headline><content>It sank.</content></Item></List></Answer>
      """)
    #expect(result.format == "XML")
    #expect(result.articles.map { $0[.headline] } == ["Two boats meet", "One boat sinks"])
    let first = try #require(result.articles.first)
    #expect(first[.body] == "They met.\n\nThey parted.")
    #expect(first[.id] == "7")
    #expect(first[.located] == "Aarhus")
    #expect(first[.section] == "Sea")
    #expect(first.bylines == ["Jens Hansen"])
    #expect(first.published?.description.hasPrefix("2018-02-01T18:44:52") == true)
  }

  /// TEI: the headline is in the header, the text far from it.
  @Test func textInAnotherBranchIsTheArticles() throws {
    let header = { (title: String, date: String) in
      """
      <teiHeader><fileDesc><titleStmt><title>\(title)</title><author>Mary Poole</author></titleStmt><publicationStmt>
      <publisher>Harbour News</publisher><date when="\(date)"/></publicationStmt></fileDesc></teiHeader>
      """
    }
    let one =
      "<TEI>\(header("Calm", "1912-04-03"))<text><body><p>The port is open.</p><p>Ships sail.</p></body></text></TEI>"
    let two = "<TEI>\(header("Riots", "1912-04-04"))<text><body><p>The port is closed.</p></body></text></TEI>"
    let single = read("<?xml version=\"1.0\"?>" + one)
    #expect(single.articles.map { $0[.body] } == ["The port is open.\n\nShips sail."])
    #expect(single.articles.map { $0[.source] } == ["Harbour News"])
    #expect(single.articles.first?.published?.description == "1912-04-03")
    let both = read("<?xml version=\"1.0\"?><teiCorpus>\(one)\(two)</teiCorpus>")
    #expect(both.articles.map { $0[.headline] } == ["Calm", "Riots"])
    #expect(both.articles.map { $0[.body] } == ["The port is open.\n\nShips sail.", "The port is closed."])
    #expect(both.articles.map { $0.published?.description } == ["1912-04-03", "1912-04-04"])
    #expect(both.problems.isEmpty)
  }

  @Test func textThatIsNotFoundIsTold() throws {
    let lines = String(repeating: "<l>The port was closed, and nobody knew why.</l>", count: 9)
    let result = read(
      "<?xml version=\"1.0\"?><doc><meta><title>Riots</title><author>Mary Poole</author></meta><u>\(lines)</u></doc>")
    #expect(result.articles.map { $0[.headline] } == ["Riots"])
    #expect(result.problems.map(\.message) == [InputProblem.noText])
  }

  @Test func anItemWithADescriptionOnlyHasItsTextThere() throws {
    let result = read(
      #"{"uri":"urn:x:1","type":"text","versionCreated":"2019-08-09T09:46:53Z","headlines":[{"value":"H"}],"#
        + #""descriptions":[{"role":"text","contentType":"text/plain","value":"All that is said."}]}"#)
    let article = try #require(result.articles.first)
    #expect(article[.body] == "All that is said.")
    #expect(article[.deck].isEmpty)
  }

  @Test func textThatSaysItIsPlainKeepsItsSigns() throws {
    let body = #"<b>not markup</b>"#
    let result = read(
      #"{"uri":"urn:x:1","headlines":[{"value":"H"}],"bodies":[{"contentType":"text/plain","value":"\#(body)"}]}"#)
    #expect(result.articles.first?[.body] == body)
  }

  @Test func markupThatWasEscapedTwice() throws {
    let result = read(
      """
      <?xml version="1.0"?><rss version="2.0"><channel><title>C</title><item><title>T</title>
      <description>&amp;lt;!-- X --&amp;gt;&amp;lt;p&amp;gt;A text.&amp;lt;/p&amp;gt; by <a href="u">somebody</a></description>
      </item></channel></rss>
      """)
    let body = try #require(result.articles.first)[.body]
    #expect(body.hasPrefix("A text."))
    #expect(!body.contains("lt;") && !body.contains("<"))
  }

  @Test func aCaptionOfAFilePictureIsFromNoPlace() throws {
    var article = Article()
    article[.body] = "FILE - In this Monday, Nov. 11, 2019 file photo, a man walks."
    article.deriveOpening()
    #expect(article[.dateline].isEmpty)
    #expect(article[.located].isEmpty)
  }

  /// What is left out is known from where it begins, not from where it breaks.
  @Test func brokenRecordsAreKnownWhole() {
    let text = "{\"title\":\"A\"}\n{\"title\":\"B\",\n\"text\": }\n{\"title\":\"C\"}\n"
    Array(text.utf8).withUnsafeBytes { bytes in
      var kept: [String] = []
      try? JSONDocumentReader.read(
        bytes, fileName: nil,
        report: { problem in
          kept.append(String(decoding: RecordBytes(bytes, problem.place.bytes).bytes, as: UTF8.self))
        }, emit: { _, _ in })
      #expect(kept.first?.hasPrefix("{\"title\":\"B\"") == true)
    }
    let feed =
      "<?xml version='1.0'?><rss><channel><item><title>A</title></item><item><title>B</tit></item></channel></rss>"
    Array(feed.utf8).withUnsafeBytes { bytes in
      var kept: [String] = []
      try? RSSReader.read(
        bytes, fileName: nil,
        report: { problem in
          kept.append(String(decoding: RecordBytes(bytes, problem.place.bytes).bytes, as: UTF8.self))
        }, emit: { _, _ in })
      #expect(kept == ["<item><title>B</tit></item></channel></rss>"])
    }
  }
}
