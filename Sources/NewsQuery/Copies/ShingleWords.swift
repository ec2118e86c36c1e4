/// The words of a text as `Shingles` cuts them: runs of letters and digits, characters of scripts without blanks. Slower, and
/// says where they are.
///
///     ShingleWords.forEach(in: text) { start, end in … }      // "mayor", "s", "1", "204"
enum ShingleWords {
  static func forEach(in text: UnsafeRawBufferPointer, _ body: (_ start: Int, _ end: Int) -> Void) {
    let scanner = WordScanner(text: text)
    var index = 0
    while index < text.count {
      let (kind, length) = scanner.wordClass(at: index)
      let start = index
      index += length
      switch kind {
      case .letter, .digit: index = end(scanner, from: index)
      case .solo: index = scanner.endOfMarks(from: index, start: start)
      default: continue
      }
      body(start, index)
    }
  }

  private static func end(_ scanner: WordScanner, from start: Int) -> Int {
    var index = start
    while true {
      let (kind, length) = scanner.wordClass(at: index)
      switch kind {
      case .letter, .digit, .mark, .ignorable: index += length
      default: return index
      }
    }
  }
}
