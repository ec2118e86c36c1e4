import CBytes

/// The articles that have a term in their headline, and those that have it in their deck: in a posting list the number of
/// either, then the articles of either, groups of 128 gaps and after them, as varints, what is left over.
enum TitleArticles {
  /// How many articles have the term in the field; `bytes` begins at what `TitleDraft` wrote.
  static func count(_ field: ArticleField, at bytes: UnsafeRawPointer) -> Int {
    var reader = ByteReader(bytes)
    let headlineCount = reader.varint()
    return field == .headline ? headlineCount : reader.varint()
  }

  /// The articles, ascending.
  static func articles(_ field: ArticleField, at bytes: UnsafeRawPointer) -> [UInt32] {
    var reader = ByteReader(bytes)
    let headlineCount = reader.varint()
    let deckCount = reader.varint()
    let headlines = articles(headlineCount, &reader)
    return field == .headline ? headlines : articles(deckCount, &reader)
  }

  private static func articles(_ count: Int, _ reader: inout ByteReader) -> [UInt32] {
    // Every empty array is one and the same, and this way of making one writes to it: two threads would race.
    if count == 0 { return [] }
    return [UInt32](unsafeUninitializedCapacity: count) { result, written in
      written = count
      guard let base = result.baseAddress else { return }
      var last = UInt32.max
      var place = 0
      while place + PackedGroups.groupSize <= count {
        let header = reader.value(as: nb_group.self)
        PackedGroups.read(reader.pointer, header, count: PackedGroups.groupSize, into: base + place)
        reader.pointer += nb_group_bytes(header, Int32(PackedGroups.groupSize))
        nb_ascend(base + place, last)
        place += PackedGroups.groupSize
        last = base[place - 1]
      }
      while place < count {
        last = last &+ UInt32(truncatingIfNeeded: reader.varint()) &+ 1
        base[place] = last
        place += 1
      }
    }
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

extension Segment {
  /// Where the titles of its articles end.
  var titleEnds: [TitleEnds] {
    guard let base = borders.bytes.baseAddress else { return [] }
    var start = 0
    return borderEnds.map { end in
      let borders = FieldBorders(base + start)
      start = end
      return TitleEnds(headline: borders.deckStart, deck: borders.bodyStart)
    }
  }
}
