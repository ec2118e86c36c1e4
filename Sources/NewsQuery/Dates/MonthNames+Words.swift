extension MonthNames {
  /// The month of `كانون الثاني` and its like, where `word` is the first of the two and the text continues with the second.
  static func levantineMonth(_ word: FoldedWord, before end: Int, in text: UnsafeRawBufferPointer) -> UInt8? {
    guard let opener = levantine.first(where: { $0.first == word }) else { return nil }
    var start = end
    while start < text.count, text[start] == 0x20 { start += 1 }
    var stop = start
    while stop < text.count {
      let (scalar, length) = Scalars.decode(text, stop)
      guard Scalars.isLetter(scalar) else { break }
      stop += length
    }
    let second = FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<stop]))
    return levantine.first { $0.first == opener.first && $0.second == second }?.month
  }

  /// True if a text begins with a month or a weekday.
  static func opensDate(_ text: UnsafeRawBufferPointer) -> Bool {
    var end = 0
    while end < text.count {
      let (scalar, length) = Scalars.decode(text, end)
      guard Scalars.isLetter(scalar) else { break }
      end += length
    }
    let word = FoldedWord(UnsafeRawBufferPointer(rebasing: text[..<end]))
    return months[word] != nil || weekdays[word] != nil || levantine.contains { $0.first == word }
  }
}
