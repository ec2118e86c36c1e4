/// `hits(tariff*)`, `hits()`, `weight(@tone.tsv)`: what is found in a row's own text, as a number.
struct HitValue: Sendable {
  enum Kind: Sendable {
    /// Nil for the hits of the search that the rows come from.
    case count(SearchHits?)
    /// Those of a list, whose entries may overlap.
    case countOfList(SearchHits)
    /// By the term of a hit.
    case weight(SearchHits, [Double])
  }

  let kind: Kind

  /// The number for each row of a table made from articles.
  func reader(of table: Table) -> @Sendable (Int) -> Value {
    switch kind {
    case .count(let own):
      guard let hits = own ?? table.hits else { return { _ in .null } }
      return { row in .number(Double(HitValue.inside(table.span(of: UInt32(row)), hits).count)) }
    case .countOfList(let hits):
      return { row in
        .number(Double(HitValue.longest(HitValue.inside(table.span(of: UInt32(row)), hits)).count))
      }
    case .weight(let hits, let weights):
      return { row in
        var sum = ExactSum()
        for hit in HitValue.longest(HitValue.inside(table.span(of: UInt32(row)), hits)) { sum.add(weights[hit.term]) }
        return .number(sum.value)
      }
    }
  }

  private static func inside(_ span: RowSpan, _ hits: SearchHits) -> [Hit] {
    hits.hits(in: span.article).filter { hit in
      // A hit outside the texts, in the tags say, is the whole article's.
      guard let field = hit.field else { return span.passage == nil }
      return span.contains(field, hit.bytes)
    }
  }

  /// Of hits that overlap only the longest: `not good` is not also `good`. Of two as long the first.
  private static func longest(_ hits: [Hit]) -> [Hit] {
    let order = hits.indices.sorted { a, b in
      let (left, right) = (hits[a].end - hits[a].start, hits[b].end - hits[b].start)
      return left != right ? left > right : (hits[a].start, a) < (hits[b].start, b)
    }
    var kept: [Hit] = []
    for place in order {
      let hit = hits[place]
      let overlaps = kept.contains {
        $0.field == hit.field && $0.column == hit.column && $0.item == hit.item && $0.start < hit.end
          && hit.start < $0.end
      }
      if !overlaps { kept.append(hit) }
    }
    return kept
  }
}

extension ExpressionChecker {
  /// Nil if the call is neither `hits` nor `weight`.
  func hitValue(
    _ name: FieldName, _ arguments: [Expression], _ span: Range<Int>
  ) throws(Diagnostic) -> Checked? {
    let lowered = name.name.lowercased()
    guard lowered == "hits" || lowered == "weight" else { return nil }
    guard schema.rows != .counted else {
      throw Diagnostic(
        "`\(lowered)` reads texts, and these rows were counted", at: span, hint: "put it before the counting")
    }
    if lowered == "hits", arguments.isEmpty {
      guard schema.hasHits else {
        throw Diagnostic("the search has no words to count", at: span, hint: "say which: `hits(tariff*)`")
      }
      return Checked(node: .hits(HitValue(kind: .count(nil))), type: .number, span: span)
    }
    guard arguments.count == 1, case .search(let search) = arguments[0].kind else {
      throw Diagnostic(
        "`\(lowered)` takes what may be right of `~`", at: span,
        hint: lowered == "hits" ? "for example `hits(tariff*)`, `hits(@bad.txt)`" : "for example `weight(@tone.tsv)`")
    }
    let hits = try context.compile(search).hits
    if lowered == "hits" {
      var isList = false
      if case .text(let operand) = search.kind { isList = operand.kind == .list }
      return Checked(
        node: .hits(HitValue(kind: isList ? .countOfList(hits) : .count(hits))), type: .number, span: span)
    }
    let weights = try weights(of: search)
    guard weights.count == hits.termNames.count else {
      throw Diagnostic("`weight` takes one list", at: search.span, hint: "for example `weight(@tone.tsv)`")
    }
    return Checked(node: .hits(HitValue(kind: .weight(hits, weights))), type: .number, span: span)
  }

  private func weights(of search: Search) throws(Diagnostic) -> [Double] {
    guard case .text(let operand) = search.kind, operand.kind == .list, !operand.text.hasPrefix("$") else {
      throw Diagnostic(
        "`weight` takes a list with a weight behind a tab in each line", at: search.span,
        hint: "for example `weight(@tone.tsv)`")
    }
    let bytes: [UInt8]
    do { bytes = try context.run.readFile(operand.text) } catch {
      throw Diagnostic("\(operand.text): \(error.reason)", at: operand.span)
    }
    var weights: [Double] = []
    for line in ListLine.all(in: bytes) {
      guard let weight = line.weight.flatMap({ Double($0) }), weight.isFinite else {
        throw Diagnostic(
          "line \(line.lineNumber) of `\(operand.text)` has no weight", at: operand.span,
          hint: "write it behind a tab: `\(line.text)`, a tab, `1`")
      }
      weights.append(weight)
    }
    return weights
  }
}
