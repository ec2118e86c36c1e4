/// Turns the syntax of a query into a plan: resolves every name, checks every stage against the columns that reach it,
/// then lets the rewrites have a look. Throws the `Diagnostic` of the first mistake.
struct Planner {
  var context: PlanContext
  /// What a query that begins with `|` continues from.
  var last: NamedTable?

  func plan(_ written: Query) throws -> (plan: Plan, output: Schema) {
    var expansion = Expansion(context)
    do {
      let expanded = try expansion.expanded(written)
      return try plan(expanded, written, expansion)
    } catch let mistake as Diagnostic {
      throw expansion.placed(mistake)
    }
  }

  private func plan(
    _ expanded: Query, _ written: Query, _ expansion: Expansion
  ) throws -> (plan: Plan, output: Schema) {
    var context = context
    let query = try Parameters(
      arguments: context.arguments, results: Set(context.results.keys), definitions: context.definitions
    ).applied(to: expanded)
    let start: Plan.Start
    var schema: Schema
    if let reference = query.table {
      let read = try context.table(reference)
      (start, schema) = (.table(read.table), read.schema)
    } else if case .text(let operand)? = query.search?.kind, operand.kind == .argument, !operand.isExact,
      context.arguments[operand.text] == nil, let result = context.results[operand.text]
    {
      (start, schema) = (.table(result.table), result.schema)
    } else if let search = query.search {
      let compiled = try CompiledSearch(search, context: context)
      context.search = compiled
      context.searchSyntax = search
      context.isInSearchOrder = true
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

    var plan = Plan(archive: context.archive, start: start, steps: [], query: written, expansion: expansion)
    for call in query.stages {
      guard let type = StageCatalog.stage(named: call.name) else {
        throw Diagnostic("there is no stage `\(call.name)`", at: call.nameSpan)
      }
      let stage: any Stage
      do {
        stage = try type.init(call, input: schema, context: context)
      } catch {
        throw call.countingOverTime(error)
      }
      plan.steps.append(Plan.Step(call: call, stage: stage, input: schema))
      schema = stage.output
      if type.traits.order == .made { context.isInSearchOrder = false }
    }
    for rewrite in Rewrites.all where rewrite.apply(to: &plan) {
      plan.rewrites.append(rewrite.name)
    }
    return (plan, schema)
  }
}

extension StageCall {
  /// `count by month`: if there is no such column, time is counted by `timeline`.
  fileprivate func countingOverTime(_ mistake: Diagnostic) -> Diagnostic {
    guard name == "count" || name == "share" || name == "top", mistake.message.hasPrefix("no column") else {
      return mistake
    }
    var items = clause("by")?.items ?? []
    if let column { items.append(Argument.Item(name: nil, expression: Expression(.column(column), column.span))) }
    let units = ["day", "week", "month", "year"]
    func unit(_ item: Argument.Item) -> String? {
      guard case .column(let column) = item.expression.kind, column.span == mistake.span else { return nil }
      return units.first { $0 == column.name.lowercased() }
    }
    guard (1...2).contains(items.count), let place = items.firstIndex(where: { unit($0) != nil }),
      let unit = unit(items[place])
    else { return mistake }
    items.remove(at: place)
    let other = items.first.map { ", " + Printer.text(of: $0.expression) } ?? ""
    return Diagnostic(
      "no column `\(unit)` here; `timeline` counts over time", at: mistake.span ?? span, replacing: span,
      with: "| timeline \(name == "share" ? "share " : "")by \(unit)\(other)")
  }
}
