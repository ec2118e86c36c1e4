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
