/// Text in UTF-16 and UTF-32 whose format shows only once it is UTF-8: JSON in UTF-16, anything in UTF-32.
public struct WideTextReader: Reader {
  public static let formatName = "UTF-16 or UTF-32"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let head = TextEncoding.utf8(UnsafeRawBufferPointer(rebasing: start[..<(min(start.count, 512) & ~3)]))
    if head.encoding.hasPrefix("utf-32") { return 100 }
    guard head.encoding.hasPrefix("utf-16") else { return 0 }
    let first = head.bytes.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? 99 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let text = TextEncoding.utf8(bytes, report: report)
    try text.bytes.withUnsafeBytes { try ReaderCatalog.read($0, in: context, report: report, emit: emit) }
  }
}
