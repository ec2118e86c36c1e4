import CGumbo
import CLibrary

/// An element of a page with the measures of the text that it holds. Sizes are bytes without blanks.
struct PageElement {
  var node: UnsafePointer<GumboNode>
  var tag: GumboTag
  var parent: Int32
  /// The index after the last element within this one.
  var end: Int32 = 0
  var marks = PageMarks()
  var isBlock = false
  var isFurniture = false
  /// The last byte that is not a blank of the text directly within.
  var lastByte: UInt8 = 0
  /// Text directly in a block, or in inline elements within; blocks within count on their own.
  var ownText: Int32 = 0
  var ownLinks: Int32 = 0
  /// All text within, and the part of it that is in links.
  var text: Int32 = 0
  var links: Int32 = 0
  /// The part of the text directly within that reads as sentences.
  var ownProse: Int32 = 0
  /// Text within that reads as sentences.
  var prose: Int32 = 0
  /// Text within that speaks against a story: links, headings that are links.
  var junk: Int32 = 0

  /// All text within a block or an inline element.
  var held: Int32 { isBlock ? text : text + ownText }
}

/// A page as an array of its elements in their order, each measured once.
///
///     let tree = PageTree(root: output.pointee.root)
///     tree.elements[0].prose     // bytes of sentences on the page
struct PageTree {
  typealias Node = UnsafePointer<GumboNode>

  private(set) var elements: [PageElement] = []
  var facts = PageFacts()
  private let marks = PageMarkTable.shared

  /// Deeper elements are left out.
  static let maximumDepth = 1000

  init(root: Node) {
    elements.reserveCapacity(2048)
    enter(root, parent: -1, block: 0, depth: 0, inLink: false, isHidden: false)
    sum()
  }

  /// Elements that hold nothing to read.
  static func isSkipped(_ tag: GumboTag) -> Bool {
    switch tag.rawValue {
    case GUMBO_TAG_SCRIPT.rawValue, GUMBO_TAG_STYLE.rawValue, GUMBO_TAG_SVG.rawValue,
      GUMBO_TAG_TEMPLATE.rawValue, GUMBO_TAG_IFRAME.rawValue, GUMBO_TAG_OBJECT.rawValue,
      GUMBO_TAG_META.rawValue,
      GUMBO_TAG_LINK.rawValue, GUMBO_TAG_TITLE.rawValue, GUMBO_TAG_TEXTAREA.rawValue,
      GUMBO_TAG_SELECT.rawValue,
      GUMBO_TAG_MATH.rawValue, GUMBO_TAG_AUDIO.rawValue, GUMBO_TAG_VIDEO.rawValue,
      GUMBO_TAG_CANVAS.rawValue:
      true
    default: false
    }
  }

  static func isBlock(_ tag: GumboTag) -> Bool {
    switch tag.rawValue {
    case GUMBO_TAG_P.rawValue, GUMBO_TAG_DIV.rawValue, GUMBO_TAG_SECTION.rawValue,
      GUMBO_TAG_ARTICLE.rawValue,
      GUMBO_TAG_MAIN.rawValue, GUMBO_TAG_BLOCKQUOTE.rawValue, GUMBO_TAG_UL.rawValue,
      GUMBO_TAG_OL.rawValue,
      GUMBO_TAG_LI.rawValue, GUMBO_TAG_DL.rawValue, GUMBO_TAG_DT.rawValue, GUMBO_TAG_DD.rawValue,
      GUMBO_TAG_TABLE.rawValue, GUMBO_TAG_TBODY.rawValue, GUMBO_TAG_THEAD.rawValue,
      GUMBO_TAG_TFOOT.rawValue,
      GUMBO_TAG_TR.rawValue, GUMBO_TAG_TD.rawValue, GUMBO_TAG_TH.rawValue, GUMBO_TAG_PRE.rawValue,
      GUMBO_TAG_H1.rawValue, GUMBO_TAG_H2.rawValue, GUMBO_TAG_H3.rawValue, GUMBO_TAG_H4.rawValue,
      GUMBO_TAG_H5.rawValue, GUMBO_TAG_H6.rawValue, GUMBO_TAG_HEADER.rawValue,
      GUMBO_TAG_FOOTER.rawValue,
      GUMBO_TAG_NAV.rawValue, GUMBO_TAG_ASIDE.rawValue, GUMBO_TAG_FORM.rawValue,
      GUMBO_TAG_FIGURE.rawValue,
      GUMBO_TAG_FIGCAPTION.rawValue, GUMBO_TAG_BODY.rawValue, GUMBO_TAG_HTML.rawValue,
      GUMBO_TAG_ADDRESS.rawValue,
      GUMBO_TAG_HR.rawValue, GUMBO_TAG_CENTER.rawValue, GUMBO_TAG_DETAILS.rawValue,
      GUMBO_TAG_SUMMARY.rawValue,
      GUMBO_TAG_FIELDSET.rawValue, GUMBO_TAG_CAPTION.rawValue, GUMBO_TAG_NOSCRIPT.rawValue:
      true
    default: false
    }
  }

  static func isHeading(_ tag: GumboTag) -> Bool {
    tag.rawValue >= GUMBO_TAG_H1.rawValue && tag.rawValue <= GUMBO_TAG_H6.rawValue
  }

  // MARK: - One pass over the page

  private mutating func enter(
    _ node: Node, parent: Int, block: Int, depth: Int, inLink: Bool, isHidden: Bool
  ) {
    guard depth < PageTree.maximumDepth else { return }
    let element: UnsafePointer<GumboElement> = nq_gumbo_element(node)
    let tag = element.pointee.tag
    let index = elements.count
    elements.append(PageElement(node: node, tag: tag, parent: Int32(truncatingIfNeeded: parent)))
    let isBlock = PageTree.isBlock(tag) || parent < 0
    var isHidden = isHidden
    if element.pointee.attributes.length > 0 { isHidden = readAttributes(node, index) || isHidden }
    elements[index].isBlock = isBlock
    let isLink = inLink || tag == GUMBO_TAG_A || tag == GUMBO_TAG_BUTTON
    let holder = isBlock ? index : block
    var at: UInt32 = 0
    let count = element.pointee.children.length
    while at < count {
      let child = nq_gumbo_child(node, at)!
      at += 1
      switch child.pointee.type.rawValue {
      case GUMBO_NODE_TEXT.rawValue, GUMBO_NODE_CDATA.rawValue:
        if !isHidden { measure(child, holder, index, isLink) }
      case GUMBO_NODE_ELEMENT.rawValue:
        let childTag = nq_gumbo_element(child).pointee.tag
        if PageTree.isSkipped(childTag) {
          facts.take(skipped: child, childTag)
        } else {
          enter(
            child, parent: index, block: holder, depth: depth + 1, inLink: isLink,
            isHidden: isHidden)
        }
      default: break
      }
    }
    elements[index].end = Int32(truncatingIfNeeded: elements.count)
  }

  private mutating func measure(_ node: Node, _ block: Int, _ element: Int, _ isLink: Bool) {
    let text = nq_gumbo_text(node)!
    var count: Int32 = 0
    var at = 0
    var last: CChar = 0
    while true {
      let byte = text[at]
      if byte == 0 { break }
      if byte > 0x20 || byte < 0 {
        count += 1
        last = byte
      }
      at += 1
    }
    if count == 0 { return }
    elements[block].ownText += count
    if element != block { elements[element].ownText += count }
    if isLink { elements[block].ownLinks += count }
    elements[block].lastByte = UInt8(bitPattern: last)
  }

  /// Takes marks and facts from the attributes of an element; returns whether it hides the element.
  private mutating func readAttributes(_ node: Node, _ index: Int) -> Bool {
    let attributes = nq_gumbo_element(node).pointee.attributes
    var found = PageMarks()
    var isHidden = false
    var at = 0
    var hasFacts = false
    while at < Int(attributes.length) {
      let attribute = attributes.data[at]!.assumingMemoryBound(to: GumboAttribute.self)
      at += 1
      let name = attribute.pointee.name!
      let value = attribute.pointee.value!
      switch UInt8(bitPattern: name[0]) {
      case UInt8(ascii: "c") where strcmp(name, "class") == 0:
        found.formUnion(marks.marks(of: value))
      case UInt8(ascii: "i"):
        if strcmp(name, "id") == 0 {
          found.formUnion(marks.marks(of: value))
        } else if strcmp(name, "itemprop") == 0 {
          found.formUnion(marks.marks(of: value))
          hasFacts = true
        }
      case UInt8(ascii: "r"):
        if strcmp(name, "role") == 0 {
          found.formUnion(marks.marks(of: value))
        } else if strcmp(name, "rel") == 0 {
          hasFacts = true
        }
      case UInt8(ascii: "p"):
        if strcmp(name, "property") == 0 || strcmp(name, "pubdate") == 0 { hasFacts = true }
      case UInt8(ascii: "d"): if strcmp(name, "datetime") == 0 { hasFacts = true }
      case UInt8(ascii: "l"):
        if index == 0, strcmp(name, "lang") == 0, value[0] != 0 {
          facts.language = String(cString: value)
        }
      case UInt8(ascii: "x"):
        if index == 0, strcmp(name, "xml:lang") == 0, value[0] != 0, facts.language.isEmpty {
          facts.language = String(cString: value)
        }
      case UInt8(ascii: "h") where strcmp(name, "hidden") == 0: isHidden = true
      case UInt8(ascii: "a"):
        if strcmp(name, "aria-hidden") == 0, strcmp(value, "true") == 0 { isHidden = true }
      case UInt8(ascii: "s"):
        if strcmp(name, "style") == 0, PageTree.hides(value) { isHidden = true }
      default: break
      }
    }
    if isHidden { found.insert(.hidden) }
    elements[index].marks = found
    if hasFacts { facts.stated.append(Int32(index)) }
    return isHidden
  }

  /// Whether a style says `display: none`.
  private static func hides(_ style: UnsafePointer<CChar>) -> Bool {
    var at = 0
    while style[at] != 0, at < 2000 {
      if style[at] | 0x20 == 0x64, strncasecmp(style + at, "display", 7) == 0 {
        at += 7
        while style[at] == 0x20 || style[at] == 0x3A { at += 1 }
        return strncasecmp(style + at, "none", 4) == 0
      }
      at += 1
    }
    return false
  }

  // MARK: - Sums

  /// Judges the text of each block and adds the measures of elements to those around them.
  private mutating func sum() {
    var index = elements.count - 1
    while index >= 0 {
      var element = elements[index]
      if element.isBlock, element.ownText > 0 {
        let (prose, junk) = PageTree.judge(element)
        element.text += element.ownText
        element.links += element.ownLinks
        element.ownProse = prose
        element.prose += prose
        element.junk += junk
        elements[index] = element
      }
      if element.parent >= 0 {
        let parent = Int(element.parent)
        // A block has the text of its inline elements already.
        if !element.isBlock, !elements[parent].isBlock {
          elements[parent].ownText += element.ownText
        }
        elements[parent].text += element.text
        elements[parent].links += element.links
        elements[parent].prose += element.prose
        elements[parent].junk += element.junk
      }
      index -= 1
    }
  }

  /// How much of a block's own text reads as sentences, and how much speaks against a story.
  static func judge(_ element: PageElement) -> (prose: Int32, junk: Int32) {
    let (text, links) = (element.ownText, element.ownLinks)
    if isHeading(element.tag) { return links * 2 > text ? (0, text * 3 + 100) : (0, 0) }
    if element.tag == GUMBO_TAG_FIGCAPTION || element.tag == GUMBO_TAG_CAPTION { return (0, 0) }
    // Sentences have few links, and either length or a stop.
    if links * 10 < text * 5 {
      if text >= 70 || text >= 25 && endsSentence(element.lastByte) { return (text - links, 0) }
    }
    return (0, links)
  }

  /// `.`, `!`, `?`, `:` and closing quotes; the last bytes of `”`, `»`, `…`, `。`, `！` and their like.
  static func endsSentence(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"),
      UInt8(ascii: "\""),
      UInt8(ascii: ")"), 0x9D, 0x9C, 0xBB, 0xA6, 0x82, 0x81, 0x9F, 0x99:
      true
    default: false
    }
  }

  // MARK: - Furniture

  /// Marks what is furniture, and takes its measures out of the elements around it.
  mutating func markFurniture(headline: Int?) {
    guard !elements.isEmpty else { return }
    let total = elements[0].prose
    // Sentences between the headline and the element at hand.
    var told: Int32 = 0
    var index = 0
    while index < elements.count {
      if index > 0, isFurniture(index, total, headline, told) {
        elements[index].isFurniture = true
        let gone = elements[index]
        var outer = Int(gone.parent)
        while outer >= 0 {
          elements[outer].prose -= gone.prose
          elements[outer].junk -= gone.junk
          elements[outer].text -= gone.text
          elements[outer].links -= gone.links
          outer = Int(elements[outer].parent)
        }
        index = Int(gone.end)
      } else {
        if let headline, index > headline { told += elements[index].ownProse }
        index += 1
      }
    }
  }

  private func isFurniture(_ index: Int, _ total: Int32, _ headline: Int?, _ told: Int32) -> Bool {
    let element = elements[index]
    if element.marks.contains(.hidden) { return true }
    let isNamed: Bool
    switch element.tag.rawValue {
    case GUMBO_TAG_NAV.rawValue, GUMBO_TAG_FOOTER.rawValue, GUMBO_TAG_ASIDE.rawValue,
      GUMBO_TAG_FORM.rawValue,
      GUMBO_TAG_BUTTON.rawValue, GUMBO_TAG_HEADER.rawValue, GUMBO_TAG_NOSCRIPT.rawValue:
      isNamed = true
    case GUMBO_TAG_BODY.rawValue, GUMBO_TAG_HTML.rawValue: return false
    default: isNamed = !element.marks.isDisjoint(with: .furniture)
    }
    guard isNamed else { return false }
    if element.held == 0 { return true }
    if !element.isBlock, element.text == 0 { return element.ownText < 150 }
    let holdsHeadline = headline.map { $0 >= index && $0 < Int(element.end) } ?? false
    if element.marks.contains(.comments) {
      return !holdsHeadline && element.prose * 20 < total * 19
    }
    // What a site says of itself at the end of a page is never the story, however short that is.
    if element.tag == GUMBO_TAG_FOOTER || element.marks.contains(.footer), let headline, headline < index,
      Int(element.end) * 4 >= elements.count * 3
    {
      return true
    }
    // An element that holds a good part of the sentences is a wrapper around the story, whatever it is called.
    if element.marks.contains(.story), element.prose >= 150 { return false }
    // A post of a social network within the story.
    if element.marks.isDisjoint(with: [.related, .promo, .chrome, .bio]), element.text < 1500,
      holdsQuotation(index)
    {
      return false
    }
    // Part of what says that it is the story: the paragraphs behind a paywall.
    if element.prose >= 300, element.links * 5 < element.text,
      element.marks.isDisjoint(with: [.related, .bio]),
      isInStory(index)
    {
      return false
    }
    let share = holdsHeadline ? 20 : told >= 300 ? 70 : 35
    return Int(element.prose) * 100 < Int(total) * share
  }

  private func isInStory(_ index: Int) -> Bool {
    var at = Int(elements[index].parent)
    while at >= 0 {
      if elements[at].marks.contains(.story) { return true }
      at = Int(elements[at].parent)
    }
    return false
  }

  private func holdsQuotation(_ index: Int) -> Bool {
    var at = index + 1
    let end = min(Int(elements[index].end), index + 30)
    while at < end {
      if elements[at].tag == GUMBO_TAG_BLOCKQUOTE { return true }
      at += 1
    }
    return false
  }
}
