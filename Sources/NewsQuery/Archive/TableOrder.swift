/// The order of an archive's table: newest first, undated last, equal dates in archive order.
///
/// It goes by instants; a date without a time comes last of its day.
public struct TableOrder: Sendable {
  /// The dates, as each part has them.
  private let dates: PartDates
  private let made: MadeRanks
  private let articleCount: Int

  public init(_ archive: Archive) {
    let dates = PartDates(archive)
    self.dates = dates
    articleCount = archive.articleCount
    let isOnePart = archive.parts.count == 1 && archive.parts[0].dead.isEmpty
    let kept = isOnePart ? KeptAnswers.ranks(in: archive.parts[0].part) : nil
    made = MadeRanks(archive.parts, dates, kept: kept)
    // Of one part all questions ask for the ranks; of several, those that show much of it.
    if isOnePart { _ = made.ranks }
  }

  /// The rank of each article in the order; valid as long as the order is. Made when first asked for.
  var ranks: UnsafeBufferPointer<UInt32> { made.ranks }

  /// What sorts articles as the table does: the lower comes first, and of equal ones the article with the lower number.
  /// Dates and ranks are never mixed: ask one `keys` for all that are compared.
  var keys: Keys { Keys(made: made, ranks: made.isMade ? made.ranks : nil, dates: dates) }

  struct Keys: @unchecked Sendable {
    // INVARIANT: `made` keeps the memory of the ranks, and nothing writes to it.
    fileprivate let made: MadeRanks
    fileprivate let ranks: UnsafeBufferPointer<UInt32>?
    fileprivate let dates: PartDates

    @inline(__always)
    func key(of article: Int) -> Int64 { ranks.map { Int64($0[article]) } ?? dates.key(of: article) }
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
    guard articles.count > articleCount / 16 else {
      if made.isMade { return sortFew(&articles, made.ranks) }
      var keyed = articles.map { (key: dates.key(of: Int($0)), article: $0) }
      keyed.sort { ($0.key, $0.article) < ($1.key, $1.article) }
      articles = keyed.map(\.article)
      return
    }
    let ranks = ranks
    let nobody = UInt32.max
    var places = [UInt32](repeating: nobody, count: ranks.count)
    for article in articles where Int(ranks[Int(article)]) < places.count { places[Int(ranks[Int(article)])] = article }
    places.removeAll { $0 == nobody }
    // Only a file that somebody forged gives two articles one place.
    if places.count == articles.count { articles = places } else { articles.sort { ranks[Int($0)] < ranks[Int($1)] } }
  }

  /// By the digits of their ranks, the lowest first.
  private func sortFew(_ articles: inout [UInt32], _ ranks: UnsafeBufferPointer<UInt32>) {
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
}
