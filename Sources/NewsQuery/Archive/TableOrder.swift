/// The order of an archive's table: newest first, undated last, equal dates in archive order.
///
/// It goes by instants; a date without a time stands last of its day.
public struct TableOrder: @unchecked Sendable {
  // INVARIANT: nobody writes to `image`; it keeps the memory behind `ranks`.
  private let image: Image
  /// The place of each article in the order; valid as long as the order is.
  let ranks: UnsafeBufferPointer<UInt32>

  public init(_ archive: Archive) {
    if let kept = KeptAnswers.ranks(in: archive) {
      image = archive.image
      ranks = kept
    } else {
      image = KeptAnswers.image(ofRanks: Self.ranks(of: archive))
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

  private static func ranks(of archive: Archive) -> [UInt32] {
    let column = archive.column("date") as? DateColumn
    // One number a date: seconds, then precision, turned so that the newest is least.
    var keys: [(key: Int64, article: UInt32)] = []
    keys.reserveCapacity(archive.articleCount)
    for article in 0..<archive.articleCount {
      var key = Int64.max
      if let date = column?.date(at: article) {
        key = -(date.seconds * 8 + Int64(date.precision.rawValue))
      }
      keys.append((key, UInt32(article)))
    }
    keys.sort { ($0.key, $0.article) < ($1.key, $1.article) }
    var ranks = [UInt32](repeating: 0, count: keys.count)
    for (rank, entry) in keys.enumerated() { ranks[Int(entry.article)] = UInt32(rank) }
    return ranks
  }
}
