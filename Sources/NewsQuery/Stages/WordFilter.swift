/// `without @stop.txt`, `without (said or mr)`, `without $names`: words that are left out of a count of words.
struct WordFilter: Sendable {
  private let matcher: TextMatcher?

  /// Reads the clause of a stage; without one nothing is left out.
  init(_ call: StageCall, context: PlanContext) throws(Diagnostic) {
    guard var search = call.clause("without")?.search else {
      matcher = nil
      return
    }
    if case .text(var operand) = search.kind, operand.kind == .argument, context.arguments[operand.text] == nil,
      context.results[operand.text] != nil
    {
      operand.kind = .list
      operand.text = "$" + operand.text
      search.kind = .text(operand)
    }
    if case .text(let word) = search.kind, word.kind == .word, TableName.isList(word.text) {
      throw Diagnostic("a list is written with its `@`", at: search.span, with: "@\(word.text)")
    }
    matcher = try search.compiled { search in try TextMatcher(search, context: context) }
  }

  /// Whether a folded term stays.
  func keeps(_ term: [UInt8]) -> Bool {
    guard let matcher else { return true }
    return !term.withUnsafeBytes { matcher.matches($0) }
  }

  /// Whether a run of words stays: one that begins or ends with a word that is left out does not.
  func keeps(run: [UInt8]) -> Bool {
    guard matcher != nil else { return true }
    let words = run.split(separator: 0x20)
    guard let first = words.first, let last = words.last else { return true }
    return keeps(Array(first)) && keeps(Array(last))
  }
}
