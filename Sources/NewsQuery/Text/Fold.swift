import CBytes

/// The form in which words are compared: case, accents, ligatures, width, typographic marks and the optional marks of
/// Arabic and Hebrew do not count.
///
///     Fold.folded("Łukasz’s Œuvre") == "lukasz's oeuvre"
///
/// Accents go in Latin and Greek; in Cyrillic only those of ё and stress marks; in kana, Thai and the Indic scripts, where
/// a mark is a letter's other half, none. Text may be composed or decomposed. Folding twice changes nothing.
public enum Fold {
  /// Appends the folded form of UTF-8 text. Bytes that are not UTF-8 are kept as they are.
  public static func append(_ bytes: UnsafeRawBufferPointer, to folded: inout [UInt8]) {
    folded.reserveCapacity(folded.count + bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        folded.append(byte.asciiLowercased)
        index += 1
      } else {
        break
      }
    }
    if index < bytes.count { appendWide(bytes, from: index, to: &folded) }
  }

  /// The folded form of a text.
  public static func folded(_ text: String) -> String {
    var text = text
    var folded: [UInt8] = []
    text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &folded) }
    return String(decoding: folded, as: UTF8.self)
  }

  /// The last base character that was appended. It decides what becomes of a mark after it.
  private struct Base {
    enum Kind { case none, marked, cyrillic, other }

    var scalar: UInt32
    /// Where it begins in the folded text.
    var start: Int
    var kind: Kind

    /// Replaces the base by what it and a mark make together.
    mutating func become(_ composed: UInt32, in folded: inout [UInt8]) {
      folded.removeSubrange(start...)
      scalar = composed
      CodePoint.append(composed, to: &folded)
    }
  }

  private static func appendWide(_ bytes: UnsafeRawBufferPointer, from start: Int, to folded: inout [UInt8]) {
    var index = start
    var base = Base(scalar: 0, start: folded.count, kind: .marked)
    if let last = folded.last {
      base.scalar = UInt32(last)
      base.start -= 1
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        let lower = byte.asciiLowercased
        base = Base(scalar: UInt32(lower), start: folded.count, kind: .marked)
        folded.append(lower)
        index += 1
        continue
      }
      let (scalar, length) = CodePoint.decode(bytes, at: index)
      guard length > 0 else {
        folded.append(byte)
        base.kind = .none
        index += 1
        continue
      }
      index += length

      if isDiacritic(scalar) {
        append(mark: scalar, after: &base, to: &folded)
      } else if let value = value(of: scalar) {
        if value == 0 { continue }
        if base.kind == .other, UInt8(truncatingIfNeeded: value) >= 0xE0, scalar == 0xFF9E || scalar == 0xFF9F,
          let composed = composition(base.scalar, scalar == 0xFF9E ? 0x3099 : 0x309A)
        {
          base.become(composed, in: &folded)
          continue
        }
        base.start = folded.count
        var rest = value
        while rest != 0 {
          folded.append(UInt8(truncatingIfNeeded: rest))
          rest >>= 8
        }
        base = lastBase(of: folded, from: base.start)
      } else if base.kind == .other || base.kind == .cyrillic, scalar >= 0x900,
        let composed = compose(base.scalar, scalar)
      {
        base.become(composed, in: &folded)
      } else {
        base = Base(scalar: scalar, start: folded.count, kind: baseKind(scalar))
        CodePoint.append(scalar, to: &folded)
      }
    }
  }

  /// Latin, Greek and Hebrew lose their marks; a Cyrillic letter and its mark are one letter, but for ё.
  private static func append(mark scalar: UInt32, after base: inout Base, to folded: inout [UInt8]) {
    switch base.kind {
    case .none, .marked: return
    case .cyrillic where base.scalar == 0x435 && scalar == 0x308: return
    case .cyrillic, .other:
      if let composed = composition(base.scalar, scalar) {
        base.become(composed, in: &folded)
      } else if base.kind == .other {
        CodePoint.append(scalar, to: &folded)
      }
    }
  }

  /// The last code point of what was appended from `start` on.
  private static func lastBase(of folded: [UInt8], from start: Int) -> Base {
    var index = folded.count - 1
    while index > start, folded[index] & 0xC0 == 0x80 { index -= 1 }
    let scalar = folded.withUnsafeBytes { CodePoint.decode($0, at: index).scalar }
    return Base(scalar: scalar, start: index, kind: baseKind(scalar))
  }

  private static func baseKind(_ scalar: UInt32) -> Base.Kind {
    switch scalar {
    case 0..<0x400, 0x590..<0x900, 0x1E00..<0x2000: .marked
    case 0x400..<0x530, 0x1C80..<0x1C90, 0x2DE0..<0x2E00, 0xA640..<0xA6A0: .cyrillic
    default: .other
    }
  }

  /// Combining marks that accent a letter of any script.
  private static func isDiacritic(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
    default: false
    }
  }

  /// What a code point folds to, first byte lowest; 0 for nothing at all; nil if it stays.
  static func value(of scalar: UInt32) -> UInt64? {
    var value: UInt64 = 0
    return nb_fold_value(scalar, &value) ? value : nil
  }

  /// What a base and the code point after it make together: marks of kana and Indic scripts, the parts of a Hangul syllable.
  private static func compose(_ base: UInt32, _ scalar: UInt32) -> UInt32? {
    if base >= 0x1100, base < 0x1113, scalar >= 0x1161, scalar < 0x1176 {
      return 0xAC00 + ((base - 0x1100) * 21 + (scalar - 0x1161)) * 28
    }
    if base >= 0xAC00, base < 0xD7A4, (base - 0xAC00) % 28 == 0, scalar > 0x11A7, scalar < 0x11C3 {
      return base + (scalar - 0x11A7)
    }
    return composition(base, scalar)
  }

  private static func composition(_ base: UInt32, _ mark: UInt32) -> UInt32? {
    let made = nb_composition(base, mark)
    return made == 0 ? nil : made
  }
}
