/// Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom; with the modules that news feeds carry (content, Dublin Core, WordPress).
public struct RSSReader: Reader {
  public static let formatName = "RSS or Atom"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    switch XMLStart.rootName(start) {
    case "rss", "RDF", "feed": 100
    case "channel", "entry": 60
    default: 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    var channel: Channel?
    try XMLRecords.forEach(in: bytes, named: ["item", "entry"], report: report) { record in
      let place = RecordPlace(line: record.line, record: record.number, bytes: record.bytes)
      let known = channel ?? Channel(record.context)
      // A title that stands after the first items is as good; an empty one may still come.
      if !known.title.isEmpty { channel = known }
      article.removeAll()
      let item = FeedItem(tree: record.tree)
      if let kind = item.kindOfPost, FeedItem.noArticles.contains(kind) {
        report(.skipped("of the kind `\(kind)`, which is not an article", at: place))
        return
      }
      if let bad = item.fill(&article, known) { report(.unreadableDate(bad, at: place)) }
      try emit(&article, place)
    }
  }

  /// What the feed says of all its items.
  struct Channel {
    var title = ""
    var language = ""
    var author = ""
    var writers: [String: String] = [:]
    /// The address that the addresses of the items are relative to.
    var base = ""

    init(_ context: XMLTree) {
      guard !context.isEmpty else { return }
      let top = context.child("channel", of: context.root) ?? context.root
      base = context.attribute(context.root, "xml:base") ?? ""
      if top != context.root, let inner = context.attribute(top, "xml:base") {
        base = RelativeURL.resolved(inner, on: base)
      }
      if base.isEmpty { base = Channel.link(context, top) }
      title = context.child("title", of: top).map { FeedItem(tree: context).text($0) } ?? ""
      language =
        context.child("language", of: top).flatMap { context.line($0) } ?? context.attribute(context.root, "xml:lang")
        ?? ""
      author =
        context.child("author", of: top).flatMap { context.child("name", of: $0) }.flatMap { context.line($0) } ?? ""
      // WordPress names the writers of its items by their log-in.
      for writer in context.children(of: top) where context.isNamed(writer, "author") {
        guard let login = context.child("author_login", of: writer).flatMap({ context.line($0) }),
          let name = context.child("author_display_name", of: writer).flatMap({ context.line($0) })
        else { continue }
        writers[login] = name
      }
    }
  }
}

extension RSSReader.Channel {
  /// The page that the feed belongs to.
  private static func link(_ context: XMLTree, _ top: XMLTree.Node) -> String {
    for node in context.children(of: top) where context.isNamed(node, "link") {
      if let address = context.attribute(node, "href") {
        if context.attribute(node, "rel") ?? "alternate" == "alternate" { return address }
      } else if let address = context.line(node) {
        return address
      }
    }
    return ""
  }
}

/// One `item` or `entry`.
private struct FeedItem {
  let tree: XMLTree
  /// Whether the item is an entry of Atom, whose texts say of which type they are.
  private var isAtom: Bool { tree.isNamed(tree.root, "entry") }

  init(tree: XMLTree) { self.tree = tree }

  /// Namespaces whose elements have the meaning that their names say. They are known by the prefixes that feeds use.
  private static let modules: Set<String> = [
    "content", "excerpt", "dc", "dcterms", "atom", "atom10", "a10", "itunes", "wp", "rss", "rdf",
  ]

  /// The elements of the item that mean something: the feed's own, then those of known namespaces, which fill only what
  /// the feed's own left empty.
  private var known: [(node: XMLTree.Node, name: String, isOwn: Bool)] {
    let own = tree.prefix(tree.root)
    var feed: [(node: XMLTree.Node, name: String, isOwn: Bool)] = []
    var foreign: [(node: XMLTree.Node, name: String, isOwn: Bool)] = []
    for node in tree.children(of: tree.root) where tree.isElement(node) {
      let prefix = tree.prefix(node)
      if prefix == own {
        feed.append((node, tree.name(node), true))
      } else {
        let isKnown = FeedItem.modules.contains(prefix) || prefix.isEmpty
        foreign.append((node, isKnown ? tree.name(node) : prefix == "media" ? "media:" + tree.name(node) : "", false))
      }
    }
    return feed + foreign
  }

  /// What WordPress exports beside its posts and pages.
  static let noArticles: Set<String> = [
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "wp_template",
    "wp_template_part", "wp_global_styles", "wp_navigation", "wp_block",
  ]

  /// `post`, `attachment`; nil where this is no export of WordPress.
  var kindOfPost: String? { tree.child("post_type", of: tree.root).flatMap { tree.line($0) } }

  func fill(_ article: inout Article, _ channel: RSSReader.Channel) -> String? {
    var unreadable: String?
    var content: [UInt8] = []
    var description: [UInt8] = []
    var isSourceOwn = false
    var mediaText: [UInt8] = []
    for (node, name, isOwn) in known {
      switch name {
      case "title": if article[bytes: .headline].isEmpty { article[.headline] = text(node) }
      case "encoded":
        if tree.prefix(node) == "excerpt" {
          description = markup(node)
        } else {
          content = kindOfPost == nil ? markup(node) : WordPressText.plain(tree.raw(node))
        }
      case "content": if content.isEmpty || isOwn { content = markup(node) }
      case "body", "fulltext": if content.isEmpty || isOwn { content = markup(node) }
      case "description", "summary": if description.isEmpty { description = markup(node) }
      case "link": if isOwn || article[bytes: .url].isEmpty { readLink(node, &article) }
      case "guid", "id", "identifier": if article[bytes: .id].isEmpty { article[.id] = tree.line(node) ?? "" }
      case "creator", "author", "dc:creator": readAuthor(node, &article)
      case "category", "subject": readCategory(node, &article)
      case "pubDate", "published", "issued", "date", "created":
        guard article.published == nil, let printed = tree.line(node) else { continue }
        article.published = DateParsing.parse(printed)
        if article.published == nil { unreadable = printed }
      case "updated", "modified":
        if article.updated == nil { article.updated = tree.line(node).flatMap { DateParsing.parse($0) } }
      case "source":
        let name = tree.child("title", of: node).flatMap { tree.line($0) } ?? tree.line(node)
        if isOwn || article[bytes: .source].isEmpty { article[.source] = name ?? "" }
        isSourceOwn = true
      case "language": if article[bytes: .language].isEmpty { article[.language] = tree.line(node) ?? "" }
      case "media:group", "media:content":
        if let text = tree.child("description", of: node), mediaText.isEmpty { mediaText = markup(text) }
        if article[bytes: .headline].isEmpty, let title = tree.child("title", of: node) {
          article[.headline] = text(title)
        }
      case "media:description": if mediaText.isEmpty { mediaText = markup(node) }
      case "media:thumbnail", "media:credit", "media:rating", "media:player", "media:community", "media:title": continue
      case "thumbnail", "enclosure", "group", "credit", "comments", "image": continue
      default:
        guard !tree.children(of: node).contains(where: { tree.isElement($0) }), let value = tree.line(node) else {
          continue
        }
        let prefix = tree.prefix(node)
        article.others.append(((prefix.isEmpty ? "" : prefix + ".") + tree.name(node), ColumnFiller.typed(value)))
      }
    }
    if content.isEmpty, description.isEmpty { description = mediaText }
    let base = tree.attribute(tree.root, "xml:base").map { RelativeURL.resolved($0, on: channel.base) }
    article[.url] = RelativeURL.resolved(article[.url], on: base ?? channel.base)
    settleDates(&article)
    fillTexts(&article, content, description)
    if article[bytes: .id].isEmpty, let about = tree.attribute(tree.root, "rdf:about") { article[.id] = about }
    if article[bytes: .url].isEmpty, article[.id].hasPrefix("http") { article[bytes: .url] = article[bytes: .id] }
    // A feed of many outlets names each behind its headline too: `Bridge closes - The Coast Paper`.
    let suffix = " - " + article[.source]
    if isSourceOwn, article[.headline].hasSuffix(suffix), article[.headline].utf8.count > suffix.utf8.count {
      article[.headline] = String(article[.headline].dropLast(suffix.count))
    }
    if article[bytes: .source].isEmpty { article[.source] = channel.title }
    if article[bytes: .language].isEmpty { article[.language] = channel.language }
    if article.bylines.isEmpty, !channel.author.isEmpty { article.bylines = [channel.author] }
    if !channel.writers.isEmpty { article.bylines = article.bylines.map { channel.writers[$0] ?? $0 } }
    article.deriveOpening()
    return unreadable
  }

  private func settleDates(_ article: inout Article) {
    // Atom knows no publication date in many feeds, only the last change.
    if article.published == nil, let updated = article.updated {
      article.published = updated
      article.updated = nil
    } else if let updated = article.updated, let published = article.published, updated.start <= published.start {
      article.updated = nil
    }
  }

  private func fillTexts(_ article: inout Article, _ content: [UInt8], _ description: [UInt8]) {
    if content.isEmpty {
      article[bytes: .body] = description
      return
    }
    article[bytes: .body] = content
    if description != content, !content.starts(with: description) { article[bytes: .deck] = description }
  }

  func text(_ node: XMLTree.Node) -> String {
    var printed = tree.raw(node)
    if isAtom {
      switch tree.attribute(node, "type") {
      // Elements are markup already, and text is text: `Why the <b> tag died`.
      case "xhtml", "application/xhtml+xml": return tree.line(node) ?? ""
      case "text", "text/plain": return ListTextLine.oneLine(Wrapping.unwrapped(printed, isWrapped: true))
      case nil where !FeedItem.looksEscaped(printed):
        return ListTextLine.oneLine(Wrapping.unwrapped(printed, isWrapped: true))
      default: break
      }
    }
    // Titles come with markup and entities in them, escaped once more.
    if printed.contains(UInt8(ascii: "<")) || printed.contains(UInt8(ascii: "&")) {
      printed = printed.withUnsafeBytes { HTMLText.plain($0) }
    }
    return ListTextLine.oneLine(printed)
  }

  /// Whether a text that does not say its type has an end tag or an entity: it is markup that was escaped.
  private static func looksEscaped(_ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { bytes in
      if ByteSearch.first("</", in: bytes, 0..<bytes.count) != nil { return true }
      var at = 0
      while let found = ByteSearch.first(UInt8(ascii: "&"), in: bytes, from: at) {
        if HTMLEntities.scalar(bytes, found) != nil { return true }
        at = found + 1
      }
      return false
    }
  }

  private func markup(_ node: XMLTree.Node) -> [UInt8] {
    if tree.children(of: node).contains(where: { tree.isElement($0) }) {
      var text = tree.paragraphs(node)
      // Some feeds mix elements with markup that was escaped twice.
      if text.withUnsafeBytes({ ByteSearch.first("&lt;", in: $0, 0..<$0.count) != nil }) {
        text = text.withUnsafeBytes { HTMLText.plain($0) }
        HTMLText.replaceMarkup(in: &text)
      }
      return text
    }
    let raw = tree.raw(node)
    if isAtom {
      if isBase64(node) {
        let decoded = raw.withUnsafeBytes { TransferEncoding.base64($0) }
        // A picture has no text.
        if decoded.contains(0) { return [] }
        let text = decoded.withUnsafeBytes { TextEncoding.utf8($0).bytes }
        return text.withUnsafeBytes { HTMLText.plain($0) }
      }
      let type = tree.attribute(node, "type")
      if type == "text" || type == "text/plain" { return Wrapping.unwrapped(raw) }
    }
    return raw.withUnsafeBytes { HTMLText.plain($0) }
  }

  /// Atom 1.0 writes a content of any type but text and XML as base64; Atom 0.3 says so.
  private func isBase64(_ node: XMLTree.Node) -> Bool {
    if let mode = tree.attribute(node, "mode") { return mode == "base64" }
    guard tree.isNamed(node, "content"), let type = tree.attribute(node, "type")?.lowercased(), type.contains("/")
    else {
      return false
    }
    return !type.hasPrefix("text/") && !type.hasSuffix("+xml") && !type.hasSuffix("/xml")
  }

  private func readLink(_ node: XMLTree.Node, _ article: inout Article) {
    if let address = tree.attribute(node, "href") {
      let relation = tree.attribute(node, "rel") ?? "alternate"
      if relation == "alternate", article[bytes: .url].isEmpty { article[.url] = address }
    } else if let address = tree.line(node) {
      article[.url] = address
    }
  }

  private func readAuthor(_ node: XMLTree.Node, _ article: inout Article) {
    let printed = tree.child("name", of: node).flatMap { tree.line($0) } ?? tree.line(node)
    guard var name = printed else { return }
    // `jane@paper.com (Jane Smith)`
    if name.contains("@"), let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close {
      name = String(name[name.index(after: open)..<close])
    }
    for each in Byline.names(name) where !article.bylines.contains(each) { article.bylines.append(each) }
  }

  private func readCategory(_ node: XMLTree.Node, _ article: inout Article) {
    guard let tag = tree.line(node) ?? tree.attribute(node, "label") ?? tree.attribute(node, "term") else { return }
    if !article.tags.contains(tag) { article.tags.append(tag) }
  }
}

/// The text of a WordPress post as it is kept: blank lines are paragraphs without a tag, `[caption …]` and its like are
/// marks for a program.
private enum WordPressText {
  private static let marks = ["caption", "gallery", "embed", "audio", "video", "playlist", "vc_", "et_pb_"]

  static func plain(_ text: [UInt8]) -> [UInt8] {
    var marked: [UInt8] = []
    marked.reserveCapacity(text.count + text.count / 16)
    var at = 0
    while at < text.count {
      if text[at] == 0x0A, at + 1 < text.count, text[at + 1] == 0x0A {
        marked += Array("<p>".utf8)
        while at < text.count, text[at] == 0x0A { at += 1 }
      } else if text[at] == UInt8(ascii: "["), let end = endOfMark(text, at) {
        marked.append(0x20)
        at = end
      } else {
        marked.append(text[at])
        at += 1
      }
    }
    return marked.withUnsafeBytes { HTMLText.plain($0) }
  }

  /// Behind the bracket that closes `[caption id="x"]` or `[/caption]`.
  private static func endOfMark(_ text: [UInt8], _ start: Int) -> Int? {
    var name = start + 1
    if name < text.count, text[name] == UInt8(ascii: "/") { name += 1 }
    guard marks.contains(where: { text[name...].starts(with: $0.utf8) }) else { return nil }
    return text[name...].prefix(1000).firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
  }
}

/// A text of several lines on one.
enum ListTextLine {
  static func oneLine(_ text: [UInt8]) -> String {
    String(decoding: text.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
  }
}
