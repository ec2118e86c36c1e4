/// RIS, read by Zotero, EndNote, Citavi, Mendeley: two letters, two blanks, a dash and a value on each line.
///
/// https://refdb.sourceforge.net/manual-0.9.6/sect1-ris-format.html
enum RISWriter: RowWriter {
  static let name = "ris"
  static let summary = "the articles as references for Zotero, EndNote, Citavi"
  static let fileEndings = ["ris"]
  static let isForMachines = true
  static let needsArticles = true
  static let isDocument = true
  static let writesWholeArticles = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    if case .none = table.origin { return sink.fail(needsArticlesMistake) }
    let end = String(decoding: options.lineEnd?.bytes ?? [0x0D, 0x0A], as: UTF8.self)
    References.write(table, to: &sink) { article in
      var lines = ["TY  - NEWS"]
      func add(_ tag: String, _ value: String) {
        let value = References.line(value)
        if !value.isEmpty { lines.append("\(tag)  - \(value)") }
      }
      add("ID", article[.id])
      add("TI", article[.headline])
      for author in article.bylines { add("AU", author) }
      add("T2", article[.source])
      let date = References.pieces(article.published)
      add("PY", date.first ?? "")
      // Year, month, day and one more piece, of which the last may be empty.
      if !date.isEmpty { add("DA", (date + Array(repeating: "", count: 3 - date.count)).joined(separator: "/")) }
      add("SE", article[.section])
      add("AB", article[.deck])
      for tag in article.tags { add("KW", tag) }
      add("LA", article[.language])
      add("UR", article[.url])
      return (lines + ["ER  - ", ""]).map { $0 + end }.joined()
    }
  }
}
