import CLibrary
import Testing

@testable import NewsQuery

/// Archives that somebody forged: each is refused or answered. What goes wrong here ends the process of all tests.
struct ForgedArchiveTests {
  static let queries = [
    "*", "steel", "st*", "talks near/s trade", "steel | sort score desc", "\"arms control\" | count by source",
    "* | count by tags", "* | keywords", "* | copies", "* | distinct text | count", "* | versions", "=Kremlin | kwic",
    "headline:talks", "deck:trade or headline:steel", "steel or talks or trade | sort score desc | head 3",
    "lead:steel | top source", "* | timeline by month", "* | names | head 5", "* | terms", "first/5 the | count",
    "date > 2020-01-01 | stats sum(likes), max(date)", "the near/3 of not in | snippet", "* | sort likes | tail 4",
    "wom?n or *ing | sentences", "* | quotes", "rare | kwic",
    "* | select id, headline, deck, body, tags, mixed, seldom",
  ]

  static func articles() -> [Article] {
    let words = "steel talks trade the of in arms control Kremlin mayor's cost-cutting women rising U.S. café".split(
      separator: " ")
    return (0..<300).map { number in
      var article = Article()
      var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 7
      func text(_ count: Int) -> String {
        (0..<count).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return String(words[Int(state >> 40) % words.count])
        }.joined(separator: " ")
      }
      article[.id] = "a\(number)"
      article[.headline] = text(5)
      article[.deck] = number % 3 == 0 ? text(4) : ""
      article[.body] =
        "MOSCOW, July 23. /TASS/. \(text(30)). “\(text(6)),” he said.\n\n\(text(9)) arms control."
        + (number == 200 ? " Rare." : "")
      article[.source] = "source \(number % 5)"
      article.tags = number % 4 == 0 ? [] : ["a", "tag \(number % 9)"]
      article.published =
        number % 6 == 0 ? nil : NewsDate(seconds: 1_600_000_000 + Int64(number) * 90_000, precision: .day)
      article.others = [
        ("likes", .number(Double(number))), ("isOpen", number % 2 == 0 ? .truth(true) : .null),
        ("mixed", number % 2 == 0 ? .text("t\(number)") : .number(2)),
        ("seldom", number % 50 == 3 ? .number(1) : .null),
      ]
      article.deriveOpening()
      return article
    }
  }

  /// The bytes of a part with everything that a part may have.
  static let part: [UInt8] = {
    do {
      let archive = ArchiveFileTests.archive(articles())
      return try ArchiveFileTests.partBytes(
        of: archive, kept: KeptAnswers.sections(of: archive, ArchiveAdditionTests.context))
    } catch {
      fatalError("\(error)")
    }
  }()

  private struct Job {
    var bytes: [UInt8]
    var queries: [String]
    var isRefused = true
  }

  /// Opens bytes and asks; true if they were refused on the way. A thread that finds damage ends, as the program would.
  static func isRefused(_ bytes: [UInt8], _ queries: [String]) -> Bool {
    let job = UnsafeMutablePointer<Job>.allocate(capacity: 1)
    job.initialize(to: Job(bytes: bytes, queries: queries))
    defer {
      job.deinitialize(count: 1)
      job.deallocate()
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 8 << 20)
    var thread = pthread_t()
    pthread_create(
      &thread, &attributes,
      { argument in
        guard let job = argument?.assumingMemoryBound(to: Job.self) else { return nil }
        ForgedArchiveTests.ask(job.pointee.bytes, job.pointee.queries)
        job.pointee.isRefused = false
        return nil
      }, job)
    pthread_join(thread, nil)
    return job.pointee.isRefused
  }

  private static func ask(_ bytes: [UInt8], _ queries: [String]) {
    let opened = try? ArchiveFile.open(InputBytes(bytes), path: "forged", onDamage: { _ in pthread_exit(nil) })
    guard let opened else { pthread_exit(nil) }
    let context = RunContext(
      now: NewsDate(seconds: 1_700_000_000, precision: .second), threadCount: 1,
      readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "is not there") })
    for query in queries {
      var session = Session(archive: opened)
      var notes: [Diagnostic] = []
      guard let statements = try? session.statements(of: SourceText(query), context, notes: &notes) else { continue }
      for statement in statements {
        guard let answer = try? session.run(statement, context) else { continue }
        var sink = ByteSink { _ in }
        Output.write(answer.table, format: "jsonl", options: OutputOptions(), to: &sink)
      }
    }
  }

  @Test
  func whatIsNotForgedIsAnswered() {
    var forger = ArchiveForger(ForgedArchiveTests.part)
    forger.seal()
    let isSame = forger.bytes == ForgedArchiveTests.part
    #expect(isSame)
    let isRefused = ForgedArchiveTests.isRefused(forger.bytes, ForgedArchiveTests.queries)
    #expect(!isRefused)
  }

  /// What each number is for, and what it would lead to if it were believed.
  static let refused: [(section: String, offset: Int, size: Int, value: UInt64, query: String)] = [
    ("meta", 0, 8, 1 << 40, "*"), ("meta", 8, 8, .max, "steel | sort score desc"),
    ("articles", 0, 8, 1 << 50, "*"), ("articles", 8, 4, 0xFFFF_FFFF, "*"),
    ("articles", 16, 4, 0xFFFF_FFFF, "* | select body"),
    ("articles", 20, 4, 1 << 30, "* | quotes"),
    ("text-raw-starts", 8, 8, 1 << 40, "*"), ("text-raw-starts", 8, 8, .max, "*"),
    ("text-block-starts", 8, 8, 1 << 40, "*"),
    ("text-blocks", 0, 1, 0, "*"), ("terms", 0, 2, 0xFFFF, "steel"), ("terms", 2, 2, 0xFFFF, "steel"),
    ("terms", 4, 1, 0xFF, "steel"), ("term-blocks", 0, 8, 1 << 31, "st*"), ("term-blocks", 16, 8, 1 << 60, "st*"),
    ("term-blocks", 24, 4, 1 << 30, "st*"), ("border-starts", 8, 8, 1 << 40, "talks near/s trade"),
    ("field:tags", 12, 4, .max, "* | count by tags"), ("field:source", 8, 1, 0xFF, "* | count by source"),
    ("field:source", 0, 4, 0xFF, "* | count by source"), ("field:date", 8 + 16, 8, 1 << 62, "* | timeline by month"),
    ("table-ranks", 0, 4, .max, "*"), ("text-groups", 4, 4, .max, "* | copies"),
    ("paragraph-starts", 4, 4, .max, "* | terms"), ("input:mixed", 0, 4, 99, "*"),
  ]

  @Test(arguments: refused.indices)
  func aForgedNumberIsRefused(_ place: Int) throws {
    let (section, offset, size, value, query) = ForgedArchiveTests.refused[place]
    var forger = ArchiveForger(ForgedArchiveTests.part)
    try forger.put(value, in: section, at: offset, size: size)
    forger.seal()
    let isRefused = ForgedArchiveTests.isRefused(forger.bytes, [query])
    #expect(isRefused, "\(section) + \(offset)")
  }

  /// `NEWSQ_MUTATIONS` says how many, `NEWSQ_SEED` from where on.
  @Test
  func whateverIsForgedIsRefusedOrAnswered() throws {
    let environment = { (name: String) in getenv(name).flatMap { Int(String(cString: $0)) } }
    let count = environment("NEWSQ_MUTATIONS") ?? 400
    var state = UInt64(environment("NEWSQ_SEED") ?? 1)
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
    let whole = ArchiveForger(ForgedArchiveTests.part)
    let special: [UInt64] = [
      0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 1 << 31, 0xFFFF_FFFF, 1 << 32, 1 << 40, .max >> 1, 1 << 63, .max,
    ]
    var refusedCount = 0
    for number in 0..<count {
      var forger = whole
      var story = ""
      for _ in 0...random(3) {
        let section = whole.sections[random(whole.sections.count)]
        let inTable = random(40) == 0
        let range = inTable ? whole.table : section.range
        if range.isEmpty { continue }
        let size = [1, 1, 2, 4, 4, 8][random(6)]
        // The beginnings of sections say what the others are.
        let reach = random(3) == 0 ? min(64, range.count) : range.count
        let place = range.lowerBound + random(reach) / size * size
        let old = ArchiveForger.number(forger.bytes, min(place, forger.bytes.count - size), size)
        let value: UInt64 =
          switch random(4) {
          case 0: special[random(special.count)]
          case 1: old &+ UInt64(1 + random(8)) &- 4
          case 2: old ^ (1 << UInt64(random(size * 8)))
          default: UInt64(random(1 << 30)) << UInt64(random(34))
          }
        forger.put(value, at: place, size: size)
        story += " \(inTable ? "table" : section.name)+\(place - range.lowerBound)=\(value)/\(size)"
      }
      forger.seal()
      let queries = (0..<5).map { _ in ForgedArchiveTests.queries[random(ForgedArchiveTests.queries.count)] }
      if let path = getenv("NEWSQ_MUTATION_LOG"), let file = fopen(path, "w") {
        fputs("\(number):\(story) \(queries)\n", file)
        fclose(file)
      }
      let start = ContinuousClock.now
      if ForgedArchiveTests.isRefused(forger.bytes, queries) { refusedCount += 1 }
      #expect(ContinuousClock.now - start < .seconds(30), "mutation \(number):\(story) \(queries)")
    }
    #expect(refusedCount > count / 10)
    #expect(refusedCount < count)
  }
}
