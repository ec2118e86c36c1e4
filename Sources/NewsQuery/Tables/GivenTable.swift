/// A table that is named from outside: `--table outlets=outlets.csv`.
public struct GivenTable: Sendable {
  public let name: String
  private let cells: CellTable

  /// Reads the bytes of a file. Its name says of which kind it is; without a name, as on standard input, its first bytes do.
  public init(_ name: String, bytes: [UInt8], path: String?) throws(WorldError) {
    self.name = name
    let shown = path ?? "standard input"
    let known = path ?? GivenTable.name(by: bytes)
    guard TableName.isTable(known) else {
      throw WorldError(
        path: shown, reason: "the name of a table ends in \(TableName.endings.joined(separator: " "))")
    }
    do throws(CellTable.Problem) {
      cells = try CellTable(bytes, path: known, part: nil)
    } catch {
      throw WorldError(path: shown, reason: error.reason + (error.hint.map { "; \($0)" } ?? ""))
    }
  }

  func table(over archive: Archive) -> NamedTable { FileTable.table(of: cells, archive) }

  /// The name that a file of these bytes would have.
  private static func name(by bytes: [UInt8]) -> String {
    if bytes.starts(with: Array("PK".utf8)) { return "-.xlsx" }
    if bytes.starts(with: Array("SQLite format 3".utf8)) { return "-.sqlite" }
    let line = bytes.drop { $0 <= 0x20 || $0 >= 0x80 }.prefix { $0 != 0x0A }
    if line.first == UInt8(ascii: "{") { return "-.jsonl" }
    return line.contains(0x09) && !line.contains(UInt8(ascii: ",")) ? "-.tsv" : "-.csv"
  }
}
