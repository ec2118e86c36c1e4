/// `newsq -c '"arms control" | count by source' big.jsonl`: of JSON Lines that are asked once, only lines that can match are
/// read.
///
/// It applies where the answer depends on the articles found and on no others: not where articles are scored (the
/// statistics are those of all), not before a stage that looks beyond its rows, not for columns of the input (whose type
/// all their values decide). It is decided by the first lines, before the others are read.
enum ReadMatchingLines {
  /// What the lines must hold; nil where all must be read. `plan` was made for an archive of the first lines.
  static func sieve(for plan: Plan) -> LineSieve? {
    guard case .search(let search) = plan.start, plan.steps.allSatisfy({ $0.stage.reads < .archive }) else {
      return nil
    }
    let first = Set(plan.archive.schema.map(\.name))
    // What is shown where nothing else is said depends on what any article has.
    let isShownKnown =
      first.isSuperset(of: ["date", "source", "headline"]) || plan.steps.contains { $0.stage.output.rows == .counted }
    guard isShownKnown else { return nil }

    let fields = Set(Field.stored.map(\.name))
    var isKnown = true
    plan.query.search?.forEachName { name in
      let folded = Fold.folded(name.name)
      if !fields.contains(folded), folded != "lead", folded != "hlead" { isKnown = false }
    }
    // Of an article, or of the rows made of it, unless the input has a column of that name.
    let computed = Set(Field.all.map(\.name)).subtracting(fields).subtracting(["score", "hlead"])
    var readable = fields.union(computed.subtracting(first))
    for step in plan.steps {
      for argument in step.call.arguments {
        argument.forEachName { if !readable.contains($0.name) { isKnown = false } }
      }
      readable.formUnion(step.stage.output.columns.map(\.name))
    }
    return isKnown ? LineSieve(search) : nil
  }

  /// What an article needs to have so that the query can be answered: all of it, or a few columns where no text is
  /// searched or shown: `* | top 10 source`. `plan` has a sieve.
  static func fields(for plan: Plan) -> ArticleFieldSet {
    let isOfColumns = plan.search?.operands.allSatisfy { if case .column = $0.source { true } else { false } } ?? false
    let isReplaced = plan.steps.contains {
      $0.stage.output.rows == .counted || type(of: $0.stage).traits.replacesColumns
    }
    guard isOfColumns, isReplaced, plan.steps.allSatisfy({ $0.stage.reads == .columns }) else { return .all }
    // Made of nothing but their own keys; rows are ordered by date.
    let plain: [ArticleColumn] = [.id, .byline, .source, .section, .language, .date, .updated, .added, .url, .tags]
    var fields: ArticleFieldSet = [.date]
    var isPlain = true
    func add(_ name: String, _ made: Set<String>) {
      if let column = plain.first(where: { $0.name == name }) {
        fields.insert(column)
      } else if !made.contains(name) {
        isPlain = false
      }
    }
    plan.query.search?.forEachName { add(Fold.folded($0.name), []) }
    var made: Set<String> = []
    for step in plan.steps {
      for argument in step.call.arguments { argument.forEachName { add($0.name, made) } }
      made.formUnion(
        step.stage.output.columns.map(\.name).filter { name in !Field.stored.contains { $0.name == name } })
    }
    return isPlain ? fields : .all
  }
}

/// How one query is answered from raw lines: which of them it needs, and what it finds in those.
public struct Skimming: Sendable {
  let sieve: LineSieve
  /// What of each article is kept.
  let fields: ArticleFieldSet
  /// Columns that the archive has, whichever lines are read.
  let schema: [Schema.Field]
  /// False where more is wanted of the lines than the articles that are found.
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

extension Session {
  /// How the only query of a text can be answered from raw lines, where this session's archive is of the first of them.
  /// Nil where all must be read, and where the text has a mistake, more queries than one, or names a result.
  public mutating func skimming(_ source: SourceText, _ context: RunContext) -> Skimming? {
    var notes: [Diagnostic] = []
    guard var statements = try? statements(of: source, context, notes: &notes) else { return nil }
    while let first = statements.first, case .parameter = first.kind {
      guard (try? run(first, context)) != nil || statements.count > 1 else { return nil }
      statements.removeFirst()
    }
    guard statements.count == 1 else { return nil }
    switch statements[0].kind {
    case .query(name: nil, let query):
      guard let search = query.search, let (plan, planContext) = try? planned(query, context),
        let sieve = ReadMatchingLines.sieve(for: plan)
      else { return nil }
      return Skimming(plan, sieve: sieve, search: search, context: planContext)
    case .command("explain", let text): return skimming(SourceText(text), context)
    default: return nil
    }
  }
}
