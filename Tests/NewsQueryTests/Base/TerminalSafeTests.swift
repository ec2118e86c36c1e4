import Testing

@testable import NewsQuery

@Test(arguments: [
  ("plain Łódź 北京", "plain Łódź 北京"), ("read\u{1B}[2Jme", "read␛[2Jme"), ("\u{0}\u{7F}", "␀␡"),
  ("a\u{9B}31mb", "a\u{FFFD}31mb"), ("user\u{202E}gpj", "user\u{FFFD}gpj"), ("\u{2066}x\u{2069}", "\u{FFFD}x\u{FFFD}"),
  ("two\r\nlines", "two lines"), ("a\tb", "a b"), ("a\u{2028}b", "a b"), ("“quoted” — …", "“quoted” — …"), ("", ""),
  ("\u{A0}\u{2030}", "\u{A0}\u{2030}"),
])
func cellsAreHarmless(text: String, safe: String) {
  #expect(TerminalSafe.escape(text) == safe)
}

@Test(arguments: [
  // Invisible characters between letters make two names look alike.
  ("Reu\u{200B}ters", "Reu\u{FFFD}ters"), ("head\u{200D}line", "head\u{FFFD}line"),
  ("a\u{2060}b\u{FEFF}", "a\u{FFFD}b\u{FFFD}"),
  ("x\u{E0041}\u{E0042}", "x\u{FFFD}\u{FFFD}"), ("\u{180E}a", "\u{FFFD}a"), ("北\u{200C}京", "北\u{FFFD}京"),
  // Persian, Hindi and emoji need them.
  ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("क\u{94D}\u{200D}ष", "क\u{94D}\u{200D}ष"), ("👩\u{200D}💻", "👩\u{200D}💻"),
  ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"),
  ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴\u{E0067}\u{E0062}\u{E007F}"),
])
func invisibleCharactersShowWhereTheyDeceive(text: String, safe: String) {
  #expect(TerminalSafe.escape(text) == safe)
}

@Test func paragraphsKeepTheirLines() {
  #expect(TerminalSafe.escape("a\r\n\n\tb\u{2029}c", breaks: .keep) == "a\n\n b\nc")
}

@Test func nothingUnsafeIsLeft() {
  var text = ""
  for value in 0...0x20FF { if let scalar = Unicode.Scalar(UInt32(value)) { text.unicodeScalars.append(scalar) } }
  #expect(!TerminalSafe.isSafe(text))
  #expect(TerminalSafe.isSafe(TerminalSafe.escape(text)))
  #expect(TerminalSafe.isSafe(TerminalSafe.escape(text, breaks: .keep)))
  let unsafe: Set<UInt32> = [
    0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x1B, 0x9B, 0x7F, 0,
  ]
  #expect(TerminalSafe.escape(text).unicodeScalars.allSatisfy { !unsafe.contains($0.value) && $0.value >= 0x20 })
}
