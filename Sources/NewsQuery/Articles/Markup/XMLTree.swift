/// One element of an XML document with all that is in it, in a few flat arrays: small, quick to fill again, freed at
/// once. Names are compared without their prefix (`content:encoded` is `encoded`).
///
///     let date = tree.first("date.issue", in: tree.root).flatMap { tree.attribute($0, "norm") }
struct XMLTree {
  /// The number of an element or a piece of text.
  typealias Node = Int32

  private struct Entry {
    var isElement: Bool
    /// The name without prefix, or the text.
    var start: UInt32
    var end: UInt32
    /// How many bytes of prefix and colon stand before the name.
    var prefix: UInt16
    var attributeStart: UInt32
    var attributeCount: UInt16
    var next: Node
    var firstChild: Node
    var lastChild: Node
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  private var attributes: [(name: Range<UInt32>, value: Range<UInt32>)] = []

  /// The record's own element.
  var root: Node { 0 }
  var isEmpty: Bool { entries.isEmpty }
  var byteCount: Int { bytes.count }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
  }

  // MARK: - Filling

  /// Appends an element under `parent`; `parent` is -1 for the root.
  mutating func appendElement(
    name: UnsafePointer<CChar>, attributes pairs: UnsafePointer<UnsafePointer<CChar>?>?, parent: Node
  ) -> Node {
    let whole = append(name)
    var start = whole.lowerBound
    for index in whole where bytes[Int(index)] == UInt8(ascii: ":") { start = index + 1 }
    let firstAttribute = attributes.count
    if var pair = pairs {
      while let key = pair[0], let value = pair[1], attributes.count - firstAttribute < 256 {
        let keyRange = append(key)
        attributes.append((keyRange, append(value)))
        pair += 2
      }
    }
    entries.append(
      Entry(
        isElement: true, start: start, end: whole.upperBound, prefix: UInt16(clamping: start - whole.lowerBound),
        attributeStart: UInt32(firstAttribute), attributeCount: UInt16(attributes.count - firstAttribute), next: -1,
        firstChild: -1, lastChild: -1))
    return link(Node(entries.count - 1), parent)
  }

  /// Appends text at the end of `parent`.
  mutating func appendText(_ text: UnsafePointer<UInt8>, count: Int, parent: Node) {
    let last = entries[Int(parent)].lastChild
    if last >= 0, !entries[Int(last)].isElement, Int(entries[Int(last)].end) == bytes.count {
      bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: count))
      entries[Int(last)].end = UInt32(bytes.count)
      return
    }
    let start = UInt32(bytes.count)
    bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: count))
    entries.append(
      Entry(
        isElement: false, start: start, end: UInt32(bytes.count), prefix: 0, attributeStart: 0, attributeCount: 0,
        next: -1, firstChild: -1, lastChild: -1))
    _ = link(Node(entries.count - 1), parent)
  }

  private mutating func append(_ text: UnsafePointer<CChar>) -> Range<UInt32> {
    let start = UInt32(bytes.count)
    var at = 0
    while text[at] != 0 {
      bytes.append(UInt8(bitPattern: text[at]))
      at += 1
    }
    return start..<UInt32(bytes.count)
  }

  private mutating func link(_ node: Node, _ parent: Node) -> Node {
    guard parent >= 0 else { return node }
    let last = entries[Int(parent)].lastChild
    if last >= 0 { entries[Int(last)].next = node } else { entries[Int(parent)].firstChild = node }
    entries[Int(parent)].lastChild = node
    return node
  }

  // MARK: - Reading

  func isElement(_ node: Node) -> Bool { entries[Int(node)].isElement }

  /// Whether an element has this name, its prefix aside.
  func isNamed(_ node: Node, _ name: StaticString) -> Bool {
    let entry = entries[Int(node)]
    let count = name.utf8CodeUnitCount
    guard entry.isElement, Int(entry.end - entry.start) == count else { return false }
    for index in 0..<count where bytes[Int(entry.start) + index] != name.utf8Start[index] { return false }
    return true
  }

  /// The name, its prefix aside.
  func name(_ node: Node) -> String {
    let entry = entries[Int(node)]
    return String(decoding: bytes[Int(entry.start)..<Int(entry.end)], as: UTF8.self)
  }

  /// The prefix before the colon, empty where there is none.
  func prefix(_ node: Node) -> String {
    let entry = entries[Int(node)]
    guard entry.prefix > 1 else { return "" }
    return String(decoding: bytes[Int(entry.start) - Int(entry.prefix)..<Int(entry.start) - 1], as: UTF8.self)
  }

  func children(of node: Node) -> Children { Children(tree: self, upcoming: entries[Int(node)].firstChild) }

  struct Children: Sequence, IteratorProtocol {
    fileprivate let tree: XMLTree
    fileprivate var upcoming: Node

    mutating func next() -> Node? {
      guard upcoming >= 0 else { return nil }
      let node = upcoming
      upcoming = tree.entries[Int(node)].next
      return node
    }
  }

  /// The first child of this name.
  func child(_ name: StaticString, of node: Node) -> Node? { children(of: node).first { isNamed($0, name) } }

  /// The first element of this name within `node`, in document order.
  func first(_ name: StaticString, in node: Node) -> Node? {
    for child in children(of: node) where isElement(child) {
      if isNamed(child, name) { return child }
      if let found = first(name, in: child) { return found }
    }
    return nil
  }

  /// All elements of this name within `node`, in document order, not those within another of them.
  func all(_ name: StaticString, in node: Node) -> [Node] {
    var found: [Node] = []
    collect(name, node, &found)
    return found
  }

  private func collect(_ name: StaticString, _ node: Node, _ found: inout [Node]) {
    for child in children(of: node) where isElement(child) {
      if isNamed(child, name) { found.append(child) } else { collect(name, child, &found) }
    }
  }

  /// An attribute's value, nil where it is missing or empty. The name is given with its prefix: `xml:lang`.
  func attribute(_ node: Node, _ name: StaticString) -> String? {
    let entry = entries[Int(node)]
    let count = name.utf8CodeUnitCount
    for index in 0..<Int(entry.attributeCount) {
      let (key, value) = attributes[Int(entry.attributeStart) + index]
      guard key.count == count, !value.isEmpty else { continue }
      var isSame = true
      for at in 0..<count where bytes[Int(key.lowerBound) + at] != name.utf8Start[at] { isSame = false }
      if isSame { return String(decoding: bytes[Int(value.lowerBound)..<Int(value.upperBound)], as: UTF8.self) }
    }
    return nil
  }

  /// All text within `node` on one line; nil where there is none.
  func line(_ node: Node) -> String? {
    var writer = ParagraphWriter()
    appendText(of: node, isInline: true, to: &writer)
    let text = String(decoding: writer.finished(), as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  /// The text within `node` as it stands.
  func raw(_ node: Node) -> [UInt8] {
    var out: [UInt8] = []
    appendRaw(node, &out)
    return out
  }

  private func appendRaw(_ node: Node, _ out: inout [UInt8]) {
    let entry = entries[Int(node)]
    if !entry.isElement {
      out.append(contentsOf: bytes[Int(entry.start)..<Int(entry.end)])
      return
    }
    for child in children(of: node) { appendRaw(child, &out) }
  }

  /// The text within `node` in paragraphs: XHTML, NITF and their like.
  func paragraphs(_ node: Node, leavingOut skipped: Set<String> = []) -> [UInt8] {
    var writer = ParagraphWriter()
    appendText(of: node, isInline: false, leavingOut: skipped, to: &writer)
    return writer.finished()
  }

  private static let blocks: Set<String> = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "ul", "ol", "dl", "table", "tbody", "blockquote",
    "section", "article", "figure", "figcaption", "pre", "block", "bq", "hr", "media", "body.head", "body.content",
    "body.end", "note", "fn", "Headline", "para", "Para", "paragraph",
  ]
  private static let lines: Set<String> = ["br", "li", "tr", "dt", "dd", "nitf-row"]
  private static let unread: Set<String> = ["script", "style", "head", "nitf-col", "colgroup"]

  private func appendText(
    of node: Node, isInline: Bool, leavingOut skipped: Set<String> = [], to writer: inout ParagraphWriter
  ) {
    let entry = entries[Int(node)]
    if !entry.isElement {
      bytes.withUnsafeBytes { all in
        writer.append(UnsafeRawBufferPointer(rebasing: all[Int(entry.start)..<Int(entry.end)]))
      }
      return
    }
    var name = ""
    // On one line a break is a blank: `Rates rise<br/>again`.
    if isInline, isNamed(node, "br") || isNamed(node, "p") { writer.append(byte: 0x20) }
    if !isInline {
      name = self.name(node)
      if XMLTree.unread.contains(name) || skipped.contains(name) { return }
    }
    let isBlock = XMLTree.blocks.contains(name)
    let isLine = XMLTree.lines.contains(name)
    if isBlock { writer.endParagraph() } else if isLine { writer.endLine() }
    if name == "td" || name == "th" { writer.append(byte: 0x20) }
    for child in children(of: node) { appendText(of: child, isInline: isInline, leavingOut: skipped, to: &writer) }
    if isBlock { writer.endParagraph() } else if isLine { writer.endLine() }
  }
}
