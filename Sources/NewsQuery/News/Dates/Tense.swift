/// Whether the verb nearest to an expression speaks of the past or of the future.
///
/// Only words are looked at: helper verbs, a list of strong pasts, and the ending `-ed`. The nearest decides, those
/// before the expression first.
enum Tense: Sendable {
  case past, future, unknown

  private static let futureWords = words(
    "will shall scheduled expected expects expect plans plan planning due upcoming wo ll would could can might"
      + " hopes hope intends aims begins starts wird werden sera seront será serán будет будут состоится"
  )

  private static let pastWords = words(
    "was were had did said told rose fell won took made came went began got saw held sent met left found gave kept paid led"
      + " cut hit sold bought lost broke spoke wrote became brought built caught chose drew drove flew grew heard knew laid"
      + " lay put ran read rode sang sank sat shook shot shut spent split spread stood stole struck swore taught thought"
      + " threw understood woke wore since ago died has have war waren wurde wurden hatte war était fue fueron había был"
      + " была было были сообщил заявил сказал")

  /// Pasts and states that look ahead where `to` follows: `planned to leave`, `is to resume`.
  private static let aheadWords = words(
    "planned expected scheduled going set ready agreed hoped wanted likely meant supposed vowed promised prepared"
      + " preparing ordered is are was were be intended")

  private static let reportingWords = words("said says told announced")

  private static func words(_ text: String) -> WordTable<Bool> {
    WordTable(text.split(separator: " ").map { (String($0), true) })
  }

  /// The tense around the bytes `span` within the paragraph `range`.
  static func around(_ span: Range<Int>, in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Tense {
    let (before, beforeDistance) = search(text, from: span.lowerBound, to: range.lowerBound, forwards: false)
    let (after, afterDistance) = search(text, from: span.upperBound, to: range.upperBound, forwards: true)
    if before == .unknown { return after }
    if after == .unknown { return before }
    return afterDistance + 2 < beforeDistance ? after : before
  }

  private static func search(
    _ text: UnsafeRawBufferPointer, from start: Int, to limit: Int, forwards: Bool
  ) -> (Tense, Int) {
    var at = start
    var distance = 0
    var hasComma = false
    while distance < 14 {
      var wordStart = at
      var wordEnd = at
      if forwards {
        while wordStart < limit, !isInside(text[wordStart]) {
          // What stands behind a closing mark is the speaker's verb, not that of the words quoted.
          if isStop(text, wordStart) || closesQuote(text, wordStart) { return (.unknown, distance) }
          if text[wordStart] == UInt8(ascii: ",") { hasComma = true }
          wordStart += 1
        }
        wordEnd = wordStart
        while wordEnd < limit, isInside(text[wordEnd]) { wordEnd += 1 }
        at = wordEnd
      } else {
        while wordEnd > limit, !isInside(text[wordEnd - 1]) {
          if isStop(text, wordEnd - 1) { return (.unknown, distance) }
          wordEnd -= 1
        }
        wordStart = wordEnd
        while wordStart > limit, isInside(text[wordStart - 1]), wordEnd - wordStart < 64 { wordStart -= 1 }
        at = wordStart
      }
      guard wordEnd > wordStart else { break }
      distance += 1
      let word = UnsafeRawBufferPointer(rebasing: text[wordStart..<min(wordEnd, wordStart + 64)])
      // `… as soon as Tuesday, officials said`: nor is this one.
      if hasComma, reportingWords[FoldedWord(word)] != nil { return (.unknown, distance) }
      let tense = tense(of: word)
      if !forwards, isAhead(text, wordStart, wordEnd) { return (.future, distance) }
      if tense != .unknown { return (tense, distance) }
    }
    return (.unknown, distance)
  }

  private static func isAhead(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
    guard end + 4 <= text.count, text[end] == 0x20, text[end + 1] == UInt8(ascii: "t"),
      text[end + 2] == UInt8(ascii: "o"), text[end + 3] == 0x20, end - start < 12
    else { return false }
    return aheadWords[FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end]))] != nil
  }

  private static func tense(of word: UnsafeRawBufferPointer) -> Tense {
    let folded = FoldedWord(word)
    if futureWords[folded] != nil { return .future }
    if pastWords[folded] != nil { return .past }
    let count = word.count
    if count > 4, word[count - 1] == UInt8(ascii: "d"), word[count - 2] == UInt8(ascii: "e"), word[0] &- 97 < 26 {
      return .past
    }
    return .unknown
  }

  private static func isInside(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 97 < 26 && byte < 0x80 || byte >= 0x80 && byte != 0xE2 || byte &- 48 < 10
  }

  /// `"`, `”` or `''`
  private static func closesQuote(_ text: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    switch text[at] {
    case 0x22: true
    case 0x27: at + 1 < text.count && text[at + 1] == 0x27
    case 0xE2: at + 2 < text.count && text[at + 1] == 0x80 && text[at + 2] == 0x9D
    default: false
    }
  }

  /// A sentence's end: a stop with a blank after it and no abbreviation's letter before, or `?`, `!`, `;`.
  private static func isStop(_ text: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    switch text[at] {
    case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ";"): return true
    case UInt8(ascii: "."):
      // `Sept. 30` and `U.S. officials` go on.
      guard at + 2 < text.count, text[at + 1] <= 0x20 else { return at + 1 >= text.count }
      return at >= 4 && isInside(text[at - 1]) && isInside(text[at - 2]) && isInside(text[at - 3])
        && isInside(text[at - 4])
        && text[at + 2] &- 48 >= 10
    default: return false
    }
  }
}
