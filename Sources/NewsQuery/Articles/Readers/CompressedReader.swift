/// A gzip, zstd or xz file: whatever it holds is read as if it stood there alone.
public struct CompressedReader: Reader {
  public static let formatName = "gzip, zstd or xz"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    Compression.form(of: start) == nil ? 0 : 100
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard let form = Compression.form(of: bytes) else { return }
    let result = Compression.decompressed(bytes, form)
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    if let problem = result.problem {
      report(InputProblem(place: place, message: problem, isRecordSkipped: result.bytes.isEmpty))
    }
    if result.bytes.isEmpty { return }
    try result.bytes.withUnsafeBytes { inner in
      // Compressed once more is a mistake or a bomb.
      if Compression.form(of: inner) != nil, fileName?.hasSuffix(innerMark) == true {
        report(.skipped("compressed more than twice", at: place))
        return
      }
      let name = fileName.map { CompressedReader.withoutEnding($0) } ?? ""
      let nested = Compression.form(of: inner) != nil ? name + innerMark : name
      try ReaderCatalog.read(inner, fileName: nested, report: report, emit: emit)
    }
  }

  /// Marks a name whose content was already decompressed once.
  private static let innerMark = "\u{0}"

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
