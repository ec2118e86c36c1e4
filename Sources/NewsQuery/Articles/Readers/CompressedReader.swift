/// A gzip, zstd or xz file: its content is read as a file of its own.
public struct CompressedReader: Reader {
  public static let formatName = "gzip, zstd or xz"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    Compression.form(of: start) == nil ? 0 : 100
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard let form = Compression.form(of: bytes) else { return }
    let result = Compression.decompressed(bytes, form, limit: context.budget.remaining)
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    if let problem = result.problem {
      report(InputProblem(place: place, message: problem, isRecordSkipped: result.bytes.isEmpty))
    }
    if result.bytes.isEmpty { return }
    _ = context.budget.take(result.bytes.count)
    try result.bytes.withUnsafeBytes { inner in
      // Compressed once more is a mistake or a bomb.
      if Compression.form(of: inner) != nil, context.isDecompressed {
        report(.skipped("compressed more than twice", at: place))
        return
      }
      var innerContext = context.renamed(context.fileName.map { CompressedReader.withoutEnding($0) })
      innerContext.isDecompressed = true
      try ReaderCatalog.read(inner, in: innerContext, report: report, emit: emit)
    }
  }

  /// `feed.jsonl.gz` holds `feed.jsonl`.
  static func withoutEnding(_ name: String) -> String {
    for ending in [".gz", ".zst", ".xz", ".zstd"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    for (ending, inner) in [(".tgz", ".tar"), (".txz", ".tar"), (".tzst", ".tar")] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count)) + inner
    }
    return name
  }
}
