import Testing

@testable import NewsQuery

/// A script as a page: what its comments become, and what never passes.
@Suite("Reports") struct ReportTests {
  private func script(_ text: String, given: [String: String] = [:]) throws -> (ReportScript, [Statement]) {
    var session = Session(archive: Fixture.archive, arguments: given)
    let context = Fixture.context()
    var notes: [Diagnostic] = []
    let statements = try session.statements(of: SourceText(text), context, notes: &notes)
    var values = ReportValues()
    values.add(given: given)
    for statement in statements {
      switch statement.kind {
      case .parameter(let name, _):
        _ = try session.run(statement, context)
        if let value = session.parameters[name] { values.add(name, value, at: statement.span.lowerBound) }
      case .query(let name?, _): values.add(result: name)
      default: break
      }
    }
    return (try ReportScript(SourceText(text), statements, values: values), statements)
  }

  private func page(_ text: String, as format: String = "html", given: [String: String] = [:]) throws -> String {
    let (report, statements) = try script(text, given: given)
    var session = Session(archive: Fixture.archive, arguments: given)
    let context = Fixture.context()
    var series = AnswerSeries(count: statements.count, format: format, scripts: [report])
    var bytes: [UInt8] = []
    var sink = ByteSink { bytes.append(contentsOf: $0) }
    var entries: [Method.Entry] = []
    for (place, statement) in statements.enumerated() {
      for item in report.items[place] { series.write(item, options: OutputOptions(), to: &sink) }
      guard let answer = try session.run(statement, context) else { continue }
      entries.append(.answer(report.titles[place], answer))
      series.write(
        answer.table, title: report.titles[place], picture: answer.plan.pictures.last,
        notes: answer.plan.stageNotes, options: OutputOptions(), to: &sink)
    }
    for item in report.items.last ?? [] { series.write(item, options: OutputOptions(), to: &sink) }
    series.finish(method: Method.report(entries, parameters: [], of: Fixture.archive, context), to: &sink)
    try sink.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is printed before each statement, in short.
  private func outline(_ text: String) throws -> [String] {
    let (report, _) = try script(text)
    return report.items.map { items in
      items.map { item in
        switch item {
        case .title(let prose): "title(\(prose.plain))"
        case .heading(let level, let prose): "h\(level)(\(prose.plain))"
        case .paragraph(let prose): "p(\(prose.plain))"
        case .list(let entries): "list(\(entries.map(\.plain).joined(separator: ", ")))"
        case .pageBreak: "break"
        }
      }.joined(separator: " ")
    }
  }

  @Test func theFirstCommentIsTitleAndIntroduction() throws {
    #expect(
      try outline("#!/usr/bin/env -S newsq -f\n# Title\n# one\n# two\n#\n# three\nquake")[0]
        == "title(Title) p(one two) p(three)")
    #expect(try outline("quake\n\n# late\n\n* | count") == ["", "p(late)", ""])
    #expect(try outline("## Heading\n\nquake")[0] == "h2(Heading)")
  }

  @Test func aCommentThatTouchesAQueryIsItsTitle() throws {
    let (report, _) = try script("# Title\n\n# Who\n# reports?\nquake\n\n# apart\n\nquake\n\n## Under\nquake")
    #expect(report.titles.map(\.plain) == ["Who reports?", "quake", "Under"])
    #expect(report.titles.map(\.isPrinted) == [false, false, true])
    #expect(report.titles.map(\.isQuery) == [false, true, false])
    let more = try script("# T\n\n# text\n#\n# title\nquake | count # not printed\n# next\n* | count").0
    #expect(more.titles.map(\.plain) == ["title", "next"])
    #expect(more.items[1] == [])
  }

  @Test func headingsListsAndBreaks() throws {
    let text = "# T\n\n## H\n### Sub\n# text\n# - one\n# - two\n#   more\n#\n# after\n\n# ---\n\n* | count\n\n# end"
    #expect(try outline(text) == ["title(T) h2(H) h3(Sub) p(text) list(one, two more) p(after) break", "p(end)"])
  }

  @Test func aCommentAboveADefinitionIsForTheScript() throws {
    #expect(
      try outline("# T\n\n# the calls\nlet calls = putin\n\n## H\n# note\nparam n = 1\n\n$calls") == [
        "title(T)", "h2(H)", "", "",
      ])
  }

  @Test(arguments: [
    ("a *b* **c** `d*`", "a <em>b</em> <strong>c</strong> <code>d*</code>"),
    ("**a *b***", "<strong>a <em>b</em></strong>"),
    ("tariff* or migra*", "tariff* or migra*"), ("2*3*4", "2*3*4"), ("a * b * c", "a * b * c"),
    ("[x](https://a.b/c?d=1&e=2)", "<a href=\"https://a.b/c?d=1&amp;e=2\">x</a>"),
    ("[x](javascript:alert(1))", "[x](javascript:alert(1))"), ("[x](data:text/html,y)", "[x](data:text/html,y)"),
    ("[x](https://a\" onclick=\"b)", "[x](https://a&quot; onclick=&quot;b)"),
    ("<script>alert(1)</script> & <b>", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;"),
    ("\\*a\\* \\$b", "*a* $b"), ("costs $28 or US$5", "costs $28 or US$5"), ("`$x` stays", "<code>$x</code> stays"),
    (
      "on 2020-07-24, 2020-07 and 1-2020-07",
      "on <span class=\"d\">2020-07-24</span>, <span class=\"d\">2020-07</span> and 1-2020-07"
    ),
    ("to 2020-07-23+04:00.", "to <span class=\"d\">2020-07-23+04:00</span>."),
    ("`` a`b ``", "<code>a`b</code>"), ("`a **b", "`a **b"), ("[a] (b) [", "[a] (b) ["),
  ]) func marks(text: String, html: String) throws {
    let page = try page("# Title\n# \(text)\nquake | count")
    #expect(page.contains("<p>\(html)</p>"), "\(text)")
  }

  /// Whatever a comment holds, its page has no elements but those of the marks, each closed within the other.
  @Test func noMarkupPasses() throws {
    let pieces = [
      "*", "**", "`", "``", "[", "]", "(", ")", "](https://a.b)", "](http://", "\\", "<b>", "&", "\"", "a", " ", "$",
      "$5",
      "2024-05-06", "é", "***", "<script>", "href=",
    ]
    var state: UInt64 = 20
    for _ in 0..<3_000 {
      var text = "a"
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for _ in 0..<(state >> 60) + 3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      let bytes = Array(text.utf8)
      guard let prose = try? ProseReader([0..<bytes.count], of: bytes, valueOf: { name, _ in "<\(name)>" }).prose()
      else { continue }
      var html: [UInt8] = []
      prose.appendHTML(to: &html)
      let page = String(decoding: html, as: UTF8.self)
      var open: [Substring] = []
      for part in page.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
        let tag = part.prefix { $0 != ">" }
        if tag.hasPrefix("/") {
          #expect(open.popLast() == tag.dropFirst(), "\(text): \(page)")
        } else {
          let known = ["em", "strong", "code", "span class=\"d\""].contains(String(tag))
          #expect(known || tag.hasPrefix("a href=\"http") && tag.count { $0 == "\"" } == 2, "\(text): \(page)")
          open.append(tag.prefix { $0 != " " })
        }
      }
      #expect(open.isEmpty, "\(text): \(page)")
    }
  }

  @Test(arguments: ["*a ", "**a ", "[", "[a](", "[a](http://", "`` a ` ", "$", "*a* **b ", "a* "])
  func longCommentsAreRead(_ piece: String) throws {
    let bytes = Array(String(repeating: piece, count: 40_000).utf8)
    let prose = try ProseReader([0..<bytes.count], of: bytes, valueOf: { _, _ in "" }).prose()
    #expect(!prose.plain.isEmpty)
  }

  @Test func valuesAreFilledIn() throws {
    let text =
      "# About $subject\n# Since *$since*: $mark\nparam subject = \"a <b>\"\nparam since = 2024-04\nparam mark = \"*x*\"\n\nquake"
    let page = try page(text)
    #expect(page.contains("<h1>About a &lt;b&gt;</h1>"))
    // A value is no markup.
    #expect(page.contains("<em><span class=\"d\">2024-04</span></em>: *x*</p>"))
    #expect(try self.page(text, given: ["since": "2024-05"]).contains("2024-05</span>"))
  }

  @Test func theValueInForceIsFilledIn() throws {
    let text = "# T\n\nparam n = 1\n\n# n is $n\n\nparam n = 2\n\n# n is $n\n\nquake"
    #expect(try outline(text) == ["title(T)", "p(n is 1)", "p(n is 2)", ""])
  }

  @Test func anUndeclaredNameIsRefused() throws {
    let text = "# T\n\n# about $sbject\n\nparam subject = 1\n\nlet calls = putin\n\nquake"
    let mistake = try #require(throws: Diagnostic.self) { try script(text) }
    #expect(mistake.span.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } == "$sbject")
    #expect(mistake.hints.first?.text == "did you mean `$subject`?")
    let table = try #require(throws: Diagnostic.self) { try script("# T\n# in $calls\nlet calls = putin\n\nquake") }
    #expect(table.message.contains("is a table"))
  }

  @Test func aPageIsWholeAndLoadsNothing() throws {
    let text = """
      # News & more
      # Text.

      # Articles by outlet
      * | top 5 source | chart

      # Who says it
      * | quotes | where speaker is not empty | head 2

      quake | read 1
      """
    let page = try page(text)
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">\n") && page.hasSuffix("</body>\n</html>\n"))
    for once in ["<!doctype", "<h1>", "<main>", "</main>", "<title>News &amp; more</title>", "<h2>Method</h2>"] {
      #expect(page.components(separatedBy: once) == 2, "\(once)")
    }
    for never in ["<script", "src=", "<link", "@import", "url(", "javascript:"] { #expect(!page.contains(never)) }
    #expect(page.contains("<figcaption>Articles by outlet</figcaption>"))
    // A wide and a narrow picture, each with its description.
    #expect(
      page.components(separatedBy: "role=\"img\">\n<title>Articles by outlet</title>\n<desc>5 bars of count. Highest: ")
        == 3)
    #expect(page.contains("<details><summary>The numbers</summary>") && page.contains("details::details-content"))
    #expect(page.contains("<th scope=\"col\">source</th>") && page.contains("<th scope=\"row\" dir=\"auto\">"))
    #expect(page.contains("<figure class=\"q\">") && page.contains("<blockquote dir=\"auto\"><p>"))
    #expect(page.contains("<h2><code>quake | read 1</code></h2>") && page.contains("<h3 class=\"headline\""))
  }

  @Test func markdownHasTheSame() throws {
    let text = """
      # News_2024
      # A *b* [c](https://d.e) <f>.

      ## Who?

      # Articles by outlet
      * | top 5 source | chart

      * | top 5 source | chart | write trend.svg

      # Says
      * | quotes | where speaker is not empty | head 1

      # ---

      # - one
      # - two

      # 1. April
      """
    let page = try page(text, as: "markdown")
    #expect(
      page.hasPrefix(
        "# News\\_2024\n\nA *b* [c](<https://d.e>) &lt;f>.\n\n## Who?\n\n### Articles by outlet\n\n```\nsource"))
    #expect(page.contains("](<trend.svg>)\n") && page.contains("\n---\n\n- one\n- two\n\n1\\. April\n\n## Method\n\n"))
    #expect(page.contains("### Says\n\n> ") && page.contains("\n>\n> — **"))
  }

  @Test func plainTextHasTheSame() throws {
    let page = try page("# News\n# Text.\n\n## Who?\n\n# Outlets\n* | top 1 source\n\n# ---\n\n# - a", as: "text")
    #expect(page.hasPrefix("News\n════\n\nText.\n\nWho?\n────\n\nOutlets\n\nsource"))
    #expect(page.contains("\n- a\n\nMethod\n──────\n\nAsked with newsq"))
  }

  @Test func whatFiguresMeanIsOnThePage() throws {
    let text = "# T\n\n# Shares\nquake | share by source"
    #expect(try page(text).contains("<p class=\"f\">Note: per thousand articles of the archive</p>\n"))
    #expect(try page(text, as: "markdown").contains("|\n\nNote: per thousand articles of the archive\n"))
  }

  @Test func germanTextIsMarkedAsGerman() throws {
    let text =
      "# Was die Zeitungen schrieben\n# Das ist ein Bericht über die Artikel, die in der Woche erschienen sind und nicht alle von einem Blatt.\nquake"
    #expect(try page(text).contains("<html lang=\"de\">"))
    #expect(try page(text).contains("<footer class=\"m\" lang=\"en\">"))
  }

  @Test func otherFormatsHaveNoReport() {
    #expect(["html", "markdown", "md", "text"].allSatisfy { AnswerSeries.isReport($0) })
    #expect(
      !["tsv", "csv", "json", "jsonl", "table", "record", "sqlite", "ninjs"].contains { AnswerSeries.isReport($0) })
    #expect(!AnswerSeries.isReport(nil))
  }

  @Test func anotherFormatCannotBeInAPage() throws {
    #expect(throws: Diagnostic.self) { try page("# T\n\nquake | as csv") }
  }

  // MARK: - Contrast

  /// The contrast of two colours by WCAG 2: from 1 to 21.
  private func contrast(_ first: String, _ second: String) -> Double {
    func luminance(_ color: String) -> Double {
      let digits = color.dropFirst().map { Double($0.hexDigitValue ?? 0) }
      let parts = digits.count == 3 ? digits.map { $0 * 17 } : [0, 2, 4].map { digits[$0] * 16 + digits[$0 + 1] }
      let linear = parts.map { part -> Double in
        let share = part / 255
        return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055)
      }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    /// x to the power of 2.4.
    func power(_ x: Double) -> Double {
      var root = x
      // The fifth root by Newton's method: x^2.4 is the twelfth power of it.
      for _ in 0..<60 { root -= (root * root * root * root * root - x) / (5 * root * root * root * root) }
      return (0..<12).reduce(1) { result, _ in result * root }
    }
    let (a, b) = (luminance(first) + 0.05, luminance(second) + 0.05)
    return max(a, b) / min(a, b)
  }

  @Test func textHasContrast() {
    #expect(abs(contrast("#fff", "#000") - 21) < 0.01 && abs(contrast("#777777", "#ffffff") - 4.48) < 0.01)
    for palette in [Palette.light, .dark] {
      for background in [palette.paper, palette.shade] {
        for ink in [palette.ink, palette.muted, palette.link] {
          #expect(contrast(ink, background) >= 4.5, "\(ink) on \(background)")
        }
      }
      #expect(contrast(palette.markInk, palette.mark) >= 4.5)
      for shape in [palette.bar, palette.axis] { #expect(contrast(shape, palette.paper) >= 3) }
    }
    #expect(!HTMLPage.style.contains("opacity"))
  }
}

extension String {
  /// In how many pieces `separator` cuts it.
  fileprivate func components(separatedBy separator: String) -> Int {
    var (count, rest) = (1, self[...])
    while let found = rest.firstRange(of: separator) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
