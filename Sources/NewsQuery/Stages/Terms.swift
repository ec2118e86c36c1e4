/// `terms 50`: the most frequent words of the rows, how often they occur and in how many articles.
public struct Terms: PartialStage {
  public static let usage = StageUsage(
    "terms", group: .words, forms: [.count("n"), .clause("without", [.operand]), BoilerplateClause.form],
    summary: "the most frequent words, 50 if not said")
  public static let traits = StageTraits(.merge, reads: .archive, order: .made, followsRecords: false)

  public let output: Schema
  private let count: Int
  private let filter: WordFilter
  private let boilerplate: BoilerplateClause

  public var reads: StageTraits.Reads { boilerplate.isCounted ? .texts : .archive }

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    count = call.count ?? 50
    filter = try WordFilter(call, context: context)
    boilerplate = try BoilerplateClause(call)
    output = .counted(
      [.init("term", .text), .init("count", .number), .init("articles", .number)],
      .init(keys: ["term"], measure: "count", counts: ["count", "articles"]))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    // Found on all threads, before each of them counts a piece.
    _ = try boilerplate.leftOut(of: table.archive, context)
    return try answer(table, context)
  }

  static let pieces = RowPieces.Kind.byArticle

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> TermCounts {
    try table.termCounts(without: boilerplate.leftOut(of: table.archive, context), progress)
  }

  func table(of state: TermCounts, like table: Table, _ context: RunContext) throws -> Table {
    let best = Ranking.best(
      (0..<state.count).filter { filter.keeps(state.term($0)) }, count, score: { Double(state.counts[$0]) },
      count: { state.articleCounts[$0] },
      term: state.term)
    var result = table.counted(
      [
        .init("term", StoredColumn(.text, best.map { .text(String(decoding: state.term($0), as: UTF8.self)) })),
        .init("count", StoredColumn(.number, best.map { .number(Double(state.counts[$0])) })),
        .init("articles", StoredColumn(.number, best.map { .number(Double(state.articleCounts[$0])) })),
      ], rowCount: best.count)
    result.notes += [boilerplate.note(state.leftOutCount, beside: state.total)].compactMap { $0 }
    return result
  }
}

extension Schema {
  /// For stages on text: their rows must be articles or pieces of them.
  func requireTexts(for call: StageCall) throws(Diagnostic) {
    guard rows == .counted else { return }
    throw Diagnostic(
      "`\(call.name)` reads texts, and these rows were counted", at: call.nameSpan,
      hint: "put `\(call.name)` before the counting")
  }
}
