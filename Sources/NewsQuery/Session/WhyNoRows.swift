/// Why a stage left no rows, though rows reached it: what each condition of `where` finds by itself, and the nearest
/// values.
struct WhyNoRows {
  let plan: Plan
  let planContext: PlanContext
  /// The tables after the start and after each step.
  let tables: [Table]

  /// Nil if no step took the last row.
  func note(_ context: RunContext) throws -> Diagnostic? {
    guard
      let place = tables.indices.dropFirst().first(where: { tables[$0].rows.isEmpty && !tables[$0 - 1].rows.isEmpty })
    else { return nil }
    let step = plan.steps[place - 1]
    let input = tables[place - 1]
    let unit = input.isOfArticles ? "article" : "row"
    let size = "\(WhyEmpty.written(input.rows.count)) \(unit)\(input.rows.count == 1 ? "" : "s")"
    var message = "`\(Printer.text(of: step.call))` leaves 0 of \(size)."
    if step.stage is Where, let condition = step.call.expression {
      for sentence in try sentences(about: condition, step, input, unit, context) { message += " " + sentence }
    }
    if message.hasSuffix(".") { message.removeLast() }
    return Diagnostic(message, at: step.call.span, severity: .note)
  }

  private func sentences(
    about condition: Expression, _ step: Plan.Step, _ input: Table, _ unit: String, _ context: RunContext
  ) throws -> [String] {
    var parts = [condition]
    if case .and(let items) = condition.kind { parts = items }
    var sentences: [String] = []
    var counts: [String] = []
    for part in parts {
      let count = try self.count(part, step, input, context)
      counts.append("`\(Printer.text(of: part))` \(WhyEmpty.written(count))")
      if count == 0 { sentences += nearest(part, step, input, unit) }
    }
    if parts.count > 1 { sentences.insert(counts.joined(separator: " · ") + ".", at: 0) }
    return sentences
  }

  private func count(_ condition: Expression, _ step: Plan.Step, _ input: Table, _ context: RunContext) throws -> Int {
    let compiled = try CompiledExpression(condition, schema: step.input, context: planContext)
    let reader = compiled.reader(of: input)
    let rows = input.rows
    return try Parallel.rows(rows.count, context) { range in [rows[range].count { reader.isTrue(at: $0) }] }
      .reduce(0, +)
  }

  // MARK: - Values

  private func nearest(_ condition: Expression, _ step: Plan.Step, _ input: Table, _ unit: String) -> [String] {
    switch condition.kind {
    case .or(let items): return items.flatMap { nearest($0, step, input, unit) }
    case .compare(let comparison, let left, let right):
      if let (column, literal) = pair(left, right, step) ?? pair(right, left, step) {
        if column.type == .number || column.type == .date { return extent(of: column, input) }
        return comparison == .equal ? values(near: [literal], column, input, unit) : []
      }
      return []
    case .valueIs(let left, let literal, negated: false):
      return self.column(left, step).map { values(near: [literal], $0, input, unit) } ?? []
    case .isIn(let left, let items, negated: false):
      let literals = items.compactMap { if case .literal(let literal) = $0.kind { literal } else { nil } }
      return self.column(left, step).map { values(near: literals, $0, input, unit) } ?? []
    case .matches(let left, let search, negated: false):
      guard let column = self.column(left, step), case .text(let operand) = search.kind,
        operand.kind == .word || operand.kind == .phrase
      else { return [] }
      return values(near: [Literal(.text(operand.text), operand.span)], column, input, unit)
    default: return []
    }
  }

  private func column(_ expression: Expression, _ step: Plan.Step) -> Schema.Field? {
    guard case .column(let name) = expression.kind else { return nil }
    return step.input.column(named: name.name)
  }

  private func pair(_ left: Expression, _ right: Expression, _ step: Plan.Step) -> (Schema.Field, Literal)? {
    guard let column = column(left, step), case .literal(let literal) = right.kind else { return nil }
    return (column, literal)
  }

  private func extent(of field: Schema.Field, _ input: Table) -> [String] {
    guard let column = input.column(field.name) else { return [] }
    return WhyEmpty.extent(of: field.name, column, rows: input.rows).map { [$0] } ?? []
  }

  private func values(near literals: [Literal], _ field: Schema.Field, _ input: Table, _ unit: String) -> [String] {
    // A headline or a body is no name; its words are looked for with `~`.
    guard !["headline", "deck", "body", "lead", "quote", "sentence", "paragraph"].contains(field.name),
      let column = input.column(field.name)
    else { return [] }
    var counts: [String: Int] = [:]
    for row in input.rows {
      switch column.value(at: Int(row)) {
      case .text(let text): counts[text, default: 0] += 1
      case .list(let items): for item in Set(items) { counts[item.printed, default: 0] += 1 }
      default: break
      }
      if counts.count > 20_000 { return [] }
    }
    if counts.isEmpty { return ["`\(field.name)` is empty in all of them."] }
    let values = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (value: $0.key, count: $0.value) }
    return literals.prefix(3).compactMap { literal in
      var literal = literal
      if case .argument(let name) = literal.kind { literal = planContext.arguments[name] ?? literal }
      guard case .text(let text) = literal.kind else { return nil }
      return NearestValues.sentence(text, of: field.name, among: values, unit: unit)
    }
  }
}

extension Table {
  fileprivate var isOfArticles: Bool { if case .articles = origin { true } else { false } }
}
