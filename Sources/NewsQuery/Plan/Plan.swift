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
    /// The columns that reach it.
    public var input: Schema
  }

  /// Stages whose output is cut to its first rows: they stop as soon as they have made those.
  public struct EarlyEnd: Sendable {
    public var steps: Range<Int>
    public var rowCount: Int
  }

  public let archive: Archive
  public var start: Start
  public var steps: [Step]
  /// Set by the rewrite of `head`; nil if every stage runs over all its rows.
  public var earlyEnd: EarlyEnd?
  /// The query that it carries out, for its canonical form.
  public var query: Query
  /// The definitions that it uses, each once, in the order of their first use.
  public var definitions: [Definition] { expansion.definitions }
  /// What the definitions of the query became; places in them are told by it.
  let expansion: Expansion
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

  /// Carries out the plan. `observe` receives the table that the start and each step make.
  public func run(_ context: RunContext, observe: (Table) -> Void = { _ in }) throws -> Table {
    context.onProgress?(context.step, 0, 0)
    var table = try startingTable(context)
    observe(table)
    var place = 0
    while place < steps.count {
      if let earlyEnd, earlyEnd.steps.lowerBound == place {
        let tables = try run(earlyEnd, from: table, context)
        tables.forEach(observe)
        table = tables.last ?? table
        place = earlyEnd.steps.upperBound
      } else {
        table = try run(steps[place], over: table, context)
        observe(table)
        place += 1
      }
    }
    return table
  }

  private func run(_ step: Step, over table: Table, _ context: RunContext) throws -> Table {
    var context = context
    context.step = type(of: step.stage).usage.name
    if context.isInterrupted() { throw Interrupted() }
    // Whoever shows progress knows of the step before it counts anything.
    context.onProgress?(context.step, 0, table.rowCount)
    var table = table
    table.notes = []
    return try step.stage.run(table, context)
  }

  /// Runs some stages over the first rows of a table, and over eight times as many until enough rows come out: all the
  /// earlier attempts together cost a seventh of the last.
  private func run(_ earlyEnd: EarlyEnd, from table: Table, _ context: RunContext) throws -> [Table] {
    var rowCount = max(8, min(earlyEnd.rowCount, 1 << 40))
    while true {
      var current = table
      if rowCount < table.rows.count { current.rows = Array(table.rows.prefix(rowCount)) }
      let isAll = rowCount >= table.rows.count
      var tables: [Table] = []
      for place in earlyEnd.steps {
        current = try run(steps[place], over: current, context)
        tables.append(current)
      }
      if isAll || current.rows.count >= earlyEnd.rowCount { return tables }
      rowCount *= 8
    }
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
