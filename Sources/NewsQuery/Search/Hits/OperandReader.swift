/// Finds the hits of all positive operands in one article after the other. One a thread.
struct OperandReader {
  private let operands: [SearchOperand]
  private let part: Part
  /// By operand; nil where it is no index operand or brings no hits.
  private var sources: [IndexOccurrences?]
  /// Made when first asked for.
  private var counters: [Int: ColumnText.Counter] = [:]
  private var phrases: [Int: PhraseFinder] = [:]

  init(_ operands: [SearchOperand], in part: Part) {
    self.operands = operands
    self.part = part
    sources = operands.map { operand in
      guard operand.isPositive, case .index(let text) = operand.source else { return nil }
      return IndexOccurrences(text.words, region: text.region, in: part.index)
    }
  }

  /// Hits of an operand in the index's text.
  mutating func occurrences(_ operand: Int, in article: UInt32) -> [Occurrence] {
    guard case .index(let text) = operands[operand].source, sources[operand] != nil else { return [] }
    sources[operand]?.move(to: article)
    return sources[operand]?.hits(of: text.query.pattern) ?? []
  }

  /// How many hits an operand has; what needs no look at positions gets none.
  mutating func count(_ operand: Int, in article: UInt32) -> Int {
    guard case .index(let text) = operands[operand].source else {
      return operands[operand].isPositive ? otherCount(operand, in: Int(article)) : 0
    }
    if case .word(let word) = text.query.pattern, sources[operand]?.countsAsListed(word) == true {
      sources[operand]?.move(to: article)
      return sources[operand]?.frequency(of: word) ?? 0
    }
    if let phrase = phrases[operand] { return phrase.count(in: article) }
    if sources[operand] != nil, let words = text.phrase {
      let phrase = PhraseFinder(words, in: part.index)
      phrases[operand] = phrase
      return phrase.count(in: article)
    }
    return occurrences(operand, in: article).count
  }

  private mutating func otherCount(_ operand: Int, in article: Int) -> Int {
    switch operands[operand].source {
    case .index: return 0
    case .column(let column):
      if let counter = counters[operand] { return counter.count(in: article) }
      let counter = column.counter()
      counters[operand] = counter
      return counter.count(in: article)
    case .regex(let regex):
      var count = 0
      regex.forEachText(of: article, in: part) { text, range, _, _, _ in
        count += regex.pattern.ranges(in: UnsafeRawBufferPointer(rebasing: text[range])).count
      }
      return count
    }
  }

  /// The sum over the operands in written order.
  mutating func score(of article: UInt32, _ scoring: Scoring) -> Double {
    var score = 0.0
    let norm = scoring.norm(of: Int(article))
    for operand in operands.indices where scoring.weights[operand] > 0 {
      let frequency = count(operand, in: article)
      if frequency > 0 { score += scoring.part(operand, frequency: frequency, norm: norm) }
    }
    return score
  }
}
