import Testing

@testable import NewsQuery

/// Articles of a test: id, source, date, body.
private func archive(_ articles: [(id: String, source: String, date: String, body: String)]) -> Archive {
  var builder = ArchiveBuilder()
  let lines = articles.map { article in
    let body = article.body.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    return #"{"id":"\#(article.id)","source":"\#(article.source)","date":"\#(article.date)","body":"\#(body)"}"#
  }
  Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { bytes in
    try? JSONLinesReader.read(bytes, fileName: nil, report: { _ in }, emit: { article, _ in builder.append(article) })
  }
  return builder.finish(name: "test")
}

private func rows(_ query: String, of archive: Archive) throws -> [String] {
  var session = Session(archive: archive)
  let context = Fixture.context()
  var notes: [Diagnostic] = []
  var rows: [String] = []
  for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
    guard let table = try session.run(statement, context)?.table else { continue }
    rows = Fixture.show(table, format: "tsv", width: nil).split(separator: "\n").map(String.init)
  }
  return Array(rows.dropFirst())
}

@Suite struct CopyOrderTests {
  private let wire = """
    The presidents of two countries held a long talk on the phone on Thursday and agreed to meet again in the autumn.
    They spoke of trade, of the price of grain and of the ships that lie before the port since the end of the winter.
    A spokesman told the press that both sides had found the talk useful and that their ministers would now meet.
    """
  private let ending = "\nThe two had last spoken in the spring, when the first of the ships was let go after a week."

  @Test func theEarlierOneIsFirstAndTheCreditIsSaid() throws {
    let found = try rows(
      "* | copies | select place, id, credit, taken, own, evidence",
      of: archive([
        ("a", "Trend", "2020-07-24T09:30Z", wire + "\nTrend reports citing TASS."),
        ("b", "TASS", "2020-07-23T20:00Z", wire + ending),
      ]))
    #expect(found.map { String($0.prefix(4)) } == ["1\tb\t", "2\ta\t"])
    #expect(found.last?.hasSuffix("\tlater by 13 h, credits TASS, a part of it") == true)
    #expect(found.last?.hasPrefix("2\ta\tTASS\t") == true)
  }

  @Test func oneDayIsATieAndContainmentIsSaidBeside() throws {
    let found = try rows(
      "* | copies | select place, id, evidence",
      of: archive([("a", "One", "2020-07-23", wire), ("b", "Two", "2020-07-23", wire + ending + ending)]))
    #expect(found == ["1\tb\ttie", "2\ta\ttie, a part of it"])
  }

  @Test func theNextDayIsADayLater() throws {
    let found = try rows(
      "* | copies | select place, id, evidence",
      of: archive([("a", "One", "2020-07-24", wire), ("b", "Two", "2020-07-23", wire)]))
    #expect(found == ["1\tb\tearliest", "2\ta\tlater by 1 d"])
  }

  @Test func oneThatAddedHoldsTheFirst() throws {
    let found = try rows(
      "* | copies | select place, id, evidence",
      of: archive([("a", "One", "2020-07-23T10:00Z", wire), ("b", "Two", "2020-07-23T12:30Z", wire + ending)]))
    #expect(found == ["1\ta\tearliest", "2\tb\tlater by 2 h, all of it and more"])
  }

  @Test func linesOfThePageAreNoText() throws {
    let page = """

      ADVERTISEMENT
      Read more: The ships before the port and how they came to lie there for all of the long and cold winter months
      (Reporting by Jane Doe and John Roe and Jim Poe and Jill Loe; Editing by Jack Moe and June Noe and Joan Hoe)
      """
    let both = archive([
      ("a", "One", "2020-07-23", "A short text about nothing much." + page), ("b", "Two", "2020-07-23", wire + page),
    ])
    #expect(try rows("* | copies", of: both).isEmpty)
    let same = archive([("a", "One", "2020-07-23", wire + page), ("b", "Two", "2020-07-24", wire)])
    #expect(try rows("* | copies | select id, taken, own", of: same) == ["a\t1\t0", "b\t1\t0"])
    // An article of such lines alone is still compared.
    let lines = archive([("a", "One", "2020-07-23", page), ("b", "Two", "2020-07-24", page)])
    #expect(try rows("* | copies", of: lines).count == 2)
  }
}

@Suite struct StagesOnQuotesTests {
  @Test func amountsReadTheQuote() throws {
    let found = try rows(
      "* | quotes | amounts | select words, amount, unit",
      of: archive([
        (
          "a", "One", "2020-07-23",
          "The plan costs $7 billion. “We have paid $28 billion already,” Jane Smith said on a day when $3 was asked for."
        )
      ]))
    #expect(found == ["$28 billion\t28000000000\tUSD"])
  }

  @Test func namesAndDatesReadTheQuote() throws {
    let body = "In 1990 Tom Brown came. “I saw Mary Jones in Oslo in May 2019,” Jane Smith said in 1991."
    let one = archive([("a", "One", "2020-07-23", body)])
    #expect(try rows("* | quotes | names | select name, kind", of: one) == ["Mary Jones\tperson", "Oslo\tplace"])
    #expect(try rows("* | quotes | dates | select value", of: one) == ["2019-05"])
  }
}
