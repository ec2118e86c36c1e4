/// Where quotes end, found from left to right. It remembers up to where a mark was looked for in vain, so that a text full of
/// unclosed quotes takes linear time.
struct QuoteEnds {
  private var searched: [QuoteMarks: Int] = [:]

  /// Returns the place behind the mark that closes a quote; nil if none does before a blank line.
  mutating func end(of marks: QuoteMarks, from start: Int, in lexer: Lexer) -> Int? {
    guard start >= searched[marks, default: 0] else { return nil }
    var place = start
    while let (scalar, width) = lexer.scalar(at: place) {
      if marks.closes(with: scalar) { return place + width }
      if scalar == "\n", lexer.byte(at: place + 1) == lexer.newline { break }
      place += width
    }
    searched[marks] = place
    return nil
  }
}
