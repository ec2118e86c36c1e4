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
    ("a\n  b", ["a b"]), ("  a\n  b\n c", ["a", "b", "c"]),
    ("a or\n  b\n  or c\n| count\nd", ["a or b or c | count", "d"]),
    ("a; b\n\tc", ["a", "b c"]), ("a # note\n  # note\n  b", ["a b"]), ("a\n\n  b", ["a", "b"]),
    ("a\n  .mode csv", ["a", ".mode csv"]),
    ("\"a\nb\" c", ["\"a\nb\" c"]), ("* |\ncount", ["* | count"]), ("* | select a,\nb\nc", ["* | select a, b", "c"]),
    ("let calls = putin trump | head\n| count", ["let calls = putin trump | head | count"]),
    ("let calls =\nputin", ["let calls = putin"]), ("let it be", ["let it be"]), ("let or = x", ["let or x"]),
    ("param since = 2020-07-01", ["param since = 2020-07-01"]), ("param n = -1.5", ["param n = -1.5"]),
    ("param t = \"a b\"\nx", ["param t = \"a b\"", "x"]), ("param rights", ["param rights"]),
    ("define m = (a or b)\n$m", ["define m = a or b", "$m"]), ("define success", ["define success"]),
    ("define m=a; m", ["define m = a", "m"]), ("define a b c", ["define a b c"]),
    (
      "define f(x, n = 3) = hlead:$x or atleast/$n $x\n$f(\"a*\")",
      ["define f(x, n = 3) = hlead:$x or atleast/$n $x", "$f(\"a*\")"]
    ),
    ("define few(n = 5) =\n| head $n\n\na | few(3) | few", ["define few(n = 5) = | head $n", "a | few(3) | few"]),
    ("$m(a or b)", ["$m (a or b)"]), ("include words", ["include words"]), ("include \"words\"", ["include \"words\""]),
    ("include \"words.newsq\" now", ["include \"words.newsq\" now"]),
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
    ("let x = ", "look for"), ("define m = a | count", "named by `let`"), ("define head = | count", "a stage of newsq"),
    ("define m = a; define m = b", "defined already"), ("define f(x, x) = $x", "there twice"),
    ("define f(x = 1, y) = $x", "has no default"), ("define f() = x", "no brackets"), ("define f($x) = $x", "no `$`"),
    ("define f(x) = $x; $f(a)", "quotes"), ("define f(x) = $x; $f(\"a\" b)", "in quotes"),
    ("define m = a; a | m", "no stage"), ("define t = | head; a | t 5", "in brackets"),
    ("a | bussiest; define busiest = | head", "no stage"), ("a near/5;b", "`;` ends"),
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
      ("a or\nb", nil), ("a or\n", nil), ("a or\n\nb", nil), ("a (b\n", nil), ("let x =", "="), ("define x =", "="),
      ("define x(n = 3) =", "="), ("define x(n", "("),
      ("define x = a", nil), ("define x = |", "|"),
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
