/// `newsq -c '"arms control" | count by source' big.jsonl`: of JSON Lines that are asked once, only lines that can match are
/// read.
///
/// It applies where the answer depends on the articles found and on no others: not where articles are scored (the
/// statistics are those of all), not before a stage that looks beyond its rows, not for columns of the input (whose type
/// all their values decide). It is decided by the first lines, before the others are read.
enum ReadMatchingLines {
  /// What the lines must hold; nil if all must be read. `plan` was made for an archive of the first lines.
  static func sieve(for plan: Plan) -> LineSieve? {
    guard case .search(let search) = plan.start, plan.steps.allSatisfy({ $0.stage.reads < .archive }) else {
      return nil
    }
    let first = Set(plan.archive.schema.map(\.name))
    // The columns shown by default depend on what any article has.
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
    let computed = Set(Field.all.map(\.name)).subtracting(fields).subtracting([
      "score", "hlead", "story", "boilerplate",
    ])
    var readable = fields.union(computed.subtracting(first))
    for step in plan.steps {
      for argument in step.call.arguments {
        argument.forEachName { if !readable.contains($0.name) { isKnown = false } }
      }
      readable.formUnion(step.stage.output.columns.map(\.name))
    }
    return isKnown ? LineSieve(search) : nil
  }

  /// What an article needs to have so that the query can be answered: all of it, or a few columns if no text is
  /// searched or shown: `* | top 10 source`. `plan` has a sieve.
  static func fields(for plan: Plan) -> ArticleFieldSet {
    let isOfColumns = plan.search?.operands.allSatisfy { if case .column = $0.source { true } else { false } } ?? false
    let isReplaced = plan.steps.contains {
      $0.stage.output.rows == .counted || type(of: $0.stage).traits.replacesColumns
    }
    guard isOfColumns, isReplaced, plan.steps.allSatisfy({ $0.stage.reads == .columns }) else { return .all }
    // Made of nothing but their own keys; rows are ordered by date.
    let plain: [ArticleColumn] = [
      .id, .byline, .source, .section, .language, .date, .updated, .added, .url, .tags, .file,
    ]
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
