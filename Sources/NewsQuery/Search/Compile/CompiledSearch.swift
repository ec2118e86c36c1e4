/// A search ready to run against one archive: fields resolved, words folded and looked up, lists and arguments read.
///
///     let search = try CompiledSearch(query.search, context: plan)
///     let articles = try search.articles(context)
public struct CompiledSearch: Sendable {
  let archive: Archive
  let root: SearchNode
  let operands: [SearchOperand]
  /// Lists without a line, and the like: to be told with the answer.
  public let warnings: [Diagnostic]
  private let scoring: LazyScoring
  /// The search as written and what it was compiled with, to explain an empty answer.
  private let origin: Origin
  var syntax: Search { origin.syntax }
  var plan: PlanContext { origin.plan }

  /// A class because the plan may hold a compiled search itself.
  private final class Origin: Sendable {
    let syntax: Search
    let plan: PlanContext

    init(_ syntax: Search, _ plan: PlanContext) {
      self.syntax = syntax
      self.plan = plan
    }
  }

  /// Throws a `Diagnostic` for an unknown field (with the nearest names), a value of the wrong type, a regular expression
  /// that RE2 refuses; a `WorldError` for a list that cannot be read.
  public init(_ search: Search, context: PlanContext) throws {
    var compiler = SearchCompiler(context)
    root = try compiler.compile(search)
    origin = Origin(search, context)
    archive = context.archive
    operands = compiler.operands
    warnings = compiler.warnings
    scoring = LazyScoring(operands, in: archive)
    hits = SearchHits(operands, in: archive, scoring: scoring)
  }

  /// The terms as written (operands and list lines, in their order), for `count by term`.
  public var termNames: [String] { hits.termNames }

  /// True where a positive text operand is there: hits can be shown and scored.
  public var hasHits: Bool { operands.contains(where: \.isPositive) }

  /// The hits to hand on with the table.
  public let hits: SearchHits

  /// The articles that match, ascending.
  public func articles(_ context: RunContext) throws -> [UInt32] {
    let found = try chunks(of: root, context) { set, chunk in set.articles(from: UInt32(chunk.first)) }
    return found.count == 1 ? found[0] : found.flatMap(\.self)
  }

  /// Only how many: one term's number is read, not counted; positions are left alone where no one asks for them.
  public func articleCount(_ context: RunContext) throws -> Int { try articleCount(of: root, context) }

  /// How many articles one node finds by itself.
  func articleCount(of node: SearchNode, _ context: RunContext) throws -> Int {
    switch node {
    case .constant(let holds): return holds ? archive.articleCount : 0
    case .known(let articles, _): return articles.count
    case .not(let part): return archive.articleCount - (try articleCount(of: part, context))
    case .operand(let number):
      if case .index(let text) = operands[number].source, let count = text.listedArticleCount(in: archive.index) {
        return count
      }
    default: break
    }
    return try chunks(of: node, context) { set, _ in set.count }.reduce(0, +)
  }

  /// The `count` best by BM25, best first; equal scores in table order (newest first).
  public func best(_ count: Int, _ context: RunContext) throws -> [(article: UInt32, score: Double)] {
    if count <= 0 { return [] }
    let scoring = try scoring.scoring()
    let order = archive.tableOrder
    let operands = operands
    let archive = archive
    if var terms = BestTerms(root, operands, scoring, count: count, in: archive, isInterrupted: context.isInterrupted) {
      return try terms.found().map { ($0.article, $0.score) }
    }
    let found = try runs(of: root, context) { walker, chunks -> [TopK.Entry] in
      var best = TopK(count)
      let ranker = Ranker(operands, scoring, in: archive)
      var set = ArticleSet()
      for chunk in chunks {
        if context.isInterrupted() { throw Interrupted() }
        try walker.fill(&set, chunk)
        set.forEach { offset in
          let article = UInt32(chunk.first + offset)
          guard ranker.mayReach(best.threshold, article) else { return }
          let score = ranker.score(of: article)
          if score >= best.threshold {
            best.insert(TopK.Entry(score: score, rank: order.ranks[Int(article)], article: article))
          }
        }
      }
      return best.sorted()
    }
    var best = TopK(count)
    for entry in found.joined() { best.insert(entry) }
    return best.sorted().map { ($0.article, $0.score) }
  }

  /// Evaluates a node chunk by chunk; results are in the order of the chunks.
  private func chunks<Result: Sendable>(
    of node: SearchNode, _ context: RunContext, _ body: @Sendable (ArticleSet, Chunk) -> Result
  ) throws -> [Result] {
    try runs(of: node, context) { walker, chunks in
      var set = ArticleSet()
      return try chunks.map { chunk in
        if context.isInterrupted() { throw Interrupted() }
        try walker.fill(&set, chunk)
        return body(set, chunk)
      }
    }.flatMap(\.self)
  }

  /// Gives each thread a walker and its chunks, in order.
  private func runs<Result: Sendable>(
    of node: SearchNode, _ context: RunContext, _ body: @Sendable (ArticleWalker, [Chunk]) throws -> Result
  ) throws -> [Result] {
    let archive = archive
    let chunkCount = Chunk.count(of: archive.articleCount)
    let walker = self.walker(node, context)
    // A thread costs more to start than a short search to run.
    let cost = walker.estimate * (10 + walker.verifyCost)
    let threadCount = cost < 2_000_000 ? 1 : context.threadCount
    if threadCount <= 1 || chunkCount <= 1 {
      return [try body(walker, (0..<chunkCount).map { Chunk(number: $0, of: archive.articleCount) })]
    }
    let pieceSize = max(1, chunkCount / (threadCount * 4))
    return try Parallel.map(chunkCount, threadCount: threadCount, pieceSize: pieceSize) { range in
      try body(self.walker(node, context), range.map { Chunk(number: $0, of: archive.articleCount) })
    }
  }

  private func walker(_ node: SearchNode, _ context: RunContext) -> ArticleWalker {
    let articleCount = archive.articleCount
    switch node {
    case .constant(let holds): return ConstantWalker(holds, articleCount: articleCount)
    case .and(let parts): return AndWalker(parts.map { walker($0, context) })
    case .or(let parts):
      return parts.isEmpty
        ? ConstantWalker(false, articleCount: articleCount)
        : OrWalker(parts.map { walker($0, context) }, articleCount: articleCount)
    case .not(let part): return NotWalker(walker(part, context), articleCount: articleCount)
    case .operand(let number):
      if case .index(let text) = operands[number].source { return text.walker(in: archive.index) }
      return operandWalker([number], atLeast: 1, context)
    case .atLeast(let count, let numbers):
      if numbers.count == 1, case .index(let text) = operands[numbers[0]].source {
        return TextWalker(text, atLeast: count, in: archive.index)
      }
      return operandWalker(numbers, atLeast: count, context)
    case .known(let articles, _): return KnownWalker(articles)
    case .filter(let filter, _): return FilterWalker(filter, articleCount: articleCount)
    }
  }

  private func operandWalker(_ numbers: [Int], atLeast: Int, _ context: RunContext) -> ArticleWalker {
    // Where all can be told by posting lists first, they are.
    let index = archive.index
    let rough = numbers.compactMap { number -> ArticleWalker? in
      switch operands[number].source {
      case .index(let text): return text.roughWalker(in: index)
      case .regex(let regex) where regex.words.count == 1: return regex.words[0].walker(in: index)
      case .regex(let regex) where !regex.words.isEmpty: return AndWalker(regex.words.map { $0.walker(in: index) })
      default: return nil
      }
    }
    return OperandWalker(
      numbers, of: operands, atLeast: atLeast, in: archive,
      rough: rough.count < numbers.count ? nil : OrWalker(rough, articleCount: archive.articleCount),
      isInterrupted: context.isInterrupted)
  }
}
