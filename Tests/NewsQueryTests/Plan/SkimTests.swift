import CLibrary
import Synchronization
import Testing

@testable import NewsQuery

/// A query over raw lines, skimmed, gives what it gives over the archive of all of them.
struct SkimTests {
  /// Articles as lines of JSON, as different programs write them.
  static func lines(_ articles: [Article], seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var text = ""
    for (number, article) in articles.enumerated() {
      let escapesAll = random.holds(oneIn: 3)
      func quoted(_ value: String) -> String {
        var written = "\""
        for unit in value.utf16 {
          switch unit {
          case 0x22, 0x5C: written += "\\" + String(UnicodeScalar(UInt8(unit)))
          case 0x0A: written += "\\n"
          default:
            if unit >= 0x80, escapesAll || unit & 0xF800 == 0xD800 {
              let digits = String(unit, radix: 16)
              written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
              written.unicodeScalars.append(UnicodeScalar(unit) ?? " ")
            }
          }
        }
        return written + "\""
      }
      var fields: [String] = []
      if !random.holds(oneIn: 9) { fields.append("\"id\": \(quoted(article[.id]))") }
      for field in [ArticleField.headline, .deck, .source, .body, .section, .url] where !article[field].isEmpty {
        fields.append("\"\(field == .deck ? "description" : "\(field)")\": \(quoted(article[field]))")
      }
      if let date = article.published { fields.append("\"published\": \(quoted(date.description))") }
      if !article.bylines.isEmpty {
        fields.append("\"byline\": [\(article.bylines.map(quoted).joined(separator: ","))]")
      }
      if !article.tags.isEmpty { fields.append("\"tags\": [\(article.tags.map(quoted).joined(separator: ","))]") }
      if number % 5 == 0 { fields.append("\"likes\": \(number)") }
      text += "{\(fields.joined(separator: ", "))}\(random.holds(oneIn: 20) ? "\r\n\n" : "\n")"
      if number % 71 == 3 { text += "{\"headline\": \"cut off\n" }
    }
    return Array(text.utf8)
  }

  /// Stages of every kind that looks at nothing but its rows. `everyStageIsAsked` finds one that is missing.
  static let stages = [
    "", "| count", "| count by source", "| top 3 source", "| count by year(date), source", "| timeline by month",
    "| head 7", "| tail 3", "| sort headline desc, id | select id, headline, words", "| kwic", "| kwic | where near",
    "| kwic 3 sort left", "| quotes", "| amounts | select amount, unit", "| dates", "| names", "| paragraphs",
    "| sentences | head 9", "| distinct source", "| copies",
    "| first", "| versions", "| terms with boilerplate | head 20",
    "| ngrams 2 with boilerplate | head 20", "| where words > 30 | count by section",
    "| let n = words | select id, n", "| sample 5 seed 3", "| unroll tags | count by tags", "| count by term",
    "| select id, lead, depth", "| stats words by source", "| as jsonl", "| read 2",
    "| top 4 source | chart", "| let n = hits(steel or the) | select id, n", "| kwic | select position, at",
    "| count by source, section | pivot section", "| head 1 by source",
    "| top 3 source | let n = count | select source, count, n | unpivot which = count, n",
    "| count by source, words | select source, words, count | compare words vs count",
    "| let n = sum(words) by source | select id, n",
    "| sample 1 by source seed 2", "| matches /(?<n>[a-z]+) steel/ | select id, n",
    "| terms 9 without (the or a) with boilerplate",
    "| ngrams 2 3 with boilerplate without the",
    "| pairs tags", "| sentences | pairs source by sentence", "| let a = words > 30 | agreement a, a",
    "| join \"outlets.csv\" on source = outlet", "| union \"outlets.csv\"",
  ]

  /// A new stage that looks at nothing but its rows must be asked here too. `write` needs a file to write.
  @Test func everyStageIsAsked() {
    let asked = Set(Self.stages.flatMap { $0.split(separator: " ") }.map(String.init))
    for stage in StageCatalog.all where stage.traits.reads < .archive && stage.usage.name != "write" {
      #expect(asked.contains(stage.usage.name), "\(stage.usage.name)")
    }
  }

  static func output(_ archive: Archive, _ query: String, _ context: RunContext) throws -> (text: String, count: Int) {
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    var text = ""
    var count = 0
    for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
      guard let answer = try session.run(statement, context) else { continue }
      count = answer.rowCounts.first ?? 0
      // Why a stage left no row is told from all articles: the caller asks for them then.
      for note in answer.notes where !note.message.contains(" leaves 0 of ") { text += note.message + "\n" }
      var bytes: [UInt8] = []
      var sink = ByteSink { bytes += Array($0) }
      Output.write(
        answer.table, format: nil,
        options: OutputOptions(width: nil, isTerminal: false, color: false, defaultFormat: "tsv"), to: &sink)
      try sink.finish()
      text += String(decoding: bytes, as: UTF8.self)
    }
    return (text, count)
  }

  /// Small, so that small inputs are cut and looked through as large ones are.
  static let sizes = Skim.Sizes(least: 1 << 17, chunk: 40_000, block: 30_000, narrowed: 8_000)

  static func inputs(_ bytes: [UInt8], stream pieceSize: Int?) -> [IngestInput] {
    guard let pieceSize else { return [IngestInput(name: "x.jsonl", byteCount: bytes.count) { InputBytes(bytes) }] }
    let shared = IngestTests.SharedOffset()
    return [IngestInput(name: "x.jsonl", stream: { most in shared.take(min(pieceSize, most), of: bytes) })]
  }

  /// Asks both ways; gives how many queries were skimmed and found something.
  static func compare(
    _ bytes: [UInt8], _ generator: RandomSearch, count: Int, seed: UInt64,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int {
    var generator = generator
    var random = SeededRandom(seed: seed)
    let context = RunContext(
      now: NewsDate(seconds: 1_600_000_000, precision: .second), threadCount: 1,
      readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "no such file") })
    let added = NewsDate(seconds: 1_600_000_000, precision: .second)
    let (whole, wholeReport) = try Ingest(threadCount: 2, added: added).archive(
      of: inputs(bytes, stream: nil), name: "x")
    var skimmedCount = 0
    var failures = 0
    for number in 0..<count where failures < 5 {
      let search = Printer.text(of: generator.search(depth: random.below(3)))
      let query = "\(search) \(random.oneOf(stages))"
      let pieceSize: Int? = number % 2 == 0 ? nil : random.oneOf([1 << 20, 20_000, 3_001])
      var inputs = inputs(bytes, stream: pieceSize)
      guard let skim = Skim(&inputs, sizes) else {
        Issue.record("not skimmed", sourceLocation: sourceLocation)
        break
      }
      var session = Session(archive: skim.sample)
      guard let skimming = session.skimming(SourceText(query), context) else { continue }
      let ingest = Ingest(threadCount: number % 3 + 1, added: added)
      let (archive, report) = try skim.archive(of: inputs, skimming, ingest, name: "x")
      let (found, foundCount) = try output(archive, query, context)
      #expect(report.skippedRecordCount == wholeReport.skippedRecordCount, sourceLocation: sourceLocation)
      let (wanted, wantedCount) = try output(whole, query, context)
      #expect(foundCount == wantedCount, "\(query)", sourceLocation: sourceLocation)
      if wantedCount == 0 { continue }
      skimmedCount += 1
      if found != wanted {
        failures += 1
        let lines = zip(found.split(separator: "\n"), wanted.split(separator: "\n")).first { $0 != $1 }
        Issue.record("\(query)\nskimmed: \(lines?.0 ?? "")\nwhole: \(lines?.1 ?? "")", sourceLocation: sourceLocation)
      }
    }
    return skimmedCount
  }

  /// NEWSQ_RANDOM_COUNT raises how many are asked.
  @Test func sameAnswersAsTheWholeArchive() throws {
    let count = getenv("NEWSQ_RANDOM_COUNT").flatMap { Int(String(cString: $0)) } ?? 240
    let articles = RandomSearchTests.articles(700, seed: 11)
    let bytes = Self.lines(articles, seed: 12)
    let skimmed = try Self.compare(
      bytes,
      RandomSearch(
        random: SeededRandom(seed: 7), vocabulary: RandomSearchTests.vocabulary, sources: RandomSearchTests.sources,
        years: ["2019", "2020", "2021"]), count: count / 4, seed: 1)
    #expect(skimmed > count / 16)
  }

  /// Where no text is searched or shown, nothing but columns is read; the answer is the same.
  @Test(arguments: [
    "* | top 5 source", "* | timeline by month", "source:tass | top 3 section", "date:2020 | top 4 source",
    "* | select id, date, source | sort id | head 9", "source is not empty | top 3 tags", "* | top 3 byline | as jsonl",
  ])
  func columnsOnly(_ query: String) throws {
    let bytes = Self.lines(RandomSearchTests.articles(700, seed: 11), seed: 12)
    let context = Fixture.context()
    var inputs = Self.inputs(bytes, stream: nil)
    let skim = try #require(Skim(&inputs, Self.sizes))
    var session = Session(archive: skim.sample)
    let asked = session.skimming(SourceText(query), context)
    let skimming = try #require(asked)
    #expect(skimming.fields != .all)
    let archive = try skim.archive(of: inputs, skimming, Ingest(threadCount: 2), name: "x").archive
    let whole = try Ingest(threadCount: 1).archive(of: Self.inputs(bytes, stream: nil), name: "x").archive
    #expect(try Self.output(archive, query, context) == Self.output(whole, query, context))
  }

  /// NEWSQ_CORPUS names a file of JSON Lines.
  @Test(.enabled(if: getenv("NEWSQ_CORPUS") != nil))
  func corpus() throws {
    let path = getenv("NEWSQ_CORPUS").map { String(cString: $0) } ?? ""
    let bytes = Array(try Repository.read(path).prefix(4 << 20))
    var articles: [Article] = []
    struct Enough: Error {}
    bytes.withUnsafeBytes { raw in
      try? JSONLinesReader.read(raw, fileName: path, report: { _ in }) { article, _ in
        articles.append(article)
        if articles.count == 3_000 { throw Enough() }
      }
    }
    var random = SeededRandom(seed: 3)
    let vocabulary = (0..<120).map { _ in
      let words = ReferenceText(random.oneOf(articles)[.body]).words
      return words.isEmpty ? "the" : random.oneOf(words).surface
    }
    let years = Set(articles.compactMap { $0.published.map { String($0.description.prefix(4)) } }).sorted()
    let sources = Set(articles.map { $0[.source] }.filter { !$0.isEmpty }).sorted()
    let skimmed = try Self.compare(
      bytes,
      RandomSearch(
        random: SeededRandom(seed: 5), vocabulary: vocabulary, sources: sources.isEmpty ? ["x"] : sources,
        years: years.isEmpty ? ["2020"] : years, hasPatterns: false), count: 60, seed: 9)
    #expect(skimmed > 5)
  }

  /// What needs more than the rows that are found is read whole.
  @Test(arguments: [
    "kremlin | sort score desc | head 3", "kremlin | keywords", "kremlin | share by source", "kremlin | collocates",
    "likes>5 | count", "kremlin | count by likes", "let a = kremlin", "kremlin\nputin", "kremlin | nosuchstage",
    "nosuchfield:x",
  ])
  func readWhole(_ query: String) throws {
    let bytes = Self.lines(RandomSearchTests.articles(700, seed: 11), seed: 12)
    var inputs = Self.inputs(bytes, stream: nil)
    let skim = try #require(Skim(&inputs, Self.sizes))
    var session = Session(archive: skim.sample)
    #expect(session.skimming(SourceText(query), Fixture.context()) == nil)
  }

  @Test func littleIsReadWhole() {
    var inputs = Self.inputs(Array("{\"body\": \"x\"}\n".utf8), stream: nil)
    #expect(Skim(&inputs) == nil)
    var pipe = Self.inputs(Array("{\"body\": \"x\"}\n".utf8), stream: 5)
    #expect(Skim(&pipe) == nil)
    guard case .stream(let read) = pipe[0].source else { return }
    #expect((try? read(100)) == Array("{\"body\": \"x\"}\n".utf8))
  }
}
