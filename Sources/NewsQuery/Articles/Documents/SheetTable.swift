/// A sheet of a spreadsheet under way to `CSVReader`: its rows as CSV, from the row that names the columns on.
///
/// Rows above the header (a title, who exported it) are kept until the header is found among the first rows.
struct SheetTable {
  /// As the spreadsheet shows it; empty if nothing but the number is known.
  var name = ""
  private var csv: [UInt8] = []
  /// Which row of the sheet each record begins on, by its line in the CSV.
  private var rowOfLine: [Int: Int] = [:]
  private var line = 1
  private var width = 0
  private var first: (row: Int, cells: [[UInt8]])?
  private var rowsBeforeHeader = 0
  private(set) var rowCount = 0
  /// Cells were dropped that are beyond the last column.
  private(set) var isCutOff = false

  /// Rows that are searched for the header.
  private static let maximumTitleRows = 20
  static let maximumColumns = 1000
  /// What the text of a cell may be at most: what Excel itself allows, and some more.
  static let maximumCell = 1 << 20
  private static let dialect = CSVDialect(delimiter: UInt8(ascii: ","))

  /// Takes a row in; false if the table grows too much for its budget.
  mutating func append(_ cells: [[UInt8]], row: Int, hasHeader: Bool, budget: UnpackBudget) -> Bool {
    guard cells.contains(where: { !$0.isEmpty }) else { return true }
    rowCount += 1
    if width == 0 {
      if !hasHeader {
        width = min(cells.count, SheetTable.maximumColumns)
      } else {
        if first == nil { first = (row, cells) }
        guard SheetTable.isHeader(cells) else {
          rowsBeforeHeader += 1
          return rowsBeforeHeader < SheetTable.maximumTitleRows || useFirst(budget)
        }
        width = min((cells.lastIndex { !$0.isEmpty } ?? 0) + 1, SheetTable.maximumColumns)
      }
    }
    return write(cells, row: row, budget)
  }

  /// Without a header among the first rows, the first of them is the header as far as it goes.
  private mutating func useFirst(_ budget: UnpackBudget) -> Bool {
    guard let first else { return true }
    width = min(max((first.cells.lastIndex { !$0.isEmpty } ?? 0) + 1, 2), SheetTable.maximumColumns)
    return write(first.cells, row: first.row, budget)
  }

  private static func isHeader(_ cells: [[UInt8]]) -> Bool {
    cells.count { cell in cell.count <= 40 && cell.withUnsafeBytes { ForeignNames.match($0) != nil } } >= 2
  }

  private mutating func write(_ cells: [[UInt8]], row: Int, _ budget: UnpackBudget) -> Bool {
    let before = csv.count
    rowOfLine[line] = row
    if cells.count > width, cells[width...].contains(where: { !$0.isEmpty }) { isCutOff = true }
    for column in 0..<width {
      if column > 0 { csv.append(UInt8(ascii: ",")) }
      guard column < cells.count, !cells[column].isEmpty else { continue }
      csv.append(UInt8(ascii: "\""))
      for byte in cells[column].prefix(SheetTable.maximumCell) {
        if byte == UInt8(ascii: "\"") { csv.append(byte) }
        if byte == 0x0A { line += 1 }
        csv.append(byte)
      }
      csv.append(UInt8(ascii: "\""))
    }
    csv.append(0x0A)
    line += 1
    return budget.take(csv.count - before)
  }

  /// Reads the rows. A sheet without known columns is reported.
  mutating func read(
    in context: ReadContext, byteCount: Int, isOnly: Bool, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    if width == 0 { _ = useFirst(context.budget) }
    guard !csv.isEmpty else { return }
    if isCutOff {
      let message = "cells beyond the last column of the header are left out"
      var place = RecordPlace(record: 1, bytes: 0..<byteCount)
      if !isOnly { place.member = name }
      report(InputProblem(place: place, message: message, isRecordSkipped: false))
    }
    func inFile(_ place: RecordPlace) -> RecordPlace {
      var place = place
      place.line = place.line.flatMap { rowOfLine[$0] } ?? place.line
      place.bytes = 0..<byteCount
      if !isOnly, place.member == nil { place.member = name }
      return place
    }
    try csv.withUnsafeBytes { bytes in
      try CSVReader.readTable(
        bytes, shift: 0, dialect: SheetTable.dialect, in: context,
        report: { problem in
          var problem = problem
          if problem.isRecordSkipped, problem.record == nil {
            problem.record = RecordBytes(bytes, problem.place.bytes)
          }
          problem.place = inFile(problem.place)
          report(problem)
        },
        emit: { article, place in try emit(&article, inFile(place)) })
    }
  }
}
