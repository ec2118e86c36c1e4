/// The columns of a table without a header, as the user names them: `--columns date,source,headline,body`.
///
///     let columns = try TableColumns("agnews")     // section, headline, body
public struct TableColumns: Equatable, Sendable {
  /// Column names in order. An empty name leaves a column out.
  public let names: [String]
  /// Whether quotes are around values.
  let isQuoted: Bool
  private let isGDELT: Bool

  /// Data sets whose files have no header.
  public static let presets: [(name: String, columns: String)] = [
    ("agnews", "section,headline,body"),
    ("mind", "id,section,subsection,headline,body,url,title_entities,abstract_entities"),
    (
      "gdelt",
      "id,date,collection,source,url,counts,counts2,tags,themes,locations,locations2,persons,persons2,organizations,"
        + "organizations2,tone,dates,gcam,image,images,embeds,videos,quotations,names,amounts,translation,extras"
    ),
  ]

  /// Reads names between commas, or the name of a preset. Throws a `Diagnostic` if no name is that of a column.
  public init(_ text: String) throws(Diagnostic) {
    let preset = TableColumns.presets.first { $0.name == text.lowercased() }
    names = (preset?.columns ?? text).split(separator: ",", omittingEmptySubsequences: false).map {
      let name = ListText.trimmed($0)
      return name == "-" ? "" : name
    }
    // MIND and GDELT put tabs between values and use quotes as characters.
    isQuoted = preset == nil || preset?.name == "agnews"
    isGDELT = preset?.name == "gdelt"
    let isKnown = names.contains { name in
      Array(name.utf8).withUnsafeBytes { !$0.isEmpty && ForeignNames.match($0) != nil }
    }
    guard isKnown, names.count <= 1000 else {
      let presets = TableColumns.presets.map { $0.name }.joined(separator: ", ")
      throw Diagnostic(
        "--columns names no column of articles: `\(text.prefix(60))`",
        hint: "--columns date,source,headline,body, or one of: \(presets)")
    }
  }

  /// Lends the names as bytes.
  func withHeader(_ body: ([UnsafeRawBufferPointer]) throws -> Void) rethrows {
    var all: [UInt8] = []
    var ranges: [Range<Int>] = []
    for name in names {
      ranges.append(all.count..<all.count + name.utf8.count)
      all += Array(name.utf8)
    }
    try all.withUnsafeBytes { bytes in try body(ranges.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }) }
  }

  /// GDELT keeps the page's title within its last column: `<PAGE_TITLE>…</PAGE_TITLE>`.
  func finish(_ article: inout Article) {
    guard isGDELT, article[bytes: .headline].isEmpty,
      case .text(var extras)? = article.others.first(where: { $0.name == "extras" })?.value
    else { return }
    let title = extras.withUTF8 { bytes -> [UInt8]? in
      let text = UnsafeRawBufferPointer(bytes)
      guard let start = ByteSearch.first("<PAGE_TITLE>", in: text, 0..<text.count),
        let end = ByteSearch.first("</PAGE_TITLE>", in: text, start..<text.count)
      else { return nil }
      return HTMLText.plain(UnsafeRawBufferPointer(rebasing: text[start + 12..<end]))
    }
    if let title { article[bytes: .headline] = title }
  }
}
