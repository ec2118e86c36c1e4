import Testing

@testable import NewsQuery

/// Patterns, words by group, networks and the agreement of coders against answers computed the plain way.
@Suite struct CodingTests {
  private static func article(_ id: String, _ source: String, _ body: String, tags: [String] = []) -> Article {
    var article = Article()
    article[.id] = id
    article[.source] = source
    article[.body] = body
    article.tags = tags
    return article
  }

  private static let archive = RandomSplitsTests.archive([
    article("1", "A", "They cut 1,200 jobs and built 60 homes.\nLater 40 jobs came.", tags: ["x", "Y", "z"]),
    article("2", "A", "No jobs, said the union. The union waits.", tags: ["y", "x"]),
    article("3", "B", "Homes for 7 people. The price of homes rises.", tags: ["x"]),
  ])

  private func cells(_ query: String, of archive: Archive = archive) throws -> [[String]] {
    try Fixture.rows(query, of: archive).dropFirst().map { row in
      row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  // MARK: - Patterns

  @Test func matchesAreRows() throws {
    for pattern in [#"(?<n>[\d,]+) (?<what>homes|jobs)"#, #"(?P<n>[\d,]+) (?P<what>homes|jobs)"#] {
      let rows = try cells("* | sort id | matches /\(pattern)/ | select id, match, n, what, paragraph")
      #expect(
        rows == [
          ["1", "1,200 jobs", "1,200", "jobs", "1"], ["1", "60 homes", "60", "homes", "1"],
          ["1", "40 jobs", "40", "jobs", "2"],
        ])
    }
    #expect(try cells(#"* | matches /(?<n>[\d,]+) (jobs)/ | let n = number(n) | stats sum(n)"#) == [["1240"]])
    #expect(try cells("* | sentences | matches /jobs/ | count | select count") == [["3"]])
    let all = try cells(
      #"* | sort id | let all = matches(body, /(\d+) [a-z]/) | select n = length(all), first = join(all) | head 1"#)
    #expect(all == [["3", "200, 60, 40"]])
  }

  @Test func namesOfGroups() throws {
    let patterns: [(String, [String?])] = [
      ("a(b)(?<x>c)", [nil, "x"]), ("(?:a)(?P<x>b)(c)", ["x", nil]), ("[(](?<y>a)", ["y"]),
      (#"[^]](a)\((?<z>b)"#, [nil, "z"]), ("(?i)a", []),
    ]
    for (pattern, names) in patterns {
      #expect(try RegularExpression(pattern, ignoresCase: false).groupNames == names, "\(pattern)")
    }
  }

  @Test func valuesOfTexts() throws {
    for (text, value) in [
      ("1,204", "1204"), ("12.5", "12.5"), ("-3", "-3"), ("1,5", ""), ("1,2345", ""), ("12,345,678.5", "12345678.5"),
      ("", ""), ("x", ""), ("1.2.3", ""), (" 7 ", "7"), ("1234,567", ""),
    ] {
      #expect(try cells("* | head 1 | select n = number(\"\(text)\")") == [[value]], "\(text)")
    }
    for (text, value) in [
      ("23 July 2020", "2020-07-23"), ("2020-07", "2020-07"), ("7/8/2020", ""), ("23.7.2020", "2020-07-23"),
      ("soon", ""),
    ] {
      #expect(try cells("* | head 1 | select d = date(\"\(text)\")") == [[value]], "\(text)")
    }
  }

  // MARK: - Words by group

  /// Each group against the other rows, as a search against its complement.
  @Test func keywordsOfAGroup() throws {
    let archive = RandomSplitsTests.archive(RandomSplitsTests.articles(120, seed: 61))
    let rows = try cells(
      "* | keywords 8 by source | select source, term, count, other, log_likelihood, log_ratio", of: archive)
    let sources = Set(rows.map { $0[0] }).filter { !$0.isEmpty }
    #expect(sources.count > 2)
    for source in sources {
      let others = "(source is not \"\(source)\" or source is empty)"
      let alone = try cells("source is \"\(source)\" | keywords 8 vs \(others)", of: archive)
      #expect(rows.filter { $0[0] == source }.map { Array($0.dropFirst()) } == alone)
    }
  }

  @Test func wordsAreLeftOutBeforeTheCut() throws {
    let archive = RandomSplitsTests.archive(RandomSplitsTests.articles(60, seed: 62))
    let all = try cells("* | terms 100000", of: archive)
    let few = try cells("* | terms 5 without (the or s*)", of: archive)
    #expect(few == Array(all.filter { $0[0] != "the" && !$0[0].hasPrefix("s") }.prefix(5)))
    let runs = try cells("* | ngrams 2 100000", of: archive).filter { row in
      let words = row[0].split(separator: " ")
      return words.first != "the" && words.last != "the"
    }
    #expect(try cells("* | ngrams 2 7 without the", of: archive) == Array(runs.prefix(7)))
  }

  @Test func weightsOfTerms() throws {
    // `union` is twice in one of three articles.
    let rows = try cells("* | keywords 9 by id | where term = \"union\" | select id, count, tf_idf")
    #expect(rows == [["2", "2", "2.2"]])
  }

  // MARK: - Networks

  @Test func pairsOfTags() throws {
    let rows = try cells("* | pairs tags")
    #expect(Set(rows) == [["x", "Y", "1", "1"], ["x", "y", "1", "1"], ["x", "z", "1", "1"], ["Y", "z", "1", "1"]])
  }

  @Test func pairsInSentences() throws {
    let text = "Anna met Ben. Ben saw Anna and Cem. Cem left.\nAnna stayed."
    let archive = RandomSplitsTests.archive([
      Self.article("1", "A", text), Self.article("2", "A", "Ben and Anna. Ben."),
    ])
    func pairs(_ unit: String) throws -> [[String]] {
      try cells("* | matches /(?<who>Anna|Ben|Cem)/ | pairs who by \(unit)", of: archive)
    }
    #expect(
      try pairs("sentence") == [["Anna", "Ben", "3", "2"], ["Anna", "Cem", "1", "1"], ["Ben", "Cem", "1", "1"]])
    #expect(
      try pairs("paragraph") == [["Anna", "Ben", "2", "2"], ["Anna", "Cem", "1", "1"], ["Ben", "Cem", "1", "1"]])
  }

  @Test func networksAreWritten() throws {
    let table = try #require(try Fixture.answer("* | pairs tags | where b = \"z\"", of: Self.archive)?.table)
    let gexf = Fixture.show(table, format: "gexf", width: nil)
    #expect(gexf.contains("defaultedgetype=\"undirected\""))
    #expect(gexf.contains("<node id=\"0\" label=\"x\"/>\n<node id=\"1\" label=\"z\"/>\n<node id=\"2\" label=\"Y\"/>"))
    #expect(gexf.contains("<edge id=\"1\" source=\"2\" target=\"1\" weight=\"1\"/>"))
    let archive = RandomSplitsTests.archive([Self.article("1", "A & \"B\" <c>", "x", tags: ["t"])])
    let directed = try #require(try Fixture.answer("* | count by source, tags", of: archive)?.table)
    let graphml = Fixture.show(directed, format: "graphml", width: nil)
    #expect(graphml.contains("edgedefault=\"directed\""))
    #expect(graphml.contains("<data key=\"label\">A &amp; &quot;B&quot; &lt;c&gt;</data>"))
    #expect(throws: Diagnostic.self) { _ = try Fixture.answer("* | count | as gexf", of: archive) }
  }

  // MARK: - Coders

  private func measures(_ rows: [[Int?]], _ level: Agreement.Level) -> AgreementMeasures {
    AgreementMeasures(rows.map { row in row.map { code in code.map { Value.number(Double($0)) } ?? .null } }, level)
  }

  /// 20 and 15 agreements of 50: observed 0.7, by chance 0.5.
  @Test func kappa() throws {
    let rows: [[Int?]] =
      Array(repeating: [1, 1], count: 20) + Array(repeating: [1, 0], count: 5) + Array(repeating: [0, 1], count: 10)
      + Array(repeating: [0, 0], count: 15)
    let found = measures(rows, .nominal)
    #expect(found.percent == 70)
    #expect(abs((found.kappa ?? 0) - 0.4) < 1e-12)
    #expect(measures([[1, 1], [1, 1]], .nominal).kappa == nil)
    #expect(measures([[1, 1], [1, 1]], .nominal).alpha == nil)
  }

  /// The data of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four coders, with gaps.
  @Test func alpha() throws {
    let coders: [[Int?]] = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
      [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
    ]
    let rows = (0..<12).map { row in coders.map { $0[row] } }
    for (level, wanted) in [(Agreement.Level.nominal, 0.743), (.ordinal, 0.815), (.interval, 0.849)] {
      #expect(abs((measures(rows, level).alpha ?? 0) - wanted) < 0.0006, "\(level)")
    }
    #expect(measures(rows, .nominal).pairableRowCount == 11)
    #expect(measures(rows, .nominal).kappa == nil)
  }
}
