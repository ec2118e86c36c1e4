/// A condition on columns: asked of each article that everything cheaper has left over.
final class FilterWalker: ArticleWalker {
  private let filter: any ArticleFilter

  init(_ filter: any ArticleFilter, articleCount: Int) {
    self.filter = filter
    super.init(estimate: articleCount, verifyCost: filter.cost)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { set.fill(chunk.count) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {}

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    filter.narrow(&set, from: chunk.first)
  }
}

/// An operand outside the index: words of another column, a regular expression. Or several of any kind, of which an article
/// must hold that many hits together.
final class OperandWalker: ArticleWalker {
  private let operandCount: Int
  private let atLeast: Int
  private var reader: OperandReader
  private let rough: ArticleWalker?
  private let isInterrupted: () -> Bool

  init(
    _ numbers: [Int], of operands: [SearchOperand], atLeast: Int, in part: Part,
    rough: ArticleWalker?, isInterrupted: @escaping () -> Bool
  ) {
    self.atLeast = atLeast
    // Here it is about finding, below a `not` too.
    var wanted = numbers.map { operands[$0] }
    for index in wanted.indices { wanted[index].isPositive = true }
    operandCount = wanted.count
    reader = OperandReader(wanted, in: part)
    self.rough = rough
    self.isInterrupted = isInterrupted
    super.init(estimate: rough?.estimate ?? part.articleCount, verifyCost: rough == nil ? 20_000 : 1_000)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    if let rough { rough.fillRoughly(&set, chunk) } else { set.fill(chunk.count) }
  }

  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough?.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    var asked = 0
    try set.filter { article in
      asked += 1
      if asked & 1023 == 0, isInterrupted() { throw Interrupted() }
      var count = 0
      for operand in 0..<operandCount {
        count += reader.count(operand, in: UInt32(chunk.first + article))
        if count >= atLeast { return true }
      }
      return false
    }
  }
}
