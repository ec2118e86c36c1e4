/// Word documents (`.docx`): their text, read as the export of a database if it is one, else as plain text.
public struct DocxReader: Reader {
  public static let formatName = "Word (docx)"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    OfficeFile.kind(start: start, fileName: fileName) == .word ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    func note(_ message: String) { report(InputProblem(place: place, message: message, isRecordSkipped: false)) }
    let file = OfficeFile(bytes, budget: context.budget)
    let main = file.mainPart("word/document.xml", report: note)
    guard let xml = file.part(main, report: note) else {
      report(.skipped("a Word document without its text (\(main)): save it again as docx", at: place))
      return
    }
    var text = DocumentText()
    try xml.withUnsafeBytes { xml in
      try XMLRecords.forEach(
        in: xml, named: ["p", "tbl"], report: { note($0.message) },
        { record in WordText(tree: record.tree).append(record.tree.root, to: &text) })
    }
    try DocumentReading.read(text.bytes, byteCount: bytes.count, in: context, report: report, emit: emit)
  }
}

/// The visible text of one paragraph or table of a Word document.
private struct WordText {
  let tree: XMLTree

  /// Deleted and moved text, the program's own marks, and the second form of a drawing that has two.
  private static let unread: Set<String> = [
    "del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "fldData", "sdtPr", "tblPr", "trPr", "tcPr", "rt",
    "pict", "object",
  ]

  func append(_ node: XMLTree.Node, to text: inout DocumentText) {
    guard tree.isElement(node) else { return }
    let name = tree.name(node)
    if WordText.unread.contains(name) { return }
    switch name {
    case "t": text.append(tree.raw(node))
    case "tab", "ptab": text.appendTab()
    case "br", "cr": if tree.attribute(node, "w:type") == "page" { text.endParagraph() } else { text.endLine() }
    case "noBreakHyphen": text.append(byte: UInt8(ascii: "-"))
    case "r": if !isHidden(node) { appendChildren(of: node, to: &text) }
    case "p":
      text.endParagraph()
      appendChildren(of: node, to: &text)
      text.endParagraph()
    case "tr": appendRow(node, to: &text)
    // Of a drawing, only its text boxes are text of the document.
    case "drawing": for box in tree.all("txbxContent", in: node) { appendChildren(of: box, to: &text) }
    default: appendChildren(of: node, to: &text)
    }
  }

  private func appendChildren(of node: XMLTree.Node, to text: inout DocumentText) {
    for child in tree.children(of: node) { append(child, to: &text) }
  }

  /// The first paragraph of a cell follows the one before on the same line: `HD`, tab, headline.
  private func appendRow(_ row: XMLTree.Node, to text: inout DocumentText) {
    text.endParagraph()
    for (index, cell) in tree.all("tc", in: row).enumerated() {
      if index > 0 { text.appendTab() }
      var isFirst = true
      for child in tree.children(of: cell) where tree.isElement(child) {
        if isFirst, tree.isNamed(child, "p") {
          appendChildren(of: child, to: &text)
          isFirst = false
        } else {
          append(child, to: &text)
        }
      }
    }
    text.endParagraph()
  }

  private func isHidden(_ run: XMLTree.Node) -> Bool {
    guard let mark = tree.child("rPr", of: run).flatMap({ tree.child("vanish", of: $0) }) else { return false }
    let value = tree.attribute(mark, "w:val")
    return value != "0" && value != "false" && value != "off"
  }
}
