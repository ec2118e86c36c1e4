/// The text of a document under way: paragraphs apart by a blank line, breaks as line ends, cells of a row apart by tabs.
///
///     var text = DocumentText()
///     text.append("HD"); text.appendTab(); text.append("Harbour wall rebuilt"); text.endParagraph()
struct DocumentText {
  private(set) var bytes: [UInt8] = []
  /// Line ends that must come before the next character: none, one for a break, two for a paragraph.
  private var pending = 0
  /// Tabs and blanks that are written only if text follows them.
  private var blanks: [UInt8] = []

  mutating func append(_ text: some Collection<UInt8>) {
    for byte in text { append(byte: byte) }
  }

  mutating func append(byte: UInt8) {
    if byte == 0x20 || byte == 0x09 {
      // Blanks at the start of a line say nothing; tabs there are empty cells.
      if pending == 0 || byte == 0x09 { blanks.append(byte) }
      return
    }
    if byte < 0x20 {
      if byte == 0x0A || byte == 0x0D { append(byte: 0x20) }
      return
    }
    if pending > 0, !bytes.isEmpty { bytes.append(contentsOf: repeatElement(0x0A, count: pending)) }
    pending = 0
    bytes.append(contentsOf: blanks)
    blanks.removeAll(keepingCapacity: true)
    bytes.append(byte)
  }

  mutating func append(scalar: UInt32) {
    var encoded: [UInt8] = []
    UTF8Repair.append(scalar, to: &encoded)
    append(encoded)
  }

  mutating func appendTab() { append(byte: 0x09) }

  mutating func endLine() {
    blanks.removeAll(keepingCapacity: true)
    pending = max(pending, 1)
  }

  mutating func endParagraph() {
    blanks.removeAll(keepingCapacity: true)
    pending = 2
  }
}

/// Reads the text of a document: the exports of databases by their own readers, anything else as plain text.
enum DocumentReading {
  /// The exports that come as documents. `PlainTextReader` reads the rest.
  static let exports: [any Reader.Type] = [
    FactivaReader.self, NexisReader.self, ProQuestReader.self, EuropresseReader.self, GaleReader.self,
  ]

  /// Reads `text`, the content of a file of `byteCount` bytes. Places count articles: the lines are not the file's own.
  static func read(
    _ text: [UInt8], byteCount: Int, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    func inFile(_ place: RecordPlace) -> RecordPlace {
      var place = place
      place.line = nil
      place.bytes = 0..<byteCount
      return place
    }
    try text.withUnsafeBytes { bytes in
      let start = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, ReaderCatalog.startLength)])
      var best: (any Reader.Type) = PlainTextReader.self
      var bestConfidence = 0
      for reader in exports {
        let confidence = reader.confidence(start: start, fileName: nil)
        if confidence > bestConfidence { (best, bestConfidence) = (reader, confidence) }
      }
      try best.read(
        bytes, in: context,
        report: { problem in
          var problem = problem
          problem.place = inFile(problem.place)
          report(problem)
        },
        emit: { article, place in try emit(&article, inFile(place)) })
    }
  }

  /// Says that a file is not read, and how to convert it.
  static func refuse(
    _ bytes: UnsafeRawBufferPointer, _ message: String, report: (InputProblem) -> Void
  ) {
    var problem = InputProblem.skipped(message, at: RecordPlace(record: 1, bytes: 0..<bytes.count))
    problem.record = RecordBytes(bytes, 0..<bytes.count)
    report(problem)
  }

  /// The name of the file for a command that the user can run; `FILE` if it is not known or not plain.
  static func printable(_ fileName: String?, ending: String) -> String {
    guard let name = fileName?.split(separator: "/").last, !name.isEmpty, name.utf8.count <= 60,
      name.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "._-".utf8.contains($0) }),
      !name.hasPrefix("-")
    else { return "FILE." + ending }
    return String(name)
  }
}
