import Testing

@testable import NewsQuery

/// A quote as tests write it down.
struct SeenQuote: Equatable, CustomStringConvertible {
  var kind: String
  var words: [String]
  var cue: String?
  var speaker: String

  var description: String { "\(kind) \(words) cue \(cue ?? "-") speaker \(speaker)" }
}

func seenQuotes(_ text: String, language: String = "en") -> [SeenQuote] {
  let bytes = Array(text.utf8)
  return bytes.withUnsafeBytes { raw in
    func words(_ range: Range<Int>) -> String { String(decoding: raw[range], as: UTF8.self) }
    return QuoteFinder().quotes(in: raw, language: language).map { quote in
      let speaker: String
      switch quote.speaker {
      case .named(let name, _): speaker = name
      case .role(let role, _): speaker = role
      case .unknown: speaker = ""
      }
      return SeenQuote(
        kind: quote.kind.rawValue, words: quote.spans.map(words), cue: quote.cue.map(words), speaker: speaker)
    }
  }
}

@Suite struct QuotesTests {
  @Test func theWordsAfterAQuoteTellWhoSpoke() {
    #expect(
      seenQuotes("“We won,” Jane Smith said. “Now we rest.”")
        == [.init(kind: "direct", words: ["“We won,”", "“Now we rest.”"], cue: "said", speaker: "Jane Smith")])
    #expect(
      seenQuotes("\"We won,\" said Jane Smith, a coach from Ohio.")
        == [.init(kind: "direct", words: ["\"We won,\""], cue: "said", speaker: "Jane Smith")])
  }

  @Test func theWordsBeforeAQuoteTellWhoSpoke() {
    #expect(
      seenQuotes("Jane Smith told reporters: “We won.”")
        == [.init(kind: "direct", words: ["“We won.”"], cue: "told", speaker: "Jane Smith")])
  }

  @Test func quotedWordsInsideASentenceAreMixed() {
    #expect(
      seenQuotes("Jane Smith said on Monday that the plan was “a disaster” for the city.")
        == [
          .init(
            kind: "mixed", words: ["that the plan was “a disaster” for the city"], cue: "said", speaker: "Jane Smith")
        ])
  }

  @Test func titlesAndScareQuotesAreNone() {
    #expect(seenQuotes("She stars in “Orange Is the New Black” on Netflix.").isEmpty)
    #expect(seenQuotes("The so-called “reform” passed.").isEmpty)
  }

  @Test func aQuoteRunsOnWhereAParagraphDoesNotCloseIt() {
    #expect(
      seenQuotes("“We won,” Jane Smith said. “It was hard.\n“But we won.”")
        == [
          .init(
            kind: "direct", words: ["“We won,”", "“It was hard.", "“But we won.”"], cue: "said", speaker: "Jane Smith")
        ])
  }

  @Test func hostileTextTakesLinearTime() {
    for piece in [
      "\"", "“", "“a ", "\" a", ", said ", "he said, ", "“A,” said B, ", "a “b” c ", "(", "« ", "said that ",
    ] {
      let text = Array(String(repeating: piece, count: 20_000).utf8)
      text.withUnsafeBytes { _ = QuoteFinder().quotes(in: $0) }
    }
  }

  @Test func anyBytesAreAccepted() {
    var seed: UInt64 = 11
    let alphabet: [UInt8] = Array("\"“”«»‘’said, he Bob.\n".utf8) + [0xE2, 0x80, 0xC2, 0xD0, 0xF0, 0xFF, 0]
    for _ in 0..<500 {
      var bytes: [UInt8] = []
      for _ in 0..<200 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(seed >> 33) % alphabet.count])
      }
      bytes.withUnsafeBytes { raw in
        for quote in QuoteFinder().quotes(in: raw) {
          #expect(!quote.spans.isEmpty)
          for span in quote.spans { #expect(span.lowerBound < span.upperBound && span.upperBound <= raw.count) }
        }
      }
    }
  }
}
