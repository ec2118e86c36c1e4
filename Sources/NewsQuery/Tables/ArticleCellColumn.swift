/// Reads a column for rows that were made from articles: the article's cell for each passage.
struct ArticleCellColumn: Column {
  let column: any Column
  let passages: [Passage]

  var type: ValueType { column.type }
  func value(at row: Int) -> Value { column.value(at: Int(passages[row].article)) }
  var codes: (any ColumnCodes)? { column.codes.map { ArticleCellCodes(base: $0, passages: passages) } }
}

private struct ArticleCellCodes: ColumnCodes {
  let base: any ColumnCodes
  let passages: [Passage]

  var count: Int { base.count }
  func code(at row: Int) -> Int? { base.code(at: Int(passages[row].article)) }
  func value(of code: Int) -> Value { base.value(of: code) }
}
