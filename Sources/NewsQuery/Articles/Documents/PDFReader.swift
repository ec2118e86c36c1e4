/// PDF files: their text, which the program `pdftotext` (Debian package `poppler-utils`) takes out, read as the export of a
/// database if it is one, else as plain text.
public struct PDFReader: Reader {
  public static let formatName = "PDF"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    // Some programs put a few bytes before the mark.
    ByteSearch.first("%PDF-", in: start, 0..<min(start.count, 1024)).map { $0 == 0 ? 100 : 66 } ?? 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var text: [UInt8]
    do throws(ConversionFailure) {
      guard let convert = context.options.convert else { throw .missing }
      text = try convert(.pdfText, bytes)
    } catch {
      let name = DocumentReading.printable(context.fileName, ending: "pdf")
      let message =
        switch error {
        case .missing: "a PDF, read by pdftotext, which is not installed: apt install poppler-utils"
        case .refused: "a PDF, and --safe starts no program to read it: pdftotext \(name)"
        case .failed(let reason): "a PDF that pdftotext does not read: \(reason)"
        }
      return DocumentReading.refuse(bytes, message, report: report)
    }
    // Pages end with a form feed.
    for index in text.indices where text[index] == 0x0C { text[index] = 0x0A }
    guard text.contains(where: { $0 > 0x20 }) else {
      return DocumentReading.refuse(
        bytes,
        "a PDF without text, perhaps scanned pages: ocrmypdf \(DocumentReading.printable(context.fileName, ending: "pdf")) out.pdf",
        report: report)
    }
    try DocumentReading.read(text, byteCount: bytes.count, in: context, report: report, emit: emit)
  }
}

/// Parquet files: their rows, which DuckDB's program reads for us.
public struct ParquetReader: Reader {
  public static let formatName = "Parquet"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    ByteSearch.matches("PAR1", in: start, at: 0) ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let rows: [UInt8]
    do throws(ConversionFailure) {
      guard let convert = context.options.convert else { throw .missing }
      rows = try convert(.parquet, bytes)
    } catch {
      let name = DocumentReading.printable(context.fileName, ending: "parquet")
      let command = "duckdb -c \"COPY (FROM '\(name)') TO 'out.csv'\""
      let message =
        switch error {
        case .missing:
          "a Parquet file, read by duckdb, which is not installed: see duckdb.org, or pip install duckdb-cli"
        case .refused: "a Parquet file, and --safe starts no program to read it: \(command)"
        case .failed(let reason): "a Parquet file that duckdb does not read: \(reason)"
        }
      return DocumentReading.refuse(bytes, message, report: report)
    }
    try rows.withUnsafeBytes { rows in
      try JSONLinesReader.read(
        rows, in: context,
        report: { problem in
          var problem = problem
          if problem.isRecordSkipped { problem.record = RecordBytes(rows, problem.place.bytes) }
          problem.place.bytes = 0..<bytes.count
          report(problem)
        },
        emit: { article, place in
          var place = place
          place.line = nil
          place.bytes = 0..<bytes.count
          try emit(&article, place)
        })
    }
  }
}
