/// A tar file: its regular members one after the other.
public struct TarReader: Reader {
  public static let formatName = "tar"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    start.count >= 512 && ByteSearch.matches("ustar", in: start, at: 257) ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard context.depth <= 3 else {
      report(.skipped("packed files within packed files, too deep", at: RecordPlace(record: 1, bytes: 0..<bytes.count)))
      return
    }
    var at = 0
    var longName: String?
    while at + 512 <= bytes.count {
      if bytes[at] == 0 { break }
      let size = octal(bytes, at + 124, 12)
      let kind = bytes[at + 156]
      let start = at + 512
      guard let size, size >= 0, size <= bytes.count - start else {
        let place = RecordPlace(record: 1, bytes: at..<bytes.count)
        report(.skipped("the tar file ends too early; what came before is kept", at: place))
        return
      }
      let data = UnsafeRawBufferPointer(rebasing: bytes[start..<start + size])
      at = start + (size + 511) & ~511
      if kind == UInt8(ascii: "L") {
        longName = text(data, 0, data.count)
        continue
      }
      let prefix = text(bytes, start - 512 + 345, 155)
      let short = text(bytes, start - 512, 100)
      let name = longName ?? (prefix.isEmpty ? short : prefix + "/" + short)
      longName = nil
      guard kind == 0 || kind == UInt8(ascii: "0"), size > 0 else { continue }
      try Member.read(Array(data), name: name, in: context, report: report, emit: emit)
    }
  }

  private static func octal(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    // Beyond eight gigabytes the number is binary, which its first bit says.
    if bytes[start] & 0x80 != 0 {
      for index in start + 1..<start + count {
        if value > 1 << 40 { return nil }
        value = value << 8 | Int(bytes[index])
      }
      return value
    }
    for index in start..<start + count {
      let digit = bytes[index] &- 0x30
      if digit < 8 { value = value << 3 | Int(digit) } else if value > 0 || bytes[index] == 0 { break }
      if value > 1 << 40 { return nil }
    }
    return value
  }

  private static func text(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> String {
    let range = start..<min(start + count, bytes.count)
    let end = bytes[range].firstIndex(of: 0) ?? range.upperBound
    return ByteSearch.string(bytes, range.lowerBound..<end)
  }
}
