/// XML of a house's own making: the elements that have a headline or a body among their children are the articles. If the
/// headline is in one branch and the text in another, as in TEI, both are of the article as long as no other is near.
public struct OtherXMLReader: Reader {
  public static let formatName = "XML"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    guard let root = XMLStart.rootName(start), root.lowercased() != "html" else { return 0 }
    return start.withoutByteOrderMark.starts(with: "<?xml".utf8) ? 20 : fileName?.hasSuffix(".xml") == true ? 20 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var count = 0
    var wasRead = false
    try XMLRecords.forEach(in: bytes, named: [], report: report) { record in
      wasRead = true
      let tree = record.tree
      var article = Article()
      var found: [Found] = []
      collect(tree, tree.root, depth: 0, &found)
      for found in found {
        count += 1
        let place = RecordPlace(line: nil, record: count, bytes: record.bytes)
        article.removeAll()
        if let bad = fill(&article, tree, found) { report(.unreadableDate(bad, at: place)) }
        if lacksText(article, tree, found) {
          report(InputProblem(place: place, message: InputProblem.noText, isRecordSkipped: false))
        }
        try emit(&article, place)
      }
    }
    if wasRead, count == 0 {
      report(.skipped("no article in this XML", at: RecordPlace(record: 1, bytes: 0..<bytes.count)))
    }
  }

  /// An element that is an article, and what is around it and holds no other: the element right around it, and the largest.
  private struct Found {
    var node: XMLTree.Node
    var around: XMLTree.Node
    var scope: XMLTree.Node
  }

  /// Elements with at least two children of known names, a headline or a body among them.
  private static func collect(_ tree: XMLTree, _ node: XMLTree.Node, depth: Int, _ found: inout [Found]) {
    var known = 0
    var hasText = false
    for child in tree.children(of: node) where tree.isElement(child) {
      guard let match = match(tree, child) else { continue }
      known += 1
      if match.column == .headline || match.column == .body { hasText = true }
    }
    if known >= 2, hasText {
      found.append(Found(node: node, around: node, scope: node))
      return
    }
    if depth > 12 { return }
    let before = found.count
    for child in tree.children(of: node) where tree.isElement(child) {
      collect(tree, child, depth: depth + 1, &found)
    }
    guard found.count == before + 1 else { return }
    if found[before].around == found[before].node, node != tree.root { found[before].around = node }
    found[before].scope = node
  }

  /// The first element in `scope`, but not in `node`, that has a value for a column.
  private static func value(
    of column: ArticleColumn, _ tree: XMLTree, in scope: XMLTree.Node, besides node: XMLTree.Node, depth: Int = 0
  ) -> Cell? {
    guard scope != node, depth < 16 else { return nil }
    for child in tree.children(of: scope) where tree.isElement(child) && child != node {
      if let match = match(tree, child), match.column == column, let cell = cell(tree, child), !cell.value.isEmpty {
        return cell
      }
      if let found = value(of: column, tree, in: child, besides: node, depth: depth + 1) { return found }
    }
    return nil
  }

  /// Whether there is much text around an article that has none.
  private static func lacksText(_ article: Article, _ tree: XMLTree, _ found: Found) -> Bool {
    article[bytes: .body].isEmpty && article[bytes: .deck].isEmpty
      && tree.paragraphs(found.scope).count > 200 + article[bytes: .headline].count
  }

  private static func match(_ tree: XMLTree, _ node: XMLTree.Node) -> FieldAliases.Match? {
    let name = tree.name(node).lowercased()
    // Names that some houses use and that mean a column in an article only.
    switch name {
    // An article within another element is not its text.
    case "article" where tree.children(of: node).contains(where: { tree.isElement($0) }): return nil
    case "newsid", "articleid": return FieldAliases.Match(column: .id, rank: 50)
    case "subtitle", "strap": return FieldAliases.Match(column: .deck, rank: 50)
    case "town", "city": return FieldAliases.Match(column: .located, rank: 50)
    case "origin": return FieldAliases.Match(column: .source, rank: 50)
    // Factiva's XML
    case "tailparagraphs": return FieldAliases.Match(column: .body, rank: 1)
    case "accessionno": return FieldAliases.Match(column: .id, rank: 1)
    case "baselanguage": return FieldAliases.Match(column: .language, rank: 1)
    case "newssubject": return FieldAliases.Match(column: .tags, rank: 1)
    default: return Array(name.utf8).withUnsafeBytes { FieldAliases.match($0) }
    }
  }

  private struct Cell {
    var name: [UInt8]
    var value: [UInt8]
    var match: FieldAliases.Match?
  }

  /// What an element says; nil if it holds elements and its name means nothing.
  private static func cell(_ tree: XMLTree, _ node: XMLTree.Node) -> Cell? {
    let match = match(tree, node)
    let hasElements = tree.children(of: node).contains { tree.isElement($0) }
    if hasElements, match == nil { return nil }
    var cell = Cell(name: Array(tree.name(node).utf8), value: [], match: match)
    if hasElements, match?.column == .tags {
      // Each subject has a code and a name.
      let named = tree.all("name", in: node).compactMap { tree.line($0) }
      cell.value = Array((named.isEmpty ? tree.line(node) ?? "" : named.joined(separator: "; ")).utf8)
    } else if hasElements, match?.column == .date, let day = tree.child("date", of: node).flatMap({ tree.line($0) }) {
      cell.value = Array(day.utf8)
    } else if hasElements, match?.column == .source, let name = tree.child("name", of: node).flatMap({ tree.line($0) })
    {
      // `<news:publication>` has a language beside its name.
      cell.value = Array(name.utf8)
    } else if hasElements {
      cell.value = tree.paragraphs(node)
    } else if match?.column == .body || match?.column == .deck || match?.column == .headline {
      cell.value = InlineText.plain(tree.raw(node))
    } else {
      cell.value = Array((tree.line(node) ?? "").utf8)
      // TEI: `<date when="1912-04-03"/>`.
      if match?.column == .date, let when = tree.attribute(node, "when") { cell.value = Array(when.utf8) }
    }
    return cell
  }

  private static func fill(_ article: inout Article, _ tree: XMLTree, _ found: Found) -> String? {
    let node = found.node
    var cells = tree.children(of: node).filter { tree.isElement($0) }.compactMap { cell(tree, $0) }
    let known = Set(cells.compactMap { $0.match?.column })
    for column in [ArticleColumn.date, .source] where !known.contains(column) {
      if let cell = value(of: column, tree, in: found.around, besides: node) { cells.append(cell) }
    }
    if !known.contains(.body), let cell = value(of: .body, tree, in: found.scope, besides: node) { cells.append(cell) }
    var columns = ColumnFiller()
    let unreadable = withBuffers(cells.map(\.name)) { names in
      withBuffers(cells.map(\.value)) { values in
        for index in cells.indices { columns.add(name: names[index], value: values[index], match: cells[index].match) }
        return columns.fill(&article)
      }
    }
    // Factiva cuts a story in two.
    if tree.child("tailParagraphs", of: node) != nil, let lead = tree.child("leadParagraph", of: node) {
      let first = tree.paragraphs(lead)
      if !first.isEmpty { article[bytes: .body].insert(contentsOf: first + [0x0A, 0x0A], at: 0) }
    }
    article.deriveOpening()
    SourceLine.derive(&article)
    return unreadable
  }

  private static func withBuffers<Result>(_ texts: [[UInt8]], _ body: ([UnsafeRawBufferPointer]) -> Result) -> Result {
    var all: [UInt8] = []
    var ranges: [Range<Int>] = []
    for text in texts {
      ranges.append(all.count..<all.count + text.count)
      all += text
    }
    return all.withUnsafeBytes { bytes in body(ranges.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }) }
  }
}
