extension PlanContext {
  /// The table that a query names: a result, or a file, which is read now, so that its columns are known.
  func table(_ reference: TableReference) throws(Diagnostic) -> NamedTable {
    switch reference.kind {
    case .file(let path, let part):
      return try FileTable.read(path, part: part, at: reference.span, archive: archive, run)
    case .result(let name):
      if let result = results[name] { return result }
      if arguments[name] != nil {
        throw Diagnostic(
          "`$\(name)` is a value, not a table", at: reference.span, hint: "`let \(name) = …` names a result")
      }
      if let definition = definitions[name] {
        throw Diagnostic(
          "`$\(name)` is a \(definition.isStage ? "stage" : "search"), not a table", at: reference.span,
          hint: definition.isStage ? "it is used as `\(definition.usage)`" : "name its articles: `let rows = $\(name)`")
      }
      let nearest = Spelling.nearest(to: name, among: results.keys.sorted())
      throw Diagnostic(
        "no result `$\(name)`", at: reference.span,
        hint: nearest.map { "did you mean `$\($0)`?" } ?? "name it first: `let \(name) = …`")
    }
  }

  /// The column of a result that `x in $t` looks in: that of the same name, or its only one.
  func column(of result: NamedTable, named name: String, like left: String?, at span: Range<Int>) throws(Diagnostic)
    -> Schema.Field
  {
    let columns = result.schema.columns
    if let left, let same = columns.first(where: { $0.name == left }) { return same }
    if columns.count == 1 { return columns[0] }
    // `id in $calls`: the articles' own.
    if let left, result.schema.rows != .counted, let own = result.schema.column(named: left) { return own }
    let shown = columns.prefix(8).map { "`\($0.name)`" }.joined(separator: " ")
    throw Diagnostic(
      "`$\(name)` has \(left.map { "no column `\($0)`" } ?? "several columns"): \(shown)", at: span,
      hint: "choose one: `let values = $\(name) | select \(Printer.name(columns.first?.name ?? "name"))`")
  }
}
