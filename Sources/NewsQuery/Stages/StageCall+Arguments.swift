extension StageCall {
  /// The number written for `head 5`.
  var count: Int? { counts.first }

  /// All numbers written, in their order.
  var counts: [Int] { arguments.compactMap { if case .count(let number, _) = $0 { number } else { nil } } }

  var choice: String? {
    for case .choice(let word, _) in arguments { return word }
    return nil
  }

  var column: FieldName? {
    for case .column(let name) in arguments { return name }
    return nil
  }

  /// All columns written, in their order.
  var columns: [FieldName] {
    arguments.compactMap { if case .column(let name) = $0 { name } else { nil } }
  }

  var pattern: TextOperand? {
    for case .pattern(let pattern) in arguments { return pattern }
    return nil
  }

  var table: TableReference? {
    for case .table(let table) in arguments { return table }
    return nil
  }

  /// The values of `("a", "b")`.
  var values: [Literal]? {
    for case .values(let values, _) in arguments { return values }
    return nil
  }

  var expression: Expression? {
    for case .expression(let expression) in arguments { return expression }
    return nil
  }

  var items: [Argument.Item]? {
    for argument in arguments {
      switch argument {
      case .items(let items), .afterComma(.items(let items)): return items
      default: break
      }
    }
    return nil
  }

  var search: Search? {
    for case .search(let search) in arguments { return search }
    return nil
  }

  var sortKeys: [Argument.SortKey]? {
    for case .sortKeys(let keys) in arguments { return keys }
    return nil
  }

  var paths: [(text: String, span: Range<Int>)] {
    arguments.compactMap { if case .path(let text, let span) = $0 { (text, span) } else { nil } }
  }

  /// What follows a keyword: the `source` of `by source`.
  func clause(_ keyword: String) -> StageCall? {
    for case .clause(keyword, let inner, let span) in arguments {
      return StageCall(name: name, nameSpan: nameSpan, arguments: inner, span: span)
    }
    return nil
  }

  /// A number that must be at least 1.
  func positiveCount(default number: Int) throws(Diagnostic) -> Int {
    for case .count(let written, let span) in arguments {
      guard written >= 1 else { throw Diagnostic("`\(name)` takes a number from 1 on", at: span) }
      return written
    }
    return number
  }

  /// For an argument that the parser should have asked for.
  func missing(_ what: String, hint: String) -> Diagnostic {
    Diagnostic("`\(name)` needs \(what)", at: nameSpan, hint: "for example `| \(hint)`")
  }
}

extension Schema {
  /// The same rows with other columns shown.
  func showing(_ columns: [Field]) -> Schema {
    var schema = self
    schema.columns = columns
    return schema
  }

  /// Rows counted out of these.
  static func counted(_ columns: [Field], _ roles: Roles = Roles()) -> Schema {
    var schema = Schema(columns: columns, rows: .counted, hasHits: false, hasScore: false, articleColumns: [])
    schema.roles = roles
    return schema
  }

  /// Notes on columns of a stage that hide one that could be read before.
  func hiding(_ names: [String], of stage: StageCall) -> [Diagnostic] {
    let known = Set(readableColumns.map(\.name))
    return names.filter { known.contains($0) && !Schema.isEverywhere($0) }.map { name in
      Diagnostic(
        "`\(stage.name)` makes a column `\(name)`, which hides the one before it", at: stage.nameSpan, severity: .note)
    }
  }

  /// Columns that stages are expected to replace.
  private static func isEverywhere(_ name: String) -> Bool { name == "term" || name == "words" }
}

extension Table {
  /// New rows, counted out of this table's.
  func counted(_ columns: [NamedColumn], rowCount: Int) -> Table {
    Table(archive: archive, columns: columns, rows: Array(0..<UInt32(rowCount)), origin: .none)
  }
}
