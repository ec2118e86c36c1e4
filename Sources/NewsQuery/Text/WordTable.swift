/// From folded words to a value each, built once and then only read.
///
///     WordTable([("jan", 1), ("january", 1)])[FoldedWord("Jan")]     // 1
struct WordTable<Entry: Sendable & BitwiseCopyable>: Sendable {
  private var keys: [FoldedWord]
  private var values: [Entry?]
  private let mask: Int

  /// A table of the words given; the first of two equal words counts.
  init(_ entries: [(String, Entry)]) {
    var capacity = 16
    while capacity < entries.count * 3 { capacity *= 2 }
    mask = capacity - 1
    keys = Array(repeating: FoldedWord(), count: capacity)
    values = Array(repeating: nil, count: capacity)
    for (word, value) in entries {
      let key = FoldedWord(word)
      precondition(!key.isEmpty, "a table's words are not empty and fit")
      var slot = Int(truncatingIfNeeded: key.slotHash) & mask
      while values[slot] != nil, keys[slot] != key { slot = (slot + 1) & mask }
      guard values[slot] == nil else { continue }
      keys[slot] = key
      values[slot] = value
    }
  }

  /// The value of a word, nil if the table has none.
  @inline(__always)
  subscript(word: FoldedWord) -> Entry? {
    guard !word.isEmpty else { return nil }
    var slot = Int(truncatingIfNeeded: word.slotHash) & mask
    while let value = values[slot] {
      if keys[slot] == word { return value }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
