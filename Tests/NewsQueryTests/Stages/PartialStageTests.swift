import Testing

@testable import NewsQuery

/// States of pieces, written, read and merged in any grouping, give the answer of all rows.
struct PartialStageTests {
  private static let queries = [
    "steel or the | terms 12", "the | sentences | terms 9", "the | ngrams 2 9", "cost* | collocates 3",
    "steel | keywords 9", "* | terms 9 with boilerplate", "steel | keywords 9 with boilerplate",
    "the | sentences | keywords 9",
    "* | stats n = count, sum(likes), avg(words), median(words), min(date), max(headline) by source",
    "* | stats n = count where words > 40, percentile(words, 90), stddev(words), variance(likes) where likes > 3 by source",
    "* | stats first(id), last(id), list(tags), distinct(source), sum(likes)",
    "nosuchword | stats n = count, sum(words)",
    "nosuchword | terms", "* | timeline by month", "* | timeline by year, source", "* | timeline by month, tags",
    "nosuchword | timeline",
    "* | count", "* | count by source", "* | count by tags, source", "the | sentences | count by source",
    "* | count by source | count by n = count", "cost* steel | count by term", "nosuchword | count",
    "nosuchword | count by source",
    "* | top 4 source", "* | top tags", "* | top 9 likes", "* | select x = words | top 3 x", "nosuchword | top source",
    "steel | share by source", "the | share by tags, year(date)", "nosuchword | share by source",
  ]

  private static let archive = RandomSplitsTests.archive(RandomSplitsTests.articles(150, seed: 4))

  @Test(arguments: queries)
  func statesMerge(_ query: String) throws {
    let plan = try #require(try Fixture.answer(query, of: Self.archive)?.plan)
    let context = Fixture.context()
    var before = plan
    let last = before.steps.popLast()
    let step = try #require(last)
    let stage = try #require(step.stage as? any PartialStage)
    let table = try before.run(context)
    let wanted = try Fixture.show(step.stage.run(table, context), format: "tsv", width: nil)
    try check(stage, table, wanted, context)
  }

  private func check<S: PartialStage>(_ stage: S, _ table: Table, _ wanted: String, _ context: RunContext) throws {
    for seed in 0..<UInt64(6) {
      var random = SeededRandom(seed: seed)
      let pieces = RowPieces(table, S.pieces, threadCount: 1, leastSize: random.below(20) + 1)
      var states: [S.State] = []
      for number in 0..<pieces.count {
        var piece = table
        piece.rows = pieces.rows(of: number)
        states.append(try stage.partial(piece, StepProgress(of: 1, context), context))
      }
      // Merges of merges, in the order of the rows.
      while states.count > 1 {
        let place = random.below(states.count - 1)
        var merged = try passed(states[place])
        merged.merge(try passed(states.remove(at: place + 1)))
        states[place] = merged
      }
      let answer = try stage.table(of: states.first ?? S.State(), like: table, context)
      #expect(Fixture.show(answer, format: "tsv", width: nil) == wanted)
    }
  }

  /// A state as another process would get it.
  private func passed<State: PartialState>(_ state: State) throws -> State {
    var sink = StateWriter()
    state.write(to: &sink)
    var reader = StateReader(sink.bytes)
    let read = try State(from: &reader)
    #expect(reader.isAtEnd)
    for end in [sink.bytes.count / 3, sink.bytes.count - 1] where end >= 0 {
      var cut = StateReader(Array(sink.bytes[..<end]))
      #expect(throws: WorldError.self) { _ = try State(from: &cut) }
    }
    return read
  }

  /// An article counts once, not once for each of its sentences, on any number of threads.
  @Test func articlesAreCountedOnce() throws {
    var builder = ArchiveBuilder()
    for number in 0..<40 {
      var article = Article()
      article[.id] = "\(number)"
      article.published = NewsDate(iso: "2024-01-0\(number % 9 + 1)")
      article[.body] = String(repeating: "Steel is dear. Steel is cheap. ", count: 9)
      builder.append(article)
    }
    let archive = builder.finish(name: "test")
    for threadCount in [1, 2, 5] {
      let answer = try Fixture.answer("* | sentences | sort sentence | terms 1", of: archive, threadCount: threadCount)
      let table = try #require(answer?.table)
      #expect(Fixture.show(table, format: "tsv", width: nil) == "term\tcount\tarticles\nis\t720\t40\n")
    }
  }

  /// The background that the dictionary gives is that of all other texts.
  @Test func keywordsCountTheRest() throws {
    for query in ["steel | keywords 500", "the | sentences | head 30 | keywords 500"] {
      let answer = try #require(try Fixture.answer(query, of: Self.archive))
      var before = answer.plan
      before.steps.removeLast()
      let rows = try before.run(Fixture.context())
      let inside = Set(rows.rows.compactMap { rows.article(of: $0) })
      var rest = try Table.termCounts(
        of: (0..<UInt32(Self.archive.articleCount)).filter { !inside.contains(Int($0)) }, in: Self.archive,
        without: Self.archive.repeatedParagraphs(threadCount: 2), Fixture.context())
      let (terms, others) = (try #require(answer.table.column("term")), try #require(answer.table.column("other")))
      #expect(answer.table.rowCount > 5)
      for row in answer.table.rows {
        let term = Array(terms.value(at: Int(row)).printed.utf8)
        #expect(others.value(at: Int(row)) == .number(Double(rest.count(of: term))))
      }
    }
  }
}
