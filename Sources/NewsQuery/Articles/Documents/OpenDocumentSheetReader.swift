/// OpenDocument spreadsheets (`.ods`): each sheet a table whose header names the columns.
public struct OpenDocumentSheetReader: Reader {
  public static let formatName = "OpenDocument spreadsheet"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    OfficeFile.kind(start: start, fileName: fileName) == .spreadsheet ? 100 : 0
  }

  private static let maximumRepeats = 1000

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    func note(_ message: String) { report(InputProblem(place: place, message: message, isRecordSkipped: false)) }
    guard let xml = OfficeFile(bytes, budget: context.budget).part("content.xml", report: note) else {
      report(.skipped("an OpenDocument spreadsheet without its content.xml", at: place))
      return
    }
    let hasHeader = context.options.columns == nil
    var tables: [SheetTable] = []
    var row = 0
    struct Stop: Error {}
    do {
      try xml.withUnsafeBytes { xml in
        try XMLRecords.forEach(
          in: xml, named: ["table-row"], part: "table", report: { note($0.message) },
          { record in
            let number = max(record.part, 1)
            if tables.count < number {
              guard number <= 10_000 else { return }
              while tables.count < number {
                var table = SheetTable()
                table.name = "sheet \(tables.count + 1)"
                tables.append(table)
              }
              row = 0
            }
            let cells = OpenDocumentCells(tree: record.tree)
            let texts = cells.texts
            let isEmpty = texts.allSatisfy(\.isEmpty)
            // Programs repeat empty rows to the end of the sheet, and no others a thousand times.
            let count = isEmpty ? 1 : min(cells.rowCount, maximumRepeats)
            if !isEmpty, cells.rowCount > maximumRepeats {
              note("row \(row + 1) is repeated \(cells.rowCount) times; \(maximumRepeats) of them are kept")
            }
            for _ in 0..<count {
              row += 1
              let fits = tables[number - 1].append(texts, row: row, hasHeader: hasHeader, budget: context.budget)
              if !fits { throw Stop() }
            }
            row += cells.rowCount - count
          })
      }
    } catch is Stop {
      note("the sheets grow to more than 300 times the file's size; what came before is kept")
    }
    let isOnly = tables.count { $0.rowCount > 0 } == 1
    for index in tables.indices {
      try tables[index].read(in: context, byteCount: bytes.count, isOnly: isOnly, report: report, emit: emit)
    }
  }
}

/// The cells of one row.
private struct OpenDocumentCells {
  let tree: XMLTree

  /// How often the row is repeated.
  var rowCount: Int { count("table:number-rows-repeated", of: tree.root, most: 1 << 20) }

  var texts: [[UInt8]] {
    var cells: [[UInt8]] = []
    var column = 0
    for cell in tree.children(of: tree.root)
    where tree.isNamed(cell, "table-cell") || tree.isNamed(cell, "covered-table-cell") {
      let repeated = count("table:number-columns-repeated", of: cell, most: 1 << 14)
      let text = tree.isNamed(cell, "table-cell") ? text(of: cell) : []
      if !text.isEmpty {
        for place in column..<min(column + repeated, SheetTable.maximumColumns) {
          while cells.count <= place { cells.append([]) }
          cells[place] = text
        }
      }
      column += repeated
      if column >= SheetTable.maximumColumns { break }
    }
    return cells
  }

  private func count(_ name: StaticString, of node: XMLTree.Node, most: Int) -> Int {
    min(max(tree.attribute(node, name).flatMap { Int($0) } ?? 1, 1), most)
  }

  private func text(of cell: XMLTree.Node) -> [UInt8] {
    switch tree.attribute(cell, "office:value-type") {
    case "date": if let date = tree.attribute(cell, "office:date-value") { return Array(date.utf8) }
    case "float", "currency", "percentage":
      if let number = tree.attribute(cell, "office:value") { return Array(number.utf8) }
    case "boolean": if let truth = tree.attribute(cell, "office:boolean-value") { return Array(truth.utf8) }
    default: break
    }
    var text = DocumentText()
    for child in tree.children(of: cell) where tree.isElement(child) {
      OpenDocumentText(tree: tree).append(child, to: &text)
    }
    return text.bytes
  }
}
