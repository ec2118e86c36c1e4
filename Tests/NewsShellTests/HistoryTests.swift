import CLibrary
import Testing

@testable import NewsShell

private func withFolder<R>(_ body: (String) -> R) -> R {
  var template = Array("/tmp/newsq-test-XXXXXX".utf8CString)
  precondition(mkdtemp(&template) != nil)
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { _ = ChildProcess.start(["rm", "-rf", folder], input: STDIN_FILENO).map(ChildProcess.wait) }
  return body(folder)
}

@Test func queriesComeBackWithHowTheyEnded() {
  withFolder { folder in
    let path = folder + "/state/newsq/history.jsonl"
    let history = History(path: path)
    #expect(history.failure == nil)
    let query = "kremlin \"arms\ncontrol\" café 北京 \\ \u{1B}\u{2028}"
    history.end(history.begin(query, archive: "seeds"), rows: 2, milliseconds: 13)
    history.end(history.begin("broken |", archive: "seeds"), rows: nil, milliseconds: 1)
    _ = history.begin("killed", archive: "reuters")
    let entries = History(path: path).entries()
    #expect(entries.map(\.query) == [query, "broken |", "killed"])
    #expect(entries.map(\.rows) == [2, nil, nil])
    #expect(entries.map(\.milliseconds) == [13, 1, nil])
    #expect(entries[0].time.count == 20 && entries[0].time.hasSuffix("Z"))
    #expect(history.recalled() == [query, "broken |", "killed"])
    #expect(history.entries(holding: "CAFÉ").count == 1)
    #expect(history.entries(holding: "nowhere").isEmpty)
    var status = stat()
    stat(path, &status)
    #expect(status.st_mode & 0o777 == 0o600)
  }
}

@Test func nothingIsKeptThatShouldNotBe() {
  #expect(!History.keeps(" secret"))
  #expect(!History.keeps("\n"))
  #expect(!History.keeps(""))
  let none = History(path: nil)
  #expect(none.begin("putin", archive: "") == nil)
  #expect(none.recalled().isEmpty && none.entries().isEmpty)
  let impossible = History(path: "/proc/newsq/history.jsonl")
  #expect(impossible.failure != nil)
  #expect(impossible.begin("putin", archive: "") == nil)
}

@Test func brokenLinesCostOnlyThemselves() {
  withFolder { folder in
    let path = folder + "/history.jsonl"
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
    var bytes = Array(
      "{\"t\":\"x\",\"query\":\"first\"}\r\nnonsense\n{\"query\":[1]}\n\n{\"query\":\"deep\",\"x\":{\"y\":1}}\n".utf8)
    bytes += [0xFF, 0x00, 0x0A] + Array("{\"query\":\"cut o".utf8)
    bytes.withUnsafeBytes { _ = Terminal.write($0, to: descriptor) }
    close(descriptor)
    let history = History(path: path)
    _ = history.begin("after", archive: "")
    #expect(history.recalled() == ["first", "after"])
    #expect(history.entries().map(\.query) == ["first", "after"])
  }
}

@Test func manyShellsAtOnceLoseNothing() {
  withFolder { folder in
    let path = folder + "/history.jsonl"
    // Each opens the file for itself, as each shell does.
    let writers = (0..<4).map { number -> pthread_t in
      var thread = pthread_t()
      let box = Unmanaged.passRetained(Writer(path: path, number: number)).toOpaque()
      pthread_create(&thread, nil, writeQueries, box)
      return thread
    }
    for writer in writers { pthread_join(writer, nil) }
    let queries = History(path: path).entries().map(\.query)
    #expect(queries.count == 400)
    #expect(Set(queries).count == 400)
  }
}

private final class Writer: Sendable {
  let path: String
  let number: Int
  init(path: String, number: Int) { (self.path, self.number) = (path, number) }
}

private func writeQueries(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let box else { return nil }
  let writer = Unmanaged<Writer>.fromOpaque(box).takeRetainedValue()
  let history = History(path: writer.path)
  for index in 0..<100 {
    history.end(history.begin("shell \(writer.number) query \(index)", archive: "a"), rows: index, milliseconds: 1)
  }
  return nil
}

@Test func flatJSONReadsWhatItWrites() {
  for text in ["", "plain", "a\"b\\c/d", "\u{0}\u{1F}\u{7F}\u{2028}", "😀 é"] {
    let line = "{\"query\":\(FlatJSON.quoted(text)),\"n\":-3, \"none\":null}"
    #expect(FlatJSON.parse(Array(line.utf8)[...]) == ["query": .text(text), "n": .number(-3), "none": .other])
  }
  #expect(FlatJSON.parse(Array(#"{"a":"\ud83d\ude00\ud800x"}"#.utf8)[...]) == ["a": .text("😀\u{FFFD}x")])
  for broken in ["", "{", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":\"\\u12\"}", "{\"a\":1} x", "{\"a\":{}}"] {
    #expect(FlatJSON.parse(Array(broken.utf8)[...]) == nil, "\(broken)")
  }
  #expect(FlatJSON.parse(Array("{ }".utf8)[...]) == [:])
}
