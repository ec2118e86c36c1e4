/// The groups of near-copies of all articles of some parts, known before a text is read: two articles of different groups are
/// not copies.
///
///     let groups = CopyGroups(parts, links)       // nil if they are not known
///     groups?.group(of: .init(part: 1, row: 7))
struct CopyGroups: Sendable {
  /// The number of the first article of each part, dead ones counted.
  private let bases: [UInt32]
  /// What each part keeps; nil for one whose articles are joined by links alone.
  nonisolated(unsafe) private let kept: [UnsafeBufferPointer<UInt32>?]
  private let parts: [Part]
  /// For each group of a part that is joined with others, the number that all of them have.
  private var roots: [UInt32: UInt32] = [:]
  /// Numbers of groups are below.
  let limit: Int

  init?(_ parts: [Part], _ links: CopyLinks) {
    guard links.isComplete else { return nil }
    var bases: [UInt32] = []
    var kept: [UnsafeBufferPointer<UInt32>?] = []
    var count = 0
    for (number, part) in parts.enumerated() {
      let groups = links.inner.contains(number) ? nil : KeptAnswers.copyGroups(in: part)
      guard groups != nil || links.inner.contains(number) else { return nil }
      kept.append(groups)
      bases.append(UInt32(count))
      count += part.articleCount
    }
    (self.bases, self.kept, self.parts, limit) = (bases, kept, parts, count)
    if links.links.isEmpty { return }
    // Only the groups that are joined have a place in the forest.
    var places: [UInt32: Int] = [:]
    var groups: [UInt32] = []
    let pairs = links.links.map { link in
      [link.one, link.other].map { row in
        let group = own(row)
        if let place = places[group] { return place }
        places[group] = groups.count
        groups.append(group)
        return groups.count - 1
      }
    }
    var forest = DisjointSets(count: groups.count)
    for pair in pairs { forest.join(pair[0], pair[1]) }
    for (place, group) in groups.enumerated() { roots[group] = groups[forest.root(of: place)] }
  }

  /// The group of an article in its own part.
  private func own(_ row: Burials.Row) -> UInt32 { bases[row.part] + (kept[row.part]?[Int(row.row)] ?? row.row) }

  /// The number of an article's group.
  func group(of row: Burials.Row) -> UInt32 {
    let own = own(row)
    return roots.isEmpty ? own : roots[own] ?? own
  }

  /// Calls `body` with each article of the parts, dead or not, and its group.
  func forEach(_ body: (Burials.Row, UInt32) -> Void) {
    for (number, part) in parts.enumerated() {
      for article in 0..<part.articleCount {
        let row = Burials.Row(part: number, row: UInt32(article))
        body(row, group(of: row))
      }
    }
  }
}
