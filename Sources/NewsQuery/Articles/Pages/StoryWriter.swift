import CGumbo

/// Cuts the text of a story's element into blocks, without what does not belong to the story.
struct StoryWriter {
  typealias Node = UnsafePointer<GumboNode>

  let elements: [PageElement]
  private let root: Int
  private var blocks: [StoryBlock] = []
  private var writer = ParagraphWriter()
  private var links = 0
  private var kind = StoryBlock.Kind.paragraph
  /// Whether the innermost block around the text is a `p`.
  private var isInParagraph = false
  private var isAfterBreak = false

  /// The blocks of an element.
  static func blocks(of root: Int, in elements: [PageElement]) -> [StoryBlock] {
    var writer = StoryWriter(elements: elements, root: root)
    _ = writer.write(root, depth: 0, inLink: false)
    writer.flush()
    return writer.blocks
  }

  private init(elements: [PageElement], root: Int) {
    self.elements = elements
    self.root = root
  }

  private mutating func flush() {
    isAfterBreak = false
    if !writer.isEmpty {
      blocks.append(
        StoryBlock(kind: kind, text: writer.finished(), links: links, isParagraphElement: isInParagraph))
    }
    writer = ParagraphWriter()
    links = 0
  }

  /// Writes an element; returns the index after the last element within.
  private mutating func write(_ index: Int, depth: Int, inLink: Bool) -> Int {
    let element = elements[index]
    let end = Int(element.end)
    if index != root, leavesOut(index) {
      if element.isBlock { flush() }
      return end
    }
    let tag = element.tag.rawValue
    if tag == GUMBO_TAG_BR.rawValue {
      if isAfterBreak { flush() } else { writer.endLine() }
      isAfterBreak = true
      return end
    }
    let isLink = inLink || tag == GUMBO_TAG_A.rawValue
    let isCell = tag == GUMBO_TAG_TD.rawValue || tag == GUMBO_TAG_TH.rawValue
    let isBlock = element.isBlock && !(isCell && !holdsBlocks(index))
    let outerKind = kind
    let wasInParagraph = isInParagraph
    if isBlock {
      flush()
      isInParagraph = tag == GUMBO_TAG_P.rawValue
      kind = StoryWriter.kind(of: element.tag, in: outerKind)
    } else if isCell {
      writer.append(byte: 0x20)
    }
    var next = index + 1
    var at: UInt32 = 0
    let children = nq_gumbo_element(element.node).pointee.children
    while at < children.length {
      let child = nq_gumbo_child(element.node, at)!
      at += 1
      switch child.pointee.type.rawValue {
      case GUMBO_NODE_TEXT.rawValue, GUMBO_NODE_CDATA.rawValue:
        let before = writer.count
        PageText.append(text: child, to: &writer)
        if isLink { links += writer.count - before }
        isAfterBreak = false
      case GUMBO_NODE_WHITESPACE.rawValue: writer.append(byte: 0x20)
      case GUMBO_NODE_ELEMENT.rawValue:
        if PageTree.isSkipped(nq_gumbo_element(child).pointee.tag) || next >= end { continue }
        next = write(next, depth: depth + 1, inLink: isLink)
      default: break
      }
    }
    if isBlock {
      flush()
      kind = outerKind
      isInParagraph = wasInParagraph
    }
    return end
  }

  private static func kind(of tag: GumboTag, in outer: StoryBlock.Kind) -> StoryBlock.Kind {
    switch tag.rawValue {
    case GUMBO_TAG_H1.rawValue...GUMBO_TAG_H6.rawValue: .heading
    case GUMBO_TAG_LI.rawValue, GUMBO_TAG_DT.rawValue, GUMBO_TAG_DD.rawValue: .item
    case GUMBO_TAG_TR.rawValue: .row
    case GUMBO_TAG_BLOCKQUOTE.rawValue: .quote
    default: outer == .item || outer == .row || outer == .quote ? outer : .paragraph
    }
  }

  private func holdsBlocks(_ index: Int) -> Bool {
    var at = index + 1
    while at < Int(elements[index].end) {
      if elements[at].isBlock { return true }
      at += 1
    }
    return false
  }

  // MARK: - What is left out

  private func leavesOut(_ index: Int) -> Bool {
    let element = elements[index]
    if element.isFurniture { return true }
    let whole = elements[root].prose
    switch element.tag.rawValue {
    case GUMBO_TAG_FIGCAPTION.rawValue, GUMBO_TAG_BUTTON.rawValue, GUMBO_TAG_CAPTION.rawValue:
      return true
    case GUMBO_TAG_FIGURE.rawValue: return !holdsText(index)
    // A first heading before the sentences is the page's headline in other words.
    case GUMBO_TAG_H1.rawValue: return !blocks.contains { $0.isProse }
    case GUMBO_TAG_UL.rawValue, GUMBO_TAG_OL.rawValue:
      if element.links * 10 >= element.text * 7, element.text > 0 { return true }
    case GUMBO_TAG_TIME.rawValue:
      // A line of its own is the date of the story.
      return isAlone(index)
    default: break
    }
    let marks = element.marks
    if marks.isEmpty || marks == .story { return false }
    // A word counts only against an element that holds little.
    let isSmall = element.prose * 5 < whole
    if marks.contains(.caption), isSmall, element.held < 800 { return true }
    let isParagraph = element.tag == GUMBO_TAG_P || PageTree.isHeading(element.tag)
    if !marks.isDisjoint(with: [.byline, .date, .tags]),
      element.isBlock || element.marks.contains(.date)
    {
      if element.held < (isParagraph ? 100 : 250), element.prose < 150, isAlone(index) {
        return true
      }
    }
    return false
  }

  /// Whether an element is a block or most of one, rather than some words within a sentence.
  private func isAlone(_ index: Int) -> Bool {
    let element = elements[index]
    if element.isBlock { return true }
    var at = Int(element.parent)
    while at > 0, !elements[at].isBlock { at = Int(elements[at].parent) }
    return elements[at].ownText < element.ownText + 60
  }

  /// Whether a figure is a table, a quotation or a post rather than a picture.
  private func holdsText(_ index: Int) -> Bool {
    var at = index + 1
    while at < Int(elements[index].end) {
      switch elements[at].tag.rawValue {
      case GUMBO_TAG_TABLE.rawValue, GUMBO_TAG_BLOCKQUOTE.rawValue, GUMBO_TAG_PRE.rawValue:
        return true
      default: at += 1
      }
    }
    return false
  }
}
