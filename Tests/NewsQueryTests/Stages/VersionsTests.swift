import Testing

@testable import NewsQuery

/// Editions of one url or id, told by what changed between them.
@Suite struct VersionsTests {
  private func rows(_ query: String, _ lines: [String]) throws -> [String] {
    var builder = ArchiveBuilder()
    Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { bytes in
      try? JSONLinesReader.read(bytes, fileName: nil, report: { _ in }, emit: { article, _ in builder.append(article) })
    }
    var session = Session(archive: builder.finish(name: "test"))
    let context = Fixture.context()
    var notes: [Diagnostic] = []
    var rows: [String] = []
    for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
      guard let table = try session.run(statement, context)?.table else { continue }
      rows = Fixture.show(table, format: "tsv", width: nil).split(separator: "\n").map(String.init)
    }
    return Array(rows.dropFirst())
  }

  private let editions = [
    #"{"url":"https://a.example/x?utm_source=m","date":"2024-05-01T08:00Z","headline":"Three die in fire","body":"A fire broke out at night. Three people died. The cause is not known."}"#,
    #"{"url":"https://a.example/x#top","date":"2024-05-01T10:00Z","headline":"Four die in fire","body":"A fire broke out at night. Four people died. The cause is not known. A fourth body was found later in the cellar of the house."}"#,
    #"{"url":"https://a.example/x","date":"2024-05-02T10:00Z","headline":"Four die in fire","body":"A fire broke out at night. Four people died. A fourth body was found later in the cellar of the house. Correction: an earlier version of this article gave another street."}"#,
    #"{"url":"https://a.example/y","date":"2024-05-01T10:00Z","headline":"Other","body":"Another story of the day."}"#,
  ]

  @Test func headlineSentencesAndNote() throws {
    let found = try rows(
      "* | versions | select place, retitled, added_sentences, cut_sentences, changed_sentences, noted", editions)
    #expect(found == ["1\t\t\t\t\t", "2\ttrue\t1\t0\t1\tfalse", "3\tfalse\t1\t1\t0\ttrue"])
  }

  @Test func editionsAreJoinedByIdToo() throws {
    let lines = [
      #"{"id":"s-1","date":"2024-05-01T08:00Z","headline":"Three die","body":"A fire broke out. Three people died."}"#,
      #"{"id":"s-1","date":"2024-05-01T10:00Z","headline":"Four die","body":"A fire broke out. Four people died."}"#,
      #"{"id":"s-2","date":"2024-05-01T10:00Z","headline":"Other","body":"Another story of the day."}"#,
    ]
    #expect(
      try rows("* | versions | select place, retitled, headline", lines) == ["1\t\tThree die", "2\ttrue\tFour die"])
  }

  @Test func whatFewWordsSayIsTheSameOnlyWithItsDateline() throws {
    let lines = [
      #"{"id":"a","date":"1987-03-11","body":"WINNIPEG, March 11 - Business nil."}"#,
      #"{"id":"b","date":"1987-03-12","body":"WINNIPEG, March 12 - Business nil."}"#,
      #"{"id":"c","date":"1987-03-12","body":"WINNIPEG, March 12 - Business nil."}"#,
      #"{"id":"d","date":"1987-03-13","body":"Business nil."}"#,
    ]
    #expect(try rows("* | copies | sort id | select id", lines) == ["b", "c"])
  }

  @Test func passagesAreInTheOrderOfTheRows() throws {
    // Rows come newest first and texts lie as they came; every cell must still be of its own row.
    let lines = (0..<200).map { number in
      let day = (number * 37) % 200
      return
        #"{"id":"\#(number)","date":"2024-0\#(1 + day / 25)-\#(10 + day % 25 % 18)","body":"It cost $\#(number + 100) and $\#(number + 400)."}"#
    }
    let found = try rows("* | amounts | select id, amount", lines)
    let ids = try rows("* | select id", lines)
    #expect(
      found == ids.flatMap { id in ["\(id)\t\((Int(id) ?? 0) + 100)", "\(id)\t\((Int(id) ?? 0) + 400)"] })
  }

  @Test func changesWithoutANoteCanBeAskedFor() throws {
    let query = "* | versions | where noted = false and (retitled or changed_sentences > 0) | select place, headline"
    #expect(try rows(query, editions) == ["2\tFour die in fire"])
  }

  @Test func whatWasCutIsShownSentenceBySentence() throws {
    let found = try rows("* | versions | diff | where change = \"cut\" | select sentence", editions)
    #expect(found.contains("The cause is not known."))
  }
}
