import CGumbo

/// The paragraph between the headline and the story, which many pages put into a box of its own with the headline.
struct StoryLead {
  let elements: [PageElement]
  let heading: Int
  let story: Int

  /// Elements farther behind the headline are not its lead.
  private static let reach = 60

  /// The first paragraph behind the headline that is not in the story's element; nil if there is none.
  func block() -> StoryBlock? {
    let end = min(
      elements.count, heading + StoryLead.reach, story > heading ? story : elements.count)
    var index = Int(elements[heading].end)
    while index < end {
      let element = elements[index]
      // What the story's own element holds and is not furniture is written anyway.
      if index > story, index < Int(elements[story].end), element.ownProse > 0,
        !isInFurniture(index)
      {
        return nil
      }
      if element.marks.contains(.hidden)
        || !element.marks.isDisjoint(with: [.caption, .comments, .share, .promo, .bio])
      {
        index = Int(element.end)
        continue
      }
      switch element.tag.rawValue {
      case GUMBO_TAG_FIGURE.rawValue, GUMBO_TAG_NAV.rawValue, GUMBO_TAG_ASIDE.rawValue,
        GUMBO_TAG_FORM.rawValue,
        GUMBO_TAG_UL.rawValue, GUMBO_TAG_TABLE.rawValue, GUMBO_TAG_FOOTER.rawValue:
        index = Int(element.end)
        continue
      default: break
      }
      let isDeck = element.marks.contains(.deck) || element.tag == GUMBO_TAG_P
      if element.ownProse >= (isDeck ? 50 : 90), element.ownLinks * 4 < element.ownText {
        let text = Array(PageText.line(element.node, limit: 1200).utf8)
        return isLead(text) ? StoryBlock(kind: .paragraph, text: text, links: 0) : nil
      }
      index += 1
    }
    return nil
  }

  /// Shorter ones are second headlines; a credit in brackets ends the words under a picture.
  private func isLead(_ text: [UInt8]) -> Bool {
    text.count >= 125 && text.count < 1200 && text.last != UInt8(ascii: ")")
  }

  private func isInFurniture(_ index: Int) -> Bool {
    var at = index
    while at > story {
      if elements[at].isFurniture { return true }
      at = Int(elements[at].parent)
    }
    return false
  }
}
