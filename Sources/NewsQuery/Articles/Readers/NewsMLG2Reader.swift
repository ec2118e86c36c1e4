/// NewsML-G2: one news item or a message with several; text in XHTML, NITF or plain.
public struct NewsMLG2Reader: Reader {
  public static let formatName = "NewsML-G2"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    switch XMLStart.rootName(start) {
    case "newsMessage", "newsItem": 100
    case "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem": 90
    // Parts of an item, as handbooks and some programs have them.
    case "groupSet", "itemMeta", "contentMeta", "contentSet": 90
    default: 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    let names: [StaticString] = [
      "newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem", "groupSet", "itemMeta",
      "contentMeta", "contentSet",
    ]
    try XMLRecords.forEach(in: bytes, named: names, report: report) { record in
      let tree = record.tree
      let place = RecordPlace(line: record.line, record: record.number, bytes: record.bytes)
      let isOther = ["packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem", "groupSet"]
        .contains { (name: StaticString) in tree.isNamed(tree.root, name) }
      if isOther {
        report(.skipped("a \(tree.name(tree.root)), which holds no article", at: place))
        return
      }
      article.removeAll()
      if let bad = NewsItemG2(tree: tree, context: record.context).fill(&article) {
        report(.unreadableDate(bad, at: place))
      }
      if article[bytes: .headline].isEmpty, article[bytes: .body].isEmpty, article[bytes: .deck].isEmpty {
        report(.skipped("an item without headline and text", at: place))
        return
      }
      try emit(&article, place)
    }
  }
}

/// One `newsItem`, or one of its parts alone.
struct NewsItemG2 {
  let tree: XMLTree
  let context: XMLTree

  func fill(_ article: inout Article) -> String? {
    let item = tree.root
    var unreadable: String?
    article[.id] = tree.attribute(item, "guid") ?? ""
    if let language = tree.attribute(item, "xml:lang") { article[.language] = language }
    if let meta = part("itemMeta") { unreadable = readItemMeta(meta, &article) }
    if let meta = part("contentMeta") {
      readContentMeta(meta, &article)
      if article.published == nil, let created = tree.child("contentCreated", of: meta).flatMap({ tree.line($0) }) {
        article.published = DateParsing.parse(created)
      }
    }
    if let content = part("contentSet") { readContent(content, &article) }
    if article[bytes: .source].isEmpty { readSender(&article) }
    if article[bytes: .source].isEmpty, let rights = tree.child("rightsInfo", of: item),
      let holder = tree.child("copyrightHolder", of: rights)
    {
      article[.source] = name(of: holder) ?? ""
    }
    article.deriveByline()
    article.deriveOpening()
    SourceLine.derive(&article)
    return unreadable
  }

  private func part(_ name: StaticString) -> XMLTree.Node? {
    tree.isNamed(tree.root, name) ? tree.root : tree.child(name, of: tree.root)
  }

  /// A `name` within, a literal, or the code without its scheme.
  private func name(of node: XMLTree.Node) -> String? {
    if let name = tree.child("name", of: node).flatMap({ tree.line($0) }) { return name }
    if let literal = tree.attribute(node, "literal") { return literal }
    if let line = tree.line(node) { return line }
    guard let code = tree.attribute(node, "qcode") ?? tree.attribute(node, "uri") else { return nil }
    return code.lastIndex(where: { $0 == ":" || $0 == "/" }).map { String(code[code.index(after: $0)...]) } ?? code
  }

  private func readSender(_ article: inout Article) {
    guard !context.isEmpty, let sender = context.first("sender", in: context.root) else { return }
    article[.source] = context.line(sender) ?? ""
  }

  private func readItemMeta(_ meta: XMLTree.Node, _ article: inout Article) -> String? {
    var unreadable: String?
    if let provider = tree.child("provider", of: meta) { article[.source] = name(of: provider) ?? "" }
    let version = tree.child("versionCreated", of: meta).flatMap { tree.line($0) }
    let first = tree.child("firstCreated", of: meta).flatMap { tree.line($0) }
    for text in [first, version] where text != nil && article.published == nil {
      article.published = text.flatMap { DateParsing.parse($0) }
      if article.published == nil { unreadable = text }
    }
    if let updated = version.flatMap({ DateParsing.parse($0) }), let published = article.published,
      updated.start > published.start
    {
      article.updated = updated
    }
    if let title = tree.child("title", of: meta).flatMap({ tree.line($0) }) { article[.headline] = title }
    if let service = tree.child("service", of: meta) { article[.section] = name(of: service) ?? "" }
    return unreadable
  }

  private func readContentMeta(_ meta: XMLTree.Node, _ article: inout Article) {
    if let language = tree.child("language", of: meta).flatMap({ tree.attribute($0, "tag") }) {
      article[.language] = language
    }
    let headlines = tree.all("headline", in: meta)
    func isLower(_ headline: XMLTree.Node) -> Bool {
      tree.attribute(headline, "role")?.lowercased().contains("sub") ?? false
    }
    // Better than the item's title, which is often its slug.
    if let headline = text(of: headlines.filter { !isLower($0) }, in: article[.language]) {
      article[.headline] = headline
    }
    let description = text(of: tree.all("description", in: meta), in: article[.language])
    article[.deck] = text(of: headlines.filter(isLower), in: article[.language]) ?? description ?? ""
    for by in tree.all("by", in: meta) { article.bylines += tree.line(by).map { Byline.names($0) } ?? [] }
    if article.bylines.isEmpty {
      article.bylines = tree.all("creator", in: meta).compactMap { name(of: $0) }
        .filter { Credit.agency($0) == nil && $0 != article[.source] }
    }
    article[.dateline] = tree.child("dateline", of: meta).flatMap { tree.line($0) } ?? ""
    if let located = tree.child("located", of: meta) { article[.located] = name(of: located) ?? "" }
    for credit in tree.all("creditline", in: meta) + tree.all("infoSource", in: meta) {
      guard let printed = name(of: credit) else { continue }
      var short = printed[...]
      while let last = short.last, last == "-" || last == "–" || last == " " || last == "—" { short.removeLast() }
      let known = Credit.agency(String(short)) ?? String(short)
      if !article.credits.contains(known) { article.credits.append(known) }
    }
    for subject in tree.all("subject", in: meta) + tree.all("keyword", in: meta) {
      if let tag = name(of: subject), !article.tags.contains(tag) { article.tags.append(tag) }
    }
    for other: StaticString in ["slugline", "urgency", "genre"] {
      if let node = tree.child(other, of: meta), let text = name(of: node) {
        article.others.append((String(describing: other), ColumnFiller.typed(text)))
      }
    }
  }

  /// Of several, each in a language of its own, the one in the item's language; else the first.
  private func text(of nodes: [XMLTree.Node], in language: String) -> String? {
    let texts = nodes.compactMap { node in
      tree.line(node).map { (text: $0, language: tree.attribute(node, "xml:lang") ?? "") }
    }
    let main = language.prefix { $0 != "-" }.lowercased()
    let own = texts.first { $0.language.prefix { $0 != "-" }.lowercased() == main }
    return (own ?? texts.first)?.text
  }

  private func readContent(_ content: XMLTree.Node, _ article: inout Article) {
    for inline in tree.all("inlineXML", in: content) where article[bytes: .body].isEmpty {
      if let story = tree.first("nitf", in: inline) {
        _ = NITFStory(tree: tree, node: story).fill(&article)
      } else {
        article[bytes: .body] = tree.paragraphs(tree.first("body", in: inline) ?? inline, leavingOut: ["media"])
      }
    }
    for inline in tree.all("inlineData", in: content) where article[bytes: .body].isEmpty {
      let type = tree.attribute(inline, "contenttype")?.lowercased() ?? "text/plain"
      // A picture may stand here too.
      guard type.hasPrefix("text/") || type.contains("xml") || type.contains("html") else { continue }
      var data = tree.raw(inline)
      if tree.attribute(inline, "encoding")?.lowercased().hasSuffix("base64") == true {
        data = data.withUnsafeBytes { TransferEncoding.base64($0) }
        data = data.withUnsafeBytes { TextEncoding.utf8($0).bytes }
      }
      article[bytes: .body] = InlineText.plain(data)
    }
  }
}

/// Text that an element carries as characters: plain, wrapped or with markup of its own.
enum InlineText {
  static func plain(_ text: [UInt8]) -> [UInt8] {
    text.withUnsafeBytes { bytes in
      let hasMarkup =
        ByteSearch.first("</", in: bytes, 0..<bytes.count) != nil
        || ByteSearch.first("/>", in: bytes, 0..<bytes.count) != nil
      // Entities alone are markup too: `Spire&apos;s`, escaped once more than needed.
      let hasEntity =
        ByteSearch.first(UInt8(ascii: "&"), in: bytes).map { HTMLEntities.scalar(bytes, $0) != nil } ?? false
      if hasMarkup { return HTMLText.plain(bytes) }
      let text = Wrapping.unwrapped(bytes)
      return hasEntity ? Array(HTMLEntities.decoded(String(decoding: text, as: UTF8.self)).utf8) : text
    }
  }
}
