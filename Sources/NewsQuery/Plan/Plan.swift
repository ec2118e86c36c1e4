/// How a query is done: where its rows come from, and the stages they go through. Made by `Planner`, checked as a whole
/// before the first row is read.
public struct Plan: Sendable {
  /// Where the rows come from.
  public enum Start: Sendable {
    /// Every article that the search finds, newest first.
    case search(CompiledSearch)
    /// The best few by score, best first: what `sort score desc | head n` comes down to.
    case best(CompiledSearch, count: Int)
    /// A table that is there already: the last answer.
    case table(Table)
  }

  /// A stage, checked, with what was written for it.
  public struct Step: Sendable {
    public var call: StageCall
    public var stage: any Stage
  }

  public let archive: Archive
  public var start: Start
  public var steps: [Step]
  /// The query that it carries out, for its canonical form.
  public var query: Query
  /// The rewrites that changed it, by name, in order.
  public var rewrites: [String] = []

  /// The search that it begins with, if any.
  public var search: CompiledSearch? {
    switch start {
    case .search(let search), .best(let search, _): search
    case .table: nil
    }
  }

  /// What stages and search have to say before they run.
  public var notes: [Diagnostic] {
    (search?.warnings ?? []) + steps.flatMap { $0.stage.notes }
  }

  /// Carries it out. `observe` is told the number of rows after the start and after each step.
  public func run(_ context: RunContext, observe: (Int) -> Void = { _ in }) throws -> Table {
    context.onProgress?(context.step, 0, 0)
    var table = try startingTable(context)
    observe(table.rowCount)
    var context = context
    for step in steps {
      context.step = type(of: step.stage).usage.name
      if context.isInterrupted() { throw Interrupted() }
      // Whoever shows progress knows of the step before it counts anything.
      context.onProgress?(context.step, 0, table.rowCount)
      table = try step.stage.run(table, context)
      observe(table.rowCount)
    }
    return table
  }

  private func startingTable(_ context: RunContext) throws -> Table {
    switch start {
    case .search(let search):
      var articles = try search.articles(context)
      let ignoresOrder = steps.first.map { type(of: $0.stage).traits.order == .ignored } ?? false
      if !ignoresOrder { archive.tableOrder.sort(&articles) }
      return .articles(articles, of: archive, hits: search.hasHits ? search.hits : nil)
    case .best(let search, let count):
      return .articles(try search.best(count, context).map { $0.article }, of: archive, hits: search.hits)
    case .table(let table):
      return table
    }
  }
}
