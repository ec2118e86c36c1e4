import Testing

@testable import NewsQuery

/// Every row of the manual's table of searches, over articles made for it.
@Suite struct SearchTests {
  static let bodies = SearchFixture(bodies: [
    "The mayor's arms control plan. Recycling helps arms dealers.",
    "Control of arms is hard. A woman sued the U.S. over cost-cutting.",
    "Women and gatekeepers: Watergate! The costcutting O'Brien met.",
    "WHO said who will pay 1,204 euros? The cost cutting went on.",
    "",
  ])

  @Test(arguments: [
    ("*", "a b c d e"),
    ("arms", "a b"), ("ARMS", "a b"), ("armies", ""),
    ("arms plan", "a"), ("arms and control", "a b"), ("arms or women", "a b c"),
    ("not arms", "c d e"), ("arms -plan", "b"), ("arms not (plan or hard)", ""), ("-(arms or who)", "c e"),
    ("\"arms control\"", "a"), ("\"control of arms\"", "b"), ("\"control arms\"", ""),
    ("\"control * arms\"", "b"), ("\"* arms\"", "a b"), ("\"arms *\"", "a b"), ("\"went on *\"", ""),
    ("recycl*", "a"), ("wom?n", "b c"), ("*gate", "c"), ("\"arms deal*\"", "a"), ("*keep*", "c"),
    ("=WHO", "d"), ("who", "d"), ("=Who", ""), ("=who", "d"), ("=Arms", ""), ("=\"WHO said\"", "d"),
    ("mayor", "a"), ("mayor's", "a"), ("US", "b"), ("U.S.", "b"), ("=US", "b"), ("=us", ""),
    ("cost-cutting", "b c d"), ("costcutting", "b c"), ("\"cost cutting\"", "b d"), ("cost cutting", "b d"),
    ("obrien", "c"), ("O'Brien", "c"), ("\"o brien\"", "c"), ("1,204", "d"), ("1204", "d"),
    ("\"cost-cutting went\"", "d"), ("cost-cut*", "b c d"),
    ("arms near/1 control", "a"), ("arms near/2 control", "a b"), ("control pre/2 arms", "b"),
    ("arms pre/1 control", "a"), ("arms near/5 arms", "a"), ("arms near/4 arms", ""), ("control near/9 control", ""),
    ("arms near/s recycl*", "a"), ("plan near/s recycl*", ""), ("plan near/p recycl*", "a"),
    ("plan pre/s recycl*", ""), ("recycl* pre/p plan", ""), ("plan pre/p recycl*", "a"),
    ("arms not near/1 control", "a b"), ("plan not near/2 control", ""), ("hard not near/9 control", ""),
    ("(arms or control) near/1 (plan or dealers)", "a"), ("\"arms control\" near/1 plan", "a"),
    ("arms near/1 control near/1 plan", "a"), ("plan near/1 control near/1 arms", "a"),
    ("arms near/1 control pre/1 arms", ""), ("control near/1 arms near/9 dealers", "a"),
    ("(a or b) near/9 zzz", ""),
    ("atleast/2 arms", "a"), ("atleast/3 arms", ""), ("atleast/2 (arms or hard)", "a b"), ("atleast/1 arms", "a b"),
    ("atleast/2 (arms near/9 control)", "a"), ("atleast/2 who", "d"),
    ("first/3 arms", "a b"), ("first/2 arms", ""), ("first/4 arms", "a b"), ("first/5 (arms near/2 control)", "a b"),
    ("/Arms?/", ""), ("/arms?/", "a b"), ("/ARMS/i", "a b"), ("/^The/", "a"), ("/[0-9],[0-9]{3}/", "d"),
    ("(arms or women) -hard", "a c"), ("not not arms", "a b"),
  ])
  func finds(_ search: String, _ ids: String) throws {
    #expect(try SearchTests.bodies.find(search) == ids, "\(search)")
  }

  static let fields = SearchFixture([
    .init(
      "a", headline: "Tariffs hit steel", deck: "Makers complain", body: "Naomi went home.\nSteel is dear.",
      date: "2020-07-23T22:19+04:00", source: "Financial Times", bylines: ["Naomi Klein", "Jo Smith"],
      tags: ["steel", "trade war"]),
    .init(
      "b", headline: "Home news", body: "Tariffs on steel rise. Makers cheer.", date: "2020-07-31", source: "TASS",
      bylines: ["Smith, Jo"], tags: []),
    .init("c", headline: "", deck: "", body: "steel", date: "2020-08", source: "The Times"),
    .init("d", headline: "Tariffs", body: "war trade", date: "", source: ""),
  ])

  @Test(arguments: [
    ("tariffs steel", "a b"), ("\"steel makers\"", ""), ("steel near/3 makers", "b"), ("\"steel * makers\"", "b"),
    ("headline:tariffs", "a d"), ("headline:(tariffs steel)", "a"), ("headline:(home or tariffs)", "a b d"),
    ("headline:(not tariffs)", "b c"), ("-headline:tariffs", "b c"), ("deck:complain", "a"), ("body:tariffs", "b"),
    ("headline:\"home news\"", "b"), ("headline:tariffs near/3 steel", "a"),
    ("hlead:steel", "a b c"), ("hlead:dear", ""), ("hlead:naomi", "a"), ("lead:home", "a"), ("lead:steel", "b c"),
    ("byline:smith", "a b"), ("byline:\"n* klein\"", "a"), ("byline:\"klein jo\"", ""), ("byline:(klein or lee)", "a"),
    ("byline:klein byline:smith", "a"), ("author:klein", "a"), ("tags:\"trade war\"", "a"), ("tags:war", "a"),
    ("tags:steel near/3 war", ""), ("source:times", "a c"), ("source:/^The/", "c"), ("tags:/^war/", ""),
    ("title:tariffs", "a d"), ("=Steel", "a"), ("headline:=Steel", ""),
    ("source is \"financial times\"", "a"), ("source is \"Financial  TIMES\"", "a"), ("source is \"times\"", ""),
    ("source is not \"TASS\"", "a c d"), ("tags is \"steel\"", "a"), ("source is empty", "d"), ("has:source", "a b c"),
    ("source is not empty", "a b c"), ("deck is empty", "b c d"), ("has:deck", "a"), ("tags is empty", "b c d"),
    ("has:section", ""), ("section is empty", "a b c d"), ("headline is \"tariffs\"", "d"),
    ("date:2020-07", "a b"), ("date:2020", "a b c"), ("date:2020-07-23", "a"), ("date:2020-08-01", ""),
    ("date>=2020-07-31", "b c"), ("date>2020-07", "c"), ("date<2020-07-31", "a"), ("date<=2020-07-31", "a b"),
    ("date:2020-07-23..2020-07-31", "a b"), ("date:2020-07-24..", "b c"), ("date:..2020-07-30", "a"),
    ("date>2020-07-23T21:00", "a b c"), ("date>2020-07-23T22:30", "b c"), ("date:30d", "a b"), ("date:2d", "b"),
    ("date:today", "b"), ("not date:2020-07", "c d"), ("has:date", "a b c"), ("date = 2020-07-31", "b"),
    ("words>4", "a b"), ("words=1", "c"), ("words:2..6", "a b d"), ("words:..1", "c"), ("words > 1 words < 3", "d"),
    ("added:2020", ""), ("url:example", ""),
    ("atleast/2 tags:/e/", "a"), ("atleast/2 byline:(klein or smith)", "a"), ("not byline:smith", "c d"),
    ("steel (date:2020-07 or date:2020-08)", "a b c"), ("id:a", "a"),
  ])
  func findsInFields(_ search: String, _ ids: String) throws {
    #expect(try SearchTests.fields.find(search) == ids, "\(search)")
  }

  @Test func lists() throws {
    var fixture = SearchTests.bodies
    fixture.files["names.txt"] = "# people\narms control\n\n#metoo\nwom*\r\n"
    #expect(try fixture.find("@names.txt") == "a b c")
    #expect(try fixture.compiled("@names.txt").termNames == ["arms control", "#metoo", "wom*"])
    #expect(try fixture.find("@names.txt near/3 gatekeepers") == "c")
    fixture.files["empty.txt"] = "# nobody\n"
    #expect(try fixture.find("@empty.txt") == "")
    #expect(try fixture.compiled("@empty.txt").warnings.map(\.severity) == [.warning])
    #expect(throws: Diagnostic.self) { try fixture.compiled("@nowhere.txt") }
  }

  @Test func argumentsAreValuesNeverText() throws {
    var fixture = SearchTests.bodies
    fixture.arguments["x"] = Literal(.text("arms control"), 0..<0)
    fixture.arguments["y"] = Literal(.text("arms or women"), 0..<0)
    fixture.arguments["w"] = Literal(.text("wom*"), 0..<0)
    fixture.arguments["n"] = Literal(.number(9), 0..<0)
    #expect(try fixture.find("$x") == "a")
    #expect(try fixture.find("$y") == "")
    #expect(try fixture.find("$w") == "b c")
    #expect(try fixture.find("words>$n") == "b d")
    #expect(fixture.mistake("$z")?.message == "no argument `$z`")
  }

  @Test func namedResults() throws {
    var fixture = SearchTests.bodies
    fixture.results["calls"] = Table(archive: fixture.archive, columns: [], rows: [3, 0], origin: .articles)
    #expect(try fixture.find("in $calls") == "a d")
    #expect(try fixture.find("arms not in $calls") == "b")
    #expect(fixture.mistake("in $cals")?.hints.first?.text == "did you mean `$calls`?")
  }

  @Test(arguments: [
    ("headlin:x", "no field `headlin`"), ("score>5", "`score` is known only after the search"),
    ("words>\"many\"", "`words` is a number"), ("/(/", "this pattern cannot be read"),
    ("source=TASS", "`=` compares numbers and dates"),
  ])
  func mistakes(_ search: String, _ message: String) throws {
    do {
      let syntax = try Parser.search(search)
      let plan = PlanContext(
        archive: SearchTests.fields.archive, arguments: [:], results: [:], run: SearchTests.fields.context(),
        search: nil)
      _ = try CompiledSearch(syntax, context: plan)
      Issue.record("`\(search)` was taken")
    } catch let mistake as Diagnostic {
      #expect(mistake.span != nil)
      if SearchTests.isFoundHere(search) { #expect(mistake.message.contains(message), "\(mistake.message)") }
    }
  }

  /// Some mistakes are found by the parser already, in its own words.
  private static func isFoundHere(_ search: String) -> Bool { (try? Parser.search(search)) != nil }
}
