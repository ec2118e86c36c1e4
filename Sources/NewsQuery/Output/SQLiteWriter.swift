import CSQLite

/// A database: `write quakes.db`, then `sqlite3 quakes.db 'select source, count(*) from articles group by 1'`.
///
/// Rows that are articles become the table `articles`, with every field that the articles have as well as the columns that
/// are shown. Any other rows become the table `rows`; where they were made from articles, their column `article` says
/// from which row of `articles`. Dates are texts as newsq prints them, lists are JSON arrays, truths are 0 and 1.
enum SQLiteWriter: RowWriter {
  static let name = "sqlite"
  static let summary = "a SQLite database, for `write`"
  static let fileEndings = ["db", "sqlite", "sqlite3"]
  static let isDocument = true
  static let writesWholeArticles = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    if options.isTerminal {
      return sink.fail(terminalMistake)
    }
    do {
      let database = try Database()
      switch table.origin {
      case .articles:
        try database.add("articles", columns(of: table.archive, besides: table.columns), table.rows, &sink)
      case .none:
        try database.add("rows", table.columns, table.rows, &sink)
      case .passages:
        var numbers: [Int: Int] = [:]
        var articles: [UInt32] = []
        for row in table.rows {
          guard let article = table.article(of: row), numbers[article] == nil else { continue }
          articles.append(UInt32(article))
          numbers[article] = articles.count
        }
        try database.add("articles", columns(of: table.archive, besides: []), articles, &sink)
        let place = ComputedColumn(.number) { [table, numbers] row in
          table.article(of: UInt32(row)).flatMap { numbers[$0] }.map { .number(Double($0)) } ?? .null
        }
        try database.add("rows", [.init("article", place)] + table.columns, table.rows, &sink)
      }
      if sink.hasFailed { return }
      try database.withBytes { sink.write($0) }
    } catch {
      sink.fail(error)
    }
  }

  /// A database that several answers go into, each as a table `query_1`, `query_2` ….
  final class Series {
    fileprivate let database: Database

    fileprivate init() throws(WorldError) { database = try Database() }

    func finish(to sink: inout ByteSink) {
      if sink.hasFailed { return }
      do { try database.withBytes { sink.write($0) } } catch { sink.fail(error) }
    }
  }

  /// Adds the rows of query `number` to `series`, which the first makes.
  static func add(
    _ table: Table, _ number: Int, to series: inout Series?, _ options: OutputOptions, _ sink: inout ByteSink
  ) {
    if options.isTerminal { return sink.fail(terminalMistake) }
    do {
      let made = try series ?? Series()
      series = made
      var shown = table.columns
      if case .articles = table.origin { shown = columns(of: table.archive, besides: table.columns) }
      try made.database.add("query_\(number)", shown, table.rows, &sink)
    } catch {
      sink.fail(error)
    }
  }

  private static var terminalMistake: Diagnostic {
    Diagnostic("a database cannot be shown on a terminal", hint: "write out.db")
  }

  /// All that is stored of an article, then what was computed besides.
  private static func columns(of archive: Archive, besides shown: [Table.NamedColumn]) -> [Table.NamedColumn] {
    let stored = archive.schema.compactMap { field in
      archive.column(field.name).map { Table.NamedColumn(field.name, $0) }
    }
    let known = Set(stored.map(\.name))
    return stored + shown.filter { !known.contains($0.name) }
  }
}

/// A database in memory, on its way to become the bytes of a file.
private final class Database {
  private let handle: OpaquePointer

  init() throws(WorldError) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close(opened)
      throw WorldError(path: "SQLite", reason: String(cString: sqlite3_errstr(code)))
    }
    handle = opened
    // Nothing to fall back to is needed: the file is written at once when all is well.
    try run("PRAGMA journal_mode = OFF")
    try run("PRAGMA synchronous = OFF")
  }

  deinit { sqlite3_close(handle) }

  /// Makes a table of `rows`; its column `row` counts them from 1.
  func add(_ name: String, _ columns: [Table.NamedColumn], _ rows: [UInt32], _ sink: inout ByteSink) throws(WorldError)
  {
    let most = Int(sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, -1)) - 1
    guard columns.count <= most else {
      throw WorldError(
        path: "SQLite",
        reason: "a table has \(most) columns at most, and here are \(columns.count); `select` those you need")
    }
    var taken: Set<String> = ["row"]
    let named = columns.map { "\(Database.identifier($0.name, &taken)) \(Database.type($0.column.type))" }
    try run("CREATE TABLE \(name) (\"row\" INTEGER PRIMARY KEY\(named.map { ", " + $0 }.joined()))")
    let places = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
    var prepared: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, "INSERT INTO \(name) VALUES (\(places))", -1, &prepared, nil))
    guard let statement = prepared else { return }
    defer { sqlite3_finalize(statement) }
    try run("BEGIN")
    var text: [UInt8] = []
    for (number, row) in rows.enumerated() {
      if sink.hasFailed { return }
      try check(sqlite3_bind_int64(statement, 1, Int64(number + 1)))
      for (place, column) in columns.enumerated() {
        try check(Database.bind(column.column.value(at: Int(row)), statement, Int32(place + 2), &text))
      }
      let code = sqlite3_step(statement)
      if code != SQLITE_DONE { try check(code) }
      try check(sqlite3_reset(statement))
    }
    try run("COMMIT")
  }

  /// The file that the database would be.
  func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) throws(WorldError) {
    var size: sqlite3_int64 = 0
    guard let bytes = sqlite3_serialize(handle, "main", &size, 0) else {
      throw WorldError(path: "SQLite", reason: "no memory for a database of this size")
    }
    defer { sqlite3_free(bytes) }
    body(UnsafeRawBufferPointer(start: bytes, count: Int(size)))
  }

  private static func bind(_ value: Value, _ statement: OpaquePointer, _ place: Int32, _ text: inout [UInt8]) -> Int32 {
    text.removeAll(keepingCapacity: true)
    switch value {
    case .null: return sqlite3_bind_null(statement, place)
    case .truth(let truth): return sqlite3_bind_int(statement, place, truth ? 1 : 0)
    case .number(let number):
      if let whole = Int64(exactly: number) { return sqlite3_bind_int64(statement, place, whole) }
      return sqlite3_bind_double(statement, place, number)
    case .integer(let number): return sqlite3_bind_int64(statement, place, number)
    case .text, .date: value.write(to: &text)
    case .list: JSONText.append(value, to: &text)
    }
    return text.withUnsafeBufferPointer { buffer in
      // An empty array may have no address, and SQLite would take that for null.
      guard let base = buffer.baseAddress else { return nq_sqlite_bind_text(statement, place, "", 0) }
      return base.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
        nq_sqlite_bind_text(statement, place, $0, sqlite3_uint64(buffer.count))
      }
    }
  }

  /// A name in quotes that no other column of the table has, as SQLite compares them.
  private static func identifier(_ name: String, _ taken: inout Set<String>) -> String {
    // A NUL would end the statement.
    let plain = name.isEmpty ? "column" : String(name.map { $0 == "\0" ? "\u{FFFD}" : $0 })
    var own = plain
    var number = 1
    while !taken.insert(own.lowercased()).inserted {
      number += 1
      own = "\(plain)_\(number)"
    }
    return "\"" + own.replacing("\"", with: "\"\"") + "\""
  }

  private static func type(_ type: ValueType) -> String {
    switch type {
    case .text, .date, .list: "TEXT"
    case .number: "NUMERIC"
    case .truth: "INTEGER"
    }
  }

  private func run(_ statement: String) throws(WorldError) { try check(sqlite3_exec(handle, statement, nil, nil, nil)) }

  private func check(_ code: Int32) throws(WorldError) {
    if code != SQLITE_OK { throw WorldError(path: "SQLite", reason: String(cString: sqlite3_errmsg(handle))) }
  }
}
