/// Line ends as inputs have them, made `\n`.
enum LineEnds {
  /// `\r\n` and `\r` become `\n`, in place.
  static func normalize(_ text: inout [UInt8]) {
    guard let first = text.firstIndex(of: 0x0D) else { return }
    var write = first
    var read = first
    while read < text.count {
      let byte = text[read]
      read += 1
      if byte == 0x0D {
        if read < text.count, text[read] == 0x0A { read += 1 }
        text[write] = 0x0A
      } else {
        text[write] = byte
      }
      write += 1
    }
    text.removeLast(text.count - write)
  }

  /// The lines of `text` without their ends, in order, with their number from 1. Linear; the last may lack its end.
  static func forEach(
    in text: UnsafeRawBufferPointer, _ body: (_ line: Range<Int>, _ number: Int) throws -> Void
  ) rethrows {
    var start = 0
    var number = 1
    while start < text.count {
      let end = ByteSearch.first(0x0A, in: text, from: start) ?? text.count
      var trimmed = end
      if trimmed > start, text[trimmed - 1] == 0x0D { trimmed -= 1 }
      try body(start..<trimmed, number)
      start = end + 1
      number += 1
    }
  }
}
