/// Text that a program broke into lines of equal width, made paragraphs again.
enum Wrapping {
  /// Lines of one paragraph are joined with a blank where the text is wrapped; otherwise line ends stay as they are.
  /// Blank lines between paragraphs become one; blanks at line ends go.
  static func unwrapped(_ text: UnsafeRawBufferPointer, isWrapped known: Bool? = nil) -> [UInt8] {
    let isWrapped = known ?? isWrapped(text)
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var pendingBlank = false
    LineEnds.forEach(in: text) { line, _ in
      let trimmed = ByteSearch.trimmed(text, line)
      if trimmed.isEmpty {
        pendingBlank = !out.isEmpty
        return
      }
      if !out.isEmpty {
        if pendingBlank {
          out.append(contentsOf: [0x0A, 0x0A])
        } else {
          out.append(isWrapped ? 0x20 : 0x0A)
        }
      }
      pendingBlank = false
      out.append(contentsOf: text[trimmed])
    }
    return out
  }

  static func unwrapped(_ text: [UInt8], isWrapped known: Bool? = nil) -> [UInt8] {
    text.withUnsafeBytes { unwrapped($0, isWrapped: known) }
  }

  /// True where lines are cut by width: paragraphs have several lines, and nearly all but each last are about as long
  /// as the longest, at most 100 bytes.
  private static func isWrapped(_ text: UnsafeRawBufferPointer) -> Bool {
    var longest = 0
    var inner = 0
    var full = 0
    var previous = 0
    var lengths: [Int] = []
    LineEnds.forEach(in: text) { line, _ in lengths.append(ByteSearch.trimmed(text, line).count) }
    longest = lengths.max() ?? 0
    guard longest >= 40, longest <= 110 else { return false }
    for length in lengths {
      if previous > 0, length > 0 {
        inner += 1
        if previous * 10 >= longest * 7 { full += 1 }
      }
      previous = length
    }
    return inner >= 2 && full * 10 >= inner * 8
  }
}
