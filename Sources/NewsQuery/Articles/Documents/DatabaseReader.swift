import CSQLite

/// SQLite databases that newsq wrote (`write out.db`): the articles of their table `articles`. Other databases are told
/// from them and are not read.
public struct DatabaseReader: Reader {
  public static let formatName = "SQLite"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    start.count >= 16 && ByteSearch.matches("SQLite format 3\0", in: start, at: 0) ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard let database = StoredDatabase(bytes) else {
      return DocumentReading.refuse(bytes, "a SQLite database that cannot be opened", report: report)
    }
    guard database.isOwn else {
      let name = DocumentReading.printable(context.fileName, ending: "db")
      let tables = database.tables
      let table = tables.first { table in
        !table.isEmpty && table.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
      }
      let command = "sqlite3 -csv -header \(name) 'select * from \(table ?? "TABLE")' > out.csv"
      return DocumentReading.refuse(
        bytes, "a SQLite database that newsq did not write; make a table of it: \(command)", report: report)
    }
    var record = 0
    var article = Article()
    let problem = try database.forEachRow { row in
      record += 1
      article.removeAll()
      row.fill(&article)
      try emit(&article, RecordPlace(record: record, bytes: 0..<bytes.count))
    }
    if let problem {
      let place = RecordPlace(record: record + 1, bytes: 0..<bytes.count)
      report(.skipped("the database is broken: \(problem); what came before is kept", at: place))
    }
  }
}

extension DatabaseReader {
  /// Reads a table: the one of that name, or the only one.
  static func read(_ bytes: [UInt8], table name: String?, into table: inout CellTable) throws(CellTable.Problem) {
    let result = bytes.withUnsafeBytes { bytes -> Result<CellTable, CellTable.Problem> in
      do throws(CellTable.Problem) {
        guard let database = StoredDatabase(bytes) else { throw .init(reason: "not a SQLite database") }
        return .success(try database.table(name))
      } catch {
        return .failure(error)
      }
    }
    table = try result.get()
  }
}

/// A database in the memory of its file, opened to be read and trusted in nothing.
private final class StoredDatabase {
  private let handle: OpaquePointer
  private let bytes: UnsafeRawBufferPointer

  init?(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    var opened: OpaquePointer?
    guard sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let opened else {
      sqlite3_close(opened)
      return nil
    }
    handle = opened
    // INVARIANT: SQLite reads these bytes until the database is closed and writes none of them (READONLY).
    let start = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    let size = sqlite3_int64(bytes.count)
    guard
      sqlite3_deserialize(handle, "main", start, size, size, UInt32(SQLITE_DESERIALIZE_READONLY)) == SQLITE_OK,
      sqlite3_exec(handle, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", nil, nil, nil) == SQLITE_OK
    else { return nil }
  }

  deinit { sqlite3_close(handle) }

  /// Whether `articles` is a plain table as `SQLiteWriter` makes it.
  var isOwn: Bool {
    var own = false
    forEach("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'articles'") { statement in
      let text = StoredDatabase.text(statement, 0)
      let start = Array("CREATETABLEarticles(\"row\"INTEGERPRIMARYKEY".utf8)
      own = text.filter { $0 > 0x20 }.starts(with: start)
    }
    return own
  }

  var tables: [String] {
    var names: [String] = []
    forEach("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' LIMIT 100") { statement in
      names.append(String(decoding: StoredDatabase.text(statement, 0), as: UTF8.self))
    }
    return names
  }

  private func forEach(_ query: String, _ body: (OpaquePointer) -> Void) {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, query, -1, &prepared, nil) == SQLITE_OK, let statement = prepared else { return }
    defer { sqlite3_finalize(statement) }
    while sqlite3_step(statement) == SQLITE_ROW { body(statement) }
  }

  /// Hands out each row of `articles`; returns why reading ended early, if it did.
  func forEachRow(_ body: (StoredRow) throws -> Void) throws -> String? {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, "SELECT * FROM articles ORDER BY \"row\"", -1, &prepared, nil) == SQLITE_OK,
      let statement = prepared
    else { return reason }
    defer { sqlite3_finalize(statement) }
    let count = sqlite3_column_count(statement)
    let columns = (0..<count).map { place in
      (
        name: sqlite3_column_name(statement, place).map { String(cString: $0) } ?? "",
        isTruth: sqlite3_column_decltype(statement, place).map { String(cString: $0) } == "INTEGER"
      )
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(StoredRow(statement: statement, columns: columns))
      case SQLITE_DONE: return nil
      default: return reason
      }
    }
  }

  /// The rows of a table in the order in which they are stored.
  func table(_ name: String?) throws(CellTable.Problem) -> CellTable {
    let names = tables
    let listed = names.prefix(8).map { "`\($0)`" }.joined(separator: " ")
    var chosen = names.first
    if let name {
      chosen = names.first { $0.lowercased() == name.lowercased() }
      if chosen == nil { throw .init(reason: "there is no table `\(name)`", hint: "the tables are \(listed)") }
    } else if names.count > 1 {
      throw .init(reason: "there are several tables", hint: "name one behind the file: \(listed)")
    }
    guard let chosen else { throw .init(reason: "the database has no table") }
    var prepared: OpaquePointer?
    let quoted = chosen.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    guard sqlite3_prepare_v2(handle, "SELECT * FROM \"\(quoted)\"", -1, &prepared, nil) == SQLITE_OK,
      let statement = prepared
    else { throw .init(reason: "the database is broken: \(reason)") }
    defer { sqlite3_finalize(statement) }
    let count = sqlite3_column_count(statement)
    var table = CellTable()
    try table.begin((0..<count).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" })
    table.isUntyped = false
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: table.append((0..<count).map { StoredDatabase.cell(statement, $0) })
      case SQLITE_DONE: return table
      default: throw .init(reason: "the database is broken: \(reason)")
      }
    }
  }

  private static func cell(_ statement: OpaquePointer, _ place: Int32) -> InputValue {
    switch sqlite3_column_type(statement, place) {
    case SQLITE_NULL: return .null
    case SQLITE_INTEGER:
      let number = sqlite3_column_int64(statement, place)
      return number.magnitude <= 1 << 53 ? .number(Double(number)) : .integer(number)
    case SQLITE_FLOAT: return .number(sqlite3_column_double(statement, place))
    default: return .text(String(decoding: StoredDatabase.text(statement, place), as: UTF8.self))
    }
  }

  private var reason: String { String(cString: sqlite3_errmsg(handle)) }

  static func text(_ statement: OpaquePointer, _ place: Int32) -> [UInt8] {
    guard let start = sqlite3_column_text(statement, place) else { return [] }
    let raw = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place)))
    if UTF8Repair.isValid(raw) { return Array(raw) }
    var valid: [UInt8] = []
    _ = UTF8Repair.append(raw, to: &valid)
    return valid
  }
}

/// The row that a statement has come to.
private struct StoredRow {
  let statement: OpaquePointer
  let columns: [(name: String, isTruth: Bool)]

  func fill(_ article: inout Article) {
    for (index, column) in columns.enumerated() {
      let place = Int32(index)
      guard column.name != "row", sqlite3_column_type(statement, place) != SQLITE_NULL else { continue }
      guard let own = ArticleColumn.allCases.first(where: { $0.name == column.name }), own != .file else {
        article.others.append((column.name, value(place, isTruth: column.isTruth)))
        continue
      }
      let text = StoredDatabase.text(statement, place)
      switch own {
      case .byline: article.bylines = list(text)
      case .credit: article.credits = list(text)
      case .tags: article.tags = list(text)
      case .date: article.published = NewsDate(iso: String(decoding: text, as: UTF8.self))
      case .updated: article.updated = NewsDate(iso: String(decoding: text, as: UTF8.self))
      case .added: article.added = NewsDate(iso: String(decoding: text, as: UTF8.self))
      // These are counted and cut from the body.
      case .lead, .words: break
      default: if let field = own.textField { article[bytes: field] = text }
      }
    }
  }

  private func value(_ place: Int32, isTruth: Bool) -> InputValue {
    switch sqlite3_column_type(statement, place) {
    case SQLITE_INTEGER where isTruth: return .truth(sqlite3_column_int64(statement, place) != 0)
    case SQLITE_INTEGER, SQLITE_FLOAT: return .number(sqlite3_column_double(statement, place))
    default:
      let text = StoredDatabase.text(statement, place)
      if text.first == UInt8(ascii: "["), let list = json(text), case .list = list { return list.inputValue }
      return .text(String(decoding: text, as: UTF8.self))
    }
  }

  /// A list as a JSON array; anything else is its only item.
  private func list(_ text: [UInt8]) -> [String] {
    if let value = json(text), case .list = value { return value.texts }
    return text.isEmpty ? [] : [String(decoding: text, as: UTF8.self)]
  }

  private func json(_ text: [UInt8]) -> JSONValue? {
    text.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      return try? JSONValue.read(&scanner)
    }
  }
}
