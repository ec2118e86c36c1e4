/// The order of an archive's table: newest first, undated last, equal dates in archive order.
///
/// It goes by instants; a date without a time stands last of its day.
public struct TableOrder: Sendable {
  /// Article numbers in table order.
  public let articles: [UInt32]
  /// The place of each article in it.
  public let ranks: [UInt32]

  public init(_ archive: Archive) {
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
    articles = keys.map(\.article)
    var ranks = [UInt32](repeating: 0, count: keys.count)
    for (rank, article) in articles.enumerated() { ranks[Int(article)] = UInt32(rank) }
    self.ranks = ranks
  }

  /// Puts article numbers in table order.
  public func sort(_ articles: inout [UInt32]) {
    // Where a good part of the archive is in it, a walk over all is shorter than a sort.
    if articles.count > self.articles.count / 16 {
      var isIn = [Bool](repeating: false, count: self.articles.count)
      for article in articles { isIn[Int(article)] = true }
      articles = self.articles.filter { isIn[Int($0)] }
    } else {
      articles.sort { ranks[Int($0)] < ranks[Int($1)] }
    }
  }
}
