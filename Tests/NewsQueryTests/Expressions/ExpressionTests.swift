import Testing

@testable import NewsQuery

@Suite("Expressions") struct ExpressionTests {
  /// The value of an expression for the article r-101 (Reuters, 2024-02-12, no byline, no deck).
  private func value(_ text: String) throws -> String {
    let rows = try Fixture.rows("id:r-101 | select value = (\(text))")
    return rows.dropFirst().first ?? "no row"
  }

  private func mistake(_ query: String) -> Diagnostic? {
    do {
      _ = try Fixture.answer(query)
      return nil
    } catch { return error as? Diagnostic }
  }

  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("7 / 2", "3.5"), ("1 / 0", ""), ("-2 - -3", "1"), ("\"a\" ++ \"b\" ++ 1", "ab1"),
    ("words > 10", "true"), ("words > 10 and words < 20", "false"), ("not words > 10", "false"),
    ("source = \"Reuters\"", "true"), ("source = \"reuters\"", "false"), ("source is \"reuters\"", "true"),
    ("source in (\"AP\", \"Reuters\")", "true"), ("source != \"AP\"", "true"),
    ("tags = \"steel\"", "true"), ("tags != \"steel\"", "false"), ("tags != \"fish\"", "true"),
    ("deck is empty", "true"), ("byline is not empty", "false"), ("deck = \"x\"", ""), ("not deck = \"x\"", ""),
    ("deck = \"x\" or words > 10", "true"), ("deck = \"x\" and words < 10", "false"),
    ("deck = \"x\" and words > 10", ""),
    ("date = 2024-02", "true"), ("date = 2024-02-12", "true"), ("date < 2024-02-12", "false"),
    ("date <= 2024-02-12", "true"), ("date > 2024-01", "true"), ("date >= 2024", "true"),
    ("date = 2024-02-12T10:00", ""), ("date - 2d", "2024-02-10"), ("date = \"2024-02\"", "true"),
    ("headline ~ tariff*", "true"), ("headline ~ \"imported steel\"", "false"), ("tags ~ trade", "true"),
    ("headline !~ (fish or ham)", "true"), ("deck ~ x", ""), ("headline ~ /\\$[0-9.]+ bln/", "true"),
    ("year(date)", "2024"), ("month(date)", "2"), ("day(date)", "12"), ("weekday(date)", "1"), ("week(date)", "7"),
    ("hour(date)", ""), ("lower(\"ÄB\")", "äb"), ("upper(\"äb\")", "ÄB"), ("length(\"Łódź\")", "4"),
    ("length(tags)", "2"), ("count(tags)", "2"), ("count(byline)", "0"), ("trim(\"  a \")", "a"),
    ("replace(\"a-b-c\", \"-\", \"+\")", "a+b+c"), ("replace(\"a1b22\", /[0-9]+/, \"<$0>\")", "a<1>b<22>"),
    ("extract(headline, /\\$([0-9.]+)/)", "2.4"), ("extract(headline, /zebra/)", ""),
    ("split(\"a, b\", \", \")", "a; b"), ("split(\"a1b2c\", /[0-9]/)", "a; b; c"), ("join(tags, \"+\")", "steel+trade"),
    ("round(2.5)", "3"), ("round(-2.5)", "-3"), ("round(1234.567, 1)", "1234.6"), ("round(1234, -2)", "1200"),
    ("floor(-1.5)", "-2"), ("abs(-3)", "3"), ("coalesce(deck, source)", "Reuters"),
    ("if(words > 10, \"long\", \"short\")", "long"), ("if(deck = \"x\", 1)", ""),
  ]) func values(_ text: String, _ expected: String) throws {
    #expect(try value(text) == expected, "\(text)")
  }

  @Test(arguments: [
    ("* | where words > \"many\"", 18, "number"), ("* | where headlin = \"x\"", 10, "headline"),
    ("* | where words", 10, "condition"), ("* | where words and true", 10, "condition"),
    ("* | where section = null", 20, "is empty"), ("* | where source + 1 > 2", 10, "number"),
    ("* | where words ~ 5", 10, "text"), ("* | where source > words", 19, "compared"),
    ("* | where yaer(date) = 2020", 10, "year"), ("* | where year(source) = 2020", 15, "date"),
    ("* | where year(date, 1) = 2020", 21, "argument"), ("* | where avg(words) > 1", 10, "stats"),
    ("* | where headline ~ /(/", 21, "pattern"), ("* | where date in (\"soon\")", 19, "date"),
    ("* | where words > $most", 18, "most"), ("* | where if(words, 1, 2) = 1", 13, "condition"),
    ("* | where if(true, 1, \"a\") = 1", 22, "one type"),
  ]) func mistakesPointAtTheOperand(_ query: String, _ place: Int, _ word: String) throws {
    let diagnostic = try #require(mistake(query), "\(query)")
    #expect(diagnostic.span?.lowerBound == place, "\(query): \(diagnostic.message)")
    let text = diagnostic.message + diagnostic.hints.map(\.text).joined()
    #expect(text.contains(word), "\(query): \(text)")
  }

  /// Work that doubled with each operator would never end here.
  @Test func longSumsAreCheckedAtOnce() throws {
    #expect(try value(Array(repeating: "words", count: 150).joined(separator: " - ")) != "")
    #expect(try value(Array(repeating: "abs(-1)", count: 150).joined(separator: " + ")) == "150")
  }

  @Test func orderOfValues() {
    let ascending: [Value] = [
      .number(-1), .number(0), .number(2), .number(10), .text("Apfel"), .text("Äpfel"), .text("apple"), .text("banana"),
      .null,
    ]
    for (i, a) in ascending.enumerated() {
      for (j, b) in ascending.enumerated() {
        #expect((ValueOrder.compare(a, b) < 0) == (i < j), "\(a) \(b)")
        if !a.isNull, !b.isNull { #expect((ValueOrder.compare(a, b, isDescending: true) < 0) == (i > j)) }
      }
    }
    #expect(ValueOrder.compare(.null, .number(1), isDescending: true) > 0)
    #expect(ValueOrder.compare(.list([]), .list([.text("z")])) > 0)
    let ranks = SortRanks(count: ascending.count, isDescending: false) { ascending[$0] }.ranks
    #expect(ranks == ranks.sorted())
  }

  @Test func numbersAsPrinted() {
    #expect(Value.number(3).printed == "3")
    #expect(Value.number(-0.0).printed == "0")
    #expect(Value.number(3.5).printed == "3.5")
    #expect(Value.number(28_000_000_000).printed == "28000000000")
    #expect(Value.list([.text("a"), .text("b")]).printed == "a; b")
  }
}
