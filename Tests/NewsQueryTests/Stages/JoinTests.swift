import Testing

@testable import NewsQuery

/// Tables of files and results: read, joined, put after each other, looked in.
@Suite("Tables") struct JoinTests {
  private static let archive = RandomSplitsTests.archive(RandomSplitsTests.articles(120, seed: 31))

  private static func context(_ files: [String: String], threadCount: Int = 1) -> RunContext {
    RunContext(
      now: NewsDate(seconds: 1_600_000_000, precision: .second), threadCount: threadCount,
      readFile: { path throws(WorldError) in
        guard let text = files[path] else { throw WorldError(path: path, reason: "no such file") }
        return Array(text.utf8)
      })
  }

  private static func ask(
    _ query: String, _ files: [String: String], of archive: Archive = archive, threadCount: Int = 1
  ) throws -> (rows: [[String]], notes: [String]) {
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    var answer: QueryAnswer?
    let context = context(files, threadCount: threadCount)
    for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
      answer = try session.run(statement, context) ?? answer
    }
    let table = try #require(answer?.table)
    let rows = Fixture.show(table, format: "tsv", width: nil).split(separator: "\n", omittingEmptySubsequences: false)
    return (
      rows.dropLast().map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) },
      (answer?.notes ?? []).map(\.message)
    )
  }

  private static func mistake(_ query: String, _ files: [String: String]) -> Diagnostic? {
    do {
      _ = try ask(query, files)
      return nil
    } catch { return error as? Diagnostic }
  }

  @Test func columnsHaveTheTypesOfTheirValues() throws {
    let file = "n,code,day,is,mixed,empty\n1,007,2020-01-02,true,1,\n-2.5,012,2020-03,false,x,\n,,,,,\n"
    let table = try FileTable.read(
      "a.csv", part: nil, at: 0..<0, archive: Self.archive, Self.context(["a.csv": file])
    ).table
    #expect(table.columns.map(\.column.type) == [.number, .text, .date, .truth, .text, .text])
    #expect(table.rowCount == 3)
    #expect(table.columns[0].column.value(at: 1) == .number(-2.5))
    #expect(table.columns[1].column.value(at: 0) == .text("007"))
    #expect(table.columns[0].column.value(at: 2) == .null)
  }

  @Test func filesOfOtherKinds() throws {
    for (path, text) in [
      ("a.tsv", "name\tn\nAnna\t3\n"), ("a.csv", "name;n\n\"Anna\";3\n"), ("b.csv", "sep=;\r\nname;n\r\nAnna;3\r\n"),
      ("a.jsonl", "{\"name\": \"Anna\", \"n\": 3}\n\n"), ("c.csv", "\u{FEFF}name,n\nAnna,3"),
    ] {
      let rows = try Self.ask("table \"\(path)\"", [path: text]).rows
      #expect(rows == [["name", "n"], ["Anna", "3"]], "\(path)")
    }
  }

  @Test(arguments: [
    ("table \"x.csv\"", "x.csv: no such file"), ("table \"two.csv\"", "two.csv: two columns are called `a`"),
    ("table \"wide.csv\"", "wide.csv: line 3 has 3 values, and 2 columns are named"),
    ("table \"empty.csv\"", "empty.csv: there is no line that names the columns"),
    ("* | join \"ids.csv\" on nosuch = id", "no column `nosuch` here"),
    ("* | join \"ids.csv\" on id = nosuch", "no column `nosuch` here"),
    ("* | join \"ids.csv\" on date = id", "a date and a text of \"ids.csv\" do not go together"),
    ("* | join $nosuch on id", "no result `$nosuch`"), ("* | join \"ids.txt\" on id", "the name of a table ends in"),
    ("* | join ids on id", "a result is written with its `$`, a file in quotes"),
    ("* | join \"ids.csv\"", "`join` needs `on` and the columns that must be alike"),
    ("* | where words in $nosuch", "no argument `$nosuch`"),
  ])
  func mistakes(_ query: String, _ message: String) throws {
    let files = [
      "two.csv": "a,b,a\n1,2,3\n", "wide.csv": "a,b\n1,2\n1,2,3\n", "empty.csv": "", "ids.csv": "id,code\nx1,a\n",
    ]
    let mistake = try #require(Self.mistake(query, files))
    #expect(mistake.message.hasPrefix(message), "\(mistake.message)")
    #expect(mistake.span != nil)
  }

  /// Against a plain lookup: keys folded, ids exact, all rows kept in their places, one row for each partner.
  @Test func joinsAreLookups() throws {
    let articles = try Self.ask("* | select id, source, words", [:]).rows.dropFirst()
    var random = SeededRandom(seed: 2)
    for round in 0..<20 {
      let sources = ["reuters", "AP", "tass", "Le Monde", "NOBODY", "trend"].shuffled(using: &random)
      var lines = ["outlet,n"]
      for number in 0..<random.below(9) { lines.append("\(random.oneOf(sources)),\(number)") }
      let files = ["t.csv": lines.joined(separator: "\n") + "\n"]
      let isMatched = random.holds(oneIn: 2)
      var wanted = [["id", "n"]]
      for article in articles {
        let partners = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }.filter {
          FoldedText.bytes($0[0]) == FoldedText.bytes(article[1]) && !article[1].isEmpty
        }
        if partners.isEmpty, !isMatched { wanted.append([article[0], ""]) }
        for partner in partners { wanted.append([article[0], partner[1]]) }
      }
      let query = "* | join \"t.csv\" on source = outlet\(isMatched ? " matched" : "") | select id, n"
      for threadCount in [1, 3] {
        #expect(try Self.ask(query, files, threadCount: threadCount).rows == wanted, "round \(round)")
      }
    }
  }

  @Test func rowsOfArticlesCountTheirArticles() throws {
    let files = ["t.csv": "key,n\n\(try Self.ask("* | select id | head 1", [:]).rows[1][0]),1\n"]
    let once = try Self.ask("* | join \"t.csv\" on id = key | count", files)
    #expect(once.rows[0].first == "count" && !once.rows[0].contains("articles"))
    let twice = ["t.csv": files["t.csv"]! + files["t.csv"]!.split(separator: "\n")[1] + "\n"]
    let rows = try Self.ask("* | join \"t.csv\" on id = key | count", twice)
    #expect(rows.rows[1].prefix(2) == ["\(Self.archive.articleCount + 1)", "\(Self.archive.articleCount)"])
    #expect(rows.notes.contains { $0.contains(" twice") })
    #expect(rows.notes.contains { $0.contains("have no partner in t") })
  }

  @Test func datesJoinTheSpansThatContainThem() throws {
    let files = ["e.csv": "day,event\n2019,a\n2020-03,b\n2020-03-04,c\n"]
    let rows = try Self.ask("* | join \"e.csv\" on date = day matched | select date, event", files).rows.dropFirst()
    let all = try Self.ask("* | select date", [:]).rows.dropFirst().map { $0[0] }
    func count(_ prefix: String) -> Int { all.count { $0.hasPrefix(prefix) } }
    for (prefix, event) in [("2019", "a"), ("2020-03", "b"), ("2020-03-04", "c")] {
      #expect(rows.count { $0[1] == event } == count(prefix))
      #expect(rows.filter { $0[1] == event }.allSatisfy { $0[0].hasPrefix(prefix) })
    }
  }

  @Test func severalKeysAndNamesInBoth() throws {
    let files = ["t.csv": "outlet,y,source\nReuters,2020,x\nAP,2019,y\n"]
    let answer = try Self.ask(
      "* | join \"t.csv\" on source = outlet, year(date) = y | select source, date, t_source", files)
    for row in answer.rows.dropFirst() {
      let wanted =
        row[0] == "Reuters" && row[1].hasPrefix("2020") ? "x" : row[0] == "AP" && row[1].hasPrefix("2019") ? "y" : ""
      #expect(row[2] == wanted)
    }
    #expect(answer.notes.contains("both have a column `source`; that of t is called `t_source`"))
  }

  @Test func listsJoinByEachItem() throws {
    let tags = try Self.ask("* | top 2 tags | select tags", [:]).rows.dropFirst().map { $0[0] }
    let files = ["t.csv": "tag,n\n" + tags.enumerated().map { "\($1),\($0)\n" }.joined()]
    let joined = try Self.ask("* | join \"t.csv\" on tags = tag matched | count by n | select n, count", files).rows
    let counted = try Self.ask("* | top 2 tags | select count", [:]).rows.dropFirst().map { $0[0] }
    #expect(
      Dictionary(uniqueKeysWithValues: joined.dropFirst().map { ($0[0], $0[1]) }) == ["0": counted[0], "1": counted[1]])
  }

  @Test func unionsGoByName() throws {
    let files = ["t.csv": "count,source,more\n7,zzz,m\n"]
    let answer = try Self.ask("* | top 1 source | union \"t.csv\"", files)
    #expect(answer.rows[0] == ["source", "count", "more"])
    #expect(answer.rows.last == ["zzz", "7", "m"])
    let twice = try Self.ask("let a = * | top 2 source; * | top 3 source | union $a", [:])
    #expect(twice.rows.count == 6)
    #expect(twice.notes.contains("2 rows of a are in both"))
    let articles = try Self.ask("let a = steel; the | union $a | count", [:]).rows
    let parts = try (
      Self.ask("the | count | select count", [:]).rows[1][0], Self.ask("steel | count | select count", [:]).rows[1][0]
    )
    #expect(articles[1][0] == "\((Int(parts.0) ?? 0) + (Int(parts.1) ?? 0))")
    #expect(Self.mistake("* | select words | union \"t.csv\" | select words", ["t.csv": "words\nx\n"])?.span != nil)
  }

  @Test func valuesOfAResult() throws {
    let files = ["t.csv": "outlet,n\nREUTERS,1\nAP,2\n"]
    let all = try Self.ask("* | select source", [:]).rows.dropFirst().map { $0[0] }
    let inside = try Self.ask("let t = table \"t.csv\" | select outlet; * | where source in $t | select source", files)
      .rows
    #expect(inside.dropFirst().map { $0[0] } == all.filter { $0 == "Reuters" || $0 == "AP" })
    let outside = try Self.ask(
      "let t = table \"t.csv\" | select outlet; * | where source not in $t | select source", files
    ).rows
    #expect(outside.dropFirst().map { $0[0] } == all.filter { $0 != "Reuters" && $0 != "AP" && !$0.isEmpty })
    let ids = try Self.ask("* | select id | tail 3", [:]).rows.dropFirst().map { $0[0] }
    let found = try Self.ask(
      "let t = table \"i.csv\"; in $t | count | select count", ["i.csv": "id,x\n" + ids.map { "\($0),1\n" }.joined()]
    ).rows
    #expect(found[1][0] == "3")
    let list = try Self.ask(
      "let t = table \"w.csv\"; @$t | count by term | select term", ["w.csv": "word\nsteel\n# the\n"])
    #expect(list.rows.dropFirst().map { $0[0] } == ["steel", "# the"])
  }

  /// Shares are of articles that are not among the rows; they have partners too.
  @Test func sharesByAJoinedColumn() throws {
    let files = ["o.csv": "outlet,lean\nTASS,centre\nFinancial Times,left\n"]
    let join = "join \"o.csv\" on source = outlet"
    let all = try Self.ask("* | \(join) | count by lean | select lean, count", files).rows.dropFirst()
    let totals = Dictionary(uniqueKeysWithValues: all.map { ($0[0], $0[1]) })
    #expect(totals.count == 3)
    for query in [
      "steel | \(join) | share by lean | select lean, total",
      "* | sort words | head 1 | \(join) | share by lean | select lean, total",
      "steel | \(join) | let l = if(lean is \"centre\", \"centre\", lean) | share by l | select l, total",
      "* | \(join) matched | select id, lean | share by lean | select lean, total",
    ] {
      let rows = try Self.ask(query, files).rows.dropFirst()
      #expect(!rows.isEmpty, "\(query)")
      for row in rows { #expect(totals[row[0]] == row[1], "\(query)") }
    }
    for query in [
      "* | let r = rank(words) | share by r", "* | let r = rank(words), s = r + 1 | timeline share by year, s",
      "steel | let r = rank(words) | select q = r | dispersion by q",
      "* | let r = rank(words) | join \"n.csv\" on r = n | share by x",
    ] {
      let message = Self.mistake(query, ["n.csv": "n,x\n1,a\n"])?.message ?? ""
      #expect(message.contains("is known only of the rows here"), "\(query): \(message)")
    }
  }

  @Test func tablesAreGoneOnWith() throws {
    let rows = try Self.ask("let t = * | count by source; $t | head 2 | select source", [:]).rows
    #expect(rows == (try Self.ask("* | count by source | head 2 | select source", [:]).rows))
    #expect(
      try Self.ask("param t = \"steel\"; $t | count | select count", [:]).rows
        == Self.ask("steel | count | select count", [:]).rows)
  }

  /// A million rows against ten thousand keys: a lookup each, not a comparison with every key.
  @Test func manyKeys() throws {
    let keys = ValueKeys((0..<10_000).map { .text("Outlet \($0)") }, type: .text, isExact: false)
    var found = 0
    for number in stride(from: 0, to: 40_000, by: 7) where !keys.places(of: .text("outlet \(number)")).isEmpty {
      found += 1
    }
    #expect(found == (9_999 / 7) + 1)
    #expect(keys.repeated.isEmpty)
  }
}
