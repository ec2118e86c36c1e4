/// NITF, the agencies' markup for one story.
public struct NITFReader: Reader {
  public static let formatName = "NITF"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    guard let root = XMLStart.rootName(start) else { return 0 }
    if root == "nitf" { return 100 }
    // Within an element of another house: less sure than a reader that knows that element.
    return ByteSearch.first("<nitf", in: start, 0..<min(start.count, 8192)) != nil ? 50 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    try XMLRecords.forEach(in: bytes, named: ["nitf"], report: report) { record in
      let place = RecordPlace(line: record.line, record: record.number, bytes: record.bytes)
      article.removeAll()
      if let bad = NITFStory(tree: record.tree, node: record.tree.root).fill(&article) {
        report(.unreadableDate(bad, at: place))
      }
      article.deriveByline()
      article.deriveOpening()
      if article[bytes: .source].isEmpty, let credit = article.credits.first { article[.source] = credit }
      SourceLine.derive(&article)
      try emit(&article, place)
    }
  }
}

/// A `nitf` element, alone or within a NewsML item; fills what the article does not have yet.
struct NITFStory {
  let tree: XMLTree
  let node: XMLTree.Node

  /// Returns a date that could not be read.
  func fill(_ article: inout Article) -> String? {
    let head = tree.child("head", of: node)
    let body = tree.child("body", of: node)
    let bodyHead = body.flatMap { tree.child("body.head", of: $0) }
    let content = body.flatMap { tree.child("body.content", of: $0) } ?? body
    if let bodyHead { readBodyHead(bodyHead, &article) }
    let unreadable = head.flatMap { readHead($0, &article) }
    if article[bytes: .headline].isEmpty, let title = head.flatMap({ tree.child("title", of: $0) }) {
      article[.headline] = tree.line(title) ?? ""
    }
    if article[bytes: .body].isEmpty, let content {
      // Some archives give the lead by itself and then all of the text.
      let blocks = tree.children(of: content).filter { tree.isNamed($0, "block") }
      let whole = blocks.first { tree.attribute($0, "class") == "full_text" } ?? content
      article[bytes: .body] = tree.paragraphs(whole, leavingOut: ["media", "body.head", "body.end"])
    }
    return unreadable
  }

  private func readBodyHead(_ head: XMLTree.Node, _ article: inout Article) {
    if article[bytes: .headline].isEmpty, let headline = tree.first("hl1", in: head) ?? tree.child("hedline", of: head)
    {
      article[.headline] = tree.line(headline) ?? ""
    }
    if article[bytes: .deck].isEmpty {
      let deck = tree.child("abstract", of: head) ?? tree.first("hl2", in: head)
      if let deck, let text = tree.line(deck), text != article[.headline] { article[.deck] = text }
    }
    if article.bylines.isEmpty {
      let bylines = tree.all("byline", in: head)
      // `SMITH, JANE` for the index stands beside `By Jane Smith`.
      let printed = bylines.filter { tree.attribute($0, "class") != "normalized_byline" }
      for byline in printed.isEmpty ? bylines : printed {
        let people = tree.all("person", in: byline).compactMap { tree.line($0) }
        // What stands around the names (`By`, a title of work in `byttl`) is no name.
        var printed = people.isEmpty ? text(of: byline, without: "byttl").map { [$0] } ?? [] : people
        // A service may sign with nothing but its own name.
        if printed.isEmpty, let title = tree.line(byline) { printed = [title] }
        article.bylines += printed.flatMap { Byline.names($0) }
      }
    }
    if article[bytes: .dateline].isEmpty, let dateline = tree.child("dateline", of: head) {
      article[.dateline] = tree.line(dateline) ?? ""
      if let place = tree.first("location", in: dateline).flatMap({ tree.line($0) }) {
        article[.located] = PlaceName.text(place)
      }
    }
    if let distributor = tree.child("distributor", of: head).flatMap({ tree.line($0) }) {
      let name = Credit.agency(distributor) ?? distributor
      if !article.credits.contains(name) { article.credits.append(name) }
      if article[bytes: .source].isEmpty { article[.source] = name }
    }
  }

  private func text(of node: XMLTree.Node, without skipped: StaticString) -> String? {
    var parts: [String] = []
    for child in tree.children(of: node) where !tree.isNamed(child, skipped) {
      if let line = tree.line(child) { parts.append(line) }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private func readHead(_ head: XMLTree.Node, _ article: inout Article) -> String? {
    var unreadable: String?
    for meta in tree.all("meta", in: head) {
      guard let name = tree.attribute(meta, "name"), let content = tree.attribute(meta, "content") else { continue }
      switch name.lowercased() {
      case "category", "anpa-category", "section", "online_sections":
        if article[bytes: .section].isEmpty { article[.section] = content }
      case "anpa-keyword", "keywords": if article.tags.isEmpty { article.tags = [content] }
      default: article.others.append((name, ColumnFiller.typed(content)))
      }
    }
    let publication = tree.child("pubdata", of: head)
    if let section = publication.flatMap({ tree.attribute($0, "position.section") }), article[bytes: .section].isEmpty {
      article[.section] = section
    }
    defer {
      if article[bytes: .source].isEmpty { article[.source] = publication.flatMap { tree.attribute($0, "name") } ?? "" }
      if article.published == nil, let day = publication.flatMap({ tree.attribute($0, "date.publication") }) {
        article.published = DateParsing.parse(day)
      }
    }
    guard let data = tree.child("docdata", of: head) else { return unreadable }
    if article[bytes: .id].isEmpty, let id = tree.child("doc-id", of: data).flatMap({ tree.attribute($0, "id-string") })
    {
      article[.id] = id
    }
    for name: StaticString in ["date.issue", "date.release"] where article.published == nil {
      guard let element = tree.child(name, of: data), let norm = tree.attribute(element, "norm") else { continue }
      article.published = DateParsing.parse(norm)
      if article.published == nil { unreadable = norm }
    }
    for keyword in tree.all("keyword", in: data) {
      if let key = tree.attribute(keyword, "key"), !article.tags.contains(key) { article.tags.append(key) }
    }
    for classifier in tree.all("classifier", in: data) {
      guard let type = tree.attribute(classifier, "type"), type.hasSuffix("descriptor"), let tag = tree.line(classifier)
      else { continue }
      if !article.tags.contains(tag) { article.tags.append(tag) }
    }
    if article[bytes: .source].isEmpty {
      // Of several senders the one at the lowest level wrote it; the holder of the rights is the next best.
      let senders = tree.all("from-src", in: data).compactMap { tree.attribute($0, "src-name") }
      let holder = tree.child("doc.copyright", of: data).flatMap { tree.attribute($0, "holder") }
      if let source = holder ?? senders.first { article[.source] = source }
    }
    if article[bytes: .located].isEmpty, let place = tree.child("evloc", of: data) {
      article[.located] = [tree.attribute(place, "city"), tree.attribute(place, "state-prov")]
        .compactMap { $0 }.joined(separator: ", ")
    }
    return unreadable
  }
}
