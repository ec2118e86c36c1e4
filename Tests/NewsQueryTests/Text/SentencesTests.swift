import Testing

@testable import NewsQuery

private func sentences(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  var found: [String] = []
  bytes.withUnsafeBytes { raw in
    Paragraphs.forEach(in: raw) { paragraph in
      Sentences.forEach(in: raw, paragraph: paragraph) { found.append(String(decoding: raw[$0], as: UTF8.self)) }
    }
  }
  return found
}

@Suite struct ParagraphsTests {
  @Test func lineEndsSeparateAndBlankLinesDoNotCount() {
    let text = Array("One\n\n  \u{A0}\nTwo \r\nThree\n".utf8)
    var found: [String] = []
    text.withUnsafeBytes { raw in
      Paragraphs.forEach(in: raw) { found.append(String(decoding: raw[$0], as: UTF8.self)) }
    }
    #expect(found == ["One", "Two", "Three"])
  }

  @Test func nothingComesFromNothing() {
    var count = 0
    Paragraphs.forEach(in: UnsafeRawBufferPointer(start: nil, count: 0)) { _ in count += 1 }
    #expect(count == 0)
  }
}

@Suite struct SentencesTests {
  /// Each line is one paragraph; ` / ` stands where a sentence ends.
  @Test(
    arguments: [
      "Mr. Trump met Sen. J. K. Smith. / He left.",
      "The U.S. Senate voted. / They left the U.S. / The end.",
      "It cost $3.5 million. / Up 1.2 percent!",
      "“We won.” / The crowd cheered.",
      "\"Why not?\" Hillary Clinton asked.",
      "“Stop!” he said. / Nobody did.",
      "At 5 p.m. EST it ended. / At 6 p.m. / Police came.",
      "Apple Inc. shares rose. / They sold to Apple Inc. / The price fell.",
      "He waited... and left. / She waited… / Nobody came.",
      "No. 5 won. / He said no. / She agreed.",
      "(It rained.) / We stayed.",
      "He said: “Go home.” / “No.”",
      "Yahoo! said it would. / Who? / Me.",
      "1. The first point. / 2. The second.",
      "On Jan. 5 it snowed. / It melted in Feb. / The rest is known.",
      "See example.com for more. / Write to a.b@example.org. / Done.",
      "Am 23. Juli kam Dr. Müller. / Es war ca. 5 Uhr.",
      "M. Macron a dit « oui. » / Mme Le Pen a dit non.",
      "Он родился в 1799 г. в Москве. / А. С. Пушкин писал. / Это так.",
      "它是。/ 你好！/ 好吗？",
      "هل أنت هنا؟ / نعم.",
      "यह है। / वह था।",
    ]) func ends(_ line: String)
  {
    let wanted = line.split(separator: "/").map { $0.trimmingBlanks() }
    let joined = line.contains("。") ? wanted.joined() : wanted.joined(separator: " ")
    #expect(sentences(joined) == wanted)
  }

  @Test func aLostBlankAfterAClosingMarkIsSeen() {
    #expect(sentences("It is over.”Clinton left.") == ["It is over.”", "Clinton left."])
  }

  @Test func everyByteBelongsToOneSentence() {
    var seed: UInt64 = 7
    let alphabet = Array("aB.!? \"“”»\u{A0}9,'…。".utf8)
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      for _ in 0..<80 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(seed >> 33) % alphabet.count])
      }
      bytes.withUnsafeBytes { raw in
        var last = 0
        Sentences.forEach(in: raw, paragraph: 0..<raw.count) { range in
          #expect(range.lowerBound >= last && !range.isEmpty)
          #expect(Blanks.trimmed(last..<range.lowerBound, in: raw).isEmpty)
          last = range.upperBound
        }
        #expect(Blanks.trimmed(last..<raw.count, in: raw).isEmpty)
      }
    }
  }

  @Test func hostileTextTakesLinearTime() {
    for piece in [". ", "\"", ".", "A. ", "… ", "? \"", "\u{E2}"] {
      let text = Array(String(repeating: piece, count: 500_000).utf8)
      var count = 0
      text.withUnsafeBytes { raw in Sentences.forEach(in: raw, paragraph: 0..<raw.count) { _ in count += 1 } }
      #expect(count >= 1)
    }
  }
}

extension Substring {
  fileprivate func trimmingBlanks() -> String {
    var words = self
    while words.first == " " { words.removeFirst() }
    while words.last == " " { words.removeLast() }
    return String(words)
  }
}
