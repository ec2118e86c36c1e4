/// What may have been meant by a value that no row has: `CNN` is `CNN (Web News)`.
enum NearestValues {
  /// Up to `limit` values with their counts: those that begin with the text or hold it as words first, then those a few
  /// letters away; the most frequent first.
  static func of(
    _ text: String, among values: [(value: String, count: Int)], limit: Int = 3
  ) -> [(value: String, count: Int)] {
    let wanted = Fold.folded(text)
    guard !wanted.isEmpty else { return [] }
    var holding: [(value: String, count: Int)] = []
    for value in values where value.value != text {
      let folded = " " + Fold.folded(value.value)
      if wanted.utf8.count > 1, holds(folded, wanted) || folded.dropFirst() == wanted[...] { holding.append(value) }
    }
    holding.sort { ($1.count, $0.value) < ($0.count, $1.value) }
    if holding.count >= limit { return Array(holding.prefix(limit)) }
    let known = Set(holding.map(\.value))
    let others = values.filter { !known.contains($0.value) }
    let counts = Dictionary(others.map { ($0.value, $0.count) }, uniquingKeysWith: +)
    let near = Spelling.names(nearestTo: text, among: others.map(\.value), limit: limit - holding.count)
      .filter { $0 != text }
    return holding + near.map { ($0, counts[$0] ?? 0) }
  }

  /// True if `text` has `words`, beginning where a word begins.
  private static func holds(_ text: String, _ words: String) -> Bool {
    let (text, words) = (Array(text.utf8), Array(words.utf8))
    guard text.count > words.count else { return false }
    for start in 1...text.count - words.count
    where text[start] == words[0] && !Lexer.isASCIILetterOrDigit(text[start - 1]) && text[start - 1] < 0x80 {
      if text[start..<start + words.count].elementsEqual(words) { return true }
    }
    return false
  }

  /// The sentence about them: ``Nearest values of `source`: `CNN (Web News)` (2,905 articles)``. Nil if none is near.
  static func sentence(
    _ text: String, of column: String, among values: [(value: String, count: Int)], unit: String
  ) -> String? {
    let nearest = of(text, among: values)
    if nearest.isEmpty { return nil }
    return "Nearest values of `\(column)`: "
      + nearest.map { "`\($0.value)` (\(WhyEmpty.written($0.count)) \(unit)\($0.count == 1 ? "" : "s"))" }
      .joined(separator: ", ") + "."
  }
}
