import CLibrary
import Testing

@testable import NewsQuery

/// Archives that grow: what others read stays, and what was written counts whole or not at all.
struct ArchiveUpdateTests {
  private static func path(_ name: String) -> String {
    ArchiveFileTests.temporaryPath("update-\(name)-\(UInt64.random(in: 0 ... .max))")
  }

  private static func articles(_ range: Range<Int>) -> [Article] {
    ArchiveAdditionTests.articles(range, seed: UInt64(range.lowerBound + 3))
  }

  private static func open(_ path: String) throws -> Archive {
    try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
  }

  private static func add(_ articles: [Article], to path: String) throws {
    _ = try ArchiveAdditionTests.update(path).add(ArchiveFileTests.archive(articles), ArchiveAdditionTests.context)
  }

  private static func identifiers(_ archive: Archive) -> [String] {
    (0..<archive.articleCount).map { archive.withText(of: .id, article: $0) { String(decoding: $0, as: UTF8.self) } }
  }

  @Test
  func aFileOfFormat2IsReadAndGrows() throws {
    let path = Self.path("old")
    defer { unlink(path) }
    let first = Self.articles(0..<60)
    try ArchiveFileTests.put(try ArchiveFileTests.partBytes(of: ArchiveFileTests.archive(first)), at: path)
    #expect(try Self.open(path).articleCount == 60)
    try Self.add(Self.articles(60..<70), to: path)
    let grown = try Self.open(path)
    #expect(grown.parts.count == 2)
    #expect(Self.identifiers(grown) == (0..<70).map { "id \($0)" })
    #expect(ArchiveFile.isWhole(grown))
  }

  @Test
  func aReaderKeepsWhatItOpened() throws {
    let path = Self.path("reader")
    defer { unlink(path) }
    try ArchiveFile.write(ArchiveFileTests.archive(Self.articles(0..<50)), to: path, threadCount: 1)
    let before = try Self.open(path)
    try Self.add(Self.articles(50..<60), to: path)
    try ArchiveAdditionTests.update(path).compact(ArchiveAdditionTests.context)
    #expect(before.articleCount == 50)
    #expect(Self.identifiers(before).last == "id 49")
    #expect(ArchiveFile.isWhole(before))
    #expect(try Self.open(path).articleCount == 60)
  }

  @Test
  func inStepsOrAtOnce() throws {
    let path = Self.path("steps")
    defer { unlink(path) }
    var articles = Self.articles(0..<40)
    try ArchiveFile.write(ArchiveFileTests.archive(articles), to: path, threadCount: 1)
    var editionCount = 0
    // Enough of one size that some are joined, with new editions of articles in other parts, and known ones.
    for step in 0..<20 {
      var more = Self.articles(40 + step * 5..<45 + step * 5)
      more[0][.id] = "id \(step * 3)"
      more.append(articles[articles.count - 1])
      try Self.add(more, to: path)
      // One identifier of the twenty went to another article before.
      let before = articles.count
      articles.removeAll { $0[.id] == "id \(step * 3)" }
      editionCount += before - articles.count
      articles += more.prefix(5)
    }
    let grown = try Self.open(path)
    #expect(grown.parts.count < 16)
    #expect(Self.identifiers(grown) == articles.map { $0[.id] })
    #expect(grown.rowCount == grown.articleCount + editionCount)
    let atOnce = ArchiveFileTests.archive(articles)
    #expect(grown.wordCount == atOnce.wordCount)
    try ArchiveAdditionTests.update(path).compact(ArchiveAdditionTests.context)
    let compact = try Self.open(path)
    #expect(compact.parts.count == 1)
    #expect(compact.rowCount == grown.rowCount)
    ArchiveAdditionTests.expectSameIndex(compact, atOnce)
    for row in grown.articleCount..<grown.rowCount {
      let text = grown.withAllText(of: row) { Array($0) }
      let isThere = (compact.articleCount..<compact.rowCount).contains { other in
        compact.withAllText(of: other) { $0.elementsEqual(text) }
      }
      #expect(isThere, "older edition \(row)")
    }
  }

  @Test
  func whatIsRemovedIsGone() throws {
    let path = Self.path("remove")
    defer { unlink(path) }
    var articles = Self.articles(0..<30)
    articles[4][.body] = "A secret that must be forgotten."
    try ArchiveFile.write(ArchiveFileTests.archive(articles), to: path, threadCount: 1)
    var edition = Self.articles(30..<31)
    edition[0][.id] = "id 4"
    try Self.add(edition, to: path)
    let update = try ArchiveAdditionTests.update(path)
    let place = try #require(Self.identifiers(update.archive).firstIndex(of: "id 4"))
    try update.remove([UInt32(place)])
    let without = try Self.open(path)
    #expect(without.articleCount == 29)
    // The edition before it is not told of either.
    #expect(without.rowCount == 29)
    #expect(!Self.identifiers(without).contains("id 4"))
    try update.compact(ArchiveAdditionTests.context)
    let compact = try Self.open(path)
    #expect(compact.rowCount == 29)
    #expect(compact.index.term(Array("secret".utf8).withUnsafeBytes { UnsafeRawBufferPointer($0) }) == nil)
    // What is removed can come again.
    try Self.add(edition, to: path)
    #expect(try Self.open(path).articleCount == 30)
  }

  @Test
  func aSecondWriterWaitsOrIsRefused() throws {
    let path = Self.path("lock")
    defer { unlink(path) }
    try ArchiveFile.write(ArchiveFileTests.archive(Self.articles(0..<20)), to: path, threadCount: 1)
    var settings = ArchiveUpdate.Settings(onDamage: ArchiveFileTests.refuse)
    settings.waits = false
    var first: ArchiveUpdate? = try ArchiveAdditionTests.update(path)
    withExtendedLifetime(first) {
      _ = #expect(throws: WorldError.self) { try ArchiveUpdate(path: path, settings) }
    }
    first = nil
    #expect(throws: Never.self) { try ArchiveUpdate(path: path, settings) }
  }

  @Test
  func ofTwoSlotsTheOneThatIsWholeCounts() throws {
    let path = Self.path("slots")
    defer { unlink(path) }
    try ArchiveFile.write(ArchiveFileTests.archive(Self.articles(0..<20)), to: path, threadCount: 1)
    try Self.add(Self.articles(20..<25), to: path)
    let whole = try ArchiveFileTests.bytes(at: path)
    for place in ArchiveSlot.places {
      var broken = whole
      broken[place + 3] ^= 0x10
      try ArchiveFileTests.put(broken, at: path)
      let archive = try Self.open(path)
      #expect(archive.hasBrokenSlot)
      #expect(archive.articleCount == 20 || archive.articleCount == 25)
      // It can be written to all the same.
      try Self.add(Self.articles(30..<32), to: path)
      #expect(try Self.open(path).articleCount == archive.articleCount + 2)
    }
  }

  @Test
  func aForgedManifestIsRefusedOrAnswered() throws {
    let path = Self.path("manifest")
    defer { unlink(path) }
    try ArchiveFile.write(ArchiveFileTests.archive(Self.articles(0..<20)), to: path, threadCount: 1)
    var edition = Self.articles(20..<23)
    edition[0][.id] = "id 4"
    try Self.add(edition, to: path)
    let whole = try ArchiveFileTests.bytes(at: path)
    let slots = ArchiveSlot.places.compactMap { place in
      whole[place...].withUnsafeBytes { ArchiveSlot($0) }
    }
    let slot = try #require(slots.max { $0.generation < $1.generation })
    var refusedCount = 0
    for offset in 0..<slot.count {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] {
        var bytes = whole
        bytes[slot.offset + offset] = value
        let manifest = Array(bytes[slot.offset..<slot.offset + slot.count])
        let forged = manifest.withUnsafeBytes {
          ArchiveSlot(generation: slot.generation, offset: slot.offset, manifest: $0)
        }
        let slotBytes = forged.bytes
        bytes.replaceSubrange(forged.place..<forged.place + ArchiveSlot.size, with: Array(slotBytes.bytes))
        if ForgedArchiveTests.isRefused(bytes, ["*", "* | versions", "talks | sort score desc"]) { refusedCount += 1 }
      }
    }
    #expect(refusedCount > slot.count)
  }

  @Test
  func moreThanMemoryHoldsGoesIntoAFile() throws {
    var lines = ""
    for number in 0..<900 {
      lines += "{\"id\":\"a\(number)\",\"title\":\"steel talks \(number)\",\"text\":\"trade \(number % 7) in arms\","
      lines += "\"n\":\(number % 3 == 0 ? "\(number)" : "\"x\(number)\"")}\n"
    }
    // Many inputs: one chunk is the least that a part is made of, and threads read some ahead.
    let files = lines.split(separator: "\n").chunks(of: 60).map { Array(($0.joined(separator: "\n") + "\n").utf8) }
    let path = Self.path("spill")
    defer { unlink(path) }
    let inputs = { files.map { bytes in IngestInput(name: "x.jsonl", byteCount: bytes.count) { InputBytes(bytes) } } }
    let ingest = Ingest(threadCount: 2, added: NewsDate(seconds: 1_700_000_000, precision: .second))
    let (whole, wholeReport) = try ingest.archive(of: inputs(), name: "x")
    func spill(_ memory: Int) -> Ingest.Spill {
      Ingest.Spill(memory: memory, path: path, isForKeeps: true, onDamage: ArchiveFileTests.refuse)
    }
    let (inMemory, _, none) = try ingest.archive(of: inputs(), name: "x", spill(1 << 30))
    #expect(none == nil)
    #expect(inMemory.fingerprint == whole.fingerprint)
    let streams = {
      files.map { bytes in
        let state = Lock(0)
        return IngestInput(
          name: "x.jsonl",
          stream: { count in
            state.withLock { start in
              let some = bytes[start..<min(bytes.count, start + min(count, 3000))]
              start += some.count
              return Array(some)
            }
          })
      }
    }
    for inputs in [inputs(), streams()] {
      let (archive, report, spilled) = try ingest.archive(of: inputs, name: "x", spill(3))
      #expect(spilled != nil)
      #expect(report.articleCount == wholeReport.articleCount)
      #expect(archive.articleCount == 900)
      #expect(archive.wordCount == whole.wordCount)
      for field in whole.schema {
        for row in 0..<900 where archive.column(field.name)?.value(at: row) != whole.column(field.name)?.value(at: row)
        {
          Issue.record("\(field.name), row \(row)")
        }
      }
      #expect(access(path, F_OK) != 0)
      try spilled?.keep()
      #expect(try Self.open(path).articleCount == 900)
      unlink(path)
    }
  }
}

extension Array {
  /// The elements in runs of `count`; the last may be shorter.
  fileprivate func chunks(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
