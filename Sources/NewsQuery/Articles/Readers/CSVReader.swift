/// Tables: comma, semicolon, tab or bar between values, a header line with names, quotes as in RFC 4180.
///
///     Title;Date;Text
///     "Putin, Trump hope to boost trade";23.07.2020;"The Presidents…"
public struct CSVReader: Reader {
  public static let formatName = "CSV"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    // Quoted names between commas are JSON's way too.
    if let first = start.withoutByteOrderMark.first(where: { $0 > 0x20 }), "{[<".utf8.contains(first) { return 0 }
    let name = fileName?.lowercased() ?? ""
    let isNamed = name.hasSuffix(".csv") || name.hasSuffix(".tsv") || name.hasSuffix(".tab")
    var text = TextEncoding.utf8(UnsafeRawBufferPointer(rebasing: start[..<min(start.count, 8192)]))
    if hasOldLineEnds(text.bytes) { LineEnds.normalize(&text.bytes) }
    return text.bytes.withUnsafeBytes { bytes in
      guard let table = CSVTable(bytes) else { return 0 }
      // A sentence has commas too: a header's names must be known ones.
      if table.knownCount >= 2 { return isNamed ? 95 : 80 }
      if isNamed, table.columns.count > 1 { return 60 }
      return 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let plain = bytes.withoutByteOrderMark
    if hasOldLineEnds(plain.prefix(8192)) {
      var text = TextEncoding.utf8(bytes).bytes
      LineEnds.normalize(&text)
      try text.withUnsafeBytes { try readTable($0, shift: 0, report: report, emit: emit) }
      return
    }
    if UTF8Repair.isValid(plain), plain.count < 2 || plain[0] != 0xFF {
      try readTable(plain, shift: bytes.count - plain.count, report: report, emit: emit)
      return
    }
    let text = TextEncoding.utf8(bytes, report: report)
    try text.bytes.withUnsafeBytes { try readTable($0, shift: 0, report: report, emit: emit) }
  }

  /// Lines that end in CR alone, as a spreadsheet on a Macintosh once wrote them.
  private static func hasOldLineEnds(_ text: some Collection<UInt8>) -> Bool {
    text.contains(0x0D) && !text.contains(0x0A)
  }

  private static func readTable(
    _ text: UnsafeRawBufferPointer, shift: Int, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard let table = CSVTable(text) else { return }
    guard table.knownCount > 0 else {
      let message = "no name in the first line is known: a header such as `title,date,text` is expected"
      let all = RecordPlace(line: 1, record: 1, bytes: shift..<text.count + shift)
      return report(.skipped(message, at: all))
    }
    var rows = CSVRows(text, delimiter: table.delimiter)
    if table.startsWithDelimiter { rows.skipRow() }
    rows.skipRow()
    var article = Article()
    var columns = ColumnFiller()
    columns.dayFirst = table.dayFirst
    var record = 0
    while rows.next() {
      if rows.isBlank { continue }
      record += 1
      let place = RecordPlace(
        line: rows.lineNumber, record: record, bytes: rows.range.lowerBound + shift..<rows.range.upperBound + shift)
      if rows.hasOpenQuote {
        report(InputProblem(place: place, message: "this quote is never closed", isRecordSkipped: false))
      }
      if rows.count != table.columns.count {
        let message = "expected \(table.columns.count) values as in the header, found \(rows.count)"
        report(InputProblem(place: place, message: message, isRecordSkipped: false))
      }
      article.removeAll()
      columns.removeAll()
      let unreadable = rows.withValues { values in
        for (index, value) in values.enumerated() where index < table.columns.count {
          let column = table.columns[index]
          columns.add(name: column.name, value: value, match: column.match)
        }
        return columns.fill(&article)
      }
      if let unreadable { report(.unreadableDate(unreadable, at: place)) }
      article.deriveOpening()
      try emit(&article, place)
    }
  }
}

/// What the first rows of a table tell: its delimiter, its columns, how it writes dates.
struct CSVTable {
  struct Column {
    var name: UnsafeRawBufferPointer
    var match: FieldAliases.Match?
  }

  var delimiter: UInt8
  var columns: [Column] = []
  /// How many of the names are known.
  var knownCount = 0
  var dayFirst: Bool?
  /// The first line is `sep=;`, which spreadsheets write to say what stands between values.
  var startsWithDelimiter = false

  /// Nil where the text has no header of at least two names.
  init?(_ text: UnsafeRawBufferPointer) {
    var best: (delimiter: UInt8, score: Int)?
    startsWithDelimiter =
      text.count > 5 && ByteSearch.matchesFolded("sep=", in: text, at: 0) && (text[5] == 0x0A || text[5] == 0x0D)
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
      if startsWithDelimiter, text[4] != delimiter { continue }
      var rows = CSVRows(text, delimiter: delimiter)
      if startsWithDelimiter { rows.skipRow() }
      guard rows.next(), rows.count >= 2 else { continue }
      let width = rows.count
      var score = rows.withValues { values in values.count { ForeignNames.match($0) != nil } } * 10 + 1
      for _ in 0..<10 where rows.next() { score += rows.count == width ? 1 : -1 }
      if score > best?.score ?? 0 { best = (delimiter, score) }
    }
    guard let best else { return nil }
    delimiter = best.delimiter
    var rows = CSVRows(text, delimiter: delimiter)
    if startsWithDelimiter { rows.skipRow() }
    guard rows.next() else { return nil }
    // The header's names are unquoted in place: quotes around them are not part of their range.
    columns = rows.ranges.map { range in
      let name = ByteSearch.trimmed(text, range)
      let bytes = UnsafeRawBufferPointer(rebasing: text[name])
      return Column(name: bytes, match: ForeignNames.match(bytes))
    }
    knownCount = columns.count { $0.match != nil }
    dayFirst = CSVTable.dayFirst(&rows, columns)
  }

  /// `23/07/2020` in one of the first rows tells how `7/8/2020` is meant.
  private static func dayFirst(_ rows: inout CSVRows, _ columns: [Column]) -> Bool? {
    for _ in 0..<200 where rows.next() {
      let found: Bool? = rows.withValues { values in
        for (index, value) in values.enumerated() where index < columns.count {
          guard let column = columns[index].match?.column, column == .date || column == .updated else { continue }
          let numbers = value.split(maxSplits: 2, whereSeparator: { $0 == 0x2F || $0 == 0x2D || $0 == 0x2E }).map {
            part in
            Int(String(decoding: part.prefix(4), as: UTF8.self)) ?? 0
          }
          guard numbers.count == 3, numbers[0] <= 31, numbers[1] <= 31 else { continue }
          if numbers[0] > 12 { return true }
          if numbers[1] > 12 { return false }
        }
        return nil
      }
      if let found { return found }
    }
    return nil
  }
}

/// The rows of a table, one after the other; values are ranges of the text, and only those with doubled quotes are
/// copied.
struct CSVRows {
  private let text: UnsafeRawBufferPointer
  private let delimiter: UInt8
  private var at = 0
  private var nextLine = 1
  /// Where each value lies, without its quotes.
  private(set) var ranges: [Range<Int>] = []
  private var needsUnquoting: [Bool] = []
  private var scratch: [UInt8] = []
  /// The row's first line, from 1.
  private(set) var lineNumber = 1
  private(set) var range = 0..<0
  /// The row has a quote that nothing closes; it was read as a plain character.
  private(set) var hasOpenQuote = false
  /// From here on no quote is closed, so that the search for one is not made again.
  private var noQuoteBeyond = Int.max

  init(_ text: UnsafeRawBufferPointer, delimiter: UInt8) {
    self.text = text
    self.delimiter = delimiter
  }

  var count: Int { ranges.count }

  /// A line of blanks and no more.
  var isBlank: Bool { ranges.count == 1 && ranges[0].isEmpty }

  mutating func skipRow() { _ = next() }

  /// Goes to the next row; false at the end.
  mutating func next() -> Bool {
    guard at < text.count else { return false }
    ranges.removeAll(keepingCapacity: true)
    needsUnquoting.removeAll(keepingCapacity: true)
    hasOpenQuote = false
    lineNumber = nextLine
    let start = at
    while readValue() {}
    range = start..<at
    return true
  }

  /// Reads one value; true where another follows on the row.
  private mutating func readValue() -> Bool {
    if at < text.count, text[at] == UInt8(ascii: "\""), let end = closingQuote() {
      let inner = at + 1..<end.quote
      ranges.append(inner)
      needsUnquoting.append(end.hasDoubled)
      nextLine += end.lines
      at = end.quote + 1
      // What stands between the closing quote and the delimiter is dirt.
      at = endOfPlain(at)
    } else {
      let start = at
      at = endOfPlain(at)
      var end = at
      if end > start, text[end - 1] == 0x0D { end -= 1 }
      ranges.append(start..<end)
      needsUnquoting.append(false)
    }
    guard at < text.count else { return false }
    if text[at] == delimiter {
      at += 1
      // A delimiter at the very end opens one more, empty value.
      if at == text.count {
        ranges.append(at..<at)
        needsUnquoting.append(false)
        return false
      }
      return true
    }
    at += 1
    nextLine += 1
    return false
  }

  private mutating func closingQuote() -> (quote: Int, hasDoubled: Bool, lines: Int)? {
    guard at < noQuoteBeyond else { return nil }
    var hasDoubled = false
    var from = at + 1
    while let quote = ByteSearch.first(UInt8(ascii: "\""), in: text, from: from) {
      if quote + 1 < text.count, text[quote + 1] == UInt8(ascii: "\"") {
        hasDoubled = true
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
      return (quote, hasDoubled, lines)
    }
    hasOpenQuote = true
    noQuoteBeyond = at
    return nil
  }

  /// The delimiter or line end that ends a plain value.
  private func endOfPlain(_ start: Int) -> Int {
    var at = start
    let delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
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
    while at < text.count, text[at] != delimiter, text[at] != 0x0A { at += 1 }
    return at
  }

  /// The row's values, doubled quotes made single.
  mutating func withValues<Result>(_ body: ([UnsafeRawBufferPointer]) throws -> Result) rethrows -> Result {
    guard needsUnquoting.contains(true) else {
      return try body(ranges.map { UnsafeRawBufferPointer(rebasing: text[$0]) })
    }
    scratch.removeAll(keepingCapacity: true)
    var places: [Range<Int>?] = []
    for (index, range) in ranges.enumerated() {
      guard needsUnquoting[index] else {
        places.append(nil)
        continue
      }
      let start = scratch.count
      var from = range.lowerBound
      while from < range.upperBound {
        let quote = ByteSearch.first(UInt8(ascii: "\""), in: text, from: from) ?? range.upperBound
        let end = min(quote + 1, range.upperBound)
        scratch.append(contentsOf: text[from..<end])
        from = end + 1
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
}

/// A small table that is no input of articles: `--args-from`.
public enum CSVText {
  /// The rows between commas, blank ones left out.
  public static func rows(of bytes: [UInt8]) -> [[String]] {
    bytes.withUnsafeBytes { bytes in
      var found: [[String]] = []
      var rows = CSVRows(bytes.withoutByteOrderMark, delimiter: UInt8(ascii: ","))
      while rows.next() {
        if rows.isBlank { continue }
        found.append(rows.withValues { $0.map { String(decoding: $0, as: UTF8.self) } })
      }
      return found
    }
  }
}
