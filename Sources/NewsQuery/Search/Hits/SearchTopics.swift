/// What the column `term` holds: the operands of a search as written, and for the operands of a definition its name.
struct SearchTopics: Sendable {
  /// In the order of the search.
  let names: [String]
  /// By the number of a term, the topic that it belongs to.
  let ofTerm: [Int]
  /// By part and topic, the articles of a definition; nil for an operand.
  private let articles: [[TopicArticles?]]
  /// By topic, the number of the operand that it is.
  private let operands: [Int]

  /// `numbers` are those of the operands that bring hits.
  init(_ parts: [PartSearch], numbers: [Int], run: RunContext) {
    let operandsOfAll = parts[0].operands
    var names: [String] = []
    var ofTerm: [Int] = []
    var operands: [Int] = []
    var definitions: [Int?] = []
    for number in numbers {
      let definition = parts[0].topics.firstIndex { $0.operands.contains(number) }
      if let definition, let known = definitions.firstIndex(of: definition) {
        ofTerm.append(known)
        continue
      }
      ofTerm.append(names.count)
      names.append(definition.map { parts[0].topics[$0].name } ?? operandsOfAll[number].name)
      operands.append(number)
      definitions.append(definition)
    }
    self.names = names
    self.ofTerm = ofTerm
    self.operands = operands
    articles = parts.map { part in
      definitions.map { $0.map { TopicArticles(part, part.topics[$0].node, run) } }
    }
  }

  /// Whether an article of a part, by its number there, holds a topic. `count` gives the hits of an operand.
  func holds(_ topic: Int, _ article: Int, part: Int, count: (Int) -> Int) -> Bool {
    articles[part][topic]?.contains(article) ?? (count(operands[topic]) > 0)
  }

  /// Whether an article holds the definition that a topic is; true for an operand.
  func allows(_ topic: Int, _ article: Int, part: Int) -> Bool { articles[part][topic]?.contains(article) ?? true }
}

/// A definition of a search in one part: its name, what it comes down to, and which operands are its own.
struct SearchTopic: Sendable {
  var name: String
  var node: SearchNode
  var operands: Range<Int>
}

/// The articles of one part that a node finds, looked for when they are first asked for.
private final class TopicArticles: Sendable {
  private let part: PartSearch
  private let node: SearchNode
  private let run: RunContext
  private let found = Lock<[UInt64]?>(nil)

  init(_ part: PartSearch, _ node: SearchNode, _ run: RunContext) {
    self.part = part
    self.node = node
    self.run = run
  }

  func contains(_ article: Int) -> Bool {
    found.withLock { found in
      let bits = found ?? self.bits()
      found = bits
      return bits[article >> 6] >> UInt64(article & 63) & 1 == 1
    }
  }

  /// One bit an article. What is interrupted is left as it is: then the answer is not shown.
  private func bits() -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: (part.part.articleCount >> 6) + 1)
    let walker = part.walker(node, run)
    var set = ArticleSet()
    for chunk in part.chunks(0..<part.chunkCount) {
      guard !run.isInterrupted(), (try? part.fill(&set, walker, chunk)) != nil else { break }
      set.forEach { offset in bits[(chunk.first + offset) >> 6] |= 1 << UInt64((chunk.first + offset) & 63) }
    }
    return bits
  }
}
