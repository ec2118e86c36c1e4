/// `keywords vs (brexit source:telegraph)`: the words that are in these rows more often than in the rest of the
/// archive, or than in what another search finds.
///
/// Ordered by log-likelihood (Dunning 1993), with log ratio (Hardie 2014) as the size of the effect: 1 is twice as often, 2
/// four times. Articles that are in both sides count only for these rows.
public struct Keywords: PartialStage {
  public static let usage = StageUsage(
    "keywords", group: .words,
    forms: [
      .count("n"), .clause("by", [.items(isOptional: false)]), .clause("vs", [.search]), .clause("without", [.operand]),
      BoilerplateClause.form,
    ],
    summary: "words that mark rows off from the archive, another search, or other groups; 50 if not said")
  public static let traits = StageTraits(.merge, reads: .archive, order: .made, followsRecords: false)

  public let output: Schema
  private let count: Int
  private let filter: WordFilter
  private let boilerplate: BoilerplateClause
  private let groups: GroupKeywords?
  private let other: CompiledSearch?

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    count = call.count ?? 50
    let filter = try WordFilter(call, context: context)
    self.filter = filter
    let boilerplate = try BoilerplateClause(call)
    self.boilerplate = boilerplate
    if let by = call.clause("by"), let items = by.items {
      guard items.count == 1 else {
        throw Diagnostic("`keywords` takes one column", at: items[1].expression.span)
      }
      if let versus = call.clause("vs") {
        throw Diagnostic(
          "groups are compared with the other rows, so that there is nothing to compare with after `vs`",
          at: versus.span,
          hint: "leave out `by` or `vs`")
      }
      let key = try NamedExpression(items[0], schema: input, context: context)
      let groups = GroupKeywords(key: key, count: call.count ?? 10, filter: filter, boilerplate: boilerplate)
      self.groups = groups
      other = nil
      output = .counted(
        groups.fields, .init(keys: [key.name, "term"], measure: "log_likelihood", counts: ["count", "other"]))
      return
    }
    groups = nil
    if let search = call.clause("vs")?.search {
      other = try context.compile(search)
    } else {
      other = nil
    }
    output = .counted(
      [
        .init("term", .text), .init("count", .number), .init("other", .number), .init("log_likelihood", .number),
        .init("log_ratio", .number),
      ], .init(keys: ["term"], measure: "log_likelihood", counts: ["count", "other"]))
  }

  private struct Entry {
    var term: [UInt8]
    var count: Int
    var other: Int
    var logLikelihood: Double
    var logRatio: Double?
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    // Found on all threads, before each of them counts a piece.
    _ = try boilerplate.leftOut(of: table.archive, context)
    return try groups?.run(table, context) ?? answer(table, context)
  }

  static let pieces = RowPieces.Kind.byArticle

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> TermCounts {
    try table.termCounts(without: boilerplate.leftOut(of: table.archive, context), progress)
  }

  func table(of state: TermCounts, like table: Table, _ context: RunContext) throws -> Table {
    var background = try background(of: state, table, context)
    let (total, otherTotal) = (Double(state.total), Double(background.total))
    var entries: [Entry] = []
    for number in 0..<state.count {
      let (term, count) = (state.term(number), state.counts[number])
      let other = background.count(of: term)
      // Only words that are more common here mark these rows.
      guard Double(count) * otherTotal > Double(other) * total, filter.keeps(term) else { continue }
      let likelihood = Association.logLikelihood(
        both: Double(count), xOnly: total - Double(count), yOnly: Double(other), neither: otherTotal - Double(other))
      let ratio = Association.logRatio(Double(count), of: total, against: Double(other), of: otherTotal)
      entries.append(Entry(term: term, count: count, other: other, logLikelihood: likelihood, logRatio: ratio))
    }
    let best = Ranking.best(entries, count, score: \.logLikelihood, count: \.count, term: \.term)
    func numbers(_ value: (Entry) -> Double?) -> StoredColumn {
      StoredColumn(.number, best.map { value($0).map { .number(NumberFunctions.rounded($0, digits: 2)) } ?? .null })
    }
    var result = table.counted(
      [
        .init("term", StoredColumn(.text, best.map { .text(String(decoding: $0.term, as: UTF8.self)) })),
        .init("count", numbers { Double($0.count) }), .init("other", numbers { Double($0.other) }),
        .init("log_likelihood", numbers { $0.logLikelihood }), .init("log_ratio", numbers { $0.logRatio }),
      ], rowCount: best.count)
    result.notes += [boilerplate.note(state.leftOutCount, beside: state.total)].compactMap { $0 }
    return result
  }

  /// What the rows are compared with. Articles that have a row are left out.
  private func background(of own: TermCounts, _ table: Table, _ context: RunContext) throws -> Background {
    var seen: Set<UInt32> = []
    let articles = table.rows.map { UInt32(table.span(of: $0).article) }
    let inside = articles.filter { seen.insert($0).inserted }
    let repeated = try boilerplate.leftOut(of: table.archive, context)
    guard let other else {
      // The dictionary knows how often each word is in the archive: only the texts of these articles are read.
      let isWhole = if case .articles = table.origin { inside.count == articles.count } else { false }
      let read = isWhole ? own : try Table.termCounts(of: inside, in: table.archive, without: repeated, context)
      return Background(
        counts: read, archive: table.archive, repeated: repeated.map { TermCounts(of: $0, in: table.archive) })
    }
    let others = try other.articles(context).filter { !seen.contains($0) }
    return Background(counts: try Table.termCounts(of: others, in: table.archive, without: repeated, context))
  }

  /// Counts of words outside the rows: counted ones, or those of the archive without them and without the text that is left out
  /// of the rows too.
  private struct Background {
    var counts: TermCounts
    var archive: Archive?
    var repeated: TermCounts?

    var total: Int {
      archive.map { $0.wordCount - counts.total - (repeated?.total ?? 0) } ?? counts.total
    }

    mutating func count(of term: [UInt8]) -> Int {
      let counted = counts.count(of: term)
      guard let archive else { return counted }
      return (term.withUnsafeBytes { archive.occurrenceCount(ofTerm: $0) } ?? 0) - counted
        - (repeated?.count(of: term) ?? 0)
    }
  }
}

extension PlanContext {
  /// A further search in a query, `keywords vs (…)`: mistakes keep their place.
  func compile(_ search: Search) throws(Diagnostic) -> CompiledSearch {
    try search.compiled { search in try CompiledSearch(search, context: self) }
  }
}
