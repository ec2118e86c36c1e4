import NewsQuery
import Testing

@Suite struct SearchParserTests {
  /// What is typed, and the canonical form it is read as.
  @Test(arguments: [
    ("putin trump", "putin trump"),
    ("putin and trump", "putin trump"),
    ("putin AND trump", "putin trump"),
    ("putin or trump or lavrov", "putin or trump or lavrov"),
    ("a (b or c)", "a (b or c)"),
    ("(a b) or c", "(a b) or c"),
    ("\"arms control\"", "\"arms control\""),
    ("“arms control„ «steel» »iron« 「鉄」 『鋼』", "\"arms control\" \"steel\" \"iron\" \"鉄\" \"鋼\""),
    ("mayor's d'Estaing 'hello'", "mayor's d'Estaing \"hello\""),
    ("recycl* wom?n *gate resign?", "recycl* wom?n *gate resign"),
    ("*", "*"),
    ("* -steel", "* -steel"),
    ("/war(s|ring)?/i", "/war(s|ring)?/i"),
    ("/a\\/b|c;d#e/", "/a\\/b|c;d#e/"),
    ("=WHO =\"The Who\" headline:=\"The Who\"", "=WHO =\"The Who\" headline:=\"The Who\""),
    ("not a", "-a"), ("-a", "-a"), ("a -b", "a -b"), ("a not (b or c)", "a -(b or c)"), ("-headline:x", "-headline:x"),
    ("-a near/5 b", "-(a near/5 b)"), ("not a near/5 b", "-(a near/5 b)"),
    ("a - b", "a b"), ("a – b", "a b"), ("cost-cutting", "cost-cutting"),
    ("9/11 and/or km/h", "9/11 and/or km/h"), ("rock / roll", "rock roll"),
    ("3:0 john 3:16", "3:0 john 3:16"),
    ("$28 US$ $name", "$28 US$ $name"),
    ("#metoo C# # a comment", "#metoo C#"),
    ("@names.txt @\"a b.txt\" foo@bar.com", "@names.txt @\"a b.txt\" foo@bar.com"),
    ("a near/5 b", "a near/5 b"), ("a NEAR/S b", "a near/s b"), ("a pre/3 b near/p c", "a pre/3 b near/p c"),
    ("a not near/5 puerto", "a not near/5 puerto"), ("a (b or c) near/5 d", "a ((b or c) near/5 d)"),
    ("headline:a near/5 b", "headline:(a near/5 b)"), ("a near/5 headline:(b or c)", "headline:(a near/5 (b or c))"),
    ("headline:a near/5 headline:b", "headline:(a near/5 b)"),
    (
      "acme near/10 (accus* or alleg*) not (acme near/15 (declin* or comment*))",
      "(acme near/10 (accus* or alleg*)) -(acme near/15 (declin* or comment*))"
    ),
    (
      "shooting near school war in ukraine stand by me first born",
      "shooting near school war in ukraine stand by me first born"
    ),
    ("atleast/3 x atleast/2 (a or b) atleast/2 (a near/5 b)", "atleast/3 x atleast/2 (a or b) atleast/2 (a near/5 b)"),
    ("atleast/3 headline:x", "headline:(atleast/3 x)"),
    ("first/50 x first/50 (a near/5 b)", "first/50 x first/50 (a near/5 b)"),
    ("headline:(x or y)", "headline:(x or y)"), ("headline:(not x)", "headline:(-x)"),
    ("hlead:(tariff* steel)", "hlead:(tariff* steel)"),
    ("byline:\"n. klein\"", "byline:\"n. klein\""), ("`Press Run`:x", "`Press Run`:x"),
    ("source is \"Financial Times\"", "source is \"Financial Times\""), ("source is not $name", "source is not $name"),
    ("what is truth", "what is truth"), ("source IS EMPTY", "source is empty"), ("source is not empty", "has:source"),
    ("has:dateline -has:lead", "has:dateline -has:lead"),
    ("words>800", "words>800"), ("words > 800", "words>800"), ("words=800 words = 900", "words=800 words=900"),
    ("date>=2020-07-01", "date>=2020-07-01"), ("date < today", "date<today"), ("added>$since", "added>$since"),
    ("date:2020-07", "date:2020-07"), ("date:2020-01..2020-06", "date:2020-01..2020-06"), ("date:30d", "date:30d"),
    ("words:..800 date:2020..", "words:..800 date:2020.."), ("words>1,000", "words>1000"),
    ("date:2020-07-23T22:19+04:00", "date:2020-07-23T22:19+04:00"),
    ("id:urn:x(1)|y;z foo", "id:urn:x(1)|y;z foo"), ("(id:a or id:b)", "id:a or id:b"),
    ("in $calls", "in $calls"), ("a not in $calls", "a not in $calls"),
    ("let it be", "let it be"), ("foo, bar; ", "foo bar"),
    ("a or\nb", "a or b"), ("(a\nb)", "a b"), ("a,\nb", "a b"), ("a near/5\nb", "a near/5 b"),
    ("U.S. AT&T", "U.S. AT&T"), ("a\u{A0}b\u{3000}c", "a b c"), ("$-5 €5 € 😀", "5 €5 😀"),
  ])
  func canonical(typed: String, printed: String) throws {
    var notes: [Diagnostic] = []
    let statements = try Parser.statements(of: SourceText(typed), stages: Stages.all, notes: &notes)
    #expect(statements.first.map(Printer.text(of:)) == printed)
  }
}
