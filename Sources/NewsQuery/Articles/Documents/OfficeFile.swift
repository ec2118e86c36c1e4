/// A document that is a zip file of XML parts: Word, Excel, OpenDocument.
struct OfficeFile {
  /// What a zip file turns out to be.
  enum Kind: Equatable {
    case word, excel, text, spreadsheet
    /// A document that is not read, with the command that converts it.
    case other(String)
  }

  let archive: ZipArchive
  private let budget: UnpackBudget
  private let overlapping: Set<Int>

  init(_ bytes: UnsafeRawBufferPointer, budget: UnpackBudget) {
    archive = ZipArchive(bytes)
    self.budget = budget
    overlapping = archive.overlapping
  }

  /// The bytes of a part; nil if there is none of this name. Problems are reported.
  func part(_ name: String, report: (String) -> Void) -> [UInt8]? {
    let plain = name.hasPrefix("/") ? String(name.dropFirst()) : name
    guard let index = archive.index(of: plain) else { return nil }
    if overlapping.contains(index) {
      report("\(plain): it lies over another member, as in a zip bomb")
      return nil
    }
    let result = archive.content(of: archive.members[index], budget: budget)
    if let problem = result.problem { report("\(plain): \(problem)") }
    return result.bytes.isEmpty ? nil : result.bytes
  }

  /// The part that the package's own relations name as its document: `word/document.xml`, or another name.
  func mainPart(_ usual: String, report: (String) -> Void) -> String {
    let relations = part("_rels/.rels", report: report).map(OfficeRelations.init)
    guard let target = relations?.target(ofType: "/officeDocument"), archive.index(of: target) != nil else {
      return usual
    }
    return target
  }

  /// The relations of a part: `xl/workbook.xml` keeps them in `xl/_rels/workbook.xml.rels`.
  func relations(of part: String, report: (String) -> Void) -> OfficeRelations {
    let cut = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let folder = String(part[..<cut])
    let name = folder + "_rels/" + part[cut...] + ".rels"
    return self.part(name, report: report).map { OfficeRelations($0, folder: folder) } ?? OfficeRelations()
  }

  // MARK: - Kinds

  /// What the first bytes of a zip file say: its name's ending, or the names of its first members.
  static func kind(start: UnsafeRawBufferPointer, fileName: String?) -> Kind? {
    guard ZipArchive.isZip(start) else { return nil }
    if let kind = declared(start) { return kind }
    let name = fileName?.lowercased() ?? ""
    for (ending, kind) in endings where name.hasSuffix(ending) { return kind }
    var isPackage = false
    var found: Kind?
    var at = 0
    while let next = ByteSearch.first("PK\u{3}\u{4}", in: start, at..<start.count) {
      at = next + 4
      guard next + 30 <= start.count else { break }
      let length = Int(start[next + 26]) | Int(start[next + 27]) << 8
      guard length > 0, length < 200, next + 30 + length <= start.count else { continue }
      let member = ByteSearch.string(start, next + 30..<next + 30 + length)
      if member == "[Content_Types].xml" || member == "_rels/.rels" || member.hasPrefix("docProps/") {
        isPackage = true
      } else if found == nil {
        found = ofPart(member)
      }
      if isPackage, let found { return found }
    }
    return nil
  }

  private static let endings: [(String, Kind)] = [
    (".docx", .word), (".docm", .word), (".dotx", .word), (".xlsx", .excel), (".xlsm", .excel), (".odt", .text),
    (".ott", .text), (".ods", .spreadsheet), (".ots", .spreadsheet), (".pptx", .other("a presentation")),
    (".odp", .other("a presentation")), (".xlsb", .other("a binary Excel file")),
    (".pages", .other("an Apple Pages file")),
    (".numbers", .other("an Apple Numbers file")),
  ]

  /// OpenDocument stores its media type first, uncompressed.
  private static func declared(_ start: UnsafeRawBufferPointer) -> Kind? {
    guard ByteSearch.matches("mimetype", in: start, at: 30), start.count > 38 else { return nil }
    let extra = Int(start[28]) | Int(start[29]) << 8
    let type = "application/vnd.oasis.opendocument." as StaticString
    guard ByteSearch.matches(type, in: start, at: 38 + extra) else { return nil }
    let at = 38 + extra + type.utf8CodeUnitCount
    if ByteSearch.matches("text", in: start, at: at) { return .text }
    if ByteSearch.matches("spreadsheet", in: start, at: at) { return .spreadsheet }
    return .other("a drawing or presentation")
  }

  private static func ofPart(_ name: String) -> Kind? {
    if name.hasPrefix("word/") { return .word }
    if name == "xl/workbook.bin" { return .other("a binary Excel file") }
    if name.hasPrefix("xl/") { return .excel }
    return name.hasPrefix("ppt/") ? .other("a presentation") : nil
  }
}

extension ZipArchive {
  /// The reader of the document that this file is; nil if it is a folder of files.
  var document: (any Reader.Type)? {
    func has(_ name: String) -> Bool { index(of: name) != nil }
    if has("[Content_Types].xml") {
      if has("xl/workbook.xml") { return ExcelReader.self }
      if members.contains(where: { $0.name.hasPrefix("word/document") && $0.name.hasSuffix(".xml") }) {
        return DocxReader.self
      }
    }
    return nil
  }
}

/// The relations of an Office part: which other part each id names.
struct OfficeRelations {
  private var relations: [(id: String, type: String, target: String)] = []

  init() {}

  /// `folder` is where relative targets begin.
  init(_ xml: [UInt8], folder: String) {
    xml.withUnsafeBytes { bytes in
      try? XMLRecords.forEach(in: bytes, named: ["Relationship"], report: { _ in }) { record in
        let tree = record.tree
        guard relations.count < 100_000, let id = tree.attribute(tree.root, "Id"),
          let target = tree.attribute(tree.root, "Target"), tree.attribute(tree.root, "TargetMode") != "External"
        else { return }
        let full = target.hasPrefix("/") ? String(target.dropFirst()) : OfficeRelations.joined(folder, target)
        relations.append((id, tree.attribute(tree.root, "Type") ?? "", full))
      }
    }
  }

  init(_ xml: [UInt8]) { self.init(xml, folder: "") }

  func target(ofType ending: String) -> String? { relations.first { $0.type.hasSuffix(ending) }?.target }

  /// Part names by their relation ids.
  var targets: [String: String] {
    Dictionary(relations.map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
  }

  /// `xl/` and `../docs/a.xml` are `docs/a.xml`.
  private static func joined(_ folder: String, _ target: String) -> String {
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
