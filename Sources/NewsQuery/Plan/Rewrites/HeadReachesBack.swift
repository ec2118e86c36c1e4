/// `trump | quotes | head 6`: only as many articles are read as six quotes need.
///
/// It applies to stages that make each row of one row before it, in order: the first rows that leave them come from the
/// first rows that reach them.
enum HeadReachesBack: Rewrite {
  static let name = "head → reads no more rows than it needs"

  static func apply(to plan: inout Plan) -> Bool {
    guard let end = plan.steps.firstIndex(where: { $0.call.name == "head" }),
      let count = plan.steps[end].stage.firstRowCount
    else { return false }
    var start = end
    while start > 0, makesRowsOneByOne(plan.steps[start - 1]) { start -= 1 }
    // Stages that only choose columns read nothing until a cell is shown.
    guard plan.steps[start..<end].contains(where: { $0.call.name != "select" && $0.call.name != "let" }) else {
      return false
    }
    plan.earlyEnd = Plan.EarlyEnd(steps: start..<end, rowCount: count)
    return true
  }

  private static func makesRowsOneByOne(_ step: Plan.Step) -> Bool {
    switch step.call.name {
    // With `sum(count)` each row depends on all.
    case "let": step.stage.cut == .rows
    case "where", "select", "unroll", "sentences", "paragraphs", "quotes", "amounts", "dates", "names": true
    // Sorted, a hit of the last article may come first.
    case "kwic": step.call.clause("sort") == nil
    default: false
    }
  }
}
