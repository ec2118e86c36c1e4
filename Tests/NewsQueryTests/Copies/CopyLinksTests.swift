import CLibrary
import Testing

@testable import NewsQuery

/// What an archive knows of copies in different parts: no two copies are ever in different groups, and few texts are compared.
struct CopyLinksTests {
  /// Words that an index cuts otherwise than shingles are cut: numbers, initials, possessives, compounds, accents, scripts.
  private static let words = [
    "1,204", "1204", "204", "3.5", "3", "5", "2,000,000", "5km", "1,205km", "U.S.", "US", "u", "s", "J.D", "mayor's",
    "mayor", "cost-cutting", "cost", "O'Brien", "état", "e\u{301}tat", "ETAT", "ёлка", "елка", "Ёлка", "北京", "北", "京都",
    "ไทย", "straße", "strasse", "a", "é", "the", "of", "co\u{AD}operate", "cooperate", "23.07.2020", "٣٫٥", "１２", "12",
    "B-52", "52", "x1", "قال", "न्यूज़",
  ]

  private static func text(_ random: inout SeededRandom) -> [String] {
    let count = random.holds(oneIn: 6) ? random.below(12) : 20 + random.below(60)
    return (0..<count).map { _ in random.holds(oneIn: 2) ? random.oneOf(words) : "w\(random.below(500))" }
  }

  /// Articles of which every second is like one before it.
  private static func articles(_ range: Range<Int>, _ texts: inout [[String]], _ random: inout SeededRandom)
    -> [Article]
  {
    range.map { number in
      var words = text(&random)
      if let model = texts.randomElement(using: &random), random.holds(oneIn: 2) {
        words = model
        if !words.isEmpty { words.removeFirst(random.below(words.count / 2 + 1)) }
        for _ in 0..<random.below(4) where !words.isEmpty {
          words[random.below(words.count)] = random.oneOf(Self.words)
        }
        words += text(&random).prefix(random.below(30))
      }
      texts.append(words)
      var article = Article()
      // Some come again, and some again in other words.
      article[.id] = random.holds(oneIn: 9) ? "\(random.below(number + 1))" : "\(number)"
      article[random.holds(oneIn: 9) ? .headline : .body] = words.joined(separator: random.oneOf([" ", ", ", "\n"]))
      return article
    }
  }

  /// Fails if two copies are in different groups.
  private static func expectJoined(_ archive: Archive, _ links: CopyLinks, _ comment: Comment) throws {
    let context = ArchiveAdditionTests.context
    let groups = try #require(CopyGroups(archive.parts.map(\.part), links), comment)
    let exact = try TextGroups(all: archive, context)
    func group(_ article: Int) -> UInt32 {
      let place = archive.place(of: article)
      return groups.group(of: .init(part: place.part, row: UInt32(place.row)))
    }
    for (article, first) in exact.firsts.enumerated() {
      #expect(group(article) == group(Int(first)), comment)
    }
    let known = try TextGroups((0..<archive.articleCount).map(UInt32.init), of: archive, context)
    #expect(known.firsts == exact.firsts, comment)
  }

  @Test(arguments: 1...6)
  func additionsAreLinked(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var texts: [[String]] = []
    let path = ArchiveFileTests.temporaryPath("links-\(seed)")
    defer { unlink(path) }
    let context = ArchiveAdditionTests.context
    try ArchiveFile.write(ArchiveFileTests.archive(Self.articles(0..<60, &texts, &random)), to: path, context)
    var start = 60
    var crossing = 0
    // Enough that small parts are joined.
    for step in 0..<12 {
      let count = 1 + random.below(9)
      let more = Self.articles(start..<start + count, &texts, &random)
      start += count
      _ = try ArchiveAdditionTests.update(path).add(ArchiveFileTests.archive(more), context)
      if random.holds(oneIn: 4) {
        let update = try ArchiveAdditionTests.update(path)
        try update.remove([UInt32(random.below(update.archive.articleCount))])
      }
      let archive = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
      #expect(archive.links.isComplete)
      crossing = max(crossing, archive.links.links.count)
      try Self.expectJoined(archive, archive.links, "seed \(seed), step \(step)")
    }
    #expect(crossing > 2)
    try ArchiveAdditionTests.update(path).compact(context)
    let compact = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
    try Self.expectJoined(compact, compact.links, "seed \(seed), compact")
    let sizes = try #require(KeptAnswers.copySizes(in: compact.parts[0].part))
    let exact = try TextGroups(all: compact, context)
    #expect((0..<compact.articleCount).allSatisfy { exact.size(of: $0) == Int(sizes[$0]) })
  }

  @Test(arguments: 1...4)
  func severalArchivesAreLinked(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var texts: [[String]] = []
    let context = ArchiveAdditionTests.context
    var archives: [Archive] = []
    for number in 0..<2 {
      let path = ArchiveFileTests.temporaryPath("several-\(seed)-\(number)")
      defer { unlink(path) }
      let some = Self.articles(number * 50..<number * 50 + 50 - number * 20, &texts, &random)
      try ArchiveFile.write(ArchiveFileTests.archive(some), to: path, context)
      _ = try ArchiveAdditionTests.update(path).add(
        ArchiveFileTests.archive(Self.articles(200 + number * 9..<209 + number * 9, &texts, &random)), context)
      archives.append(try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse))
    }
    archives.append(ArchiveFileTests.archive(Self.articles(300..<320, &texts, &random)))
    let joined = Archive(joining: archives, name: "all")
    #expect(!joined.links.isComplete)
    let links = try TextGroups.knownLinks(of: joined, context)
    #expect(links.isComplete)
    try Self.expectJoined(joined, links, "seed \(seed)")
    // Written together they are linked for good.
    let path = ArchiveFileTests.temporaryPath("several-\(seed)")
    defer { unlink(path) }
    try ArchiveFile.write(joined, to: path, context)
    let written = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
    #expect(written.parts.count == joined.parts.count)
    try Self.expectJoined(written, written.links, "seed \(seed), written")
  }

  @Test
  func fewOthersAreCompared() throws {
    var random = SeededRandom(seed: 9)
    func articles(_ range: Range<Int>) -> [Article] {
      range.map { number in
        var article = Article()
        article[.id] = "\(number)"
        // Words as common as in a language: the tenth is ten times as rare as the first.
        let words = (0..<200).map { _ in "w\(Int(2_000 * Double.random(in: 0...1, using: &random).cubed))" }
        article[.body] = words.joined(separator: " ")
        return article
      }
    }
    let context = ArchiveAdditionTests.context
    let old = ArchiveFileTests.archive(articles(0..<400))
    let path = ArchiveFileTests.temporaryPath("few")
    defer { unlink(path) }
    try ArchiveFile.write(old, to: path, context)
    let kept = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
    let search = try #require(CopySearch(kept.parts.map(\.part)))
    let new = ArchiveFileTests.archive(articles(400..<420))
    #expect(try search.articles(like: Array(0..<20), of: new, context).count < 10)
    #expect(try search.articles(like: Array(0..<400), of: old, context) == Array(0..<400))
    // Without sizes nothing is known.
    #expect(CopySearch(old.parts.map(\.part)) == nil)
  }

  @Test(arguments: [
    ("1204", ["1204", "1", "204"]), ("204", ["204"]), ("2000000", ["2000000", "2", "000", "000"]),
    ("123456km", ["123456km", "123", "456km"]), ("3.5", ["3", "5"]), ("1204.50", ["1204", "50", "1", "204"]),
  ])
  func piecesOfNumbers(_ number: String, _ pieces: [String]) {
    var found: [String] = []
    CopyTerms.forEachPiece(of: Array(number.utf8)) { found.append(String(decoding: $0, as: UTF8.self)) }
    #expect(found == pieces)
  }

  @Test
  func theLeastSharedIsThatOfCopies() {
    for a in 1..<60 {
      for b in 1..<60 {
        let least = (0...60).first { NearCopies.areCopies(a, b, shared: $0) } ?? 61
        #expect(CopySearch.leastShared(a, b) == least, "\(a) \(b)")
      }
    }
  }

  /// A forged section is refused or answered.
  @Test
  func aSectionIsChecked() throws {
    let entry = ArchiveManifest.Entry(
      offset: 0, size: 0, fingerprint: 0, articleCount: 3, rowCount: 3, wordCount: 0)
    let link = CopyLinks.Link(one: .init(part: 0, row: 2), other: .init(part: 1, row: 0))
    let bytes = CopyLinks(all: [link], partCount: 2).bytes
    #expect(CopyLinks(bytes, parts: [entry, entry])?.links == [link])
    #expect(CopyLinks(bytes, parts: [entry]) == nil)
    #expect(CopyLinks(Array(bytes.dropLast()), parts: [entry, entry]) == nil)
    for (place, value) in [(4, UInt8(2)), (8, 7), (12, 3), (16, 2), (20, 9)] {
      var forged = bytes
      forged[place] = value
      #expect(CopyLinks(forged, parts: [entry, entry]) == nil, "\(place)")
    }
  }
}

extension Double {
  fileprivate var cubed: Double { self * self * self }
}
