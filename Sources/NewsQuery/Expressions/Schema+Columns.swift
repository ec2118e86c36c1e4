extension Schema {
  /// The fields that can be computed for the rows, in addition to those stored of their articles.
  private var computedColumns: [Field] {
    guard rows != .counted else { return [] }
    return NewsQuery.Field.all.filter { field in
      switch field.storage {
      case .lead, .story: true
      case .hits: hasHits
      case .passageHits: hasHits && rows == .passages
      case .score: hasScore
      case .passage, .boilerplate: rows == .passages
      case .text, .column, .list, .date, .wordCount, .region: false
      }
    }.map { Field($0) }
  }

  /// Every column that can be read here, those that are shown first.
  public var readableColumns: [Field] {
    guard rows != .counted else { return columns }
    var seen = Set(columns.map(\.name))
    return columns
      + (carried + articleColumns + computedColumns + NewsQuery.Field.stored.map { Field($0) }).filter {
        seen.insert($0.name).inserted
      }
  }

  /// The column that a name means: one shown, one of the article, one computed; then, without regard to case, an alias.
  public func column(named name: String) -> Field? {
    if let exact = exactColumn(named: name) { return exact }
    let fields = readableColumns
    let lowered = name.lowercased()
    if let folded = fields.first(where: { $0.name.lowercased() == lowered }) { return folded }
    guard rows != .counted, let canonical = NewsQuery.Field.named(name)?.name else { return nil }
    return fields.first { $0.name == canonical }
  }

  /// The first of `readableColumns` that is called so, found without making them.
  private func exactColumn(named name: String) -> Field? {
    func isMeant(_ field: Field) -> Bool { field.name == name }
    if let shown = columns.first(where: isMeant) { return shown }
    guard rows != .counted else { return nil }
    return carried.first(where: isMeant) ?? articleColumns.first(where: isMeant) ?? computedColumns.first(
      where: isMeant)
      ?? NewsQuery.Field.stored.lazy.map { Field($0) }.first(where: isMeant)
  }

  /// The column that a name in a query means, or why there is none.
  ///
  /// `offersText` is true if the name may have been meant as a text: the hint then shows it in quotes.
  public func column(_ name: FieldName, offersText: Bool = false) throws(Diagnostic) -> Field {
    if let field = column(named: name.name) { return field }
    if let reason = absence(of: name.name) { throw Diagnostic(reason, at: name.span) }
    if let pivoted, name.name != pivoted {
      let column = Printer.name(pivoted)
      throw Diagnostic(
        "which columns `pivot` makes depends on the rows; `\(name.name)` is known only if the values are named",
        at: name.span, hint: "name them: `pivot \(column) (\"\(name.name)\", …)`")
    }
    let message = "no column `\(name.name)` here"
    if let foreign = ForeignReader.fields[name.name.lowercased()], column(named: foreign) != nil {
      throw Diagnostic(message, at: name.span, with: foreign)
    }
    // A map with very many keys is one column.
    if let map = name.name.split(separator: ".").first.map(String.init), map != name.name,
      let column = column(named: map), column.name == map
    {
      throw Diagnostic(message, at: name.span, with: Printer.name(map))
    }
    if ["year", "month", "week", "weekday", "day", "hour"].contains(name.name.lowercased()),
      column(named: "date") != nil
    {
      throw Diagnostic(message, at: name.span, with: "\(name.name.lowercased())(date)")
    }
    if let nearest = Spelling.nearest(to: name.name, among: readableColumns.map(\.name)) {
      throw Diagnostic(message, at: name.span, with: Printer.name(nearest))
    }
    if offersText { throw Diagnostic(message, at: name.span, with: "\"\(name.name)\"") }
    var hint: String?
    if !columns.isEmpty {
      hint = "columns here: " + columns.prefix(12).map { "`\($0.name)`" }.joined(separator: " ")
    }
    throw Diagnostic(message, at: name.span, hint: hint)
  }

  /// Why a column that is computed from the search is not there.
  private func absence(of name: String) -> String? {
    let name = name.lowercased()
    guard rows != .counted else { return nil }
    if name == "score", !hasScore { return "there is no `score`: the search has no words to rank by" }
    guard let storage = NewsQuery.Field.all.first(where: { $0.name == name })?.storage,
      storage == .hits || storage == .passageHits
    else { return nil }
    if !hasHits { return "there is no `\(name)`: the search has no words to find" }
    return rows == .articles
      ? "`\(name)` is about rows made from an article: put it after `quotes`, `amounts`, `dates`, …" : nil
  }
}
