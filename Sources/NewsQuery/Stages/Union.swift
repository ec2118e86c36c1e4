/// `union $last`: the rows of another table after these, column by name.
///
/// Columns that only one of them has are empty in the rows of the other. All rows are kept.
public struct Union: Stage {
  public static let usage = StageUsage(
    "union", group: .shape, forms: [.table], summary: "the rows of another table after these")
  public static let traits = StageTraits(.whole, reads: .texts, order: .kept, followsRecords: false)

  public let output: Schema
  private let right: NamedTable
  private let stem: String
  /// Whether both are made of articles of one archive, so that their rows still are.
  private let keepsArticles: Bool

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let reference = call.table else { throw call.missing("a table", hint: "union $last") }
    let other = try context.table(reference)
    right = other
    stem = reference.stem
    var schema = input.withoutCarried()
    for field in other.schema.columns {
      guard let own = schema.columns.first(where: { $0.name == field.name }) else {
        schema.columns.append(field)
        continue
      }
      if own.type != field.type, other.table.rowCount > 0 {
        throw Diagnostic(
          "`\(field.name)` is \(ExpressionChecker.describe(own.type)) here and \(ExpressionChecker.describe(field.type)) in \(stem)",
          at: reference.span,
          hint: "make them alike with `let`: text(\(Printer.name(field.name))), number(…) or date(…)")
      }
    }
    if case .none = other.table.origin {
      keepsArticles = false
    } else {
      keepsArticles = input.rows != .counted && other.table.archive === context.archive
    }
    if keepsArticles {
      schema.rows = .passages
    } else if schema.rows != .counted {
      schema = Schema(columns: schema.columns, rows: .counted, hasHits: false, hasScore: false, articleColumns: [])
    }
    output = schema
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let other = right.table
    let count = table.rowCount
    let rows = (left: table.rows, right: other.rows)
    var columns: [Table.NamedColumn] = []
    for field in output.columns {
      let left = table.columns.first { $0.name == field.name }?.column
      let right = other.columns.first { $0.name == field.name }?.column
      columns.append(
        .init(
          field.name,
          ComputedColumn(field.type) { row in
            row < count
              ? left?.value(at: Int(rows.left[row])) ?? .null : right?.value(at: Int(rows.right[row - count])) ?? .null
          }))
    }
    var result = Table(
      archive: table.archive, columns: columns, rows: Array(0..<UInt32(count + other.rowCount)), origin: .none)
    if keepsArticles {
      result.origin = .passages(table.passagesInView + other.passagesInView)
      result.hits = table.hits
    }
    if let note = shared(result, count) { result.notes.append(note) }
    return result
  }

  /// Says how many rows are in both.
  private func shared(_ table: Table, _ count: Int) -> Diagnostic? {
    func cells(_ row: Int) -> [Value] { table.columns.map { $0.column.value(at: row) } }
    let left = Set((0..<count).map(cells))
    let both = (count..<table.rowCount).count { left.contains(cells($0)) }
    guard both > 0 else { return nil }
    return Diagnostic(
      "\(both.counted("row")) of \(stem) \(both == 1 ? "is" : "are") in both", hint: "one of each: `| distinct`",
      severity: .note)
  }
}

extension Table {
  /// The passages of the rows in view; of an article its body.
  fileprivate var passagesInView: [Passage] {
    rows.compactMap { row in
      switch origin {
      case .passages(let passages): passages[Int(row)]
      case .articles: Passage.body(of: row, archive)
      case .none: nil
      }
    }
  }
}
