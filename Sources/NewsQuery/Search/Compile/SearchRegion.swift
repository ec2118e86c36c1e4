/// Which part of headline, deck and body an operand is looked for in: `headline:x`, `hlead:x`, `first/50 x`.
struct SearchRegion: Hashable, Sendable {
  struct Parts: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let headline = Parts(rawValue: 1)
    static let deck = Parts(rawValue: 2)
    static let body = Parts(rawValue: 4)
    /// The body's first paragraph after the dateline.
    static let lead = Parts(rawValue: 8)
    static let all: Parts = [.headline, .deck, .body]
  }

  var parts: Parts
  /// Only the first n body words after the dateline.
  var firstWords: Int?

  static let everywhere = SearchRegion(parts: .all, firstWords: nil)

  var isEverywhere: Bool { self == .everywhere }

  /// The region that a field's name means; nil if its words are not in the index.
  init?(field: String) {
    switch field {
    case "headline": self.init(parts: .headline)
    case "deck": self.init(parts: .deck)
    case "body": self.init(parts: .body)
    case "lead": self.init(parts: .lead)
    case "hlead": self.init(parts: [.headline, .deck, .lead])
    default: return nil
    }
  }

  init(parts: Parts, firstWords: Int? = nil) {
    self.parts = parts
    self.firstWords = firstWords
  }

  /// The positions of one article that belong to it, as ranges, ascending.
  func ranges(of article: Int, in index: TextIndex) -> [Range<UInt32>] {
    let borders = index.fieldBorders(of: article)
    func leadEnd() -> UInt32 {
      let paragraphs = index.borders(of: article).paragraphs
      let next = TextLayout.part(of: borders.leadStart, in: paragraphs) + 1
      return next < paragraphs.count ? paragraphs[next] : borders.end
    }
    var ranges: [Range<UInt32>] = []
    func add(_ start: UInt32, _ end: UInt32) {
      if start < end { ranges.append(start..<end) }
    }
    if let firstWords {
      guard !parts.isDisjoint(with: [.body, .lead]) else { return [] }
      let end = UInt32(min(Int(borders.end), Int(borders.leadStart) + firstWords))
      add(borders.leadStart, parts.contains(.body) ? end : min(end, leadEnd()))
      return ranges
    }
    if parts.contains(.headline) { add(0, borders.deckStart) }
    if parts.contains(.deck) { add(borders.deckStart, borders.bodyStart) }
    if parts.contains(.body) {
      add(borders.bodyStart, borders.end)
    } else if parts.contains(.lead) {
      add(borders.leadStart, leadEnd())
    }
    return ranges
  }
}
