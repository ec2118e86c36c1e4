import NewsQuery
import Testing

@Suite struct ScriptParserTests {
  private func statements(_ text: String) throws -> [String] {
    var notes: [Diagnostic] = []
    return try Parser.statements(of: SourceText(text), stages: Stages.all, notes: &notes).map(Printer.text(of:))
  }

  @Test(arguments: [
    ("a\nb", ["a", "b"]), ("a;b;;c", ["a", "b", "c"]), ("a\n\nb", ["a", "b"]), ("a\n| count\nb", ["a | count", "b"]),
    ("a\n\n| count", ["a", "| count"]), ("a or\nb", ["a or b"]), ("a, # note\nb", ["a b"]),
    ("(a\nb)\nc", ["a b", "c"]),
    ("\"a\nb\" c", ["\"a\nb\" c"]), ("* |\ncount", ["* | count"]), ("* | select a,\nb\nc", ["* | select a, b", "c"]),
    ("let calls = putin trump | head\n| count", ["let calls = putin trump | head | count"]),
    ("let calls =\nputin", ["let calls = putin"]), ("let it be", ["let it be"]), ("let or = x", ["let or x"]),
    ("param since = 2020-07-01", ["param since = 2020-07-01"]), ("param n = -1.5", ["param n = -1.5"]),
    ("param t = \"a b\"\nx", ["param t = \"a b\"", "x"]), ("param rights", ["param rights"]),
    (".mode csv\nx", [".mode csv", "x"]), (".quit", [".quit"]), (".open a b | c ; d", [".open a b | c ; d"]),
    ("#!/usr/bin/newsq -f\n# what it answers\n\na # b\n# c\n", ["a"]), ("", []), ("# only\n\n", []),
    ("a\r\nb\r\n", ["a", "b"]),
  ])
  func cutting(text: String, expected: [String]) throws {
    #expect(try statements(text) == expected)
  }

  @Test(arguments: [
    ("a (b\n\nc)", "not closed"), ("a or\n\nb", "blank line"), ("param x = word", "quotes"),
    ("param x = $y", "a value"),
    ("let x = ", "look for"), ("a near/5;b", "`;` ends"),
  ])
  func mistakes(text: String, message: String) {
    do {
      _ = try statements(text)
      Issue.record("\(text) was read")
    } catch let error as Diagnostic {
      #expect(error.message.contains(message), "\(error.message)")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test(
    arguments: [
      ("a", nil), ("a or", "or"), ("a near/5", "near/5"), ("a (b", "("), ("a \"b", "\""), ("a |", "|"),
      ("a | select x,", ","),
      ("a or\nb", nil), ("a or\n", nil), ("a or\n\nb", nil), ("a (b\n", nil), ("let x =", "="),
      ("a | where x ~ (b", "("),
      ("a | where x =", "="), ("a | where split(x, /a(b/) = 1", nil), (".open \"x (", nil), ("a;b (", "("),
      ("not", "not"),
      ("mayor's", nil), ("/a(b/", nil), ("", nil), ("\"a\n\nb", nil), ("a # (", nil), ("| ", "|"),
      ("headline:\"x", "\""),
    ] as [(String, String?)])
  func completeness(text: String, open: String?) {
    #expect(Parser.completeness(of: text) == open.map { .open(what: $0) } ?? .complete)
  }
}
