import NewsQuery
import Testing

@testable import NewsShell

@Test(arguments: [
  "", "kremlin", "kremlin | count", "\"arms control\"", "(putin or trump) moscow", "x # (comment", "9/11 (a) /(/ b",
  "headline:/[(]/", ".help (", ".open \"x", "a \"never closed\n\n", "(never closed\n\n", "a ( b ;", "mayor's d'Estaing",
  "x | where a = \"say \\\"hi\\\"\"", "`odd ( name`", "«x»", "»x«", "„x“", "「x」", "stand or\n", "random", "C# ",
  "#metoo",
  "nearby", "near", "x\n| count", "say near/\n", "a\n\nb",
  "x | select *", "x | select id, *", "* | select * | head 3",
])
func finishedTextsAreComplete(text: String) {
  #expect(Parser.completeness(of: text) == .complete)
}

@Test(arguments: [
  ("\"arms", "\""), ("„arms", "\""), ("«arms", "\""), ("(putin", "("), ("kremlin |", "|"), ("kremlin | # why", "|"),
  ("x | select a,", ","), ("putin and", "and"), ("putin OR ", "or"), ("(a) not", "not"), ("a near/5", "near/5"),
  ("a pre/s", "pre/s"), ("let calls =", "="), ("a; (b", "("), ("x | where a = \"\\\"", "\""), ("a |\n# comment", "|"),
  ("let calls =\nputin |", "|"), ("a\n| where (b", "("), ("x | let a = words *", "*"),
])
func unfinishedTextsSayWhatIsOpen(text: String, open: String) {
  #expect(Parser.completeness(of: text) == .open(what: open))
}

@Test func completenessIsLinear() {
  #expect(Parser.completeness(of: String(repeating: "(", count: 200_000)) == .open(what: "("))
  #expect(Parser.completeness(of: String(repeating: "a or\n", count: 40_000) + "b") == .complete)
  #expect(Parser.completeness(of: String(repeating: "x\n| head\n", count: 20_000)) == .complete)
}
