/// Makes whole queries of hints that replace a part of one: `near/5` in the place of `near5` becomes
/// `trade near/5 deficit | count`.
///
/// A hint is followed until the query can be asked: the mistakes behind the first are mended by their own first hints. A
/// hint that leads to no query is left out.
enum Repair {
  /// The most mistakes that one hint may mend.
  private static let maxSteps = 40

  /// The diagnostic with its hints made whole. `statement` is the part of `text` that the hints are about; `mistake`
  /// returns what is still wrong with a query, nil if it can be asked.
  static func whole(
    _ diagnostic: Diagnostic, in text: String, statement: Range<Int>, mistake: (String) -> Diagnostic?
  ) -> Diagnostic {
    guard diagnostic.hints.contains(where: { $0.replaced != nil }) else { return diagnostic }
    var diagnostic = diagnostic
    let bytes = Array(text.utf8)
    var hints: [Diagnostic.Hint] = []
    for hint in diagnostic.hints {
      guard hint.replaced != nil else {
        hints.append(hint)
        continue
      }
      let mended = replaced(hint, in: bytes, within: statement)
      guard let query = followed(mended, mistake: mistake), !hints.contains(where: { $0.text == query }) else {
        continue
      }
      hints.append(Diagnostic.Hint(query, isReading: true))
    }
    diagnostic.hints = hints
    return diagnostic
  }

  /// A query with all its mistakes mended by their first hints; nil if one of them has none that helps.
  static func followed(_ text: String, mistake: (String) -> Diagnostic?) -> String? {
    var text = text
    var seen: Set<String> = []
    for _ in 0..<maxSteps {
      guard seen.insert(text).inserted, text.utf8.count <= 100_000 else { return nil }
      guard let left = mistake(text) else { return text }
      guard let hint = left.hints.first(where: { $0.replaced != nil || $0.isReading }) else { return nil }
      text = hint.replaced == nil ? hint.text : replaced(hint, in: Array(text.utf8), within: 0..<text.utf8.count)
    }
    return nil
  }

  private static func replaced(_ hint: Diagnostic.Hint, in bytes: [UInt8], within statement: Range<Int>) -> String {
    let whole = statement.clamped(to: 0..<bytes.count)
    let cut = (hint.replaced ?? whole).clamped(to: whole)
    var text =
      bytes[whole.lowerBound..<cut.lowerBound] + Array(hint.text.utf8) + bytes[cut.upperBound..<whole.upperBound]
    while let last = text.last, last <= 0x20 { text.removeLast() }
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Lexer {
  /// Where the statement that begins at `start` ends, however wrong it is: at `;`, at a blank line, or at a line end that
  /// nothing carries on, outside of quotes and brackets.
  func endOfStatement(from start: Int) -> Int {
    var place = start
    var depth = 0
    var last: UInt8 = 0
    while let (scalar, width) = scalar(at: place) {
      if let marks = QuoteMarks(opening: scalar), let end = endOfQuote(marks, from: place + width) {
        place = end
        last = UInt8(ascii: "\"")
        continue
      }
      switch scalar {
      case ";" where depth == 0: return place
      case "(": depth += 1
      case ")": depth = max(0, depth - 1)
      case "\n":
        var ahead = self
        ahead.position = place
        let crossed = ahead.crossBlanks()
        if crossed == .blankLine || crossed == .endOfText { return place }
        let goesOn =
          last == UInt8(ascii: "|") || last == UInt8(ascii: ",") || byte(at: ahead.position) == UInt8(ascii: "|")
        if depth == 0, !goesOn { return place }
      default: break
      }
      if scalar.isASCII, scalar.value > 0x20 { last = UInt8(scalar.value) }
      place += width
    }
    return bytes.count
  }

  /// Behind the mark that closes a quote; nil if none does before a blank line.
  func endOfQuote(_ marks: QuoteMarks, from start: Int) -> Int? {
    var place = start
    while let (scalar, width) = scalar(at: place) {
      if marks.closes(with: scalar) { return place + width }
      if scalar == "\n", byte(at: place + 1) == newline { return nil }
      place += width
    }
    return nil
  }

  /// The pieces of a statement between its bars; `||` is none. Quotes and brackets are passed over.
  func pieces(of statement: Range<Int>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var (start, place, depth) = (statement.lowerBound, statement.lowerBound, 0)
    while place < statement.upperBound, let (scalar, width) = scalar(at: place) {
      if let marks = QuoteMarks(opening: scalar), let end = endOfQuote(marks, from: place + width),
        end <= statement.upperBound
      {
        place = end
        continue
      }
      switch scalar {
      case "(": depth += 1
      case ")": depth = max(0, depth - 1)
      case "|" where byte(at: place + 1) == UInt8(ascii: "|"): place += 1
      case "|" where depth == 0:
        pieces.append(start..<place)
        start = place + 1
      default: break
      }
      place += width
    }
    return pieces + [start..<max(start, statement.upperBound)]
  }
}
