// The table that a search gives: a row an article.

extension Schema {
  /// The columns that a search over `archive` gives. Shown: date, source, headline; a column that is not in the archive is left
  /// out, and the lead replaces headlines if there are none.
  public static func articles(of archive: Archive, hasHits: Bool, hasScore: Bool) -> Schema {
    let stored = archive.schema
    let names = Set(stored.map(\.name))
    var shown = ["date", "source"].filter(names.contains).compactMap { name in stored.first { $0.name == name } }
    shown.append(names.contains("headline") ? Field("headline", .text) : Field("lead", .text))
    return Schema(columns: shown, rows: .articles, hasHits: hasHits, hasScore: hasScore, articleColumns: stored)
  }
}

extension Table {
  /// The articles of a search as a table; `rows` are article numbers in the order to show.
  public static func articles(_ rows: [UInt32], of archive: Archive, hits: SearchHits?) -> Table {
    var table = Table(archive: archive, columns: [], rows: rows, origin: .articles, hits: hits)
    let schema = Schema.articles(of: archive, hasHits: hits != nil, hasScore: hits != nil)
    table.columns = schema.columns.compactMap { field in table.column(field.name).map { .init(field.name, $0) } }
    return table
  }
}
