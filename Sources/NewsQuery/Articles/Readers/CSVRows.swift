/// How a table writes its values.
struct CSVDialect {
  var delimiter: UInt8
  /// Quotes may be around values. Some tables apart by tabs use quotes as plain characters.
  var isQuoted = true
  /// A quote within a quoted value is `\"`, as databases write it, besides `""`.
  var hasEscapes = false

  /// Looks for a quote behind a backslash that cannot close its value: it would have text behind it.
  mutating func findEscapes(in text: UnsafeRawBufferPointer) {
    var at = 0
    while let found = ByteSearch.first("\\\"", in: text, at..<text.count) {
      at = found + 2
      guard at < text.count else { return }
      let next = text[at]
      if next != delimiter, next != 0x0A, next != 0x0D, next != UInt8(ascii: "\"") {
        hasEscapes = true
        return
      }
    }
  }
}

/// The rows of a table, one after the other; values are ranges of the text, and only those with quotes or escapes inside
/// are copied.
struct CSVRows {
  /// What must be done to a value before it is read.
  private enum Form: Equatable {
    case plain
    /// Doubled quotes and escapes within are resolved.
    case quoted
    /// Text follows the closing quote, which is at this place: `"The wall" was rebuilt`.
    case mixed(Int)
  }

  private let text: UnsafeRawBufferPointer
  private let dialect: CSVDialect
  private var at = 0
  private var nextLine = 1
  /// Where each value is, without its quotes.
  private(set) var ranges: [Range<Int>] = []
  private var forms: [Form] = []
  private var needsCopy = false
  private var scratch: [UInt8] = []
  /// The row's first line, from 1.
  private(set) var lineNumber = 1
  private(set) var range = 0..<0
  /// The row has a quote that is never closed; it was read as a plain character.
  private(set) var hasOpenQuote = false
  /// Quotes from here on are not closed, so they are not searched again.
  private var noQuoteBeyond = Int.max

  init(_ text: UnsafeRawBufferPointer, _ dialect: CSVDialect) {
    self.text = text
    self.dialect = dialect
  }

  var count: Int { ranges.count }

  /// A line of blanks and no more.
  var isBlank: Bool { ranges.count == 1 && ranges[0].isEmpty }

  mutating func skipRow() { _ = next() }

  /// Goes to the next row; false at the end.
  mutating func next() -> Bool {
    guard at < text.count else { return false }
    ranges.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    needsCopy = false
    hasOpenQuote = false
    lineNumber = nextLine
    let start = at
    while readValue() {}
    range = start..<at
    return true
  }

  /// Reads one value; true if another follows on the row.
  private mutating func readValue() -> Bool {
    if at < text.count, text[at] == UInt8(ascii: "\""), dialect.isQuoted, let end = closingQuote() {
      nextLine += end.lines
      let start = at + 1
      at = endOfPlain(end.quote + 1)
      let rest = ByteSearch.trimmed(text, end.quote + 1..<at)
      if rest.isEmpty {
        append(start..<end.quote, end.hasSpecial ? .quoted : .plain)
      } else {
        append(start..<rest.upperBound, .mixed(end.quote))
      }
    } else {
      let start = at
      at = endOfPlain(at)
      var end = at
      if end > start, text[end - 1] == 0x0D { end -= 1 }
      let hasEscape =
        dialect.hasEscapes && text[start..<end].contains(UInt8(ascii: "\\"))
      append(start..<end, hasEscape ? .quoted : .plain)
    }
    guard at < text.count else { return false }
    if text[at] == dialect.delimiter {
      at += 1
      // A delimiter at the very end opens one more, empty value.
      if at == text.count {
        append(at..<at, .plain)
        return false
      }
      return true
    }
    at += 1
    nextLine += 1
    return false
  }

  private mutating func append(_ range: Range<Int>, _ form: Form) {
    ranges.append(range)
    forms.append(form)
    if form != .plain { needsCopy = true }
  }

  private mutating func closingQuote() -> (quote: Int, hasSpecial: Bool, lines: Int)? {
    guard at < noQuoteBeyond else { return nil }
    var hasSpecial = dialect.hasEscapes
    var from = at + 1
    while let quote = ByteSearch.first(UInt8(ascii: "\""), in: text, from: from) {
      if dialect.hasEscapes, isEscaped(quote, after: at + 1) {
        from = quote + 1
        continue
      }
      if quote + 1 < text.count, text[quote + 1] == UInt8(ascii: "\"") {
        hasSpecial = true
        from = quote + 2
        continue
      }
      var lines = 0
      var line = at
      let inner = UnsafeRawBufferPointer(rebasing: text[..<quote])
      while let end = ByteSearch.first(0x0A, in: inner, from: line) {
        lines += 1
        line = end + 1
      }
      return (quote, hasSpecial, lines)
    }
    hasOpenQuote = true
    noQuoteBeyond = at
    return nil
  }

  /// Whether an odd number of backslashes is before the quote.
  private func isEscaped(_ quote: Int, after start: Int) -> Bool {
    var count = 0
    while quote - count > start, text[quote - count - 1] == UInt8(ascii: "\\") { count += 1 }
    return count & 1 == 1
  }

  /// The delimiter or line end that ends a plain value.
  private func endOfPlain(_ start: Int) -> Int {
    var at = start
    let delimiters = UInt64(dialect.delimiter) &* 0x0101_0101_0101_0101
    while at &+ 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let delimited = word ^ delimiters
      let ended = word ^ 0x0A0A_0A0A_0A0A_0A0A
      var marks = (delimited &- 0x0101_0101_0101_0101) & ~delimited
      marks |= (ended &- 0x0101_0101_0101_0101) & ~ended
      marks &= 0x8080_8080_8080_8080
      if marks != 0 { return at &+ marks.trailingZeroBitCount &>> 3 }
      at &+= 8
    }
    while at < text.count, text[at] != dialect.delimiter, text[at] != 0x0A { at += 1 }
    return at
  }

  /// The row's values, with doubled quotes and escapes resolved.
  mutating func withValues<Result>(_ body: ([UnsafeRawBufferPointer]) throws -> Result) rethrows -> Result {
    guard needsCopy else {
      return try body(ranges.map { UnsafeRawBufferPointer(rebasing: text[$0]) })
    }
    scratch.removeAll(keepingCapacity: true)
    var places: [Range<Int>?] = []
    for (index, range) in ranges.enumerated() {
      let start = scratch.count
      switch forms[index] {
      case .plain:
        places.append(nil)
        continue
      case .quoted: appendUnquoted(range)
      case .mixed(let quote):
        appendUnquoted(range.lowerBound..<quote)
        scratch.append(contentsOf: text[quote + 1..<range.upperBound])
      }
      places.append(start..<scratch.count)
    }
    return try scratch.withUnsafeBytes { copied in
      try body(
        ranges.enumerated().map { index, range in
          if let place = places[index] { return UnsafeRawBufferPointer(rebasing: copied[place]) }
          return UnsafeRawBufferPointer(rebasing: text[range])
        })
    }
  }

  private mutating func appendUnquoted(_ range: Range<Int>) {
    if dialect.hasEscapes { return appendUnescaped(range) }
    var from = range.lowerBound
    while from < range.upperBound {
      let quote = ByteSearch.first(UInt8(ascii: "\""), in: text, from: from) ?? range.upperBound
      let end = min(quote + 1, range.upperBound)
      scratch.append(contentsOf: text[from..<end])
      from = end + 1
    }
  }

  private mutating func appendUnescaped(_ range: Range<Int>) {
    // `\N` alone is what MySQL writes for no value.
    if range.count == 2, text[range.lowerBound] == UInt8(ascii: "\\"), text[range.lowerBound + 1] == UInt8(ascii: "N") {
      return
    }
    var from = range.lowerBound
    while from < range.upperBound {
      let byte = text[from]
      from += 1
      guard from < range.upperBound else {
        scratch.append(byte)
        return
      }
      let next = text[from]
      if byte == UInt8(ascii: "\""), next == byte {
        from += 1
      } else if byte == UInt8(ascii: "\\") {
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"), 0x0A, dialect.delimiter:
          scratch.append(next)
          from += 1
          continue
        case UInt8(ascii: "n"):
          scratch.append(0x0A)
          from += 1
          continue
        default: break
        }
      }
      scratch.append(byte)
    }
  }
}
