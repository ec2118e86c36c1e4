/// A query of another language as it is put together for newsq: what can be searched for goes into the search, the rest
/// into `where` and the stages after it.
struct ForeignSentence {
  private(set) var searches: [Search] = []
  private(set) var stages: [String] = []
  let kindOfField: @Sendable (String) -> ValueType?

  init(kindOfField: @escaping @Sendable (String) -> ValueType?) { self.kindOfField = kindOfField }

  mutating func add(_ search: Search) { searches.append(search) }

  mutating func add(stage: String) { stages.append(stage) }

  /// Adds a condition: to the search, if no stage came before it and a search can say it.
  mutating func add(_ condition: Expression) throws(Diagnostic) {
    var rest: [Expression] = []
    for part in Self.parts(of: condition) {
      if stages.isEmpty, let search = search(for: part) { searches.append(search) } else { rest.append(part) }
    }
    guard let first = rest.first else { return }
    let whole = rest.count == 1 ? first : Expression(.and(rest), ForeignReader.none)
    if Self.isAnywhere(whole) {
      throw Diagnostic(
        "a full-text search and a condition that only `where` can test are joined here", at: 0..<1,
        hint: "put the words into the search, before the first `|`")
    }
    stages.append("where " + Printer.text(of: whole))
  }

  var text: String {
    let search: String
    switch searches.count {
    case 0: search = "*"
    case 1: search = Printer.text(of: searches[0])
    default: search = Printer.text(of: Search(.and(searches.flatMap(Self.parts)), ForeignReader.none))
    }
    return ([search] + stages).joined(separator: " | ")
  }

  private static func parts(of expression: Expression) -> [Expression] {
    if case .and(let items) = expression.kind { return items.flatMap(parts) }
    return [expression]
  }

  private static func parts(_ search: Search) -> [Search] {
    if case .and(let items) = search.kind { return items.flatMap(parts) }
    return [search]
  }

  private static func isAnywhere(_ expression: Expression) -> Bool {
    var found = false
    expression.forEachColumn { if $0 == ForeignReader.anywhere { found = true } }
    return found
  }

  // MARK: - Conditions as searches

  private func make(_ kind: Search.Kind) -> Search { Search(kind, ForeignReader.none) }

  /// The same condition as a search; nil if only `where` can say it. A negated one is not a search: there an article
  /// without a value holds, in `where` it does not.
  func search(for condition: Expression) -> Search? {
    switch condition.kind {
    case .and(let items):
      let parts = items.compactMap { search(for: $0) }
      return parts.count == items.count ? make(.and(parts)) : nil
    case .or(let items):
      let parts = items.compactMap { search(for: $0) }
      return parts.count == items.count ? make(.or(parts)) : nil
    case .not(let inner) where Self.isAnywhere(inner): return search(for: inner).map { make(.not($0)) }
    case .matches(let left, let search, let isNegated):
      guard case .column(let name) = left.kind else { return nil }
      if name.name == ForeignReader.anywhere { return isNegated ? make(.not(search)) : search }
      if isNegated { return ForeignReader.isPlain(search) ? nil : make(.not(make(.field(name, search)))) }
      guard kindOfField(name.name) == .text || kindOfField(name.name) == .list else { return nil }
      return make(.field(name, search))
    case .valueIs(let left, let value, negated: false): return whole(left, value)
    case .compare(let comparison, let left, let right):
      guard case .literal(let value) = right.kind else { return nil }
      return compared(left, comparison, value)
    case .isIn(let left, let items, negated: false):
      var parts: [Search] = []
      for item in items {
        guard case .literal(let value) = item.kind, let part = compared(left, .equal, value) else { return nil }
        parts.append(part)
      }
      return parts.count == 1 ? parts[0] : make(.or(parts))
    case .isEmpty(let left, let isNegated):
      guard case .column(let name) = left.kind, kindOfField(name.name) != nil else { return nil }
      return make(.isEmpty(name, negated: isNegated))
    default: return nil
    }
  }

  private func whole(_ left: Expression, _ value: Literal) -> Search? {
    guard case .column(let name) = left.kind, case .text = value.kind else { return nil }
    guard kindOfField(name.name) == .text || kindOfField(name.name) == .list,
      !["hlead", "lead"].contains(name.name)
    else { return nil }
    return make(.valueIs(name, value, negated: false))
  }

  private func compared(_ left: Expression, _ comparison: Comparison, _ value: Literal) -> Search? {
    guard case .column(let name) = left.kind else { return nil }
    switch (kindOfField(name.name), value.kind) {
    case (.text, .text), (.list, .text): return comparison == .equal ? whole(left, value) : nil
    case (.date, .duration):
      guard comparison == .greater || comparison == .greaterOrEqual else {
        return make(.compare(name, comparison, value))
      }
      return make(.range(name, value, value))
    case (.date, .date), (.date, .day):
      if comparison == .notEqual { return nil }
      return comparison == .equal ? make(.range(name, value, value)) : make(.compare(name, comparison, value))
    case (.number, .number): return comparison == .notEqual ? nil : make(.compare(name, comparison, value))
    case (.truth, .truth): return comparison == .equal ? make(.compare(name, .equal, value)) : nil
    default: return nil
    }
  }
}

extension Expression {
  /// Calls `body` with the name of each column.
  func forEachColumn(_ body: (String) -> Void) {
    switch kind {
    case .literal, .regex, .search: break
    case .column(let name): body(name.name)
    case .not(let part), .negate(let part), .valueIs(let part, _, _), .isEmpty(let part, _), .matches(let part, _, _):
      part.forEachColumn(body)
    case .and(let parts), .or(let parts), .call(_, let parts): for part in parts { part.forEachColumn(body) }
    case .compare(_, let left, let right), .arithmetic(_, let left, let right):
      left.forEachColumn(body)
      right.forEachColumn(body)
    case .isIn(let part, let others, _):
      part.forEachColumn(body)
      for other in others { other.forEachColumn(body) }
    }
  }
}
