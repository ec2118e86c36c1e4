// Whether the letter of `12m` and `900k` stands for millions and thousands or for metres.

extension AmountReader {
  /// Whether things that can be counted in millions follow: `homes`, `new jobs`, `phone calls`, `to 6m voters`; but not
  /// `hurdles` or `high waves`, and no race.
  func countsNoun(_ part: Part, _ letter: Lexeme) -> Bool {
    let end = otherEnd(letter.end) ?? letter.end
    if letter.value == 3, part.value < 20 { return Self.manyNouns.contains(wordAfter(end)) }
    return countsNoun(from: part.start, behind: end)
  }

  private func countsNoun(from start: Int, behind end: Int) -> Bool {
    let word = wordAfter(end)
    if word.isEmpty { return false }
    if Self.manyNouns.contains(word) || word == FoldedWord("strong") { return true }
    if word == FoldedWord("of") {
      return [" of its ", " of the ", " of their ", " of his ", " of her ", " of our ", " of these ", " of those "]
        .contains { tail($0, at: end) != nil }
    }
    // `6.4m in May`, `25m in Norway`; `8m in length` is one.
    if word == FoldedWord("in") {
      return [" in ", " in early ", " in late ", " in mid-"].contains { words in
        let next = end + words.utf8.count
        return next < limit && text[end..<next].elementsEqual(words.utf8)
          && (text[next] &- 65 < 26 || text[next] &- 49 < 2 && next + 3 < limit && DateParsing.isDigit(text[next + 3]))
      }
    }
    // `a 20m gap opens`: one thing has a length.
    if wordBefore(start) == FoldedWord("a") { return false }
    return pluralFollows(tail(" or more", at: end) ?? end)
  }

  /// The end of the second of two numbers with one noun: `60m-90m subscribers`, `1.5m and 2.2m deaths`.
  private func otherEnd(_ end: Int) -> Int? {
    for link in ["-", "–", " to ", " and ", " or "] {
      let start = end + link.utf8.count
      guard start < limit, text[end..<start].elementsEqual(link.utf8) else { continue }
      var at = start
      while at < limit, DateParsing.isDigit(text[at]) || text[at] == UInt8(ascii: ".") { at += 1 }
      guard at > start, at < limit, text[at] == UInt8(ascii: "m") else { continue }
      return at + 1
    }
    return nil
  }

  /// Whether one of the next four words is a plural, with nothing but words that may stand before a noun in between.
  private func pluralFollows(_ start: Int) -> Bool {
    var at = start
    for count in 0..<4 {
      guard at + 1 < limit, text[at] == 0x20 else { return false }
      let first = at + 1
      var end = first
      while end < limit, (text[end] | 0x20) &- 97 < 26 || text[end] == 0x2D { end += 1 }
      guard end - first > 1, count > 0 || text[first] &- 97 < 26 else { return false }
      let word = FoldedWord(UnsafeRawBufferPointer(rebasing: text[first..<end]))
      if Self.manyNouns.contains(word) { return true }
      if Self.lengthNouns.contains(word) || Self.closers.contains(word) { return false }
      if end - first > 3, text[end - 1] == UInt8(ascii: "s"), text[end - 2] != UInt8(ascii: "s") { return true }
      at = end
    }
    return false
  }

  private static let manyNouns = words(
    "people men women children copies homes jobs votes voters tons tonnes barrels passengers visitors users viewers households"
      + " customers shares units sales views hectares acres families workers followers subscribers tourists residents"
  )
  private static let lengthNouns = words(
    "hurdles waves swells walls fences sides cables lengths finals races heats sprints sprinters runners swimmers"
      + " champions relays pools masts towers boats yachts trees rods poles canvas always across towards upwards"
      + " downwards inwards forwards backwards besides plus this was has does series hers whereas steps drops falls"
      + " plunges deeps highs statues sculptures tunnels trenches tides vessels ships telescopes dishes"
      + " medals titles records holders medallists winners events semis semifinals freestyle butterfly backstroke"
      + " breaststroke medley sprint final race dash hurdle pool wave wall tall long wide deep high thick")
  /// What ends a group of nouns before its plural.
  private static let closers = words(
    "of in for to from by with at on as and or but that which who while when than over under since after before during into"
      + " is are were be been have had will would could can may might should said says the a an away above below off up down"
      + " out back apart against he she it they we its his her their there his where if not per")

  private static func words(_ text: String) -> Set<FoldedWord> {
    Set(text.split(separator: " ").map { FoldedWord(String($0)) })
  }
}
