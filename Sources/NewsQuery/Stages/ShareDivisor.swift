/// What shares are divided by: the articles of the archive under the same conditions on date, source, section and language as the
/// search has at its top, so that `migrant* date:2024 | share by source` never divides by all years.
struct ShareDivisor: Sendable {
  private let search: CompiledSearch?
  /// Names the conditions.
  let note: Diagnostic

  private static let fields: Set<String> = ["date", "source", "section", "language"]

  /// Throws a `Diagnostic` if the rows are not articles, or a column of `keys` is known only of those at hand.
  init(
    _ call: StageCall, by keys: [NamedExpression], input: Schema, context: PlanContext
  ) throws(Diagnostic) {
    guard input.rows == .articles else {
      throw Diagnostic(
        "`share` is about articles, and these rows are \(input.rows == .passages ? "pieces of them" : "counted")",
        at: call.nameSpan, hint: "put `\(call.name)` right after the search")
    }
    if let key = keys.first(where: { $0.expression.reads(input.bound) }) {
      throw Diagnostic(
        "`\(key.name)` is known only of the rows here, and `\(call.name)` divides by articles that are not among them",
        at: call.clause("by")?.span ?? call.nameSpan, hint: "put `\(call.name)` before it, or `count by \(key.name)`")
    }
    let conditions = (context.searchSyntax?.topLevel ?? []).filter(ShareDivisor.isKept)
    guard let first = conditions.first else {
      search = nil
      note = Diagnostic("per thousand articles of the archive", severity: .note)
      return
    }
    let written = conditions.count == 1 ? first : Search(.and(conditions), first.span)
    search = try context.compile(written)
    note = Diagnostic("per thousand articles of `\(Printer.text(of: written))`", severity: .note)
  }

  private static func isKept(_ condition: Search) -> Bool {
    func isField(_ name: FieldName) -> Bool {
      fields.contains(Field.named(name.name)?.name ?? name.name.lowercased())
    }
    switch condition.kind {
    case .field(let name, _), .compare(let name, _, _), .range(let name, _, _), .valueIs(let name, _, _),
      .isEmpty(let name, _):
      return isField(name)
    case .not(let inner): return isKept(inner)
    case .or(let parts): return parts.allSatisfy(isKept)
    default: return false
    }
  }

  /// A table of these articles, for columns bound to tables like `table`.
  func base(of table: Table, _ context: RunContext) throws -> Table {
    var base = table
    base.rows = try search?.articles(context) ?? Array(0..<UInt32(table.archive.articleCount))
    return base
  }

  /// Per thousand, to two digits; nil if there is nothing to divide by.
  static func perThousand(_ count: Int, of total: Int) -> Double? {
    total > 0 ? NumberFunctions.rounded(1000 * Double(count) / Double(total), digits: 2) : nil
  }
}
