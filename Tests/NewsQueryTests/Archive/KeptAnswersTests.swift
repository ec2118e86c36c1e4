import CLibrary
import Testing

@testable import NewsQuery

/// What an archive file keeps answers as what is computed.
@Suite struct KeptAnswersTests {
  /// Articles of which some are copies, in an archive in memory and in one that was written and opened again.
  private func archives(_ body: (_ built: Archive, _ kept: Archive) throws -> Void) throws {
    var random = SeededRandom(seed: 12)
    var texts: [[String]] = []
    var builder = ArchiveBuilder()
    for number in 0..<300 {
      var words = (0..<60).map { _ in "w\(random.below(4_000))" }
      if number > 0, random.holds(oneIn: 3) {
        words = random.oneOf(texts)
        words.removeLast(random.below(20))
        words += (0..<random.below(30)).map { _ in "v\(random.below(4_000))" }
      }
      texts.append(words)
      var article = Article()
      article[.id] = "\(number)"
      article[.source] = "s\(random.below(5))"
      article[.body] = words.joined(separator: " ")
      if !random.holds(oneIn: 5) {
        article.published = NewsDate(iso: "2024-0\(random.below(9) + 1)-1\(random.below(9))")
      }
      builder.append(article)
    }
    let built = builder.finish(name: "built")
    let path = "/tmp/newsq-kept-\(getpid()).archive"
    defer { unlink(path) }
    try ArchiveFile.write(built, to: path, Fixture.context(threadCount: 2))
    try body(built, ArchiveFile.open(path: path) { fatalError("\($0)") })
  }

  @Test func copiesAndOrderAreTheSame() throws {
    try archives { built, kept in
      #expect(KeptAnswers.copyGroups(in: kept.onlyPart) != nil && KeptAnswers.ranks(in: kept.onlyPart) != nil)
      #expect(KeptAnswers.copyGroups(in: built.onlyPart) == nil && KeptAnswers.ranks(in: built.onlyPart) == nil)
      for query in [
        "* | count", "source:s1 | count by source", "* | copies | select id, place, taken, own",
        "source:s2 or source:s3 | copies",
        "* | distinct text | select id", "*", "w1* | select id", "w2* | sort score desc | head 9 | select id, score",
      ] {
        let rows = try [built, kept].map { archive in
          var session = Session(archive: archive)
          var notes: [Diagnostic] = []
          let context = Fixture.context(threadCount: 2)
          let statements = try session.statements(of: SourceText(query), context, notes: &notes)
          let answer = try session.run(try #require(statements.first), context)
          return Fixture.show(try #require(answer).table, format: "tsv", width: nil)
        }
        #expect(rows[0] == rows[1], "\(query)")
        #expect(rows[0].split(separator: "\n").count > 1, "\(query)")
      }
    }
  }
}
