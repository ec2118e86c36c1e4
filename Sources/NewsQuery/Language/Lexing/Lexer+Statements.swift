// Statements and their pieces found without reading them, however wrong they are.

extension Lexer {
  /// Where the statement that begins at `start` ends, however wrong it is: at `;`, at a blank line, or at a line end that
  /// nothing carries on, outside of quotes and brackets.
  func endOfStatement(from start: Int) -> Int {
    var quotes = QuoteEnds()
    var place = start
    var depth = 0
    var last: UInt8 = 0
    while let (scalar, width) = scalar(at: place) {
      if let marks = QuoteMarks(opening: scalar), let end = quotes.end(of: marks, from: place + width, in: self) {
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
          crossed == .nothing || last == UInt8(ascii: "|") || last == UInt8(ascii: ",")
          || byte(at: ahead.position) == UInt8(ascii: "|")
        if depth == 0, !goesOn { return place }
      default: break
      }
      if scalar.isASCII, scalar.value > 0x20 { last = UInt8(scalar.value) }
      place += width
    }
    return bytes.count
  }

  /// The pieces of a statement between its bars; `||` is none. Quotes and brackets are passed over.
  func pieces(of statement: Range<Int>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var quotes = QuoteEnds()
    var (start, place, depth) = (statement.lowerBound, statement.lowerBound, 0)
    while place < statement.upperBound, let (scalar, width) = scalar(at: place) {
      if let marks = QuoteMarks(opening: scalar), let end = quotes.end(of: marks, from: place + width, in: self),
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
