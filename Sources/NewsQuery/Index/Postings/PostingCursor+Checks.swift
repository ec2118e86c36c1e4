import CBytes

/// What is looked at when a part of a list in an archive file is first read. From then on its numbers are used as they are.
///
/// A decoder may read some bytes past the end of its list before it is refused: an archive file is mapped with
/// `InputBytes.slack` readable bytes behind it, and no group or run of varints is longer.
extension PostingCursor {
  /// Where a block's entry stands: what the block is known by. A block's frequencies are known by the bytes after it.
  @inline(__always)
  func entryPlace(_ block: Int) -> UnsafeRawPointer {
    // A list without entries is checked whenever it is read.
    isLong ? entries + block &* PostingList.entrySize : positions
  }

  /// Of a long list: last articles and occurrences rise, and blocks lie within the list.
  func checkHeader() {
    var last = -1
    var occurrences = -PostingList.blockSize
    var isRight = true
    let room = end - blocks
    for block in 0..<blockCount {
      let article = Int(lastArticle(ofBlock: block))
      let entry = entry(block)
      // Each article has an occurrence at least.
      isRight =
        isRight && article > last && Int(entry.occurrences) >= occurrences + PostingList.blockSize
        && Int(entry.block) + 2 * PackedGroups.headerSize <= room
      last = article
      occurrences = Int(entry.occurrences)
    }
    let (lastArticle, lastOccurrences) = (last, occurrences)
    guardian.require(isRight && lastArticle < guardian.articleCount && lastOccurrences < occurrenceCount)
    guardian.require(entry(0).occurrences == 0)
  }

  /// Of a whole block: its articles rise up to the one that the header tells.
  @inline(never)
  func checkArticles(after before: UInt32, _ header: nb_group, _ frequencies: UnsafeRawPointer) {
    var last = before == UInt32.max ? -1 : Int(before)
    var isRight = PackedGroups.isRight(header) && PackedGroups.isRight(frequencyHeader)
    for place in 0..<count {
      let article = Int(articles[place])
      isRight = isRight && article > last
      last = article
    }
    let read = frequencies + nb_group_bytes(frequencyHeader, Int32(PostingList.blockSize))
    guardian.require(isRight && last == Int(lastArticle(ofBlock: block)) && read <= end)
    guardian.know(entryPlace(block))
  }

  /// Of a whole block: its frequencies add up to what the next block begins with.
  @inline(never)
  func checkEnds(after before: UInt32) {
    var last = Int(before)
    var isRight = true
    // Where a term comes up more than once in an article there is a gap, which takes a byte for nine of them or more.
    let most = 4096 + 10 * (end - lastArticles)
    for place in 0..<count {
      let end = Int(ends[place])
      isRight = isRight && end > last && end - last <= most
      last = end
    }
    let next = block + 1 < blockCount ? Int(entry(block + 1).occurrences) : occurrenceCount
    guardian.require(isRight && last == next)
    guardian.know(entryPlace(block) + 2)
  }

  /// Of all positions of a list: where each group stands follows from what is told of those before it, and the last one ends
  /// within the list.
  @inline(never)
  func checkPositions() {
    guard guardian.isThere, !guardian.isKnown(positions), occurrenceCount > 0 else { return }
    let groupCount = PackedGroups.groupCount(of: occurrenceCount)
    let headers = groupCount * PackedGroups.headerSize
    guardian.require(positions <= end && headers <= end - positions)
    check(positions, headers)
    var offset = 0
    var isRight = true
    if isLong {
      var group = 0
      for block in 0..<blockCount {
        let entry = entry(block)
        let first = Int(entry.occurrences) >> PackedGroups.groupShift
        while group < first {
          isRight = isRight && PackedGroups.isRight(PackedGroups.header(of: group, at: positions))
          offset += PackedGroups.byteCount(at: positions, from: group, to: group + 1)
          group += 1
        }
        isRight = isRight && offset == Int(entry.positions)
      }
    } else {
      isRight = (0..<groupCount).allSatisfy { PackedGroups.isRight(PackedGroups.header(of: $0, at: positions)) }
    }
    let size = PackedGroups.byteCount(at: positions, count: occurrenceCount)
    guardian.require(isRight && size <= end - positions)
    // The articles of a short list may be read otherwise the next time only if its bytes are.
    guardian.know(positions)
  }
}

extension PackedGroups {
  /// Whether what tells of a group is such as a group may have.
  @inline(__always)
  static func isRight(_ header: nb_group) -> Bool { header & 63 <= 32 }
}
