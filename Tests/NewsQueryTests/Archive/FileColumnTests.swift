import Testing

@testable import NewsQuery

/// The column `file`: where each article was read from.
struct FileColumnTests {
  private static func input(_ name: String, _ text: String) -> IngestInput {
    let bytes = Array(text.utf8)
    return IngestInput(name: name, byteCount: bytes.count) { InputBytes(bytes) }
  }

  private static let inputs = [
    input(
      "news/a.jsonl",
      #"{"id":"a","title":"One","file":"own.txt","text":"x"}"# + "\n" + #"{"title":"Two","text":"y"}"# + "\n"),
    input("b.csv", "title,text\nThree,z\n"),
    input(
      "c.html", "<html><head><title>Four</title></head><body><p>A page about something, with a text.</p></body></html>"),
  ]

  private static func cells(_ archive: Archive, _ name: String) -> [String] {
    (0..<archive.articleCount).map { archive.column(name)?.value(at: $0).printed ?? "" }
  }

  @Test func itIsThePathAsNamed() throws {
    let (archive, _) = try Ingest(threadCount: 2).archive(of: Self.inputs, name: "x")
    #expect(Set(Self.cells(archive, "file")) == ["news/a.jsonl", "b.csv", "c.html"])
    #expect(Self.cells(archive, "file").prefix(2) == ["news/a.jsonl", "news/a.jsonl"])
    // The input's own key of that name has another column.
    #expect(Self.cells(archive, "input_file").prefix(2) == ["own.txt", ""])
    for (query, ids) in [
      ("file:b.csv | select id", "id\nb.csv:2\n"), ("file:\"a jsonl\" | select id | tail 1", "id\nnews/a.jsonl:2\n"),
      ("input_file:own | select file", "file\nnews/a.jsonl\n"),
    ] {
      let table = try #require(try Fixture.answer(query, of: archive)?.table)
      #expect(Fixture.show(table, format: "tsv", width: nil) == ids, "\(query)")
    }
    #expect(try Fixture.answer("*", of: archive)?.table.columns.contains { $0.name == "file" } == false)
  }

  @Test func itTellsNoArticlesApart() throws {
    let (one, _) = try Ingest(threadCount: 1).archive(of: [Self.inputs[0]], name: "x")
    let moved = Self.input("other/a.jsonl", #"{"id":"a","title":"One","file":"own.txt","text":"x"}"# + "\n")
    let (other, _) = try Ingest(threadCount: 1).archive(of: [moved], name: "x")
    let addition = ArchiveAddition(of: other, to: one)
    #expect(addition.report.knownCount == 1 && addition.report.addedCount == 0)
    let (first, _) = try Ingest(threadCount: 1).archive(
      of: [Self.input("n.jsonl", #"{"id":"a","text":"x"}"#)], name: "x")
    let (second, _) = try Ingest(threadCount: 1).archive(
      of: [Self.input("m.jsonl", #"{"id":"a","text":"x"}"#)], name: "x")
    #expect(first.fingerprint == second.fingerprint)
  }

  /// Archives of earlier versions have no such column, or the input's own key under its name.
  @Test func olderArchivesHaveNone() throws {
    let archive = ArchiveFileTests.archive([Article()])
    #expect(archive.column("file") == nil)
    let table = try #require(try Fixture.answer("* | count by file", of: archive)?.table)
    #expect(table.rowCount == 1)
    let image = SegmentMerge.emptyImage()
    let older = Image()
    older.add(image)
    older.add("input:file", ColumnWriter.texts(ColumnDrafts.TextDraft(), rowCount: 0))
    #expect(Part(older).inputs.map(\.name) == ["input_file"])
  }
}
