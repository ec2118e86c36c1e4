import CLibrary
import NewsQuery

/// `newsq --serve-stdio PATH…`: answers one query after another over a pipe, for a program that keeps an archive open.
///
/// A frame is the length of its JSON in bytes, in decimal, a line feed, then the JSON, both ways:
///
///     → {"query":"kremlin | count by source","arg.since":"2020-07"}
///     ← {"answers":[{"columns":[["source","text"],["count","number"]],"rows":[["TASS",1]],"shape":"table"}],
///        "notes":["…"]}
///     ← {"error":"query:1:9: error: …","kind":"query","notes":[]}
///
/// The first frame comes from here and says what is open: `{"newsq":"0.1.0","protocol":1,"name":"seeds","articles":2}`.
/// `kind` is `query` (the query is wrong), `world` (a file could not be read or written), `interrupted` (SIGINT) or
/// `request` (the frame is not a request). Each request is a session of its own. The server ends when its input ends.
struct QueryServer {
  static let protocolVersion = 1
  /// A longer request is refused: a query of that size was not typed by anyone.
  static let maxRequestSize = 64 << 20

  let archive: Archive
  let tables: [GivenTable]
  let diagnostics: DiagnosticPrinter
  let context: () -> RunContext

  func run() throws {
    var hello = Array("{\"newsq\":".utf8)
    AnswerJSON.append(newsqVersion, to: &hello)
    hello.append(contentsOf: ",\"protocol\":\(Self.protocolVersion),\"name\":".utf8)
    AnswerJSON.append(archive.name, to: &hello)
    hello.append(contentsOf: ",\"articles\":\(archive.articleCount)}".utf8)
    try send(hello)
    var input = FrameReader(descriptor: STDIN_FILENO, maxSize: Self.maxRequestSize)
    while let frame = try input.next() {
      Signals.clearInterrupt()
      try send(answer(to: frame))
    }
  }

  private func send(_ bytes: [UInt8]) throws {
    let frame = Array("\(bytes.count)\n".utf8) + bytes
    try frame.withUnsafeBytes { try StandardOutput.write($0) }
  }

  // MARK: - One request

  private func answer(to frame: [UInt8]) -> [UInt8] {
    guard let request = FlatJSON.parse(frame[...]), case .text(let query) = request["query"] else {
      return failure("a request is a JSON object with `query`, a text", kind: "request", notes: [])
    }
    var arguments: [String: String] = [:]
    for (name, value) in request where name.hasPrefix("arg.") {
      guard case .text(let text) = value else {
        return failure("`\(name)` is not a text", kind: "request", notes: [])
      }
      arguments[String(name.dropFirst(4))] = text
    }
    let source = SourceText(query, name: "query")
    var session = Session(archive: archive, arguments: arguments)
    for table in tables { session.add(table) }
    var notes: [Diagnostic] = []
    do {
      return try answers(to: source, &session, &notes)
    } catch let mistake as Diagnostic {
      return failure(diagnostics.text(of: mistake, in: source), kind: "query", notes: texts(of: notes, source))
    } catch let error as WorldError {
      return failure("\(error.path): \(error.reason)", kind: "world", notes: texts(of: notes, source))
    } catch is Interrupted {
      return failure("interrupted", kind: "interrupted", notes: [])
    } catch {
      return failure("\(error)", kind: "world", notes: [])
    }
  }

  private func answers(
    to source: SourceText, _ session: inout Session, _ notes: inout [Diagnostic]
  ) throws -> [UInt8] {
    let context = context()
    var bytes = Array("{\"answers\":[".utf8)
    var answerCount = 0
    for statement in try session.statements(of: source, context, notes: &notes) {
      if case .command(let name, _) = statement.kind {
        throw Diagnostic("`.\(name)` is a command of the shell; ask a query here", at: statement.span)
      }
      guard let answer = try session.run(statement, context) else { continue }
      notes += answer.notes
      if answerCount > 0 { bytes.append(0x2C) }
      bytes.append(0x7B)
      AnswerJSON.append(answer.table, title: source.text, to: &bytes)
      bytes.append(0x7D)
      answerCount += 1
    }
    if context.isInterrupted() { throw Interrupted() }
    bytes.append(contentsOf: "],\"notes\":".utf8)
    append(texts(of: notes, source), to: &bytes)
    bytes.append(0x7D)
    return bytes
  }

  private func texts(of notes: [Diagnostic], _ source: SourceText) -> [String] {
    notes.map { diagnostics.text(of: $0, in: source) }
  }

  private func failure(_ text: String, kind: String, notes: [String]) -> [UInt8] {
    var bytes = Array("{\"error\":".utf8)
    AnswerJSON.append(text, to: &bytes)
    bytes.append(contentsOf: ",\"kind\":\"\(kind)\",\"notes\":".utf8)
    append(notes, to: &bytes)
    bytes.append(0x7D)
    return bytes
  }

  private func append(_ texts: [String], to bytes: inout [UInt8]) {
    bytes.append(0x5B)
    for (index, text) in texts.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      AnswerJSON.append(text, to: &bytes)
    }
    bytes.append(0x5D)
  }
}

/// Reads frames (`12\n{"query":"*"}`) from a file descriptor.
struct FrameReader {
  private let descriptor: Int32
  private let maxSize: Int
  private var buffer: [UInt8] = []
  private var start = 0

  init(descriptor: Int32, maxSize: Int) {
    self.descriptor = descriptor
    self.maxSize = maxSize
  }

  /// Returns the next frame's bytes; nil at the end of the input. Throws a `WorldError` when a frame is broken or cut off.
  mutating func next() throws(WorldError) -> [UInt8]? {
    while true {
      if let end = buffer[start...].firstIndex(of: 0x0A) {
        guard let size = Int(String(decoding: buffer[start..<end], as: UTF8.self)), size >= 0 else {
          throw failure("expected the length of a frame")
        }
        guard size <= maxSize else { throw failure("a frame of \(size) bytes is too large") }
        while buffer.count - end - 1 < size {
          if try fill() == 0 { throw failure("the last frame is cut off") }
        }
        let frame = Array(buffer[end + 1..<end + 1 + size])
        buffer.removeSubrange(..<(end + 1 + size))
        start = 0
        return frame
      }
      guard buffer.count < 32 else { throw failure("expected the length of a frame") }
      if try fill() == 0 {
        if buffer.isEmpty { return nil }
        throw failure("the last frame is cut off")
      }
    }
  }

  private mutating func fill() throws(WorldError) -> Int {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0 {
        // A signal that came between two requests has nothing to stop.
        if errno == EINTR { continue }
        throw failure(World.reason(errno))
      }
      buffer.append(contentsOf: piece[..<count])
      return count
    }
  }

  private func failure(_ reason: String) -> WorldError { WorldError(path: "standard input", reason: reason) }
}
