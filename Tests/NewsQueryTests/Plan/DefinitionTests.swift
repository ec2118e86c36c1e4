import Testing

@testable import NewsQuery

/// `define` and `include`: what they mean is what would be typed in their place.
@Suite struct DefinitionTests {
  private static func context(_ files: [String: String]) -> RunContext {
    var context = Fixture.context()
    context.readFile = { path throws(WorldError) in
      guard let text = files[path] else { throw WorldError(path: path, reason: "no such file") }
      return Array(text.utf8)
    }
    return context
  }

  private static func ask(
    _ texts: [String], _ files: [String: String] = [:], arguments: [String: String] = [:]
  ) throws -> [String] {
    var session = Session(archive: Fixture.archive, arguments: arguments)
    var answer: QueryAnswer?
    for text in texts {
      var notes: [Diagnostic] = []
      for statement in try session.statements(of: SourceText(text, name: "main.newsq"), context(files), notes: &notes) {
        answer = try session.run(statement, context(files)) ?? answer
      }
    }
    let table = try #require(answer?.table)
    return Fixture.show(table, format: "tsv", width: nil).split(separator: "\n").map(String.init)
  }

  private static func mistake(
    _ texts: [String], _ files: [String: String] = [:], arguments: [String: String] = [:]
  ) throws -> Diagnostic {
    do {
      let rows = try ask(texts, files, arguments: arguments)
      throw Diagnostic("there were rows: \(rows)")
    } catch { return try #require(error as? Diagnostic) }
  }

  @Test(arguments: [
    ("define m = quake or tariff*; $m steel | count", "(quake or tariff*) steel | count"),
    ("define m = quake or tariff*; -$m | count", "-(quake or tariff*) | count"),
    ("define m = quake tariff*; $m or steel | count", "(quake tariff*) or steel | count"),
    ("define m = (quake or tariff*); headline:$m | count", "headline:(quake or tariff*) | count"),
    ("define m = (quake or tariff*); $m near/20 taiwan | select id", "(quake or tariff*) near/20 taiwan | select id"),
    ("define m = headline:quake; $m near/5 taiwan | count", "headline:quake near/5 taiwan | count"),
    ("define m = (quake or tariff*); atleast/3 $m | select id", "atleast/3 (quake or tariff*) | select id"),
    ("define m = (quake or tariff*); first/20 $m | select id", "first/20 (quake or tariff*) | select id"),
    ("define m = date:2024; $m tariff* | share by source", "date:2024 tariff* | share by source"),
    ("define m = date:2024-01..2024-03 *; $m | timeline by month", "* date:2024-01..2024-03 | timeline by month"),
    (
      "define m(a, b) = date:$a..$b; $m(2024-01, 2024-03) | timeline by month",
      "date:2024-01..2024-03 | timeline by month"
    ),
    ("define s(x) = source is $x; $s(\"bbc news\") | count", "source is \"bbc news\" | count"),
    ("define d(x, n = 4) = $x near/$n taiwan; $d(\"qua*\") | count", "qua* near/4 taiwan | count"),
    (
      "define d(x) = atleast/2 $x; define e = $d(\"quake\") or $d(\"tariff*\"); $e | select id",
      "atleast/2 quake or atleast/2 tariff* | select id"
    ),
    ("define t(c = \"source\", n = 2) = | top $n column($c); * | t(\"section\")", "* | top 2 section"),
    (
      "define l(n) = | where words > $n | sort words; * | l(100) | select id",
      "* | where words > 100 | sort words | select id"
    ),
    ("define a(n) = | head $n; define b(n) = | a($n) | select id; * | b(3)", "* | head 3 | select id"),
    ("param n = 2; define b(k) = | head $k; * | b($n) | select id", "* | head 2 | select id"),
    ("param n = 2; define b = | head $n; * | b | select id", "* | head 2 | select id"),
    (
      "define m = (quake or tariff*); * | where body ~ $m | select id",
      "* | where body ~ (quake or tariff*) | select id"
    ),
    (
      "define m = (quake or tariff*); * | let n = hits($m) | select id, n",
      "* | let n = hits(quake or tariff*) | select id, n"
    ),
    ("define m = (the or of or a); quake | terms 5 without $m", "quake | terms 5 without (the or of or a)"),
    ("define m = quake; tariff* | keywords 3 vs ($m)", "tariff* | keywords 3 vs (quake)"),
    ("define m = quake; $m | sort score desc | select id, score", "quake | sort score desc | select id, score"),
    ("define m = (quake or tariff*); $m | kwic 2", "quake or tariff* | kwic 2"),
  ])
  func asIfTyped(query: String, typed: String) throws {
    let rows = try Self.ask([query])
    #expect(rows == (try Self.ask([typed])))
    #expect(rows.count > 1)
  }

  @Test func countByTermCountsDefinitions() throws {
    let rows = try Self.ask([
      "define both = (quake taiwan); define trade = (tariff* or steel); $both or $trade or zzzz | count by term"
    ])
    let quakes = try Self.ask(["quake taiwan | count"])[1].split(separator: "\t")[0]
    #expect(rows.dropFirst().map { $0.split(separator: "\t")[0] } == ["$both", "$trade", "zzzz"])
    // Not an article that has one of the two words only.
    #expect(rows[1].split(separator: "\t")[1] == quakes)
    // Within another definition it is a part of that.
    let outer = try Self.ask(["define a = quake; define b = $a or steel; $b | count by term"])
    #expect(outer.count == 2 && outer[1].hasPrefix("$b\t"))
    let passages = try Self.ask(["define a = (quake or taiwan); $a or steel | sentences | where near | count by term"])
    #expect(passages.contains { $0.hasPrefix("$a\t") } && !passages.contains { $0.hasPrefix("quake\t") })
  }

  @Test(arguments: [
    ("define a = $a or x; *", "not defined yet", "$a"),
    ("define a = $b; *", "`$b` is not defined yet", "$b"),
    ("define a = | head | a; *", "no stage", "a"),
    ("param a = 1; define a = x; *", "a value and a definition at once", "define a = x"),
    ("let a = x; define a = x; *", "a result and a definition at once", "define a = x"),
    ("define a = x; let a = x; *", "a definition and a result at once", "let a = x"),
    ("define a = x; param a = 1; *", "a definition and a value at once", "param a = 1"),
    ("define a = x; $a(1)", "takes no value", "$a(1)"),
    ("define a(x) = $x; $a", "needs a value for `x`", "$a"),
    ("define a(x) = $x; $a(1, 2)", "takes 1 value", "$a(1, 2)"),
    ("define a(x) = $x; $a($y)", "no argument `$y`", "$a($y)"),
    ("define a = | head; $a", "is a stage", "$a"),
    ("define a = x; * | head $a", "is a search, not a value", "$a"),
    ("define a = x; * | join $a on id = id", "is a search, not a table", "$a"),
    ("define a = x; in $a", "is a search, not a result", "in $a"),
    ("define a = x; source is $a", "is a search, not a value", "$a"),
    ("define a = x; * | where words > $a", "is a search, not a value", "$a"),
    ("define a = x; @$a", "is a definition, not a list", "@$a"),
    ("define a = date:2024; headline:$a", "it has a condition on `date`", "$a"),
    ("define a = (x y); $a near/5 z", "is more", "$a"),
    ("define a = (x y); atleast/2 $a", "only those can be counted", "$a"),
    ("define a = (x y); * | where body ~ $a", "", ""),
  ])
  func mistakes(query: String, message: String, place: String) throws {
    if message.isEmpty {
      // All of the words, as in a search.
      #expect(try Self.ask([query]) == Self.ask(["(x y) | where body ~ x | where body ~ y"]))
      return
    }
    let mistake = try Self.mistake([query])
    #expect(mistake.message.contains(message), "\(mistake.message)")
    let span = try #require(mistake.span)
    #expect(String(decoding: Array(query.utf8)[span], as: UTF8.self) == place)
    #expect(mistake.uses.isEmpty)
  }

  @Test func aMistakeInADefinitionIsShownThereAndWhereItIsUsed() throws {
    let files = [
      "words.newsq": "# Words\n\ndefine c = x\ndefine border = headlin:(border or frontier)\ndefine b2 = $border or x\n"
    ]
    let main = "include \"words.newsq\"\nquake\n\n$b2 | count"
    let mistake = try Self.mistake([main], files)
    #expect(mistake.message == "no field `headlin`")
    #expect(mistake.source?.name == "words.newsq")
    let words = Array(files["words.newsq"]!.utf8)
    #expect(mistake.span.map { String(decoding: words[$0], as: UTF8.self) } == "headlin")
    #expect(mistake.uses.map(\.what) == ["$border", "$b2"])
    #expect(mistake.uses[0].source?.name == "words.newsq")
    #expect(mistake.uses[1].source == nil)
    #expect(String(decoding: Array(main.utf8)[mistake.uses[1].span], as: UTF8.self) == "$b2")
    #expect(mistake.hints.map(\.text) == ["define border = headline:(border or frontier)"])
    // In a stage that is defined, and in a value that does not fit.
    let stage = try Self.mistake(["define b(n) = | count by sourc | head $n; * | b(3)"])
    #expect(stage.uses.map(\.what) == ["b(3)"])
    #expect(stage.hints.map(\.text) == ["define b(n) = | count by source | head $n"])
    let value = try Self.mistake(["define b(n) = | head $n; * | b(\"x\")"])
    #expect(value.message.contains("whole number") && value.hints[0].text.contains("| b(n)"))
  }

  @Test func includedFiles() throws {
    let files = [
      "lib/words.newsq": "include \"more.newsq\"\ndefine names = @list.txt\n",
      "lib/more.newsq": "define m = (quake or $t)\n".replacing("$t", with: "tariff*") + "param n = 2\n",
      "lib/list.txt": "quake\n", "other.newsq": "include \"./lib/../lib/more.newsq\"\nlet steel = steel",
    ]
    let main = "include \"lib/words.newsq\"\ninclude \"other.newsq\"\n$m or $names | head $n | select id"
    #expect(try Self.ask([main], files) == Self.ask(["quake or tariff* | head 2 | select id"]))
    #expect(try Self.ask([main], files, arguments: ["n": "1"]).count == 2)
    for (text, message) in [
      ("include \"a.newsq\"", "`a.newsq` includes `b.newsq` includes `a.newsq`"),
      ("include \"none.newsq\"", "`none.newsq` cannot be read: no such file"),
      ("include \"query.newsq\"", "would show rows"),
      ("include \"twice.newsq\"; define m = x", "defined already, in twice.newsq:2"),
      ("include \"wrong.newsq\"", "put quotes around a text"),
    ] {
      let files = [
        "a.newsq": "include \"b.newsq\"", "b.newsq": "include \"a.newsq\"", "query.newsq": "define a = x\na",
        "twice.newsq": "\ndefine m = y", "wrong.newsq": "param a = b",
      ]
      #expect(try Self.mistake([text + "\n*"], files).message.contains(message))
    }
    // A long way is no circle, but ends too.
    let many = Dictionary(uniqueKeysWithValues: (0..<300).map { ("f\($0).newsq", "include \"f\($0 + 1).newsq\"") })
    #expect(try Self.mistake(["include \"f0.newsq\""], many).message == "more than 100 files include each other")
    // A circle through the script itself.
    let circle = try Self.mistake(["include \"a.newsq\"\n*"], ["a.newsq": "include \"main.newsq\""])
    #expect(circle.message == "`main.newsq` includes `a.newsq` includes `main.newsq`")
  }

  @Test func anotherTextReplaces() throws {
    let rows = try Self.ask(["define a = quake; define b = $a", "define a = tariff*", "$b | select id"])
    #expect(rows == (try Self.ask(["tariff* | select id"])))
    #expect(
      try Self.mistake(["define a = quake; define b = $a", "define a = $b", "*"]).message.contains("part of itself"))
    // Known to a text that is read before it runs.
    var session = Session(archive: Fixture.archive)
    var notes: [Diagnostic] = []
    session.know(try session.statements(of: SourceText("define t = | head 2"), Fixture.context(), notes: &notes))
    #expect(try session.statements(of: SourceText("* | t"), Fixture.context(), notes: &notes).count == 1)
    // Known, but never defined: refused, not answered otherwise.
    session.know(try session.statements(of: SourceText("define f(x) = $x"), Fixture.context(), notes: &notes))
    for text in ["$f(\"quake\")", "* | t"] {
      let statement = try session.statements(of: SourceText(text), Fixture.context(), notes: &notes)[0]
      #expect(throws: Diagnostic.self) { try session.run(statement, Fixture.context()) }
    }
  }

  @Test func explainAndMethodSayWhatWasMeant() throws {
    let answer = try #require(
      try Fixture.answer("define a = (quake or tariff*)\ndefine few(n = 2) = | count by source | head $n\n\n$a | few"))
    let text = try Explain.text(of: answer, Fixture.context())
    #expect(text.hasPrefix("$a | few\n\n$a = quake or tariff*"))
    #expect(text.contains("| few(n = 2) = | count by source | head $n  query:2\n"))
    #expect(text.contains("| count by source:"))
    let method = Method.text(of: answer, Fixture.context())
    #expect(method.contains("`$a | few`") && method.contains("`$a = quake or tariff*` (query:1)."))
  }
}
