import CLibrary
import Testing

@testable import NewsQuery

/// The engine finds what the naive reference finds.
@Suite struct RandomSearchTests {
  static let vocabulary = [
    "steel", "Tariff", "tariffs", "cost-cutting", "costcutting", "cost", "cutting", "WHO", "who", "U.S.", "us",
    "mayor's",
    "mayor", "O'Brien", "obrien", "Łódź", "lodz", "café", "1,204", "3.5", "may", "be", "maybe", "recycle", "recycling",
    "d'Estaing", "estaing", "of", "in", "the", "kremlin", "putin", "trump", "北京", "mother-in-law", "law",
  ]
  static let sources = ["TASS", "Financial Times", "Łódź Post"]
  static let lists = ["names.txt": ["cost cutting", "putin", "recycl*"]]
  static let name = "the mayor"

  /// Small articles of random words, in sentences and paragraphs, now and then with a dateline.
  static func articles(_ count: Int, seed: UInt64) -> [Article] {
    var random = SeededRandom(seed: seed)
    func sentence(_ length: Int) -> String {
      (0..<length).map { _ in random.oneOf(vocabulary) }.joined(separator: random.holds(oneIn: 6) ? ", " : " ")
    }
    return (0..<count).map { index in
      var article = Article()
      article[.id] = "\(index)"
      if !random.holds(oneIn: 5) { article[.headline] = sentence(random.below(6) + 1) }
      if random.holds(oneIn: 3) { article[.deck] = sentence(random.below(6) + 1) }
      let paragraphs = (0..<random.below(4)).map { _ in
        (0..<random.below(3) + 1).map { _ in "The " + sentence(random.below(12) + 1) + " said." }.joined(separator: " ")
      }
      article[.body] = (random.holds(oneIn: 4) ? "MOSCOW, July 23. /TASS/. " : "") + paragraphs.joined(separator: "\n")
      if !random.holds(oneIn: 4) { article[.source] = random.oneOf(sources) }
      if random.holds(oneIn: 2) {
        article.bylines = ["Ann O'Brien", "Putin Steel"].filter { _ in random.holds(oneIn: 2) }
      }
      if random.holds(oneIn: 2) { article.tags = (0..<random.below(3)).map { _ in sentence(2) } }
      if !random.holds(oneIn: 6) {
        article.published = NewsDate(
          iso: "20\(19 + random.below(3))-0\(random.below(9) + 1)-1\(random.below(9))"
            + random.oneOf(["", "T22:19+04:00", "T01:00Z"]))
      }
      return article
    }
  }

  /// Asks the reference and the engine, in whatever way the articles came in; `lines` are the same articles as JSON.
  private func compare(
    _ articles: [Article], _ generator: RandomSearch, count: Int, lines: [UInt8]? = nil
  ) throws {
    var generator = generator
    var builder = ArchiveBuilder()
    for article in articles { builder.append(article) }
    let archive = builder.finish(name: "test")
    // The same articles in other ways: out of a file, and come in two halves.
    let path = ArchiveFileTests.temporaryPath("random-\(UInt64.random(in: 0 ... .max))")
    defer { unlink(path) }
    try ArchiveFile.write(archive, to: path, threadCount: 2)
    let half = articles.count / 2
    var others = [
      ("from its file", try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse), 1),
      (
        "after --add",
        try ArchiveAdditionTests.added(
          ArchiveFileTests.archive(Array(articles[half...])), to: ArchiveFileTests.archive(Array(articles[..<half]))
        ).0, 1
      ),
      ("on two threads", archive, 2),
    ]
    if let lines {
      for threadCount in [1, 2] {
        let (ingested, _) = try Ingest(threadCount: threadCount).archive(
          of: SkimTests.inputs(lines, stream: threadCount == 1 ? nil : 50_000), name: "x")
        try #require(ingested.articleCount == articles.count)
        others.append(("taken in on \(threadCount) threads", ingested, threadCount))
      }
    }
    let documents = articles.indices.map {
      ReferenceSearch.Document(articles[$0], leadStart: archive.leadStart(of: $0))
    }
    let reference = ReferenceSearch(arguments: ["name": Self.name], lists: Self.lists)
    func context(_ archive: Archive, threadCount: Int) -> PlanContext {
      PlanContext(
        archive: archive, arguments: ["name": Literal(.text(Self.name), 0..<0)], results: [:],
        run: RunContext(
          now: NewsDate(seconds: 1_600_000_000, precision: .second), threadCount: threadCount,
          readFile: { path throws(WorldError) in Array((Self.lists[path] ?? []).joined(separator: "\n").utf8) }),
        search: nil)
    }
    let inMemory = context(archive, threadCount: 1)
    var failures = 0
    var found = 0
    var rawCount = 0
    for number in 0..<count where failures < 8 {
      let text = Printer.text(of: generator.search(depth: 3))
      let search = try #require(try? Parser.search(text), "\(text)")
      let engine = try CompiledSearch(search, context: inMemory).articles(inMemory.run).map(Int.init)
      let naive = documents.indices.filter { reference.matches(search, documents[$0]) }
      found += naive.isEmpty || naive.count == documents.count ? 0 : 1
      for (way, other, threadCount) in others {
        let context = context(other, threadCount: threadCount)
        let found = try CompiledSearch(search, context: context).articles(context.run).map(Int.init)
        if found != engine {
          failures += 1
          Issue.record("\(text): \(way) \(found.count) articles, in memory \(engine.count)")
        }
      }
      if let lines {
        // Of raw lines only those are read that may match.
        var inputs = SkimTests.inputs(lines, stream: number % 2 == 0 ? nil : 50_000)
        let skim = try #require(Skim(&inputs, SkimTests.sizes))
        var session = Session(archive: skim.sample, arguments: ["name": Self.name])
        if let skimming = session.skimming(SourceText("\(text) | count"), inMemory.run) {
          let (few, _) = try skim.archive(of: inputs, skimming, Ingest(threadCount: number % 2 + 1), name: "x")
          let context = context(few, threadCount: 1)
          let raw = try CompiledSearch(search, context: context).articles(context.run).map(Int.init)
          let bodies = { (archive: Archive, article: Int) in archive.withText(of: .body, article: article) { Array($0) }
          }
          if raw.map({ bodies(few, $0) }) != engine.map({ bodies(archive, $0) }) {
            failures += 1
            Issue.record("\(text): of raw lines \(raw.count) articles, in memory \(engine.count)")
          }
          rawCount += 1
        }
      }
      if engine != naive {
        failures += 1
        let extra = Set(engine).subtracting(naive).sorted()
        let missing = Set(naive).subtracting(engine).sorted()
        let example = (extra + missing).first.map { articles[$0] }
        Issue.record(
          """
          \(text)
          engine only \(extra.prefix(5)), reference only \(missing.prefix(5))
          \(example?[.headline] ?? "") | \(example?[.deck] ?? "") | \(example?[.body].prefix(600) ?? "") | \(example?.published?.description ?? "")
          """)
      }
    }
    // Searches that find all or nothing would compare little.
    #expect(found > count / 4)
    #expect(lines == nil || rawCount > count / 4)
  }

  /// NEWSQ_RANDOM_COUNT raises how many are asked.
  @Test func builtInArticles() throws {
    let count = getenv("NEWSQ_RANDOM_COUNT").flatMap { Int(String(cString: $0)) } ?? 400
    for seed in 0..<UInt64(4) {
      try compare(
        Self.articles(60, seed: seed),
        RandomSearch(
          random: SeededRandom(seed: seed + 100), vocabulary: Self.vocabulary, sources: Self.sources,
          years: ["2019", "2020", "2021"]), count: count / 4)
    }
  }

  /// NEWSQ_CORPUS names a file of JSON Lines; its first NEWSQ_CORPUS_COUNT articles, 2,000 where that is not set, are asked.
  @Test(.enabled(if: getenv("NEWSQ_CORPUS") != nil))
  func corpus() throws {
    let path = getenv("NEWSQ_CORPUS").map { String(cString: $0) } ?? ""
    let bytes = try #require(Self.contents(of: path), "\(path) cannot be read")
    let limit = getenv("NEWSQ_CORPUS_COUNT").flatMap { Int(String(cString: $0)) } ?? 2_000
    var articles: [Article] = []
    var end = 0
    struct Enough: Error {}
    bytes.withUnsafeBytes { raw in
      try? JSONLinesReader.read(
        raw, fileName: path, report: { _ in },
        emit: { article, place in
          var article = article
          end = place.bytes.upperBound
          // The same id twice would be two editions of one article where it is added.
          article[.id] = "\(articles.count)"
          articles.append(article)
          if articles.count == limit { throw Enough() }
        })
    }
    var random = SeededRandom(seed: 3)
    // Words that can be typed as they stand: not `and`, nor one that begins with a sign.
    let vocabulary = (0..<160).map { _ in
      let words = ReferenceText(random.oneOf(articles)[.body]).words
      return words.isEmpty ? "the" : random.oneOf(words).surface
    }.filter { word in
      if case .text(let operand)? = (try? Parser.search(word))?.kind {
        operand.kind == .word && operand.text == word
      } else {
        false
      }
    }
    let years = Set(articles.compactMap { $0.published.map { String($0.description.prefix(4)) } }).sorted()
    let sources = Set(articles.map { $0[.source] }.filter { !$0.isEmpty }).sorted()
    try compare(
      articles,
      RandomSearch(
        random: SeededRandom(seed: 5), vocabulary: vocabulary + ["of", "the", "in"],
        sources: sources.isEmpty ? ["x"] : sources, years: years.isEmpty ? ["2020"] : years), count: 300,
      lines: Array(bytes[..<end]) + [0x0A])
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
