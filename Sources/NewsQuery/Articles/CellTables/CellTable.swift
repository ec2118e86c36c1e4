/// A table of a file that holds no articles: `outlets.csv`, a sheet of a workbook, a table of a database.
///
/// Names are as the file has them. Cells are texts, or values where the file says of which type they are.
struct CellTable {
  /// Why a file has no table, in lower case.
  struct Problem: Error {
    var reason: String
    var hint: String?
  }

  private(set) var names: [String] = []
  /// By column.
  private(set) var columns: [[InputValue]] = []
  private(set) var rowCount = 0
  /// True if cells are bare texts, whose types are still to be found.
  var isUntyped = true

  init() {}

  /// Reads a file. `part` is the sheet or the table; nil if there must be only one.
  init(_ bytes: [UInt8], path: String, part: String?) throws(Problem) {
    let lowered = path.lowercased()
    var table = CellTable()
    if lowered.hasSuffix(".xlsx") {
      try ExcelReader.read(bytes, sheet: part, into: &table)
    } else if lowered.hasSuffix(".db") || lowered.hasSuffix(".sqlite") {
      try DatabaseReader.read(bytes, table: part, into: &table)
    } else {
      if let part { throw Problem(reason: "a file of this kind has one table, and `\(part)` names one of several") }
      let text = bytes.withUnsafeBytes { TextEncoding.utf8($0) }
      if lowered.hasSuffix(".jsonl") || lowered.hasSuffix(".ndjson") {
        try table.readLines(text.bytes)
      } else {
        try table.readCSV(text.bytes, isTabbed: !lowered.hasSuffix(".csv"))
      }
    }
    self = table
  }

  /// Names the columns. A column without a name is called after its place.
  mutating func begin(_ names: [String]) throws(Problem) {
    var seen: Set<String> = []
    for (place, name) in names.enumerated() {
      let name = name.isEmpty ? "column\(place + 1)" : name
      guard seen.insert(name).inserted else {
        throw Problem(reason: "two columns are called `\(name)`", hint: "rename one in the file")
      }
      self.names.append(name)
      columns.append([])
    }
    if names.isEmpty { throw Problem(reason: "there is no line that names the columns") }
  }

  /// Adds a row; missing cells are empty. Empty texts are missing values.
  mutating func append(_ cells: [InputValue]) {
    for place in columns.indices {
      let cell = place < cells.count ? cells[place] : .null
      columns[place].append(cell == .text("") ? .null : cell)
    }
    rowCount += 1
  }

  // MARK: - CSV

  private mutating func readCSV(_ bytes: [UInt8], isTabbed: Bool) throws(Problem) {
    let result = bytes.withUnsafeBytes { text -> Result<CellTable, Problem> in
      var table = CellTable()
      do throws(Problem) {
        try table.readRows(text, isTabbed: isTabbed)
        return .success(table)
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  private mutating func readRows(_ text: UnsafeRawBufferPointer, isTabbed: Bool) throws(Problem) {
    var dialect = CSVDialect(delimiter: isTabbed ? UInt8(ascii: "\t") : CellTable.delimiter(of: text))
    dialect.findEscapes(in: text)
    var rows = CSVRows(text, dialect)
    if text.count > 5, ByteSearch.matchesFolded("sep=", in: text, at: 0) { rows.skipRow() }
    var isHeader = true
    while rows.next() {
      if rows.isBlank, isHeader || rows.count != names.count { continue }
      if rows.hasOpenQuote { throw Problem(reason: "a quote is never closed, from line \(rows.lineNumber) on") }
      let cells = rows.withValues { values in values.map { String(decoding: $0, as: UTF8.self) } }
      if isHeader {
        try begin(cells.map(CellTable.trimmed))
        isHeader = false
        continue
      }
      guard cells.count <= names.count || cells[names.count...].allSatisfy(\.isEmpty) else {
        throw Problem(
          reason: "line \(rows.lineNumber) has \(cells.count) values, and \(names.count) columns are named",
          hint: "put values with a comma in quotes")
      }
      append(cells.map { .text($0) })
    }
    if isHeader { throw Problem(reason: "there is no line that names the columns") }
  }

  /// The mark that cuts the first row into the most values.
  private static func delimiter(of text: UnsafeRawBufferPointer) -> UInt8 {
    if text.count > 5, ByteSearch.matchesFolded("sep=", in: text, at: 0) { return text[4] }
    var best = (mark: UInt8(ascii: ","), count: 1)
    for mark in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")] {
      var rows = CSVRows(text, CSVDialect(delimiter: mark))
      if rows.next(), rows.count > best.count { best = (mark, rows.count) }
    }
    return best.mark
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { bytes in
      String(decoding: bytes[ByteSearch.trimmed(bytes, 0..<bytes.count)], as: UTF8.self)
    }
  }

  // MARK: - JSON Lines

  private mutating func readLines(_ bytes: [UInt8]) throws(Problem) {
    isUntyped = false
    var places: [String: Int] = [:]
    var lineNumber = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      lineNumber += 1
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      let value = line.withUnsafeBytes { bytes -> JSONValue? in
        var scanner = JSONScanner(bytes)
        return try? JSONValue.read(&scanner)
      }
      guard case .object(let members)? = value else {
        throw Problem(reason: "line \(lineNumber) is not a JSON object")
      }
      for member in members where places[member.key] == nil {
        places[member.key] = names.count
        names.append(member.key)
        columns.append(Array(repeating: .null, count: rowCount))
      }
      var cells = [InputValue](repeating: .null, count: names.count)
      for member in members { if let place = places[member.key] { cells[place] = member.value.inputValue } }
      append(cells)
    }
    if names.isEmpty { throw Problem(reason: "there is no object in the file") }
  }
}
