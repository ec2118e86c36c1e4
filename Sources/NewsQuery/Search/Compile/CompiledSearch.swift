/// A search ready to run against one archive: fields resolved, words folded and looked up, lists and arguments read.
///
///     let search = try CompiledSearch(query.search, context: plan)
///     let articles = try search.articles(context)
public struct CompiledSearch: Sendable {
  let archive: Archive
  /// The search in each part of the archive: nodes and operands of the same shape, with the terms and columns of that part.
  let parts: [PartSearch]
  /// Empty lists and the like, to be reported with the answer.
  public let warnings: [Diagnostic]
  private let scoring: LazyScoring
  /// The search as written and what it was compiled with, to explain an empty answer.
  private let origin: Origin
  var syntax: Search { origin.syntax }
  var plan: SearchContext { origin.plan }

  /// A class because the plan may hold a compiled search itself.
  private final class Origin: Sendable {
    let syntax: Search
    let plan: SearchContext

    init(_ syntax: Search, _ plan: SearchContext) {
      self.syntax = syntax
      self.plan = plan
    }
  }

  /// The root and the operands as the first part has them, for names, shapes and queries, which are the same in all parts.
  var root: SearchNode { parts[0].root }
  var operands: [SearchOperand] { parts[0].operands }

  /// Throws a `Diagnostic` for an unknown field (with the nearest names), a value of the wrong type, a regular expression
  /// that RE2 refuses; a `WorldError` for a list that cannot be read.
  public init(_ search: Search, context: SearchContext) throws {
    origin = Origin(search, context)
    archive = context.archive
    let sources = SearchSources()
    var parts: [PartSearch] = []
    var warnings: [Diagnostic] = []
    for place in context.archive.parts {
      var compiler = SearchCompiler(context, part: place, sources)
      let root = try compiler.compile(search)
      parts.append(PartSearch(place: place, root: root, operands: compiler.operands, topics: compiler.topics))
      if place.number == 0 { warnings = compiler.warnings }
    }
    self.parts = parts
    self.warnings = warnings
    scoring = LazyScoring(parts)
    hits = SearchHits(parts, in: archive, scoring: scoring, run: context.run)
  }

  /// The terms as written (operands and list lines, in their order).
  public var termNames: [String] { hits.termNames }

  /// The values of the column `term`: the terms, and for those of a definition its name.
  public var topicNames: [String] { hits.topicNames }

  /// True if the search has a positive text operand: hits can be shown and scored.
  public var hasHits: Bool { operands.contains(where: \.isPositive) }

  /// The hits to hand on with the table.
  public let hits: SearchHits

  /// The articles that match, ascending.
  public func articles(_ context: RunContext) throws -> [UInt32] {
    let found = try chunks(of: rootNodes, context) { set, chunk, place in
      if place.dead.isEmpty { return set.articles(from: UInt32(place.base + chunk.first)) }
      return set.articles(from: UInt32(chunk.first)).map { place.number(of: $0) }
    }
    return found.count == 1 ? found[0] : found.flatMap(\.self)
  }

  /// Only how many: the number of one term is read, not counted; positions are left alone unless the search needs them.
  public func articleCount(_ context: RunContext) throws -> Int { try articleCount(of: rootNodes, context) }

  /// Returns how many articles one node finds by itself.
  func articleCount(of nodes: SearchNodes, _ context: RunContext) throws -> Int {
    switch nodes.first {
    case .constant(let holds): return holds ? archive.articleCount : 0
    case .not: return archive.articleCount - (try articleCount(of: nodes.parts[0], context))
    case .operand(let number):
      if let count = listedArticleCount(ofOperand: number) { return count }
    default: break
    }
    return try chunks(of: nodes, context) { set, _, _ in set.count }.reduce(0, +)
  }

  /// The articles of an operand if every part has written down their number; nil if one must walk.
  private func listedArticleCount(ofOperand number: Int) -> Int? {
    var count = 0
    for part in parts {
      guard case .index(let text) = part.operands[number].source else { return nil }
      if part.place.dead.isEmpty {
        guard let listed = text.listedArticleCount(in: part.index) else { return nil }
        count += listed
      } else {
        guard let term = text.onlyTerm else { return nil }
        count += part.place.articleCount(of: term)
      }
    }
    return count
  }

  /// The `count` best by BM25, best first; equal scores in table order (newest first).
  public func best(_ count: Int, _ context: RunContext) throws -> [(article: UInt32, score: Double)] {
    if count <= 0 { return [] }
    let scoring = try scoring.scoring()
    let keys = archive.tableOrder.keys
    var best = TopK(count)
    for part in parts {
      let own = scoring.ofParts[part.place.number]
      if var terms = BestTerms(part, own, count: count, keys: keys, atLeast: best.threshold, context.isInterrupted) {
        for entry in try terms.found() { best.insert(entry) }
      } else {
        for entry in try self.best(count, in: part, own, keys, atLeast: best.threshold, context) { best.insert(entry) }
      }
    }
    return best.sorted().map { ($0.article, $0.score) }
  }

  /// Walks one part; leaves out articles that score below `least`.
  private func best(
    _ count: Int, in part: PartSearch, _ scoring: Scoring, _ keys: TableOrder.Keys, atLeast least: Double,
    _ context: RunContext
  ) throws -> [TopK.Entry] {
    let found = try runs(of: SearchNodes(ofParts: [part.root]), in: [part], context) { walker, chunks, part in
      var best = TopK(count)
      let ranker = Ranker(part, scoring)
      var set = ArticleSet()
      for chunk in chunks {
        if context.isInterrupted() { throw Interrupted() }
        try part.fill(&set, walker, chunk)
        set.forEach { offset in
          let article = UInt32(chunk.first + offset)
          let threshold = max(least, best.threshold)
          guard ranker.mayReach(threshold, article) else { return }
          let score = ranker.score(of: article)
          if score >= threshold {
            let number = part.place.number(of: article)
            best.insert(TopK.Entry(score: score, key: keys.key(of: Int(number)), article: number))
          }
        }
      }
      return best.sorted()
    }
    return found.flatMap(\.self)
  }

  var rootNodes: SearchNodes { SearchNodes(ofParts: parts.map(\.root)) }

  /// Evaluates a node chunk by chunk; results are in the order of the chunks.
  private func chunks<Result: Sendable>(
    of nodes: SearchNodes, _ context: RunContext, _ body: @Sendable (ArticleSet, Chunk, PlacedPart) -> Result
  ) throws -> [Result] {
    try runs(of: nodes, in: parts, context) { walker, chunks, part in
      var set = ArticleSet()
      return try chunks.map { chunk in
        if context.isInterrupted() { throw Interrupted() }
        try part.fill(&set, walker, chunk)
        return body(set, chunk, part.place)
      }
    }.flatMap(\.self)
  }

  /// Gives each thread walkers and their chunks, in order. A run of chunks is of one part.
  private func runs<Result: Sendable>(
    of nodes: SearchNodes, in parts: [PartSearch], _ context: RunContext,
    _ body: @Sendable (ArticleWalker, [Chunk], PartSearch) throws -> Result
  ) throws -> [Result] {
    var firstChunks = [0]
    // A thread costs more to start than a short search to run.
    var cost = 0
    var walkers: [ArticleWalker] = []
    for (part, node) in zip(parts, nodes.ofParts) {
      let walker = part.walker(node, context)
      cost += walker.estimate * (10 + walker.verifyCost)
      walkers.append(walker)
      firstChunks.append(firstChunks[firstChunks.count - 1] + Chunk.count(of: part.part.articleCount))
    }
    let chunkCount = firstChunks[parts.count]
    let threadCount = cost < 2_000_000 ? 1 : context.threadCount
    if threadCount <= 1 || chunkCount <= 1 {
      return try parts.indices.map { try body(walkers[$0], parts[$0].chunks(0..<parts[$0].chunkCount), parts[$0]) }
    }
    let firsts = firstChunks
    let pieceSize = max(1, chunkCount / (threadCount * 4))
    return try Parallel.map(chunkCount, threadCount: threadCount, pieceSize: pieceSize) { range -> [Result] in
      var results: [Result] = []
      for (number, part) in parts.enumerated() {
        let own = range.clamped(to: firsts[number]..<firsts[number + 1])
        if own.isEmpty { continue }
        let chunks = part.chunks(own.lowerBound - firsts[number]..<own.upperBound - firsts[number])
        results.append(try body(part.walker(nodes.ofParts[number], context), chunks, part))
      }
      return results
    }.flatMap(\.self)
  }
}

/// The same node of a search in each part of an archive.
struct SearchNodes: Sendable {
  var ofParts: [SearchNode]
  var first: SearchNode { ofParts[0] }

  /// The nodes below an `and`, an `or`, a `not`.
  var parts: [SearchNodes] {
    switch first {
    case .and(let parts), .or(let parts): parts.indices.map { SearchNodes(ofParts: children(at: $0)) }
    case .not: [SearchNodes(ofParts: children(at: 0))]
    case .atLeast(_, let numbers): numbers.map { number in SearchNodes(ofParts: ofParts.map { _ in .operand(number) }) }
    default: []
    }
  }

  private func children(at place: Int) -> [SearchNode] {
    ofParts.map { node in
      switch node {
      case .and(let parts), .or(let parts): parts[place]
      case .not(let part): part
      default: .constant(false)
      }
    }
  }

  /// The first so many nodes below an `and`, joined.
  func prefix(_ count: Int) -> SearchNodes {
    SearchNodes(
      ofParts: ofParts.map { node in
        if case .and(let parts) = node { .and(Array(parts.prefix(count))) } else { node }
      })
  }
}
