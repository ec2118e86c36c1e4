import CLibrary
import NewsQuery
import Testing

@Suite struct PrinterTests {
  /// NEWSQ_RANDOM_COUNT raises how many are tried.
  static let count = getenv("NEWSQ_RANDOM_COUNT").flatMap { Int(String(cString: $0)) } ?? 2_000

  @Test func whatIsPrintedIsReadAsItWas() throws {
    var syntax = RandomSyntax(random: SeededRandom(seed: 1))
    var failures = 0
    for _ in 0..<PrinterTests.count where failures < 5 {
      let statement = syntax.statement()
      let printed = Printer.text(of: statement)
      var notes: [Diagnostic] = []
      do {
        let statements = try Parser.statements(of: SourceText(printed), stages: Stages.all, notes: &notes)
        if statements.map(\.spanless) != [statement] {
          failures += 1
          Issue.record("\(printed)\nread as\n\(statements.map(Printer.text(of:)))\n\(statement)")
        }
      } catch {
        failures += 1
        Issue.record("\(printed)\n\(error.message) at \(String(describing: error.span))")
      }
    }
  }

  /// Found by the fuzzer: in brackets such a row was too deep to be read again.
  @Test(arguments: ["-", "not "])
  func rowsOfOneSignAreReadAgain(sign: String) throws {
    let printed = Printer.text(of: try Parser.expression(String(repeating: sign, count: 150) + "words"))
    #expect(Printer.text(of: try Parser.expression(printed)) == printed)
  }
}
