import CLibrary

/// The paragraphs of a text: the runs between line ends.
///
///     Paragraphs.forEach(in: text) { print($0) }      // byte ranges, trimmed of blanks
///
/// A single line end separates, as most feeds have it; lines of blanks are not paragraphs.
public enum Paragraphs {
  /// Calls `body` with the byte range of each paragraph, in order. Ranges never overlap and are never empty.
  public static func forEach(in text: UnsafeRawBufferPointer, _ body: (Range<Int>) -> Void) {
    guard let base = text.baseAddress else { return }
    var start = 0
    while start < text.count {
      let found = memchr(base + start, 0x0A, text.count - start)
      let end = found.map { UnsafeRawPointer($0) - base } ?? text.count
      let paragraph = Blanks.trimmed(start..<end, in: text)
      if !paragraph.isEmpty { body(paragraph) }
      start = end + 1
    }
  }
}

/// Blanks as newspapers' systems leave them: ASCII, no-break (U+00A0), ideographic (U+3000), thin and zero-width
/// ones (U+2000–U+200B, U+202F), and the byte order mark.
enum Blanks {
  /// The length of the blank at `index` in bytes; 0 if there is none.
  @inline(__always)
  static func length(at index: Int, in text: UnsafeRawBufferPointer, end: Int) -> Int {
    let byte = text[index]
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
    if byte < 0xC2 { return 0 }
    return wideLength(at: index, in: text, end: end)
  }

  /// The range without the blanks at its two ends.
  static func trimmed(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper {
      let length = length(at: lower, in: text, end: upper)
      if length == 0 { break }
      lower += length
    }
    while lower < upper {
      let length = lengthBefore(upper, in: text, start: lower)
      if length == 0 { break }
      upper -= length
    }
    return lower..<upper
  }

  /// Whether a range holds nothing but blanks; true if it is empty.
  static func fill(_ range: Range<Int>, of text: UnsafeRawBufferPointer) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let length = length(at: index, in: text, end: range.upperBound)
      if length == 0 { return false }
      index += length
    }
    return true
  }

  /// The length of the blank that ends just before `index` in bytes; 0 if there is none.
  static func lengthBefore(_ index: Int, in text: UnsafeRawBufferPointer, start: Int) -> Int {
    if index <= start { return 0 }
    let byte = text[index - 1]
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
    if byte < 0x80 { return 0 }
    if index - 2 >= start, text[index - 2] == 0xC2, byte == 0xA0 { return 2 }
    if index - 3 >= start, wideLength(at: index - 3, in: text, end: index) == 3 { return 3 }
    return 0
  }

  private static func wideLength(at index: Int, in text: UnsafeRawBufferPointer, end: Int) -> Int {
    let byte = text[index]
    if byte == 0xC2 { return index + 1 < end && text[index + 1] == 0xA0 ? 2 : 0 }
    guard byte >= 0xE2, index + 2 < end else { return 0 }
    let second = text[index + 1]
    let third = text[index + 2]
    switch byte {
    case 0xE2: return second == 0x80 && ((third >= 0x80 && third <= 0x8B) || third == 0xAF) ? 3 : 0
    case 0xE3: return second == 0x80 && third == 0x80 ? 3 : 0
    case 0xEF: return second == 0xBB && third == 0xBF ? 3 : 0
    default: return 0
    }
  }
}
