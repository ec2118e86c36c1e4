import NewsQuery
import Testing

/// Queries of other languages, as people type them: each answers what it means there, or is refused or noted with a hint
/// that does. None answers something else in silence.
@Suite struct ForeignQueryTests {
  static let lists = ["sql", "splunk-kusto", "lucene-mediacloud", "factiva-nexis"]

  static func queries(_ name: String) throws -> [(foreign: String, newsq: String)] {
    let bytes = try Repository.read("\(Repository.root)/Tests/Fixtures/foreign/\(name).tsv")
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("# ") }.compactMap {
      line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }

  private func hints(of query: String) throws -> (answer: [String]?, hints: [Diagnostic.Hint]) {
    do {
      guard let answer = try Fixture.answer(query) else { return (nil, []) }
      let rows = Fixture.show(answer.table, format: "tsv", width: nil).split(separator: "\n").map(String.init)
      return (rows, answer.notes.flatMap(\.hints))
    } catch let mistake as Diagnostic {
      return (nil, mistake.hints)
    }
  }

  @Test(arguments: lists) func eachIsAnsweredOrOffered(_ list: String) throws {
    let queries = try Self.queries(list)
    #expect(queries.count >= 90)
    for (foreign, newsq) in queries {
      let wanted = try #require(try hints(of: newsq).answer, "\(newsq)")
      let (answer, hints) = try hints(of: foreign)
      if answer == wanted { continue }
      let isOffered = try hints.contains { try $0.isReading && self.hints(of: $0.text).answer == wanted }
      #expect(isOffered, "\(foreign): wanted \(newsq), offered \(hints.map(\.text))")
    }
  }

  /// A hint is a whole query that can be asked, or a sentence.
  @Test func everyHintOfTheManualWorks() throws {
    for page in Manual.pages {
      for example in page.examples where !example.query.hasPrefix(".") {
        try checkHints(of: example.query)
      }
    }
  }

  @Test func everyHintOfAMutatedQueryWorks() throws {
    var random = SeededRandom(seed: 21)
    let marks = Array("|\"()/=~:*,.-a0 $@#!+&'[]<>%".utf8)
    let queries = Manual.pages.flatMap(\.examples).map { Array($0.query.utf8) }.filter { $0.first != UInt8(ascii: ".") }
    for _ in 0..<600 {
      var query = random.oneOf(queries)
      let place = random.below(query.count)
      switch random.below(3) {
      case 0: query.remove(at: place)
      case 1: query.insert(random.oneOf(marks), at: place)
      default: query[place] = random.oneOf(marks)
      }
      try checkHints(of: String(decoding: query, as: UTF8.self))
    }
  }

  private func checkHints(of query: String) throws {
    var found: [Diagnostic.Hint] = []
    do {
      found = try Fixture.answer(query)?.notes.flatMap(\.hints) ?? []
    } catch let mistake as Diagnostic {
      found = mistake.hints
    } catch is WorldError {
      return
    }
    for hint in found {
      #expect(hint.replaced == nil, "\(query): a fragment: \(hint.text)")
      guard hint.isReading else { continue }
      do {
        _ = try Fixture.answer(hint.text)
      } catch let mistake as Diagnostic {
        // A script's names are not known before it runs.
        if hint.text.contains("$") || hint.text.contains("@") { continue }
        Issue.record("\(query): the hint `\(hint.text)` fails: \(mistake.message)")
      } catch is WorldError {}
    }
  }

  /// The count beside a hint is that of the articles that its conditions leave.
  @Test func aHintCountsWhatConditionsLeave() throws {
    let count = try Fixture.rows("* | where words > 300 | select id").count - 1
    let all = try Fixture.rows("* | select id").count - 1
    #expect(0 < count && count < all)
    let shown = Fixture.transcript("* | where words > 300 && words > 299 | select id")
    #expect(shown.contains("help: * | where words > 300 and words > 299 | select id    \(count) articles"), "\(shown)")
  }
}
