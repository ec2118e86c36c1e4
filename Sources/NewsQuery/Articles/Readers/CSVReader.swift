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
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let plain = bytes.withoutByteOrderMark
    if hasOldLineEnds(plain.prefix(8192)) {
      var text = TextEncoding.utf8(bytes).bytes
      LineEnds.normalize(&text)
      try text.withUnsafeBytes { try readTable($0, shift: 0, in: context, report: report, emit: emit) }
      return
    }
    if UTF8Repair.isValid(plain), plain.count < 2 || plain[0] != 0xFF {
      try readTable(plain, shift: bytes.count - plain.count, in: context, report: report, emit: emit)
      return
    }
    let text = TextEncoding.utf8(bytes, report: report)
    try text.bytes.withUnsafeBytes { try readTable($0, shift: 0, in: context, report: report, emit: emit) }
  }

  /// Lines that end in CR alone, as a spreadsheet on a Macintosh once wrote them.
  private static func hasOldLineEnds(_ text: some Collection<UInt8>) -> Bool {
    text.contains(0x0D) && !text.contains(0x0A)
  }

  /// Reads a table; `dialect` is found out unless it is known.
  static func readTable(
    _ text: UnsafeRawBufferPointer, shift: Int, dialect: CSVDialect? = nil, in context: ReadContext,
    report: (InputProblem) -> Void, emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    if let named = context.options.columns {
      try named.withHeader { names in
        guard let table = CSVTable(text, columns: names, isQuoted: named.isQuoted, dialect: dialect) else { return }
        try readRows(of: table, text, shift: shift, in: context, report: report, emit: emit)
      }
      return
    }
    guard let table = CSVTable(text, dialect: dialect) else { return }
    guard table.knownCount > 0 else {
      let message =
        "no name in the first line is known: a header such as `title,date,text` is expected, or --columns title,date,text"
      let all = RecordPlace(line: 1, record: 1, bytes: shift..<text.count + shift)
      return report(.skipped(message, at: all))
    }
    try readRows(of: table, text, shift: shift, in: context, report: report, emit: emit)
  }

  private static func readRows(
    of table: CSVTable, _ text: UnsafeRawBufferPointer, shift: Int, in context: ReadContext,
    report: (InputProblem) -> Void, emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var rows = CSVRows(text, table.dialect)
    if table.startsWithDelimiter { rows.skipRow() }
    if table.hasHeader { rows.skipRow() }
    var article = Article()
    var columns = ColumnFiller()
    columns.dayFirst = context.options.dayFirst ?? table.dayFirst
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
        let expected = table.hasHeader ? "as in the header" : "as in --columns"
        let message = "expected \(table.columns.count) values \(expected), found \(rows.count)"
        report(InputProblem(place: place, message: message, isRecordSkipped: false))
      }
      article.removeAll()
      columns.removeAll()
      let unreadable = rows.withValues { values in
        for (index, value) in values.enumerated() where index < table.columns.count {
          let column = table.columns[index]
          // A column that the user left without a name is not wanted.
          if column.name.isEmpty, !table.hasHeader { continue }
          columns.add(name: column.name, value: value, match: column.match)
        }
        return columns.fill(&article)
      }
      if let unreadable { report(.unreadableDate(unreadable, at: place)) }
      if !table.hasHeader { context.options.columns?.finish(&article) }
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

  var dialect: CSVDialect
  var columns: [Column] = []
  /// How many of the names are known.
  var knownCount = 0
  var dayFirst: Bool?
  /// The first line is `sep=;`, which spreadsheets write to name the delimiter.
  var startsWithDelimiter = false
  /// The first row holds the names of the columns.
  var hasHeader = true

  /// Nil if the text has no header of at least two names. `dialect` is found out unless it is known.
  init?(_ text: UnsafeRawBufferPointer, dialect known: CSVDialect? = nil) {
    if let known {
      dialect = known
    } else {
      startsWithDelimiter = CSVTable.startsWithDelimiter(text)
      guard let delimiter = CSVTable.delimiter(of: text, startsWithDelimiter) else { return nil }
      dialect = CSVDialect(delimiter: delimiter)
      dialect.findEscapes(in: text)
    }
    var rows = CSVRows(text, dialect)
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

  /// A table whose columns the user named.
  init?(
    _ text: UnsafeRawBufferPointer, columns names: [UnsafeRawBufferPointer], isQuoted: Bool,
    dialect known: CSVDialect? = nil
  ) {
    startsWithDelimiter = known == nil && CSVTable.startsWithDelimiter(text)
    hasHeader = false
    columns = names.map { Column(name: $0, match: $0.isEmpty ? nil : ForeignNames.match($0)) }
    knownCount = columns.count { $0.match != nil }
    if let known {
      dialect = known
    } else {
      let delimiter = CSVTable.delimiter(of: text, startsWithDelimiter, width: names.count)
      dialect = CSVDialect(delimiter: delimiter ?? UInt8(ascii: ","), isQuoted: isQuoted)
      if isQuoted { dialect.findEscapes(in: text) }
    }
    var rows = CSVRows(text, dialect)
    if startsWithDelimiter { rows.skipRow() }
    var header = rows
    if header.next() {
      // The names that the user gave, at the top of the file as well: a header after all.
      let isHeader = header.withValues { values in
        values.count == names.count
          && zip(values, columns).allSatisfy { value, column in
            column.name.isEmpty
              || (column.match.map { ForeignNames.match(value)?.column == $0.column }
                ?? value.elementsEqual(column.name))
          }
      }
      if isHeader { hasHeader = true }
    }
    dayFirst = CSVTable.dayFirst(&rows, columns)
  }

  private static func startsWithDelimiter(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count > 5 && ByteSearch.matchesFolded("sep=", in: text, at: 0) && (text[5] == 0x0A || text[5] == 0x0D)
  }

  /// The delimiter that makes the first rows equally wide, best as wide as `width`; nil if none gives two values.
  private static func delimiter(
    of text: UnsafeRawBufferPointer, _ startsWithDelimiter: Bool, width wanted: Int? = nil
  ) -> UInt8? {
    var best: (delimiter: UInt8, score: Int)?
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
      if startsWithDelimiter, text[4] != delimiter { continue }
      var rows = CSVRows(text, CSVDialect(delimiter: delimiter))
      if startsWithDelimiter { rows.skipRow() }
      guard rows.next(), rows.count >= 2 else { continue }
      let width = wanted ?? rows.count
      var score = rows.withValues { values in values.count { ForeignNames.match($0) != nil } } * 10 + 1
      if wanted != nil { score = rows.count == width ? 2 : 1 }
      for _ in 0..<10 where rows.next() { score += rows.count == width ? 1 : -1 }
      if score > best?.score ?? (wanted == nil ? 0 : Int.min) { best = (delimiter, score) }
    }
    return best?.delimiter
  }

  /// Whether a date anywhere in the table proves that the day comes first (`23/07/2020`) or the month (`07/23/2020`), which
  /// tells how `7/8/2020` is meant. Nil if no date proves it, or both orders occur.
  private static func dayFirst(_ rows: inout CSVRows, _ columns: [Column]) -> Bool? {
    let dated = columns.indices.filter { columns[$0].match?.column == .date || columns[$0].match?.column == .updated }
    if dated.isEmpty { return nil }
    var order = DateOrder()
    var isAmbiguous = false
    var seen = 0
    while rows.next() {
      seen += 1
      rows.withValues { values in
        for index in dated where index < values.count {
          if order.take(values[index]) == .either { isAmbiguous = true }
        }
      }
      if order.isContradictory { return nil }
      // A long table is read to its end here only if its dates need it.
      if seen >= 200, !isAmbiguous { break }
    }
    return order.dayFirst
  }
}

/// A small table that is not an input of articles: `--args-from`.
public enum CSVText {
  /// The rows between commas, blank ones left out.
  public static func rows(of bytes: [UInt8]) -> [[String]] {
    bytes.withUnsafeBytes { bytes in
      var found: [[String]] = []
      var rows = CSVRows(bytes.withoutByteOrderMark, CSVDialect(delimiter: UInt8(ascii: ",")))
      while rows.next() {
        if rows.isBlank { continue }
        found.append(rows.withValues { $0.map { String(decoding: $0, as: UTF8.self) } })
      }
      return found
    }
  }
}
