import CLibrary
import Testing

@testable import NewsQuery

/// Documents that were made to hurt, or were hurt on their way.
@Suite struct HostileDocumentsTests {
  @Test func theTypeOfAnUnknownDocumentIsNoArticle() {
    let page = "<html><head><title>Dock</title></head><body><p>The dock reopened on Monday.</p></body></html>"
    let file = Self.zip([("mimetype", Array("application/epub+zip".utf8)), ("c1.xhtml", Array(page.utf8))])
    #expect(readBytes(file, named: "book.epub").articles.map { $0[.headline] } == ["Dock"])
  }

  /// A zip file whose members are stored as they are.
  static func zip(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    func add(_ value: Int, _ count: Int, to bytes: inout [UInt8]) {
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
    for (name, content) in members {
      let start = file.count
      file += [0x50, 0x4B, 3, 4]
      directory += [0x50, 0x4B, 1, 2]
      add(20, 2, to: &directory)
      for isDirectory in [false, true] {
        var head: [UInt8] = []
        add(20, 2, to: &head)
        add(0, 12, to: &head)
        add(content.count, 4, to: &head)
        add(content.count, 4, to: &head)
        add(name.utf8.count, 2, to: &head)
        add(0, 2, to: &head)
        if isDirectory { directory += head } else { file += head }
      }
      add(0, 10, to: &directory)
      add(start, 4, to: &directory)
      directory += Array(name.utf8)
      file += Array(name.utf8)
      file += content
    }
    let start = file.count
    file += directory
    file += [0x50, 0x4B, 5, 6]
    add(0, 4, to: &file)
    add(members.count, 2, to: &file)
    add(members.count, 2, to: &file)
    add(directory.count, 4, to: &file)
    add(start, 4, to: &file)
    add(0, 2, to: &file)
    return file
  }

  private static func office(_ part: String, _ xml: String) -> [UInt8] {
    zip([("[Content_Types].xml", Array("<Types/>".utf8)), (part, Array(xml.utf8))])
  }

  private static func book(_ sheet: String) -> [UInt8] {
    zip([
      ("[Content_Types].xml", Array("<Types/>".utf8)),
      ("xl/workbook.xml", Array("<workbook><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>".utf8)),
      (
        "xl/_rels/workbook.xml.rels",
        Array("<Relationships><Relationship Id=\"r1\" Target=\"sheet.xml\"/></Relationships>".utf8)
      ),
      ("xl/sheet.xml", Array(("<worksheet><sheetData>" + sheet + "</sheetData></worksheet>").utf8)),
    ])
  }

  private func read(_ bytes: [UInt8], limit: Int) -> (articles: [Article], problems: [String]) {
    var articles: [Article] = []
    var problems: [String] = []
    bytes.withUnsafeBytes { bytes in
      try? ReaderCatalog.read(
        bytes, in: ReadContext(fileName: nil, budget: UnpackBudget(limit: limit)),
        report: { problems.append($0.message) }, emit: { article, _ in articles.append(article) })
    }
    return (articles, problems)
  }

  @Test func partsLargerThanTheBudget() {
    let text =
      "<w:document><w:body><w:p><w:r><w:t>" + String(repeating: "word ", count: 10_000)
      + "</w:t></w:r></w:p></w:body></w:document>"
    let file = Self.office("word/document.xml", text)
    #expect(read(file, limit: 1 << 20).articles.count == 1)
    let refused = read(file, limit: 10_000)
    #expect(refused.articles.isEmpty)
    #expect(refused.problems.contains { $0.contains("grow too large") })
  }

  @Test func membersAreCountedTogether() {
    let line = Array(#"{"headline": "h", "body": "b"}"#.utf8)
    let inner = Self.zip((0..<10).map { (name: "\($0).jsonl", content: line) })
    let file = Self.zip((0..<10).map { (name: "\($0).zip", content: inner) })
    #expect(read(file, limit: 1 << 20).articles.count == 100)
    let refused = read(file, limit: 4000)
    #expect(refused.articles.count < 30)
    #expect(!refused.problems.isEmpty)
  }

  @Test func sheetsThatGrow() {
    let header =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>title</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>text</t></is></c></row>"
    let cell = "<c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"XFD2\" t=\"inlineStr\"><is><t>z</t></is></c>"
    let wide = read(Self.book(header + "<row r=\"2\">" + cell + "</row>"), limit: 1 << 20)
    #expect(wide.articles.map { $0[.headline] } == ["a"])
    let far = "<c r=\"ZZZZZZZZZZZZZZ9\" t=\"inlineStr\"><is><t>a</t></is></c>"
    _ = read(Self.book(header + "<row r=\"99999999999999999999\">" + far + "</row>"), limit: 1 << 20)
    let row = "<row><c t=\"inlineStr\"><is><t>" + String(repeating: "x", count: 1000) + "</t></is></c></row>"
    let many = read(Self.book(header + String(repeating: row, count: 200)), limit: 320_000)
    #expect(many.articles.count > 10)
    #expect(many.articles.count < 150)
    #expect(many.problems.contains { $0.contains("grows to more than") })
  }

  @Test func repeatedRows() {
    let cells =
      "<table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
    let head = cells.replacing(">a<", with: ">title<").replacing(">b<", with: ">text<")
    let xml =
      "<office:document-content><table:table><table:table-row>" + head + "</table:table-row>"
      + "<table:table-row table:number-rows-repeated=\"9999999999\">"
      + cells
      + "</table:table-row></table:table></office:document-content>"
    let mime = Array("application/vnd.oasis.opendocument.spreadsheet".utf8)
    let file = Self.zip([("mimetype", mime), ("content.xml", Array(xml.utf8))])
    let result = readBytes(file)
    #expect(result.format == "OpenDocument spreadsheet")
    #expect(result.articles.count == 1000)
    #expect(result.problems.contains { $0.message.contains("is repeated") })
  }

  @Test func entitiesAndDepthInDocuments() {
    var text = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY l0 \"lol\">"
    for level in 1...10 {
      text += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    text += "]><w:document><w:p><w:t>&l10;</w:t></w:p></w:document>"
    let bomb = readBytes(Self.office("word/document.xml", text))
    #expect(bomb.articles.isEmpty)
    #expect(bomb.problems.contains { $0.message.contains("entities grow") })
    let deep =
      "<w:document>" + String(repeating: "<w:p>", count: 20_000) + "<w:t>x</w:t>"
      + String(repeating: "</w:p>", count: 20_000) + "</w:document>"
    _ = readBytes(Self.office("word/document.xml", deep))
  }

  /// The suite changes a few hundred files, `NEWSQ_MUTATIONS=2000` as many as are asked for.
  @Test func mutatedFilesDoNotCrash() {
    let count = getenv("NEWSQ_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 200
    let names = ["plain.docx", "factiva.docx", "plain.odt", "plain.rtf", "table.xlsx", "table.ods", "page.mhtml"]
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(limit, 1)))
    }
    func mutate(_ bytes: inout [UInt8]) {
      for _ in 0...random(4) where !bytes.isEmpty {
        let at = random(bytes.count)
        switch random(5) {
        case 0: bytes[at] = UInt8(random(256))
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(UInt8(random(256)), at: at)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + random(40)))
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + random(200))], at: random(bytes.count))
        }
      }
    }
    for number in 0..<count {
      let name = names[number % names.count]
      var file = projectFile("Tests/Fixtures/documents/" + name)
      // Half of the packed files are changed inside: the compressed bytes hide most changes otherwise.
      if file.starts(with: [0x50, 0x4B]), number & 1 == 0 {
        file = file.withUnsafeBytes { bytes in
          let archive = ZipArchive(bytes)
          let budget = UnpackBudget(limit: 1 << 24)
          var members = archive.members.map { (name: $0.name, content: archive.content(of: $0, budget: budget).bytes) }
          let chosen = random(members.count)
          mutate(&members[chosen].content)
          return Self.zip(members)
        }
      } else {
        mutate(&file)
      }
      let result = readBytes(file, named: number % 3 == 0 ? name : nil)
      for article in result.articles {
        for text in article.texts { #expect(String(validating: text, as: UTF8.self) != nil) }
      }
    }
  }
}

/// Web archives whose records state a wrong length.
@Suite struct BrokenArchiveTests {
  private static func record(_ text: String, length: Int? = nil) -> String {
    "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: \(length ?? text.utf8.count)\r\n\r\n\(text)\r\n\r\n"
  }

  @Test(arguments: [3, 40, 500, 100_000])
  func aWrongLengthLosesNothing(_ length: Int) {
    let texts = ["The first story is short.", "The second story is also short.", "The third one is the last."]
    let file = Self.record(texts[0]) + Self.record(texts[1], length: length) + Self.record(texts[2])
    let result = readBytes(Array(file.utf8))
    #expect(result.articles.map { $0[.body] } == texts)
    #expect(result.problems.map(\.message) == ["its length is wrong; it is read up to the next record"])
  }
}
