import CBytes

/// The articles that have a term in their headline, and those that have it in their deck: in a posting list the number of
/// either, then the articles of either, groups of 128 gaps and after them, as varints, what is left over.
struct TitleArticles {
  let headlineCount: Int
  let deckCount: Int
  private let start: UnsafeRawPointer
  private let end: UnsafeRawPointer

  /// `bytes` begins at what `TitleDraft` wrote; nil if that does not fit before `end`.
  init?(_ bytes: UnsafeRawPointer, end: UnsafeRawPointer) {
    var reader = BoundedReader(bytes, end: end)
    headlineCount = reader.varint()
    deckCount = reader.varint()
    start = reader.pointer
    self.end = end
    if reader.isOver { return nil }
  }

  /// The articles, ascending; nil unless each is below `limit`.
  func articles(_ field: ArticleField, below limit: Int) -> [UInt32]? {
    var place = start
    guard let headlines = TitleArticles.articles(headlineCount, &place, end, limit) else { return nil }
    return field == .headline ? headlines : TitleArticles.articles(deckCount, &place, end, limit)
  }

  private static func articles(
    _ count: Int, _ start: inout UnsafeRawPointer, _ end: UnsafeRawPointer, _ limit: Int
  ) -> [UInt32]? {
    // Every empty array is one and the same, and this way of making one writes to it: two threads would race.
    if count == 0 { return [] }
    var isRight = true
    let articles = [UInt32](unsafeUninitializedCapacity: count) { result, written in
      written = count
      guard let base = result.baseAddress else { return }
      // The sum of all gaps: what 32 bits cannot hold is seen there.
      var last = -1
      var place = 0
      var reader = ByteReader(start)
      while place + PackedGroups.groupSize <= count {
        let header = reader.value(as: nb_group.self)
        let size = nb_group_bytes(header, Int32(PackedGroups.groupSize))
        guard PackedGroups.isRight(header), reader.pointer <= end, size <= end - reader.pointer else {
          (isRight, written) = (false, place)
          return
        }
        PackedGroups.read(reader.pointer, header, count: PackedGroups.groupSize, into: base + place)
        reader.pointer += size
        var sum = last
        for number in place..<place + PackedGroups.groupSize { sum &+= Int(base[number]) &+ 1 }
        nb_ascend(base + place, UInt32(truncatingIfNeeded: last))
        place += PackedGroups.groupSize
        last = sum
      }
      var rest = BoundedReader(reader.pointer, end: end)
      while place < count {
        last += rest.varint() + 1
        base[place] = UInt32(truncatingIfNeeded: last)
        place += 1
      }
      isRight = !rest.isOver && last < limit
      start = rest.pointer
    }
    return isRight ? articles : nil
  }
}

/// Finds the titles that a term stands in, on the way into its posting list.
struct TitleDraft {
  private var headlines: [UInt32] = []
  private var decks: [UInt32] = []

  var isEmpty: Bool { headlines.isEmpty && decks.isEmpty }

  init(
    _ articles: borrowing NumberBuffer, _ frequencies: borrowing NumberBuffer, _ positions: borrowing NumberBuffer,
    _ ends: UnsafePointer<TitleEnds>
  ) {
    var occurrence = 0
    for index in 0..<articles.count {
      let article = articles[index]
      let frequency = Int(frequencies[index])
      let end = ends[Int(article)]
      var position = positions[occurrence]
      if position < end.deck {
        if position < end.headline { headlines.append(article) }
        var place = occurrence &+ 1
        let last = occurrence &+ frequency
        while position < end.headline, place < last {
          position &+= positions[place]
          place &+= 1
        }
        if position >= end.headline, position < end.deck { decks.append(article) }
      }
      occurrence &+= frequency
    }
  }

  func append(to bytes: inout ByteBuffer) {
    if isEmpty { return }
    bytes.append(varint: headlines.count)
    bytes.append(varint: decks.count)
    append(headlines, to: &bytes)
    append(decks, to: &bytes)
  }

  private func append(_ articles: [UInt32], to bytes: inout ByteBuffer) {
    var gaps = articles
    for place in gaps.indices.reversed() {
      gaps[place] = articles[place] &- (place > 0 ? articles[place - 1] : .max) &- 1
    }
    gaps.withUnsafeBufferPointer { gaps in
      guard let base = gaps.baseAddress else { return }
      var place = 0
      while place + PackedGroups.groupSize <= gaps.count {
        let header = bytes.count
        bytes.append(value: nb_group(0))
        let group = PackedGroups.append(
          group: base + place, count: PackedGroups.groupSize, isTight: true, to: &bytes)
        bytes.replace(at: header, with: group)
        place += PackedGroups.groupSize
      }
      while place < gaps.count {
        bytes.append(varint: base[place])
        place += 1
      }
    }
  }
}
