import Testing

@testable import NewsQuery

@Test(arguments: [
  ("", 0), ("abc", 3), ("Łódź", 4), ("e\u{301}", 1), ("北京", 4), ("ＡＢ", 4), ("👩\u{200D}💻", 2), ("🇷🇺", 2),
  ("👍🏽", 2), ("\u{200B}", 0), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("a\u{7}b", 3), ("กำ", 2), ("\u{301}", 0),
  ("日e\u{301}x", 4),
  // Vowel signs beside their letter take a column, those above and below do not: as tmux and VTE draw them.
  ("हिन्दी", 5), ("का", 2), ("कु", 1), ("के", 1), ("কি", 2), ("কো", 2), ("বাংলা", 5), ("ગુજરાતી", 6), ("கொ", 2), ("කි", 1),
])
func widthIsWhatATerminalTakes(text: String, columns: Int) {
  #expect(DisplayWidth.of(text) == columns)
}

@Test func brokenBytesCountOneEach() {
  #expect(DisplayWidth.of([0xFF, 0x41, 0xE2, 0x82]) == 4)
  #expect(DisplayWidth.of([0xED, 0xA0, 0x80]) == 3)
  #expect(DisplayWidth.of([UInt8]()) == 0)
}

@Test func cuttingKeepsCharactersWhole() {
  #expect(DisplayWidth.prefix(of: "北京市", columns: 3) == "北")
  #expect(DisplayWidth.prefix(of: "cafe\u{301} noir", columns: 4).unicodeScalars.count == 5)
  #expect(DisplayWidth.prefix(of: "🇷🇺x", columns: 1) == "")
  #expect(DisplayWidth.suffix(of: "the 北京市", columns: 5) == "京市")
  #expect(DisplayWidth.suffix(of: "abc", columns: 9) == "abc")
  #expect(DisplayWidth.suffix(of: "abc", columns: 0) == "")
  #expect(DisplayWidth.cut("Kowalski", columns: 5) == "Kowa…")
  #expect(DisplayWidth.cut("Łódź", columns: 4) == "Łódź")
  #expect(DisplayWidth.cut("Łódź", columns: 0) == "")
  #expect(DisplayWidth.cut("北京市", columns: 4) == "北…")
}

@Test func paddingGoesByColumns() {
  #expect(DisplayWidth.pad("北", columns: 4) == "北  ")
  #expect(DisplayWidth.pad("12", columns: 4, .right) == "  12")
  #expect(DisplayWidth.pad("wide", columns: 2) == "wide")
}

@Test(arguments: [
  ("the quick brown fox", 10, ["the quick", "brown fox"]),
  ("the quick", 5, ["the", "quick"]),
  ("one  two", 4, ["one", "two"]),
  ("unbreakable", 4, ["unbr", "eaka", "ble"]),
  ("a unbreakable b", 4, ["a", "unbr", "eaka", "ble", "b"]),
  ("北京是首都", 4, ["北京", "是首", "都"]),
  ("first\nsecond line", 20, ["first", "second line"]),
  ("trailing   ", 20, ["trailing"]),
  ("a\n\nb", 9, ["a", "", "b"]),
  ("", 9, [""]),
  ("exactly ten", 11, ["exactly ten"]),
])
func wrappingBreaksAtBlanksAndBetweenWideCharacters(text: String, columns: Int, lines: [String]) {
  #expect(DisplayWidth.wrap(text, columns: columns).map(String.init) == lines)
}

@Test func wrappedLinesFitAndLoseOnlyBlanks() {
  var state: UInt64 = 7
  let pieces = ["a", "word", " ", "  ", "北", "京", "e\u{301}", "unbreakable", "\n", "🇷🇺", "-"]
  for _ in 0..<2_000 {
    var text = ""
    for _ in 0..<12 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += pieces[Int(state >> 33) % pieces.count]
    }
    for columns in [2, 3, 7, 20] {
      let lines = DisplayWidth.wrap(text, columns: columns)
      for line in lines { #expect(DisplayWidth.of(line) <= columns, "\(text) at \(columns)") }
      let kept = lines.joined().filter { $0 != " " }
      #expect(kept == text.filter { $0 != " " && $0 != "\n" }, "\(text) at \(columns)")
    }
  }
}

@Test func hugeTextsTakeLinearTime() {
  let text = String(repeating: "e\u{301}北 x", count: 200_000)
  #expect(DisplayWidth.of(text) == 1_000_000)
  #expect(DisplayWidth.of(String(repeating: "\u{301}", count: 1_000_000)) == 0)
  #expect(DisplayWidth.wrap(text, columns: 80).count > 10_000)
  #expect(DisplayWidth.wrap(String(repeating: "x", count: 1_000_000), columns: 80).count == 12_500)
}
