import Testing

@testable import NewsQuery

/// Documents of office programs, and files that are known but not read.
@Suite struct DocumentReadersTests {
  @Test(arguments: [
    ("documents/nexisuni.docx", "Word (docx)", 2), ("documents/factiva.docx", "Word (docx)", 1),
    ("documents/plain.docx", "Word (docx)", 1), ("documents/plain.odt", "OpenDocument text", 1),
    ("documents/plain.rtf", "RTF", 1), ("documents/nexisuni.rtf", "RTF", 2),
    ("documents/table.xlsx", "Excel (xlsx)", 3), ("documents/mac1904.xlsx", "Excel (xlsx)", 1),
    ("documents/table.ods", "OpenDocument spreadsheet", 1), ("documents/page.mhtml", "MHTML", 1),
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

  @Test(arguments: ["documents/nexisuni.docx", "documents/nexisuni.rtf"])
  func exportsInDocuments(_ path: String) throws {
    let result = readFile(path)
    #expect(result.problems.isEmpty)
    let article = try #require(result.articles.first)
    #expect(article[.headline] == "Ferry dock reopens after repairs")
    #expect(article[.source] == "The Lowbridge Courier")
    #expect(article.published?.description == "2022-04-06")
    #expect(article.bylines == ["Mara Quill"])
    #expect(article[.body].hasPrefix("The ferry dock at Lowbridge reopened on Monday"))
    #expect(article[.body].hasSuffix("who runs the ferry."))
    #expect(article[.body].contains("\n\n“We are glad to sail again,” said"))
    #expect(result.articles.last?[.headline] == "Library to open on Sundays")
    #expect(result.places.map(\.record) == [1, 2])
    #expect(result.places.allSatisfy { $0.line == nil })
  }

  @Test func tableOfAnExportInWord() throws {
    let article = try #require(readFile("documents/factiva.docx").articles.first)
    #expect(article[.headline] == "Ferry dock reopens after repairs")
    #expect(article[.source] == "The Lowbridge Courier")
    #expect(article[.id] == "LOWCO00020220406ei4600001")
    #expect(article[.language] == "en")
    #expect(
      article[.body]
        == "The ferry dock at Lowbridge reopened on Monday after six weeks of repairs.\n\nThe county paid for the work."
    )
  }

  @Test func visibleTextOnly() throws {
    let article = try #require(readFile("documents/plain.docx").articles.first)
    #expect(article[.headline] == "Ferry dock reopens")
    #expect(
      article[.body]
        == "The dock at Lowbridge reopened on Monday, the county said, and boats sail again every hour.\n\n"
        + "First line of a verse\nand the second line")
  }

  @Test func richTextInSeveralCodePages() throws {
    let result = readFile("documents/plain.rtf")
    #expect(result.problems.isEmpty)
    let article = try #require(result.articles.first)
    #expect(article[.headline] == "Ferry dock reopens")
    #expect(
      article[.body]
        == "The dock at Lowbridge reopened on Monday, said Zoë Quill: “we are glad” — and so were the fishermen.\n\n"
        + "Привет, 日本, €5, 日, tab\tend\nsecond line")
  }

  @Test func brokenRichText() {
    #expect(
      readBytes(Array("{\\rtf1 The text goes on and on".utf8)).problems.map(\.message) == ["the RTF ends too early"])
    let deep =
      "{\\rtf1 " + String(repeating: "{", count: 100_000) + "text" + String(repeating: "}", count: 100_000) + "}"
    #expect(readBytes(Array(deep.utf8)).articles.map { $0[.body] } == ["text"])
    for text in [
      "{\\rtf1 \\", "{\\rtf1 \\'", "{\\rtf1 \\u", "{\\rtf1 \\bin99999999999999999999 x", "{\\rtf1 \\u-99999999999 ?x}",
    ] {
      _ = readBytes(Array(text.utf8))
    }
  }

  @Test func sheets() throws {
    let result = readFile("documents/table.xlsx")
    #expect(
      result.articles.map { $0[.headline] } == ["Ferry dock reopens", "Library opens on Sundays", "Bridge painted"])
    #expect(result.articles.map { $0.published?.description } == ["2022-04-06T09:30:00", "2022-04-09", "2022-05-02"])
    #expect(result.articles[0].bylines == ["Mara Quill"])
    #expect(result.articles[0][.body] == "The dock at Lowbridge reopened on Monday.\n\nBoats sail again.")
    #expect(result.articles[1].others.first { $0.name == "Reads" }?.value == .number(800.5))
    #expect(result.places.map(\.line) == [4, 5, 2])
    #expect(result.places.map(\.member) == ["April", "April", "May"])
    #expect(result.problems.map(\.message) == ["the sheet `Hidden` is hidden and is not read"])
    #expect(readFile("documents/mac1904.xlsx").articles.first?.published?.description == "2022-04-06")
  }

  @Test func openDocumentSheet() throws {
    let result = readFile("documents/table.ods")
    #expect(result.problems.isEmpty)
    let article = try #require(result.articles.first)
    #expect(article.published?.description == "2022-04-06")
    #expect(article[.body] == "The dock at Lowbridge reopened.\n\nBoats sail again.")
    #expect(article.others.first { $0.name == "Reads" }?.value == .number(1200))
  }

  @Test(arguments: [
    ("dd/mm/yyyy", true), ("[$-409]mmmm d, yyyy", true), ("h:mm", true), ("#,##0 \"days\"", false), ("General", false),
    ("[Red]0.00", false), ("0.0E+00", false), ("\\d0", false), ("@", false), ("yyyy-mm-dd;@", true),
  ])
  func formatsOfDates(_ code: String, _ isDate: Bool) { #expect(ExcelStyles.isDate(code) == isDate) }

  @Test func numbersOfDays() {
    #expect(ExcelStyles.date(1, is1904: false) == "1900-01-01")
    #expect(ExcelStyles.date(59, is1904: false) == "1900-02-28")
    #expect(ExcelStyles.date(61, is1904: false) == "1900-03-01")
    #expect(ExcelStyles.date(44257.375, is1904: false) == "2021-03-02T09:00:00")
    #expect(ExcelStyles.date(44256.999999, is1904: false) == "2021-03-02")
    #expect(ExcelStyles.date(42795, is1904: true) == "2021-03-02")
    #expect(ExcelStyles.date(-1, is1904: false) == nil)
    #expect(ExcelStyles.date(1e300, is1904: false) == nil)
    #expect(ExcelStyles.date(.nan, is1904: false) == nil)
  }

  @Test func savedPage() throws {
    let article = try #require(readFile("documents/page.mhtml").articles.first)
    #expect(article[.headline] == "Ferry dock reopens")
    #expect(article[.url] == "https://courier.example/dock")
    #expect(article[.source] == "courier.example")
    #expect(article.published?.description == "2022-04-06T09:30:00Z")
    #expect(article.added?.description == "2022-04-07T18:00:00Z")
  }

  @Test func databaseOfOurOwn() throws {
    let archive = NinjsWriterTests.archive
    var bytes: [UInt8] = []
    var sink = ByteSink { bytes.append(contentsOf: $0) }
    let rows = (0..<UInt32(archive.articleCount)).map { $0 }
    SQLiteWriter.write(Table(archive: archive, columns: [], rows: rows, origin: .articles), OutputOptions(), to: &sink)
    try sink.finish()
    let result = readBytes(bytes, named: "out.db")
    #expect(result.format == "SQLite")
    #expect(result.articles.count == archive.articleCount)
    for (index, article) in result.articles.enumerated() {
      let before = archive.article(index)
      #expect(article.texts == before.texts)
      #expect(article.bylines == before.bylines)
      #expect(article.tags == before.tags)
      #expect(article.published == before.published)
    }
    for cut in stride(from: 100, to: bytes.count, by: 997) { _ = readBytes(Array(bytes[..<cut])) }
  }

  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private static let foreign: [(name: String, start: [UInt8], command: String)] = [
    ("old.doc", compound, "soffice --headless --convert-to docx old.doc"),
    ("old.xls", compound, "soffice --headless --convert-to xlsx old.xls"),
    ("a.feather", Array("ARROW1\0\0".utf8), "read_feather('a.feather')"),
    ("a.bz2", Array("BZh91AY".utf8), "bunzip2"),
    ("a.parquet", Array("PAR1x".utf8), "duckdb"),
    ("a.pdf", Array("%PDF-1.7\n1 0 obj".utf8), "apt install poppler-utils"),
    ("a.db", Array(("SQLite format 3\0" + String(repeating: "\0", count: 84)).utf8), "SQLite"),
  ]

  @Test func foreignFiles() {
    for (name, start, command) in Self.foreign {
      let result = readBytes(start, named: name)
      #expect(result.articles.isEmpty, "\(name)")
      #expect(result.problems.count == 1, "\(name)")
      #expect(result.problems.first?.isRecordSkipped == true, "\(name)")
      #expect(result.problems.first?.message.contains(command) == true, "\(name)")
    }
  }

  @Test func namesInCommandsAreHarmless() {
    #expect(DocumentReading.printable("a'; rm -rf x.pdf", ending: "pdf") == "FILE.pdf")
    #expect(DocumentReading.printable("-x.pdf", ending: "pdf") == "FILE.pdf")
    #expect(DocumentReading.printable("folder/a.pdf", ending: "pdf") == "a.pdf")
  }

  @Test func converters() throws {
    func read(_ content: [UInt8], _ convert: @escaping @Sendable () throws(ConversionFailure) -> String) -> (
      [Article], [String]
    ) {
      var options = ReadOptions()
      options.convert = { (_, _) throws(ConversionFailure) in Array(try convert().utf8) }
      var articles: [Article] = []
      var problems: [String] = []
      content.withUnsafeBytes { bytes in
        try? ReaderCatalog.read(
          bytes, in: ReadContext(fileName: "a.pdf", options: options), report: { problems.append($0.message) },
          emit: { article, _ in articles.append(article) })
      }
      return (articles, problems)
    }
    let pdf = Array("%PDF-1.7".utf8)
    let (articles, none) = read(pdf) { "A short headline\n\nThe text of the page is a sentence that is longer.\u{C}" }
    #expect(articles.map { $0[.headline] } == ["A short headline"])
    #expect(none.isEmpty)
    let refused = read(pdf) { () throws(ConversionFailure) -> String in throw ConversionFailure.refused }
    #expect(refused.1.first?.contains("--safe") == true)
    let scanned = read(pdf) { "\u{C}\u{C}" }
    #expect(scanned.1.first?.contains("without text") == true)
    let rows = #"{"title": "A", "text": "b"}"# + "\n" + #"{"title": "C", "text": "d"}"#
    let parquet = read(Array("PAR1".utf8)) { rows }
    #expect(parquet.0.map { $0[.headline] } == ["A", "C"])
  }

  @Test func wideText() {
    let text = #"{"headline": "Größe", "body": "x"}"#
    var little: [UInt8] = [0xFF, 0xFE, 0, 0]
    var big: [UInt8] = []
    for scalar in text.unicodeScalars {
      let value = scalar.value
      little += [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF), 0, 0]
      big += [0, 0, UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }
    #expect(readBytes(little).articles.map { $0[.headline] } == ["Größe"])
    #expect(readBytes(big).articles.map { $0[.headline] } == ["Größe"])
  }
}
