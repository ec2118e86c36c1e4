import NewsQuery
import Testing

/// What cannot be asked: where the caret stands, what is said, what is offered.
@Suite struct SearchMistakesTests {
  /// The text, what stands under the caret, a part of the message, and the hints.
  static let mistakes: [(String, String, String, [String])] = [
    (
      "tariff* steel or aluminium date:2025", "or", "mixed without parentheses",
      ["(tariff* steel) or (aluminium date:2025)", "tariff* (steel or aluminium) date:2025"]
    ),
    ("a or b c", "c", "mixed", ["a or (b c)", "(a or b) c", "a or \"b c\""]),
    ("x (a and b or c) y", "or", "mixed", ["x ((a b) or c) y", "x (a (b or c)) y"]),
    ("a w/5 b", "w/5", "Nexis", ["a near/5 b", "a pre/5 b"]),
    ("a w/s b", "w/s", "Nexis", ["a near/s b", "a pre/s b"]),
    ("headline:not x", "not", "before the field", ["-headline:x"]),
    ("headline:-x", "-", "before the field", ["-headline:x"]),
    ("tariff! steel", "!", "`*`", ["tariff* steel"]),
    ("a –b", "–", "plain `-`", ["a -b"]),
    ("headline: x", "headline:", "no blank", ["headline:x"]),
    ("see https://a.com/b?c=d", "https://a.com/b?c=d", "url", ["see url:\"https://a.com/b?c=d\""]),
    ("source=x", "=", "text", ["source:x", "source is \"x\""]),
    ("source = x", "=", "text", ["source:x", "source is \"x\""]),
    ("source!=x", "!=", "text", ["-source:x", "source is not \"x\""]),
    ("source>x", ">", "text", ["source:x"]),
    ("body is found", "found", "quoted text", ["body is \"found\"", "body \"is\" found"]),
    ("date:7/8/2020", "7/8/2020", "year first", ["date:2020-07-08", "date:2020-08-07"]),
    ("date>7/28/2020", "7/28/2020", "year first", ["date>2020-07-28"]),
    ("date:July", "July", "a date", ["for example `date:2020-07`"]),
    ("date:>2020", ">", "in the place of", ["date>2020"]),
    ("words:100-500", "100-500", "two dots", ["words:100..500"]),
    ("words:800..100", "800..100", "before it begins", ["words:100..800"]),
    ("date:2020..2019", "2020..2019", "before it begins", ["date:2019..2020"]),
    ("words>many", "many", "a number", ["for example `words>800`"]),
    ("words==5", "==", "written", ["words=5"]),
    ("first/50 a near/5 b", "near/5", "whole chain", ["first/50 (a near/5 b)", "first/50 a (a near/5 b)"]),
    ("headline:a near/5 body:b", "body", "one field", ["headline:a near/5 b"]),
    ("headline:(a or body:b)", "body", "one field", ["close the brackets of `headline:` before `body`"]),
    ("a near/5", "", "the text ends", []),
    ("near/5 b", "near/5", "between two words", ["\"near/5\" b"]),
    ("a near/5 -b", "-", "before `near`", ["a not near/5 b"]),
    ("a not near/5 b near/3 c", "near/3", "last", []),
    ("(a b) near/5 c", "(a b)", "joined by `or`", ["(a or b) near/5 c"]),
    ("(a near/5 b) near/5 c", "(a near/5 b)", "joined by `or`", ["a near/5 b near/5 c"]),
    ("/x/ near/5 c", "/x/", "regular expression", []),
    ("near/far", "near/far", "how many words apart", ["\"near/far\""]),
    ("first/last", "first/last", "how many words", ["\"first/last\""]),
    ("a near/0 b", "near/0", "from 1", ["a \"near/0\" b"]),
    ("or b", "or", "before `or`", ["\"or\" b"]),
    ("a or", "", "after `or`", ["a \"or\""]),
    ("not", "", "after `not`", ["\"not\""]),
    ("\"open", "\"", "not closed", []),
    ("a “open\n\nb", "“", "not closed", []),
    ("\"\"", "\"\"", "without a word", []),
    ("(a", "(", "not closed", ["(a)"]), ("(a;b)", "(", "not closed", ["(a);b"]),
    ("a)", ")", "no bracket is open", ["a"]), ("()", ")", "brackets are empty", []),
    ("/open", "/", "no `/` ends it", ["\"/open\""]), ("/etc/passwd", "passwd", "any letter case", ["\"/etc/passwd\""]),
    ("`open", "`", "not closed", ["for example `` `Publication Date`:2020 ``"]),
    ("`x` y", "`x`", "after a name in backquotes", ["for example `` `x`:x ``"]),
    ("$name's x", "$name's", "is an argument", ["$name 's x"]),
    ("headline:", "", "what to look for after", []),
    ("headline:*", "*", "has:headline", ["has:headline"]),
    ("headline:or", "or", "quotes", ["headline:\"or\""]),
    ("headline:(first/5 x)", "first/5", "words of the body", []),
    ("headline.raw:x", "headline.raw", "no field", ["headline:x"]),
    ("@timestamp:2020", "@timestamp", "reads a list", ["timestamp:2020"]),
    ("headline:source:x", "source:x", "another field", ["headline:\"source:x\""]),
    ("source is", "", "quoted text", ["source \"is\""]),
    ("atleast/3 (a b)", "(a b)", "joined by `or`", ["atleast/3 (a or b)"]),
    ("...", "", "what to look for", ["every article is `*`"]),
    ("putin | trump", "trump", "joined by `or`", ["putin or trump"]),
    ("putin | coutn", "coutn", "no stage", ["putin | count"]),
    ("putin |", "", "expected a stage", ["putin | count"]),
  ]

  @Test(arguments: mistakes.indices)
  func mistake(index: Int) throws {
    let (text, caret, message, hints) = SearchMistakesTests.mistakes[index]
    var notes: [Diagnostic] = []
    do {
      let statements = try Parser.statements(of: SourceText(text), stages: Stages.all, notes: &notes)
      Issue.record("\(text): read as \(statements.map(Printer.text(of:)))")
    } catch {
      #expect(error.message.contains(message), "\(text): \(error.message)")
      #expect(error.hints.map(\.text) == hints, "\(text)")
      let span = try #require(error.span)
      let shown = String(decoding: Array(text.utf8)[span.clamped(to: 0..<text.utf8.count)], as: UTF8.self)
      #expect(shown == caret, "\(text)")
      // A reading can be asked as it stands.
      for hint in error.hints where hint.isReading {
        _ = try Parser.statements(of: SourceText(hint.text), stages: Stages.all, notes: &notes)
      }
    }
  }

  /// The text, what the note points at, and its hint.
  @Test(arguments: [
    ("count by source", "count", "* | count by source"), ("head 5", "head", "* | head 5"),
    ("help", "help", "the command is `.help`"), ("quit", "quit", "the command is `.quit`"),
    ("exit;", "exit", "the command is `.quit`"),
    ("source:financial times", "source:financial times", "source:\"financial times\""),
    ("a 2020-07", "2020-07", "a date:2020-07"),
    ("rock / pop / jazz", "/ pop /", "rock \"pop\" jazz"),
  ])
  func note(text: String, place: String, hint: String) throws {
    var notes: [Diagnostic] = []
    _ = try Parser.statements(of: SourceText(text), stages: Stages.all, notes: &notes)
    let note = try #require(notes.first)
    #expect(notes.count == 1 && note.severity == .note)
    #expect(note.hints.map(\.text) == [hint])
    #expect(String(decoding: Array(text.utf8)[note.span ?? 0..<0], as: UTF8.self) == place)
  }

  @Test(arguments: ["first responders", "share prices", "head of state", "help wanted", "headline:a b"])
  func noNote(text: String) throws {
    var notes: [Diagnostic] = []
    _ = try Parser.statements(of: SourceText(text), stages: Stages.all, notes: &notes)
    #expect(notes.isEmpty)
  }
}
