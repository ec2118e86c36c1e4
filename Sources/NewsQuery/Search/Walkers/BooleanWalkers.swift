/// The intersection of several nodes: posting lists first, the rarest first; then costly nodes, the cheapest first.
final class AndWalker: ArticleWalker {
  private let byEstimate: [ArticleWalker]
  private let byCost: [ArticleWalker]

  init(_ parts: [ArticleWalker]) {
    byEstimate = parts.enumerated().sorted { ($0.1.estimate, $0.0) < ($1.1.estimate, $1.0) }.map(\.1)
    byCost = parts.enumerated().filter { $0.1.verifyCost > 0 }
      .sorted { ($0.1.verifyCost, $0.0) < ($1.1.verifyCost, $1.0) }.map(\.1)
    super.init(
      estimate: parts.map(\.estimate).min() ?? 0, verifyCost: parts.reduce(0) { $0 + $1.verifyCost })
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    byEstimate[0].fillRoughly(&set, chunk)
    for part in byEstimate.dropFirst() { part.narrowRoughly(&set, chunk) }
  }

  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    for part in byEstimate { part.narrowRoughly(&set, chunk) }
  }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    for part in byCost where !set.isEmpty { try part.verify(&set, chunk) }
  }
}

/// Any of several nodes.
final class OrWalker: ArticleWalker {
  private let parts: [ArticleWalker]
  /// The unverified matches of each part in the current chunk; only if they must be verified.
  private var rough: [ArticleSet]
  private var scratch = ArticleSet()

  init(_ parts: [ArticleWalker], articleCount: Int) {
    self.parts = parts
    let cost = parts.reduce(0) { $0 + $1.verifyCost }
    rough = cost > 0 ? parts.map { _ in ArticleSet() } : []
    super.init(estimate: min(articleCount, parts.reduce(0) { $0 + $1.estimate }), verifyCost: cost)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    set.removeAll()
    for index in parts.indices {
      if rough.isEmpty {
        parts[index].fillRoughly(&scratch, chunk)
        set.formUnion(scratch)
      } else {
        parts[index].fillRoughly(&rough[index], chunk)
        set.formUnion(rough[index])
      }
    }
  }

  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    var union = ArticleSet()
    for index in parts.indices {
      if rough.isEmpty {
        scratch = set
        parts[index].narrowRoughly(&scratch, chunk)
        union.formUnion(scratch)
      } else {
        rough[index] = set
        parts[index].narrowRoughly(&rough[index], chunk)
        union.formUnion(rough[index])
      }
    }
    set = union
  }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    var found = ArticleSet()
    // Parts that are exact already settle most articles.
    for exact in [true, false] {
      for index in parts.indices where (parts[index].verifyCost == 0) == exact {
        rough[index].intersect(set)
        rough[index].subtract(found)
        if !exact, !rough[index].isEmpty { try parts[index].verify(&rough[index], chunk) }
        found.formUnion(rough[index])
      }
    }
    set = found
  }
}

/// The complement of a node.
final class NotWalker: ArticleWalker {
  private let part: ArticleWalker
  private var rough = ArticleSet()

  init(_ part: ArticleWalker, articleCount: Int) {
    self.part = part
    super.init(
      estimate: part.verifyCost > 0 ? articleCount : articleCount - part.estimate, verifyCost: part.verifyCost)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    part.fillRoughly(&rough, chunk)
    set.fill(chunk.count)
    if verifyCost == 0 { set.subtract(rough) }
  }

  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    rough = set
    part.narrowRoughly(&rough, chunk)
    if verifyCost == 0 { set.subtract(rough) }
  }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    rough.intersect(set)
    if rough.isEmpty { return }
    try part.verify(&rough, chunk)
    set.subtract(rough)
  }
}
