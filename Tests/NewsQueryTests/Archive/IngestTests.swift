import Synchronization
import Testing

@testable import NewsQuery

struct IngestTests {
  /// JSON Lines with a few broken lines, blank lines and one very long line.
  static let lines: [UInt8] = {
    var text = "\u{FEFF}"
    for (number, article) in randomArticles(2500, seed: 3).enumerated() {
      switch number % 97 {
      case 13: text += "\n"
      case 40: text += "{\"headline\": \"cut\n"
      default: break
      }
      func quoted(_ field: ArticleField) -> String {
        let escaped = article[field].map { $0 == "\n" ? "\\n" : $0 == "\"" ? "\\\"" : String($0) }.joined()
        return "\"\(escaped)\""
      }
      text += "{\"headline\": \(quoted(.headline)), \"description\": \(quoted(.deck)), \"body\": \(quoted(.body))"
      text +=
        ", \"source\": \"s\(number % 7)\", \"likes\": \(number), \"published\": \"2020-07-\(10 + number % 20)\"}\n"
    }
    text += "{\"body\": \"" + String(repeating: "long ", count: 150_000) + "\"}\n{\"body\": \"no line end\"}"
    return Array(text.utf8)
  }()

  static func image(threadCount: Int, stream pieceSize: Int? = nil) throws -> (Image, IngestReport) {
    let bytes = lines
    let input: IngestInput
    if let pieceSize {
      let shared = SharedOffset()
      input = IngestInput(name: "x.jsonl", stream: { most in shared.take(min(pieceSize, most), of: bytes) })
    } else {
      input = IngestInput(name: "x.jsonl", byteCount: bytes.count) { InputBytes(bytes) }
    }
    let (segments, report) = try Ingest(threadCount: threadCount).segments(of: [input])
    return (SegmentMerge.image(of: segments, threadCount: threadCount), report)
  }

  final class SharedOffset: Sendable {
    private let offset = Atomic(0)
    func take(_ count: Int, of bytes: [UInt8]) -> [UInt8] {
      let start = min(offset.add(count, ordering: .relaxed).oldValue, bytes.count)
      return Array(bytes[start..<min(bytes.count, start + count)])
    }
  }

  static func expectSame(_ a: Image, _ b: Image, _ what: String) {
    #expect(a.sections.map(\.name) == b.sections.map(\.name), "\(what)")
    for (first, second) in zip(a.sections, b.sections) {
      #expect(first.bytes.elementsEqual(second.bytes), "\(first.name), \(what)")
    }
    #expect(a.textPieces.joined().elementsEqual(b.textPieces.joined()), "text, \(what)")
  }

  @Test
  func oneThreadOrManyFileOrPipe() throws {
    let (image, report) = try IngestTests.image(threadCount: 1)
    #expect(report.skippedRecordCount == 26)
    #expect(report.problems.map(\.problem.place.line) == report.problems.map(\.problem.place.line).sorted { $0! < $1! })
    let archive = Archive(image, name: "x")
    #expect(archive.articleCount == 2502)
    #expect(archive.column("id")?.value(at: 0) == .text("x.jsonl:1"))
    #expect(archive.column("likes")?.value(at: 100) == .number(100))
    let lineCount = IngestTests.lines.split(separator: 0x0A, omittingEmptySubsequences: false).count
    #expect(archive.column("id")?.value(at: 2501) == .text("x.jsonl:\(lineCount)"))

    for threadCount in [2, 4] {
      let (other, otherReport) = try IngestTests.image(threadCount: threadCount)
      IngestTests.expectSame(image, other, "\(threadCount) threads")
      let isSame = otherReport.problems.map(\.problem) == report.problems.map(\.problem)
      #expect(isSame)
    }
    for pieceSize in [1000, 70_000, 1 << 22] {
      let (other, _) = try IngestTests.image(threadCount: 2, stream: pieceSize)
      IngestTests.expectSame(image, other, "pipe, \(pieceSize)")
    }
  }

  @Test
  func manySmallFilesAndOneThatIsNotThere() throws {
    var inputs = (0..<300).map { number in
      IngestInput(name: "f\(number).jsonl", byteCount: 40) {
        InputBytes(Array("{\"body\": \"word\(number) same\"}".utf8))
      }
    }
    inputs.insert(
      IngestInput(name: "/nowhere/x", byteCount: 10) { try InputBytes(path: "/nowhere/x") }, at: 150)
    let (archive, report) = try Ingest(threadCount: 2).archive(of: inputs, name: "files")
    #expect(archive.articleCount == 300)
    #expect(report.failures == [WorldError(path: "/nowhere/x", reason: "no such file or directory")])
    #expect(archive.column("id")?.value(at: 299) == .text("f299.jsonl:1"))
  }

  @Test
  func stopsWhenInterrupted() {
    let ingest = Ingest(threadCount: 2, isInterrupted: { true })
    #expect(throws: Interrupted.self) {
      try ingest.archive(
        of: [IngestInput(name: "x", byteCount: 10) { InputBytes(Array("{\"body\": \"a\"}".utf8)) }], name: "x")
    }
  }
}
