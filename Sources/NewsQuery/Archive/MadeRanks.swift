/// The rank of each article in table order: those that the archive file keeps, or made once.
final class MadeRanks: @unchecked Sendable {
  // INVARIANT: `image`, which `kept` or `ranks` point into, is set once, under the lock, and never changes after.
  private let parts: [PlacedPart]
  private let dates: PartDates
  private let kept: UnsafeBufferPointer<UInt32>?
  private let image = Lock<Image?>(nil)

  /// `kept` is what the file of an archive of one part keeps.
  init(_ parts: [PlacedPart], _ dates: PartDates, kept: UnsafeBufferPointer<UInt32>?) {
    self.parts = parts
    self.dates = dates
    self.kept = kept
  }

  var isMade: Bool { kept != nil || image.withLock { $0 != nil } }

  var ranks: UnsafeBufferPointer<UInt32> {
    if let kept { return kept }
    return image.withLock { image in
      if let image { return KeptAnswers.ranks(in: image) }
      let made = KeptAnswers.image(ofRanks: ordered())
      image = made
      return KeptAnswers.ranks(in: made)
    }
  }

  /// The orders of the parts, merged two by two. Most parts keep their own.
  private func ordered() -> [UInt32] {
    typealias Entry = (key: Int64, article: UInt32)
    var orders: [[Entry]] = parts.map { place in articles(of: place).map { (dates.key(of: Int($0)), $0) } }
    // Numbers ascend with parts, so of equal keys the left one comes first.
    while orders.count > 1 {
      var merged: [[Entry]] = []
      for place in stride(from: 0, to: orders.count, by: 2) {
        merged.append(place + 1 < orders.count ? Self.merged(orders[place], orders[place + 1]) : orders[place])
      }
      orders = merged
    }
    var ranks = [UInt32](repeating: 0, count: parts.reduce(0) { $0 + $1.articleCount })
    for (rank, entry) in (orders.first ?? []).enumerated() { ranks[Int(entry.article)] = UInt32(rank) }
    return ranks
  }

  private static func merged(
    _ left: [(key: Int64, article: UInt32)], _ right: [(key: Int64, article: UInt32)]
  ) -> [(key: Int64, article: UInt32)] {
    [(key: Int64, article: UInt32)](unsafeUninitializedCapacity: left.count + right.count) { room, count in
      var (one, other) = (0, 0)
      while one < left.count, other < right.count {
        let isRight = right[other].key < left[one].key
        room.initializeElement(at: one + other, to: isRight ? right[other] : left[one])
        if isRight { other += 1 } else { one += 1 }
      }
      while one < left.count {
        room.initializeElement(at: one + other, to: left[one])
        one += 1
      }
      while other < right.count {
        room.initializeElement(at: one + other, to: right[other])
        other += 1
      }
      count = left.count + right.count
    }
  }

  /// The living articles of a part in table order, by their numbers in the archive.
  private func articles(of place: PlacedPart) -> [UInt32] {
    if let kept = KeptAnswers.ranks(in: place.part) {
      var order = [UInt32](repeating: .max, count: kept.count)
      for (article, rank) in kept.enumerated() where Int(rank) < order.count { order[Int(rank)] = UInt32(article) }
      // Only a forged file gives two articles one rank, or an older date an earlier one.
      if !order.contains(.max) {
        let articles = order.compactMap { place.isDead($0) ? nil : place.number(of: $0) }
        let keys = articles.map { dates.key(of: Int($0)) }
        if zip(keys, keys.dropFirst()).allSatisfy({ $0 <= $1 }) { return articles }
      }
    }
    var keys = (place.base..<place.base + place.articleCount).map { (key: dates.key(of: $0), article: UInt32($0)) }
    keys.sort { ($0.key, $0.article) < ($1.key, $1.article) }
    return keys.map(\.article)
  }
}
