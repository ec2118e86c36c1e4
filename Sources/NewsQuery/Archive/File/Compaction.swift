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
    func moved(_ row: Burials.Row) -> Burials.Row? {
      if row.part < range.lowerBound { return row }
      if row.part >= range.upperBound { return .init(part: row.part - range.count + 1, row: row.row) }
      guard let article = last(row), let number = numbers[article] else { return nil }
      return .init(part: range.lowerBound, row: number)
    }
    var result = Burials()
    for burial in burials.dead {
      if range.contains(burial.row.part), numbers[burial.row] == nil { continue }
      guard let row = moved(burial.row) else { continue }
      result.dead.append((row, burial.follower.flatMap(moved)))
    }
    return result
  }
}
