import CLibrary
import Testing

@testable import NewsQuery

/// A file beside the tests: `Fixtures/…` or one of the project's own seeds.
func projectFile(_ path: String, from file: StaticString = #filePath) -> [UInt8] {
  var root = "\(file)"
  for _ in 0..<4 { root = String(root[..<(root.lastIndex(of: "/") ?? root.startIndex)]) }
  guard let handle = fopen(root + "/" + path, "rb") else { return [] }
  defer { fclose(handle) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, handle)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

@Suite struct PlainTextReaderTests {
  private func article(_ text: [UInt8]) throws -> Article {
    try #require(readAll(PlainTextReader.self, text).articles.first)
  }
  private func article(_ text: String) throws -> Article { try article(Array(text.utf8)) }

  @Test func pageOfTrend() throws {
    let article = try article(projectFile("seeds/trend-putin-trump-call.txt"))
    #expect(article[.headline] == "Putin, Trump hope to boost trade, economic cooperation, says Kremlin")
    #expect(article[.section] == "Russia Materials")
    #expect(article.published?.description == "2020-07-23T22:19+04:00")
    #expect(article.credits == ["TASS"])
    #expect(article[.source] == "Trend")
    #expect(article[.body].hasPrefix("The Presidents of Russia"))
    #expect(article[.body].hasSuffix("the statement says."))
    #expect(article[.dateline].isEmpty)
    #expect(article.tags.isEmpty)
  }

  @Test func storyOfTASS() throws {
    let article = try article(projectFile("seeds/tass-putin-trump-call.txt"))
    #expect(article[.headline].isEmpty)
    #expect(article.published?.description == "2020-07-23")
    #expect(article[.dateline] == "MOSCOW, July 23. /TASS/")
    #expect(article[.located] == "Moscow")
    #expect(article.credits == ["TASS"])
    #expect(article[.source] == "TASS")
    #expect(article[.body].hasPrefix("MOSCOW, July 23. /TASS/. The Presidents"))
    let lead = article[bytes: .body].withUnsafeBytes { Article.leadStart(of: $0) }
    #expect(String(decoding: article[bytes: .body][lead...], as: UTF8.self).hasPrefix("The Presidents"))
    #expect(article[.body].hasSuffix("lung ventilators to Russia."))
  }

  @Test func headerBlock() throws {
    let article = try article(
      "Title: A storm: what now\nAuthor: Jane Smith and John Doe\nDate: 3 March 2021\nSource: The Paper\nTags: rain, wind\nDesk: metro\n\nFirst.\n\nSecond.\n"
    )
    #expect(article[.headline] == "A storm: what now")
    #expect(article.bylines == ["Jane Smith", "John Doe"])
    #expect(article.published?.description == "2021-03-03")
    #expect(article[.source] == "The Paper")
    #expect(article.tags == ["rain", "wind"])
    #expect(article.others.map(\.name) == ["Desk"])
    #expect(article[.body] == "First.\n\nSecond.")
  }

  @Test func frontMatter() throws {
    let article = try article("---\ntitle: A\ndate: 2021-03-03\n---\nBody here.\n")
    #expect(article[.headline] == "A")
    #expect(article[.body] == "Body here.")
  }

  @Test(arguments: [
    "---\nheadline: One\ndate: 2024-01-01\n---\nFirst text.\n---\nheadline: Two\ndate: 2024-01-02\n---\nSecond text.\n",
    "---\nheadline: One\ndate: 2024-01-01\nbody: First text.\n---\nheadline: Two\ndate: 2024-01-02\nbody: Second text.\n",
    "# ports\n- headline: One\n  date: 2024-01-01\n  body: First text.\n- headline: Two\n  date: 2024-01-02\n  body: Second text.\n",
    "headline: One\ndate: 2024-01-01\n\nFirst text.\n---\nheadline: Two\ndate: 2024-01-02\n\nSecond text.\n",
  ]) func severalTextsOfAFile(_ text: String) {
    let read = readAll(PlainTextReader.self, Array(text.utf8))
    #expect(read.articles.map { $0[.headline] } == ["One", "Two"])
    #expect(read.articles.map { $0[.body] } == ["First text.", "Second text."])
    #expect(read.articles.map { $0.published?.description ?? "" } == ["2024-01-01", "2024-01-02"])
  }

  @Test func aRuleWithinATextCutsNothing() throws {
    let text = "---\nheadline: One\ndate: 2024-01-01\n---\nFirst text.\n---\nNote: the port is open.\n"
    #expect(readAll(PlainTextReader.self, Array(text.utf8)).articles.count == 1)
  }

  @Test func headlineBylineAndDate() throws {
    let article = try article(
      "Storm hits the coast\n\nBy Jane Smith\nMarch 3, 2021\n\nA storm hit the coast on Wednesday, and many roads were closed.\n\nShare\nRead more\n"
    )
    #expect(article[.headline] == "Storm hits the coast")
    #expect(article.bylines == ["Jane Smith"])
    #expect(article.published?.description == "2021-03-03")
    #expect(article[.body] == "A storm hit the coast on Wednesday, and many roads were closed.")
  }

  @Test func noHeadlineIsMadeUp() throws {
    #expect(try article("A storm hit the coast on Wednesday.\n\nRoads were closed for hours.")[.headline].isEmpty)
    #expect(try article("Just one line")[.body] == "Just one line")
    #expect(try article("Just one line")[.headline].isEmpty)
    #expect(
      try article("WASHINGTON (AP) — A\n\nB and more of it, much longer than the line above it.")[.headline].isEmpty)
  }

  @Test func wrappedLinesAreJoined() throws {
    let article = try article(
      "This is a text that a mail program broke at a width of sixty\ncolumns, as they have done ever since there was mail, and it\nshould be read as one paragraph.\n\nAnd this is the second paragraph, broken in the same way as\nthe first one was.\n"
    )
    #expect(
      article[.body].split(separator: "\n\n").map { $0.contains("\n") } == [false, false])
  }

  @Test func encodings() throws {
    let cyrillic: [UInt8] = [
      0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x20, 0xE2, 0xF1, 0xE5, 0xEC, 0x20, 0xED, 0xE0, 0xEC, 0x2E,
    ]
    #expect(try article(cyrillic)[.body] == "Привет всем нам.")
    #expect(try article([0x63, 0x61, 0x66, 0xE9, 0x20, 0x93, 0x78, 0x94])[.body] == "café “x”")
    let utf16: [UInt8] = [0xFF, 0xFE] + "Zażółć".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try article(utf16)[.body] == "Zażółć")
    #expect(CodePages.upperHalf("iso-8859-2")?[0x33] == 0x142)
    for name in ["windows-1250", "windows-1256", "windows-1258", "iso-8859-6", "iso-8859-16", "koi8-u", "latin1"] {
      #expect(CodePages.upperHalf(name)?.count == 128, "\(name)")
    }
  }

  @Test func strangeInputIsNoTrap() {
    for text in [
      "", "\n", "\n\n\n", "...", "Tags:", "---\n---\n", "date ", "date 2020-07-23", "By A", ":", "a:\n", "\u{0}\u{1}",
    ] {
      _ = readAll(PlainTextReader.self, text)
    }
  }
}
