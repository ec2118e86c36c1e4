/// Words that go on beyond a hyphen or an apostrophe.
extension NameScanner {
  /// Takes in the second syllable of an East Asian given name: `Kim Yoon-man`, but `Kim-backed`. The caller has made sure
  /// that a name is before the word.
  func takeSyllable(_ word: inout Word, _ limit: Int) {
    guard word.isCapital, word.nameEnd == word.end, word.end + 1 < limit, text[word.end] == 0x2D,
      isSyllable(word.start..<word.end)
    else { return }
    let start = word.end + 1
    var end = start
    while end < limit, text[end] &- 0x61 < 26 { end += 1 }
    guard end == limit || text[end] < 0x80 && text[end] != 0x2D, isSyllable(start..<end),
      !text[start..<end].elementsEqual("run".utf8)
    else { return }
    word.end = end
    word.nameEnd = end
    if end + 1 < limit, text[end] == 0x27, text[end + 1] == 0x73 { word.end = end + 2 }
  }

  /// Whether the letters may be one syllable of Korean or Chinese in Latin letters: an initial, vowels, a final.
  func isSyllable(_ range: Range<Int>) -> Bool {
    guard range.count >= 2, range.count <= 6 else { return false }
    let first = range.firstIndex { Self.vowels.contains(text[$0] | 0x20) } ?? range.upperBound
    let last = range[first...].firstIndex { !Self.vowels.contains(text[$0] | 0x20) } ?? range.upperBound
    guard first < last, last - first <= 3 else { return false }
    return (first == range.lowerBound || Self.syllables.category(of: range.lowerBound..<first, in: text) == 1)
      && (last == range.upperBound || Self.finals.category(of: last..<range.upperBound, in: text) == 1)
  }

  /// `w` and `y` before a vowel are part of it: `hwan`, `hye`.
  private static let vowels = Array("aeiouyw".utf8)

  private static let syllables = WordList(
    [(1, "b ch d f g h hs j k l m n p q r s sh ss t ts tz x z zh kh ph th tt kk pp jj bb dd")], foldingCase: true)

  private static let finals = WordList([(1, "n ng k ck l m p t r h")])

  /// Where the word's end is for a name that goes on behind it, -1 if none does. A possessive ends a name, except that of
  /// members: `Women's Institute`, `Workers' Party`.
  func joinEndAfter(_ word: Word, _ index: inout Int, _ limit: Int) -> Int {
    if word.nameEnd < word.end {
      return NameWord.members.category(of: word.start..<word.nameEnd, in: text) != 0 ? index : -1
    }
    guard index + 1 < limit, text[index - 1] == 0x73, index == word.end else { return index }
    let mark =
      text[index] == 0x27
      ? 1 : index + 3 < limit && text[index] == 0xE2 && text[index + 1] == 0x80 && text[index + 2] == 0x99 ? 3 : 0
    guard mark > 0, NameWord.members.category(of: word.start..<word.end, in: text) != 0 else { return index }
    index += mark
    return index
  }
}
