/// Every format that is read, and which of them some bytes are in.
///
///     let reader = ReaderCatalog.reader(for: start, fileName: "feed.xml")     // RSSReader.self
public enum ReaderCatalog {
  /// One line a format; the first of equally sure readers wins.
  public static let readers: [any Reader.Type] = [
    CompressedReader.self, DocxReader.self, ExcelReader.self, OpenDocumentReader.self, OpenDocumentSheetReader.self,
    ZipReader.self, TarReader.self, WARCReader.self, RTFReader.self, PDFReader.self, ParquetReader.self,
    DatabaseReader.self, ForeignFileReader.self, WideTextReader.self, JSONLinesReader.self,
    JSONDocumentReader.self, NewsMLG2Reader.self, NewsML1Reader.self, NITFReader.self,
    RSSReader.self, ExportPageReader.self,
    HTMLReader.self,
    FactivaReader.self, NexisReader.self, ProQuestReader.self, EuropresseReader.self, GaleReader.self, MHTMLReader.self,
    MailReader.self, CSVReader.self, WireReader.self, SubtitleReader.self,
    OtherXMLReader.self,
    PlainTextReader.self,
  ]

  /// How many bytes of the start a reader is shown.
  public static let startLength = 65_536

  /// The reader that is surest of its format; nil if none knows these bytes.
  public static func reader(for bytes: UnsafeRawBufferPointer, fileName: String?) -> (any Reader.Type)? {
    reader(for: bytes, in: ReadContext(fileName: fileName))
  }

  /// The same, if the user said something about the input.
  static func reader(for bytes: UnsafeRawBufferPointer, in context: ReadContext) -> (any Reader.Type)? {
    let start = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, startLength)])
    var best: (any Reader.Type)?
    var bestConfidence = 0
    for reader in readers {
      let confidence = reader.confidence(start: start, fileName: context.fileName)
      if confidence > bestConfidence { (best, bestConfidence) = (reader, confidence) }
    }
    // A table without a header looks like a text.
    if context.options.columns != nil, best == nil || best == PlainTextReader.self, !start.prefix(1024).contains(0) {
      return CSVReader.self
    }
    return best
  }

  /// Reads all articles of `bytes` in the format that they are in. A format that no reader knows is reported.
  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    try read(bytes, in: ReadContext(fileName: fileName), report: report, emit: emit)
  }

  /// The same, if the user said something about the input.
  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    try read(bytes, with: reader(for: bytes, in: context), in: context, report: report, emit: emit)
  }

  /// Reads all articles of `bytes` by a reader that was found before.
  static func read(
    _ bytes: UnsafeRawBufferPointer, with reader: (any Reader.Type)?, in context: ReadContext,
    report: (InputProblem) -> Void, emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard let reader else {
      let whole = RecordPlace(record: 1, bytes: 0..<bytes.count)
      var problem = InputProblem.skipped("the format is not known", at: whole)
      problem.record = RecordBytes(bytes, 0..<bytes.count)
      report(problem)
      return
    }
    context.budget.begin(bytes.count)
    try reader.read(
      bytes, in: context,
      report: { problem in
        var problem = problem
        // The innermost of several readers knows the record best.
        if problem.isRecordSkipped, problem.record == nil { problem.record = RecordBytes(bytes, problem.place.bytes) }
        report(problem)
      }, emit: emit)
  }
}
