/// An Excel file (Office Open XML, ECMA-376) on its way: a sheet for each table, whole once `finished()` gives its bytes.
///
/// The same tables give the same bytes: no clock and no program's path is in the file.
struct Workbook {
  private var sheets: [(name: String, member: ZipMember)] = []
  private var names: Set<String> = []
  private var cells = SheetCells()
  /// What a program shows as the title of the file.
  var title: String?

  static let maxRows = 1_048_576
  static let maxColumns = 16_384

  init(title: String? = nil) { self.title = title }

  /// Adds a sheet. Returns what the asker should know: cells that Excel cannot hold as they are. Throws a `Diagnostic` if there
  /// are more rows or columns than a sheet has, and `Interrupted` if `isStopped` comes true.
  mutating func add(
    _ table: Table, named title: String, isStopped: () -> Bool = { false }
  ) throws -> [Diagnostic] {
    guard table.rowCount < Workbook.maxRows else {
      throw Diagnostic(
        "a sheet has 1,048,575 rows below its header, and there are \(ChartModel.grouped(Double(table.rowCount)))",
        hint: "write out.csv or out.db, or fewer rows: `head 1048575`")
    }
    guard table.columns.count <= Workbook.maxColumns else {
      throw Diagnostic(
        "a sheet has 16,384 columns, and there are \(ChartModel.grouped(Double(table.columns.count)))",
        hint: "`select` those you need")
    }
    let name = SheetName.make(title, taken: &names)
    let before = cells
    var member = try ZipMember("xl/worksheets/sheet\(sheets.count + 1).xml")
    let columns = table.columns.indices.map(Workbook.letters)
    let last = columns.last ?? "A"
    try member.write(Array(Workbook.head(of: table, last: "\(last)\(table.rowCount + 1)").utf8))
    var xml: [UInt8] = Array("<row r=\"1\">".utf8)
    for (index, column) in table.columns.enumerated() {
      cells.text(column.name, SheetCells.bold, at: "\(columns[index])1", to: &xml)
    }
    xml += "</row>\n".utf8
    for (place, row) in table.rows.enumerated() {
      if isStopped() { throw Interrupted() }
      xml += "<row r=\"\(place + 2)\">".utf8
      for (index, column) in table.columns.enumerated() {
        cells.append(column.column.value(at: Int(row)), at: "\(columns[index])\(place + 2)", to: &xml)
      }
      xml += "</row>\n".utf8
      try member.write(xml)
      xml.removeAll(keepingCapacity: true)
    }
    xml += "</sheetData>".utf8
    if table.rowCount > 0 { xml += "<autoFilter ref=\"A1:\(last)\(table.rowCount + 1)\"/>".utf8 }
    // No green corners at numbers that must be text.
    xml +=
      "<ignoredErrors><ignoredError sqref=\"A1:\(last)\(table.rowCount + 1)\" numberStoredAsText=\"1\"/></ignoredErrors>"
      .utf8
    try member.write(xml + Array("</worksheet>\n".utf8))
    try member.finish()
    sheets.append((name, member))
    return cells.notes(since: before, sheet: name)
  }

  /// Adds a sheet with a text, a paragraph a row; headings are bold.
  mutating func add(_ lines: [(text: String, isHeading: Bool)], named title: String) throws {
    var member = try ZipMember("xl/worksheets/sheet\(sheets.count + 1).xml")
    var xml = Array(
      (Workbook.prolog + "<sheetViews><sheetView workbookViewId=\"0\" showGridLines=\"0\"/></sheetViews>").utf8)
    xml += "<cols><col min=\"1\" max=\"1\" width=\"100\" customWidth=\"1\"/></cols><sheetData>".utf8
    for (place, line) in lines.enumerated() {
      xml += "<row r=\"\(place + 1)\">".utf8
      cells.text(line.text, line.isHeading ? SheetCells.title : SheetCells.wrapped, at: "A\(place + 1)", to: &xml)
      xml += "</row>\n".utf8
    }
    try member.write(xml + Array("</sheetData></worksheet>\n".utf8))
    try member.finish()
    sheets.append((SheetName.make(title, taken: &names), member))
  }

  /// `A` for 0, `AA` for 26.
  static func letters(_ column: Int) -> String {
    var (text, rest) = ("", column + 1)
    while rest > 0 {
      text = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  // MARK: - Parts

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let prolog = declaration + "<worksheet xmlns=\"\(main)\">"

  /// What comes before the rows: the header stays in view, columns are as wide as their first cells need.
  private static func head(of table: Table, last: String) -> String {
    var text = prolog + "<dimension ref=\"A1:\(last)\"/>"
    text +=
      "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
    text += "state=\"frozen\"/><selection pane=\"bottomLeft\"/></sheetView></sheetViews>"
    if !table.columns.isEmpty { text += "<cols>" }
    for (index, column) in table.columns.enumerated() {
      let cells = table.rows.prefix(100).map { DisplayWidth.of(column.column.value(at: Int($0)).printed.prefix(80)) }
      let width = min(60, max(DisplayWidth.of(column.name) + 3, cells.max() ?? 0, 5) + 2)
      text += "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    return text + (table.columns.isEmpty ? "" : "</cols>") + "<sheetData>\n"
  }

  /// The bytes of the file.
  func finished() throws(WorldError) -> [UInt8] {
    var members = [
      try ZipMember("[Content_Types].xml", contentTypes), try ZipMember("_rels/.rels", relations),
      try ZipMember("docProps/core.xml", core), try ZipMember("docProps/app.xml", Workbook.app),
      try ZipMember("xl/workbook.xml", book), try ZipMember("xl/_rels/workbook.xml.rels", bookRelations),
      try ZipMember("xl/styles.xml", styles),
    ]
    members += sheets.map(\.member)
    return try ZipMember.file(members)
  }

  private var contentTypes: String {
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    func part(_ name: String, _ type: String) -> String { "<Override PartName=\"\(name)\" ContentType=\"\(type)\"/>" }
    var text = Workbook.declaration + "<Types xmlns=\"\(Workbook.package)/content-types\">"
    text += "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    text += "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    text += part("/xl/workbook.xml", type + ".sheet.main+xml") + part("/xl/styles.xml", type + ".styles+xml")
    text += part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    text += part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    for number in sheets.indices { text += part("/xl/worksheets/sheet\(number + 1).xml", type + ".worksheet+xml") }
    return text + "</Types>\n"
  }

  private func relations(_ targets: [(type: String, target: String)]) -> String {
    var text = Workbook.declaration + "<Relationships xmlns=\"\(Workbook.package)/relationships\">"
    for (number, part) in targets.enumerated() {
      text += "<Relationship Id=\"rId\(number + 1)\" Type=\"\(part.type)\" Target=\"\(part.target)\"/>"
    }
    return text + "</Relationships>\n"
  }

  private var relations: String {
    relations([
      (Workbook.office + "/officeDocument", "xl/workbook.xml"),
      (Workbook.package + "/relationships/metadata/core-properties", "docProps/core.xml"),
      (Workbook.office + "/extended-properties", "docProps/app.xml"),
    ])
  }

  private var bookRelations: String {
    relations(
      sheets.indices.map { (Workbook.office + "/worksheet", "worksheets/sheet\($0 + 1).xml") }
        + [(Workbook.office + "/styles", "styles.xml")])
  }

  private var book: String {
    var text = Workbook.declaration + "<workbook xmlns=\"\(Workbook.main)\" xmlns:r=\"\(Workbook.office)\"><sheets>"
    for (number, sheet) in sheets.enumerated() {
      text += "<sheet name=\"\(XMLText.escaped(sheet.name))\" sheetId=\"\(number + 1)\" r:id=\"rId\(number + 1)\"/>"
    }
    return text + "</sheets></workbook>\n"
  }

  private var core: String {
    var text = Workbook.declaration
    text += "<cp:coreProperties xmlns:cp=\"\(Workbook.package)/metadata/core-properties\" "
    text += "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
    if let title { text += "<dc:title>\(XMLText.escaped(title))</dc:title>" }
    return text + "<dc:creator>newsq \(newsqVersion)</dc:creator></cp:coreProperties>\n"
  }

  private static let app =
    declaration + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
    + "<Application>newsq</Application></Properties>\n"

  private var styles: String {
    var text = Workbook.declaration + "<styleSheet xmlns=\"\(Workbook.main)\">"
    if !cells.formats.isEmpty {
      text += "<numFmts count=\"\(cells.formats.count)\">"
      for (number, format) in cells.formats.enumerated() {
        text += "<numFmt numFmtId=\"\(164 + number)\" formatCode=\"\(XMLText.escaped(format))\"/>"
      }
      text += "</numFmts>"
    }
    func font(_ size: Int, isBold: Bool) -> String {
      "<font>\(isBold ? "<b/>" : "")<sz val=\"\(size)\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    }
    text += "<fonts count=\"3\">\(font(11, isBold: false))\(font(11, isBold: true))\(font(14, isBold: true))</fonts>"
    text += "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    text += "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    text += "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    text += "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    func format(_ id: Int = 0, font: Int = 0, _ more: String = "", inside: String = "") -> String {
      let start = "<xf numFmtId=\"\(id)\" fontId=\"\(font)\" fillId=\"0\" borderId=\"0\" xfId=\"0\"\(more)"
      return inside.isEmpty ? start + "/>" : start + ">\(inside)</xf>"
    }
    let wrap = "<alignment vertical=\"top\" wrapText=\"1\"/>"
    text += "<cellXfs count=\"\(SheetCells.firstDateStyle + cells.formats.count)\">" + format()
    text += format(font: 1, " applyFont=\"1\"") + format(0, " quotePrefix=\"1\"") + format(font: 2, " applyFont=\"1\"")
    text += format(0, " applyAlignment=\"1\"", inside: wrap)
    for number in cells.formats.indices { text += format(164 + number, " applyNumberFormat=\"1\"") }
    text += "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    return text + "</styleSheet>\n"
  }
}
