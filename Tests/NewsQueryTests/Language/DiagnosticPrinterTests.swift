import NewsQuery
import Testing

@Suite struct DiagnosticPrinterTests {
  @Test func readingsWithTheirCounts() throws {
    let source = SourceText("# tariffs\n\n\ntariff* steel or aluminium date:2025", name: "weekly.newsq")
    var notes: [Diagnostic] = []
    do {
      _ = try Parser.statements(of: source, stages: [], notes: &notes)
      Issue.record("read")
    } catch {
      var diagnostic = error
      diagnostic.hints[0].articleCount = 1204
      diagnostic.hints[1].articleCount = 388
      #expect(
        DiagnosticPrinter().text(of: diagnostic, in: source) == """
          weekly.newsq:4:15: error: `and` and `or` mixed without parentheses
              4 | tariff* steel or aluminium date:2025
                |               ^^
            help: (tariff* steel) or (aluminium date:2025)   1,204 articles
            help: tariff* (steel or aluminium) date:2025       388 articles

          """)
    }
  }

  /// The caret's line for what stands under it.
  @Test(arguments: [
    ("a \u{9}or", "        "), ("北京 or", "     "), ("e\u{301}a or", "   "), ("x\u{1B}[31m or", "        "),
  ])
  func caretByWidth(text: String, before: String) {
    let start = text.utf8.count - 2
    let shown = DiagnosticPrinter().text(of: Diagnostic("x", at: start..<start + 2), in: SourceText(text))
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[2].hasSuffix("^^"))
    let line = lines[1].drop { $0 != "|" }.dropFirst(2)
    let caret = lines[2].drop { $0 != "|" }.dropFirst(2)
    #expect(DisplayWidth.of(String(caret)) == DisplayWidth.of(String(line)))
  }

  @Test func longLinesAreCutAroundThePlace() {
    let text = String(repeating: "word ", count: 1000) + "or " + String(repeating: "more ", count: 1000)
    let shown = DiagnosticPrinter(columns: 60).text(of: Diagnostic("x", at: 5000..<5002), in: SourceText(text))
    let lines = shown.split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 60 })
    #expect(lines[0].hasPrefix("query:1:5001: error: x"))
    #expect(lines[2].hasSuffix("^^") && lines[1].contains("or more"))
  }

  @Test func placesAtTheEnds() {
    for place in [0..<0, 0..<1, 3..<4, 3..<3, 2..<99] {
      let shown = DiagnosticPrinter().text(of: Diagnostic("x", at: place), in: SourceText("a\nb"))
      #expect(shown.contains("^") && !shown.contains("^^"))
    }
    #expect(
      DiagnosticPrinter().text(of: Diagnostic("no place", severity: .note), in: SourceText("a")) == "note: no place\n")
    #expect(
      DiagnosticPrinter(isColored: true).text(of: Diagnostic("x", at: 0..<1), in: SourceText("a")).contains(
        "\u{1B}[1;31m^"))
  }
}
