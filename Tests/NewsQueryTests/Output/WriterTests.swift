import Testing

@testable import NewsQuery

@Suite("Writers") struct WriterTests {
  /// A table whose cells are as awkward as articles can make them.
  private var table: Table {
    let texts: [Value] = [
      .text("a\tb\nc\\d"), .text("say \"hi\", now"), .null, .text("\u{1B}[2J\u{1B}]52;c;QQ\u{7}\u{202E}x\u{0}"),
    ]
    let numbers: [Value] = [.number(1), .number(3.5), .null, .number(1204)]
    let lists: [Value] = [.list([.text("x"), .text("y;z")]), .list([]), .null, .list([.text("<b>|*")])]
    return Table(
      archive: Fixture.archive,
      columns: [
        .init("text", StoredColumn(.text, texts)), .init("n", StoredColumn(.number, numbers)),
        .init("list", StoredColumn(.list, lists)),
      ], rows: [0, 1, 2, 3], origin: .none)
  }

  private func show(_ format: String) -> [String] {
    Fixture.show(table, format: format, width: nil).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  @Test func tsvEscapesWhatWouldBreakALine() {
    let lines = show("tsv")
    #expect(lines[0] == "text\tn\tlist")
    #expect(lines[1] == "a\\tb\\nc\\\\d\t1\tx; y;z")
    #expect(lines[2] == "say \"hi\", now\t3.5\t")
    #expect(lines[3] == "\t\t")
    #expect(lines.count == 6)
  }

  @Test func csvQuotesAsRFC4180() {
    let text = Fixture.show(table, format: "csv", width: nil)
    #expect(text.hasPrefix("text,n,list\r\n\"a\tb\nc\\d\",1,x; y;z\r\n\"say \"\"hi\"\", now\",3.5,\r\n,,\r\n"))
  }

  @Test func jsonIsValidJSON() {
    #expect(show("jsonl")[0] == "{\"text\":\"a\\tb\\nc\\\\d\",\"n\":1,\"list\":[\"x\",\"y;z\"]}")
    #expect(show("jsonl")[2] == "{\"text\":null,\"n\":null,\"list\":null}")
    #expect(show("jsonl")[3].contains("\\u001b[2J"))
    #expect(show("json").first == "[")
  }

  @Test func markupIsText() {
    #expect(Fixture.show(table, format: "html", width: nil).contains("&lt;b&gt;|*"))
    #expect(Fixture.show(table, format: "markdown", width: nil).contains("&lt;b>\\|\\*"))
  }

  @Test(arguments: ["table", "record", "text"]) func nothingSteersATerminal(_ format: String) {
    for width in [8, 20, 80, 300] {
      let text = Fixture.show(table, format: format, width: width)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E || $0.value == 0x7F })
    }
  }

  @Test func tablesFitTheTerminal() throws {
    for query in [
      "*", "* | select id, date, source, headline, body", "* | count by source", "quake | copies", "crackdown | kwic",
    ] {
      let answer = try #require(try Fixture.answer(query))
      for width in [8, 13, 40, 80, 131, 300] {
        for line in Fixture.show(answer.table, format: nil, width: width).split(separator: "\n") {
          #expect(DisplayWidth.of(line) <= max(width, 28), "\(query) \(width): \(line)")
        }
      }
    }
  }

  @Test func chartsFitEveryTerminal() throws {
    for query in [
      "* | top 5 source | chart", "date:2024 | timeline by day | chart", "* | timeline by month, source | chart",
      "* | count by section, source | chart", "nosuchword | top source | chart",
    ] {
      let answer = try #require(try Fixture.answer(query))
      for width in 8...300 where width % 7 == 1 {
        for line in Fixture.show(answer.table, format: nil, width: width).split(separator: "\n") {
          #expect(DisplayWidth.of(line) <= width, "\(query) \(width): \(line)")
        }
      }
    }
  }

  @Test func aChartIsAPicture() throws {
    let answer = try #require(try Fixture.answer("* | top 5 source | chart"))
    final class Gathered { var bytes: [UInt8] = [] }
    let gathered = Gathered()
    var sink = ByteSink { gathered.bytes.append(contentsOf: $0) }
    SVGChart.write(answer.table, OutputOptions(title: "a < b", sourceLine: "manual"), to: &sink)
    try sink.finish()
    let text = String(decoding: gathered.bytes, as: UTF8.self)
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(text.contains("a &lt; b") && text.contains("Source: manual") && text.contains("prefers-color-scheme:dark"))
  }

  @Test func failuresAreKept() {
    struct Full: Error {}
    var sink = ByteSink { _ in throw Full() }
    sink.write("x")
    #expect(throws: Full.self) { try sink.finish() }
  }
}
