/// Excel files (`.xlsx`): each sheet a table whose header names the columns.
public struct ExcelReader: Reader {
  public static let formatName = "Excel (xlsx)"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    OfficeFile.kind(start: start, fileName: fileName) == .excel ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    func note(_ message: String) { report(InputProblem(place: place, message: message, isRecordSkipped: false)) }
    let file = OfficeFile(bytes, budget: context.budget)
    let main = file.mainPart("xl/workbook.xml", report: note)
    guard let xml = file.part(main, report: note) else {
      report(.skipped("an Excel file without its workbook (\(main)): save it again as xlsx", at: place))
      return
    }
    let book = ExcelBook(xml)
    let relations = file.relations(of: main, report: note)
    let targets = relations.targets
    let folder = main.lastIndex(of: "/").map { String(main[...$0]) } ?? ""
    let stylesName = relations.target(ofType: "/styles") ?? folder + "styles.xml"
    let styles = file.part(stylesName, report: note).map(ExcelStyles.init) ?? ExcelStyles()
    let textsName = relations.target(ofType: "/sharedStrings") ?? folder + "sharedStrings.xml"
    let texts = file.part(textsName, report: note).map(ExcelTexts.init) ?? ExcelTexts()
    let visible = book.sheets.filter { !$0.isHidden }
    for sheet in book.sheets where sheet.isHidden { note("the sheet `\(sheet.name)` is hidden and is not read") }
    for sheet in visible {
      guard let part = targets[sheet.relation] else { continue }
      guard let xml = file.part(part, report: note) else { continue }
      var table = SheetTable()
      table.name = sheet.name
      let reading = ExcelSheet(texts: texts, styles: styles, is1904: book.is1904)
      let isWhole = try reading.read(xml, into: &table, in: context, report: note)
      if !isWhole {
        note("the sheet `\(sheet.name)` grows to more than 300 times the file's size; what came before is kept")
      }
      try table.read(in: context, byteCount: bytes.count, isOnly: visible.count == 1, report: report, emit: emit)
      if !isWhole { return }
    }
  }
}

extension ExcelReader {
  /// Reads a sheet as a table: the one of that name, or the only one. The first row with a cell names the columns.
  static func read(_ bytes: [UInt8], sheet: String?, into table: inout CellTable) throws(CellTable.Problem) {
    let result = bytes.withUnsafeBytes { bytes -> Result<CellTable, CellTable.Problem> in
      do throws(CellTable.Problem) {
        return .success(try read(bytes, sheet: sheet))
      } catch {
        return .failure(error)
      }
    }
    table = try result.get()
  }

  private static func read(
    _ bytes: UnsafeRawBufferPointer, sheet: String?
  ) throws(CellTable.Problem) -> CellTable {
    let budget = UnpackBudget()
    budget.begin(bytes.count)
    let file = OfficeFile(bytes, budget: budget)
    let main = file.mainPart("xl/workbook.xml", report: { _ in })
    guard let xml = file.part(main, report: { _ in }) else { throw .init(reason: "not an Excel file (xlsx)") }
    let book = ExcelBook(xml)
    let names = book.sheets.map(\.name)
    let listed = names.prefix(8).map { "`\($0)`" }.joined(separator: " ")
    var chosen = book.sheets.first
    if let sheet {
      chosen =
        book.sheets.first { $0.name == sheet } ?? book.sheets.first { $0.name.lowercased() == sheet.lowercased() }
      if chosen == nil { throw .init(reason: "there is no sheet `\(sheet)`", hint: "the sheets are \(listed)") }
    } else if names.count > 1 {
      throw .init(reason: "there are several sheets", hint: "name one behind the file: \(listed)")
    }
    let relations = file.relations(of: main, report: { _ in })
    let folder = main.lastIndex(of: "/").map { String(main[...$0]) } ?? ""
    guard let chosen, let part = relations.targets[chosen.relation], let content = file.part(part, report: { _ in })
    else { throw .init(reason: "the sheet cannot be read") }
    func other(_ type: String, _ usual: String) -> [UInt8]? {
      file.part(relations.target(ofType: type) ?? folder + usual, report: { _ in })
    }
    let reading = ExcelSheet(
      texts: other("/sharedStrings", "sharedStrings.xml").map(ExcelTexts.init) ?? ExcelTexts(),
      styles: other("/styles", "styles.xml").map(ExcelStyles.init) ?? ExcelStyles(), is1904: book.is1904)
    return try reading.table(content)
  }
}

/// The sheets of a workbook and how it counts days.
private struct ExcelBook {
  var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  var is1904 = false

  init(_ xml: [UInt8]) {
    xml.withUnsafeBytes { bytes in
      try? XMLRecords.forEach(in: bytes, named: ["workbookPr", "sheet"], report: { _ in }) { record in
        let tree = record.tree
        if tree.isNamed(tree.root, "workbookPr") {
          let value = tree.attribute(tree.root, "date1904")
          is1904 = value == "1" || value == "true"
          return
        }
        guard sheets.count < 10_000, let relation = tree.attribute(tree.root, "r:id") ?? tree.attribute(tree.root, "id")
        else { return }
        let state = tree.attribute(tree.root, "state") ?? "visible"
        sheets.append((tree.attribute(tree.root, "name") ?? "", relation, state != "visible"))
      }
    }
  }
}

/// The shared strings: a text is written once and numbered.
private struct ExcelTexts {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  init(_ xml: [UInt8]) {
    xml.withUnsafeBytes { all in
      try? XMLRecords.forEach(in: all, named: ["si"], report: { _ in }) { record in
        ExcelTexts.append(record.tree, record.tree.root, to: &bytes)
        ends.append(bytes.count)
      }
    }
  }

  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard index >= 0, index < ends.count else { return nil }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// The text of runs; how it is pronounced is left out.
  static func append(_ tree: XMLTree, _ node: XMLTree.Node, to text: inout [UInt8]) {
    for child in tree.children(of: node) where tree.isElement(child) {
      if tree.isNamed(child, "t") {
        text += tree.raw(child)
      } else if !tree.isNamed(child, "rPh") {
        append(tree, child, to: &text)
      }
    }
  }
}

/// Which cell formats show a number as a date.
struct ExcelStyles {
  private var isDate: [Bool] = []

  init() {}

  init(_ xml: [UInt8]) {
    var dated: Set<Int> = Set(Array(14...22) + Array(27...36) + Array(45...47) + Array(50...58))
    xml.withUnsafeBytes { bytes in
      try? XMLRecords.forEach(in: bytes, named: ["numFmt", "cellXfs"], report: { _ in }) { record in
        let tree = record.tree
        if tree.isNamed(tree.root, "numFmt") {
          guard let id = tree.attribute(tree.root, "numFmtId").flatMap({ Int($0) }),
            let code = tree.attribute(tree.root, "formatCode")
          else { return }
          if ExcelStyles.isDate(code) { dated.insert(id) } else { dated.remove(id) }
          return
        }
        for format in tree.children(of: tree.root) where tree.isNamed(format, "xf") {
          isDate.append(dated.contains(tree.attribute(format, "numFmtId").flatMap { Int($0) } ?? 0))
        }
      }
    }
  }

  func isDate(_ style: Int) -> Bool { style >= 0 && style < isDate.count && isDate[style] }

  /// A format code with letters of dates outside of quotes, brackets and escapes: `dd/mm/yyyy`, not `#,##0 "days"`.
  static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for byte in code.utf8 {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): if !isQuoted { isEscaped = true }
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["): if !isQuoted { isBracketed = true }
      case UInt8(ascii: "]"): isBracketed = false
      case UInt8(ascii: ";"): if !isQuoted { return false }
      default:
        let small = byte | 0x20
        if !isQuoted, !isBracketed,
          small == UInt8(ascii: "y") || small == UInt8(ascii: "d") || small == UInt8(ascii: "m")
            || small == UInt8(ascii: "h")
        {
          return true
        }
      }
    }
    return false
  }

  /// The date of a number of days: `44257.375` is `2021-03-02T09:00:00`. Nil if it is not one.
  static func date(_ serial: Double, is1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    var seconds = Int(((serial - Double(days)) * 86_400).rounded())
    if seconds == 86_400 {
      days += 1
      seconds = 0
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if days == 0, !is1904 { return time }
    // Excel counts a 29 February 1900 that never was.
    let since1970 = is1904 ? days - 24_107 : days - 25_569 + (days < 60 ? 1 : 0)
    let date = CivilDate(days: since1970)
    let year = String(date.year)
    let day = String(repeating: "0", count: max(0, 4 - year.count)) + year + "-\(two(date.month))-\(two(date.day))"
    return seconds == 0 ? day : day + "T" + time
  }
}

/// The cells of one sheet.
private struct ExcelSheet {
  let texts: ExcelTexts
  let styles: ExcelStyles
  let is1904: Bool

  /// Reads all rows; false if they grow too much.
  func read(
    _ xml: [UInt8], into table: inout SheetTable, in context: ReadContext, report: (String) -> Void
  ) throws -> Bool {
    let hasHeader = context.options.columns == nil
    var row = 0
    var isWhole = true
    struct Stop: Error {}
    do {
      try xml.withUnsafeBytes { bytes in
        try XMLRecords.forEach(in: bytes, named: ["row"], report: { report($0.message) }) { record in
          let tree = record.tree
          row = tree.attribute(tree.root, "r").flatMap { Int($0) } ?? row + 1
          if !table.append(cells(tree), row: row, hasHeader: hasHeader, budget: context.budget) {
            isWhole = false
            throw Stop()
          }
        }
      }
    } catch is Stop {}
    return isWhole
  }

  /// All rows as a table; rows without a cell are left out.
  func table(_ xml: [UInt8]) throws(CellTable.Problem) -> CellTable {
    var rows: [[String]] = []
    xml.withUnsafeBytes { bytes in
      try? XMLRecords.forEach(in: bytes, named: ["row"], report: { _ in }) { record in
        let row = cells(record.tree).map { String(decoding: $0, as: UTF8.self) }
        if !row.allSatisfy(\.isEmpty) { rows.append(row) }
      }
    }
    var table = CellTable()
    guard let header = rows.first else { throw .init(reason: "the sheet is empty") }
    let width = rows.map(\.count).max() ?? 0
    try table.begin(header + Array(repeating: "", count: width - header.count))
    for row in rows.dropFirst() { table.append(row.map { .text($0) }) }
    return table
  }

  private func cells(_ tree: XMLTree) -> [[UInt8]] {
    var cells: [[UInt8]] = []
    var next = 0
    for cell in tree.children(of: tree.root) where tree.isNamed(cell, "c") {
      let column = tree.attribute(cell, "r").flatMap(ExcelSheet.column) ?? next
      next = column + 1
      guard column < SheetTable.maximumColumns else { continue }
      let text = text(of: cell, tree)
      if text.isEmpty { continue }
      while cells.count <= column { cells.append([]) }
      cells[column] = text
    }
    return cells
  }

  /// `AB12` is column 27, counted from 0.
  private static func column(_ reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8 {
      let letter = (byte | 0x20) &- 0x61
      guard letter < 26 else { break }
      column = column * 26 + Int(letter) + 1
      if column > 1 << 20 { return nil }
    }
    return column == 0 ? nil : column - 1
  }

  private func text(of cell: XMLTree.Node, _ tree: XMLTree) -> [UInt8] {
    var text: [UInt8] = []
    let type = tree.attribute(cell, "t") ?? "n"
    if type == "inlineStr" {
      if let inline = tree.child("is", of: cell) { ExcelTexts.append(tree, inline, to: &text) }
      return ExcelSheet.unescaped(text)
    }
    guard let value = tree.child("v", of: cell).map({ tree.raw($0) }), !value.isEmpty else { return [] }
    let plain = String(decoding: value, as: UTF8.self)
    switch type {
    case "s": return Int(plain).flatMap { texts[$0] }.map { ExcelSheet.unescaped(Array($0)) } ?? []
    case "str": return ExcelSheet.unescaped(value)
    case "b": return Array((plain == "1" ? "true" : "false").utf8)
    // `#N/A` and the like are missing values.
    case "e": return []
    case "d": return value
    default:
      let style = tree.attribute(cell, "s").flatMap { Int($0) } ?? 0
      if styles.isDate(style), let number = Double(plain), let date = ExcelStyles.date(number, is1904: is1904) {
        return Array(date.utf8)
      }
      return value
    }
  }

  /// `_x000D_` is how Excel writes a character that XML cannot hold; line ends become one form.
  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var text = text
    if text.contains(UInt8(ascii: "_")) {
      var out: [UInt8] = []
      var at = 0
      while at < text.count {
        if text[at] == UInt8(ascii: "_"), at + 6 < text.count, text[at + 1] == UInt8(ascii: "x"),
          text[at + 6] == UInt8(ascii: "_")
        {
          let digits = text[at + 2..<at + 6].compactMap { TransferEncoding.hex($0) }
          if digits.count == 4 {
            let scalar = digits.reduce(0) { $0 << 4 | UInt32($1) }
            if scalar != 0, !(0xD800..<0xE000).contains(scalar) { UTF8Repair.append(scalar, to: &out) }
            at += 7
            continue
          }
        }
        out.append(text[at])
        at += 1
      }
      text = out
    }
    LineEnds.normalize(&text)
    return text
  }
}
