import Testing

@testable import NewsQuery

/// Reads a file as the catalog does: the format found by its content, the name only where it is asked for.
func readFile(_ path: String, named name: String? = nil) -> (
  format: String?, articles: [Article], places: [RecordPlace], problems: [InputProblem]
) { readBytes(projectFile("Tests/Fixtures/" + path), named: name) }

func readBytes(_ content: [UInt8], named name: String? = nil) -> (
  format: String?, articles: [Article], places: [RecordPlace], problems: [InputProblem]
) {
  var articles: [Article] = []
  var places: [RecordPlace] = []
  var problems: [InputProblem] = []
  let format = content.withUnsafeBytes { bytes in
    try? ReaderCatalog.read(bytes, fileName: name, report: { problems.append($0) }) { article, place in
      articles.append(article)
      places.append(place)
    }
    return ReaderCatalog.reader(for: bytes, fileName: name)?.formatName
  }
  return (format, articles, places, problems)
}

/// Every format by a small file of its own, its reader found by content alone.
@Suite struct ReaderCatalogTests {
  @Test(arguments: [
    ("html/page.html", "HTML", 1), ("html/jsonld.html", "HTML", 1), ("warc/pages.warc", "WARC", 2),
    ("mail/newsletter.eml", "mail", 1), ("mail/box.mbox", "mail", 2), ("nexis/export.txt", "Nexis export", 2),
    ("nexis/newer.txt", "Nexis export", 1), ("factiva/coded.txt", "Factiva export", 2),
    ("factiva/plain.txt", "Factiva export", 1), ("csv/semicolon.csv", "CSV", 2), ("rss/feed.xml", "RSS or Atom", 1),
    ("rss/atom.xml", "RSS or Atom", 1), ("nitf/story.xml", "NITF", 1), ("newsml-g2/item.xml", "NewsML-G2", 1),
    ("newsml1/item.xml", "NewsML 1.2", 1), ("ninjs/items.json", "JSON", 2),
    ("wire/anpa.txt", "ANPA 1312 or IPTC 7901", 1), ("wire/iptc7901.txt", "ANPA 1312 or IPTC 7901", 1),
    ("compressed/two.jsonl.gz", "gzip, zstd or xz", 4), ("compressed/two.jsonl.xz", "gzip, zstd or xz", 2),
    ("compressed/two.jsonl.zst", "gzip, zstd or xz", 2), ("compressed/folder.tar.gz", "gzip, zstd or xz", 2),
    ("compressed/folder.zip", "zip", 3),
  ])
  func findsTheFormatByContent(_ path: String, _ format: String, _ count: Int) {
    let result = readFile(path)
    #expect(result.format == format)
    #expect(result.articles.count == count)
    for article in result.articles {
      #expect(!article[.headline].isEmpty)
      #expect(!article[.body].isEmpty)
    }
  }

  @Test func page() throws {
    let article = try #require(readFile("html/page.html").articles.first)
    #expect(article[.headline] == "Harbour bridge closes for a week")
    #expect(article.bylines == ["Jane Smith"])
    #expect(article.published?.description == "2021-03-03T08:15:00+01:00")
    #expect(article[.source] == "The Coast Paper")
    #expect(article[.url] == "https://coast.example/bridge")
    #expect(article.tags == ["traffic"])
    let body = article[.body]
    #expect(body.hasPrefix("The bridge over the harbour"))
    #expect(body.hasSuffix("in time for the summer."))
    #expect(body.contains("“It will be a long week,” said Maria Costa"))
    for furniture in ["cookies", "Read also", "Copyright", "Home", "no text"] { #expect(!body.contains(furniture)) }
  }

  @Test func pageWithLinkedData() throws {
    let article = try #require(readFile("html/jsonld.html").articles.first)
    #expect(article[.headline] == "Ferry runs again")
    #expect(article.updated?.description == "2021-03-04T10:00:00Z")
    #expect(article.bylines == ["John Doe"])
    #expect(article[.section] == "Local")
    #expect(article.tags == ["ferry", "sea"])
    #expect(article[.body].hasPrefix("The ferry to the islands"))
  }

  @Test func webArchive() {
    let articles = readFile("warc/pages.warc").articles
    #expect(articles.map { $0[.headline] } == ["Harbour bridge closes for a week", "Ferry runs again"])
    #expect(articles.last?[.url] == "https://coast.example/ferry")
    #expect(articles.first?.added?.description == "2021-03-05T00:00:00Z")
  }

  @Test func mail() throws {
    let letter = try #require(readFile("mail/newsletter.eml").articles.first)
    #expect(letter[.headline] == "Brücke gesperrt für eine Woche")
    #expect(letter[.source] == "Morning Briefing")
    #expect(letter[.body].hasSuffix("Lastwagen fahren durch das Tal."))
    #expect(letter[.body].hasPrefix("Die Brücke über den Hafen ist ab Montag für eine Woche gesperrt, sagt die Stadt."))
    let box = readFile("mail/box.mbox").articles
    #expect(box.map { $0[.headline] } == ["First", "Second"])
    #expect(box.first?[.body].contains("\nFrom Monday") == true)
    #expect(box.last?[.body] == "The ferry runs again.")
  }

  @Test func databaseExports() throws {
    let nexis = readFile("nexis/export.txt").articles
    let first = try #require(nexis.first)
    #expect(first[.headline] == "Harbour bridge closes for a week")
    #expect(first[.source] == "The Coast Paper")
    #expect(first.published?.description == "2021-03-03")
    #expect(first[.dateline] == "PORT MARY")
    #expect(first[.language] == "en")
    #expect(
      first[.body].split(separator: "\n").map(String.init) == [
        "The bridge over the harbour will be closed for a week from Monday, the city said, while its bearings are replaced.",
        "Lorries are sent round by the valley. It will be a long week, said one of their drivers.",
      ])
    #expect(nexis.last?[.body] == "The ferry to the islands runs again from Thursday, its owner said.")
    let newer = try #require(readFile("nexis/newer.txt").articles.first)
    #expect(newer.bylines == ["Jane Smith"])
    #expect(newer[.body].hasSuffix("by the valley."))
    let factiva = try #require(readFile("factiva/coded.txt").articles.first)
    #expect(factiva[.id] == "COAST00020210303eh330001a")
    #expect(factiva.published?.description == "2021-03-03T08:15")
    #expect(factiva.credits == ["Reuters"])
    #expect(factiva.tags == ["Traffic", "Political/General News"])
    let plain = try #require(readFile("factiva/plain.txt").articles.first)
    #expect(plain[.headline] == "Harbour bridge closes for a week")
    #expect(plain[.source] == "The Coast Paper")
    #expect(plain[.body].hasPrefix("The bridge over"))
  }

  @Test func table() {
    let result = readFile("csv/semicolon.csv")
    #expect(result.problems.isEmpty)
    #expect(result.articles.map { $0[.headline] } == ["Harbour bridge \"closes\"", "Ferry"])
    #expect(result.articles.map { $0.published?.description } == ["2021-03-23", "2021-03-04"])
    #expect(result.articles.first?[.body] == "The bridge\nis closed.")
    #expect(result.articles.first?.others.map(\.value) == [.number(1200)])
    #expect(result.places.map(\.line) == [2, 4])
  }

  @Test func agencyXML() throws {
    let nitf = try #require(readFile("nitf/story.xml").articles.first)
    #expect(nitf.published?.description == "2021-03-03T08:15:00+01:00")
    #expect(nitf.bylines == ["Jane Smith"])
    #expect(nitf[.located] == "Port Mary")
    #expect(nitf[.deck] == "For a week")
    #expect(nitf[.body] == "The bridge over the harbour is closed.\n\nLorries go round.")
    let item = try #require(readFile("newsml-g2/item.xml").articles.first)
    #expect(item[.source] == "The Coast Agency")
    #expect(item.updated?.description == "2021-03-03T09:00:00+01:00")
    #expect(item.credits == ["Reuters"])
    let older = try #require(readFile("newsml1/item.xml").articles.first)
    #expect(older[.dateline] == "PORT MARY, March 3 (AFP)")
    #expect(older[.body] == "The bridge is closed.")
  }

  @Test func feeds() throws {
    let item = try #require(readFile("rss/feed.xml").articles.first)
    #expect(item[.headline] == "Bridge & ferry news")
    #expect(item[.body] == "The bridge is closed.\n\nFor a week.")
    #expect(item[.deck] == "Closed for a week.")
    #expect(item[.source] == "The Coast Paper")
    #expect(item[.language] == "en")
    let entry = try #require(readFile("rss/atom.xml").articles.first)
    #expect(entry[.headline] == "Fähre")
    #expect(entry[.url] == "https://coast.example/ferry")
  }

  @Test func wire() throws {
    let anpa = try #require(readFile("wire/anpa.txt").articles.first)
    #expect(anpa[.headline] == "Harbour bridge closes")
    #expect(anpa[.body] == "PORT MARY (AP) — The bridge is “closed.”\n\nLorries go round.")
    #expect(anpa.published?.description == "2021-03-03T07:15Z")
    let iptc = try #require(readFile("wire/iptc7901.txt").articles.first)
    #expect(iptc[.source] == "dpa")
    #expect(iptc[.body].hasPrefix("Port Mary (dpa) - The bridge is closed, said the city on Wednesday morning."))
  }

  @Test func membersAreNamed() {
    let result = readFile("compressed/folder.zip")
    #expect(result.places.map(\.member) == ["news/two.jsonl", "news/two.jsonl", "news/feed.xml"])
    #expect(result.problems.map(\.place.member) == ["news/broken.xml"])
    #expect(result.problems.map(\.message) == ["the XML ends too early"])
  }

  @Test func answersOfNewsServices() {
    let text =
      #"{"status":"ok","articles":[{"title":"A","publishedAt":"2021-03-03T08:15:00Z","source":{"id":null,"name":"P"}},{"title":"B"}]}"#
    let result = readBytes(Array(text.utf8))
    #expect(result.articles.map { $0[.headline] } == ["A", "B"])
    #expect(result.articles.first?[.source] == "P")
  }
}
