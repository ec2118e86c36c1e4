/// Lines that belong to the page or the agency, not to the story.
///
///     Reporting by Jane Doe; Editing by John Roe
///     ADVERTISEMENT
///     Read more: …
///
/// Quotes and copies leave them out.
public enum Boilerplate {
  /// Whether the paragraph at `range` of `text` is such a line. Only short paragraphs are; a story's sentence that
  /// happens to begin with the same words goes on longer.
  public static func isBoilerplate(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    let range = range.clamped(to: 0..<text.count)
    guard !range.isEmpty, range.count <= 600 else { return false }
    var lower = range.lowerBound
    while lower < range.upperBound, opening.contains(text[lower]) { lower += 1 }
    let rest = lower..<range.upperBound
    guard rest.count >= 2, mayBegin(text[lower], text[lower + 1]) else { return false }
    for line in linesByFirstByte[Int(text[lower])] {
      if line.isWhole ? rest.count == line.words.count : rest.count <= line.longest, begins(line.words, rest, text) {
        return true
      }
    }
    return invitesToFollow(rest, text)
  }

  private static let follow = Array("follow ".utf8)
  private static let networks: [StaticString] = [" on twitter", " on facebook", " on instagram", " @"]

  /// `Follow Jane Doe on Twitter @janedoe.`
  private static func invitesToFollow(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool {
    guard range.count <= 140, begins(follow, range, text) else { return false }
    return networks.contains { ByteSearch.firstFolded($0, in: text, range) != nil }
  }

  /// Brackets, stars and rules before the words: `(Reporting by …)`, `** Read more`.
  private static let opening: [UInt8] = Array("([*-_> ".utf8)

  private static let whole: [[UInt8]] = [
    "advertisement", "advertisement - continue reading below", "story continues below",
    "story continues below advertisement",
    "continue reading the main story", "advertisement continue reading the main story", "continue reading",
    "share this article", "share this", "share", "tags:",
    "latest",
    "related articles", "related stories", "related", "read more", "sponsored", "newsletter", "comments", "photo",
    "video",
    "this material may not be published, broadcast, rewritten or redistributed.", "most read", "more from", "photos",
    "print",
    "реклама", "читайте также", "anzeige", "publicité", "publicidad", "werbung", "lesen sie auch", "lea también",
    "lire aussi",
  ].map { Array($0.utf8) }

  private static let openings: [(words: [UInt8], longest: Int)] = [
    ("reporting by ", 600), ("additional reporting by ", 600), ("editing by ", 300), ("writing by ", 300),
    ("reporting and editing by ", 300), ("reporting and writing by ", 300), ("compiled by ", 200), ("photo by ", 200),
    ("photo: ", 300), ("image: ", 300), ("getty images", 200), ("read more:", 300), ("read more at ", 200),
    ("read also:", 300), ("also read:", 300), ("see also:", 300), ("see also ", 200), ("related:", 300),
    ("more:", 250), ("click here", 250), ("sign up for ", 300), ("sign up to ", 300), ("subscribe to ", 300),
    ("follow us on ", 200), ("follow @", 200), ("copyright ", 300), ("© ", 300), ("all rights reserved", 200),
    ("the associated press contributed to this report", 200), ("reuters contributed to this report", 200),
    ("associated press writer", 300), ("watch:", 200), ("watch live:", 200), ("listen:", 200), ("advertisement ", 80),
    ("story continues", 80), ("continue reading", 80), ("our standards:", 200), ("download the ", 120), ("tags:", 400),
    ("читайте также:", 300), ("подписывайтесь ", 300), ("lesen sie auch:", 300), ("lea también:", 300),
    ("lire aussi :", 300),
    ("à lire aussi", 300), ("lire aussi:", 300), ("más información:", 300), ("mehr zum thema", 200), ("фото:", 200),
  ].map { (Array($0.0.utf8), $0.1) }

  private struct Line: Sendable {
    var words: [UInt8]
    /// The paragraph is these words and no others.
    var isWhole: Bool
    /// The longest paragraph that may begin with them, in bytes.
    var longest: Int
  }

  /// The listed lines by the byte that a paragraph begins with.
  private static let linesByFirstByte: [[Line]] = {
    var lines = [[Line]](repeating: [], count: 256)
    let all =
      whole.map { Line(words: $0, isWhole: true, longest: $0.count) }
      + openings.map { Line(words: $0.words, isWhole: false, longest: $0.longest) }
    for line in all where !line.words.isEmpty {
      var firsts: Set<UInt8> = [line.words[0]]
      if line.words[0] &- 0x61 < 26 { firsts.insert(line.words[0] - 0x20) }
      if let capital = capital(of: line.words) { firsts.insert(capital.first) }
      for first in firsts { lines[Int(first)].append(line) }
    }
    return lines
  }()

  /// Letters are compared in small ASCII; other bytes as they are, with Cyrillic capitals met by their first letter.
  private static func begins(_ words: [UInt8], _ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool {
    guard range.count >= words.count else { return false }
    for offset in words.indices {
      var byte = text[range.lowerBound + offset]
      if byte >= 0x41 && byte <= 0x5A { byte += 0x20 }
      if byte == words[offset] { continue }
      guard offset <= 1, let capital = capital(of: words) else { return false }
      let isCapital =
        text[range.lowerBound] == capital.first && text[range.lowerBound + 1] == capital.second && words.count >= 2
      if !isCapital { return false }
    }
    return true
  }

  /// The capital of a first letter of two bytes, Cyrillic or Latin-1.
  private static func capital(of words: [UInt8]) -> (first: UInt8, second: UInt8)? {
    guard words.count >= 2 else { return nil }
    switch (words[0], words[1]) {
    case (0xD0, 0xB0...0xBF): return (0xD0, words[1] - 0x20)
    case (0xD1, 0x80...0x8F): return (0xD0, words[1] + 0x20)
    case (0xC3, 0xA0...0xBE): return (0xC3, words[1] - 0x20)
    default: return nil
    }
  }

  /// Whether any listed line begins with these two bytes: of ten paragraphs nine are told by that alone.
  @inline(__always)
  private static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    let place = Int(first) << 8 | Int(second)
    return beginnings.withUnsafeBufferPointer { $0[place >> 6] >> UInt64(place & 63) & 1 == 1 }
  }

  private static let beginnings: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 1024)
    func note(_ first: UInt8, _ second: UInt8) {
      let place = Int(first) << 8 | Int(second)
      bits[place >> 6] |= 1 << UInt64(place & 63)
    }
    func forms(_ byte: UInt8) -> [UInt8] { byte >= 0x61 && byte <= 0x7A ? [byte, byte - 0x20] : [byte] }
    for words in whole + openings.map(\.words) where words.count >= 2 {
      for first in forms(words[0]) { for second in forms(words[1]) { note(first, second) } }
      if let capital = capital(of: words) { note(capital.first, capital.second) }
    }
    return bits
  }()
}
