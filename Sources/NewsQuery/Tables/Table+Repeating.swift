extension Table {
  /// The rows `sources`, out of `rows` and some of them more than once, numbered anew from 0. Articles become passages: their whole
  /// bodies.
  func repeating(_ sources: [UInt32]) -> Table {
    var result = self
    switch origin {
    case .none: break
    case .passages(let passages): result.origin = .passages(sources.map { passages[Int($0)] })
    case .articles: result.origin = .passages(sources.map { Passage.body(of: $0, archive) })
    }
    result.rows = Array(0..<UInt32(sources.count))
    func repeated(_ column: NamedColumn) -> NamedColumn {
      .init(column.name, RepeatedColumn(base: column.column, sources: sources))
    }
    result.columns = columns.map(repeated)
    result.carried = carried.map(repeated)
    return result
  }
}

extension Passage {
  /// The whole body of an article.
  static func body(of article: UInt32, _ archive: Archive) -> Passage {
    let length = archive.withText(of: .body, article: Int(article)) { $0.count }
    return Passage(article: article, field: .body, paragraph: 1, start: 0, end: UInt32(clamping: length))
  }
}

/// Rows of another column, some of them more than once.
struct RepeatedColumn: Column {
  let base: any Column
  let sources: [UInt32]

  var type: ValueType { base.type }
  func value(at row: Int) -> Value { base.value(at: Int(sources[row])) }
  var codes: (any ColumnCodes)? { base.codes.map { RepeatedCodes(base: $0, sources: sources) } }
}

private struct RepeatedCodes: ColumnCodes {
  let base: any ColumnCodes
  let sources: [UInt32]

  var count: Int { base.count }
  func code(at row: Int) -> Int? { base.code(at: Int(sources[row])) }
  func value(of code: Int) -> Value { base.value(of: code) }
}
