/// The words of a piece of text, cut as the index cuts them.
enum TextWords {
  /// How many words begin in `range`.
  static func count(in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    var count = 0
    forEach(in: text, range) { _ in count += 1 }
    return count
  }

  /// Calls `body` with the bytes of each word in `range`.
  static func forEach(in text: UnsafeRawBufferPointer, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start: Int?
    for index in range {
      let byte = text[index]
      let isLetter = byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
      if isLetter, start == nil { start = index }
      if !isLetter, let from = start {
        body(from..<index)
        start = nil
      }
    }
    if let from = start { body(from..<range.upperBound) }
  }
}
