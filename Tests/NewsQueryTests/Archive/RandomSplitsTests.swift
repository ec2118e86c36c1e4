import CLibrary
import Testing

@testable import NewsQuery

/// However articles are cut into parts, and on however many threads they are asked, the answer is that of one archive: rows,
/// notes and mistakes.
@Suite struct RandomSplitsTests {
  /// Articles with all that may go wrong at a border between parts: columns of several types, near-copies, editions of one url, one
  /// date for all.
  static func articles(_ count: Int, seed: UInt64) -> [Article] {
    var random = SeededRandom(seed: seed)
    var articles = RandomSearchTests.articles(count, seed: seed)
    let hasOneDate = random.holds(oneIn: 4)
    let hasMixedTypes = random.holds(oneIn: 2)
    for index in articles.indices {
      if hasOneDate { articles[index].published = NewsDate(iso: "2020-05-05") }
      if random.holds(oneIn: 3) { articles[index][.section] = random.oneOf(["World", "Sport", "world"]) }
      if random.holds(oneIn: 3) { articles[index][.url] = "https://x.org/\(random.below(count))" }
      if random.holds(oneIn: 4) { articles[index].credits = [random.oneOf(["TASS", "AFP", "Reuters"])] }
      var others: [(String, InputValue)] = []
      if !random.holds(oneIn: 3) { others.append(("likes", .number(Double(random.below(50)) / 10))) }
      if random.holds(oneIn: 2) { others.append(("paid", .truth(random.holds(oneIn: 2)))) }
      if random.holds(oneIn: 2) { others.append(("seen", .text("2021-0\(random.below(9) + 1)-11"))) }
      if hasMixedTypes, index > count / 3, random.holds(oneIn: 3) {
        others.append((random.oneOf(["likes", "paid", "seen"]), .text(random.oneOf(["many", "few"]))))
      }
      if hasMixedTypes, random.holds(oneIn: 9) {
        others.append(("topics", .list([.text("steel"), .text(random.oneOf(["tariffs", "law"]))])))
      } else if random.holds(oneIn: 9) {
        others.append(("topics", .text("steel")))
      }
      others.shuffle(using: &random)
      articles[index].others = others.map { (name: $0.0, value: $0.1) }
    }
    // Copies, most of them in another part than the first.
    for _ in 0..<count / 8 {
      let from = random.below(count)
      let to = random.below(count)
      guard from != to else { continue }
      let long = (0..<40).map { _ in random.oneOf(RandomSearchTests.vocabulary) }.joined(separator: " ")
      articles[from][.body] += "\n" + long + " ."
      articles[to][.body] = articles[from][.body] + " " + random.oneOf(RandomSearchTests.vocabulary)
    }
    // What an outlet has on many of its pages.
    for index in articles.indices where random.holds(oneIn: 2) {
      let own = pageTexts[articles[index][.source].utf8.count % pageTexts.count]
      articles[index][.body] += "\n" + (random.holds(oneIn: 5) ? random.oneOf(pageTexts) : own)
    }
    return articles
  }

  private static let pageTexts = [
    "Steel news by letter : join us", "putin in pictures", "ADVERTISEMENT", "the arms of steel .",
  ]

  static func archive(_ articles: some Collection<Article>) -> Archive {
    var builder = ArchiveBuilder()
    for article in articles { builder.append(article) }
    return builder.finish(name: "test")
  }

  /// One to twelve parts, some of them empty, some of one article.
  static func split(_ articles: [Article], _ random: inout SeededRandom) -> [[Article]] {
    let count = random.below(12) + 1
    var cuts = (1..<count).map { _ in random.below(articles.count + 1) }
    if let first = cuts.first, random.holds(oneIn: 2) { cuts[0] = min(articles.count, first) }
    if cuts.count > 1, random.holds(oneIn: 3) { cuts[1] = min(articles.count, cuts[0] + 1) }
    if cuts.count > 2, random.holds(oneIn: 3) { cuts[2] = cuts[0] }
    cuts.sort()
    return zip([0] + cuts, cuts + [articles.count]).map { Array(articles[$0..<$1]) }
  }

  static let stages =
    SkimTests.stages + [
      "| share by source", "| share by source, year(date)", "| keywords 20", "| keywords 9 vs (steel)",
      "| collocates 4",
      "| collocates 3 left", "| sort score desc | head 5 | select id, score", "| select id, score", "| kwic sort right",
      "| top 4 likes", "| top 3 topics", "| count by likes", "| count by paid, source", "| distinct text | select id",
      "| copies | first | select id, evidence", "| copies | diff | head 20", "| timeline by year, source",
      "| timeline by month, likes", "| stats n = count, sum(likes), avg(likes), median(words), min(date), max(likes)",
      "| stats first(headline), last(id), list(source), distinct(source) by section",
      "| sort likes desc, id | head 9 | select id, likes",
      "| sort seen | select id, seen, paid, topics", "| where likes > 2 | count", "| where paid | select id",
      "| where seen > 2021-04 | count by seen", "| distinct source, section | select id", "| distinct topics",
      "| sample 7", "| tail 5 | select id, date", "| quotes | count by speaker", "| names | count by name | head 9",
      "| sentences | terms 9", "| paragraphs | ngrams 2 9", "| sentences | collocates 4", "| kwic 4 | distinct left",
      "| unroll topics | count by topics", "| where id ~ /1/ | count", "| as jsonl", "| as csv", "| diff 3 17",
      "| versions",
      "| select id, term, depth, lead", "| sentences | select id, near, distance",
      "| let r = words / 7 | stats sum(r), avg(r)",
      "| timeline share by month", "| keywords 3 by source", "| keywords by tags without (the or of)",
      "| collocates 3 without the", "| ngrams 2 9 without (the or a)", "| names | pairs entity by paragraph",
      "| pairs topics",
      "| keywords 2 by id", "| let a = if(likes > 2, 1, 0), b = if(words > 40, 1, 0) | agreement ordinal a, b",
      "| dispersion", "| dispersion by source", "| let n = hits() | select id, n",
      "| timeline share by year, source | chart", "| tail 2 by section | select id",
      "| let p = prev(words), r = rank(likes), m = moving(words, 3) by source | select id, p, r, m",
      "| stats stddev(likes), percentile(likes, 20), n = count where paid by source",
      "| count by likes, source | pivot source",
      "| terms 30", "| terms 30 with boilerplate", "| ngrams 3 9", "| ngrams 3 9 with boilerplate",
      "| keywords 20 with boilerplate", "| keywords 4 by source with boilerplate", "| collocates 3 with boilerplate",
      "| paragraphs | where boilerplate | count by passage", "| sentences | where not boilerplate | count by source",
      "| let big = words > 30 | quotes | count by big", "| let big = words > 30 | sentences | count by big, source",
      "| let big = words > 30, source = upper(source) | kwic 3 | select source, hit, big",
      "| let big = words * 2 | names | select id, big, entity",
      "| let x = likes | paragraphs | stats sum(x), n = count",
      "| matches /(?<x>st\\w+) (?<y>\\w+)/ | select id, match, x, y",
      "| let big = words > 30 | matches /st\\w+/ | count by big",
      "| unpivot v = words, likes | stats sum(value) by v", "| like \"steel putin\" 4 | select id, similarity, because",
      "| like 3 5 | select id", "| stories | select story, articles, sources, words", "| select id, story",
      "| count by year = year(date), source | pivot source (\"tass\", \"bbc\") | compare tass vs bbc",
      "| count by source, section | let pct = 100 * count / sum(count) by source, run = running(count)",
      "| head 2 by source | select id", "| sample 2 by source seed 4 | select id",
      "| let q = rank(words) by source | where q < 3 | select id, q",
      "| agreement nominal likes, paid", "| dates | count by date", "| amounts | count by unit",
      "| count by source | let r = rank(count), c = prev(count), n = next(count, 2), m = moving(count, 2)",
      "| timeline share by year, section | pivot section", "| let w = hits(steel) / words | stats avg(w) by source",
      "| copies | let n = place | diff | head 4", "| let k = words | copies | stats sum(k), n = count",
      "| count by term", "| where nosuch = 1", "| keywords vs (nosuchword)", "| head 3 | read",
    ]

  static let conditions = [
    "likes>2", "likes:2.5", "paid is true", "seen>=2021-03", "seen is empty", "topics:steel", "topics is \"law\"",
    "likes is empty",
    "likes:many", "section is \"world\"", "url:x.org", "nosuch:x", "nosuchword", "deck is empty", "steel date>=2020",
    "has:likes", "paid = true", "likes = \"many\"", "language is empty", "date:30d", "steel nosuchword", "WHO", "US",
    "tarrifs",
  ]

  static func context(threadCount: Int) -> RunContext {
    RunContext(
      now: NewsDate(seconds: 1_600_000_000, precision: .second), threadCount: threadCount,
      readFile: { path throws(WorldError) in
        guard let lines = RandomSearchTests.lists[path] else { throw WorldError(path: path, reason: "no such file") }
        return Array(lines.joined(separator: "\n").utf8)
      })
  }

  /// All that a shell would print: rows, notes, or the mistake.
  static func output(_ archive: Archive, _ query: String, threadCount: Int) -> String {
    func line(_ diagnostic: Diagnostic) -> String {
      "\(diagnostic.span.map { "\($0)" } ?? "") \(diagnostic.severity) \(diagnostic.message) "
        + diagnostic.hints.map { "\($0.text) \($0.articleCount ?? -1)" }.joined(separator: " · ") + "\n"
    }
    let context = context(threadCount: threadCount)
    var session = Session(archive: archive, arguments: ["name": RandomSearchTests.name])
    var notes: [Diagnostic] = []
    var text = ""
    do {
      for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
        guard let answer = try session.run(statement, context) else { continue }
        for note in answer.notes { text += line(note) }
        text += Fixture.show(answer.table, format: nil, width: nil)
        // One part says nothing of parts.
        text += try Explain.text(of: answer, context).split(separator: "\n", omittingEmptySubsequences: false)
          .filter { !$0.contains(" parts: ") }.joined(separator: "\n")
      }
    } catch let mistake as Diagnostic {
      text += line(mistake)
    } catch {
      text += "\(error)"
    }
    return notes.map(line).joined() + text
  }

  /// With tables, definitions and values.
  static let scripts = [
    "let t = * | stats long = max(words), n = count by source; SEARCH | join $t on source = source | count by long, n",
    "let t = steel | stats long = max(words) by source; SEARCH | join $t on source = source matched | quotes | count by long",
    "let t = * | stats long = max(words) by section; SEARCH | join $t on section = section | sentences | count by long",
    "let t = * | select source, section; (SEARCH) | head 9 | join $t on source = source | names | count by t_section",
    "let t = * | stats long = max(words) by source; SEARCH | join $t on source = source | share by long",
    "let t = * | stats long = max(words) by source; SEARCH | join $t on source = source | timeline share by year, long",
    "let t = * | stats long = max(words) by source; SEARCH | join $t on source = source | keywords 3 by long",
    "let t = steel | select id, source; SEARCH | select id | union $t | count by source",
    "let t = steel | sentences | head 5; SEARCH | sentences | head 5 | union $t | select id, sentence",
    "let t = steel | head 20; SEARCH | where id in $t | count by source",
    "let t = * | top 2 source | select source; SEARCH | where source not in $t | terms 9",
    "let t = SEARCH; $t | quotes | count by source", "let t = SEARCH | sentences; $t | keywords 5",
    "define busiest(n = 2) = | count by source | head $n; SEARCH | busiest(3)",
    "define s = (steel or putin); define t = (the or of); ($s or $t) | count by term",
    "define s = (steel or putin); SEARCH | let n = hits($s) | stats sum(n) by source",
    "param k = 3; SEARCH | head $k by source | select id",
    "param by = \"source\"; SEARCH | count by column($by) | head 3",
  ]

  static func query(_ generator: inout RandomSearch, _ random: inout SeededRandom) -> String {
    func search() -> String {
      if random.holds(oneIn: 3) { return random.oneOf(conditions) }
      return Printer.text(of: generator.search(depth: random.below(3)))
    }
    let text = search() + " " + random.oneOf(stages)
    if random.holds(oneIn: 5) { return random.oneOf(scripts).replacing("SEARCH", with: search()) }
    return random.holds(oneIn: 8) ? "let x = \(search()); (\(search())) in $x " + random.oneOf(stages) : text
  }

  /// NEWSQ_SPLIT_COUNT raises how many are asked.
  @Test func sameAnswersAsOneArchive() throws {
    let count = getenv("NEWSQ_SPLIT_COUNT").flatMap { Int(String(cString: $0)) } ?? 150
    var random = SeededRandom(seed: getenv("NEWSQ_SPLIT_SEED").flatMap { UInt64(String(cString: $0)) } ?? 21)
    var generator = RandomSearch(
      random: SeededRandom(seed: 5), vocabulary: RandomSearchTests.vocabulary, sources: RandomSearchTests.sources,
      years: ["2019", "2020", "2021"])
    var failureCount = 0
    var longCount = 0
    for round in 0..<(count + 29) / 30 where failureCount < 8 {
      let articles = Self.articles(random.below(100) + 20, seed: UInt64(round) + 7)
      let whole = Self.archive(articles)
      for _ in 0..<30 where failureCount < 8 {
        let pieces = Self.split(articles, &random)
        let parted = Archive(parts: pieces.map { Self.archive($0).onlyPart }, name: "test")
        let query = Self.query(&generator, &random)
        let wanted = Self.output(whole, query, threadCount: 1)
        if wanted.utf8.count > 200 { longCount += 1 }
        for threadCount in [1, random.oneOf([2, 5])] {
          let found = Self.output(parted, query, threadCount: threadCount)
          if found == wanted { continue }
          failureCount += 1
          let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
          let first = zip(lines(found), lines(wanted)).first { $0 != $1 }
          Issue.record(
            """
            \(query) (\(articles.count) articles in \(pieces.map(\.count)), \(threadCount) threads)
            parts: \(first?.0 ?? Substring(found.suffix(80)))
            whole: \(first?.1 ?? Substring(wanted.suffix(80)))
            """)
          break
        }
      }
    }
    // Queries that find nothing would compare little.
    #expect(longCount > count / 4)
  }

  /// Older editions in other parts: as if the articles had been added to one archive.
  @Test func editionsAcrossParts() throws {
    var random = SeededRandom(seed: 3)
    var generator = RandomSearch(
      random: SeededRandom(seed: 6), vocabulary: RandomSearchTests.vocabulary, sources: RandomSearchTests.sources,
      years: ["2019", "2020", "2021"])
    for round in 0..<3 {
      let old = Self.articles(60, seed: UInt64(round) + 70)
      var new = Self.articles(24, seed: UInt64(round) + 90)
      for index in new.indices { new[index][.id] = "\(index % 3 == 0 ? index * 2 : 100 + index)" }
      let (oldArchive, newArchive) = (Self.archive(old), Self.archive(new))
      let (added, _) = try ArchiveAdditionTests.added(newArchive, to: oldArchive)
      var burials = Burials()
      for (row, article) in new.enumerated() {
        guard let buried = old.firstIndex(where: { $0[.id] == article[.id] }) else { continue }
        burials.dead.append((.init(part: 0, row: UInt32(buried)), .init(part: 1, row: UInt32(row))))
      }
      burials.dead.sort { $0.row.row < $1.row.row }
      let parted = Archive(parts: [oldArchive.onlyPart, newArchive.onlyPart], name: added.name, burials: burials)
      try #require(parted.articleCount == added.articleCount && parted.editions == added.editions)
      for _ in 0..<25 {
        let query = Self.query(&generator, &random)
        let wanted = Self.output(added, query, threadCount: 1)
        let found = Self.output(parted, query, threadCount: random.below(2) + 1)
        #expect(found == wanted, "\(query)")
      }
    }
  }

  @Test func onePartHasItsOwnColumns() throws {
    let archive = Self.archive(Self.articles(30, seed: 1))
    let part = archive.onlyPart
    let wrapped = Archive(parts: [part], name: "test")
    let source = try #require(wrapped.column("source") as? CodedColumn)
    #expect(source.cells == (part.fields["source"] as? CodedColumn)?.cells)
    #expect(wrapped.tableOrder.articles == archive.tableOrder.articles)
  }
}
