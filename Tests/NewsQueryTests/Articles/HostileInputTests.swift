import Testing

@testable import NewsQuery

/// Input that was made to hurt, or was hurt on its way: it is said, what is good is kept, and it costs little time.
@Suite struct HostileInputTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func entitiesThatGrowWithoutMeasure() {
    var text = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"lol\">"
    for level in 1...10 {
      text += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    text += "]><rss><channel><item><title>kept</title></item><item><title>&l10;</title></item></channel></rss>"
    let result = readBytes(bytes(text))
    #expect(result.articles.map { $0[.headline] } == ["kept"])
    #expect(result.problems.map(\.message) == ["its entities grow without measure; what came before is kept"])
  }

  @Test func externalEntitiesAreNeverFetched() {
    let text =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>a&x;b</title><description>c</description></item></channel></rss>"
    let result = readBytes(bytes(text))
    #expect(result.articles.map { $0[.headline] } == ["ab"])
  }

  @Test func deepXML() {
    let count = 10_000
    let text =
      "<rss><channel><item><title>t</title><description>" + String(repeating: "<b>", count: count) + "x"
      + String(repeating: "</b>", count: count) + "</description></item></channel></rss>"
    let result = readBytes(bytes(text))
    #expect(result.articles.map { $0[.headline] } == ["t"])
    #expect(result.articles.first?[.body] == "x")
  }

  @Test func deepAndWidePages() {
    for piece in ["<div>", "<b>", "<table><tr><td>", "<a href=x>", "<ul><li>"] {
      let page =
        "<!doctype html><html><body>" + String(repeating: piece, count: 50_000)
        + "<p>A text that is long enough to be one.</p>"
      _ = readBytes(bytes(page))
    }
    let wide = "<!doctype html><html><body><p " + (0..<5_000).map { "a\($0)=1 " }.joined() + ">text</p></body></html>"
    #expect(readBytes(bytes(wide)).articles.first?[.body] == "text")
  }

  @Test func deepJSON() {
    let text = String(repeating: "{\"a\":", count: 100_000)
    #expect(readAll(JSONLinesReader.self, text).problems.count == 1)
    #expect(readAll(JSONDocumentReader.self, "[" + text).problems.count == 1)
    let nested =
      #"{"headline":"h","x":"# + String(repeating: "[", count: 300) + String(repeating: "]", count: 300) + "}"
    #expect(readAll(JSONLinesReader.self, nested).articles.map { $0[.headline] } == ["h"])
  }

  @Test func objectsOneAfterTheOtherAreReadOnBehindABrokenOne() {
    let result = readAll(JSONDocumentReader.self, "{\"title\":\"A\"}\n{\"title\":}\n{\"title\":\"B\"}\n")
    #expect(result.articles.map { $0[.headline] }.contains("A"))
    #expect(result.articles.map { $0[.headline] }.contains("B"))
    #expect(!result.problems.isEmpty)
  }

  @Test func brokenJSONKeepsWhatCameBefore() {
    let result = readAll(JSONDocumentReader.self, #"[{"title":"A"},{"title":"B"},{"title":"#)
    #expect(result.articles.map { $0[.headline] } == ["A", "B"])
    #expect(result.problems.map(\.message) == ["the JSON ends too early; what came before is kept"])
  }

  @Test func truncatedCompression() {
    for name in ["two.jsonl.gz", "two.jsonl.zst", "two.jsonl.xz"] {
      let whole = projectFile("Tests/Fixtures/compressed/" + name)
      for count in stride(from: 1, to: whole.count, by: 3) { _ = readBytes(Array(whole[..<count]), named: name) }
      let cut = readBytes(Array(whole[..<(whole.count - 9)]), named: name)
      #expect(!cut.problems.isEmpty, "\(name)")
    }
    let gzip = projectFile("Tests/Fixtures/compressed/two.jsonl.gz")
    let result = readBytes(Array(gzip[..<(gzip.count - 4)]))
    #expect(result.articles.count == 4)
    #expect(result.problems.map(\.message) == ["the compressed data ends too early; what came before is kept"])
  }

  @Test func damagedContainers() {
    for name in ["folder.zip", "folder.tar.gz"] {
      let whole = projectFile("Tests/Fixtures/compressed/" + name)
      var state: UInt64 = 3
      for _ in 0..<200 {
        var damaged = whole
        for _ in 0..<3 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          damaged[Int(state >> 33) % damaged.count] = UInt8(truncatingIfNeeded: state >> 20)
        }
        _ = readBytes(damaged)
      }
      for count in stride(from: 0, to: whole.count, by: 7) { _ = readBytes(Array(whole[..<count])) }
    }
  }

  /// Every fixture with bytes changed, cut off anywhere, is read or explained, never a fault.
  @Test(arguments: [
    "html/page.html", "warc/pages.warc", "mail/newsletter.eml", "mail/box.mbox", "nexis/export.txt", "nexis/newer.txt",
    "factiva/coded.txt", "factiva/plain.txt", "csv/semicolon.csv", "rss/feed.xml", "rss/atom.xml", "nitf/story.xml",
    "newsml-g2/item.xml", "newsml1/item.xml", "ninjs/items.json", "wire/anpa.txt", "wire/iptc7901.txt",
  ])
  func damagedFiles(_ path: String) {
    let whole = projectFile("Tests/Fixtures/" + path)
    var state: UInt64 = 11
    for round in 0..<60 {
      var damaged = whole
      for _ in 0..<(1 + round % 8) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        damaged[Int(state >> 33) % damaged.count] = UInt8(truncatingIfNeeded: state >> 20)
      }
      _ = readBytes(damaged)
      _ = readBytes(Array(damaged[..<(Int(state >> 33) % damaged.count)]))
    }
  }

  @Test func openQuoteInATable() {
    let result = readAll(CSVReader.self, "title,text\nA,\"never closed\nB,fine\n")
    #expect(result.articles.map { $0[.headline] } == ["A", "B"])
    #expect(result.problems.map(\.message) == ["this quote is never closed"])
  }

  /// None of these may take more than linear time: in quadratic time each would take minutes.
  @Test(arguments: [
    "title,text\n" + String(repeating: "\"", count: 50_001),
    "title,text\n" + String(repeating: "\"a\n", count: 15_000),
    "title,text\n" + String(repeating: "a,", count: 25_000), String(repeating: "<", count: 15_000),
    "<!doctype html>" + String(repeating: "<p", count: 10_000), "<html>" + String(repeating: "<!--", count: 10_000),
    "{\"title\":\"" + String(repeating: "\\u0041", count: 10_000) + "\"}", String(repeating: "(", count: 25_000),
    String(repeating: "A ", count: 25_000), String(repeating: "\n", count: 25_000),
    String(repeating: "Tags:\n", count: 10_000),
    "From a\nSubject: x\nDate: y\nFrom: z\n\n" + String(repeating: "\nFrom ", count: 10_000),
    String(repeating: "1 of 2 DOCUMENTS\n", count: 2_500),
    "HD a\nPD b\nSN c\nLA d\nTD e\n" + String(repeating: "TD \n", count: 5_000),
    String(repeating: "WARC/1.0\n\n", count: 5_000), "\u{1}\u{2}" + String(repeating: "\u{1}", count: 5_000),
    "a: b\n" + String(repeating: "title: x\n", count: 5_000), String(repeating: "&amp", count: 10_000),
  ])
  func linearTime(_ text: String) {
    let clock = ContinuousClock()
    let time = clock.measure { _ = readBytes(bytes(text)) }
    #expect(time < .seconds(60))
  }

  @Test func nothingAndNoise() {
    #expect(readBytes([]).articles.isEmpty)
    #expect(readBytes([0, 0, 0, 0]).articles.isEmpty)
    #expect(readBytes([UInt8](repeating: 0, count: 100_000)).problems.map(\.message) == ["the format is not known"])
    #expect(readBytes([0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 0x4A, 0x46]).articles.isEmpty)
  }

  /// Some writers do not say that a response of a web archive is one of HTTP.
  @Test(arguments: ["", "Content-Type: application/http; msgtype=response\r\n", "Content-Type: Application/HTTP\r\n"])
  func responsesWithoutAType(_ type: String) {
    let paragraph =
      "<p>" + String(repeating: "The harbour was closed for a third day, officials said. ", count: 5) + "</p>"
    let page = "<html><body><article><h1>Storm closes harbour</h1>\(paragraph)</article></body></html>"
    let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\(page)"
    let record =
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n\(type)"
      + "Content-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
    #expect(readBytes(bytes(record)).articles.map { $0[.headline] } == ["Storm closes harbour"])
  }
}
