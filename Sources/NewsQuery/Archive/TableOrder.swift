/// The order of an archive's table: newest first, undated last, equal dates in archive order.
///
/// It goes by instants; a date without a time stands last of its day.
public struct TableOrder: @unchecked Sendable {
  // INVARIANT: nothing writes to it; it keeps the memory behind `ranks` alive.
  private let image: Image
  /// The rank of each article in the order; valid as long as the order is.
  let ranks: UnsafeBufferPointer<UInt32>

  public init(_ archive: Archive) {
    let isOnePart = archive.parts.count == 1 && archive.parts[0].dead.isEmpty
    if isOnePart, let kept = KeptAnswers.ranks(in: archive.parts[0].part) {
      image = archive.parts[0].part.image
      ranks = kept
    } else {
      image = KeptAnswers.image(ofRanks: isOnePart ? Self.sortedRanks(of: archive) : Self.mergedRanks(of: archive))
      ranks = KeptAnswers.ranks(in: image)
    }
  }

  /// Article numbers in table order.
  public var articles: [UInt32] {
    var articles = [UInt32](repeating: 0, count: ranks.count)
    for (article, rank) in ranks.enumerated() { articles[Int(rank)] = UInt32(article) }
    return articles
  }

  /// Puts article numbers in table order.
  public func sort(_ articles: inout [UInt32]) {
    // Where a good part of the archive is in it, a walk over all is shorter than a sort.
    guard articles.count > ranks.count / 16 else { return sortFew(&articles) }
    let nobody = UInt32.max
    var places = [UInt32](repeating: nobody, count: ranks.count)
    for article in articles where Int(ranks[Int(article)]) < places.count { places[Int(ranks[Int(article)])] = article }
    places.removeAll { $0 == nobody }
    // Only a file that somebody forged gives two articles one place.
    if places.count == articles.count { articles = places } else { articles.sort { ranks[Int($0)] < ranks[Int($1)] } }
  }

  /// By the digits of their ranks, the lowest first.
  private func sortFew(_ articles: inout [UInt32]) {
    guard articles.count > 64 else { return articles.sort { ranks[Int($0)] < ranks[Int($1)] } }
    let digit = 11
    var pairs = articles.map { UInt64(ranks[Int($0)]) << 32 | UInt64($0) }
    var other = pairs
    for shift in stride(from: 32, to: 32 + BitPacking.width(of: UInt32(truncatingIfNeeded: ranks.count)), by: digit) {
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << digit) { places in
        places.initialize(repeating: 0)
        func place(_ pair: UInt64) -> Int { Int(truncatingIfNeeded: pair >> UInt64(shift)) & (1 << digit - 1) }
        for pair in pairs { places[place(pair)] += 1 }
        var start = 0
        for value in places.indices { (places[value], start) = (start, start + places[value]) }
        for pair in pairs {
          other[places[place(pair)]] = pair
          places[place(pair)] += 1
        }
      }
      swap(&pairs, &other)
    }
    articles = pairs.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// One number a date: seconds, then precision, negated so that the newest is least.
  private static func key(_ column: DateColumn?, _ row: Int) -> Int64 {
    guard let date = column?.date(at: row) else { return .max }
    return 0 &- (date.seconds &* 8 &+ Int64(date.precision.rawValue))
  }

  private static func sortedRanks(of archive: Archive) -> [UInt32] {
    let column = archive.column("date") as? DateColumn
    var keys: [(key: Int64, article: UInt32)] = []
    keys.reserveCapacity(archive.articleCount)
    for article in 0..<archive.articleCount { keys.append((key(column, article), UInt32(article))) }
    keys.sort { ($0.key, $0.article) < ($1.key, $1.article) }
    var ranks = [UInt32](repeating: 0, count: keys.count)
    for (rank, entry) in keys.enumerated() { ranks[Int(entry.article)] = UInt32(rank) }
    return ranks
  }

  /// The orders of the parts, merged: most parts keep their own.
  private static func mergedRanks(of archive: Archive) -> [UInt32] {
    let column = archive.column("date") as? DateColumn
    let orders = archive.parts.map { articles(of: $0, column) }
    var ranks = [UInt32](repeating: 0, count: archive.articleCount)
    // A heap of the next article of each part; its root comes first of all. Numbers ascend with parts, so they break ties.
    var next = orders.map { _ in 0 }
    var heap: [(key: Int64, article: UInt32, part: Int)] = []
    func isBefore(_ a: (key: Int64, article: UInt32, part: Int), _ b: (key: Int64, article: UInt32, part: Int)) -> Bool
    {
      (a.key, a.article) < (b.key, b.article)
    }
    func sink(_ start: Int) {
      var parent = start
      while true {
        var child = 2 * parent + 1
        if child >= heap.count { return }
        if child + 1 < heap.count, isBefore(heap[child + 1], heap[child]) { child += 1 }
        if !isBefore(heap[child], heap[parent]) { return }
        heap.swapAt(parent, child)
        parent = child
      }
    }
    for (part, order) in orders.enumerated() where !order.isEmpty {
      heap.append((key(column, Int(order[0])), order[0], part))
      next[part] = 1
    }
    for parent in (0..<heap.count / 2).reversed() { sink(parent) }
    var rank: UInt32 = 0
    while let first = heap.first {
      ranks[Int(first.article)] = rank
      rank += 1
      let order = orders[first.part]
      if next[first.part] < order.count {
        let article = order[next[first.part]]
        next[first.part] += 1
        heap[0] = (key(column, Int(article)), article, first.part)
      } else {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      sink(0)
    }
    return ranks
  }

  /// The living articles of a part in table order, by their numbers in the archive. `column` is the archive's.
  private static func articles(of place: PlacedPart, _ column: DateColumn?) -> [UInt32] {
    if let kept = KeptAnswers.ranks(in: place.part) {
      var order = [UInt32](repeating: .max, count: kept.count)
      for (article, rank) in kept.enumerated() where Int(rank) < order.count { order[Int(rank)] = UInt32(article) }
      // Only a forged file gives two articles one rank.
      if !order.contains(.max) {
        return order.compactMap { place.isDead($0) ? nil : place.number(of: $0) }
      }
    }
    var keys = (place.base..<place.base + place.articleCount).map { (key: key(column, $0), article: UInt32($0)) }
    keys.sort { ($0.key, $0.article) < ($1.key, $1.article) }
    return keys.map(\.article)
  }
}
