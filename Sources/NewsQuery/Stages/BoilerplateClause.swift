/// `with boilerplate`: without it, stages that count words leave out what an outlet repeats on many of its pages.
struct BoilerplateClause: Sendable {
  static let form = ArgumentForm.clause("with", [.choice(["boilerplate"])])

  /// Whether such text is counted.
  let isCounted: Bool

  /// Reads the clause of a stage. Throws a `Diagnostic` if something else follows `with`.
  init(_ call: StageCall) throws(Diagnostic) {
    let clause = call.clause("with")
    if let clause, clause.choice == nil {
      throw Diagnostic(
        "`with` says that repeated page text is counted too", at: clause.span,
        hint: "write `\(call.name) with boilerplate`")
    }
    isCounted = clause != nil
  }

  /// What is to be left out; nil if nothing is. Throws `Interrupted`.
  func leftOut(of archive: Archive, _ context: RunContext) throws -> RepeatedParagraphs? {
    if isCounted { return nil }
    let repeated = try archive.repeatedParagraphs(
      threadCount: context.threadCount, isInterrupted: context.isInterrupted)
    return repeated.isEmpty ? nil : repeated
  }

  /// Says how much was left out: `214 words`; nil for nothing. Of what is left there is `rest`, if that is known.
  func note(_ count: Int, _ unit: String = "word", beside rest: Int? = nil) -> Diagnostic? {
    if count == 0 { return nil }
    let percent = rest.map { rest -> String in
      let share = 100 * Double(count) / Double(count + rest)
      return share < 0.1
        ? " (less than 0.1 %)" : " (\(Value.number(NumberFunctions.rounded(share, digits: 1)).printed) %)"
    }
    return Diagnostic(
      "left out \(count.counted(unit))\(percent ?? "") of text that an outlet repeats on many pages",
      hint: "`with boilerplate` counts it too", severity: .note)
  }
}
