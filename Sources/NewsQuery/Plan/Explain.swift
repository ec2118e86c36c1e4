/// A plan in words: what is asked, in canonical form; where rows come from and what each part of the search finds by
/// itself; the stages in order; the rewrites that were made.
///
///     kremlin "arms control" | count by source
///
///     search             2 articles
///       and              2
///         kremlin        2
///         "arms control" 2
///     count              by source
///     threads 2
public enum Explain {
  /// Runs the search's parts to count them, and nothing else. Throws `Interrupted`.
  public static func text(of plan: Plan, _ context: RunContext) throws -> String {
    var rows: [(left: String, right: String)] = []
    switch plan.start {
    case .search(let search):
      let report = try search.report(context)
      rows.append(("search", "newest first"))
      add(report, depth: 1, to: &rows)
    case .best(let search, let count):
      let report = try search.report(context)
      rows.append(("search", "the best \(count) by score, no others ranked"))
      add(report, depth: 1, to: &rows)
    case .table(let table):
      rows.append(("the last result", rowCount(table.rowCount)))
    }
    for step in plan.steps {
      let columns = step.stage.output.columns.map(\.name).joined(separator: ", ")
      rows.append(("| " + step.call.name, "gives \(columns)"))
    }
    let width = rows.map { DisplayWidth.of($0.left) }.max() ?? 0
    var text = Printer.text(of: plan.query) + "\n\n"
    for row in rows { text += DisplayWidth.pad(row.left, columns: width) + "  " + row.right + "\n" }
    if !plan.rewrites.isEmpty { text += "\nrewritten: \(plan.rewrites.joined(separator: ", "))\n" }
    return text + "threads: \(context.threadCount)\n"
  }

  private static func add(_ report: SearchNodeReport, depth: Int, to rows: inout [(left: String, right: String)]) {
    let count = "\(report.articleCount) article\(report.articleCount == 1 ? "" : "s")"
    rows.append((String(repeating: "  ", count: depth) + TerminalSafe.escape(report.name), count))
    for part in report.parts { add(part, depth: depth + 1, to: &rows) }
  }

  private static func rowCount(_ count: Int) -> String { "\(count) row\(count == 1 ? "" : "s")" }
}
