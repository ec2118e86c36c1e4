import Foundation
@testable import NewsQuery

/// A text as the language page says it is cut and folded, written for clarity and nothing else. It shares no line with
/// the engine's tokenizer.
struct ReferenceText {
  struct Word: Equatable {
    var folded: String
    /// As written, without dots, commas, `'s`.
    var surface: String
    var sentence: Int
    var paragraph: Int
    /// The first byte.
    var byte: Int
  }
  /// Words held together by hyphens or apostrophes, as one.
  struct Compound {
    var positions: Range<Int>
    var folded: String
    var surface: String
  }

  var words: [Word] = []
  var compounds: [Compound] = []

  init(_ text: String, isBody: Bool = false) {
    let scalars = Array(text.unicodeScalars)
    var byteOf: [Int] = []
    var byte = 0
    for scalar in scalars {
      byteOf.append(byte)
      byte += scalar.utf8.count
    }
    byteOf.append(byte)
    var index = 0
    while index < scalars.count {
      guard Self.isWordScalar(scalars[index]) else {
        index += 1
        continue
      }
      let first = words.count
      while true {
        let start = index
        let surface = Self.takeWord(scalars, &index)
        words.append(
          Word(folded: Self.folded(surface), surface: surface, sentence: 0, paragraph: 0, byte: byteOf[start]))
        if Self.isAlone(scalars[start]) { break }
        guard index + 1 < scalars.count, Self.isWordScalar(scalars[index + 1]), !Self.isAlone(scalars[index + 1]) else {
          break
        }
        let isInnerApostrophe =
          Self.isApostrophe(scalars[index]) && !Self.isDigit(scalars[index - 1]) && !Self.isDigit(scalars[index + 1])
        guard Self.isHyphen(scalars[index]) || isInnerApostrophe else { break }
        index += 1
      }
      if words.count > first + 1, words[first...].contains(where: { $0.surface.contains(where: \.isLetter) }) {
        let parts = words[first...]
        compounds.append(
          Compound(
            positions: first..<words.count, folded: parts.map(\.folded).joined(),
            surface: parts.map(\.surface).joined()))
      }
    }
    if isBody { setBorders(of: text) }
  }

  /// Sentences and paragraphs of the body; a headline is one of each.
  private mutating func setBorders(of text: String) {
    var sentences: [Int] = []
    var paragraphs: [Int] = []
    var text = text
    text.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      Paragraphs.forEach(in: bytes) { paragraph in
        paragraphs.append(paragraph.lowerBound)
        Sentences.forEach(in: bytes, paragraph: paragraph) { sentences.append($0.lowerBound) }
      }
    }
    for index in words.indices {
      words[index].sentence = sentences.lastIndex { $0 <= words[index].byte } ?? 0
      words[index].paragraph = paragraphs.lastIndex { $0 <= words[index].byte } ?? 0
    }
  }

  // MARK: - Words

  private static func takeWord(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String {
    if isAlone(scalars[index]) {
      index += 1
      return String(scalars[index - 1])
    }
    if let initials = takeInitials(scalars, &index) { return initials }
    var surface = String.UnicodeScalarView()
    let start = index
    while index < scalars.count {
      let scalar = scalars[index]
      if isWordScalar(scalar), !isAlone(scalar) {
        surface.append(scalar)
        index += 1
      } else if isInvisible(scalar), !surface.isEmpty {
        index += 1
      } else if isPartOfNumber(scalars, index, from: start) {
        if scalar == "." { surface.append(scalar) }
        index += 1
      } else {
        break
      }
    }
    // `mayor's` meets `mayor`.
    if index + 1 < scalars.count, isApostrophe(scalars[index]), scalars[index + 1] == "s" || scalars[index + 1] == "S",
      index + 2 == scalars.count || !isWordScalar(scalars[index + 2])
    {
      index += 2
    }
    return String(surface)
  }

  /// `U.S.` is one word.
  private static func takeInitials(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String? {
    var letters = String.UnicodeScalarView()
    var end = index
    while end < scalars.count, isLetter(scalars[end]), !isAlone(scalars[end]) {
      if end + 1 < scalars.count, scalars[end + 1] == "." {
        letters.append(scalars[end])
        end += 2
        continue
      }
      if !letters.isEmpty, end + 1 == scalars.count || !isWordScalar(scalars[end + 1]) {
        letters.append(scalars[end])
        end += 1
      }
      break
    }
    guard letters.count > 1 else { return nil }
    index = end
    return String(letters)
  }

  /// The comma of `1,204` and the point of `3.5`.
  private static func isPartOfNumber(_ scalars: [Unicode.Scalar], _ index: Int, from start: Int) -> Bool {
    func digit(_ place: Int) -> Bool { scalars.indices.contains(place) && isDigit(scalars[place]) }
    guard digit(index - 1), digit(index + 1),
      scalars[start..<index].allSatisfy({ isDigit($0) || $0 == "," || $0 == "." })
    else { return false }
    let isInList = start > 1 && (scalars[start - 1] == "." || scalars[start - 1] == ",") && digit(start - 2)
    if isInList { return false }
    if scalars[index] == "," {
      let leading = scalars[start..<index].prefix { isDigit($0) }.count
      return leading <= 3 && !scalars[start..<index].contains(".") && digit(index + 2) && digit(index + 3)
        && !digit(index + 4)
    }
    guard scalars[index] == ".", !scalars[start..<index].contains(".") else { return false }
    var end = index + 1
    while digit(end) { end += 1 }
    return !(end < scalars.count && scalars[end] == "." && digit(end + 1))
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.numericType != nil }
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
  static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
      || scalar.properties.generalCategory == .nonspacingMark
  }
  /// What is not seen is not there: a soft hyphen, a joiner, a byte order mark. The zero-width space is a blank.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{200B}"
  }
  static func isHyphen(_ scalar: Unicode.Scalar) -> Bool { ["-", "\u{2010}", "\u{2011}"].contains(scalar) }
  static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { ["'", "’"].contains(scalar) }
  /// Han and kana: a character a position.
  static func isAlone(_ scalar: Unicode.Scalar) -> Bool {
    (0x3041...0x30FF).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
  }

  /// Case does not count, nor do the accents of Latin and Greek letters; of Cyrillic only those of stress and of ё.
  static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    var base: Unicode.Scalar = " "
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      if scalar.properties.generalCategory != .nonspacingMark { base = scalar }
      guard base != scalar else {
        folded += plainLetters[scalar].map { Array($0.unicodeScalars) } ?? [scalar]
        continue
      }
      let isLatinOrGreek = base.properties.isAlphabetic && base.value < 0x0400 || 0x1E00...0x1FFF ~= base.value
      let isStress = scalar == "\u{300}" || scalar == "\u{301}"
      let isCyrillic = 0x0400...0x052F ~= base.value && (isStress || base == "е" && scalar == "\u{308}")
      if !isLatinOrGreek, !isCyrillic { folded.append(scalar) }
    }
    return String(folded)
  }

  /// Letters of their own that are met by plain ones.
  private static let plainLetters: [Unicode.Scalar: String] = [
    "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ı": "i", "ŋ": "n", "ς": "σ",
  ]
}
