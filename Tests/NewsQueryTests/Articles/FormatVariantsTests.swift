import Testing

@testable import NewsQuery

/// The formats as they come from programs that nobody here has seen: modules of feeds, databases in other languages, crawls,
/// answers of services.
@Suite struct FormatVariantsTests {
  private func read(_ text: String, named name: String? = nil) -> [Article] {
    readBytes(Array(text.utf8), named: name).articles
  }

  @Test func aFeedWithModules() throws {
    let articles = readFile("rss/media.xml").articles
    let first = try #require(articles.first)
    #expect(first[.headline] == "Harbour & bridge ‘closed’ — city")
    #expect(first[.body] == "The bridge is closed.\n\nA café stays open.")
    #expect(first.bylines == ["Jane Smith", "John Doe"])
    #expect(first.tags == ["Traffic", "Harbour"])
    #expect(first[.source] == "The Coast Paper")
    #expect(first[.id] == "bridge-1")
    #expect(articles.last?.bylines == ["The Desk"])
    #expect(articles.last?.published?.description == "2021-03-03T09:05:01-05:00")
  }

  @Test func anAtomEntryInXHTML() throws {
    let article = try #require(readFile("rss/xhtml.xml").articles.first)
    #expect(article[.headline] == "Brücke gesperrt")
    #expect(article[.body] == "Erster Absatz.\n\neins\nzwei\n\nZweiter Absatz.")
    #expect(article[.deck] == "Kurz gesagt")
    #expect(article[.source] == "Küste & Hafen")
    #expect(article[.url] == "https://coast.example/1")
    #expect(article.bylines == ["Jane Smith", "John Doe"])
    #expect(article.tags == ["Verkehr"])
    #expect(article.published?.description == "2021-03-03T09:00:00+01:00")
    #expect(article.updated?.description == "2021-03-03T10:00:00+01:00")
  }

  @Test func aFeedInRDF() throws {
    let article = try #require(readFile("rss/rdf.xml").articles.first)
    #expect(article[.headline] == "Brücke gesperrt")
    #expect(article[.id] == "https://coast.example/1")
    #expect(article[.source] == "Küste")
    #expect(article[.body] == "Langer Text.")
    #expect(article[.language] == "de")
    #expect(article.published?.description == "2004-05-06T07:08:09+02:00")
  }

  @Test func anExportOfWordPress() throws {
    let result = readFile("rss/wordpress.xml")
    let article = try #require(result.articles.first)
    #expect(article.bylines == ["Jane Smith"])
    #expect(article[.body] == "The council voted.\n\nA line and another.\n\nA photo\n\nThe end.")
    #expect(article[.deck] == "Short.")
    #expect(result.articles.count == 1)
    #expect(result.problems.map(\.message) == ["of the kind `attachment`, which is no article"])
  }

  @Test func aNewspaperArchiveInNITF() throws {
    let article = try #require(readFile("nitf/archive.xml").articles.first)
    #expect(article[.headline] == "Bridge closes for a week")
    #expect(article.published?.description.hasPrefix("1987-01-03") == true)
    #expect(article.bylines == ["Jane Smith"])
    #expect(article.tags == ["BRIDGES"])
    #expect(article[.section] == "B")
    #expect(article[.body] == "The bridge is closed.\n\nDay Cars\nMonday 12\n\nOne\nTwo\n\nIt opens soon.")
  }

  @Test func anItemInSeveralLanguages() throws {
    let article = try #require(readFile("newsml-g2/languages.xml").articles.first)
    #expect(article[.headline] == "Le pont ferme")
    #expect(article[.body] == "Le pont est fermé.\n\nIl rouvre lundi.")
    #expect(article[.located] == "Port-Marie")
  }

  @Test func aPackageIsSaidAndPassedOver() throws {
    let result = readFile("newsml-g2/package.xml")
    #expect(result.articles.map { $0[.headline] } == ["Bridge closes"])
    #expect(result.articles.first?[.located] == "Port Mary")
    #expect(result.articles.first?[.source] == "coast.example")
    #expect(result.problems.map(\.message) == ["a packageItem, which holds no article"])
    #expect(result.problems.map(\.place.line) == [5])
  }

  @Test func partsOfAnItemAlone() {
    let group = read("<groupSet root=\"G1\"><group id=\"G1\"><itemRef><title>A</title></itemRef></group></groupSet>")
    #expect(group.isEmpty)
    let meta = read(
      "<contentMeta><headline>Bridge closes</headline><dateline>MOSCOW, Monday (Reuters)</dateline></contentMeta>")
    #expect(meta.map { $0[.headline] } == ["Bridge closes"])
    #expect(meta.map { $0[.dateline] } == ["MOSCOW, Monday (Reuters)"])
    #expect(meta.map(\.credits) == [["Reuters"]])
    let bare = readBytes(
      Array("<contentMeta><dateline>MOSCOW, Monday (Reuters)</dateline></contentMeta>".utf8), named: nil)
    #expect(bare.problems.map(\.message) == ["an item without headline and text"])
  }

  /// Where the byline stands over the story and not in its place.
  @Test func aBylineOverTheStory() throws {
    func item(_ byline: String, _ body: String) throws -> Article {
      try #require(
        read(
          "<nitf><body><body.head><hedline><hl1>Bridge</hl1></hedline>\(byline)</body.head><body.content>\(body)"
            + "</body.content></body></nitf>"
        ).first)
    }
    let bare = try item("", "<p>By Jane Smith and John de Vries</p><p>PORT MARY (Reuters) - It is closed.</p>")
    #expect(bare.bylines == ["Jane Smith", "John de Vries"])
    #expect(bare[.body] == "PORT MARY (Reuters) - It is closed.")
    #expect(bare[.located] == "Port Mary")
    let role = try item(
      "<byline>By <person>Staff Reporter</person></byline>", "<p>By Jane Smith</p><p>It is closed.</p>")
    #expect(role.bylines == ["Jane Smith"])
    let sentence = try item("", "<p>By Wednesday the bridge was closed</p><p>It opened later.</p>")
    #expect(sentence.bylines.isEmpty)
    #expect(sentence[.body].hasPrefix("By Wednesday"))
    let known = try item("<byline>By John Doe</byline>", "<p>By Jane Smith</p><p>It is closed.</p>")
    #expect(known.bylines == ["John Doe"])
    #expect(known[.body].hasPrefix("By Jane Smith"))
    let service = try item("<byline><byttl>Sports Network</byttl></byline>", "<p>It is closed.</p>")
    #expect(service.bylines == ["Sports Network"])
  }

  @Test func aFeedInJSON() {
    let articles = read(
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "The Coast Paper", "items": [
        {"id": "1", "title": "Bridge closes", "content_html": "<p>It is <b>closed</b>.</p>",
         "date_published": "2021-03-03T09:00:00Z", "authors": [{"name": "Jane Smith"}]},
        {"id": "2", "content_text": "A note.", "date_published": "2021-03-04T09:00:00Z"}]}
      """, named: "feed.json")
    #expect(articles.map { $0[.headline] } == ["Bridge closes", ""])
    #expect(articles.map { $0[.body] } == ["It is closed.", "A note."])
    #expect(articles.first?.bylines == ["Jane Smith"])
    #expect(articles.last?.published?.description == "2021-03-04T09:00:00Z")
  }

  /// An article may have a list of others and stays one.
  @Test func anArticleWithAListOfOthers() {
    let articles = read(
      #"{"title": "Bridge closes", "text": "It is closed.", "items": [{"title": "Ferry runs", "text": "Daily."}]}"#,
      named: "a.json")
    #expect(articles.map { $0[.headline] } == ["Bridge closes"])
  }

  /// Names of columns as collections of articles have them.
  @Test(arguments: [
    "Article Title,Article Text,Publish Date,News Source,Author Name",
    "news_title,plain_text,published_date,media_outlet,reporter",
    "STORY_TITLE,STORY_TEXT,STORY_DATE,PUBLISHER_NAME,WRITER", "post_title,post_content,post_date,sitename,journalist",
  ])
  func headersOfCollections(header: String) throws {
    let article = try #require(
      read(header + "\nBridge closes,It is closed.,2021-03-03,The Coast Paper,Jane Smith\n", named: "a.csv").first)
    #expect(article[.headline] == "Bridge closes")
    #expect(article[.body] == "It is closed.")
    #expect(article[.source] == "The Coast Paper")
    #expect(article.bylines == ["Jane Smith"])
    #expect(article.published?.description == "2021-03-03")
  }

  @Test func aTableWithoutAHeaderIsSaid() {
    let result = readBytes(Array("2021-03-03\tBridge closes\n2021-03-04\tFerry runs\n".utf8), named: "a.tsv")
    #expect(result.articles.isEmpty)
    #expect(
      result.problems.map(\.message) == [
        "no name in the first line is known: a header such as `title,date,text` is expected, or "
          + "--columns title,date,text"
      ])
  }

  @Test func aFeedOfManyOutlets() throws {
    let article = try #require(
      read(
        """
        <rss version="2.0"><channel><title>bridge - News</title><item><title>Bridge closes - The Coast Paper</title>
        <source url="https://coast.example">The Coast Paper</source></item></channel></rss>
        """
      ).first)
    #expect(article[.headline] == "Bridge closes")
    #expect(article[.source] == "The Coast Paper")
  }

  @Test func aMapOfNews() throws {
    let article = try #require(
      read(
        """
        <?xml version="1.0"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>https://coast.example/1</loc><n:news><n:publication><n:name>The Coast Paper</n:name>
        <n:language>en</n:language></n:publication><n:publication_date>2021-03-03</n:publication_date>
        <n:title>Bridge closes</n:title></n:news></url></urlset>
        """
      ).first)
    #expect(article[.headline] == "Bridge closes")
    #expect(article[.source] == "The Coast Paper")
    #expect(article.published?.description == "2021-03-03")
  }

  @Test func aHeaderBetweenFences() throws {
    let article = try #require(
      read(
        "---\ntitle: \"Bridge closes\"\ndate: 2021-03-03\ntags: [bridges, 'ferries']\nauthor: Jane Smith\n---\n\nIt is closed.\n",
        named: "a.md"
      ).first)
    #expect(article[.headline] == "Bridge closes")
    #expect(article.tags == ["bridges", "'ferries'"])
    #expect(article[.body] == "It is closed.")
  }

  @Test func aSectionOverAHeadline() throws {
    let text = """
      Front Page
      Bridge over the harbour closes
      By Jane Smith
      48 words
      3 March 2021
      The Coast Paper
      COAST
      English
      (c) 2021 The Coast Paper

      It is closed.

      Document COAST00020210303eh330001x

      """
    let article = try #require(read(text, named: "a.txt").first)
    #expect(article[.headline] == "Bridge over the harbour closes")
    #expect(article[.section] == "Front Page")
    #expect(article.bylines == ["Jane Smith"])
  }

  @Test func aHeadlineThatWasCopiedWithItsLink() throws {
    let text = """
      Page 1 of 2
      Bridge closes

      Bridge closes
      The Coast Paper
      March 3, 2021 Wednesday
      Length: 12 words

      Body

      It is closed.

      Load-Date: March 3, 2021

      End of Document

      """
    let article = try #require(read(text, named: "a.txt").first)
    #expect(article[.headline] == "Bridge closes")
    #expect(article[.source] == "The Coast Paper")
  }

  @Test func languagesAreTags() {
    #expect(read(#"{"title": "A", "lang": "eng"}"#, named: "a.json").map { $0[.language] } == ["en"])
    #expect(read("title,language\nA,English\n", named: "a.csv").map { $0[.language] } == ["en"])
  }

  @Test func whatASchemaDescribesIsNoArticle() {
    let schema = """
      {"$schema": "http://json-schema.org/draft-07/schema#", "title": "An item",
       "properties": {"headline": {"title": "Headline", "description": "A text", "byline": "who"}}}
      """
    #expect(readBytes(Array(schema.utf8), named: "a.json").articles.isEmpty)
  }

  @Test(arguments: ["# Notebook", "# dpa NOTEBOOK", "# Notizblock"])
  func notesForEditorsAreNoStory(heading: String) throws {
    let wire =
      "\u{1}eca062 4 i 211 ccccb   dpa 061\n\nGermany/\n\u{2}Bridge closes =\n\n   Berlin (dpa) - It is closed.\n\n"
      + heading + "\n\n## dpa Contacts\n- Editing by: Jane Smith\n\ndpa wsz\n\u{3}061553 GMT Nov 13\n"
    let article = try #require(read(wire).first)
    #expect(article[.headline] == "Bridge closes")
    #expect(article[.body] == "Berlin (dpa) - It is closed.")
  }

  @Test func aPageWithAGraphOfData() throws {
    let article = try #require(readFile("html/graph.html").articles.first)
    #expect(article[.headline] == "Harbour & bridge")
    #expect(article.bylines == ["Jane Smith"])
    #expect(article[.source] == "Coast Press")
    #expect(article[.section] == "Local")
    #expect(article.published?.description == "2021-03-03T10:00:00Z")
    #expect(article[.body].hasPrefix("The bridge over the harbour"))
  }

  @Test func aCrawlOfPackedRecords() {
    let articles = readFile("warc/crawl.warc.gz").articles
    let titles = ["Chunked page", "Packed page", "Crawled page", "Page that says it is packed"]
    #expect(articles.map { $0[.headline] } == titles)
    for article in articles {
      #expect(
        article[.body].hasSuffix(
          "Paragraph 2 of the page has some more words in it, as paragraphs of articles have them."))
    }
    #expect(articles.map { $0[.url] } == (1...4).map { "https://coast.example/\($0)" })
  }

  @Test func exportsOfNexis() throws {
    let uni = readFile("nexis/uni.txt").articles
    #expect(uni.map { $0[.headline] } == ["Harbour bridge closes for a week", "Ferry runs again"])
    #expect(uni.map { $0[.source] } == ["The Coast Paper (London)", "The Coast Paper"])
    #expect(uni.map(\.bylines) == [["Jane Smith"], ["JOHN DOE"]])
    #expect(
      uni.map { $0[.body] } == [
        "The bridge is closed. It has two lanes.\n\nLorries go round.", "PORT MARY -- The ferry runs.",
      ])
    #expect(uni.first?[.deck] == "It opens in spring")
    let german = readFile("nexis/german.txt").articles
    #expect(german.map { $0[.headline] } == ["Brücke gesperrt", "Fähre fährt wieder"])
    #expect(german.map { $0.published?.description } == ["2021-03-03", "2021-03-02"])
    #expect(german.map { $0[.language] } == ["de", "de"])
    let first = try #require(german.first)
    #expect(first[.source] == "Küstenblatt")
    #expect(first.bylines == ["Jane Smith"])
    #expect(first[.section] == "HAFEN; S. 17")
    #expect(first[.body] == "Die Brücke ist gesperrt. Sie hat zwei Spuren.\n\nLastwagen fahren durch das Tal.")
    let french = try #require(readFile("nexis/french.txt").articles.first)
    #expect(french[.headline] == "Le pont ferme")
    #expect(french.bylines == ["Jane Smith"])
    #expect(french[.language] == "fr")
    #expect(french[.body] == "Le pont est fermé. Il a deux voies.\n\nLes camions passent par la vallée.")
  }

  @Test func exportsOfFactiva() throws {
    let german = try #require(readFile("factiva/german.txt").articles.first)
    #expect(german[.headline] == "Brücke gesperrt")
    #expect(german.bylines == ["Jane Smith"])
    #expect(german[.source] == "Küstenblatt")
    #expect(german[.language] == "de")
    #expect(german[.id] == "KUEST00020210303eh330001a")
    #expect(german[.body] == "Die Brücke ist gesperrt.\n\nLastwagen fahren durch das Tal.")
    let french = try #require(readFile("factiva/french.txt").articles.first)
    #expect(french[.headline] == "Le pont ferme")
    #expect(french.bylines == ["Jane Smith"])
    #expect(french.published?.description == "2021-03-03T08:15")
    #expect(french[.body] == "Le pont est fermé.\n\nLes camions passent par la vallée.")
  }

  @Test func lettersInSeveralParts() {
    let letters = readFile("mail/multipart.mbox").articles
    #expect(letters.map { $0[.headline] } == ["Der Morgen – am Dienstag und mehr", "Only HTML"])
    #expect(
      letters.first?[.body]
        == "Die erste Zeile mit überlangem Text, der hier weitergeht und nicht endet.\n\nFrom the start of a line.")
    #expect(letters.last?[.body] == "Head\n\nCafé naïve.")
    #expect(letters.first?.bylines == ["Jäne Smith"])
  }

  @Test(arguments: [
    "windows-1250", "windows-1251", "windows-1252", "koi8-r", "iso-8859-7", "shift_jis", "euc-jp", "iso-2022-jp", "gbk",
    "gb18030", "big5", "euc-kr",
  ])
  func pagesInEncodingsOfTheirOwn(_ name: String) throws {
    let lines = String(decoding: projectFile("Tests/Fixtures/encodings/\(name).txt"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let result = readFile("encodings/\(name).html")
    let article = try #require(result.articles.first)
    #expect([article[.headline], article[.body]] == lines)
    #expect(result.problems.isEmpty)
  }

  @Test func anEncodingThatIsNotKnownIsSaid() {
    let page =
      Array("<html><head><meta charset=\"x-of-a-house\"><title>Caf".utf8) + [0xE9] + Array("</title><p>Text.".utf8)
    let result = readBytes(page)
    #expect(result.articles.first?[.headline] == "Café")
    #expect(result.problems.map(\.message) == ["the encoding `x-of-a-house` is not known, read as windows-1252"])
  }

  @Test func brokenPairsAreCounted() {
    var page = Array("<html><head><meta charset=\"shift_jis\"><title>".utf8)
    page += [0x82, 0xA0, 0x82, 0x3C, 0x2F] + Array("title><p>x".utf8) + [0x82]
    let result = readBytes(page)
    #expect(result.articles.first?[.headline] == "あ\u{FFFD}")
    #expect(result.problems.map(\.message) == ["2 broken characters replaced by U+FFFD"])
  }

  @Test func answersOfServices() throws {
    let guardian = try #require(
      read(
        #"{"response":{"status":"ok","results":[{"id":"coast/1","type":"article","sectionName":"Coast","#
          + #""webPublicationDate":"2021-03-03T09:05:01Z","webTitle":"Web title","webUrl":"https://coast.example/1","#
          + #""fields":{"headline":"Bridge closes","trailText":"For <b>a week</b>","byline":"Jane Smith in Port Mary","#
          + #""body":"<p>It is closed.</p><p>Now.</p>","bodyText":"It is closed. Now.","publication":"The Coast Paper"},"#
          + #""tags":[{"id":"coast/bridges","webTitle":"Bridges"}]}]}}"#
      ).first)
    #expect(guardian[.headline] == "Bridge closes")
    #expect(guardian[.body] == "It is closed.\n\nNow.")
    #expect(guardian[.deck] == "For a week")
    #expect(guardian.bylines == ["Jane Smith"])
    #expect(guardian[.source] == "The Coast Paper")
    #expect(guardian.tags == ["Bridges"])
    #expect(guardian[.url] == "https://coast.example/1")

    let times = try #require(
      read(
        #"{"response":{"docs":[{"abstract":"In short.","web_url":"https://coast.example/2","lead_paragraph":"It is closed.","#
          + #""source":"The Coast Paper","headline":{"main":"Bridge closes","kicker":null},"pub_date":"2021-03-03T10:00:00+0000","#
          + #""keywords":[{"name":"subject","value":"Bridges"}],"byline":{"original":"By Jane Smith and John Doe"},"#
          + #""_id":"coast://2"}],"meta":{"hits":1}}}"#
      ).first)
    #expect(times[.headline] == "Bridge closes")
    #expect(times[.body] == "It is closed.")
    #expect(times[.deck] == "In short.")
    #expect(times.bylines == ["Jane Smith", "John Doe"])
    #expect(times.tags == ["Bridges"])
    #expect(times.published?.description == "2021-03-03T10:00:00Z")

    let posts = read(
      #"[{"id":1,"date":"2021-03-03T10:00:00","link":"https://coast.example/3","title":{"rendered":"It&#8217;s &amp; more"},"#
        + #""content":{"rendered":"<p>It is closed.</p>"},"excerpt":{"rendered":"<p>Short.</p>"}}]"#)
    #expect(posts.map { $0[.headline] } == ["It’s & more"])
    #expect(posts.map { $0[.body] } == ["It is closed."])
    #expect(posts.map { $0[.deck] } == ["Short."])
  }

  @Test func dumpsOfPrograms() throws {
    let dump = read(
      #"{"_index":"news","_id":"7","_source":{"title":"Bridge closes","text":"It is closed."}}"# + "\n"
        + #"{"_index":"news","_id":"8","_source":{"title":"Ferry runs","text":"It runs."}}"# + "\n")
    #expect(dump.map { $0[.headline] } == ["Bridge closes", "Ferry runs"])
    #expect(dump.map { $0[.id] } == ["7", "8"])
    #expect(dump.allSatisfy { $0[.source].isEmpty })
    let database = read(#"{"_id":{"$oid":"5f"},"title":"A","date":{"$date":{"$numberLong":"1614762000000"}}}"#)
    #expect(database.first?.published?.start == 1_614_762_000)
    let page = read(#"{"title":"A","text":"b","source":"https://www.coast.example/1","source-hostname":"Coast"}"#)
    #expect(page.map { $0[.url] } == ["https://www.coast.example/1"])
    #expect(page.map { $0[.source] } == ["coast.example"])
  }

  @Test func aSchemaIsNoArticle() {
    let result = readBytes(
      Array(#"{"$schema":"http://json-schema.org/draft-07/schema#","title":"News in JSON","description":"x"}"#.utf8),
      named: "schema.json")
    #expect(result.articles.isEmpty)
    #expect(result.problems.map(\.message) == ["no article in this JSON"])
  }

  @Test func linesInUTF16() {
    for isBigEndian in [false, true] {
      var bytes: [UInt8] = []
      for unit in "\u{FEFF}{\"title\":\"Café\",\"text\":\"a\"}\n{\"title\":\"B\",\"text\":\"b\"}\n".utf16 {
        let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
        bytes += isBigEndian ? [high, low] : [low, high]
      }
      #expect(readBytes(bytes, named: "x.jsonl").articles.map { $0[.headline] } == ["Café", "B"])
    }
  }

  @Test func tablesOfSpreadsheets() throws {
    let german = read(
      "\u{FEFF}Titel;Datum;Quelle;Text\r\n\"Zölle; steigen\";05.03.2024;Küstenblatt;\"Eins.\r\n\r\nZwei \"\"Absätze\"\".\"\r\n"
        + "kurz;04.03.2024\r\n")
    #expect(german.map { $0[.headline] } == ["Zölle; steigen", "kurz"])
    #expect(german.map { $0.published?.description } == ["2024-03-05", "2024-03-04"])
    #expect(german.first?[.source] == "Küstenblatt")
    #expect(german.first?[.body] == "Eins.\n\nZwei \"Absätze\".")
    #expect(read("sep=;\r\ntitle;date;text\r\nA;2024-03-05;b, c\r\n").map { $0[.body] } == ["b, c"])
    #expect(read("title,text\rA,\"One\"\rB,\"Two\"\r").map { $0[.body] } == ["One", "Two"])
    let ragged = readBytes(Array("title,date,text\nA,2024-03-05,b,c,d\nB\n".utf8))
    #expect(ragged.articles.map { $0[.headline] } == ["A", "B"])
    #expect(
      ragged.problems.map(\.message) == [
        "expected 3 values as in the header, found 5", "expected 3 values as in the header, found 1",
      ])
    #expect(read("headline\tdate\tbody\nA\t2024-03-05\tThe \"body\" here\n").map { $0[.body] } == ["The \"body\" here"])
  }
}
