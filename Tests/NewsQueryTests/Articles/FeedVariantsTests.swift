import Testing

@testable import NewsQuery

/// Feeds as they are found, agencies' identities and names, languages, messages without a date.
@Suite struct FeedVariantsTests {
  private func first(_ text: String, named name: String? = nil) throws -> Article {
    try #require(readBytes(Array(text.utf8), named: name).articles.first)
  }

  private func rss(_ item: String, _ head: String = "") -> String {
    "<rss version=\"2.0\" xmlns:m=\"http://m.example\"><channel><title>F</title>\(head)<item>\(item)</item></channel></rss>"
  }

  private func atom(_ entry: String) -> String {
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry>\(entry)</entry></feed>"
  }

  @Test func referencesOfWindows() throws {
    let article = try first(
      rss("<title>It&#146;s &#x93;open&#148;</title><description>A dock &#151; for &#128;9</description>"))
    #expect(article[.headline] == "It’s “open”")
    #expect(article[.body] == "A dock — for €9")
  }

  @Test func foreignNamespacesDoNotWin() throws {
    let article = try first(
      rss(
        "<m:title>wrong</m:title><dc:title>also wrong</dc:title><title>Dock</title><m:link>http://m.example/x</m:link>"
          + "<link>https://c.example/1</link><media:description>film</media:description><description>It opens.</description>"
      ).replacing("xmlns:m", with: "xmlns:dc=\"d\" xmlns:media=\"e\" xmlns:m"))
    #expect(article[.headline] == "Dock")
    #expect(article[.url] == "https://c.example/1")
    #expect(article[.body] == "It opens.")
    #expect(article.others.contains { $0.name == "m.title" })
    // Dublin Core fills what the feed leaves empty.
    let dublin = try first(
      rss("<dc:title>Dock</dc:title><dc:creator>Mara Quill</dc:creator>").replacing(
        "xmlns:m", with: "xmlns:dc=\"d\" xmlns:m"))
    #expect(dublin[.headline] == "Dock")
    #expect(dublin.bylines == ["Mara Quill"])
  }

  @Test func mediaGroup() throws {
    let group =
      "<title>Dock film</title><media:group><media:title>x</media:title><media:description>The dock opens.</media:description></media:group>"
    let article = try first(rss(group).replacing("xmlns:m=", with: "xmlns:media=\"e\" xmlns:m="))
    #expect(article[.headline] == "Dock film")
    #expect(article[.body] == "The dock opens.")
  }

  @Test func contentInBase64() throws {
    let coded = try first(
      atom(
        "<title>a</title><id>1</id><content type=\"application/octet-stream\">PHA+VGhlIGRvY2sgb3BlbnMuPC9wPg==</content>"
      ))
    #expect(coded[.body] == "The dock opens.")
    let old = try first(
      atom(
        "<title>a</title><id>1</id><content mode=\"base64\" type=\"text/html\">PHA+VGhlIGRvY2sgb3BlbnMuPC9wPg==</content>"
      ))
    #expect(old[.body] == "The dock opens.")
    let title = try first(atom("<title type=\"application/x-own\">test</title><id>1</id><summary>news</summary>"))
    #expect(title[.headline] == "test")
    let page = try first(
      atom("<title>a</title><id>1</id><content type=\"application/xhtml+xml\"><p>Open.</p></content>"))
    #expect(page[.body] == "Open.")
  }

  @Test(arguments: [
    ("type=\"text\"", "Why the &lt;b&gt; tag died", "Why the <b> tag died"),
    ("", "Why the &lt;b&gt; tag died", "Why the <b> tag died"),
    ("type=\"html\"", "Why &lt;b&gt;bold&lt;/b&gt; died", "Why bold died"),
    ("", "Why &lt;b&gt;bold&lt;/b&gt; died", "Why bold died"),
    ("type=\"xhtml\"", "<div>Why the &lt;b&gt; <i>tag</i> died</div>", "Why the <b> tag died"),
    ("", "Dock &amp;amp; ferry", "Dock & ferry"), ("type=\"text\"", "AT&amp;T", "AT&T"),
  ])
  func titles(_ type: String, _ printed: String, _ expected: String) throws {
    #expect(try first(atom("<title \(type)>\(printed)</title><id>1</id><summary>s</summary>"))[.headline] == expected)
  }

  @Test(arguments: [
    ("a.html", "https://c.example/news/", "https://c.example/news/a.html"),
    ("../a.html", "https://c.example/news/b/c.html", "https://c.example/news/a.html"),
    ("/a?b=c", "https://c.example/news/", "https://c.example/a?b=c"),
    ("//d.example/a", "https://c.example", "https://d.example/a"),
    ("?x", "https://c.example/a/b", "https://c.example/a/b?x"),
    ("https://d.example/", "https://c.example/", "https://d.example/"),
    ("mailto:a@b", "https://c.example/", "mailto:a@b"), ("a", "", "a"),
    ("../../../a", "https://c.example/b", "https://c.example/a"),
  ])
  func relativeAddresses(_ reference: String, _ base: String, _ expected: String) {
    #expect(RelativeURL.resolved(reference, on: base) == expected)
  }

  @Test func baseOfAFeed() throws {
    let feed =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://c.example/news/\"><title>F</title>"
      + "<entry xml:base=\"april/\"><title>a</title><id>1</id><link href=\"dock.html\"/><summary>s</summary></entry></feed>"
    #expect(try first(feed)[.url] == "https://c.example/news/april/dock.html")
    #expect(
      try first(rss("<title>a</title><link>/dock</link>", "<link>https://c.example/feed</link>"))[.url]
        == "https://c.example/dock")
  }

  // MARK: - Identity and names

  @Test func identityOfNewsML() throws {
    func item(_ number: Int) -> String {
      "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>a.example</ProviderId><DateId>20220406</DateId>"
        + "<NewsItemId>\(number)</NewsItemId><RevisionId>1</RevisionId><PublicIdentifier>urn:newsml:a.example</PublicIdentifier>"
        + "</NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>h</HeadLine></NewsLines><ContentItem><DataContent>"
        + "<p>text</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    }
    #expect(try first(item(1))[.id] == "urn:newsml:a.example:20220406:1")
    #expect(try first(item(2))[.id] == "urn:newsml:a.example:20220406:2")
  }

  private func ingest(_ text: String, byteCount: Int = 10) throws -> (Archive, IngestReport) {
    let bytes = Array(text.utf8)
    let input = IngestInput(name: "x.jsonl", byteCount: byteCount) { InputBytes(bytes) }
    return try Ingest(threadCount: 2).archive(of: [input], name: "x")
  }

  @Test(arguments: [10, 1 << 30])
  func idsThatDoNotDistinguish(_ byteCount: Int) throws {
    let texts = [
      "The dock opens on Monday", "Library books are late again", "Council votes about buses", "Snow falls in April",
    ]
    let lines = texts.map { "{\"id\": \"courier\", \"headline\": \"\($0)\", \"body\": \"\($0), they say.\"}\n" }
      .joined()
    let (archive, report) = try ingest(lines, byteCount: byteCount)
    #expect((0..<4).map { archive.article($0)[.id] } == (1...4).map { "x.jsonl:\($0)" })
    #expect(
      report.problems.map { $0.problem.message } == [
        "the id `courier` is shared by different articles; ids are made from file and line"
      ])
    #expect(archive.article(0).others.contains { $0.name == "shared_id" })
    // Versions of one article keep their id.
    let versions = (1...3).map {
      "{\"id\": \"a\", \"headline\": \"The dock opens\", \"body\": \"The dock opens on Monday at \($0).\"}\n"
    }
    let (kept, none) = try ingest(versions.joined(), byteCount: byteCount)
    #expect((0..<3).allSatisfy { kept.article($0)[.id] == "a" })
    #expect(none.problemCount == 0)
  }

  @Test func namesOfAgencies() throws {
    let item =
      #"{"headline": "a", "body": "b", "bylines": [{"by": "By MARA QUILL", "title": "Business Writer"}, {"by": "jq/mq"}]}"#
    #expect(try first(item).bylines == ["Mara Quill"])
    #expect(Byline.names("Mara Quill; mq/jlk") == ["Mara Quill"])
    #expect(Byline.names("eca/jj/ach").isEmpty)
    for name in ["AFP", "Cher", "李明", "Bo Li", "A/B Testing"] { #expect(Byline.names(name) == [name]) }
  }

  @Test func webhose() throws {
    let text =
      #"{"posts": [{"thread": {"site": "courier.example", "title": "a"}, "title": "a", "text": "b", "language": "english"}]}"#
    let article = try first(text)
    #expect(article[.source] == "courier.example")
    #expect(article[.language] == "en")
  }

  @Test(arguments: [
    ("english", "en"), ("ENG", "en"), ("EN", "en"), ("pt_br", "pt-BR"), ("zh-hans", "zh-Hans"), ("Deutsch", "de"),
    ("en", "en"),
    ("GERMAN; DEUTSCH", "de"), ("français", "fr"), ("Klingon", "Klingon"), ("eng-US", "en-US"), ("", ""),
    ("es-419", "es-419"),
  ])
  func languages(_ printed: String, _ tag: String) throws {
    #expect(LanguageNames.tag(of: printed) == tag)
    let item = "{\"headline\": \"a\", \"body\": \"b\", \"language\": \"\(printed)\"}"
    #expect(try first(item)[.language] == tag)
  }

  @Test func messageWithoutDate() throws {
    let text =
      "From: mara@c.example (Mara Quill)\nSubject: Re: The dock\nOrganization: Lowbridge College\nLines: 3\n\n"
      + ">It is closed.\n\nIt opens on Monday.\n"
    let article = try first(text, named: "x.txt")
    #expect(article[.headline] == "Re: The dock")
    #expect(article.bylines == ["Mara Quill"])
    #expect(article[.body] == "It opens on Monday.")
    #expect(article.published == nil)
  }
}
