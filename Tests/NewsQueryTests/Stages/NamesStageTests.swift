import Testing

@testable import NewsQuery

/// `names` over whole articles.
@Suite struct NamesStageTests {
  private func archive(_ lines: [String]) -> Archive {
    var builder = ArchiveBuilder()
    Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { bytes in
      try? JSONLinesReader.read(bytes, fileName: nil, report: { _ in }, emit: { article, _ in builder.append(article) })
    }
    return builder.finish(name: "test")
  }

  private func run(_ query: String, _ archive: Archive) throws -> (rows: [String], notes: [String]) {
    var session = Session(archive: archive)
    let context = Fixture.context()
    var ignored: [Diagnostic] = []
    var notes: [String] = []
    var rows: [String] = []
    for statement in try session.statements(of: SourceText(query), context, notes: &ignored) {
      guard let answer = try session.run(statement, context) else { continue }
      notes += answer.notes.map(\.message)
      let table = answer.table
      for row in table.rows {
        rows.append(table.columns.map { $0.column.value(at: Int(row)).printed }.joined(separator: "\t"))
      }
    }
    return (rows, notes)
  }

  @Test func theBodyProvesTheNamesOfTheHeadline() throws {
    let one = archive([
      #"{"id":"a","headline":"Vandel opens a mill","body":"The mill is new.\n\nIt belongs to Nora Vandel, 43, of Oslo."}"#
    ])
    #expect(
      try run("* | names | select name, words, paragraph", one).rows == [
        "Nora Vandel\tVandel\t1", "Nora Vandel\tNora Vandel\t2", "Oslo\tOslo\t2",
      ])
    #expect(try run("* | head 1 | names | select words", one).rows == ["Vandel", "Nora Vandel", "Oslo"])
    let alone = archive([#"{"id":"a","headline":"Vandel opens a mill","body":"The mill is new."}"#])
    #expect(try run("* | names | select words", alone).rows.isEmpty)
  }

  @Test func aSentenceHasTheNamesOfItsArticle() throws {
    let one = archive([
      #"{"id":"a","headline":"A mill","body":"Nora Vandel came. The mill is new. Vandel left Oslo."}"#
    ])
    #expect(
      try run("* | sentences | names | select name", one).rows == ["Nora Vandel", "Nora Vandel", "Oslo"])
  }

  @Test func languagesThatAreNotReadAreNoted() throws {
    let two = archive([
      #"{"id":"a","language":"en","body":"Nora Vandel came."}"#, #"{"id":"b","language":"ar","body":"نص"}"#,
    ])
    #expect(
      try run("* | names", two).notes == [
        "1 article of the archive is in languages whose words around names are not known: ar (1); there capitals alone "
          + "tell a name, and scripts without capitals have none"
      ])
    #expect(try run("* | names", archive([#"{"id":"a","language":"de","body":"Nora Vandel kam."}"#])).notes.isEmpty)
  }
}
