/// `putin | sort score desc | head 10`: only the ten best are ever ranked. Articles whose score cannot enter the ten are
/// skipped by whole blocks of postings.
enum SortHeadToBest: Rewrite {
  static let name = "sort score desc, head → best by score"

  static func apply(to plan: inout Plan) -> Bool {
    guard case .search(let search) = plan.start, search.hasHits, plan.steps.count >= 2 else { return false }
    let (sort, head) = (plan.steps[0].call, plan.steps[1].call)
    guard sort.name == "sort", case .sortKeys(let keys)? = sort.arguments.first, keys.count == 1,
      keys[0].isDescending, case .column(let column) = keys[0].expression.kind, column.name == "score",
      head.name == "head"
    else { return false }
    var count = 10
    if case .count(let written, _)? = head.arguments.first { count = written }
    plan.start = .best(search, count: count)
    plan.steps.removeFirst(2)
    return true
  }
}
