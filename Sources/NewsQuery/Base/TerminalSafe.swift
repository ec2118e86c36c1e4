/// Makes text from articles harmless on a terminal.
///
///     TerminalSafe.escape("read\u{1B}[2Jme")      // "read␛[2Jme"
///
/// An article can hold bytes that clear the screen, retitle the window, answer for the user or turn the reading order
/// round. Each such character becomes one visible column: C0 controls and delete their control picture, C1 controls
/// and bidirectional overrides the replacement character. So do invisible characters that make two texts look alike: zero-width
/// blanks, joiners between letters that do not join, tags outside a flag. A pipe or file gets the text as it is: this is
/// for terminals.
public enum TerminalSafe {
  /// What becomes of tabs and of the ends of lines.
  public enum Breaks: Sendable {
    /// One blank for each run of them: the text of a table's cell.
    case blank
    /// Newlines stay, tabs are blanks, carriage returns go: paragraphs to read.
    case keep
    /// Both are kept, carriage returns are removed: output for programs that a person looks at.
    case asWritten
  }

  /// `text` with every character that could steer a terminal replaced; the same text if there is none.
  public static func escape(_ text: String, breaks: Breaks = .blank) -> String {
    var text = text
    let safe = text.withUTF8 { escape(UnsafeRawBufferPointer($0), breaks) }
    return safe.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// The same for bytes of UTF-8; nil if there is nothing to replace.
  static func escape(_ bytes: UnsafeRawBufferPointer, _ breaks: Breaks) -> [UInt8]? {
    guard let first = firstUnsafe(in: bytes, from: 0, breaks) else { return nil }
    var safe: [UInt8] = []
    safe.reserveCapacity(bytes.count + 16)
    safe.append(contentsOf: bytes[..<first])
    var position = first
    while position < bytes.count {
      position = replace(bytes, at: position, breaks, into: &safe)
      let next = firstUnsafe(in: bytes, from: position, breaks) ?? bytes.count
      safe.append(contentsOf: bytes[position..<next])
      position = next
    }
    return safe
  }

  /// True if a terminal could take any of `text` for a command.
  public static func isSafe(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { firstUnsafe(in: UnsafeRawBufferPointer($0), from: 0, .keep) == nil }
  }

  private static func firstUnsafe(in bytes: UnsafeRawBufferPointer, from start: Int, _ breaks: Breaks) -> Int? {
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x20 {
        let isBreak = byte == 0x0A && breaks != .blank || byte == 0x09 && breaks == .asWritten
        if !isBreak { return position }
      } else if byte == 0x7F {
        return position
      } else if byte == 0xC2 || byte == 0xE2 || byte == 0xE1 || byte == 0xEF || byte == 0xF3 {
        if unsafeLength(bytes, at: position) > 0 { return position }
      }
      position += 1
    }
    return nil
  }

  /// Bytes of the C1 control, line separator, bidirectional control or deceptive invisible character at `position`; 0 if
  /// there is none.
  private static func unsafeLength(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
    let left = bytes.count - position
    if bytes[position] == 0xC2 {
      return left > 1 && (0x80...0x9F).contains(bytes[position + 1]) ? 2 : 0
    }
    guard left > 2 else { return 0 }
    let last = bytes[position + 2]
    switch (bytes[position], bytes[position + 1]) {
    case (0xE2, 0x80):
      // U+2028 and U+2029 end lines, U+202A to U+202E turn the order of what follows; U+200B is a blank of no width.
      if (0xA8...0xAE).contains(last) || last == 0x8B { return 3 }
      // U+200C and U+200D belong into Arabic, Indic scripts and emoji.
      return (last == 0x8C || last == 0x8D) && !isJoiningScript(bytes, before: position) ? 3 : 0
    // U+2060 to U+2064 are invisible, U+2066 to U+2069 turn the order too.
    case (0xE2, 0x81): return (0xA0...0xA4).contains(last) || (0xA6...0xA9).contains(last) ? 3 : 0
    // The Mongolian vowel separator U+180E, the byte order mark U+FEFF.
    case (0xE1, 0xA0): return last == 0x8E ? 3 : 0
    case (0xEF, 0xBB): return last == 0xBF ? 3 : 0
    // The tags U+E0000 to U+E007F spell regions after a black flag and say nothing elsewhere.
    case (0xF3, 0xA0):
      let isTag = left > 3 && (0x80...0x81).contains(last)
      return isTag && !isInFlag(bytes, before: position) ? 4 : 0
    default: return 0
    }
  }

  /// Whether the character that ends before `position` is of a script that uses joiners, or an emoji.
  private static func isJoiningScript(_ bytes: UnsafeRawBufferPointer, before position: Int) -> Bool {
    var start = position - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    guard start >= 0 else { return false }
    switch bytes[start] {
    // Hebrew, Arabic, the scripts of South and Southeast Asia, Mongolian; emoji.
    case 0xD6...0xE1, 0xF0: return true
    // Symbols from U+2300 on, which are parts of emoji: the heart, the signs of sex.
    case 0xE2: return (0x8C...0xAF).contains(bytes[start + 1])
    // U+FE0F, which makes a symbol an emoji.
    case 0xEF: return bytes[start + 1] == 0xB8 && bytes[start + 2] == 0x8F
    default: return false
    }
  }

  /// Whether only tags are between `position` and a black flag.
  private static func isInFlag(_ bytes: UnsafeRawBufferPointer, before position: Int) -> Bool {
    var start = position
    while start >= 4, bytes[start - 4] == 0xF3, bytes[start - 3] == 0xA0 { start -= 4 }
    return start >= 4 && bytes[start - 4..<start].elementsEqual([0xF0, 0x9F, 0x8F, 0xB4])
  }

  /// Writes a picture of the unsafe character at `position`; returns where the text continues.
  private static func replace(
    _ bytes: UnsafeRawBufferPointer, at position: Int, _ breaks: Breaks, into safe: inout [UInt8]
  ) -> Int {
    let byte = bytes[position]
    switch byte {
    case 0x09, 0x0A, 0x0D:
      if breaks != .blank {
        if byte == 0x09 { safe.append(0x20) }
        return position + 1
      }
      var end = position
      while end < bytes.count, bytes[end] == 0x09 || bytes[end] == 0x0A || bytes[end] == 0x0D { end += 1 }
      safe.append(0x20)
      return end
    case 0..<0x20:
      safe.append(contentsOf: [0xE2, 0x90, 0x80 + byte])
      return position + 1
    case 0x7F:
      safe.append(contentsOf: [0xE2, 0x90, 0xA1])
      return position + 1
    default:
      let isLineEnd = byte == 0xE2 && bytes[position + 1] == 0x80 && (0xA8...0xA9).contains(bytes[position + 2])
      if isLineEnd, breaks != .asWritten {
        safe.append(breaks == .keep ? 0x0A : 0x20)
      } else {
        safe.append(contentsOf: [0xEF, 0xBF, 0xBD])
      }
      return position + (byte == 0xC2 ? 2 : byte == 0xF3 ? 4 : 3)
    }
  }
}
