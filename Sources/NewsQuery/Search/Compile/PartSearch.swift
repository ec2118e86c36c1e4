/// A compiled search in one part of an archive: its nodes with the terms and columns of the part.
struct PartSearch: Sendable {
  let place: PlacedPart
  let root: SearchNode
  let operands: [SearchOperand]
  /// The definitions in it that bring hits.
  var topics: [SearchTopic] = []

  var part: Part { place.part }
  var index: TextIndex { place.part.index }
  var chunkCount: Int { Chunk.count(of: part.articleCount) }

  func chunks(_ range: Range<Int>) -> [Chunk] { range.map { Chunk(number: $0, of: part.articleCount) } }

  /// Makes `set` the living articles of the chunk that match.
  @inline(__always)
  func fill(_ set: inout ArticleSet, _ walker: ArticleWalker, _ chunk: Chunk) throws {
    try walker.fill(&set, chunk)
    if !place.dead.isEmpty { removeDead(&set, chunk) }
  }

  private func removeDead(_ set: inout ArticleSet, _ chunk: Chunk) {
    var next = place.dead.partitioningIndex { Int($0) >= chunk.first }
    while next < place.dead.count, Int(place.dead[next]) < chunk.end {
      set.remove(Int(place.dead[next]) - chunk.first)
      next += 1
    }
  }

  func walker(_ node: SearchNode, _ context: RunContext) -> ArticleWalker {
    let articleCount = part.articleCount
    switch node {
    case .constant(let holds): return ConstantWalker(holds, articleCount: articleCount)
    case .and(let parts): return AndWalker(parts.map { walker($0, context) })
    case .or(let parts):
      return parts.isEmpty
        ? ConstantWalker(false, articleCount: articleCount)
        : OrWalker(parts.map { walker($0, context) }, articleCount: articleCount)
    case .not(let part): return NotWalker(walker(part, context), articleCount: articleCount)
    case .operand(let number):
      if case .index(let text) = operands[number].source { return text.walker(in: index) }
      return operandWalker([number], atLeast: 1, context)
    case .atLeast(let count, let numbers):
      if numbers.count == 1, case .index(let text) = operands[numbers[0]].source {
        return TextWalker(text, atLeast: count, in: index)
      }
      return operandWalker(numbers, atLeast: count, context)
    case .known(let articles, _): return KnownWalker(articles)
    case .filter(let filter, _): return FilterWalker(filter, articleCount: articleCount)
    }
  }

  private func operandWalker(_ numbers: [Int], atLeast: Int, _ context: RunContext) -> ArticleWalker {
    // If posting lists can narrow all operands, they come first.
    let rough = numbers.compactMap { number -> ArticleWalker? in
      switch operands[number].source {
      case .index(let text): return text.roughWalker(in: index)
      case .regex(let regex) where regex.words.count == 1: return regex.words[0].walker(in: index)
      case .regex(let regex) where !regex.words.isEmpty: return AndWalker(regex.words.map { $0.walker(in: index) })
      default: return nil
      }
    }
    return OperandWalker(
      numbers, of: operands, atLeast: atLeast, in: part,
      rough: rough.count < numbers.count ? nil : OrWalker(rough, articleCount: part.articleCount),
      isInterrupted: context.isInterrupted)
  }
}

/// What all parts need of a search's surroundings, read once: lines of lists, articles of results.
final class SearchSources {
  private var lists: [String: [UInt8]] = [:]
  /// By the name of a result, its articles as the archive numbers them.
  var results: [String: Set<UInt32>] = [:]

  func lines(ofList name: String, _ context: RunContext) throws(WorldError) -> [UInt8] {
    if let known = lists[name] { return known }
    let bytes = try context.readFile(name)
    lists[name] = bytes
    return bytes
  }
}
