import Testing

@testable import NewsQuery

@Suite struct NinjsWriterTests {
  /// All fixture articles, whatever their format.
  static let archive: Archive = {
    var builder = ArchiveBuilder()
    for path in [
      "manual.jsonl", "ninjs/items.json", "html/page.html", "html/jsonld.html", "warc/pages.warc", "mail/box.mbox",
      "nexis/export.txt", "nexis/newer.txt", "factiva/coded.txt", "factiva/plain.txt", "csv/semicolon.csv",
      "rss/feed.xml", "rss/atom.xml", "nitf/story.xml", "newsml-g2/item.xml", "newsml1/item.xml", "wire/anpa.txt",
      "wire/iptc7901.txt",
    ] {
      for (number, article) in readFile(path).articles.enumerated() {
        builder.append(article, place: "\(path):\(number)")
      }
    }
    for article in awkward { builder.append(article) }
    return builder.finish(name: "fixtures")
  }()

  /// What ninjs has no place for, and what a reader would take for something else.
  static let awkward: [Article] = {
    var all = Article()
    all[.id] = "no address: ä\u{0} 100%"
    all[.headline] = "A \"quoted\" \\ headline"
    all[.deck] = "A deck"
    all[.body] = "<p>Not markup</p> but said so.\n\nLONDON — no dateline of ours"
    all[.dateline] = "PARIS, May 3 (AFP) -"
    all[.located] = "Paris"
    all[.source] = "The Paper"
    all[.section] = "World"
    all[.language] = "en"
    all[.url] = "https://paper.example/a b"
    all.bylines = ["Smith, Jane", "and By Nobody"]
    all.credits = ["Some Agency; and another"]
    all.tags = ["a, b", "c"]
    all.published = NewsDate(iso: "2021-05")
    all.updated = NewsDate(iso: "2021-05-03T10:20-03:30")
    all.added = NewsDate(iso: "2021-05-04T00:00:00Z")
    all.others = [
      ("rating", .number(4.5)), ("likes", .number(12)), ("type", .text("column")), ("is_paid", .truth(false)),
      ("people", .list([.text("A"), .text("B")])), ("x\"y\n", .text("z")),
    ]
    var bare = Article()
    bare[.deck] = "Only a deck"
    bare.updated = NewsDate(iso: "2020-01-01")
    var address = Article()
    address[.id] = "https://paper.example/1?x=%20#y"
    address[.url] = "https://paper.example/1"
    address[.headline] = "h"
    address.published = NewsDate(iso: "2021-05-03T10:20:30+02:00")
    address.updated = NewsDate(iso: "2021-05-03T09:00:00Z")
    return [all, bare, address]
  }()

  private func items(_ table: Table) -> [String] {
    Fixture.show(table, format: "ninjs", width: nil).split(separator: "\n").map(String.init)
  }

  private var everything: Table {
    Table(
      archive: Self.archive, columns: [], rows: (0..<UInt32(Self.archive.articleCount)).map { $0 }, origin: .articles)
  }

  @Test func whatGoesOutComesInAgain() {
    let lines = items(everything)
    #expect(lines.count == Self.archive.articleCount)
    #expect(lines.count > 60)
    var builder = ArchiveBuilder()
    for line in lines {
      let result = readBytes(Array(line.utf8))
      #expect(result.problems.isEmpty)
      #expect(result.articles.count == 1)
      for article in result.articles { builder.append(article) }
    }
    let back = builder.finish(name: "back")
    #expect(back.schema == Self.archive.schema)
    for number in 0..<min(back.articleCount, Self.archive.articleCount) {
      #expect(back.article(number) == Self.archive.article(number))
    }
  }

  @Test func itemsAreValid() throws {
    for line in items(everything) {
      let item = try Array(line.utf8).withUnsafeBytes { bytes in
        var scanner = JSONScanner(bytes)
        return try JSONValue.read(&scanner)
      }
      for violation in NinjsRules.violations(in: item) { Issue.record("\(violation): \(line)") }
    }
  }

  /// The rules themselves are tried: each of these breaks one.
  @Test(arguments: [
    #"{"type":"text"}"#, #"{"uri":"no address"}"#, #"{"uri":"a:b","headline":"old form"}"#,
    #"{"uri":"a:b","type":"news"}"#, #"{"uri":"a:b","headlines":"x"}"#, #"{"uri":"a:b","headlines":[{"role":"main"}]}"#,
    #"{"uri":"a:b","headlines":[{"value":1}]}"#, #"{"uri":"a:b","bodies":[{"value":"x","lang":"en"}]}"#,
    #"{"uri":"a:b","firstCreated":"2021-05-03"}"#, #"{"uri":"a:b","firstCreated":"2021-05-03T10:20:00"}"#,
    #"{"uri":"a:b","renditions":[{"href":"https://x.example/"}]}"#, #"{"uri":"a:b","infoSources":[{"rel":"x"}]}"#,
  ])
  func rulesAreRules(_ text: String) throws {
    let item = try Array(text.utf8).withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      return try JSONValue.read(&scanner)
    }
    #expect(NinjsRules.violations(in: item).count == 1)
  }

  @Test func anArticleIsWrittenOnce() throws {
    let table = try #require(try Fixture.answer("* | sentences")?.table)
    let lines = Fixture.show(table, format: "ninjs", width: nil).split(separator: "\n")
    let articles = Set(table.rows.compactMap { table.article(of: $0) })
    #expect(lines.count == articles.count)
  }

  @Test func countedRowsAreNoArticles() {
    #expect(throws: Diagnostic.self) { try Fixture.answer("* | count by source | as ninjs") }
    #expect(throws: Diagnostic.self) { try Fixture.answer("* | count by source | write x.ninjs") }
  }
}

/// What the JSON schema of ninjs 3.1 asks of the members that newsq writes.
private enum NinjsRules {
  private indirect enum Rule: Sendable {
    case text, uri, moment
    case one(of: [String])
    case object([String: Rule], required: [String])
    case list(Rule)
  }

  private static let texts = Rule.list(
    .object(["role": .text, "contentType": .text, "value": .text], required: ["value"]))

  private static let item = Rule.object(
    [
      "uri": .uri,
      "type": .one(of: [
        "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning",
      ]),
      "firstCreated": .moment, "versionCreated": .moment, "language": .text, "copyrightHolder": .text, "by": .text,
      "located": .text, "headlines": texts, "descriptions": texts, "bodies": texts,
      "infoSources": .list(.object(["name": .text, "role": .text, "uri": .uri, "literal": .text], required: [])),
      "subjects": .list(.object(["name": .text, "rel": .text, "uri": .uri, "literal": .text], required: [])),
      "renditions": .list(
        .object(["name": .text, "href": .uri, "contentType": .text, "title": .text], required: ["name"])),
      "altIds": .list(.object(["role": .text, "value": .text], required: [])),
      "standard": .object(["name": .text, "version": .text, "schema": .uri], required: []),
    ], required: ["uri"])

  static func violations(in value: JSONValue) -> [String] { violations(of: item, in: value, at: "item") }

  private static func violations(of rule: Rule, in value: JSONValue, at place: String) -> [String] {
    switch (rule, value) {
    case (.text, .text): return []
    case (.uri, .text(let text)):
      let isAddress = text.wholeMatch(
        of: #/[A-Za-z][A-Za-z0-9+.\-]*:([A-Za-z0-9\-._~:\/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*(#[^#]*)?/#)
      return isAddress == nil ? ["\(place) is no address"] : []
    case (.moment, .text(let text)):
      let isMoment = text.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+\-]\d\d:\d\d)/#)
      return isMoment == nil ? ["\(place) is not a date-time"] : []
    case (.one(let known), .text(let text)): return known.contains(text) ? [] : ["\(place) may not be \(text)"]
    case (.list(let rule), .list(let items)): return items.flatMap { violations(of: rule, in: $0, at: place) }
    case (.object(let rules, let required), .object(let members)):
      var found = required.filter { name in !members.contains { $0.key == name } }.map { "\(place) lacks \($0)" }
      for member in members {
        guard let rule = rules[member.key] else {
          found.append("\(place) may have no \(member.key)")
          continue
        }
        found += violations(of: rule, in: member.value, at: "\(place).\(member.key)")
      }
      return found
    default: return ["\(place) is of the wrong kind"]
    }
  }
}
