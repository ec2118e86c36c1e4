import NewsQuery
import Testing

@Suite struct ExpressionParserTests {
  /// What is typed, and the canonical form it is read as.
  @Test(arguments: [
    ("words > 800 and source = \"TASS\"", "(words > 800) and (source = \"TASS\")"),
    ("not a = b", "not (a = b)"),
    ("a + b * c - d", "(a + (b * c)) - d"),
    ("-a * b", "(-a) * b"),
    ("a-b", "a - b"), ("2020-07", "2020-07"), ("2020 - 07", "2020 - 7"),
    ("date >= 2020-07-23T22:19+04:00", "date >= 2020-07-23T22:19+04:00"),
    ("date > today - 30d", "date > (today - 30d)"),
    ("speaker ~ putin", "speaker ~ putin"), ("speaker !~ (putin or \"ar co\")", "speaker !~ (putin or \"ar co\")"),
    ("speaker ~ /Put(in|ina)/i and near", "(speaker ~ /Put(in|ina)/i) and near"),
    ("if(speaker ~ putin, 1, 2)", "if(speaker ~ putin, 1, 2)"),
    ("if(speaker ~ putin,1,2)", "if(speaker ~ putin, 1, 2)"),
    ("x ~ =WHO", "x ~ =WHO"), ("x ~ @names.txt", "x ~ @names.txt"), ("x ~ $name", "x ~ $name"),
    ("source in (\"TASS\", \"AP\")", "source in (\"TASS\", \"AP\")"), ("a not in (1)", "a not in (1)"),
    ("source is \"tass\"", "source is \"tass\""), ("source is not empty", "source is not empty"),
    ("source is not $x", "source is not $x"),
    ("`Press Run` = 1", "`Press Run` = 1"),
    ("replace(a, /x\\/y/, \"\\\"\") ++ 'b'", "replace(a, /x\\/y/, \"\\\"\") ++ \"b\""),
    ("replace(a, /x\\/y/, \"\\\"\") ++ \"b\"", "replace(a, /x\\/y/, \"\\\"\") ++ \"b\""),
    ("a / b / c", "(a / b) / c"), ("year(date) = 2020", "year(date) = 2020"), ("a and b and c", "a and b and c"),
    ("(a or b) and c", "(a or b) and c"), ("near", "near"), ("null", "null"), ("TRUE", "true"),
    ("a\n", "a"), ("a +\n b", "a + b"), ("(a\n+ b)", "a + b"),
  ])
  func canonical(typed: String, printed: String) throws {
    #expect(Printer.text(of: try Parser.expression(typed)) == printed)
  }

  /// The stage, what stands under the caret, a part of the message, the hints.
  static let mistakes: [(String, String, String, [String])] = [
    (
      "where a = 1 or b = 2 and c", "and", "mixed",
      ["where (a = 1) or ((b = 2) and c)", "where ((a = 1) or (b = 2)) and c"]
    ),
    ("where x = null", "null", "compares with", ["where x is empty"]),
    ("where words > 2..5", ".", "a range is for searches", ["for example `words >= 100 and words <= 200`"]),
    ("head 2.load", ".", "`.` means nothing here", []),
    ("where a = /x/", "=", "a pattern is matched by `~`", ["where a ~ /x/"]),
    ("where a != /x/", "!=", "`~`", ["where a !~ /x/"]),
    ("where x != null", "null", "compares with", ["where x is not empty"]),
    ("where x is null", "null", "quoted text", ["where x is empty"]),
    ("where x is found", "found", "quoted text", ["where x is \"found\""]),
    ("where x is 5", "5", "quoted text", ["where x = 5"]),
    ("where a = 1 b = 2", "b", "side by side", ["where a = 1 and b = 2"]),
    ("where 1 < a < 5", "<", "joined by `and`", ["where 1 < a and a < 5"]),
    ("where a == 1", "==", "written", ["where a = 1"]), ("where a <> 1", "<>", "written", ["where a != 1"]),
    ("where a && b", "&", "`and`", ["where a and b"]), ("where !a", "!", "`not`", ["where not a"]),
    ("where a = 'x", "'", "not closed", ["put the text in double quotes"]),
    ("where source:tass", ":", "`~`", ["where source ~ tass"]),
    ("where a like x", "like", "`~`", ["where a ~ x", "where a is \"x\""]),
    ("where a = 1000-50", "1000-50", "glued", ["where a = 1000 - 50"]),
    ("where date = 7/8/2020", "7/8/2020", "year first", ["where date = 2020-07-08", "where date = 2020-08-07"]),
    ("where date = 2020-13-01", "2020-13-01", "no such day", []),
    ("where a > 5m", "5m", "not a number", ["for example `30d`"]),
    ("where a ~ -b", "-", "!~", ["where a !~ b"]),
    ("where a ~ (b c)", "(b c)", "joined by `or`", ["where a ~ (b or c)"]),
    ("where a ~ tariff!", "!", "wildcard", ["where a ~ tariff*"]),
    ("where a in \"x\"", "in", "in brackets", ["where a is \"x\"", "where a in (\"x\")"]),
    ("where a = \"open", "\"", "not closed", []), ("where (a", "(", "not closed", ["where (a)"]),
    ("where a)", ")", "no bracket", ["where a"]), ("where", "", "wants a condition", ["it is written `where EXPR`"]),
    ("where a and", "", "a column", []), ("where a = [1]", "[", "means nothing", []),
    ("select year(date) = 2020", "=", "gives it a name", ["select (year(date) = 2020)"]),
    ("select a b", "b", "takes no", ["select a, b"]),
    ("select a,", "", "wants an expression", ["select a"]),
    ("head five", "five", "takes no", ["it is written `head [n]`"]),
    ("head -5", "-", "whole number", ["it is written `head [n]`"]),
    ("head 1.5", "1.5", "whole number", ["it is written `head [n]`"]),
    (
      "timeline by fortnight", "fortnight", "wants more",
      ["it is written `timeline [by day|week|month|year [, COLUMN]]`"]
    ),
    ("timeline by week, ", "", "wants more", ["it is written `timeline [by day|week|month|year [, COLUMN]]`"]),
    ("top 10", "", "wants a column", ["it is written `top [n] COLUMN`"]),
    ("as", "", "wants one more word", ["it is written `as FORMAT`"]),
    ("keywords vs brexit", "brexit", "in brackets", ["it is written `keywords [n] [vs (SEARCH)]`"]),
    ("count by", "", "wants more", ["it is written `count [by [NAME =] EXPR, …]`"]),
    ("kwic sort up", "up", "wants more", ["it is written `kwic [n] [sort left|right]`"]),
  ]

  @Test(arguments: mistakes.indices)
  func mistake(index: Int) throws {
    let (stage, caret, message, hints) = ExpressionParserTests.mistakes[index]
    let text = "* | " + stage
    do {
      var notes: [Diagnostic] = []
      let read = try Parser.statements(of: SourceText(text), stages: Stages.all, notes: &notes)
      Issue.record("\(text): read as \(read.map(Printer.text(of:)))")
    } catch {
      #expect(error.message.contains(message), "\(text): \(error.message)")
      // A hint that is a whole query is written here without its `* | `.
      #expect(error.hints.map { $0.isReading ? String($0.text.dropFirst(4)) : $0.text } == hints, "\(text)")
      let span = try #require(error.span)
      let shown = String(decoding: Array(text.utf8)[span.clamped(to: 0..<text.utf8.count)], as: UTF8.self)
      #expect(shown == caret, "\(text)")
    }
  }

  @Test(arguments: [
    ("* | limit 5", "* | head 5"), ("* | HEAD", "* | head"),
    ("* | timeline by week, source", "* | timeline by week, source"),
    ("* | select same = (a = b), (a = b)", "* | select same = a = b, (a = b)"),
    ("* | sort score desc, date asc", "* | sort score desc, date"),
    ("* | stats n = count, avg(words) by source", "* | stats n = count, avg(words) by source"),
    ("* | diff urn:1(a) urn:2|y;", "* | diff \"urn:1(a)\" \"urn:2|y\""),
    ("* | as csv|count", "* | as csv | count"), ("* | write \"a b.csv\"", "* | write \"a b.csv\""),
    ("* | as csv; x", "* | as csv"), ("* | keywords 20 vs (a or b)", "* | keywords 20 vs (a or b)"),
    ("*\n| head\n# note\n| count", "* | head | count"), ("| count", "| count"),
    ("* | select *\n* | count", "* | select *"), ("* | select id, * | head", "* | select id, * | head"),
  ])
  func stages(typed: String, printed: String) throws {
    var notes: [Diagnostic] = []
    let statements = try Parser.statements(of: SourceText(typed), stages: Stages.all, notes: &notes)
    #expect(statements.first.map(Printer.text(of:)) == printed)
  }
}
