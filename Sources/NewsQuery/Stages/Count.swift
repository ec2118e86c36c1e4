/// `count by source`: how many rows, in all or for each value; of how many articles and sources they are, and how many
/// different texts these articles have (near-copies are one).
///
/// Largest first, then by value, a group without value last. `count by term` keeps the order of the search and has a row
/// for each of its terms, also those without articles.
public struct Count: PartialStage {
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

  public func run(_ table: Table, _ context: RunContext) throws -> Table { try answer(table, context) }

  static let pieces = RowPieces.Kind.inOrder
  // Values of a column are numbered once for all rows.
  static let leastPieceSize: Int? = .max / 2

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> CountedRows {
    let groups = try RowGroups(keys.map { $0.expression.column(of: table) }, table, context)
    return CountedRows(groups, articles: countsTexts ? table.rows.map { UInt32(table.article(of: $0) ?? 0) } : [])
  }

  func table(of state: CountedRows, like table: Table, _ context: RunContext) throws -> Table {
    // Without keys there is one group, also of no rows.
    let groups = keys.isEmpty && state.groups.count == 0 ? try RowGroups([], table, context) : state.groups
    let (articles, archive) = (state.articles, table.archive)
    let sizes = groups.sizes
    var values = groups.values
    var counts: [[Int]] = [sizes]
    if countsArticles { counts.append(groups.distinctCounts { Int(articles[$0]) }) }
    if countsTexts {
      let texts = try Count.textNumbers(articles, archive, context)
      counts.append(groups.distinctCounts { texts[$0] })
    }
    if countsSources {
      let sources = Count.sourceNumbers(articles, archive)
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

  /// For each of the articles a number of its text, the same for near-copies.
  private static func textNumbers(
    _ articles: [UInt32], _ archive: Archive, _ context: RunContext
  ) throws -> [Int] {
    let numbering = Numbering(articles, below: archive.rowCount)
    let groups = try TextGroups(numbering.distinct, of: archive, context)
    return numbering.numbers.map { Int(groups.firsts[Int($0)]) }
  }

  /// The number of the source of one of the articles, by its place; nil if it has none.
  private static func sourceNumbers(_ articles: [UInt32], _ archive: Archive) -> (Int) -> Int? {
    guard let column = archive.column("source") else { return { _ in nil } }
    if let codes = column.codes { return { codes.code(at: Int(articles[$0])) } }
    var numbers: [Value: Int] = [:]
    let ofRow = articles.map { article -> Int? in
      let value = column.value(at: Int(article))
      if value.isEmpty { return nil }
      let number = numbers[value] ?? numbers.count
      numbers[value] = number
      return number
    }
    return { ofRow[$0] }
  }
}

/// Rows with their groups and articles. Which articles are copies depends on all of them, so they are counted at the end.
struct CountedRows: PartialState {
  private(set) var groups = RowGroups()
  /// The article of each row by its number in the archive, if articles, texts or sources are counted.
  private(set) var articles: [UInt32] = []

  init() {}

  init(_ groups: RowGroups, articles: [UInt32]) { (self.groups, self.articles) = (groups, articles) }

  mutating func merge(_ later: consuming CountedRows) {
    groups.append(later.groups)
    articles += later.articles
  }

  func write(to sink: inout StateWriter) {
    groups.write(to: &sink)
    sink.write(articles.count)
    for article in articles { sink.write(Int(article)) }
  }

  init(from reader: inout StateReader) throws(WorldError) {
    groups = try RowGroups(from: &reader)
    for _ in 0..<(try reader.count()) {
      guard let article = UInt32(exactly: try reader.integer()) else { throw StateReader.damage }
      articles.append(article)
    }
    guard articles.isEmpty || articles.count == groups.rowCount else { throw StateReader.damage }
  }
}
