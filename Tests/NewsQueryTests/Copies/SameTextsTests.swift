import CLibrary
import Testing

@testable import NewsQuery

/// Articles with the same text are compared once, and nothing that is counted of them changes.
struct SameTextsTests {
  /// Some texts, each of them several times, some of these with other versions.
  private static func articles(_ range: Range<Int>) -> [Article] {
    let stories = [
      "steel prices rose again", "the minister will resign", "rain is expected in the north", "banks cut rates",
    ]
    return range.map { number in
      var random = SeededRandom(seed: UInt64(number % 9))
      var article = Article()
      article[.id] = "id \(number)"
      article[.source] = "s\(number % 4)"
      article.published = NewsDate(iso: "2024-03-0\(number % 9 + 1)")
      var words = (0..<60).map { _ in "word\(random.below(400))" }
      // Some are nearly the same: a few words at the end are others.
      if number % 27 > 17 { words[58] = "other\(number % 27)" }
      article[.body] = stories[number % 9 % stories.count] + " " + words.joined(separator: " ") + "."
      return article
    }
  }

  private static let queries = [
    "* | count", "* | count by source", "* | copies", "word1* | copies", "word1* | count by source",
    "* | distinct text",
    "* | copies | count by group",
  ]

  private static func answers(_ archive: Archive) throws -> [String] {
    try queries.map { query in
      let table = try #require(try Fixture.answer(query, of: archive)?.table)
      return Fixture.show(table, format: "tsv", width: nil)
    }
  }

  private static func open(_ path: String) throws -> Archive {
    try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
  }

  @Test func answersStay() throws {
    let wanted = try Self.answers(ArchiveFileTests.archive(Self.articles(0..<200)))
    let path = ArchiveFileTests.temporaryPath("same-texts")
    defer { unlink(path) }
    try ArchiveFile.write(
      ArchiveFileTests.archive(Self.articles(0..<120)), to: path, ArchiveAdditionTests.context)
    let first = try Self.open(path)
    #expect(first.parts[0].part.image.has(SameTexts.sectionName))
    var pairs: [UInt32] = []
    SameTexts(first.parts.map(\.part)).forEach { article, same in
      pairs.append(article.row)
      let texts = [article.row, same.row].map { first.withText(of: .body, article: Int($0)) { Array($0) } }
      #expect(texts[0] == texts[1] && same.row < article.row)
    }
    #expect(pairs.count > 80)
    for range in [120..<125, 125..<200] {
      _ = try ArchiveAdditionTests.update(path).add(
        ArchiveFileTests.archive(Self.articles(range)), ArchiveAdditionTests.context)
    }
    #expect(try Self.answers(Self.open(path)) == wanted)
    // A first one that is gone leaves the others.
    try ArchiveAdditionTests.update(path).remove([0, 1, 9])
    let rest = Self.articles(0..<200).enumerated().filter { ![0, 1, 9].contains($0.offset) }.map(\.element)
    let wantedRest = try Self.answers(ArchiveFileTests.archive(rest))
    #expect(try Self.answers(Self.open(path)) == wantedRest)
    try ArchiveAdditionTests.update(path).compact(ArchiveAdditionTests.context)
    let compact = try Self.open(path)
    #expect(compact.parts[0].part.image.has(SameTexts.sectionName))
    #expect(try Self.answers(compact) == wantedRest)
  }

  /// Parts that were written because memory was small are linked at the end.
  @Test func partsOfAnIngestAreLinked() throws {
    var lines: [UInt8] = []
    for article in Self.articles(0..<200) {
      lines += Array("{\"id\": \"\(article[.id])\", \"source\": \"\(article[.source])\", ".utf8)
      lines += Array("\"date\": \"\(article.published?.day ?? "")\", \"body\": \"\(article[.body])\"}\n".utf8)
    }
    let bytes = lines
    let input = IngestInput(name: "x.jsonl", byteCount: bytes.count) { InputBytes(bytes) }
    let path = ArchiveFileTests.temporaryPath("linked")
    defer { unlink(path) }
    let ingest = Ingest(threadCount: 1)
    let spill = Ingest.Spill(memory: 60_000, path: path, isForKeeps: true, onDamage: ArchiveFileTests.refuse)
    let (archive, _, spilled) = try ingest.archive(of: [input], name: "x", spill)
    if archive.parts.count > 1 { #expect(archive.links.isComplete) }
    try spilled?.keep()
    #expect(try Self.answers(archive) == Self.answers(ArchiveFileTests.archive(Self.articles(0..<200))))
  }
}
