/// The Excel files that the statements of one run write together: each statement adds a sheet, and the files appear at the end.
public final class Workbooks: RunFiles {
  private let books = Lock<[(path: String, book: Workbook)]>([])

  public init() {}

  /// Adds a sheet to the file at `path`. Returns what the asker should know.
  func add(_ table: Table, named title: String, to path: String, isStopped: @Sendable () -> Bool) throws -> [Diagnostic]
  {
    let place = Workbooks.plain(path)
    return try books.withLock { books in
      let index = books.firstIndex { Workbooks.plain($0.path) == place } ?? books.count
      if index == books.count { books.append((path, Workbook())) }
      return try books[index].book.add(table, named: title, isStopped: isStopped)
    }
  }

  /// Writes the files, in the order of their first sheets.
  public func finish(_ write: (String, [UInt8]) throws(WorldError) -> Void) throws(WorldError) {
    let all = books.withLock { books in
      defer { books = [] }
      return books
    }
    for (path, book) in all { try write(path, try book.finished()) }
  }

  /// `./a//b.xlsx` as `a/b.xlsx`.
  private static func plain(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
