import Testing

@testable import NewsQuery

/// What an ingest says of each input, and the records that it leaves out.
@Suite struct InputReportTests {
  private func report(_ files: [(name: String, text: String)], threadCount: Int = 1) throws -> IngestReport {
    let inputs = files.map { file in
      IngestInput(name: file.name, byteCount: file.text.utf8.count) { InputBytes(Array(file.text.utf8)) }
    }
    var ingest = Ingest(threadCount: threadCount)
    ingest.keepsRejected = true
    return try ingest.archive(of: inputs, name: "x").report
  }

  @Test func eachInputByItself() throws {
    let report = try report([
      (
        "a.jsonl",
        "{\"title\":\"A\",\"published\":\"2020-03-01\",\"author\":\"X\"}\nbroken\n{\"title\":\"B\",\"date\":\"2020-01-05\"}\n"
          + "{\"title\":\"C\",\"date\":\"32.13.2020\"}\n"
      ), ("b.csv", "title,text\nD,d\n"), ("c.bin", "\u{0}\u{0}\u{0}\u{0}"),
    ])
    #expect(report.inputs.map(\.name) == ["a.jsonl", "b.csv", "c.bin"])
    #expect(
      report.inputs.map(\.text) == [
        "a.jsonl: JSON Lines, 3 articles, 2020-01-05 to 2020-03-01, 1 left out, 1 repaired\n"
          + "  headline 3 · byline 1 · date 2\n",
        "b.csv: CSV, 1 article\n  headline 1 · body 1\n", "c.bin: not read, 0 articles, 1 left out\n",
      ])
    #expect(String(decoding: report.rejected, as: UTF8.self) == "broken\n\u{0}\u{0}\u{0}\u{0}\n")
  }

  @Test func partsOfOneInputAreOneOnManyThreads() throws {
    let lines = (0..<20_000).map {
      $0 % 1000 == 7
        ? "{\"title\": no \($0)}\n"
        : "{\"title\":\"t\($0)\",\"date\":\"2021-01-\(10 + $0 % 20)\",\"text\":\"some words to fill it\"}\n"
    }
    let text = lines.joined()
    let one = try report([("x.jsonl", text)])
    let two = try report([("x.jsonl", text)], threadCount: 3)
    #expect(one.inputs == two.inputs)
    #expect(one.inputs.count == 1)
    #expect(one.inputs.first?.skippedCount == 20)
    #expect(one.rejected == two.rejected)
    #expect(
      String(decoding: one.rejected, as: UTF8.self)
        == lines.enumerated().filter { $0.offset % 1000 == 7 }.map(\.element).joined())
  }

  @Test func aRecordWithinAPackedFileIsKeptAsItWasThere() throws {
    let packed = projectFile("Tests/Fixtures/compressed/folder.zip")
    var ingest = Ingest(threadCount: 1)
    ingest.keepsRejected = true
    let input = IngestInput(name: "folder.zip", byteCount: packed.count) { InputBytes(packed) }
    let report = try ingest.archive(of: [input], name: "x").report
    #expect(report.problems.map(\.problem.place.member) == ["news/broken.xml"])
    #expect(String(decoding: report.rejected, as: UTF8.self).hasPrefix("<"))
  }
}
