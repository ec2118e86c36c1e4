/// What a text operand looks for, in terms of single words: the shape that is the same in the index, in a byline and in a
/// column of the input.
///
/// `"arms control*"` is a sequence of words 0 and 1, `a near/5 (b or c)` a chain of a word and a union.
indirect enum OccurrencePattern: Equatable, Sendable {
  /// A word by its number in `TextQuery.words`.
  case word(Int)
  /// One after another; nil means any one word.
  case sequence([OccurrencePattern?])
  case union([OccurrencePattern])
  case chain(OccurrencePattern, [Link])
  /// Nothing at all: an empty list, a text without a word.
  case nothing

  struct Link: Equatable, Sendable {
    var isOrdered: Bool
    var reach: Chain.Reach
    var isNegated: Bool
    var operand: OccurrencePattern
  }

  /// The same, with a sequence of one put away.
  static func sequenceOf(_ parts: [OccurrencePattern?]) -> OccurrencePattern {
    if parts.isEmpty { return .nothing }
    if parts.count == 1, let only = parts[0] { return only }
    return .sequence(parts)
  }

  static func unionOf(_ parts: [OccurrencePattern]) -> OccurrencePattern {
    parts.isEmpty ? .nothing : parts.count == 1 ? parts[0] : .union(parts)
  }

  /// The same with other numbers for its words.
  func shifted(by shift: Int) -> OccurrencePattern {
    switch self {
    case .word(let word): return .word(word + shift)
    case .sequence(let parts): return .sequence(parts.map { $0?.shifted(by: shift) })
    case .union(let parts): return .union(parts.map { $0.shifted(by: shift) })
    case .chain(let first, let links):
      return .chain(
        first.shifted(by: shift),
        links.map { link in
          var link = link
          link.operand = link.operand.shifted(by: shift)
          return link
        })
    case .nothing: return .nothing
    }
  }
}

/// Where the occurrences of single words come from: posting lists, or the words of one text.
protocol WordOccurrences {
  /// Appends the occurrences of a word of the query, ascending.
  mutating func append(_ word: Int, to occurrences: inout [Occurrence])
  /// Borders; asked for only where a chain or an any-word needs them.
  mutating func layout(withSentences: Bool) -> TextLayout
}

extension OccurrencePattern {
  /// All occurrences in the current text, ascending, each once.
  func occurrences(in source: inout some WordOccurrences) -> [Occurrence] {
    var found: [Occurrence] = []
    switch self {
    case .nothing: return []
    case .word(let word):
      source.append(word, to: &found)
      found.normalize()
      // `cost*` meets `cost-cutting` as its first part and as a whole: one occurrence.
      found.dropNested()
    case .sequence(let parts):
      found = sequence(parts, in: &source)
    case .union(let parts):
      for part in parts { found += part.occurrences(in: &source) }
      found.normalize()
    case .chain(let first, let links):
      found = ChainFinder(first: first, links: links, in: &source).occurrences()
    }
    return found
  }

  private func sequence(_ parts: [OccurrencePattern?], in source: inout some WordOccurrences) -> [Occurrence] {
    var found: [Occurrence]?
    /// Any-words not yet covered, at the start.
    var leading: UInt32 = 0
    var hasGap = false
    for part in parts {
      guard let part else {
        hasGap = true
        if found == nil { leading += 1 } else { found = found?.map { Occurrence(start: $0.start, end: $0.end &+ 1) } }
        continue
      }
      var here: [Occurrence] = []
      if case .word(let word) = part {
        source.append(word, to: &here)
        here.normalize()
      } else {
        here = part.occurrences(in: &source)
      }
      if let before = found { found = OccurrencePattern.joined(before, here) } else { found = here }
      if found?.isEmpty ?? true { return [] }
    }
    guard var result = found else { return [] }
    if leading > 0 {
      result = result.compactMap { $0.start >= leading ? Occurrence(start: $0.start - leading, end: $0.end) : nil }
    }
    // The position between two fields holds no word, so an any-word must not be on it.
    if hasGap {
      let layout = source.layout(withSentences: false)
      result = result.filter {
        let field = layout.field(of: $0.start)
        return field >= 0 && $0.end <= layout.fieldEnds[field]
      }
    }
    return result
  }

  /// Pairs of which the second starts where the first ends.
  private static func joined(_ left: [Occurrence], _ right: [Occurrence]) -> [Occurrence] {
    var result: [Occurrence] = []
    var isPlain = true
    var index = 0
    for first in left {
      // Ends need not ascend where words differ in length.
      if index > 0, index >= right.count || right[index - 1].start >= first.end {
        index = right.firstIndex(from: first.end)
      }
      while index < right.count, right[index].start < first.end { index += 1 }
      var next = index
      while next < right.count, right[next].start == first.end {
        result.append(Occurrence(start: first.start, end: right[next].end))
        if next > index { isPlain = false }
        next += 1
      }
    }
    if !isPlain || result.count > 1 { result.normalize() }
    return result
  }
}
