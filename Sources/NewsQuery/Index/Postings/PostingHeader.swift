/// What a posting list begins with: how many articles and occurrences it has.
struct PostingHeader {
  let articleCount: Int
  let occurrenceCount: Int
  /// Whether the term stands in a headline or a deck.
  let isInTitles: Bool
  /// What comes next in the list.
  let next: UnsafeRawPointer

  init(_ bytes: UnsafeRawBufferPointer, _ guardian: HeldGuard) {
    guard let list = bytes.baseAddress else { guardian.refuse() }
    // Two numbers may be read past the end of a forged list: what stands there can be read, and is refused below.
    var reader = ByteReader(list)
    articleCount = reader.varint()
    let more = reader.varint()
    occurrenceCount = articleCount &+ more >> 1
    isInTitles = more & 1 == 1
    next = reader.pointer
    let (articleCount, occurrenceCount) = (articleCount, occurrenceCount)
    guardian.require(
      articleCount > 0 && articleCount <= guardian.articleCount && more >= 0 && occurrenceCount >= articleCount
        && occurrenceCount < Int(UInt32.max)
        // Positions have two bytes for 128 of them.
        && PackedGroups.groupCount(of: occurrenceCount) * PackedGroups.headerSize <= bytes.count)
  }
}
