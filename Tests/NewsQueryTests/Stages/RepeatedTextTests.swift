import Glibc
import Testing

@testable import NewsQuery

/// Text that an outlet repeats on many pages is left out of counts of words, and everything else is counted.
struct RepeatedTextTests {
  private static let newsletter = "Join our harbour newsletter for nothing."

  /// Six articles with a box, a wire story in six outlets, and a story that one outlet has in six versions.
  private static let archive: Archive = {
    var articles: [Article] = []
    func add(_ source: String, _ paragraphs: [String]) {
      var article = Article()
      article[.id] = "\(articles.count)"
      article[.source] = source
      article[.headline] = "Notes from \(source)"
      article[.body] = paragraphs.joined(separator: "\n")
      articles.append(article)
    }
    let subjects = ["ferries", "cranes", "dredgers", "lighthouses", "pilots", "trawlers"]
    for subject in subjects {
      add("Harbour Post", ["The port counted its \(subject).", newsletter, "More \(subject) are to come."])
    }
    for number in 0..<6 {
      add("Outlet \(number)", ["Grain prices rose sharply.", "Millers paid for wheat in outlet\(number)."])
    }
    for number in 0..<6 {
      add(
        "Evening Bell",
        ["The bridge was shut.", "Engineers looked at a crack.", "Traffic went over the dam.", "Version\(number)."])
    }
    return RandomSplitsTests.archive(articles)
  }()

  private func terms(_ query: String) throws -> Set<String> {
    Set(
      try Fixture.rows(query, of: Self.archive).dropFirst().compactMap {
        $0.split(separator: "\t").first.map(String.init)
      })
  }

  @Test func aBoxIsLeftOutAndSaid() throws {
    let left = try terms("* | terms 500")
    #expect(!left.contains("newsletter") && !left.contains("harbour newsletter"))
    #expect(left.contains("ferries") && left.isSuperset(of: ["wheat", "grain", "bridge", "crack"]))
    #expect(
      try terms("* | terms 500 with boilerplate").subtracting(left) == ["join", "our", "newsletter", "nothing"])
    let answer = try #require(try Fixture.answer("* | terms", of: Self.archive))
    #expect(
      answer.notes.contains {
        $0.message.hasPrefix("left out 36 words (") && $0.hints.first?.text.contains("with boilerplate") == true
      })
    #expect(try #require(try Fixture.answer("grain | terms", of: Self.archive)).notes.isEmpty)
  }

  @Test func everyStageOfWordsLeavesItOut() throws {
    #expect(!(try terms("* | ngrams 2 900")).contains("harbour newsletter"))
    #expect(try terms("* | ngrams 2 900 with boilerplate").contains("harbour newsletter"))
    #expect(!(try terms("source:post | keywords")).contains("newsletter"))
    #expect(try terms("source:post | keywords with boilerplate").contains("newsletter"))
    #expect(!(try Fixture.rows("* | keywords by source", of: Self.archive).joined()).contains("newsletter"))
    #expect(try terms("newsletter | collocates").isEmpty)
    #expect(try terms("newsletter | collocates with boilerplate").contains("harbour"))
    let answer = try #require(try Fixture.answer("newsletter | collocates", of: Self.archive))
    #expect(answer.notes.contains { $0.message.hasPrefix("left out 6 hits") })
  }

  @Test func paragraphsTellIt() throws {
    #expect(
      try Fixture.rows("* | paragraphs | where boilerplate | distinct passage | select passage", of: Self.archive)
        == ["passage", Self.newsletter])
    #expect(try Fixture.rows("* | sentences | where boilerplate | count", of: Self.archive)[1].hasPrefix("6\t"))
  }

  /// All words that `keywords` sets beside those of the rows are those of the archive that are not left out.
  @Test func bothSidesLeaveOutTheSame() throws {
    let archive = Self.archive
    let whole = try #require(try Fixture.answer("* | terms 500", of: archive)).table
    var counts: [String: Double] = [:]
    for row in whole.rows {
      guard case .number(let count)? = whole.column("count")?.value(at: Int(row)) else { continue }
      counts[whole.column("term")?.value(at: Int(row)).printed ?? ""] = count
    }
    let marked = try #require(try Fixture.answer("source:post | keywords 500", of: archive)).table
    #expect(marked.rowCount > 5)
    for row in marked.rows {
      guard case .number(let own)? = marked.column("count")?.value(at: Int(row)),
        case .number(let other)? = marked.column("other")?.value(at: Int(row))
      else { continue }
      let term = marked.column("term")?.value(at: Int(row)).printed ?? ""
      #expect(own + other == counts[term], "\(term)")
    }
    // As if the archive had been made without the boxes.
    var articles: [Article] = []
    for number in 0..<archive.articleCount {
      var article = Article()
      article[.id] = "\(number)"
      article[.source] = archive.column("source")?.value(at: number).printed ?? ""
      article[.headline] = archive.column("headline")?.value(at: number).printed ?? ""
      article[.body] = archive.withText(of: .body, article: number) { String(decoding: $0, as: UTF8.self) }
        .split(separator: "\n").filter { $0 != Self.newsletter }.joined(separator: "\n")
      articles.append(article)
    }
    let clean = RandomSplitsTests.archive(articles)
    for query in [
      "source:post | keywords 99", "port or bridge | collocates 3",
      "* | keywords 9 by source | select source, term, count, other, log_likelihood",
      "* | ngrams 3 99",
      "crack | keywords vs (source:post)", "ferries | sentences | keywords 9",
    ] {
      #expect(try Fixture.rows(query, of: archive) == Fixture.rows(query, of: clean), "\(query)")
    }
  }

  /// Against a plain reading of the definition.
  @Test(arguments: 0..<6) func asDefined(_ seed: UInt64) throws {
    let articles = RandomSplitsTests.articles(90, seed: 300 + seed)
    let archive = RandomSplitsTests.archive(articles)
    let repeated = try archive.repeatedParagraphs(threadCount: 2)
    func paragraphs(_ article: Article) -> [String] {
      article[.body].split(whereSeparator: \.isNewline).map { String($0) }
        .map { text in String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }.filter { !$0.isEmpty }
    }
    func areVersions(_ a: Set<String>, _ b: Set<String>) -> Bool {
      (a.intersection(b).count - 1) * 2 >= a.union(b).count - 1
    }
    var wanted: [String: Set<String>] = [:]
    for (source, own) in Dictionary(grouping: articles, by: { $0[.source] }) {
      for paragraph in Set(own.flatMap(paragraphs)) {
        var different: [Set<String>] = []
        for article in own {
          let all = Set(paragraphs(article))
          if all.contains(paragraph), !different.contains(where: { areVersions($0, all) }) { different.append(all) }
        }
        if different.count >= 5 { wanted[source, default: []].insert(paragraph) }
      }
    }
    #expect(!wanted.isEmpty)
    for (number, article) in articles.enumerated() {
      let found = archive.withText(of: .body, article: number) { text in
        repeated.ranges(in: text, of: number, archive).map { String(decoding: text[$0], as: UTF8.self) }
      }
      #expect(found == paragraphs(article).filter { wanted[article[.source]]?.contains($0) ?? false })
    }
  }

  /// An archive file keeps what tells them.
  @Test func anArchiveFileAnswersTheSame() throws {
    let path = "/tmp/newsq-repeated-\(getpid()).archive"
    defer { unlink(path) }
    let built = RandomSplitsTests.archive(RandomSplitsTests.articles(120, seed: 77))
    try ArchiveFile.write(built, to: path, Fixture.context(threadCount: 2))
    let kept = try ArchiveFile.open(path: path) { fatalError("\($0)") }
    #expect(
      kept.onlyPart.image.has(ParagraphHashes.hashesName) && !built.onlyPart.image.has(ParagraphHashes.hashesName))
    for query in ["* | terms 40", "steel | keywords 40", "* | paragraphs | where boilerplate | count by passage"] {
      let rows = try Fixture.rows(query, of: built)
      #expect(try Fixture.rows(query, of: kept) == rows && rows.count > 2, "\(query)")
    }
  }
}
