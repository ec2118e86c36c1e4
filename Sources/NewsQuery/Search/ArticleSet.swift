import CBytes

/// Which articles of one chunk match: a bit for each. A chunk is so small (2 KiB) that whole sets stay in the nearest
/// cache, whatever the archive's size.
///
///     var set = ArticleSet()
///     set.insert(17)             // article 17 of the chunk
///     set.intersect(other)
struct ArticleSet {
  /// Articles of one chunk.
  static let capacity = nb_mark_words * 64
  static let wordCount = capacity / 64

  /// Words of 64 articles each.
  private(set) var words: [UInt64]

  init() { words = Array(repeating: 0, count: ArticleSet.wordCount) }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// How many articles are in it.
  var count: Int {
    words.withUnsafeBufferPointer { words in
      var count = 0
      for word in words { count &+= word.nonzeroBitCount }
      return count
    }
  }

  /// From the first that is in it to the last; empty if none is.
  var span: Range<Int> {
    guard let first = words.firstIndex(where: { $0 != 0 }), let last = words.lastIndex(where: { $0 != 0 }) else {
      return 0..<0
    }
    return first * 64 + words[first].trailingZeroBitCount..<last * 64 + 64 - words[last].leadingZeroBitCount
  }

  @inline(__always)
  func contains(_ article: Int) -> Bool { words[article >> 6] & (1 << UInt64(article & 63)) != 0 }

  @inline(__always)
  mutating func insert(_ article: Int) { words[article >> 6] |= 1 << UInt64(article & 63) }

  @inline(__always)
  mutating func remove(_ article: Int) { words[article >> 6] &= ~(1 << UInt64(article & 63)) }

  mutating func removeAll() {
    words.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  /// Makes it the first `count` articles of the chunk.
  mutating func fill(_ count: Int) {
    for index in words.indices {
      let first = index * 64
      words[index] = count >= first + 64 ? ~0 : count <= first ? 0 : (1 << UInt64(count - first)) - 1
    }
  }

  mutating func formUnion(_ other: ArticleSet) { combine(other) { $0 | $1 } }
  mutating func intersect(_ other: ArticleSet) { combine(other) { $0 & $1 } }
  mutating func subtract(_ other: ArticleSet) { combine(other) { $0 & ~$1 } }

  @inline(__always)
  private mutating func combine(_ other: ArticleSet, _ operation: (UInt64, UInt64) -> UInt64) {
    words.withUnsafeMutableBufferPointer { mine in
      other.words.withUnsafeBufferPointer { theirs in
        for index in 0..<ArticleSet.wordCount { mine[index] = operation(mine[index], theirs[index]) }
      }
    }
  }

  /// Calls `body` with each article, ascending.
  @inline(__always)
  func forEach(_ body: (Int) throws -> Void) rethrows {
    for index in 0..<ArticleSet.wordCount {
      var word = words[index]
      while word != 0 {
        try body(index &* 64 &+ word.trailingZeroBitCount)
        word &= word &- 1
      }
    }
  }

  /// The articles, ascending; `first` is the number of the chunk's first.
  func articles(from first: UInt32) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: count) { room, written in
      forEach { article in
        room[written] = first &+ UInt32(truncatingIfNeeded: article)
        written &+= 1
      }
    }
  }

  /// Keeps the articles for which `holds` is true; asks in ascending order.
  @inline(__always)
  mutating func filter(_ holds: (Int) throws -> Bool) rethrows {
    for index in 0..<ArticleSet.wordCount {
      var word = words[index]
      if word == 0 { continue }
      // Without a branch for what no one can guess.
      var kept: UInt64 = 0
      while word != 0 {
        let bit = word.trailingZeroBitCount
        kept |= (try holds(index &* 64 &+ bit) ? 1 : 0) &<< UInt64(truncatingIfNeeded: bit)
        word &= word &- 1
      }
      words[index] = kept
    }
  }

  /// Passes the words to a loop that fills them.
  @inline(__always)
  mutating func withWords<Result>(_ body: (UnsafeMutableBufferPointer<UInt64>) -> Result) -> Result {
    words.withUnsafeMutableBufferPointer { body($0) }
  }
}
