extension Session {
  /// How the only query of a text can be answered from raw lines, where this session's archive is of the first of them.
  /// Nil where all must be read, and where the text has a mistake, more queries than one, or names a result.
  public mutating func skimming(_ source: SourceText, _ context: RunContext) -> Skimming? {
    var notes: [Diagnostic] = []
    guard var statements = try? statements(of: source, context, notes: &notes) else { return nil }
    while let first = statements.first, first.kind.isDeclaration {
      guard (try? run(first, context)) != nil || statements.count > 1 else { return nil }
      statements.removeFirst()
    }
    guard statements.count == 1 else { return nil }
    switch statements[0].kind {
    case .query(name: nil, let query):
      guard let search = query.search, let (plan, planContext) = try? planned(query, context),
        let sieve = ReadMatchingLines.sieve(for: plan)
      else { return nil }
      return Skimming(plan, sieve: sieve, search: plan.search?.syntax ?? search, context: planContext)
    case .command("explain", let text): return skimming(SourceText(text), context)
    default: return nil
    }
  }
}

extension Statement.Kind {
  /// True for what only names values and wording.
  fileprivate var isDeclaration: Bool {
    switch self {
    case .parameter, .definition: true
    case .include(_, let statements): statements.allSatisfy(\.kind.isDeclaration)
    case .query, .command: false
    }
  }
}
