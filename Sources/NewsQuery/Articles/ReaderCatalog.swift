/// Every format that is read, and which of them some bytes are in.
///
///     let reader = ReaderCatalog.reader(for: start, fileName: "feed.xml")     // RSSReader.self
public enum ReaderCatalog {
  /// One line a format; the first of equally sure readers wins.
  public static let readers: [any Reader.Type] = [
    CompressedReader.self, ZipReader.self, TarReader.self, WARCReader.self, WideJSONReader.self, JSONLinesReader.self,
    JSONDocumentReader.self, NewsMLG2Reader.self, NewsML1Reader.self, NITFReader.self,
    RSSReader.self,
    HTMLReader.self,
    FactivaReader.self, NexisReader.self, ProQuestReader.self, MailReader.self, CSVReader.self, WireReader.self,
    SubtitleReader.self,
    OtherXMLReader.self,
    PlainTextReader.self,
  ]

  /// How many bytes of the start a reader is shown.
  public static let startLength = 65_536

  /// The reader that is surest of its format; nil where none knows these bytes.
  public static func reader(for bytes: UnsafeRawBufferPointer, fileName: String?) -> (any Reader.Type)? {
    let start = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, startLength)])
    var best: (any Reader.Type)?
    var bestConfidence = 0
    for reader in readers {
      let confidence = reader.confidence(start: start, fileName: fileName)
      if confidence > bestConfidence { (best, bestConfidence) = (reader, confidence) }
    }
    return best
  }

  /// Reads all articles of `bytes` in the format that they are in. Where no reader knows it, that is reported.
  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    try read(
      bytes, with: reader(for: bytes, fileName: fileName), fileName: fileName, report: report, emit: emit)
  }

  /// Reads all articles of `bytes` by a reader that was found before.
  static func read(
    _ bytes: UnsafeRawBufferPointer, with reader: (any Reader.Type)?, fileName: String?,
    report: (InputProblem) -> Void, emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard let reader else {
      var problem = InputProblem.skipped("no format that is known", at: RecordPlace(record: 1, bytes: 0..<bytes.count))
      problem.record = RecordBytes(bytes, 0..<bytes.count)
      report(problem)
      return
    }
    try reader.read(
      bytes, fileName: fileName,
      report: { problem in
        var problem = problem
        // The innermost of several readers knows the record best.
        if problem.isRecordSkipped, problem.record == nil { problem.record = RecordBytes(bytes, problem.place.bytes) }
        report(problem)
      }, emit: emit)
  }
}
