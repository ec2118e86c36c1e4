import Testing

@testable import NewsQuery

@Suite struct JSONScannerTests {
  /// Skips one value and expects nothing after it; the failure where there is one.
  private func failure(_ text: [UInt8]) -> JSONFailure? {
    text.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      do throws(JSONFailure) {
        try scanner.skipValue()
        return scanner.isAtEnd() ? nil : JSONFailure(.textAfterEnd, at: scanner.position)
      } catch {
        return error
      }
    }
  }

  private func string(_ text: [UInt8]) -> (text: String, replaced: Int)? {
    text.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      var out: [UInt8] = []
      do throws(JSONFailure) { try scanner.readString(into: &out) } catch { return nil }
      return (String(decoding: out, as: UTF8.self), scanner.replacedCount)
    }
  }

  @Test(arguments: [
    "{}", "[]", "null", " true ", "false", "0", "-0", "1.5e+10", "\"\"", #"{"a":[1,2,{"b":null}],"c":"d"}"#,
    #"["\u00e9\n\t\"\\\/\b\f\r"]"#, "[[[[]]]]", "{\"a\" : 1 , \"b\" : [ ] }", "1E5", "\t\r\n[ 1 ]",
  ])
  func takesWhatIsJSON(_ text: String) {
    #expect(failure(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    ("", JSONFailure.Reason.unexpectedEnd, 0), ("{", .unexpectedEnd, 1), ("[1,]", .expectedValue, 3),
    ("{\"a\":1,}", .expectedKey, 7), ("{\"a\" 1}", .expectedColon, 5), ("{\"a\":1 \"b\":2}", .expectedCommaOrBrace, 7),
    ("[1 2]", .expectedCommaOrBracket, 3), ("01", .malformedNumber, 0), ("1.", .malformedNumber, 0),
    ("-", .malformedNumber, 0), ("1e", .malformedNumber, 0), ("\"abc", .unterminatedString, 0),
    ("\"a\nb\"", .controlInString, 2), (#""\x""#, .unknownEscape, 1), (#""\u12g4""#, .unknownEscape, 1),
    ("tru", .expectedValue, 0), ("nul", .expectedValue, 0), ("{a:1}", .expectedKey, 1), ("[,]", .expectedValue, 1),
    ("1 2", .textAfterEnd, 2), ("\"abc\\", .unterminatedString, 0), ("\"\0\"", .controlInString, 1),
  ])
  func saysWhatIsNot(_ text: String, reason: JSONFailure.Reason, offset: Int) {
    #expect(failure(Array(text.utf8)) == JSONFailure(reason, at: offset))
  }

  @Test func depthIsLimitedAndCostsNoStack() {
    #expect(failure(Array(repeating: UInt8(ascii: "["), count: 3_000_000))?.reason == .tooDeep)
    let deep = Array(repeating: UInt8(ascii: "["), count: 500) + Array(repeating: UInt8(ascii: "]"), count: 500)
    #expect(failure(deep) == nil)
  }

  @Test func unescapes() {
    #expect(string(Array(#""a\u00e9\ud83d\ude00\n\/ ж""#.utf8))?.text == "aé😀\n/ ж")
    let long = String(repeating: "Москва и область, ", count: 50) + "end"
    #expect(string(Array("\"\(long)\"".utf8))?.text == long)
  }

  @Test func loneSurrogatesAndBadBytesAreReplacedAndCounted() {
    #expect(string(Array(#""\ud800x\udc00""#.utf8))! == ("\u{FFFD}x\u{FFFD}", 2))
    #expect(string(Array(#""\ud800\ud83d\ude00""#.utf8))! == ("\u{FFFD}😀", 1))
    #expect(string([0x22, 0xFF, 0x61, 0xC3, 0x22])! == ("\u{FFFD}a\u{FFFD}", 2))
    #expect(string([0x22, 0xE2, 0x82, 0x61, 0x22])! == ("\u{FFFD}a", 1))
  }

  /// Every broken form at every place in a word and at the end is repaired as the standard library does it.
  @Test func repairsAsTheStandardLibraryDoes() {
    var state: UInt64 = 7
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let pieces: [UInt8] = [
      0x61, 0x20, 0x7F, 0x80, 0xBF, 0xC0, 0xC3, 0xDF, 0xE0, 0xA0, 0xE2, 0xED, 0x9F, 0xEF, 0xF0, 0x90, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<3_000 {
      let bytes = (0..<random(24)).map { _ in pieces[random(pieces.count)] }
      let expected = String(decoding: bytes, as: UTF8.self)
      #expect(string([0x22] + bytes + [0x22])?.text == expected)
      var out: [UInt8] = []
      bytes.withUnsafeBytes { _ = UTF8Repair.append($0, to: &out) }
      #expect(out == Array(expected.utf8))
    }
  }

  @Test func numbers() {
    func number(_ text: String) -> Double? {
      Array(text.utf8).withUnsafeBytes { bytes in
        var scanner = JSONScanner(bytes)
        return try? scanner.readNumber()
      }
    }
    #expect(number("28000000000") == 28_000_000_000)
    #expect(number("-17") == -17)
    #expect(number("3.25e2") == 325)
    #expect(number("1e999") == .infinity)
  }

  @Test func keysAndNestedValues() throws {
    let text = Array(#"{"id": 7, "skip": {"a": [1, "]", {"b": "}"}]}, "body": "x"}"#.utf8)
    try text.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      var keys: [String] = []
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        keys.append(try scanner.text(of: key))
        try scanner.skipValue()
      }
      #expect(keys == ["id", "skip", "body"])
      let isAtEnd = scanner.isAtEnd()
      #expect(isAtEnd)
    }
  }
}
