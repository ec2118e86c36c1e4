import NewsQuery
import Testing

@testable import NewsShell

@Test func aMistakeIsShownWhereItStands() {
  var diagnostic = Diagnostic(
    "`and` and `or` mixed without parentheses", at: 26..<28,
    readings: ["(tariff* 北京) or (aluminium date:2025)", "tariff* (北京 or aluminium) date:2025"])
  diagnostic.hints[0].articleCount = 1_204
  diagnostic.hints[1].articleCount = 1
  let source = SourceText("first line\ntariff* 北京 or aluminium date:2025\n| head", name: "weekly.newsq")
  let text = DiagnosticPrinter().text(of: diagnostic, in: source)
  #expect(
    text == """
      weekly.newsq:2:12: error: `and` and `or` mixed without parentheses
          2 | tariff* 北京 or aluminium date:2025
            |              ^^
        help: (tariff* 北京) or (aluminium date:2025)    1,204 articles
        help: tariff* (北京 or aluminium) date:2025          1 article

      """)
}

@Test func aMistakeWithoutAPlaceIsOneLine() {
  let note = Diagnostic("0 articles", hint: "`lukazs` finds none", severity: .note)
  #expect(DiagnosticPrinter().text(of: note, in: SourceText("x")) == "note: 0 articles\n  help: `lukazs` finds none\n")
  #expect(
    DiagnosticPrinter(isColored: true).text(of: WorldError(path: "a\u{1B}.jsonl", reason: "no such file"))
      == "a␛.jsonl: \u{1B}[1;31merror: \u{1B}[0mno such file\n")
}

@Test func placesOutsideTheTextAndHugeLinesAreFine() {
  let printer = DiagnosticPrinter()
  #expect(printer.text(of: Diagnostic("x", at: 900..<1_000), in: SourceText("ab")).contains("query:1:3: error: x"))
  #expect(printer.text(of: Diagnostic("x", at: 0..<0), in: SourceText("")).contains("query:1:1"))
  let huge = SourceText(String(repeating: "x\u{1B}", count: 1_000_000))
  let text = printer.text(of: Diagnostic("x", at: 1_000_000..<1_900_000), in: huge)
  #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= 100 })
  #expect(text.contains("…"))
}
