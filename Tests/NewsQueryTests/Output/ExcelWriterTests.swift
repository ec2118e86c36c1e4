import Testing

@testable import NewsQuery

/// Workbooks, read again by our own reader of them.
@Suite("Excel") struct ExcelWriterTests {
  private func table(_ columns: [(String, ValueType, [Value])]) -> Table {
    Table(
      archive: Fixture.archive, columns: columns.map { .init($0.0, StoredColumn($0.1, $0.2)) },
      rows: (0..<(columns.first?.2.count ?? 0)).map { UInt32($0) }, origin: .none)
  }

  /// The rows of a sheet, cells joined by `|`.
  private func rows(_ bytes: [UInt8], sheet: String? = nil) throws -> [String] {
    var table = CellTable()
    try ExcelReader.read(bytes, sheet: sheet, into: &table)
    return [table.names.joined(separator: "|")]
      + (0..<table.rowCount).map { row in
        table.columns.map { column in
          if case .text(let text) = column[row] { text } else { "" }
        }.joined(separator: "|")
      }
  }

  private func part(_ name: String, of bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { bytes in
      let zip = ZipArchive(bytes)
      guard let index = zip.index(of: name) else { return "" }
      let budget = UnpackBudget()
      budget.begin(bytes.count)
      return String(decoding: zip.content(of: zip.members[index], budget: budget).bytes, as: UTF8.self)
    }
  }

  private var awkward: Table {
    table([
      ("text", .text, [.text("=1+1"), .text("a\u{1}b\u{FFFE} <&>\" _x0041_\r\nc"), .text(" x "), .null]),
      ("n", .number, [.number(0.1), .integer(9_007_199_254_740_993), .number(-1e22), .number(.infinity)]),
      ("list", .list, [.list([.text("a"), .text("b")]), .null, .list([]), .null]),
      ("t", .truth, [.truth(true), .truth(false), .null, .null]),
    ])
  }

  @Test func cellsComeBack() throws {
    var book = Workbook()
    let notes = try book.add(awkward, named: "Awkward")
    let found = try rows(try book.finished())
    #expect(found[0] == "text|n|list|t")
    #expect(found[1] == "=1+1|0.1|a; b|true")
    #expect(found[2] == "a\u{FFFD}b\u{FFFD} <&>\" _x0041_\nc|9007199254740993||false")
    #expect(found[3].hasPrefix(" x |-1e+22|"))
    #expect(
      notes.map(\.message) == [
        "sheet `Awkward`: 1 cell with a whole number beyond 9,007,199,254,740,992 written as text, because Excel would round it",
        "sheet `Awkward`: 1 cell with characters that XML cannot hold, written as �",
      ])
  }

  @Test func textIsNeverAFormula() throws {
    var book = Workbook()
    _ = try book.add(awkward, named: "x")
    let sheet = part("xl/worksheets/sheet1.xml", of: try book.finished())
    #expect(
      !sheet.contains("<f>")
        && sheet.contains("<c r=\"A2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1<"))
    #expect(sheet.contains("<c r=\"B2\"><v>0.1</v></c>") && sheet.contains("<c r=\"D2\" t=\"b\"><v>1</v></c>"))
  }

  @Test(arguments: [
    ("2020", "43831", "yyyy", "2020-01-01"), ("2020-07", "44013", "yyyy\\-mm", "2020-07-01"),
    ("2020-07-24", "44036", "yyyy\\-mm\\-dd", "2020-07-24"),
    ("2020-07-24T12:00+04:00", "44036.5", "yyyy\\-mm\\-dd\\ hh:mm&quot;+04:00&quot;", "2020-07-24T12:00:00"),
    ("2020-07-24T06:00:00Z", "44036.25", "yyyy\\-mm\\-dd\\ hh:mm:ss&quot;Z&quot;", "2020-07-24T06:00:00"),
    ("2020-07-24T18:00-09:30", "44036.75", "yyyy\\-mm\\-dd\\ hh:mm&quot;-09:30&quot;", "2020-07-24T18:00:00"),
    ("1900-03-01", "61", "yyyy\\-mm\\-dd", "1900-03-01"),
  ]) func datesAreDates(iso: String, serial: String, format: String, back: String) throws {
    let date = try #require(NewsDate(iso: iso))
    var book = Workbook()
    #expect(try book.add(table([("d", .date, [.date(date)])]), named: "x").isEmpty)
    let bytes = try book.finished()
    #expect(part("xl/worksheets/sheet1.xml", of: bytes).contains("<c r=\"A2\" s=\"5\"><v>\(serial)</v></c>"))
    #expect(part("xl/styles.xml", of: bytes).contains("<numFmt numFmtId=\"164\" formatCode=\"\(format)\"/>"))
    #expect(try NewsDate(iso: rows(bytes)[1])?.start == NewsDate(iso: back)?.start)
  }

  @Test func datesThatExcelDoesNotKnowAreText() throws {
    var book = Workbook()
    let notes = try book.add(table([("d", .date, [.date(try #require(NewsDate(iso: "1900-02-28")))])]), named: "x")
    #expect(notes.map(\.severity) == [.note])
    #expect(part("xl/worksheets/sheet1.xml", of: try book.finished()).contains(">1900-02-28<"))
  }

  @Test func longTextsAreCutAndSaid() throws {
    var book = Workbook()
    let texts = [String(repeating: "a", count: 32_767), String(repeating: "🙂", count: 20_000)]
    let notes = try book.add(table([("t", .text, texts.map { .text($0) })]), named: "x")
    #expect(notes.map(\.severity) == [.warning] && notes[0].message.contains("1 cell cut at 32,767 characters"))
    let found = try rows(try book.finished())
    #expect(found[1] == texts[0])
    #expect(found[2].utf16.count <= 32_767 && found[2].utf16.count > 32_760 && found[2].hasSuffix("🙂…"))
  }

  @Test func tooManyRowsAreRefused() throws {
    let column = ComputedColumn(.number) { .number(Double($0)) }
    var table = Table(
      archive: Fixture.archive, columns: [.init("n", column)], rows: Array(0..<1_048_576), origin: .none)
    var book = Workbook()
    let mistake = try #require(throws: Diagnostic.self) { try book.add(table, named: "x") }
    #expect(mistake.message == "a sheet has 1,048,575 rows below its header, and there are 1,048,576")
    table.rows = [0]
    table.columns = Array(repeating: .init("n", column), count: 16_385)
    #expect(throws: Diagnostic.self) { try book.add(table, named: "x") }
  }

  @Test func namesOfSheets() {
    var taken: Set<String> = []
    func name(_ title: String) -> String { SheetName.make(title, taken: &taken) }
    #expect(name("* | count by source") == "count by source")
    #expect(name("Count by [source]?") == "Count by source 2")
    #expect(name("a/b\\c:d*e") == "a b c d e")
    #expect(name("'quoted'") == "quoted" && name("") == "Sheet" && name("***") == "Sheet 2")
    #expect(name("History") == "History 1")
    let long = String(repeating: "x", count: 40)
    #expect(name(long) == String(repeating: "x", count: 30) + "…")
    #expect(name(long) == String(repeating: "x", count: 28) + "… 2")
    #expect(name(String(repeating: "🙂", count: 20)).utf16.count <= 31)
  }

  @Test func columnsHaveLetters() {
    #expect([0, 25, 26, 701, 702, 16_383].map(Workbook.letters) == ["A", "Z", "AA", "ZZ", "AAA", "XFD"])
  }

  @Test func theSameTablesGiveTheSameBytes() throws {
    func made() throws -> [UInt8] {
      var book = Workbook(title: "T")
      _ = try book.add(awkward, named: "a")
      _ = try book.add(try #require(try Fixture.answer("* | timeline by month")).table, named: "b")
      return try book.finished()
    }
    #expect(try made() == made())
  }

  @Test func statementsOfOneRunAddSheets() throws {
    final class Written: @unchecked Sendable {
      // INVARIANT: one thread writes and reads it.
      var files: [(String, [UInt8])] = []
    }
    let written = Written()
    var context = Fixture.context()
    context.writeFile = { path, bytes throws(WorldError) in written.files.append((path, bytes)) }
    let books = Workbooks()
    context.files = books
    var session = Session(archive: Fixture.archive)
    var notes: [Diagnostic] = []
    let text = "* | top 2 source | write a.xlsx\n\nquake | count | write ./a.xlsx\n\nquake | count | write b/c.xlsx"
    for (place, statement) in try session.statements(of: SourceText(text), context, notes: &notes).enumerated() {
      context.writing.sheetName = "S\(place)"
      _ = try session.run(statement, context)
    }
    #expect(written.files.isEmpty)
    try books.finish { path, bytes throws(WorldError) in written.files.append((path, bytes)) }
    #expect(written.files.map(\.0) == ["a.xlsx", "b/c.xlsx"])
    #expect(try rows(written.files[0].1, sheet: "S0")[0] == "source|count")
    #expect(try rows(written.files[0].1, sheet: "S1")[0] == "count|texts|sources")
    context.writeFile = nil
    let first = try session.statements(of: SourceText("* | count | write a.xlsx"), context, notes: &notes)[0]
    #expect(throws: Diagnostic.self) { try session.run(first, context) }
  }

  @Test func severalAnswersAreSheets() throws {
    var bytes: [UInt8] = []
    var sink = ByteSink { bytes.append(contentsOf: $0) }
    var series = AnswerSeries(count: 2, format: "xlsx")
    for query in ["* | top 2 source", "quake | count"] {
      series.write(
        try #require(try Fixture.answer(query)).table, title: AnswerTitle(query: query), options: OutputOptions(),
        to: &sink)
    }
    series.finish(to: &sink)
    try sink.finish()
    #expect(try rows(bytes, sheet: "top 2 source").count == 3)
    #expect(try rows(bytes, sheet: "quake | count").count == 2)
  }

  @Test func noWorkbookOnATerminal() throws {
    var sink = ByteSink { _ in }
    Output.write(awkward, format: "xlsx", options: OutputOptions(isTerminal: true), to: &sink)
    #expect(throws: Diagnostic.self) { try sink.finish() }
  }

  // MARK: - Byte order marks

  @Test(arguments: ["csv", "tsv"]) func aByteOrderMarkComesOnce(format: String) throws {
    var bytes: [UInt8] = []
    var sink = ByteSink { bytes.append(contentsOf: $0) }
    var options = OutputOptions()
    options.hasByteOrderMark = true
    var series = AnswerSeries(count: 2, format: format)
    for _ in 0..<2 { series.write(awkward, title: AnswerTitle(query: "x"), options: options, to: &sink) }
    series.finish(to: &sink)
    try sink.finish()
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(String(decoding: bytes.dropFirst(3), as: UTF8.self).unicodeScalars.contains("\u{FEFF}") == false)
  }

  @Test func otherFormatsRefuseTheMark() throws {
    var sink = ByteSink { _ in }
    var options = OutputOptions()
    options.hasByteOrderMark = true
    var series = AnswerSeries(count: 1, format: nil)
    let table = try #require(try Fixture.answer("quake | count | as json")).table
    series.write(table, title: AnswerTitle(query: "x"), options: options, to: &sink)
    #expect(throws: Diagnostic.self) { try sink.finish() }
  }
}
