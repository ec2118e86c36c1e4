import CSQLite
import Testing

@testable import NewsQuery

@Suite struct SQLiteWriterTests {
  /// A database that newsq wrote, opened by SQLite itself.
  private final class Written {
    private var handle: OpaquePointer?

    init(_ table: Table) throws {
      var bytes: [UInt8] = []
      var sink = ByteSink { bytes.append(contentsOf: $0) }
      SQLiteWriter.write(table, OutputOptions(), to: &sink)
      try sink.finish()
      try #require(sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil) == SQLITE_OK)
      let size = sqlite3_uint64(bytes.count)
      let copy = try #require(sqlite3_malloc64(size))
      bytes.withUnsafeBytes { copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: bytes.count) }
      let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE)
      let opened = sqlite3_deserialize(
        handle, "main", copy.assumingMemoryBound(to: UInt8.self), sqlite3_int64(size), sqlite3_int64(size), flags)
      try #require(opened == SQLITE_OK)
    }

    deinit { sqlite3_close(handle) }

    /// Rows of an answer, cells joined by `|`, null as nothing.
    func rows(_ query: String) throws -> [String] {
      var statement: OpaquePointer?
      try #require(sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK, "\(query)")
      defer { sqlite3_finalize(statement) }
      var rows: [String] = []
      while sqlite3_step(statement) == SQLITE_ROW {
        let cells = (0..<sqlite3_column_count(statement)).map { column -> String in
          guard let text = sqlite3_column_text(statement, column) else { return "" }
          let count = Int(sqlite3_column_bytes(statement, column))
          return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
        }
        rows.append(cells.joined(separator: "|"))
      }
      return rows
    }
  }

  @Test func articlesLoseNothing() throws {
    let archive = NinjsWriterTests.archive
    let rows = (0..<UInt32(archive.articleCount)).map { $0 }
    let written = try Written(Table(archive: archive, columns: [], rows: rows, origin: .articles))
    #expect(try written.rows("PRAGMA integrity_check") == ["ok"])
    #expect(try written.rows("SELECT count(*) FROM articles") == ["\(archive.articleCount)"])
    for field in archive.schema {
      let column = try #require(archive.column(field.name))
      let quoted = "\"" + field.name.replacing("\"", with: "\"\"") + "\""
      let cells = try written.rows("SELECT typeof(\(quoted)), \(quoted) FROM articles ORDER BY row")
      for (row, cell) in cells.enumerated() {
        let expected: String
        switch column.value(at: row) {
        case .null: expected = "null|"
        case .text(let text): expected = "text|" + text
        case .date(let date): expected = "text|" + date.description
        case .truth(let truth): expected = truth ? "integer|1" : "integer|0"
        case .integer(let number): expected = "integer|\(number)"
        case .number(let number):
          expected = number == number.rounded() ? "integer|\(Int(number))" : "real|\(number)"
        case .list(let items):
          var bytes: [UInt8] = []
          JSONText.append(.list(items), to: &bytes)
          expected = "text|" + String(decoding: bytes, as: UTF8.self)
        }
        #expect(cell == expected, "\(field.name), row \(row)")
      }
    }
  }

  @Test func passagesKnowTheirArticle() throws {
    let table = try #require(try Fixture.answer("* | quotes")?.table)
    let written = try Written(table)
    #expect(try written.rows("SELECT count(*) FROM rows") == ["\(table.rowCount)"])
    let joined = try written.rows("SELECT a.id FROM rows r JOIN articles a ON a.row = r.article ORDER BY r.row")
    let ids = try #require(Fixture.archive.column("id"))
    #expect(joined == table.rows.compactMap { table.article(of: $0) }.map { ids.value(at: $0).printed })
  }

  @Test func countedRows() throws {
    let table = try #require(try Fixture.answer("* | count by source")?.table)
    let written = try Written(table)
    #expect(try written.rows("SELECT name FROM sqlite_master") == ["rows"])
    #expect(try written.rows("SELECT sum(count) FROM rows") == ["\(Fixture.archive.articleCount)"])
  }

  @Test func awkwardNames() throws {
    let names = ["row", "Row", "a\"b", "a\u{0}b", "", "select", "ä", "Ä"]
    let columns = names.map { Table.NamedColumn($0, StoredColumn(.text, [.text("of " + $0), .null])) }
    let written = try Written(Table(archive: Fixture.archive, columns: columns, rows: [0, 1], origin: .none))
    #expect(try written.rows("SELECT count(*) FROM pragma_table_info('rows')") == ["\(names.count + 1)"])
    #expect(try written.rows("SELECT \"row_2\", \"select\" FROM rows LIMIT 1") == ["of row|of select"])
    #expect(try written.rows("SELECT \"a\"\"b\" FROM rows") == ["of a\"b", ""])
  }

  @Test func tooManyColumnsAreSaid() {
    let columns = (0..<2100).map { Table.NamedColumn("c\($0)", StoredColumn(.number, [.number(1)])) }
    let table = Table(archive: Fixture.archive, columns: columns, rows: [0], origin: .none)
    var sink = ByteSink { _ in Issue.record("nothing is to be written") }
    SQLiteWriter.write(table, OutputOptions(), to: &sink)
    #expect(throws: WorldError.self) { try sink.finish() }
  }

  @Test func noDatabaseOnATerminal() {
    var sink = ByteSink { _ in Issue.record("nothing is to be written") }
    let table = Table(archive: Fixture.archive, columns: [], rows: [], origin: .none)
    SQLiteWriter.write(table, OutputOptions(isTerminal: true), to: &sink)
    #expect(throws: Diagnostic.self) { try sink.finish() }
  }
}
