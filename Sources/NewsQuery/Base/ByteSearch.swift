import CLibrary

/// Finding bytes in bytes, by the C library's own vectorised searches.
enum ByteSearch {
  /// The first place of `byte` from `start` on.
  @inline(__always)
  static func first(_ byte: UInt8, in text: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    guard start < text.count, let base = text.baseAddress,
      let found = memchr(base + start, Int32(byte), text.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// The first place of `word` within `range`.
  static func first(_ word: StaticString, in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    let count = word.utf8CodeUnitCount
    guard count > 0, let base = text.baseAddress else { return nil }
    var at = range.lowerBound
    while at + count <= range.upperBound {
      guard let found = memchr(base + at, Int32(word.utf8Start[0]), range.upperBound - at) else { return nil }
      at = UnsafeRawPointer(found) - base
      guard at + count <= range.upperBound else { return nil }
      if memcmp(base + at, word.utf8Start, count) == 0 { return at }
      at += 1
    }
    return nil
  }

  /// The first place of `word`, in ASCII lower case, within `range`, in any letter case.
  static func firstFolded(_ word: StaticString, in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    let count = word.utf8CodeUnitCount
    guard count > 0, range.count >= count else { return nil }
    let first = word.utf8Start[0]
    let isLetter = first.isASCIILowercase
    var at = range.lowerBound
    while at + count <= range.upperBound {
      // A mark has no letter case.
      if !isLetter {
        guard let found = Self.first(first, in: text, from: at), found + count <= range.upperBound else { return nil }
        at = found
      }
      if matchesFolded(word, in: text, at: at) { return at }
      at += 1
    }
    return nil
  }

  /// Where the bytes at `at` are `word`.
  @inline(__always)
  static func matches(_ word: StaticString, in text: UnsafeRawBufferPointer, at: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at >= 0, at + count <= text.count else { return false }
    for index in 0..<count where text[at + index] != word.utf8Start[index] { return false }
    return true
  }

  /// Where the bytes at `at` are `word`, given in ASCII small letters, in any letter case.
  @inline(__always)
  static func matchesFolded(_ word: StaticString, in text: UnsafeRawBufferPointer, at: Int) -> Bool {
    assert(!(0..<word.utf8CodeUnitCount).contains { word.utf8Start[$0].isASCIIUppercase })
    let count = word.utf8CodeUnitCount
    guard at >= 0, at + count <= text.count else { return false }
    for index in 0..<count {
      let byte = text[at + index]
      let folded = byte.asciiLowercased
      if folded != word.utf8Start[index] { return false }
    }
    return true
  }

  /// `range` without blanks, tabs, line ends and no-break spaces at both ends.
  static func trimmed(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      if text[start] <= 0x20 {
        start += 1
      } else if start + 1 < end, text[start] == 0xC2, text[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if text[end - 1] <= 0x20 {
        end -= 1
      } else if start + 1 < end, text[end - 1] == 0xA0, text[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return start..<end
  }

  /// The text of `range`, broken bytes repaired.
  static func string(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: text[range]), as: UTF8.self)
  }
}

/// Several values in one text: `Smith; Jones` as tables write lists.
enum ListText {
  /// Appends the items of `text`: cut at semicolons; keywords at commas too, if there is no semicolon.
  static func append(_ text: String, to list: inout [String], splitsAtCommas: Bool = false) {
    let separator: UInt8
    if text.utf8.contains(UInt8(ascii: ";")) {
      separator = UInt8(ascii: ";")
    } else if splitsAtCommas, text.utf8.contains(UInt8(ascii: ",")) {
      separator = UInt8(ascii: ",")
    } else {
      let item = trimmed(text[...])
      if !item.isEmpty { list.append(item) }
      return
    }
    for part in text.utf8.split(separator: separator) {
      let item = trimmed(Substring(part))
      if !item.isEmpty { list.append(item) }
    }
  }

  static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.unicodeScalars.first, first.properties.isWhitespace { text.unicodeScalars.removeFirst() }
    while let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
    return String(text)
  }
}
