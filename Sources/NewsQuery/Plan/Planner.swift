/// Turns the syntax of a query into a plan: resolves every name, checks every stage against the columns that reach it,
/// then lets the rewrites have a look. Throws the `Diagnostic` of the first mistake.
struct Planner {
  var context: PlanContext
  /// What a query that begins with `|` continues from.
  var last: NamedTable?

  func plan(_ query: Query) throws -> (plan: Plan, output: Schema) {
    var context = context
    let start: Plan.Start
    var schema: Schema
    if let search = query.search {
      let compiled = try CompiledSearch(search, context: context)
      context.search = compiled
      context.searchSyntax = search
      start = .search(compiled)
      schema = .articles(of: context.archive, hasHits: compiled.hasHits, hasScore: compiled.hasHits)
    } else if let last {
      start = .table(last.table)
      schema = last.schema
    } else {
      throw Diagnostic(
        "a line that begins with `|` continues from the last result, and there is none yet", at: query.span,
        hint: "begin with a search; `*` is every article")
    }

    var plan = Plan(archive: context.archive, start: start, steps: [], query: query)
    for call in query.stages {
      guard let type = StageCatalog.stage(named: call.name) else {
        throw Diagnostic("there is no stage `\(call.name)`", at: call.nameSpan)
      }
      let stage = try type.init(call, input: schema, context: context)
      plan.steps.append(Plan.Step(call: call, stage: stage, input: schema))
      schema = stage.output
    }
    for rewrite in Rewrites.all where rewrite.apply(to: &plan) {
      plan.rewrites.append(rewrite.name)
    }
    return (plan, schema)
  }
}
