import CGumbo
import CLibrary

/// What a page says of itself outside its text: title, meta elements, links, blocks of JSON-LD.
struct PageFacts {
  var title = ""
  var language = ""
  var canonical = ""
  private(set) var metas: [(key: String, value: String)] = []
  /// The sources of JSON-LD, in the order of the page.
  private(set) var dataBlocks: [UnsafeRawBufferPointer] = []
  /// Elements with `itemprop`, `property`, `rel` or `datetime`, by index.
  var stated: [Int32] = []

  private static let maximumMetaCount = 1000
  private static let maximumDataCount = 100

  /// The first value of a meta element, or nothing.
  func meta(_ key: String) -> String {
    for meta in metas where meta.key == key { return meta.value }
    return ""
  }

  /// Takes what an element that holds nothing to read says.
  mutating func take(skipped node: UnsafePointer<GumboNode>, _ tag: GumboTag) {
    switch tag.rawValue {
    case GUMBO_TAG_META.rawValue: takeMeta(node)
    case GUMBO_TAG_TITLE.rawValue: if title.isEmpty { title = PageText.line(node) }
    case GUMBO_TAG_LINK.rawValue:
      if canonical.isEmpty, let rel = nq_gumbo_attribute(node, "rel"),
        strcasecmp(rel, "canonical") == 0,
        let address = nq_gumbo_attribute(node, "href")
      {
        canonical = String(cString: address)
      }
    case GUMBO_TAG_SCRIPT.rawValue:
      guard let type = nq_gumbo_attribute(node, "type"),
        strncasecmp(type, "application/ld+json", 19) == 0,
        nq_gumbo_element(node).pointee.children.length > 0,
        dataBlocks.count < PageFacts.maximumDataCount,
        let text = nq_gumbo_child(node, 0)
      else { return }
      let kind = text.pointee.type.rawValue
      if kind == GUMBO_NODE_TEXT.rawValue || kind == GUMBO_NODE_CDATA.rawValue,
        let source = nq_gumbo_text(text)
      {
        dataBlocks.append(UnsafeRawBufferPointer(start: source, count: strlen(source)))
      }
    default: return
    }
  }

  private mutating func takeMeta(_ node: UnsafePointer<GumboNode>) {
    guard metas.count < PageFacts.maximumMetaCount,
      let content = nq_gumbo_attribute(node, "content"), content[0] != 0
    else { return }
    for name in ["property", "name", "itemprop"] {
      if let key = nq_gumbo_attribute(node, name) {
        metas.append(
          (String(cString: key).lowercased(), ListText.trimmed(String(cString: content)[...])))
      }
    }
  }
}

/// The text within a node.
enum PageText {
  typealias Node = UnsafePointer<GumboNode>

  /// All text within, on one line, up to about `limit` bytes.
  static func line(_ node: Node, limit: Int = 4000) -> String {
    var writer = ParagraphWriter()
    append(node, depth: 0, limit: limit, &writer)
    return ListTextLine.oneLine(writer.finished())
  }

  private static func append(_ node: Node, depth: Int, limit: Int, _ writer: inout ParagraphWriter) {
    if writer.count > limit { return }
    switch node.pointee.type.rawValue {
    case GUMBO_NODE_TEXT.rawValue, GUMBO_NODE_CDATA.rawValue, GUMBO_NODE_WHITESPACE.rawValue:
      append(text: node, to: &writer)
    case GUMBO_NODE_ELEMENT.rawValue:
      let tag = nq_gumbo_element(node).pointee.tag
      guard depth < PageTree.maximumDepth, depth == 0 || !PageTree.isSkipped(tag) else { return }
      if PageTree.isBlock(tag) || tag == GUMBO_TAG_BR { writer.append(byte: 0x20) }
      var at: UInt32 = 0
      let count = nq_gumbo_element(node).pointee.children.length
      while at < count {
        if let child = nq_gumbo_child(node, at) {
          append(child, depth: depth + 1, limit: limit, &writer)
        }
        at += 1
      }
    default: return
    }
  }

  static func append(text node: Node, to writer: inout ParagraphWriter) {
    guard let text = nq_gumbo_text(node) else { return }
    writer.append(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }
}
