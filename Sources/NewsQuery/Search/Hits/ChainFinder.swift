/// Finds the occurrences of `a near/5 b pre/3 c not near/5 d` in one text.
///
/// Each link is about its two neighbours, and neighbours share the operand between them. Operands may not overlap, so
/// `a near/5 a` needs two. An occurrence of the chain is one of its leftmost operand, widened to the nearest partners.
/// With n occurrences a link costs n log n, whatever the reach.
struct ChainFinder {
  /// One operand's occurrences that can be continued to the chain's end, and the link to the next operand.
  private struct Operand {
    var occurrences: [Occurrence]
    /// The same, by their ends.
    var byEnd: [Occurrence]

    init(_ occurrences: [Occurrence]) {
      self.occurrences = occurrences
      byEnd = occurrences
      for index in occurrences.indices.dropFirst() where occurrences[index].end < occurrences[index - 1].end {
        byEnd.sort { $0.end != $1.end ? $0.end < $1.end : $0.start < $1.start }
        break
      }
    }

    /// The first index of `byEnd` whose end is beyond `position`.
    func firstIndex(endingAfter position: UInt32) -> Int {
      var low = 0
      var high = byEnd.count
      while low < high {
        let middle = (low + high) / 2
        if byEnd[middle].end <= position { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// How often the search for partners may try before it lets operands that are not neighbours overlap: keeps the time
  /// linear on a text made to hurt.
  private static let tryLimit = 2_000

  private var operands: [Operand] = []
  private var links: [OccurrencePattern.Link] = []
  private var layout = TextLayout()

  init(first: OccurrencePattern, links: [OccurrencePattern.Link], in source: inout some WordOccurrences) {
    var found = [first.occurrences(in: &source)]
    for link in links {
      // A text without one of the operands is left before the others are looked up.
      if found[found.count - 1].isEmpty { return }
      found.append(link.operand.occurrences(in: &source))
    }
    layout = source.layout(
      withSentences: links.contains { if case .words = $0.reach { false } else { true } })
    self.links = links
    // From the right: what cannot be continued is dropped.
    var kept = Array(repeating: Operand([]), count: found.count)
    for index in found.indices.reversed() {
      if index < links.count {
        let link = links[index]
        let partners = kept[index + 1]
        let layout = layout
        found[index].removeAll { occurrence in
          link.isNegated
            ? ChainFinder.hasNear(occurrence, partners, link, layout)
            : !ChainFinder.hasPartner(occurrence, partners, link, layout)
        }
      }
      kept[index] = Operand(found[index])
    }
    operands = kept
    if let last = self.links.last, last.isNegated {
      operands.removeLast()
      self.links.removeLast()
    }
  }

  func occurrences() -> [Occurrence] {
    guard let first = operands.first else { return [] }
    if links.isEmpty { return first.occurrences }
    var result: [Occurrence] = []
    var chosen: [Occurrence] = []
    for occurrence in first.occurrences {
      chosen.removeAll(keepingCapacity: true)
      chosen.append(occurrence)
      var tries = 0
      if choose(1, &chosen, &tries) || tries > ChainFinder.tryLimit {
        if chosen.count <= links.count { chosen = nearest(from: occurrence) }
        var start = occurrence.start
        var end = occurrence.end
        for partner in chosen {
          start = min(start, partner.start)
          end = max(end, partner.end)
        }
        result.append(Occurrence(start: start, end: end))
      }
    }
    result.normalize()
    return result
  }

  /// Completes `chosen` with the nearest partners that overlap none of those chosen before.
  private func choose(_ index: Int, _ chosen: inout [Occurrence], _ tries: inout Int) -> Bool {
    if index == operands.count { return true }
    let left = chosen[index - 1]
    let link = links[index - 1]
    let partners = operands[index]
    var after = partners.occurrences.firstIndex(from: left.end)
    var before = link.isOrdered ? -1 : partners.firstIndex(endingAfter: left.start) - 1
    while true {
      tries += 1
      if tries > ChainFinder.tryLimit { return false }
      let right = after < partners.occurrences.count ? partners.occurrences[after] : nil
      let isRight = right.map { ChainFinder.isWithin(left, $0, link.reach, layout) } ?? false
      let other = before >= 0 ? partners.byEnd[before] : nil
      let isLeft = other.map { ChainFinder.isWithin($0, left, link.reach, layout) } ?? false
      let candidate: Occurrence
      if isLeft, let other, !isRight || left.distance(to: other) <= (right.map(left.distance(to:)) ?? .max) {
        candidate = other
        before -= 1
      } else if isRight, let right {
        candidate = right
        after += 1
      } else {
        return false
      }
      if chosen.contains(where: candidate.overlaps) { continue }
      chosen.append(candidate)
      if choose(index + 1, &chosen, &tries) { return true }
      if tries > ChainFinder.tryLimit { return false }
      chosen.removeLast()
    }
  }

  /// The nearest partner of each, neighbour by neighbour.
  private func nearest(from first: Occurrence) -> [Occurrence] {
    var chosen = [first]
    for (index, link) in links.enumerated() {
      let left = chosen[index]
      let partners = operands[index + 1]
      let after = partners.occurrences.firstIndex(from: left.end)
      let before = link.isOrdered ? -1 : partners.firstIndex(endingAfter: left.start) - 1
      let right = after < partners.occurrences.count ? partners.occurrences[after] : nil
      let other = before >= 0 ? partners.byEnd[before] : nil
      if let other, ChainFinder.isWithin(other, left, link.reach, layout),
        right.map({ left.distance(to: other) <= left.distance(to: $0) }) ?? true
      {
        chosen.append(other)
      } else if let right {
        chosen.append(right)
      }
      if chosen.count < index + 2 { break }
    }
    return chosen
  }

  /// True if `later`, which begins at or after the end of `earlier`, is within reach.
  private static func isWithin(
    _ earlier: Occurrence, _ later: Occurrence, _ reach: Chain.Reach, _ layout: TextLayout
  ) -> Bool {
    let last = earlier.end &- 1
    switch reach {
    case .words(let count):
      return Int(later.start) - Int(last) <= count
        && (layout.fields.count < 2 || layout.field(of: last) == layout.field(of: later.start))
    case .sentence:
      return TextLayout.part(of: last, in: layout.sentences) == TextLayout.part(of: later.start, in: layout.sentences)
    case .argument: preconditionFailure("planning puts numbers in the place of arguments")
    case .paragraph:
      return TextLayout.part(of: last, in: layout.paragraphs) == TextLayout.part(of: later.start, in: layout.paragraphs)
    }
  }

  /// True if one of the partners is within reach. It is enough to look at the nearest on each side.
  private static func hasPartner(
    _ occurrence: Occurrence, _ partners: Operand, _ link: OccurrencePattern.Link, _ layout: TextLayout
  ) -> Bool {
    let after = partners.occurrences.firstIndex(from: occurrence.end)
    if after < partners.occurrences.count,
      isWithin(occurrence, partners.occurrences[after], link.reach, layout)
    {
      return true
    }
    if link.isOrdered { return false }
    let before = partners.firstIndex(endingAfter: occurrence.start) - 1
    return before >= 0 && isWithin(partners.byEnd[before], occurrence, link.reach, layout)
  }

  /// Whether one of those that must not be near is: `bank not near/5 "bank holiday"` means no bank inside of it either,
  /// so an overlap is near; but nothing is near itself.
  private static func hasNear(
    _ occurrence: Occurrence, _ others: Operand, _ link: OccurrencePattern.Link, _ layout: TextLayout
  ) -> Bool {
    if hasPartner(occurrence, others, link, layout) { return true }
    // Those that end after the start of this one, and begin before its end.
    for index in others.firstIndex(endingAfter: occurrence.start)..<others.byEnd.count {
      let other = others.byEnd[index]
      if other.overlaps(occurrence), other != occurrence, !link.isOrdered || other.start >= occurrence.start {
        return true
      }
      // Nothing is longer than a phrase can be; further ends begin further on.
      if other.end > occurrence.end &+ longestOverlap { return false }
    }
    return false
  }

  private static let longestOverlap: UInt32 = 64
}
