/// `count by source`: how many rows, in all or for each value; of how many articles and sources they are, and how many
/// different texts these articles have (near-copies are one).
///
/// Largest first, then by value, a group without value last. `count by term` keeps the order of the search and has a row
/// for each of its terms, also those without articles.
public struct Count: Stage {
  public static let usage = StageUsage(
    "count", group: .count, forms: [.clause("by", [.items(isOptional: false)])],
    summary: "how many rows, in all or for each value")
  public static let traits = StageTraits(.merge, reads: .texts, order: .made, followsRecords: false)

  public let output: Schema
  private let keys: [NamedExpression]
  private let countsArticles: Bool
  private let countsTexts: Bool
  private let countsSources: Bool
  /// The terms in their order, where it is `count by term` and nothing else.
  private let terms: [String]?

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    keys = try NamedExpression.all(call.clause("by")?.items ?? [], schema: input, context: context)
    countsArticles = input.rows == .passages
    countsTexts = input.rows != .counted
    countsSources = input.rows != .counted && !keys.contains { $0.expression.columnName == "source" }
    let isByTerm = keys.count == 1 && keys[0].expression.columnName == "term" && input.rows == .articles
    terms = isByTerm ? context.search?.topicNames : nil
    var fields = keys.map(\.field)
    if isByTerm, !fields.isEmpty { fields[0].type = .text }
    for index in fields.indices where fields[index].type == .list { fields[index].type = .text }
    let own =
      ["count"] + (countsArticles ? ["articles"] : []) + (countsTexts ? ["texts"] : [])
      + (countsSources ? ["sources"] : [])
    if let clash = keys.first(where: { own.contains($0.name) }) {
      throw Diagnostic(
        "`count` makes a column `\(clash.name)` itself", at: call.span,
        hint: "give it a name: `count by value = \(clash.name)`")
    }
    output = .counted(
      fields + own.map { .init($0, .number) },
      .init(keys: fields.map(\.name), measure: "count", counts: Set(own)))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let groups = try RowGroups(keys.map { $0.expression.column(of: table) }, table, context)
    let sizes = groups.sizes
    var values = groups.values
    var counts: [[Int]] = [sizes]
    if countsArticles { counts.append(groups.distinctCounts { table.article(of: table.rows[$0]) }) }
    if countsTexts {
      let texts = try Count.textNumbers(table, context)
      counts.append(groups.distinctCounts { texts[$0] })
    }
    if countsSources {
      let sources = try Count.sourceNumbers(table, context)
      counts.append(groups.distinctCounts { sources($0) })
    }
    var order = groups.order(by: sizes)
    if let terms { order = Count.order(of: terms, &values, &counts) }
    var columns: [Table.NamedColumn] = []
    for (index, key) in keys.enumerated() {
      columns.append(.init(key.name, StoredColumn(output.columns[index].type, order.map { values[$0][index] })))
    }
    for (index, numbers) in counts.enumerated() {
      let cells = order.map { Value.number(Double(numbers[$0])) }
      columns.append(.init(output.columns[keys.count + index].name, StoredColumn(.number, cells)))
    }
    return table.counted(columns, rowCount: order.count)
  }

  /// The terms as the search has them, zeros added for those that no row holds.
  private static func order(of terms: [String], _ values: inout [[Value]], _ counts: inout [[Int]]) -> [Int] {
    var places: [Value: Int] = [:]
    for (place, tuple) in values.enumerated() { places[tuple[0]] = place }
    var order: [Int] = []
    for term in terms {
      if let place = places[.text(term)] {
        if !order.contains(place) { order.append(place) }
        continue
      }
      places[.text(term)] = values.count
      order.append(values.count)
      values.append([.text(term)])
      for index in counts.indices { counts[index].append(0) }
    }
    return order
  }

  /// For each row in view a number of its article's text, the same for near-copies.
  private static func textNumbers(_ table: Table, _ context: RunContext) throws -> [Int] {
    let articleOfRow = table.rows.map { UInt32(table.article(of: $0) ?? 0) }
    let numbering = Numbering(articleOfRow, below: table.archive.rowCount)
    let groups = try TextGroups(numbering.distinct, of: table.archive, context)
    return numbering.numbers.map { Int(groups.firsts[Int($0)]) }
  }

  /// The number of the source of a row in view; nil if it has none.
  static func sourceNumbers(_ table: Table, _ context: RunContext) throws -> (Int) -> Int? {
    guard let column = table.archive.column("source") else { return { _ in nil } }
    let articles = table.rows.map { table.article(of: $0) ?? 0 }
    if let codes = column.codes { return { codes.code(at: articles[$0]) } }
    var numbers: [Value: Int] = [:]
    let ofRow = articles.map { article -> Int? in
      let value = column.value(at: article)
      if value.isEmpty { return nil }
      let number = numbers[value] ?? numbers.count
      numbers[value] = number
      return number
    }
    return { ofRow[$0] }
  }
}
