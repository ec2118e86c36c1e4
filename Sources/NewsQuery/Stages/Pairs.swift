/// `pairs entity by sentence`: which values of a column are together in a sentence, a paragraph or an article.
///
/// A pair counts once for each sentence, whatever the order and however often its values are there; `a` is before `b` in the order of
/// folded texts. With `write net.gexf` it is an undirected network.
public struct Pairs: Stage {
  public static let usage = StageUsage(
    "pairs", group: .count, forms: [.column, .clause("by", [.choice(["sentence", "paragraph", "article"])])],
    summary: "values that are together in a sentence, a paragraph or an article")
  public static let traits = StageTraits(.merge, reads: .texts, order: .ignored, followsRecords: false)

  private enum Unit: String { case sentence, paragraph, article }

  public let output: Schema
  private let column: String
  private let unit: Unit

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.column else { throw call.missing("a column", hint: "pairs entity by sentence") }
    guard input.rows != .counted else {
      throw Diagnostic(
        "`pairs` is about rows of articles, and these were counted", at: call.nameSpan,
        hint: "put it before the counting, for example `| names | pairs entity`")
    }
    column = try input.column(written).name
    var unit = input.rows == .articles ? Unit.article : .paragraph
    if let clause = call.clause("by") {
      guard let choice = clause.choice.flatMap({ Unit(rawValue: $0) }) else {
        throw Diagnostic(
          "`pairs` is by sentence, paragraph or article", at: clause.span,
          hint: "for example `pairs \(column) by sentence`")
      }
      if input.rows == .articles, choice != .article {
        throw Diagnostic(
          "rows are articles here, so that pairs are by article", at: clause.span,
          hint: "make rows of their passages first, for example `| names | pairs entity by \(choice.rawValue)`")
      }
      unit = choice
    }
    self.unit = unit
    output = .counted(
      [.init("a", .text), .init("b", .text), .init("count", .number), .init("articles", .number)],
      .init(keys: ["a", "b"], measure: "count", counts: ["count", "articles"]))
  }

  /// A sentence, a paragraph or an article.
  private struct Place: Hashable {
    var article: UInt32
    var field: UInt8 = 0
    var number = 0
  }

  private struct Pair: Hashable {
    var a: Int
    var b: Int
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let cells = table.column(column) else { return table.counted([], rowCount: 0) }
    var values: [Value] = []
    var numbers: [Value: Int] = [:]
    var units: [Place: Set<Int>] = [:]
    var borders = SentenceBorders(archive: table.archive)
    let progress = StepProgress(of: table.rows.count, context)
    for (place, row) in table.rows.enumerated() {
      if place & 1023 == 0 { try progress.advance(by: min(1024, table.rows.count - place)) }
      let cell = cells.value(at: Int(row))
      let items = if case .list(let items) = cell { items } else { [cell] }
      let unit = self.unit(of: row, table, &borders)
      for item in items where !item.isEmpty {
        let number = numbers[item] ?? values.count
        if number == values.count {
          numbers[item] = number
          values.append(item)
        }
        units[unit, default: []].insert(number)
      }
    }
    let ranks = SortRanks(count: values.count, isDescending: false) { values[$0] }.ranks
    func isBefore(_ a: Int, _ b: Int) -> Bool { (ranks[a], a) < (ranks[b], b) }
    var counts: [Pair: Int] = [:]
    var articles: [Pair: Set<UInt32>] = [:]
    for (unit, members) in units where members.count > 1 {
      let sorted = members.sorted(by: isBefore)
      for (place, a) in sorted.enumerated() {
        for b in sorted[(place + 1)...] {
          counts[Pair(a: a, b: b), default: 0] += 1
          articles[Pair(a: a, b: b), default: []].insert(unit.article)
        }
      }
    }
    let order = counts.sorted { left, right in
      if left.value != right.value { return left.value > right.value }
      if left.key.a != right.key.a { return isBefore(left.key.a, right.key.a) }
      return isBefore(left.key.b, right.key.b)
    }
    func texts(_ number: (Pair) -> Int) -> StoredColumn {
      StoredColumn(.text, order.map { .text(values[number($0.key)].printed) })
    }
    return table.counted(
      [
        .init("a", texts(\.a)), .init("b", texts(\.b)),
        .init("count", StoredColumn(.number, order.map { .number(Double($0.value)) })),
        .init("articles", StoredColumn(.number, order.map { .number(Double(articles[$0.key]?.count ?? 0)) })),
      ], rowCount: order.count)
  }

  private func unit(of row: UInt32, _ table: Table, _ borders: inout SentenceBorders) -> Place {
    guard unit != .article, let passage = table.passage(of: row) else {
      return Place(article: UInt32(table.article(of: row) ?? 0))
    }
    let number = unit == .paragraph ? Int(passage.paragraph) : borders.number(of: passage)
    return Place(article: passage.article, field: passage.field.rawValue, number: number)
  }
}

/// The sentences of the article that was asked for last.
private struct SentenceBorders {
  let archive: Archive
  private var article: UInt32?
  private var starts: [ArticleField: [Int]] = [:]

  init(archive: Archive) { self.archive = archive }

  /// The number of the sentence that a passage begins in.
  mutating func number(of passage: Passage) -> Int {
    if article != passage.article {
      article = passage.article
      var found: [ArticleField: [Int]] = [:]
      TextPieces.forEachSentence(of: RowSpan(article: Int(passage.article), passage: nil), archive) {
        field, _, _, range in
        found[field, default: []].append(range.lowerBound)
      }
      starts = found
    }
    return (starts[passage.field] ?? []).count { $0 <= Int(passage.start) }
  }
}
