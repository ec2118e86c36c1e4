/// Makes one part of neighbouring ones. What is dead goes behind the articles if what took its place is in the same part, and
/// goes away if it was removed.
struct Compaction {
  private let parts: [Part]
  private let burials: Burials
  private let range: Range<Int>
  private var followers: [Burials.Row: Burials.Row?] = [:]
  /// Where the articles of the range are in the new part.
  private var numbers: [Burials.Row: UInt32] = [:]
  private var sources: [PartMerge.Source] = []

  /// Joins the parts `range` of an archive.
  init(_ parts: [Part], _ burials: Burials, joining range: Range<Int>) {
    self.parts = parts
    self.burials = burials
    self.range = range
    for burial in burials.dead { followers[burial.row] = .some(burial.follower) }
    sort()
  }

  /// The last of those that took a row's place, as long as they are in the range; nil if it was removed.
  private func last(_ row: Burials.Row) -> Burials.Row? {
    var row = row
    while let follower = followers[row] {
      guard let follower else { return nil }
      if !range.contains(follower.part) { return isRemoved(follower) ? nil : row }
      row = follower
    }
    return row
  }

  private func isRemoved(_ row: Burials.Row) -> Bool {
    var row = row
    while let follower = followers[row] {
      guard let follower else { return true }
      row = follower
    }
    return false
  }

  private mutating func sort() {
    // Rows that stay articles: the living, and the dead whose followers are elsewhere.
    var count: UInt32 = 0
    for number in range {
      var articles: [Int] = []
      for article in 0..<parts[number].articleCount {
        let row = Burials.Row(part: number, row: UInt32(article))
        guard last(row) == row else { continue }
        numbers[row] = count
        count += 1
        articles.append(article)
      }
      sources.append(PartMerge.Source(part: parts[number], articles: articles))
    }
    for (place, number) in range.enumerated() {
      let part = parts[number]
      var editions: [(row: Int, article: Int)] = []
      func add(_ row: Int, after follower: Burials.Row) {
        guard let article = last(follower), let number = numbers[article] else { return }
        editions.append((row, Int(number)))
      }
      for (behind, follower) in part.editions.enumerated() {
        add(part.articleCount + behind, after: .init(part: number, row: follower))
      }
      for burial in burials.dead where burial.row.part == number {
        let row = burial.row
        if numbers[row] == nil, let follower = burial.follower { add(Int(row.row), after: follower) }
      }
      sources[place].editions = editions
    }
  }

  func sections(threadCount: Int) -> (image: Image, text: [PartWriter.Text]) {
    PartMerge(sources).sections(threadCount: threadCount)
  }

  /// The rows that are dead when the new part replaces the range.
  var newBurials: Burials {
    var result = Burials()
    for burial in burials.dead {
      if range.contains(burial.row.part), numbers[burial.row] == nil { continue }
      guard let row = moved(burial.row) else { continue }
      let follower = burial.follower.flatMap { range.contains($0.part) ? last($0) : $0 }
      result.dead.append((row, follower.flatMap(moved)))
    }
    return result
  }

  /// Where a row that stays an article is then.
  private func moved(_ row: Burials.Row) -> Burials.Row? {
    if row.part < range.lowerBound { return row }
    if row.part >= range.upperBound { return .init(part: row.part - range.count + 1, row: row.row) }
    return numbers[row].map { .init(part: range.lowerBound, row: $0) }
  }

  // MARK: - Copies

  /// The rows that stay articles, as an archive: those of the new part, in its order.
  func view(_ links: CopyLinks) -> Archive {
    var gone = Burials()
    for (place, number) in range.enumerated() {
      for article in 0..<parts[number].articleCount where numbers[.init(part: number, row: UInt32(article))] == nil {
        gone.dead.append((.init(part: place, row: UInt32(article)), nil))
      }
    }
    // Articles that are joined through one outside the range are joined here too.
    let groups = CopyGroups(parts, links)
    let inner = groups.map { groups in
      CopyLinks(partCount: range.count, limit: groups.limit) { body in
        groups.forEach { row, group in
          if range.contains(row.part) { body(.init(part: row.part - range.lowerBound, row: row.row), group) }
        }
      }
    }
    return Archive(parts: Array(parts[range]), name: "", burials: gone, links: inner)
  }

  /// The links when the new part replaces the range; `links` are those of now.
  func newLinks(_ links: CopyLinks) -> CopyLinks {
    let partCount = parts.count - range.count + 1
    guard let groups = CopyGroups(parts, links) else { return CopyLinks(partCount: partCount) }
    return CopyLinks(partCount: partCount, limit: groups.limit) { body in
      groups.forEach { row, group in if let row = moved(row) { body(row, group) } }
    }
  }
}
