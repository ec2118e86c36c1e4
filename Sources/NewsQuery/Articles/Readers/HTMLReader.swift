import CGumbo
import Glibc

/// One web page: what it says about its article (JSON-LD, metadata, visible marks), and the article's own text found
/// by density, without menus, boxes and footers.
public struct HTMLReader: Reader {
  public static let formatName = "HTML"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let name = fileName?.lowercased() ?? ""
    let isNamed = name.hasSuffix(".html") || name.hasSuffix(".htm") || name.hasSuffix(".xhtml")
    if XMLStart.rootName(start)?.lowercased() == "html" { return 98 }
    let head = UnsafeRawBufferPointer(rebasing: start[..<min(start.count, 2048)])
    guard let first = head.firstIndex(where: { $0 > 0x20 }), head[first] == UInt8(ascii: "<") || head[first] == 0xEF
    else { return isNamed ? 30 : 0 }
    if ByteSearch.firstFolded("<!doctype html", in: head, 0..<head.count) != nil { return 95 }
    if ByteSearch.firstFolded("<html", in: head, 0..<head.count) != nil { return 90 }
    // XML of another root may have a `<title>` too.
    let isOtherXML = ByteSearch.matches("<?xml", in: UnsafeRawBufferPointer(rebasing: head[first...]), at: 0)
    for tag: StaticString in ["<head>", "<head ", "<body>", "<body ", "<article>", "<article ", "<meta ", "<title>"]
    where ByteSearch.firstFolded(tag, in: head, 0..<head.count) != nil { return isNamed ? 90 : isOtherXML ? 15 : 40 }
    return isNamed ? 60 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let place = RecordPlace(line: 1, record: 1, bytes: 0..<bytes.count)
    var article = Article()
    if let problems = fill(&article, bytes, charset: nil, url: "") {
      for problem in problems(place) { report(problem) }
    }
    if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty {
      report(.skipped("no article on this page", at: place))
      return
    }
    try emit(&article, place)
  }

  /// Larger pages are read as plain markup.
  static let maximumLength = 32 << 20

  /// Fills the article from a page in any encoding. Returns problems that wait for their place.
  static func fill(
    _ article: inout Article, _ bytes: UnsafeRawBufferPointer, charset: String?, url: String
  ) -> ((RecordPlace) -> [InputProblem])? {
    let text = TextEncoding.utf8(bytes, declared: charset ?? declaredCharset(bytes))
    text.bytes.withUnsafeBytes { page in
      if page.count <= maximumLength, MarkupShape.isReasonable(page) {
        var options = nq_gumbo_options()
        let start = page.baseAddress?.assumingMemoryBound(to: CChar.self)
        if let start, let output = gumbo_parse_with_options(&options, start, page.count) {
          var reading = HTMLPage(root: output.pointee.root)
          reading.fill(&article)
          gumbo_destroy_output(&options, output)
        }
      } else {
        article[bytes: .body] = HTMLText.plain(page)
      }
    }
    if article[bytes: .source].isEmpty {
      let address = article[bytes: .url].isEmpty ? url : article[.url]
      if let host = Host.name(of: address) { article[.source] = host }
    }
    article.deriveOpening()
    return text.unknownEncoding == nil && text.replacedCount == 0 ? nil : { text.problems(at: $0) }
  }

  /// `<meta charset=…>` or `content="text/html; charset=…"` in the first bytes.
  private static func declaredCharset(_ bytes: UnsafeRawBufferPointer) -> String? {
    let head = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, 4096)])
    if let encoding = XMLStart.encoding(head.withoutByteOrderMark) { return encoding }
    guard let found = ByteSearch.firstFolded("charset", in: head, 0..<head.count) else { return nil }
    var at = found + 7
    while at < head.count,
      head[at] == 0x20 || head[at] == UInt8(ascii: "=") || head[at] == UInt8(ascii: "\"")
        || head[at] == UInt8(ascii: "'")
    { at += 1 }
    let start = at
    while at < head.count,
      (head[at] | 0x20) &- 0x61 < 26 || head[at] &- 0x30 < 10 || head[at] == UInt8(ascii: "-")
        || head[at] == UInt8(ascii: "_")
    { at += 1 }
    return at > start ? ByteSearch.string(head, start..<at).lowercased() : nil
  }
}

/// Whether a page may be given to gumbo, which walks its tree by recursion and compares the attributes of a tag each
/// with each.
private enum MarkupShape {
  private static let maximumDepth = 400
  private static let maximumAttributeCount = 2000

  /// Tags that close themselves or the one before them, so that many of them make no depth.
  private static let flat: Set<UInt64> = Set(flatNames.map { name in name.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
  private static let flatNames = [
    "p", "li", "dt", "dd", "td", "th", "tr", "option", "br", "img", "hr", "meta", "link", "input", "source", "wbr",
    "area", "base", "col", "embed", "param", "track", "tbody", "thead", "tfoot", "colgroup", "optgroup", "rp", "rt",
  ]

  private static let script: UInt64 = 0x7363_7269_7074
  private static let style: UInt64 = 0x73_7479_6C65

  static func isReasonable(_ page: UnsafeRawBufferPointer) -> Bool {
    var depth = 0
    var at = 0
    while let open = ByteSearch.first(UInt8(ascii: "<"), in: page, from: at) {
      at = open + 1
      guard at < page.count else { break }
      let isClosing = page[at] == UInt8(ascii: "/")
      if isClosing { at += 1 }
      let nameStart = at
      // The last eight letters, in small ones, as a number.
      var name: UInt64 = 0
      while at < page.count, (page[at] | 0x20) &- 0x61 < 26 || page[at] &- 0x30 < 10, at - nameStart < 16 {
        name = name << 8 | UInt64(page[at] | 0x20)
        at += 1
      }
      if at == nameStart { continue }
      // Longer names are none of those that are known here.
      if at - nameStart > 8 { name = 0 }
      if isClosing {
        if !flat.contains(name) { depth = max(0, depth - 1) }
        continue
      }
      var blanks = 0
      while at < page.count, page[at] != UInt8(ascii: ">"), page[at] != UInt8(ascii: "<") {
        if page[at] <= 0x20 { blanks += 1 }
        if (page[at] == UInt8(ascii: "\"") || page[at] == UInt8(ascii: "'")), page[at - 1] == UInt8(ascii: "="),
          let close = ByteSearch.first(
            page[at], in: UnsafeRawBufferPointer(rebasing: page[..<min(page.count, at + 4_000_000)]), from: at + 1)
        {
          at = close
        }
        at += 1
      }
      if blanks > maximumAttributeCount { return false }
      if flat.contains(name) || at < page.count && page[at - 1] == UInt8(ascii: "/") { continue }
      depth += 1
      if depth > maximumDepth { return false }
      if name == script || name == style {
        // What stands in them opens nothing.
        let end: StaticString = name == script ? "</script" : "</style"
        at = ByteSearch.firstFolded(end, in: page, at..<page.count) ?? page.count
      }
    }
    return true
  }
}

/// A parsed page.
private struct HTMLPage {
  typealias Node = UnsafePointer<GumboNode>

  private let root: Node?
  private var metas: [(key: String, value: String)] = []
  private var title = ""
  private var firstHeading = ""
  private var language = ""
  private var canonical = ""
  private var structured: Article?
  private var visibleDate: NewsDate?
  private var visibleByline: [String] = []
  private var articleBody: Node?
  private var scores: [Node: Int] = [:]

  init(root: UnsafeMutablePointer<GumboNode>?) { self.root = root.map { UnsafePointer($0) } }

  mutating func fill(_ article: inout Article) {
    guard let root else { return }
    collect(root, depth: 0, isFurniture: false)
    let story = structured ?? Article()
    article[.headline] = headline(story)
    article[.deck] = first([story[.deck], meta("og:description"), meta("description"), meta("twitter:description")])
    article.bylines = story.bylines.isEmpty ? bylines() : story.bylines
    article.published =
      story.published
      ?? date([
        "article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "dc.date",
        "dc.date.issued", "dcterms.date", "dcterms.created", "parsely-pub-date", "sailthru.date", "article.published",
        "og:pubdate", "publication_date", "cxenseparse:recs:publishtime", "timestamp", "originalpublicationdate",
      ]) ?? visibleDate
    let updated =
      story.updated ?? date(["article:modified_time", "datemodified", "lastmod", "last-modified", "og:updated_time"])
    if let updated, let published = article.published, updated.start > published.start { article.updated = updated }
    article[.source] = first([
      story[.source], meta("og:site_name"), meta("publisher"), meta("dc.publisher"), meta("application-name"),
    ])
    article[.section] = first([story[.section], meta("article:section"), meta("section")])
    article[.language] = first([story[.language], language, meta("og:locale")])
    article[.url] = first([canonical, meta("og:url"), story[.url]])
    article[.id] = first([story[.id].hasPrefix("http") ? "" : story[.id], article[.url]])
    article.tags = tags(story)
    article.others = story.others.filter { $0.name != "image" && !$0.name.contains(".") && !$0.name.hasPrefix("@") }
    article[bytes: .body] = body(story, headline: article[.headline])
  }

  private func first(_ texts: [String]) -> String { texts.first { !$0.isEmpty } ?? "" }

  private func meta(_ key: String) -> String { metas.first { $0.key == key }?.value ?? "" }

  private func date(_ keys: [String]) -> NewsDate? {
    for key in keys {
      let text = meta(key)
      if !text.isEmpty, let date = DateParsing.parse(text) { return date }
    }
    return nil
  }

  /// The headline as the page's data say it; else the heading, where the title begins with it; else the title without
  /// the site's name behind a bar.
  private func headline(_ story: Article) -> String {
    let stated = first([story[.headline], meta("og:title"), meta("twitter:title"), meta("dc.title")])
    if !stated.isEmpty { return withoutSite(stated) }
    if !firstHeading.isEmpty { return firstHeading }
    return withoutSite(title)
  }

  private func withoutSite(_ text: String) -> String {
    let site = meta("og:site_name")
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » "] {
      guard let cut = lastRange(of: mark, in: text) else { continue }
      let tail = String(text[cut.upperBound...])
      let head = String(text[..<cut.lowerBound])
      if tail == site || (mark == " | " || mark == " :: ") && tail.utf8.count < 40 { return head }
      if !firstHeading.isEmpty, head == firstHeading { return head }
    }
    return text
  }

  private func lastRange(of mark: String, in text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var at = text.startIndex
    while at < text.endIndex {
      if text[at...].hasPrefix(mark) { found = at..<text.index(at, offsetBy: mark.count) }
      at = text.index(after: at)
    }
    return found
  }

  private func bylines() -> [String] {
    for key in ["author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "byline"] {
      let text = meta(key)
      if !text.isEmpty, !text.hasPrefix("http") { return Byline.names(text) }
    }
    return visibleByline
  }

  private func tags(_ story: Article) -> [String] {
    if !story.tags.isEmpty { return story.tags }
    let tagged = metas.filter { $0.key == "article:tag" || $0.key == "og:article:tag" }.map(\.value)
    if !tagged.isEmpty { return tagged }
    var list: [String] = []
    ListText.append(first([meta("news_keywords"), meta("keywords")]), to: &list, splitsAtCommas: true)
    return list
  }

  // MARK: - Going over the page

  /// Every text block adds its length to the elements around it, less at each step out; links count against it.
  private mutating func collect(_ node: Node, depth: Int, isFurniture: Bool) {
    guard depth < 1000 else { return }
    switch node.pointee.type {
    case GUMBO_NODE_DOCUMENT:
      break
    case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
      if node.pointee.type == GUMBO_NODE_TEMPLATE { return }
    default: return
    }
    var isFurniture = isFurniture
    if node.pointee.type == GUMBO_NODE_ELEMENT {
      let tag = nq_gumbo_element(node).pointee.tag
      switch tag {
      case GUMBO_TAG_SCRIPT:
        if attribute(node, "type")?.lowercased().hasPrefix("application/ld+json") == true { readStructured(node) }
        return
      case GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_SVG: return
      case GUMBO_TAG_META:
        readMeta(node)
        return
      case GUMBO_TAG_TITLE:
        if title.isEmpty { title = text(node) }
        return
      case GUMBO_TAG_LINK:
        if attribute(node, "rel")?.lowercased() == "canonical" { canonical = attribute(node, "href") ?? "" }
        return
      case GUMBO_TAG_HTML: language = attribute(node, "lang") ?? attribute(node, "xml:lang") ?? ""
      case GUMBO_TAG_H1: if firstHeading.isEmpty { firstHeading = text(node) }
      case GUMBO_TAG_TIME: readTime(node)
      default: break
      }
      readProperties(node)
      if !isFurniture, isFurnitureElement(node) { isFurniture = true }
      if !isFurniture, HTMLPage.isBlock(tag) { score(node) }
    }
    let count = childCount(node)
    for index in 0..<count {
      guard let child = child(node, index) else { continue }
      collect(child, depth: depth + 1, isFurniture: isFurniture)
    }
  }

  private mutating func score(_ node: Node) {
    let measure = HTMLPage.measure(node, depth: 0)
    guard measure.text >= 60, measure.links * 2 < measure.text else { return }
    var points = measure.text - measure.links
    var outer = HTMLPage.parent(node)
    // A text directly in a `div` is as much of that `div` as of the one around it.
    if nq_gumbo_element(node).pointee.tag == GUMBO_TAG_DIV { outer = node }
    for _ in 0..<3 {
      guard let element = outer, element.pointee.type == GUMBO_NODE_ELEMENT else { return }
      scores[element, default: 0] += points
      points /= 2
      outer = HTMLPage.parent(element)
    }
  }

  /// Bytes of text directly in a block, and how many of them are links; blocks within are measured on their own.
  private static func measure(_ node: Node, depth: Int) -> (text: Int, links: Int) {
    var result = (text: 0, links: 0)
    let element = nq_gumbo_element(node).pointee
    for index in 0..<element.children.length {
      guard let child = nq_gumbo_child(node, index) else { continue }
      switch child.pointee.type {
      case GUMBO_NODE_TEXT, GUMBO_NODE_CDATA:
        if let text = nq_gumbo_text(child) { result.text += visibleLength(text) }
      case GUMBO_NODE_ELEMENT:
        let tag = nq_gumbo_element(child).pointee.tag
        if isBlock(tag) || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || depth > 200 { continue }
        let inner = measure(child, depth: depth + 1)
        result.text += inner.text
        result.links += tag == GUMBO_TAG_A ? inner.text : inner.links
      default: continue
      }
    }
    return result
  }

  private static func visibleLength(_ text: UnsafePointer<CChar>) -> Int {
    var count = 0
    var at = 0
    while text[at] != 0 {
      if text[at] > 0x20 || text[at] < 0 { count += 1 }
      at += 1
    }
    return count
  }

  // MARK: - What the page says of itself

  private mutating func readMeta(_ node: Node) {
    guard let value = attribute(node, "content"), !value.isEmpty,
      let key = attribute(node, "property") ?? attribute(node, "name") ?? attribute(node, "itemprop")
    else { return }
    if metas.count < 1000 { metas.append((key.lowercased(), ListText.trimmed(value[...]))) }
  }

  private mutating func readStructured(_ node: Node) {
    var source: [UInt8] = []
    for index in 0..<childCount(node) {
      guard let child = child(node, index),
        child.pointee.type == GUMBO_NODE_TEXT || child.pointee.type == GUMBO_NODE_CDATA,
        let text = nq_gumbo_text(child)
      else { continue }
      source += Array(UnsafeRawBufferPointer(start: text, count: String(cString: text).utf8.count))
    }
    var best = structured
    defer {
      if var found = structured {
        LinkedNames.resolve(&found, in: source)
        structured = found
      }
    }
    source.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      // A broken block is as good as none: the page says the same elsewhere.
      do throws(JSONFailure) {
        func take(_ scanner: inout JSONScanner) throws(JSONFailure) -> Bool {
          var article = Article()
          var object = JSONArticle(fields: .all)
          try object.read(&scanner, into: &article)
          let isBetter =
            article[bytes: .headline].count + article[bytes: .body].count
            > (best.map { $0[bytes: .headline].count + $0[bytes: .body].count } ?? 0)
          if isBetter { best = article }
          return true
        }
        // A table is a thing of data and not of pages.
        _ = try ArticlesInJSON.walk(&scanner, depth: 0, take: take, takeRows: { _ in })
      } catch {}
    }
    structured = best
  }

  private mutating func readTime(_ node: Node) {
    guard visibleDate == nil else { return }
    if let stamp = attribute(node, "datetime"), let date = DateParsing.parse(stamp) {
      visibleDate = date
    } else if let date = DateParsing.parse(text(node)) {
      visibleDate = date
    }
  }

  private mutating func readProperties(_ node: Node) {
    if nq_gumbo_element(node).pointee.attributes.length == 0 { return }
    let tag = nq_gumbo_element(node).pointee.tag
    if let property = attribute(node, "itemprop") {
      switch property {
      case "articleBody": articleBody = node
      case "datePublished":
        let stated = attribute(node, "content") ?? attribute(node, "datetime") ?? text(node)
        if let date = DateParsing.parse(stated) { visibleDate = date }
      case "author": if visibleByline.isEmpty { visibleByline = Byline.names(text(node)) }
      default: break
      }
    }
    guard
      tag == GUMBO_TAG_A || tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_P
        || tag == GUMBO_TAG_ADDRESS
    else { return }
    let words = names(node)
    if visibleByline.isEmpty, attribute(node, "rel") == "author" || words.contains("byline") || words.contains("author")
    {
      let printed = text(node)
      if printed.utf8.count <= 120, printed.utf8.count > 2 { visibleByline = Byline.names(printed) }
    }
    if visibleDate == nil,
      words.contains("date") || words.contains("published") || words.contains("pubdate") || words.contains("timestamp")
    {
      let printed = text(node)
      if printed.utf8.count <= 120 {
        var copy = printed
        visibleDate = copy.withUTF8 { DateParsing.first(in: UnsafeRawBufferPointer($0))?.date }
      }
    }
  }

  // MARK: - The story

  private func body(_ story: Article, headline: String) -> [UInt8] {
    var best: [UInt8] = []
    if let articleBody { best = paragraphs(articleBody, headline) }
    if best.count < 200 {
      // Of equal scores the first on the page: a dictionary's order is not the page's.
      var top: Node?
      var topScore = 0
      for (node, score) in scores where score >= topScore {
        if let held = top, score == topScore, HTMLPage.offset(held) <= HTMLPage.offset(node) { continue }
        (top, topScore) = (node, score)
      }
      if var chosen = top {
        // The element around it, where the story goes on in the ones beside.
        if let outer = HTMLPage.parent(chosen), let outerScore = scores[outer], outerScore * 10 >= topScore * 9,
          outer != root
        {
          chosen = outer
        }
        let found = paragraphs(chosen, headline)
        if found.count > best.count { best = found }
      }
    }
    // The data may hold the story whole where the page loads it by script.
    if story[bytes: .body].count > best.count * 3 / 2 { best = story[bytes: .body] }
    return best
  }

  private func paragraphs(_ node: Node, _ headline: String) -> [UInt8] {
    var writer = ParagraphWriter()
    write(node, depth: 0, isTop: true, headline, &writer)
    return writer.finished()
  }

  private func write(_ node: Node, depth: Int, isTop: Bool, _ headline: String, _ writer: inout ParagraphWriter) {
    switch node.pointee.type {
    case GUMBO_NODE_TEXT, GUMBO_NODE_CDATA, GUMBO_NODE_WHITESPACE: HTMLPage.append(node, to: &writer)
    case GUMBO_NODE_ELEMENT:
      guard depth < 1000 else { return }
      let tag = nq_gumbo_element(node).pointee.tag
      switch tag {
      case GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_SVG, GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION,
        GUMBO_TAG_BUTTON, GUMBO_TAG_H1, GUMBO_TAG_IFRAME, GUMBO_TAG_TIME:
        return
      case GUMBO_TAG_BR: writer.endLine()
      default: break
      }
      if !isTop, isFurnitureElement(node) { return }
      let isBlock = HTMLPage.isBlock(tag)
      if isBlock {
        let measure = HTMLPage.measure(node, depth: 0)
        // Lists of links, `Read more: …`.
        if measure.text > 0, measure.links * 10 >= measure.text * 8, measure.text < 300 { return }
        if measure.text <= headline.utf8.count, isHeadline(node, headline) { return }
      }
      let isLine = tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TR || tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD
      if isLine { writer.endLine() } else if isBlock { writer.endParagraph() }
      if tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH { writer.append(byte: 0x20) }
      for index in 0..<childCount(node) {
        if let child = child(node, index) { write(child, depth: depth + 1, isTop: false, headline, &writer) }
      }
      if isLine { writer.endLine() } else if isBlock { writer.endParagraph() }
    default: return
    }
  }

  // MARK: - Nodes

  private static func parent(_ node: Node) -> Node? { node.pointee.parent.map { UnsafePointer($0) } }

  /// Where an element stands on the page.
  private static func offset(_ node: Node) -> UInt32 { nq_gumbo_element(node).pointee.start_pos.offset }

  private func childCount(_ node: Node) -> UInt32 {
    switch node.pointee.type {
    case GUMBO_NODE_DOCUMENT: node.pointee.v.document.children.length
    case GUMBO_NODE_ELEMENT: nq_gumbo_element(node).pointee.children.length
    default: 0
    }
  }

  private func child(_ node: Node, _ index: UInt32) -> Node? {
    if node.pointee.type == GUMBO_NODE_DOCUMENT {
      guard let data = node.pointee.v.document.children.data[Int(index)] else { return nil }
      return UnsafePointer(data.assumingMemoryBound(to: GumboNode.self))
    }
    return nq_gumbo_child(node, index)
  }

  private func attribute(_ node: Node, _ name: String) -> String? {
    nq_gumbo_attribute(node, name).map { String(cString: $0) }
  }

  /// All text within, on one line.
  private func text(_ node: Node) -> String {
    var writer = ParagraphWriter()
    appendText(node, depth: 0, &writer)
    return ListTextLine.oneLine(writer.finished())
  }

  private func isHeadline(_ node: Node, _ headline: String) -> Bool {
    if headline.isEmpty { return false }
    var writer = ParagraphWriter()
    appendText(node, depth: 0, &writer, limit: headline.utf8.count)
    return writer.count == headline.utf8.count && ListTextLine.oneLine(writer.finished()) == headline
  }

  private static func append(_ node: Node, to writer: inout ParagraphWriter) {
    guard let text = nq_gumbo_text(node) else { return }
    writer.append(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// Stops where there is more than `limit`.
  private func appendText(_ node: Node, depth: Int, _ writer: inout ParagraphWriter, limit: Int = .max) {
    if writer.count > limit { return }
    switch node.pointee.type {
    case GUMBO_NODE_TEXT, GUMBO_NODE_CDATA, GUMBO_NODE_WHITESPACE: HTMLPage.append(node, to: &writer)
    case GUMBO_NODE_ELEMENT:
      let tag = nq_gumbo_element(node).pointee.tag
      guard depth < 1000, tag != GUMBO_TAG_SCRIPT, tag != GUMBO_TAG_STYLE else { return }
      if HTMLPage.isBlock(tag) || tag == GUMBO_TAG_BR { writer.append(byte: 0x20) }
      for index in 0..<childCount(node) {
        if let child = child(node, index) { appendText(child, depth: depth + 1, &writer, limit: limit) }
      }
    default: return
    }
  }

  static func isBlock(_ tag: GumboTag) -> Bool {
    switch tag {
    case GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_BLOCKQUOTE,
      GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_LI, GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_TABLE,
      GUMBO_TAG_TBODY, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_PRE, GUMBO_TAG_H1, GUMBO_TAG_H2,
      GUMBO_TAG_H3,
      GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6, GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER, GUMBO_TAG_NAV, GUMBO_TAG_ASIDE,
      GUMBO_TAG_FORM, GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_BODY, GUMBO_TAG_HTML, GUMBO_TAG_ADDRESS,
      GUMBO_TAG_HR:
      true
    default: false
    }
  }

  /// The words of class and id, in small letters.
  private func names(_ node: Node) -> [String] {
    var words: [String] = []
    for text in [attribute(node, "class"), attribute(node, "id")] {
      guard let text, text.utf8.count < 1000 else { continue }
      for word in text.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
        words.append(String(word))
      }
    }
    return words
  }

  private static let furnitureWords: Set<String> = [
    "comment", "comments", "share", "sharing", "social", "related", "promo", "promotion", "newsletter", "subscribe",
    "subscription", "cookie", "cookies", "sidebar", "breadcrumb", "breadcrumbs", "tags", "ad", "ads", "advert",
    "advertisement", "advertising", "footer", "nav", "navbar", "navigation", "menu", "recommended", "recommendations",
    "popular", "trending", "copyright", "signup", "paywall", "widget", "toolbar", "modal", "popup", "banner", "disqus",
    "outbrain", "taboola", "readmore", "mostread", "byline", "caption", "credits", "masthead", "skip", "login", "print",
    "pagination", "pager", "teaser", "teasers", "sponsored", "hidden", "sr", "screenreader", "visuallyhidden",
  ]

  private func isFurnitureElement(_ node: Node) -> Bool {
    let tag = nq_gumbo_element(node).pointee.tag
    switch tag {
    case GUMBO_TAG_NAV, GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE, GUMBO_TAG_FORM, GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT,
      GUMBO_TAG_HEADER:
      return true
    case GUMBO_TAG_HTML, GUMBO_TAG_BODY, GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_P, GUMBO_TAG_H2, GUMBO_TAG_H3:
      break
    default:
      if nq_gumbo_element(node).pointee.attributes.length == 0 { return false }
      if names(node).contains(where: { HTMLPage.furnitureWords.contains($0) }) { return true }
    }
    if nq_gumbo_element(node).pointee.attributes.length == 0 { return false }
    if nq_gumbo_attribute(node, "hidden") != nil || attribute(node, "aria-hidden") == "true" { return true }
    if let style = attribute(node, "style"), style.utf8.count < 2000,
      style.lowercased().filter({ $0 != " " }).contains("display:none")
    {
      return true
    }
    return false
  }
}
