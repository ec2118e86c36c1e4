/// Removes from a story's blocks what is around and between its paragraphs: its own headline, lines with date and
/// author, invitations to read, share and subscribe.
struct StoryFilter {
  let headline: String

  /// The story's text, paragraphs apart by an empty line.
  func text(of blocks: [StoryBlock]) -> [UInt8] {
    var kept = blocks.filter { !isLine($0) }
    // A lead that the story says again.
    if let lead = kept.first, kept.dropFirst().contains(where: { $0.text.starts(with: lead.text) }) {
      kept.removeFirst()
    }
    trimStart(&kept)
    cutClosing(&kept)
    trimEnd(&kept)
    // A page of a few words, none of them a sentence, keeps them.
    if kept.isEmpty { kept = blocks.filter { !isLine($0) && !$0.isLink } }
    var out: [UInt8] = []
    var last: StoryBlock.Kind?
    for block in kept {
      if let last {
        out.append(0x0A)
        if !(block.kind == .item && last == .item || block.kind == .row && last == .row) {
          out.append(0x0A)
        }
      }
      out += block.text
      last = block.kind
    }
    return out
  }

  /// Whether it is a line of furniture, at any place.
  private func isLine(_ block: StoryBlock) -> Bool {
    if StoryPhrases.isNotice(block) { return true }
    if block.text.count > 200 { return StoryPhrases.isAppeal(block) }
    if block.text.count == headline.utf8.count, block.text.elementsEqual(headline.utf8) {
      return true
    }
    if block.isLink, block.kind == .heading || block.kind == .paragraph && block.text.count > 30 {
      return true
    }
    return StoryPhrases.isFurniture(block) || StoryPhrases.isAppeal(block)
  }

  /// Lines before the first sentences: date, author, section, buttons.
  private func trimStart(_ blocks: inout [StoryBlock]) {
    guard let first = blocks.firstIndex(where: { $0.isProse && !StoryPhrases.isAbout($0) }) else {
      return
    }
    var kept: [StoryBlock] = []
    if first > 0, blocks[first - 1].kind == .heading, !blocks[first - 1].isLink {
      kept = [blocks[first - 1]]
    }
    blocks.replaceSubrange(0..<first, with: kept)
  }

  /// Lines after the last sentences: keywords, links, headings of what is gone.
  private func trimEnd(_ blocks: inout [StoryBlock]) {
    // A page of a few words has no sentences to end with.
    guard blocks.contains(where: { $0.isProse }) else { return }
    while let last = blocks.last {
      if last.isProse {
        if StoryPhrases.isInvitation(last) { blocks.removeLast() } else { return }
      } else if last.kind == .row || last.kind == .item && !last.isLink || last.kind == .quote && !last.isLink {
        return
      } else if blocks.count > 1, blocks[blocks.count - 2].isProse, isLastWord(last) {
        return
      } else {
        blocks.removeLast()
      }
    }
  }

  /// `Contributing: Ann Lee`, `With wires`: a paragraph of a few words right behind the last sentences.
  private func isLastWord(_ block: StoryBlock) -> Bool {
    block.isParagraphElement && block.kind == .paragraph && block.links == 0
      && block.text.last != UInt8(ascii: ":") && !StoryPhrases.isAbout(block)
  }

  /// What a press release says of its company, in its second half.
  private func cutClosing(_ blocks: inout [StoryBlock]) {
    var rest = 0
    var index = blocks.count - 1
    while index * 2 > blocks.count, rest < 2500 {
      if StoryPhrases.isClosing(blocks[index]) {
        blocks.removeSubrange(index...)
        return
      }
      rest += blocks[index].text.count
      index -= 1
    }
  }
}
