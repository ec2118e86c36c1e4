/// `putin | sort score desc | head 10`: only the ten best are ever ranked. Articles whose score cannot enter the ten are
/// skipped by whole blocks of postings.
enum SortHeadToBest: Rewrite {
  static let name = "sort score desc, head → best by score"

  static func apply(to plan: inout Plan) -> Bool {
    guard case .search(let search) = plan.start, search.hasHits, plan.steps.count >= 2,
      plan.steps[0].stage.sortsByScore, let count = plan.steps[1].stage.firstRowCount
    else { return false }
    plan.start = .best(search, count: count)
    plan.steps.removeFirst(2)
    return true
  }
}
