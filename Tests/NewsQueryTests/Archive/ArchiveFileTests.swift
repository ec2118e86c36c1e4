import CLibrary
import Testing

@testable import NewsQuery

struct ArchiveFileTests {
  static func temporaryPath(_ name: String) -> String { "/tmp/newsq-test-\(getpid())-\(name).archive" }

  static func refuse(_ error: WorldError) -> Never { fatalError("\(error)") }

  static func archive(_ articles: [Article]) -> Archive {
    var builder = ArchiveBuilder(added: NewsDate(iso: "2026-01-02T03:04:05Z"))
    for article in articles { builder.append(article) }
    return builder.finish(name: "built")
  }

  static func variedArticles(_ count: Int) -> [Article] {
    randomArticles(count, seed: 77).enumerated().map { number, article in
      var article = article
      article[.source] = "source \(number % 5)"
      article[.url] = number % 3 == 0 ? "" : "https://example.org/\(number)"
      article.tags = number % 4 == 0 ? [] : ["a", "tag \(number % 9)"]
      article.published = number % 6 == 0 ? nil : NewsDate(seconds: Int64(number) * 1000, precision: .day)
      article.others = [
        ("likes", .number(Double(number))), ("isOpen", number % 2 == 0 ? .truth(true) : .null),
        ("mixed", number % 2 == 0 ? .text("t") : .number(2)),
      ]
      return article
    }
  }

  static func expectSame(_ a: Archive, _ b: Archive) {
    #expect(a.articleCount == b.articleCount)
    #expect(a.schema == b.schema)
    #expect(a.fingerprint == b.fingerprint)
    for field in a.schema {
      for row in 0..<a.articleCount where a.column(field.name)?.value(at: row) != b.column(field.name)?.value(at: row) {
        Issue.record("\(field.name), row \(row)")
      }
    }
    for row in 0..<a.articleCount {
      #expect(a.index.borders(of: row) == b.index.borders(of: row))
      #expect(a.leadStart(of: row) == b.leadStart(of: row))
    }
  }

  @Test
  func isTheSameFromAFile() throws {
    let articles = ArchiveFileTests.variedArticles(500)
    let built = ArchiveFileTests.archive(articles)
    let path = ArchiveFileTests.temporaryPath("same")
    defer { unlink(path) }
    try ArchiveFile.write(built, to: path, threadCount: 2)
    let opened = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
    ArchiveFileTests.expectSame(built, opened)
    var naive = NaiveIndex()
    for article in articles { naive.append(article) }
    naive.check(opened.index)
    #expect(ArchiveFile.isWhole(opened))

    // Written again from the file it is the same file.
    let again = ArchiveFileTests.temporaryPath("again")
    defer { unlink(again) }
    try ArchiveFile.write(opened, to: again, threadCount: 1)
    let isSame = try ArchiveFileTests.bytes(at: path) == ArchiveFileTests.bytes(at: again)
    #expect(isSame)
  }

  @Test
  func anEmptyArchive() throws {
    let path = ArchiveFileTests.temporaryPath("empty")
    defer { unlink(path) }
    try ArchiveFile.write(ArchiveFileTests.archive([Article()]), to: path, threadCount: 1)
    #expect(try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse).articleCount == 1)
    try ArchiveFile.write(ArchiveBuilder().finish(name: "none"), to: path, threadCount: 1)
    #expect(try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse).articleCount == 0)
  }

  @Test
  func anyByteChangedIsFound() throws {
    let path = ArchiveFileTests.temporaryPath("flip")
    defer { unlink(path) }
    try ArchiveFile.write(
      ArchiveFileTests.archive(ArchiveFileTests.variedArticles(120)), to: path, threadCount: 1)
    let whole = try ArchiveFileTests.bytes(at: path)
    var state: UInt64 = 4
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for round in 0..<400 {
      let place = round < 80 ? round : next(whole.count)
      var broken = whole
      broken[place] ^= UInt8(1 + next(255))
      // Whatever happened to its first bytes, it is taken for an archive, and refused as one.
      #expect(broken.withUnsafeBytes { ArchiveFile.isArchive(start: $0) }, "byte \(place)")
      try ArchiveFileTests.put(broken, at: path)
      if let archive = try? ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse) {
        #expect(!ArchiveFile.isWhole(archive), "byte \(place)")
      }
    }
    for count in [0, 7, 63, 64, whole.count / 2, whole.count - 1] {
      try ArchiveFileTests.put(Array(whole.prefix(count)), at: path)
      #expect(throws: WorldError.self) { try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse) }
    }
    // A writer that was stopped leaves something behind the end.
    try ArchiveFileTests.put(whole + [1, 2, 3], at: path)
    #expect(try ArchiveFile.isWhole(ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)))
  }

  /// An archive as one part by itself: what format 2 is.
  static func partBytes(of archive: Archive, kept: Image = Image()) throws -> [UInt8] {
    let path = temporaryPath("part-\(UInt64.random(in: 0 ... .max))")
    defer { unlink(path) }
    let output = try ArchiveOutput(replacing: path)
    _ = try PartWriter.write(
      [archive.image, kept, PartExtent.sections(of: archive.parts[0].part)], text: [.part(archive.parts[0].part)],
      to: output, threadCount: 1)
    try output.finish()
    return try bytes(at: path)
  }

  static func bytes(at path: String) throws -> [UInt8] {
    let file = try InputBytes(path: path)
    return withExtendedLifetime(file) { Array(file.bytes) }
  }

  static func put(_ bytes: [UInt8], at path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
  }

  @Test
  func whatIsNoArchiveIsRefused() throws {
    let path = ArchiveFileTests.temporaryPath("no")
    defer { unlink(path) }
    try ArchiveFileTests.put(Array("{\"body\": \"x\"}\n".utf8), at: path)
    #expect(throws: WorldError(path: path, reason: "is not an archive of newsq", isDamage: true)) {
      try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
    }
    #expect(throws: WorldError.self) {
      try ArchiveFile.open(path: "/nowhere/a.archive", onDamage: ArchiveFileTests.refuse)
    }
    #expect(throws: WorldError.self) {
      try ArchiveFile.write(ArchiveFileTests.archive([]), to: "/nowhere/a.archive", threadCount: 1)
    }
  }
}
