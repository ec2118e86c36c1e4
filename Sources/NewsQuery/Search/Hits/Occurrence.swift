/// A range of positions in a text: [start, end).
struct Occurrence: Hashable, Comparable, BitwiseCopyable {
  var start: UInt32
  var end: UInt32

  static func < (left: Occurrence, right: Occurrence) -> Bool {
    left.start != right.start ? left.start < right.start : left.end < right.end
  }

  func overlaps(_ other: Occurrence) -> Bool { start < other.end && other.start < end }

  /// Distance of two that do not overlap: from the last word of the earlier to the first word of the later; neighbours
  /// are 1 apart.
  func distance(to other: Occurrence) -> UInt32 {
    start < other.start ? other.start &- end &+ 1 : start &- other.end &+ 1
  }
}

extension [Occurrence] {
  /// Puts them in order, each once.
  mutating func normalize() {
    if count < 2 { return }
    var isOrdered = true
    for index in 1..<count where !(self[index - 1] < self[index]) {
      isOrdered = false
      break
    }
    if isOrdered { return }
    sort()
    var kept = 1
    for index in 1..<count where self[index] != self[kept - 1] {
      self[kept] = self[index]
      kept += 1
    }
    removeLast(count - kept)
  }

  /// Drops those that are inside of another. They must be in order.
  mutating func dropNested() {
    guard count > 1, indices.dropFirst().contains(where: { self[$0].start < self[$0 - 1].end }) else { return }
    var kept: [Occurrence] = []
    for occurrence in self {
      while let last = kept.last, last.start == occurrence.start { kept.removeLast() }
      if let last = kept.last, occurrence.end <= last.end { continue }
      kept.append(occurrence)
    }
    self = kept
  }

  /// The index of the first that starts at or after `position`.
  func firstIndex(from position: UInt32) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].start < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The borders that matter to a chain in the current text: which field, sentence and paragraph a position is in.
struct TextLayout {
  /// First positions, ascending, of fields, sentences and paragraphs.
  var fields: [UInt32] = [0]
  var sentences: [UInt32] = [0]
  var paragraphs: [UInt32] = [0]
  /// One past the last position of each field.
  var fieldEnds: [UInt32] = [.max]

  static func part(of position: UInt32, in starts: [UInt32]) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  func field(of position: UInt32) -> Int { TextLayout.part(of: position, in: fields) }
}
