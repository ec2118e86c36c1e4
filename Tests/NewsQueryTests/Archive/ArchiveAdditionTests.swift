import CLibrary
import Testing

@testable import NewsQuery

/// `--add`: the archive after it is the archive of all articles that are left, made at once.
struct ArchiveAdditionTests {
  static let indexSections = [
    "terms", "term-blocks", "postings", "lengths", "borders", "border-starts",
  ]

  static func articles(_ range: Range<Int>, seed: UInt64) -> [Article] {
    randomArticles(range.count, seed: seed).enumerated().map { number, article in
      var article = article
      article[.id] = "id \(range.lowerBound + number)"
      article[.source] = "source \(number % 5)"
      article.tags = number % 4 == 0 ? [] : ["a", "tag \(number % 9)"]
      article.published = number % 6 == 0 ? nil : NewsDate(seconds: Int64(number) * 100_000, precision: .day)
      article.others = [("likes", .number(Double(number))), ("mixed", number % 2 == 0 ? .text("t") : .number(2))]
      return article
    }
  }

  static let context = RunContext(
    now: NewsDate(seconds: 1_700_000_000, precision: .second), threadCount: 2,
    readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "is not there") })

  static func update(_ path: String) throws -> ArchiveUpdate {
    try ArchiveUpdate(path: path, ArchiveUpdate.Settings(onDamage: ArchiveFileTests.refuse))
  }

  /// Writes `old`, adds to it, makes one part of all, and opens what was written.
  static func added(
    _ new: Archive, to old: Archive, threadCount: Int = 2, compacts: Bool = true
  ) throws -> (Archive, ArchiveAddition.Report) {
    let path = ArchiveFileTests.temporaryPath("add-\(UInt64.random(in: 0 ... .max))")
    defer { unlink(path) }
    try ArchiveFile.write(old, to: path, threadCount: threadCount)
    var context = context
    context.threadCount = threadCount
    let report = try update(path).add(new, context)
    if compacts { try update(path).compact(context) }
    return (try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse), report)
  }

  static func expectSameIndex(_ a: Archive, _ b: Archive) {
    #expect(a.articleCount == b.articleCount)
    for name in indexSections { #expect(a.image[name].elementsEqual(b.image[name]), "\(name)") }
    #expect(Set(a.schema.map(\.name)) == Set(b.schema.map(\.name)))
    for field in a.schema {
      for row in 0..<min(a.articleCount, b.articleCount)
      where a.column(field.name)?.value(at: row) != b.column(field.name)?.value(at: row) {
        Issue.record("\(field.name), row \(row)")
      }
    }
    for row in 0..<min(a.articleCount, b.articleCount) {
      #expect(a.leadStart(of: row) == b.leadStart(of: row))
      let isSame = a.withAllText(of: row) { text in b.withAllText(of: row) { $0.elementsEqual(text) } }
      #expect(isSame, "text of row \(row)")
    }
  }

  @Test(arguments: [1, 2])
  func otherArticles(threadCount: Int) throws {
    let first = Self.articles(0..<700, seed: 5)
    let second = Self.articles(700..<900, seed: 6)
    let (archive, report) = try Self.added(
      ArchiveFileTests.archive(second), to: ArchiveFileTests.archive(first), threadCount: threadCount)
    #expect(report == ArchiveAddition.Report(addedCount: 200, editionCount: 0, knownCount: 0))
    Self.expectSameIndex(archive, ArchiveFileTests.archive(first + second))
    #expect(archive.rowCount == 900)
    #expect(ArchiveFile.isWhole(archive))
    // To nothing, and nothing.
    let (whole, _) = try Self.added(ArchiveFileTests.archive(first), to: ArchiveFileTests.archive([]))
    Self.expectSameIndex(whole, ArchiveFileTests.archive(first))
    let (same, none) = try Self.added(ArchiveFileTests.archive([]), to: ArchiveFileTests.archive(first))
    Self.expectSameIndex(same, ArchiveFileTests.archive(first))
    #expect(none == ArchiveAddition.Report())
  }

  @Test
  func newEditionsTakeTheirPlace() throws {
    let first = Self.articles(0..<300, seed: 7)
    var second = Self.articles(300..<340, seed: 8)
    // Three new editions of old articles, two of a new one, and two known ones.
    for number in 0..<3 { second[number][.id] = "id \(number * 100)" }
    second[10][.id] = "id 20x"
    second[11][.id] = "id 20x"
    second.append(first[50])
    second.append(second[30])
    let (archive, report) = try Self.added(ArchiveFileTests.archive(second), to: ArchiveFileTests.archive(first))
    #expect(report == ArchiveAddition.Report(addedCount: 40, editionCount: 4, knownCount: 2))
    let left =
      first.enumerated().filter { ![0, 100, 200].contains($0.offset) }.map(\.element)
      + second.prefix(40).enumerated().filter { $0.offset != 10 }.map(\.element)
    Self.expectSameIndex(archive, ArchiveFileTests.archive(left))
    #expect(archive.rowCount == archive.articleCount + 4)
    for (place, article) in archive.editions.enumerated() {
      let row = archive.articleCount + place
      let isSame = archive.withText(of: .id, article: row) { id in
        archive.withText(of: .id, article: Int(article)) { $0.elementsEqual(id) }
      }
      #expect(isSame)
    }
    let body = archive.withText(of: .body, article: archive.articleCount) { String(decoding: $0, as: UTF8.self) }
    #expect(body == first[0][.body])

    // Again it says nothing new, whichever edition comes.
    let again = ArchiveAddition(of: ArchiveFileTests.archive(second + first), to: archive)
    #expect(again.report == ArchiveAddition.Report(addedCount: 0, editionCount: 0, knownCount: 342))

    // A third edition: the second goes behind the articles too, and all are told of the newest.
    var third = Self.articles(900..<901, seed: 9)
    third[0][.id] = "id 0"
    let (last, _) = try Self.added(ArchiveFileTests.archive(third), to: archive)
    #expect(last.articleCount == archive.articleCount)
    #expect(last.rowCount == archive.rowCount + 1)
    #expect(last.editions.filter { Int($0) == last.articleCount - 1 }.count == 2)

    // Written out of its file once more it is the same.
    let path = ArchiveFileTests.temporaryPath("editions")
    defer { unlink(path) }
    try ArchiveFile.write(last, to: path, threadCount: 1)
    let copy = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
    ArchiveFileTests.expectSame(last, copy)
    #expect(copy.editions == last.editions)
  }

  @Test
  func versionsTellOlderEditions() throws {
    var article = Article()
    article[.id] = "1"
    article[.headline] = "Steel tariffs rise"
    article[.body] = "Tariffs rise by 5 percent. So it was said."
    var later = article
    later[.body] = "Tariffs rise by 7 percent. So it was said. Correction: it is seven."
    let (archive, _) = try Self.added(ArchiveFileTests.archive([later]), to: ArchiveFileTests.archive([article]))
    let context = RunContext(
      now: NewsDate(seconds: 0, precision: .second), threadCount: 1, readFile: { _ throws(WorldError) in [] })
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    func rows(_ query: String) throws -> Int {
      let statement = try #require(try session.statements(of: SourceText(query), context, notes: &notes).first)
      return try session.run(statement, context)?.table.rowCount ?? -1
    }
    #expect(try rows("tariffs") == 1)
    #expect(try rows("7") == 1)
    #expect(try rows("5") == 0)
    #expect(try rows("* | versions") == 2)
    #expect(try rows("* | versions | where added_sentences > 0 and noted") == 1)
  }

  @Test
  func idsFromPlacesMakeNoEditions() throws {
    func archive(_ bodies: [String]) -> Archive {
      var builder = ArchiveBuilder()
      for (number, body) in bodies.enumerated() {
        var article = Article()
        article[.body] = body
        builder.append(article, place: "feed.jsonl:\(number + 1)")
      }
      return builder.finish(name: "feed")
    }
    // A file that grew, then one of the same name with other articles.
    let (grown, first) = try Self.added(archive(["one", "two", "three"]), to: archive(["one", "two"]))
    #expect(first == ArchiveAddition.Report(addedCount: 1, editionCount: 0, knownCount: 2))
    let (other, second) = try Self.added(archive(["four", "five"]), to: grown)
    #expect(second == ArchiveAddition.Report(addedCount: 2, editionCount: 0, knownCount: 0))
    let ids = (0..<other.articleCount).map { other.column("id")?.value(at: $0) }
    #expect(
      ids == ["feed.jsonl:1", "feed.jsonl:2", "feed.jsonl:3", "feed.jsonl:1#2", "feed.jsonl:2#2"].map { .text($0) })
    let again = ArchiveAddition(of: archive(["four", "five"]), to: other)
    #expect(again.report == ArchiveAddition.Report(addedCount: 0, editionCount: 0, knownCount: 2))
  }
}
