import Testing

@testable import NewsQuery

/// Whole numbers beyond 2^53 and columns that few rows have.
struct ExactNumberTests {
  private static func archive(_ lines: [String]) throws -> Archive {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    let ingest = Ingest(threadCount: 1)
    return try ingest.archive(
      of: [IngestInput(name: "x.jsonl", byteCount: bytes.count) { InputBytes(bytes) }], name: "x"
    ).archive
  }

  private static func rows(_ query: String, _ archive: Archive) throws -> String {
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    let context = ArchiveAdditionTests.context
    let statement = try #require(try session.statements(of: SourceText(query), context, notes: &notes).first)
    let answer = try #require(try session.run(statement, context))
    var text: [UInt8] = []
    var sink = ByteSink { text += $0 }
    Output.write(answer.table, format: "jsonl", options: OutputOptions(), to: &sink)
    try sink.finish()
    return String(decoding: text, as: UTF8.self)
  }

  private static let tweets = [
    #"{"id":"a","title":"one","text":"x","tweet":1234567890123456789}"#,
    #"{"id":"b","title":"two","text":"x","tweet":1234567890123456790}"#,
    #"{"id":"c","title":"three","text":"x","tweet":7}"#,
    #"{"id":"d","title":"four","text":"x","tweet":-9223372036854775807}"#,
    #"{"id":"e","title":"five","text":"x"}"#,
  ]

  @Test(arguments: [false, true])
  func wholeNumbersAreExact(isInFile: Bool) throws {
    var archive = try Self.archive(Self.tweets)
    if isInFile {
      let bytes = try ArchiveFileTests.partBytes(of: archive)
      archive = try ArchiveFile.open(InputBytes(bytes), path: "x", onDamage: ArchiveFileTests.refuse)
    }
    #expect(archive.column("tweet")?.type == .number)
    let sorted = try Self.rows("* | sort tweet | select tweet", archive)
    #expect(
      sorted
        == """
        {"tweet":-9223372036854775807}
        {"tweet":7}
        {"tweet":1234567890123456789}
        {"tweet":1234567890123456790}
        {"tweet":null}

        """)
    #expect(try Self.rows("* | where tweet = 1234567890123456789 | select id", archive) == #"{"id":"a"}"# + "\n")
    #expect(try Self.rows("* | where tweet > 1234567890123456789 | select id", archive) == #"{"id":"b"}"# + "\n")
    #expect(try Self.rows("tweet:1234567890123456790 | select id", archive) == #"{"id":"b"}"# + "\n")
    #expect(try Self.rows("tweet>7 | sort id | select id", archive) == #"{"id":"a"}"# + "\n" + #"{"id":"b"}"# + "\n")
    #expect(try Self.rows("* | stats most = max(tweet)", archive) == #"{"most":1234567890123456790}"# + "\n")
    #expect(try Self.rows("* | count by tweet | where count > 1", archive) == "")
  }

  @Test
  func whatIsBeyond64BitsStaysAsWritten() throws {
    let archive = try Self.archive([
      #"{"title":"one","text":"x","hash":18446744073709551616}"#, #"{"title":"two","text":"x","hash":5}"#,
    ])
    #expect(archive.column("hash")?.value(at: 0) == .text("18446744073709551616"))
    #expect(archive.column("hash")?.value(at: 1) == .text("5"))
  }

  @Test
  func aKeyOfFewRowsTakesTheRoomOfItsCells() throws {
    let lines = (0..<3000).map { number in
      #"{"id":"\#(number)","title":"t","text":"x","votes":{"user\#(number)":\#(number),"all":"\#(number % 7)"}}"#
    }
    let archive = try Self.archive(lines)
    let bytes = try ArchiveFileTests.partBytes(of: archive)
    #expect(bytes.count < 3_000_000)
    let opened = try ArchiveFile.open(InputBytes(bytes), path: "x", onDamage: ArchiveFileTests.refuse)
    for archive in [archive, opened] {
      let column = try #require(archive.column("votes.user17"))
      #expect(column.value(at: 17) == .number(17))
      #expect((0..<3000).allSatisfy { $0 == 17 || column.value(at: $0) == .null })
      #expect(archive.column("votes.all")?.value(at: 8) == .text("1"))
    }
    #expect(ArchiveFile.isWhole(opened))
  }
}
