import Testing

@testable import NewsQuery

@Suite struct WordListTests {
  private let list = WordList(
    [(1, "said says o'neill"), (2, "told said a"), (3, "сказал señor ärger"), (4, "spokesperson-elects a_b")],
    foldingCase: true)

  /// Both ways to ask must agree: with nothing behind the word, and in the midst of a text.
  private func categories(_ word: String) -> [UInt8] {
    let alone = Array(word.utf8)
    let within = Array(("xx" + word + "yyyyyyyyyyyyyyyyyyyyyyyy").utf8)
    return [
      alone.withUnsafeBytes { list.category(of: $0) },
      alone.withUnsafeBytes { list.category(of: 0..<alone.count, in: $0) },
      within.withUnsafeBytes { list.category(of: 2..<2 + alone.count, in: $0) },
    ]
  }

  @Test(arguments: [
    ("said", 1), ("Said", 1), ("SAID", 1), ("saids", 0), ("sai", 0), ("", 0), ("told", 2), ("a", 2), ("A", 2), ("b", 0),
    ("O'Neill", 1), ("СКАЗАЛ", 3), ("Сказал", 3), ("сказали", 0), ("SEÑOR", 3), ("Ärger", 3), ("a b", 4), ("A B", 4),
    ("spokesperson-elects", 4), ("Spokesperson-Elects", 4), ("spokesperson-elect", 0), ("spokesperson-elected", 0),
  ]) func theFirstListedWordCounts(word: String, category: UInt8) {
    #expect(categories(word) == [category, category, category])
  }

  @Test func withoutFoldingOnlyTheSameBytes() {
    let list = WordList([(1, "Jan. de")])
    for (word, category) in [("Jan.", 1), ("jan.", 0), ("de", 1), ("De", 0)] {
      let bytes = Array(word.utf8)
      #expect(bytes.withUnsafeBytes { list.category(of: $0) } == UInt8(category))
    }
  }

  @Test func everyWordOfALongListIsFound() {
    let words = (0..<3000).map { "w\($0 * 7919 % 100_003)x" }
    let list = WordList([(5, words.joined(separator: " "))])
    for word in words {
      let bytes = Array(word.utf8)
      #expect(bytes.withUnsafeBytes { list.category(of: $0) } == 5)
      let other = Array((word + "x").utf8)
      #expect(other.withUnsafeBytes { list.category(of: $0) } == 0)
    }
  }
}
