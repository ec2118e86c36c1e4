import Testing

@testable import NewsQuery

/// Exports of databases as pages and texts, tables without headers, and what the cells of tables hold.
@Suite struct ExportReadersTests {
  private func read(_ text: String, named name: String? = nil, _ options: ReadOptions = ReadOptions()) -> (
    format: String?, articles: [Article], problems: [String]
  ) {
    var articles: [Article] = []
    var problems: [String] = []
    let format = Array(text.utf8).withUnsafeBytes { bytes in
      let context = ReadContext(fileName: name, options: options)
      try? ReaderCatalog.read(bytes, in: context, report: { problems.append($0.message) }) { article, _ in
        articles.append(article)
      }
      return ReaderCatalog.reader(for: bytes, in: context)?.formatName
    }
    return (format, articles, problems)
  }

  @Test func factivaPage() throws {
    func row(_ code: String, _ value: String) -> String { "<tr><td><b>\(code)</b></td><td>\(value)</td></tr>" }
    func article(_ title: String, _ id: String) -> String {
      let rows = [
        row("HD", "<span class=\"enHeadline\">\(title)</span>"), row("BY", "By Mara Quill"), row("WC", "40 words"),
        row("PD", "6 April 2022"), row("SN", "The Lowbridge Courier"), row("LA", "English"),
        row("LP", "<p class=\"articleParagraph enarticleParagraph\">The dock reopened on Monday.</p>"),
        row("TD", "<p class=\"articleParagraph enarticleParagraph\">Boats sail &amp; sing.</p>"),
        row("AN", "Document \(id)"),
      ]
      return "<div class=\"article enArticle\"><table>\(rows.joined())</table></div>"
    }
    let page =
      "<html><head><title>Factiva</title></head><body>" + article("Dock reopens", "LOWCO00020220406ei4600001")
      + article("Second story", "LOWCO00020220406ei4600002") + "</body></html>"
    let result = read(page, named: "a.html")
    #expect(result.articles.map { $0[.headline] } == ["Dock reopens", "Second story"])
    let first = try #require(result.articles.first)
    #expect(first.bylines == ["Mara Quill"])
    #expect(first[.source] == "The Lowbridge Courier")
    #expect(first.published?.description == "2022-04-06")
    #expect(first[.body] == "The dock reopened on Monday.\n\nBoats sail & sing.")
  }

  @Test func nexisPage() throws {
    func document(_ number: Int) -> String {
      "<!-- Hide <DOC NUMBER=\(number)><DOCFULL> --><BR><DIV><P><SPAN>\(number) of 2 DOCUMENTS</SPAN></P></DIV>"
        + "<DIV><P>Hill Valley News</P></DIV><DIV><P>April 9, 2022 Saturday</P></DIV><DIV><P>Headline \(number)</P></DIV>"
        + "<DIV><P><SPAN>BYLINE: </SPAN><SPAN>Jon Aker</SPAN></P></DIV><DIV><P>LENGTH: 20 words</P></DIV>"
        + "<DIV><P>The library opens.</P><P>On Sundays too.</P></DIV><DIV><P>Copyright 2022 Hill Valley News</P></DIV>"
    }
    let result = read("<html><body>" + document(1) + document(2) + "</body></html>")
    #expect(result.articles.map { $0[.headline] } == ["Headline 1", "Headline 2"])
    #expect(result.articles.first?[.body] == "The library opens.\n\nOn Sundays too.")
    #expect(result.articles.first?.bylines == ["Jon Aker"])
  }

  @Test func nexisWithoutCounters() throws {
    func document(_ day: Int) -> String {
      "\n\nHill Valley News\n\nApril \(day), 2022 Saturday\n\n LATE EDITION\n\nStory of day \(day)\n\nBYLINE: Jon Aker\n\n"
        + "SECTION: \n\nLOCAL; Pg. 3\n\nLENGTH: 20 words\n\nThe library opens on Sundays from June.\n\nIt was closed before.\n\n"
        + "LOAD-DATE: April \(day + 1), 2022\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: NEWSPAPER\n\n"
        + "Copyright 2022 Hill Valley News\n      All Rights Reserved\n\n"
    }
    let result = read(document(9) + document(16) + document(23))
    #expect(result.articles.map { $0[.headline] } == ["Story of day 9", "Story of day 16", "Story of day 23"])
    #expect(result.articles.map { $0.published?.description } == ["2022-04-09", "2022-04-16", "2022-04-23"])
    for article in result.articles {
      #expect(article[.source] == "Hill Valley News")
      #expect(article[.section] == "LOCAL; Pg. 3")
      #expect(article[.body] == "The library opens on Sundays from June.\n\nIt was closed before.")
    }
  }

  @Test func europressePage() throws {
    let page = """
      <html><body><article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Courrier du \
      Pont, no. 812</span></div><div><span class="DocHeader">Région, mercredi 6 avril 2022 - p. 3</span></div>\
      <div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">Le bac reprend du service</p></div>\
      <div class="sm-margin-bottomNews">Mara Quill</div></header><section><div class="DocText clearfix"><div><p>Le bac a \
      repris lundi.</p><p>Il était en panne.</p></div></div></section><div class="publiC-lblNodoc">news·20220406·CP·1234</div>\
      </article></body></html>
      """
    let article = try #require(read(page, named: "x.html").articles.first)
    #expect(article[.headline] == "Le bac reprend du service")
    #expect(article[.source] == "Le Courrier du Pont")
    #expect(article[.section] == "Région")
    #expect(article.published?.description == "2022-04-06")
    #expect(article.bylines == ["Mara Quill"])
    #expect(article[.body] == "Le bac a repris lundi.\n\nIl était en panne.")
    #expect(article[.id] == "news·20220406·CP·1234")
  }

  @Test func europresseText() throws {
    let text = """
      Le Courrier du Pont, no. 812

      mercredi 6 avril 2022 - p. 3

      Le bac reprend du service

      Mara Quill

      Le bac a repris lundi, après six semaines de travaux.

      (c) 2022 Le Courrier du Pont. Tous droits réservés.

      news·20220406·CP·1234

      La Feuille

      samedi 9 avril 2022

      La bibliothèque ouvre le dimanche

      Elle sera ouverte dès juin, a décidé le conseil.

      news·20220409·LF·77
      """
    let result = read(text)
    #expect(result.format == "Europresse export")
    #expect(result.articles.map { $0[.source] } == ["Le Courrier du Pont", "La Feuille"])
    #expect(
      result.articles.map { $0[.headline] } == ["Le bac reprend du service", "La bibliothèque ouvre le dimanche"])
    #expect(result.articles.first?[.body] == "Le bac a repris lundi, après six semaines de travaux.")
    #expect(result.articles.map { $0.bylines } == [["Mara Quill"], []])
  }

  @Test func gale() throws {
    let text = """
      Title: Ferry dock reopens
      Author(s): Mara Quill
      Source: The Lowbridge Courier (Lowbridge, England)
      Date: Apr. 6, 2022
      Document Type: Article
      Full Text:
      The dock reopened on Monday.

      Source: the county, which said so.
      Copyright: COPYRIGHT 2022 The Lowbridge Courier
      Source Citation   (MLA 9th Edition)
      Quill, Mara. "Ferry dock reopens." The Lowbridge Courier.
      Gale Document Number: GALE|A000000001
      """
    let result = read(text + "\n\n" + text.replacing("0001", with: "0002"))
    #expect(result.format == "Gale export")
    #expect(result.articles.map { $0[.id] } == ["GALE|A000000001", "GALE|A000000002"])
    let article = try #require(result.articles.first)
    #expect(article[.headline] == "Ferry dock reopens")
    #expect(article[.source] == "The Lowbridge Courier")
    #expect(article.bylines == ["Mara Quill"])
    #expect(article.published?.description == "2022-04-06")
    #expect(article[.body] == "The dock reopened on Monday.\n\nSource: the county, which said so.")
  }

  @Test func factivaXML() throws {
    let text = """
      <?xml version="1.0"?><articles><article><headline><paragraph>Ferry dock reopens</paragraph></headline>\
      <byline>By Mara Quill</byline><sourceName>The Lowbridge Courier</sourceName><publicationDate><date>2022-04-06</date>\
      </publicationDate><accessionNo>LOWCO0001</accessionNo><baseLanguage>en</baseLanguage><newsSubject><code>gpol</code>\
      <name>Politics</name></newsSubject><leadParagraph><paragraph>The dock reopened.</paragraph></leadParagraph>\
      <tailParagraphs><paragraph>Boats sail.</paragraph><paragraph>All is well.</paragraph></tailParagraphs></article></articles>
      """
    let article = try #require(read(text).articles.first)
    #expect(article[.headline] == "Ferry dock reopens")
    #expect(article[.id] == "LOWCO0001")
    #expect(article[.language] == "en")
    #expect(article.tags == ["Politics"])
    #expect(article.published?.description == "2022-04-06")
    #expect(article[.body] == "The dock reopened.\n\nBoats sail.\n\nAll is well.")
  }

  @Test func proQuestTable() throws {
    let text =
      "Title,StoreId,Authors,fulltext,language,pubdate,pubtitle,DocumentURL\n"
      + "Dock reopens,77,Mara Quill,The dock reopened.,English,\"Apr 6, 2022\",The Lowbridge Courier,https://x.example/1\n"
    let article = try #require(read(text).articles.first)
    #expect(article[.id] == "77")
    #expect(article[.source] == "The Lowbridge Courier")
    #expect(article[.url] == "https://x.example/1")
    #expect(article[.language] == "en")
  }

  // MARK: - Tables

  @Test func columnsOfATableWithoutHeader() throws {
    var options = ReadOptions()
    options.columns = try TableColumns("date,source,,headline,body")
    let text =
      "2022-04-06,Courier,junk,Dock reopens,\"The dock, it opens.\"\n2022-04-09,News,junk,Library,\"On Sundays.\"\n"
    let result = read(text, named: "a.txt", options)
    #expect(result.problems.isEmpty)
    #expect(result.articles.map { $0[.headline] } == ["Dock reopens", "Library"])
    #expect(result.articles.map { $0[.source] } == ["Courier", "News"])
    #expect(result.articles.allSatisfy { $0.others.isEmpty })
    // A header after all is not an article.
    #expect(read("date,source,x,title,text\n" + text, options).articles.count == 2)
    let headed = try TableColumns("date,headline,body")
    options.columns = headed
    #expect(read("date,headline,body\n2022-04-06,a,b\n", options).articles.map { $0[.headline] } == ["a"])
    #expect(throws: Diagnostic.self) { try TableColumns("foo,bar") }
  }

  @Test func presets() throws {
    var options = ReadOptions()
    options.columns = try TableColumns("agnews")
    #expect(read("\"3\",\"Dock reopens\",\"The dock opens.\"\n", options).articles.first?[.body] == "The dock opens.")
    options.columns = try TableColumns("mind")
    let mind = "N1\tnews\tlocal\t\"Dock\" reopens\tThe \"dock opens.\thttps://x.example\t[]\t[]\n"
    #expect(read(mind, options).articles.first?[.headline] == "\"Dock\" reopens")
    options.columns = try TableColumns("gdelt")
    let cells =
      ["20220406093000-1", "20220406093000", "1", "x.example", "https://x.example/1"] + (0..<21).map { _ in "" }
    let gdelt = cells.joined(separator: "\t") + "\t<PAGE_TITLE>Dock &amp; ferry</PAGE_TITLE>\n"
    let article = try #require(read(gdelt, options).articles.first)
    #expect(article[.headline] == "Dock & ferry")
    #expect(article[.source] == "x.example")
    #expect(article.published?.day == "2022-04-06")
  }

  @Test func listsInCells() throws {
    let text =
      "title,authors,text,keywords,places\nDock,\"['Mara Quill', 'Jon O\\'Aker']\",Text.,\"['dock', 'ferry boat']\",\"['a', 'b']\"\n"
    let article = try #require(read(text).articles.first)
    #expect(article.bylines == ["Mara Quill", "Jon O'Aker"])
    #expect(article.tags == ["dock", "ferry boat"])
    #expect(article.others.first?.value == .list([.text("a"), .text("b")]))
    let none = try #require(read("title,authors,text\nDock,[],Text.\n").articles.first)
    #expect(none.bylines.isEmpty)
    // What only looks like a list stays a text.
    #expect(
      read("title,authors,text\nDock,[Photo] Mara Quill,Text.\n").articles.first?.bylines == ["[Photo] Mara Quill"])
  }

  @Test func quotesInCells() throws {
    let escaped =
      "id,title,text\n1,\"The \\\"old\\\" dock\",\"Said \\\"yes\\\", twice.\"\n2,\"Plain\",\"No \\\\ more\"\n"
    #expect(read(escaped).articles.map { $0[.headline] } == ["The \"old\" dock", "Plain"])
    #expect(read(escaped).articles.map { $0[.body] } == ["Said \"yes\", twice.", "No \\ more"])
    #expect(read(escaped).problems.isEmpty)
    // A backslash before a closing quote is a backslash in other tables.
    let plain = "id,title,text\n1,\"C:\\\",\"b\"\n2,\"D:\\\",\"c\"\n"
    #expect(read(plain).articles.map { $0[.headline] } == ["C:\\", "D:\\"])
    let behind = "id,title,text\n1,\"The dock\" reopens,\"He said \"\"so\"\"\" twice\n"
    #expect(read(behind).articles.map { $0[.headline] } == ["The dock reopens"])
    #expect(read(behind).articles.map { $0[.body] } == ["He said \"so\" twice"])
  }

  @Test func numbersBeyondAllBoundsAndNoValues() throws {
    let expected: [InputValue] = [.text("1e999"), .null, .text("-1e999"), .text("inf")]
    let csv = try #require(read("headline,body,x,y,z,w\na,b,1e999,null,-1e999,inf\n").articles.first)
    #expect(csv.others.map(\.value) == expected)
    let json = try #require(
      read(#"{"headline": "a", "body": "b", "x": 1e999, "y": null, "z": -1e999, "w": "inf"}"#).articles.first)
    #expect(json.others.map(\.value) == expected)
    let xml =
      "<?xml version=\"1.0\"?><r><article><headline>a</headline><body>b</body><x>1e999</x><y>null</y>"
      + "<z>-1e999</z><w>inf</w></article></r>"
    #expect(try #require(read(xml).articles.first).others.map(\.value) == expected)
  }

  @Test func unclosedQuotesTakeLinearTime() {
    let clock = ContinuousClock()
    let text = "title,text\na,\"" + String(repeating: "x\n", count: 100_000)
    #expect(clock.measure { _ = read(text) } < .seconds(60))
  }

  @Test func datesThatCanBeReadTwoWays() throws {
    func csv(_ dates: [String]) -> String { "title,text,date\n" + dates.map { "a,b,\($0)\n" }.joined() }
    func jsonl(_ dates: [String]) -> String {
      dates.map { "{\"title\": \"a\", \"text\": \"b\", \"publish_date\": \"\($0)\"}\n" }.joined()
    }
    for make in [csv, jsonl] {
      #expect(
        read(make(["03-02-2021", "07-23-2021"])).articles.map { $0.published?.day } == ["2021-03-02", "2021-07-23"])
      #expect(
        read(make(["03/02/2021", "23/07/2021"])).articles.map { $0.published?.day } == ["2021-02-03", "2021-07-23"])
      let open = read(make(["03-02-2021", "05-05-2021"]))
      #expect(open.articles.map { $0.published?.day } == [nil, "2021-05-05"])
      #expect(open.problems.count == 1)
      #expect(open.problems.first?.contains("--dates dmy") == true)
      // Both orders in one file prove nothing.
      #expect(read(make(["03-02-2021", "07-23-2021", "23-07-2021"])).articles.first?.published == nil)
      var options = ReadOptions()
      options.dayFirst = true
      #expect(read(make(["03-02-2021"]), options).articles.map { $0.published?.day } == ["2021-02-03"])
    }
  }

  @Test func datesOfAFileInChunks() throws {
    var lines = (0..<3000).map { "{\"title\": \"a \($0)\", \"text\": \"b\", \"date\": \"03-02-2021\"}\n" }
    lines.append("{\"title\": \"last\", \"text\": \"b\", \"date\": \"07-23-2021\"}\n")
    let bytes = Array(lines.joined().utf8)
    for threads in [1, 3] {
      let input = IngestInput(name: "x.jsonl", byteCount: 1 << 30) { InputBytes(bytes) }
      let (archive, report) = try Ingest(threadCount: threads).archive(of: [input], name: "x")
      #expect(report.problemCount == 0)
      #expect(archive.article(0).published?.day == "2021-03-02")
    }
  }
}
