/// Parts of a vendor's string put together; nil is what was left out.
extension VendorParser {
  func all(_ items: [Search?]) -> Search? {
    joined(items, { .and($0) }) { kind in
      if case .and(let inner) = kind { return inner }
      return nil
    }
  }

  func any(_ items: [Search?]) -> Search? {
    joined(items, { .or($0) }) { kind in
      if case .or(let inner) = kind { return inner }
      return nil
    }
  }

  private func joined(
    _ items: [Search?], _ kind: ([Search]) -> Search.Kind, _ parts: (Search.Kind) -> [Search]?
  ) -> Search? {
    let flat = items.flatMap { item in item.map { parts($0.kind) ?? [$0] } ?? [] }
    guard let first = flat.first else { return nil }
    // What was multiplied out no longer stands in the order of the string.
    let start = flat.reduce(first.span.lowerBound) { min($0, $1.span.lowerBound) }
    let end = flat.reduce(first.span.upperBound) { max($0, $1.span.upperBound) }
    return flat.count == 1 ? first : Search(kind(flat), start..<end)
  }

  func negated(_ search: Search?, from span: Range<Int>) -> Search? {
    search.map { Search(.not($0), span.lowerBound..<max(span.upperBound, $0.span.upperBound)) }
  }

  // MARK: - Distance

  /// `left w/5 right`. A chain of newsq holds words and `or`s of words: what else a vendor lets stand beside a distance
  /// is multiplied out.
  mutating func beside(
    _ left: Search?, _ distance: VendorMarks.Distance, isNegated: Bool, _ right: Search?, at span: Range<Int>
  ) throws(Diagnostic) -> Search? {
    guard let left, let right else { return isNegated ? left : left ?? right }
    guard let reach = distance.reach else {
      note("newsq knows no segments: `w/seg` is read as `and`, or name the field", at: span)
      return all([left, isNegated ? negated(right, from: span) : right])
    }
    if case .words(0) = reach { throw Diagnostic("a distance begins at 1", at: span) }
    let (leftField, left1) = unfielded(left)
    let (rightField, right1) = unfielded(right)
    if let leftField, let rightField, leftField.name != rightField.name {
      throw Diagnostic(
        "a distance is within one field, here are `\(leftField.name)` and `\(rightField.name)`", at: span,
        hint: "put `and` between them")
    }
    let link = (isOrdered: distance.isOrdered ?? false, reach: reach, isNegated: isNegated)
    let found = try multiplied(left1, link, right1, at: span)
    return (leftField ?? rightField).map { Search(.field($0, found), found.span) } ?? found
  }

  private func unfielded(_ search: Search) -> (FieldName?, Search) {
    if case .field(let field, let inner) = search.kind { return (field, inner) }
    return (nil, search)
  }

  private typealias Link = (isOrdered: Bool, reach: Chain.Reach, isNegated: Bool)

  private mutating func multiplied(
    _ left: Search, _ link: Link, _ right: Search, at span: Range<Int>
  ) throws(Diagnostic) -> Search {
    let (lefts, leftIsAnd) = try operands(left, at: span)
    let (rights, rightIsAnd) = try operands(right, at: span)
    guard lefts.count * rights.count <= 200 else {
      throw Diagnostic("these brackets beside a distance would multiply out to more than 200 parts", at: span)
    }
    if lefts.count * rights.count == 1 { return try linked(lefts[0], link, rights[0], at: span) }
    note("newsq has words beside a distance, so the brackets are multiplied out", at: span)
    var rows: [Search?] = []
    for left in lefts {
      var cells: [Search?] = []
      for right in rights { cells.append(try linked(left, link, right, at: span)) }
      // `a not w/5 (b or c w/3 d)`: near neither.
      rows.append(rightIsAnd != link.isNegated ? all(cells) : any(cells))
    }
    return (leftIsAnd ? all(rows) : any(rows)) ?? left
  }

  /// What can stand beside a distance each by itself, and whether all of it must.
  private func operands(_ search: Search, at span: Range<Int>) throws(Diagnostic) -> ([Search], isAnd: Bool) {
    switch search.kind {
    case .text, .chain: return ([search], false)
    case .or(let items) where items.allSatisfy(isWord): return ([search], false)
    case .or(let items), .and(let items):
      let isAnd = if case .and = search.kind { true } else { false }
      let words = items.filter(isWord)
      var parts: [Search] = []
      // Plain words of an `or` stay together.
      if !isAnd, let words = any(words) { parts.append(words) }
      for item in items where isAnd || !isWord(item) {
        switch item.kind {
        case .text, .chain: parts.append(item)
        case .or(let inner) where inner.allSatisfy(isWord): parts.append(item)
        default: throw notBeside(span)
        }
      }
      return (parts, isAnd)
    default: throw notBeside(span)
    }
  }

  private func notBeside(_ span: Range<Int>) -> Diagnostic {
    Diagnostic("a distance is between words, phrases or brackets of them", at: span)
  }

  private func isWord(_ search: Search) -> Bool {
    if case .text = search.kind { return true }
    return false
  }

  /// One chain out of two operands that are words or chains.
  private mutating func linked(
    _ left: Search, _ link: Link, _ right: Search, at span: Range<Int>
  ) throws(Diagnostic) -> Search {
    var chain = Chain(first: left, links: [])
    if case .chain(let inner) = left.kind {
      chain = inner
      if !link.isNegated { note("in a chain each distance is about its two neighbours", at: span) }
    }
    var first = right
    var rest: [Chain.Link] = []
    if case .chain(let inner) = right.kind { (first, rest) = (inner.first, inner.links) }
    if chain.links.last?.isNegated == true || link.isNegated && !rest.isEmpty {
      throw Diagnostic("in newsq `not near` comes last in its chain, with one word after it", at: span)
    }
    chain.links.append(
      Chain.Link(isOrdered: link.isOrdered, reach: link.reach, isNegated: link.isNegated, operand: first))
    chain.links += rest
    guard chain.links.count <= 100 else { throw Diagnostic("a chain of more than 100 distances", at: span) }
    return Search(.chain(chain), left.span.lowerBound..<max(left.span.lowerBound, right.span.upperBound))
  }
}
