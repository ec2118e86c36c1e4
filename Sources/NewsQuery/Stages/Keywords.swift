/// `keywords vs (brexit source:telegraph)`: the words that are in these rows more often than in the rest of the
/// archive, or than in what another search finds.
///
/// Ordered by log-likelihood (Dunning 1993), with log ratio (Hardie 2014) as the size of the effect: 1 is twice as often, 2
/// four times. Articles that are in both sides count only for these rows.
public struct Keywords: Stage {
  public static let usage = StageUsage(
    "keywords", group: .words, forms: [.count("n"), .clause("vs", [.search])],
    summary: "words that mark these rows off from the archive, or from another search; 50 if not said")
  public static let traits = StageTraits(.merge, reads: .archive, order: .made, followsRecords: false)

  public let output: Schema
  private let count: Int
  private let other: CompiledSearch?

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    count = call.count ?? 50
    if let search = call.clause("vs")?.search {
      other = try context.compile(search)
    } else {
      other = nil
    }
    output = .counted([
      .init("term", .text), .init("count", .number), .init("other", .number), .init("log_likelihood", .number),
      .init("log_ratio", .number),
    ])
  }

  private struct Entry {
    var term: [UInt8]
    var count: Int
    var other: Int
    var logLikelihood: Double
    var logRatio: Double?
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let own = try WordCounts(table, rows: table.rows, context)
    let inside = Set(table.rows.compactMap { table.article(of: $0) })
    var articles: [UInt32]
    if let other {
      articles = try other.articles(context)
    } else {
      articles = Array(0..<UInt32(table.archive.articleCount))
    }
    articles.removeAll { inside.contains(Int($0)) }
    let rest = Table(archive: table.archive, columns: [], rows: articles, origin: .articles)
    let others = try WordCounts(rest, rows: articles, context)
    var otherCounts: [[UInt8]: Int] = [:]
    for entry in others.entries { otherCounts[entry.term] = entry.count }
    let (total, otherTotal) = (Double(own.wordCount), Double(others.wordCount))
    var entries: [Entry] = []
    for entry in own.entries {
      let other = otherCounts[entry.term] ?? 0
      // Only words that are more common here mark these rows.
      guard Double(entry.count) * otherTotal > Double(other) * total else { continue }
      let likelihood = Association.logLikelihood(
        both: Double(entry.count), xOnly: total - Double(entry.count), yOnly: Double(other),
        neither: otherTotal - Double(other))
      let ratio = Association.logRatio(Double(entry.count), of: total, against: Double(other), of: otherTotal)
      entries.append(
        Entry(term: entry.term, count: entry.count, other: other, logLikelihood: likelihood, logRatio: ratio))
    }
    let best = Ranking.best(entries, count, score: \.logLikelihood, count: \.count, term: \.term)
    func numbers(_ value: (Entry) -> Double?) -> StoredColumn {
      StoredColumn(.number, best.map { value($0).map { .number(NumberFunctions.rounded($0, digits: 2)) } ?? .null })
    }
    return table.counted(
      [
        .init("term", StoredColumn(.text, best.map { .text(String(decoding: $0.term, as: UTF8.self)) })),
        .init("count", numbers { Double($0.count) }), .init("other", numbers { Double($0.other) }),
        .init("log_likelihood", numbers { $0.logLikelihood }), .init("log_ratio", numbers { $0.logRatio }),
      ], rowCount: best.count)
  }
}

extension PlanContext {
  /// A further search in a query, `keywords vs (…)`: mistakes keep their place.
  func compile(_ search: Search) throws(Diagnostic) -> CompiledSearch {
    do {
      return try CompiledSearch(search, context: self)
    } catch let mistake as Diagnostic {
      throw mistake
    } catch let trouble as WorldError {
      throw Diagnostic("\(trouble.path): \(trouble.reason)", at: search.span)
    } catch {
      throw Diagnostic("\(error)", at: search.span)
    }
  }
}
