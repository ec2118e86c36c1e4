// Single quotes: `'arms control'` is a phrase, `mayor's`, `'90s` and `workers' rights` are words.
//
// A mark opens if a blank, `(`, `:` or the start is before it and a letter or digit after it, unless an elision follows. A
// mark closes if a letter, a digit or one of `. , ! ? %` is before it and a blank, `) | ; , . : ! ?` or the end after it.
// An opening mark with a closing one before the next opening one makes a phrase, up to the first closing one.

extension Lexer {
  struct SingleQuoted: Equatable {
    /// What is between the marks.
    var inner: Range<Int>
    /// Behind the closing mark.
    var end: Int
    /// The longer phrase of `'the workers' rights'`, which may be meant too.
    var longer: Range<Int>?
  }

  static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "\u{2018}" || scalar == "\u{2019}" || scalar == "\u{201A}"
  }

  /// The phrase that begins with the mark at `start`; nil if the mark is part of words.
  func singleQuoted(at start: Int) -> SingleQuoted? {
    guard let (mark, width) = scalar(at: start), Lexer.isApostrophe(mark), opens(at: start, width) else { return nil }
    let inner = start + width
    var place = inner
    var closings: [Range<Int>] = []
    while let (scalar, width) = scalar(at: place), scalar != "\n" {
      if Lexer.isApostrophe(scalar) {
        if opens(at: place, width) { break }
        if closes(at: place, width) { closings.append(place..<place + width) }
        if closings.count == 2 { break }
      }
      place += width
    }
    guard let first = closings.first else { return nil }
    let isPossessive = byte(at: first.lowerBound - 1) == UInt8(ascii: "s")
    let longer = isPossessive && closings.count > 1 ? inner..<closings[1].lowerBound : nil
    return SingleQuoted(inner: inner..<first.lowerBound, end: first.upperBound, longer: longer)
  }

  private func opens(at place: Int, _ width: Int) -> Bool {
    if let before = scalar(before: place), !["\n", "(", ":", "-", "=", "+"].contains(before),
      blankWidth(at: place - before.utf8.count) == nil
    {
      return false
    }
    guard let (after, _) = scalar(at: place + width), Lexer.isNameScalar(after) else { return false }
    return !isElision(from: place + width)
  }

  private func closes(at place: Int, _ width: Int) -> Bool {
    guard let before = scalar(before: place), Lexer.isNameScalar(before) || ".,!?%*".unicodeScalars.contains(before)
    else {
      return false
    }
    guard let (after, _) = scalar(at: place + width), !isBorder(at: place + width) else { return true }
    return ",.:!?".unicodeScalars.contains(after)
  }

  /// `'90s`, `'68`, `'n'`, `'em`, `'tis`
  private func isElision(from start: Int) -> Bool {
    var end = start
    while end < bytes.count, end - start < 8, Lexer.isASCIILetterOrDigit(bytes[end]) { end += 1 }
    let word = text(start..<end).lowercased()
    if ["n", "em", "tis", "twas", "til", "cause", "round", "bout"].contains(word) { return true }
    let digits = word.hasSuffix("s") ? word.dropLast() : word[...]
    return digits.utf8.count == 2 && digits.utf8.allSatisfy(Lexer.isASCIIDigit)
  }
}
