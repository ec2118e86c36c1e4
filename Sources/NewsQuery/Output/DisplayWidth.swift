import CUnicode

/// How many columns of a terminal a text takes, and how to cut, pad and wrap it by columns.
///
///     DisplayWidth.of("北京")                              // 4
///     DisplayWidth.cut("Kowalski", columns: 5)            // "Kowa…"
///     DisplayWidth.pad("Łódź", columns: 6, .right)        // "  Łódź"
///
/// Wide characters take two columns, marks above or below and joiners none, vowel signs beside their letter one, a character made of several code points (a flag, a
/// family) as much as its parts that show. A control character counts one column, which is what `TerminalSafe` makes
/// of it; bytes that are not UTF-8 count one each. Nothing is ever cut inside such a character.
public enum DisplayWidth {
  /// The side a text is pushed to when it is padded.
  public enum Side: Sendable { case left, right }

  /// Columns that `text` takes on one line.
  public static func of(_ text: String) -> Int { withBytes(of: text) { of($0) } }

  /// Columns that `text` takes on one line.
  public static func of(_ text: Substring) -> Int { withBytes(of: text) { of($0) } }

  /// Columns that these bytes, read as UTF-8, take on one line.
  public static func of(_ utf8: [UInt8]) -> Int { utf8.withUnsafeBytes { of($0) } }

  /// Columns that these bytes, read as UTF-8, take on one line.
  public static func of(_ utf8: UnsafeRawBufferPointer) -> Int {
    prefixLength(of: utf8, columns: Int.max).columns
  }

  /// The longest beginning of `text` that fits into `columns`.
  public static func prefix(of text: String, columns: Int) -> Substring {
    let length = withBytes(of: text) { prefixLength(of: $0, columns: columns).byteCount }
    return text[..<text.utf8.index(text.startIndex, offsetBy: length)]
  }

  /// How many bytes of `utf8` fit into `columns`, and how many columns these take.
  public static func prefixLength(
    of utf8: UnsafeRawBufferPointer, columns: Int
  ) -> (byteCount: Int, columns: Int) {
    var clusters = Clusters(utf8)
    var width = 0
    var end = 0
    while let cluster = clusters.next() {
      if cluster.columns > columns - width { break }
      width += cluster.columns
      end = cluster.end
    }
    return (end, width)
  }

  /// The longest end of `text` that fits into `columns`: the context left of a word in a concordance.
  public static func suffix(of text: String, columns: Int) -> Substring {
    let start = withBytes(of: text) { utf8 -> Int in
      var excess = of(utf8) - columns
      var clusters = Clusters(utf8)
      var start = 0
      while excess > 0, let cluster = clusters.next() {
        excess -= cluster.columns
        start = cluster.end
      }
      return start
    }
    return text[text.utf8.index(text.startIndex, offsetBy: start)...]
  }

  /// `text` itself where it fits into `columns`, otherwise its beginning and `…`.
  public static func cut(_ text: String, columns: Int) -> String {
    if text.utf8.count <= columns || of(text) <= columns { return text }
    return columns < 1 ? "" : String(prefix(of: text, columns: columns - 1)) + "…"
  }

  /// `text` with blanks up to `columns`, pushed to one side; a text that is wider stays as it is.
  public static func pad(_ text: String, columns: Int, _ side: Side = .left) -> String {
    let missing = columns - of(text)
    if missing <= 0 { return text }
    let blanks = String(repeating: " ", count: missing)
    return side == .left ? text + blanks : blanks + text
  }

  /// The lines of `text` when no line may be wider than `columns` (at least 1).
  ///
  /// Breaks at blanks, which are dropped there, and between wide characters, which are written without blanks; a word
  /// wider than a line is broken where the line ends. A newline always ends a line.
  public static func wrap(_ text: String, columns: Int) -> [Substring] {
    let columns = max(columns, 1)
    var lines: [Substring] = []
    let ends = withBytes(of: text) { wrapPoints(in: $0, columns: columns) }
    for (start, end) in ends {
      let from = text.utf8.index(text.startIndex, offsetBy: start)
      lines.append(text[from..<text.utf8.index(from, offsetBy: end - start)])
    }
    return lines
  }

  /// Lines of a text, each wrapped; as they are if there is no width.
  public static func wrapLines(_ text: String, columns: Int?) -> String {
    columns.map { wrap(text, columns: $0).joined(separator: "\n") } ?? text
  }

  /// Where each wrapped line begins and ends, in bytes.
  private static func wrapPoints(in utf8: UnsafeRawBufferPointer, columns: Int) -> [(start: Int, end: Int)] {
    var lines: [(start: Int, end: Int)] = []
    var clusters = Clusters(utf8)
    var lineStart = 0
    var width = 0
    // A possible end of the line, the start of the next line, and the number of columns before that end.
    var breakEnd = 0
    var breakNext = -1
    var breakWidth = 0
    var previousEnd = 0
    var previousWasBlank = true
    var previousWasWide = false
    while let cluster = clusters.next() {
      let first = utf8[cluster.start]
      if first == 0x0A || first == 0x0D {
        lines.append((lineStart, previousWasBlank && breakNext > lineStart ? breakEnd : previousEnd))
        (lineStart, width, breakNext, breakWidth) = (cluster.end, 0, -1, 0)
        (previousEnd, previousWasBlank, previousWasWide) = (cluster.end, true, false)
        continue
      }
      let isBlank = first == 0x20 || first == 0x09
      if isBlank {
        if !previousWasBlank || breakNext < 0 { breakEnd = previousEnd }
        width += cluster.columns
        (breakNext, breakWidth) = (cluster.end, width)
      } else {
        if previousWasWide, cluster.columns >= 2 {
          (breakEnd, breakNext, breakWidth) = (cluster.start, cluster.start, width)
        }
        if width + cluster.columns > columns, previousEnd > lineStart {
          if breakNext > lineStart {
            lines.append((lineStart, max(breakEnd, lineStart)))
            lineStart = breakNext
            width -= breakWidth
          }
          // The rest is one word; if it still does not fit, it is broken here.
          if width + cluster.columns > columns, cluster.start > lineStart {
            lines.append((lineStart, cluster.start))
            lineStart = cluster.start
            width = 0
          }
          (breakNext, breakWidth) = (-1, 0)
        }
        width += cluster.columns
      }
      previousEnd = cluster.end
      previousWasBlank = isBlank
      previousWasWide = !isBlank && cluster.columns >= 2
    }
    let end = previousWasBlank && breakNext > lineStart ? breakEnd : previousEnd
    lines.append((lineStart, max(end, lineStart)))
    return lines
  }

  private static func withBytes<R>(of text: String, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  private static func withBytes<R>(of text: Substring, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

/// The characters of a text as a reader sees them (extended grapheme clusters), each with the columns it takes.
private struct Clusters {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func next() -> (start: Int, end: Int, columns: Int)? {
    guard position < bytes.count else { return nil }
    let start = position
    let first = bytes[start]
    // Nearly all text: an ASCII character that no combining mark can follow, because ASCII follows.
    if first < 0x80, start + 1 == bytes.count || bytes[start + 1] < 0x80 {
      position = start + 1
      // A carriage return and its newline are one end of a line.
      if first == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      return (start, position, 1)
    }
    var (scalar, end) = decode(at: start)
    var columns = Self.columns(of: scalar)
    var state: utf8proc_int32_t = 0
    while end < bytes.count {
      let (following, followingEnd) = decode(at: end)
      if utf8proc_grapheme_break_stateful(scalar, following, &state) { break }
      if !Self.mergesInto(scalar, following) { columns += Self.columns(of: following) }
      (scalar, end) = (following, followingEnd)
    }
    position = end
    return (start, end, columns)
  }

  /// The code point at `offset` and where it ends; a byte that begins none is the replacement character.
  private func decode(at offset: Int) -> (scalar: utf8proc_int32_t, end: Int) {
    let (scalar, length) = CodePoint.decode(bytes, at: offset)
    return length > 0 ? (utf8proc_int32_t(scalar), offset + length) : (0xFFFD, offset + 1)
  }

  private static func columns(of scalar: utf8proc_int32_t) -> Int {
    if scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0) { return 1 }
    let width = Int(utf8proc_charwidth(scalar))
    // Vowel signs that stand beside their letter, as in Hindi and Bengali: terminals give each a column of its own.
    return width == 0 && utf8proc_category(scalar) == UTF8PROC_CATEGORY_MC ? 1 : width
  }

  /// Whether `following` is drawn into the columns that `scalar` has already: an emoji after a joiner, a skin tone,
  /// the later letters of a Korean syllable.
  private static func mergesInto(_ scalar: utf8proc_int32_t, _ following: utf8proc_int32_t) -> Bool {
    if scalar == 0x200D { return true }
    if (0x1F3FB...0x1F3FF).contains(following) { return true }
    return (0x1160...0x11FF).contains(following) || (0xD7B0...0xD7FB).contains(following)
  }
}
