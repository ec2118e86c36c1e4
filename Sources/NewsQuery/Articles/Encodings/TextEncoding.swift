/// The bytes of an input as UTF-8, whatever they came as: by byte order mark, by what the input declares, by what the
/// bytes themselves allow.
///
///     let text = TextEncoding.utf8(bytes, declared: "iso-8859-2")
///     text.bytes          // valid UTF-8
///     text.replacedCount  // how many characters became U+FFFD
enum TextEncoding {
  /// Text that is valid UTF-8, and how it came to be so.
  struct Text {
    var bytes: [UInt8]
    var replacedCount: Int
    /// In small letters: `utf-8`, `windows-1251`.
    var encoding: String
    /// The encoding that the input declares, where it is none that is known: the bytes were read as another.
    var unknownEncoding: String?

    /// What there is to say of it, at a place.
    func problems(at place: RecordPlace) -> [InputProblem] {
      var problems: [InputProblem] = []
      if let unknownEncoding {
        let message = "the encoding `\(unknownEncoding)` is not known, read as \(encoding)"
        problems.append(InputProblem(place: place, message: message, isRecordSkipped: false))
      }
      if replacedCount > 0 { problems.append(.replaced(replacedCount, at: place)) }
      return problems
    }
  }

  /// - Parameter declared: the encoding's name where the input says it; a name that is not known counts for nothing,
  ///   and valid UTF-8 is believed before a declaration of one byte a character: such declarations are often left over.
  static func utf8(_ bytes: UnsafeRawBufferPointer, declared: String? = nil) -> Text {
    if let text = utf32(bytes) { return text }
    if bytes.count >= 2 {
      if bytes[0] == 0xFF, bytes[1] == 0xFE { return utf16(bytes, from: 2, isBigEndian: false) }
      if bytes[0] == 0xFE, bytes[1] == 0xFF { return utf16(bytes, from: 2, isBigEndian: true) }
    }
    let plain = bytes.withoutByteOrderMark
    if let isBigEndian = utf16WithoutMark(plain) { return utf16(plain, from: 0, isBigEndian: isBigEndian) }
    let name = declared?.lowercased() ?? ""
    let multibyte = MultibyteEncoding(named: name)
    // Its escapes are plain bytes, so that they pass for UTF-8.
    if multibyte == .iso2022JP, let found = multibyte?.utf8(plain) {
      return Text(bytes: found.bytes, replacedCount: found.replacedCount, encoding: name)
    }
    if UTF8Repair.isValid(plain) { return Text(bytes: Array(plain), replacedCount: 0, encoding: "utf-8") }
    if plain.count == bytes.count, let found = multibyte?.utf8(plain) {
      return Text(bytes: found.bytes, replacedCount: found.replacedCount, encoding: name)
    }
    if plain.count == bytes.count, let table = CodePages.upperHalf(name) { return oneByte(plain, table, name) }
    var text = undeclared(plain, isUTF8: name == "utf-8" || name == "utf8")
    if !name.isEmpty, !name.hasPrefix("utf"), plain.count == bytes.count {
      text.unknownEncoding = String(name.prefix(40))
    }
    return text
  }

  /// The whole of an input, whose replaced characters are reported with its first record.
  static func utf8(_ bytes: UnsafeRawBufferPointer, report: (InputProblem) -> Void) -> Text {
    let text = utf8(bytes)
    if text.replacedCount > 0 {
      report(.replaced(text.replacedCount, at: RecordPlace(record: 1, bytes: 0..<bytes.count)))
    }
    return text
  }

  private static func undeclared(_ bytes: UnsafeRawBufferPointer, isUTF8: Bool) -> Text {
    if !isUTF8, let guess = guessed(bytes), let table = CodePages.upperHalf(guess) {
      return oneByte(bytes, table, guess)
    }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 64)
    let replaced = UTF8Repair.append(bytes, to: &out)
    return Text(bytes: out, replacedCount: replaced, encoding: "utf-8")
  }

  /// Latin text in UTF-16 has a NUL in every other byte; nil where it has not.
  private static func utf16WithoutMark(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    let sample = min(bytes.count, 512) & ~1
    guard sample >= 8 else { return nil }
    var even = 0
    var odd = 0
    for index in 0..<sample where bytes[index] == 0 {
      if index & 1 == 0 { even += 1 } else { odd += 1 }
    }
    if odd * 5 > sample, even * 50 < sample { return false }
    if even * 5 > sample, odd * 50 < sample { return true }
    return nil
  }

  /// UTF-32 with its mark, or without one if three of each four bytes of the start could be nothing else; nil if it is not.
  private static func utf32(_ bytes: UnsafeRawBufferPointer) -> Text? {
    guard bytes.count >= 4, bytes[0] == 0 || bytes[2] == 0 && bytes[3] == 0 else { return nil }
    func unit(_ at: Int, _ isBigEndian: Bool) -> UInt32 {
      let value = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
      return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }
    for isBigEndian in [false, true] {
      let hasMark = unit(0, isBigEndian) == 0xFEFF
      if !hasMark {
        // Text has no NUL characters.
        let sample = min(bytes.count, 256) & ~3
        let fits = stride(from: 0, to: sample, by: 4).allSatisfy {
          let scalar = unit($0, isBigEndian)
          return scalar > 0 && scalar <= 0x10FFFF && !(0xD800..<0xE000).contains(scalar)
        }
        guard fits, sample >= 16 else { continue }
      }
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count / 3)
      var replaced = 0
      for at in stride(from: hasMark ? 4 : 0, to: bytes.count & ~3, by: 4) {
        let scalar = unit(at, isBigEndian)
        let isValid = scalar <= 0x10FFFF && !(0xD800..<0xE000).contains(scalar)
        if !isValid { replaced += 1 }
        UTF8Repair.append(isValid ? scalar : 0xFFFD, to: &out)
      }
      if bytes.count & 3 != 0 {
        out.append(contentsOf: UTF8Repair.replacement)
        replaced += 1
      }
      return Text(bytes: out, replacedCount: replaced, encoding: isBigEndian ? "utf-32be" : "utf-32le")
    }
    return nil
  }

  private static func utf16(_ bytes: UnsafeRawBufferPointer, from start: Int, isBigEndian: Bool) -> Text {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var replaced = 0
    var at = start
    func unit(_ index: Int) -> UInt32 {
      isBigEndian
        ? UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1]) : UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index])
    }
    while at + 1 < bytes.count {
      let first = unit(at)
      at += 2
      if first & 0xF800 != 0xD800 {
        UTF8Repair.append(first, to: &out)
      } else if first < 0xDC00, at + 1 < bytes.count, unit(at) & 0xFC00 == 0xDC00 {
        UTF8Repair.append(0x10000 + (first & 0x3FF) << 10 + (unit(at) & 0x3FF), to: &out)
        at += 2
      } else {
        out.append(contentsOf: UTF8Repair.replacement)
        replaced += 1
      }
    }
    if at < bytes.count {
      out.append(contentsOf: UTF8Repair.replacement)
      replaced += 1
    }
    return Text(bytes: out, replacedCount: replaced, encoding: isBigEndian ? "utf-16be" : "utf-16le")
  }

  private static func oneByte(_ bytes: UnsafeRawBufferPointer, _ table: [UInt32], _ name: String) -> Text {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 4)
    var replaced = 0
    for byte in bytes {
      if byte < 0x80 {
        out.append(byte)
      } else {
        let scalar = table[Int(byte - 0x80)]
        if scalar == 0xFFFD { replaced += 1 }
        UTF8Repair.append(scalar, to: &out)
      }
    }
    return Text(bytes: out, replacedCount: replaced, encoding: name)
  }

  /// The one-byte encoding that bytes without a declaration are most likely in; nil where they are rather UTF-8 with
  /// a few broken places. Looks at the first 64 KiB that hold anything.
  private static func guessed(_ bytes: UnsafeRawBufferPointer) -> String? {
    let sample = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, 65_536)])
    guard let base = sample.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    var valid = 0
    var broken = 0
    var at = 0
    while at < sample.count {
      if sample[at] < 0x80 {
        at += 1
        continue
      }
      let length = UTF8Repair.length(base, at: at, end: sample.count)
      if length > 0 {
        valid += 1
        at += length
      } else {
        broken += 1
        at += 1
      }
    }
    if valid > broken || broken == 0 { return nil }
    // Cyrillic text is nearly all high bytes, Western text hardly any.
    var asciiLetters = 0
    var upperRow = 0
    var lowerRow = 0
    for byte in sample {
      if (byte | 0x20) &- 0x61 < 26 { asciiLetters += 1 }
      if (0xC0...0xDF).contains(byte) { upperRow += 1 }
      if byte >= 0xE0 { lowerRow += 1 }
    }
    if upperRow + lowerRow > asciiLetters, upperRow + lowerRow > 8 {
      // Small letters are the frequent ones: they stand high in windows-1251 and low in KOI8-R.
      return lowerRow >= upperRow ? "windows-1251" : "koi8-r"
    }
    return "windows-1252"
  }
}
