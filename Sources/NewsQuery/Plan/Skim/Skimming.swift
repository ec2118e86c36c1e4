/// How one query is answered from raw lines: which of them it needs, and what it finds in those.
public struct Skimming: Sendable {
  let sieve: LineSieve
  /// What of each article is kept.
  let fields: ArticleFieldSet
  /// Columns that the archive has, whichever lines are read.
  let schema: [Schema.Field]
  /// False if the query needs more of the lines than the articles that are found.
  let keepsFoundOnly: Bool
  private let search: Search
  private let context: PlanContext

  init(_ plan: Plan, sieve: LineSieve, search: Search, context: PlanContext) {
    fields = ReadMatchingLines.fields(for: plan)
    // Words in capitals are counted in all their articles.
    let countsMore = plan.search?.operands.contains { $0.capitals != nil } ?? false
    keepsFoundOnly = search.kind != .everything && !countsMore
    self.sieve = sieve
    self.search = search
    self.context = context
    schema = plan.archive.schema.filter { Field.stored.map { Schema.Field($0) }.contains($0) }
  }

  /// The articles of a small archive that the search finds, ascending.
  func articles(in archive: Archive) throws -> [UInt32] {
    var run = context.run
    run.threadCount = 1
    let small = PlanContext(archive: archive, arguments: context.arguments, results: [:], run: run, search: nil)
    return try CompiledSearch(search, context: small).articles(run)
  }
}
