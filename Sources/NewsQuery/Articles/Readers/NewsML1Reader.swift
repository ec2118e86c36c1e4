/// NewsML 1.2, the older form that agencies still send.
public struct NewsML1Reader: Reader {
  public static let formatName = "NewsML 1.2"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    XMLStart.rootName(start) == "NewsML" ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    try XMLRecords.forEach(in: bytes, named: ["NewsItem"], report: report) { record in
      let place = RecordPlace(line: record.line, record: record.number, bytes: record.bytes)
      article.removeAll()
      if let bad = NewsItem1(tree: record.tree, context: record.context).fill(&article) {
        report(.unreadableDate(bad, at: place))
      }
      try emit(&article, place)
    }
  }
}

/// One `NewsItem`: its lines, its metadata and the longest text of its content items.
private struct NewsItem1 {
  let tree: XMLTree
  let context: XMLTree

  func fill(_ article: inout Article) -> String? {
    let item = tree.root
    var unreadable: String?
    article[.id] = identity(of: item)
    if let management = tree.child("NewsManagement", of: item) {
      let first = line("FirstCreated", management)
      article.published = first.flatMap { DateParsing.parse($0) }
      if article.published == nil { unreadable = first }
      if let revised = line("ThisRevisionCreated", management).flatMap({ DateParsing.parse($0) }),
        let published = article.published, revised.start > published.start
      {
        article.updated = revised
      }
    }
    if article.published == nil, let sent = line("DateId", item) { article.published = DateParsing.parse(sent) }
    article[.headline] = firstLine(["HeadLine", "Headline"], item) ?? ""
    article[.deck] = firstLine(["SubHeadLine", "SummaryLine"], item) ?? ""
    article[.dateline] = line("DateLine", item).map(withoutDash) ?? ""
    for by in tree.all("ByLine", in: item) {
      for name in tree.line(by).map({ Byline.names($0) }) ?? [] where !article.bylines.contains(name) {
        article.bylines.append(name)
      }
    }
    if let credit = line("CreditLine", item) { article.credits = [Credit.agency(credit) ?? credit] }
    article[.language] =
      tree.first("Language", in: item).flatMap { tree.attribute($0, "FormalName") }
      ?? tree.attribute(item, "xml:lang") ?? ""
    readSource(&article)
    for property in tree.all("Property", in: item) {
      guard let name = tree.attribute(property, "FormalName"), name.hasSuffix("Keyword") || name.hasSuffix("Keywords"),
        let value = tree.attribute(property, "Value"), !article.tags.contains(value)
      else { continue }
      article.tags.append(value)
    }
    for line in tree.all("KeywordLine", in: item) {
      if let text = tree.line(line), !article.tags.contains(text) { article.tags.append(text) }
    }
    if let slug = line("SlugLine", item) { article.others.append(("slugline", .text(slug))) }
    readBody(&article)
    article.deriveByline()
    article.deriveOpening()
    SourceLine.derive(&article)
    return unreadable
  }

  /// Provider, day and item tell items apart, the revision tells their versions. The public identifier should hold all of
  /// that, but some agencies write the same one into every item.
  private func identity(of item: XMLTree.Node) -> String {
    if let provider = line("ProviderId", item), let day = line("DateId", item), let number = line("NewsItemId", item) {
      return "urn:newsml:\(provider):\(day):\(number)"
    }
    return line("PublicIdentifier", item) ?? line("NewsItemId", item) ?? ""
  }

  private func readSource(_ article: inout Article) {
    for role: StaticString in ["Provider", "Source"] {
      if let party = tree.first(role, in: tree.root).flatMap({ tree.first("Party", in: $0) }),
        let name = tree.attribute(party, "FormalName"), article[bytes: .source].isEmpty
      {
        article[.source] = name
      }
    }
    // Press releases name their client as the source; the wire that sent them stands on the envelope.
    if article[bytes: .source].isEmpty || tree.first("Provider", in: tree.root) == nil, !context.isEmpty,
      let sender = context.first("SentFrom", in: context.root).flatMap({ context.first("Party", in: $0) }),
      let name = context.attribute(sender, "FormalName")
    {
      article[.source] = name
    }
    if article[bytes: .source].isEmpty, let provider = line("ProviderId", tree.root) { article[.source] = provider }
    if article[bytes: .located].isEmpty, let place = tree.first("Location", in: tree.root) {
      let city = tree.all("Property", in: place).first { tree.attribute($0, "FormalName") == "City" }
      if let city { article[.located] = tree.attribute(city, "Value") ?? "" }
    }
  }

  private func readBody(_ article: inout Article) {
    var best: [UInt8] = []
    for content in tree.all("DataContent", in: tree.root) {
      var text: [UInt8]
      if let story = tree.first("nitf", in: content) {
        var inner = Article()
        _ = NITFStory(tree: tree, node: story).fill(&inner)
        text = inner[bytes: .body]
        if article.bylines.isEmpty { article.bylines = inner.bylines }
        if article[bytes: .headline].isEmpty { article[bytes: .headline] = inner[bytes: .headline] }
      } else if let body = tree.first("body", in: content) {
        text = tree.paragraphs(body, leavingOut: ["media"])
      } else if tree.children(of: content).contains(where: { tree.isElement($0) }) {
        text = tree.paragraphs(content, leavingOut: ["media"])
      } else {
        text = InlineText.plain(tree.raw(content))
      }
      if text.count > best.count { swap(&text, &best) }
    }
    article[bytes: .body] = best
  }

  private func withoutDash(_ text: String) -> String {
    var text = text
    while let last = text.last, last == "-" || last == "–" || last == "—" || last == " " { text.removeLast() }
    return text
  }

  private func line(_ name: StaticString, _ node: XMLTree.Node) -> String? {
    tree.first(name, in: node).flatMap { tree.line($0) }
  }

  private func firstLine(_ names: [StaticString], _ node: XMLTree.Node) -> String? {
    for name in names {
      for element in tree.all(name, in: node) {
        if let text = tree.line(element) { return text }
      }
    }
    return nil
  }
}
