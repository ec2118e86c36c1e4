import NewsQuery
import Testing

/// An article that means harm: it clears the screen, fills the clipboard, turns the reading order round.
@Suite struct HostileArticleTests {
  private static let harm =
    "\u{1B}[2J\u{1B}]52;c;cm0gLXJm\u{7}\u{1B}]0;owned\u{1B}\\\u{9B}31m\u{202E}live\u{202C}\u{2066}x\u{2069}\u{0}\r\u{8}\u{7F}\u{2028}"

  private static let archive: Archive = {
    let text = harm.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    var lines = ""
    for number in 1...3 {
      lines += """
        {"id": "x\(text)\(number)", "headline": "quake \(text) taiwan", "source": "TASS\(text)", \
        "date": "2024-04-0\(number)", "deck": "\(text)", "byline": ["A \(text) Smith"], "tags": ["\(text)t"], \
        "url": "javascript:\(text)", "odd\(text)": "\(text)v", \
        "body": "quake \(text) said.\\n\\n\\"It \(text) shook,\\" said Ann \(text) Lee. It cost $5 million on June 1.\(number == 3 ? " More \(text) came." : "")"}

        """
    }
    var builder = ArchiveBuilder()
    Array(lines.utf8).withUnsafeBytes { bytes in
      try? JSONLinesReader.read(bytes, fileName: nil, report: { _ in }, emit: { article, _ in builder.append(article) })
    }
    return builder.finish(name: "hostile\(harm)")
  }()

  private static let queries = [
    "quake", "* | read", "quake | kwic", "quake | kwic 3 sort right", "quake | top source",
    "quake | top source | chart",
    "* | timeline by day, source | chart", "* | count by date, source | chart", "* | count by headline, source | chart",
    "* | sentences", "* | paragraphs", "* | quotes", "* | amounts", "* | dates", "* | copies", "* | copies | diff",
    "* | terms", "* | ngrams 2", "quake | collocates", "* | share by source", "* | select headline, byline, tags, url",
    "* | let x = headline ++ source", "* | stats list(headline), first(source)", "* | distinct source",
  ]

  private static func isHarmless(_ text: String, isColored: Bool) -> Bool {
    var rest = Substring(text)
    if isColored {
      // The colours are our own.
      var plain = ""
      while let escape = rest.range(of: "\u{1B}[") {
        plain += rest[..<escape.lowerBound]
        rest = rest[escape.upperBound...]
        let codes = rest.prefix { $0.isNumber || $0 == ";" }
        guard rest.dropFirst(codes.count).first == "m" else { return false }
        rest = rest.dropFirst(codes.count + 1)
      }
      rest = Substring(plain + rest)
    }
    return rest.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x09: true
      case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }

  private func shown(_ table: Table, _ format: String?, width: Int, isColored: Bool) throws -> String {
    final class Gathered { var bytes: [UInt8] = [] }
    let gathered = Gathered()
    var sink = ByteSink { gathered.bytes.append(contentsOf: $0) }
    Output.write(
      table, format: format,
      options: OutputOptions(width: width, isTerminal: true, color: isColored, title: Self.harm, sourceLine: Self.harm),
      to: &sink)
    try sink.finish()
    return String(decoding: gathered.bytes, as: UTF8.self)
  }

  @Test(arguments: queries) func everyFormatIsHarmlessOnATerminal(_ query: String) throws {
    var session = Session(archive: Self.archive)
    var notes: [Diagnostic] = []
    let context = Fixture.context()
    var answer: QueryAnswer?
    for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
      answer = try session.run(statement, context)
    }
    let table = try #require(answer?.table)
    #expect(table.rowCount > 0)
    var isCounted = false
    if case .none = table.origin { isCounted = true }
    // A database or a workbook is never shown; what holds articles refuses rows that are counted, a network all but edges.
    let formats = FormatCatalog.all.filter {
      !["sqlite", "xlsx"].contains($0.name) && !($0.needsArticles && isCounted) && !$0.needsNetwork
    }
    for format in [nil] + formats.map({ $0.name as String? }) {
      for (width, isColored) in [(80, false), (31, true), (300, true)] {
        let text = try shown(table, format, width: width, isColored: isColored)
        #expect(
          Self.isHarmless(text, isColored: isColored), "\(format ?? "-"): \(text.debugDescription.prefix(400))")
      }
    }
  }

  /// A program that reads the output gets what the article has.
  @Test func aPipeGetsTheTextAsItIs() throws {
    var session = Session(archive: Self.archive)
    var notes: [Diagnostic] = []
    let context = Fixture.context()
    let statement = try #require(
      try session.statements(of: SourceText("* | select deck | head 1"), context, notes: &notes).first)
    let table = try #require(try session.run(statement, context)?.table)
    #expect(Fixture.show(table, format: "csv", width: nil).contains("\u{1B}[2J"))
    #expect(Fixture.show(table, format: "jsonl", width: nil).contains("\\u001b[2J"))
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
