/// OpenDocument texts (`.odt`): their text, read as the export of a database if it is one, else as plain text.
public struct OpenDocumentReader: Reader {
  public static let formatName = "OpenDocument text"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    OfficeFile.kind(start: start, fileName: fileName) == .text ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    func note(_ message: String) { report(InputProblem(place: place, message: message, isRecordSkipped: false)) }
    guard let xml = OfficeFile(bytes, budget: context.budget).part("content.xml", report: note) else {
      report(.skipped("an OpenDocument text without its content.xml", at: place))
      return
    }
    var text = DocumentText()
    try xml.withUnsafeBytes { xml in
      try XMLRecords.forEach(
        in: xml, named: ["p", "h", "table", "tracked-changes", "annotation", "styles", "automatic-styles"],
        report: { note($0.message) },
        { record in OpenDocumentText(tree: record.tree).append(record.tree.root, to: &text) })
    }
    try DocumentReading.read(text.bytes, byteCount: bytes.count, in: context, report: report, emit: emit)
  }
}

/// The visible text of one paragraph, heading or table of an OpenDocument file.
struct OpenDocumentText {
  let tree: XMLTree

  private static let unread: Set<String> = [
    "tracked-changes", "annotation", "annotation-end", "note", "styles", "automatic-styles", "desc", "title",
    "forms", "ruby-text", "sequence-decls",
  ]

  func append(_ node: XMLTree.Node, to text: inout DocumentText) {
    guard tree.isElement(node) else {
      // Blanks and line ends in the XML are one blank.
      var wasBlank = false
      for byte in tree.raw(node) {
        let isBlank = byte <= 0x20
        if !isBlank || !wasBlank { text.append(byte: isBlank ? 0x20 : byte) }
        wasBlank = isBlank
      }
      return
    }
    let name = tree.name(node)
    if OpenDocumentText.unread.contains(name) { return }
    switch name {
    case "s":
      let count = tree.attribute(node, "text:c").flatMap { Int($0) } ?? 1
      text.append(repeatElement(0x20, count: min(max(count, 1), 80)))
    case "tab": text.appendTab()
    case "line-break": text.endLine()
    case "p", "h":
      text.endParagraph()
      appendChildren(of: node, to: &text)
      text.endParagraph()
    case "table-row":
      text.endParagraph()
      var isFirst = true
      for cell in tree.children(of: node) where tree.isNamed(cell, "table-cell") {
        if !isFirst { text.appendTab() }
        isFirst = false
        appendCell(cell, to: &text)
      }
      text.endParagraph()
    default: appendChildren(of: node, to: &text)
    }
  }

  private func appendCell(_ cell: XMLTree.Node, to text: inout DocumentText) {
    var isFirst = true
    for child in tree.children(of: cell) where tree.isElement(child) {
      if isFirst, tree.isNamed(child, "p") { appendChildren(of: child, to: &text) } else { append(child, to: &text) }
      isFirst = false
    }
  }

  private func appendChildren(of node: XMLTree.Node, to text: inout DocumentText) {
    for child in tree.children(of: node) { append(child, to: &text) }
  }
}
