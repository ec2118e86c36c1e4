import Testing

@testable import NewsQuery

@Suite struct QueryWordTests {
  /// A word of plain letters is taken as it is; that must be what cutting and folding make of it.
  @Test
  func plainLettersAreCutAsEver() {
    var random = SeededRandom(seed: 21)
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for _ in 0..<300 {
      let text = String((0..<random.below(12) + 1).map { _ in random.oneOf(letters) })
      #expect(Tokenizer.words(of: text) == Tokenizer.cutWords(of: text))
    }
  }

  @Test(arguments: ["", "a-b", "a*", "é", "U.S.", "3.5", "@x", "a b", "[", "`", "{", "_"])
  func whatElseThereIs(text: String) {
    #expect(Tokenizer.words(of: text) == Tokenizer.cutWords(of: text))
  }
}
