/// JSON and JSON Lines in UTF-16, as some systems write them: read as UTF-8.
public struct WideJSONReader: Reader {
  public static let formatName = "JSON in UTF-16"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let head = TextEncoding.utf8(UnsafeRawBufferPointer(rebasing: start[..<(min(start.count, 512) & ~1)]))
    guard head.encoding.hasPrefix("utf-16") else { return 0 }
    let first = head.bytes.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? 99 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let text = TextEncoding.utf8(bytes, report: report)
    try text.bytes.withUnsafeBytes { try ReaderCatalog.read($0, fileName: fileName, report: report, emit: emit) }
  }
}
