/// A table as members of a JSON object, for a program that asks over a pipe and keeps types:
/// `"columns":[["source","text"],["count","number"]],"rows":[["TASS",1],["Trend",1]],"shape":"table"`.
///
/// Numbers are in shortest form, dates in ISO 8601 with the precision and offset they have, lists are arrays, and an
/// empty cell is `null`. `shape` says how the query wants to be shown: `table`, `reading`, `concordance`, `chart`; a
/// chart is added as `"svg"`.
public enum AnswerJSON {
  public static func append(_ table: Table, title: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\"columns\":[".utf8)
    for (index, column) in table.columns.enumerated() {
      bytes.append(contentsOf: index == 0 ? "[".utf8 : ",[".utf8)
      JSONText.append(column.name, to: &bytes)
      bytes.append(0x2C)
      JSONText.append(name(of: column.column.type), to: &bytes)
      bytes.append(0x5D)
    }
    bytes.append(contentsOf: "],\"rows\":[".utf8)
    var cells = table.columns.map { CellReader($0.column, { JSONText.append($0, to: &$1) }) }
    for (place, row) in table.rows.enumerated() {
      bytes.append(contentsOf: place == 0 ? "[".utf8 : ",[".utf8)
      for index in cells.indices {
        if index > 0 { bytes.append(0x2C) }
        cells[index].append(row, to: &bytes)
      }
      bytes.append(0x5D)
    }
    bytes.append(contentsOf: "],\"shape\":".utf8)
    JSONText.append(shape(of: table.presentation), to: &bytes)
    if case .chart = table.presentation {
      bytes.append(contentsOf: ",\"svg\":".utf8)
      JSONText.append(String(decoding: chart(of: table, title: title), as: UTF8.self), to: &bytes)
    }
  }

  /// A text as a JSON string.
  public static func append(_ text: String, to bytes: inout [UInt8]) { JSONText.append(text, to: &bytes) }

  private static func name(of type: ValueType) -> String { type == .list ? "list" : type.rawValue }

  private static func shape(of presentation: Presentation) -> String {
    switch presentation {
    case .table, .format: "table"
    case .reading: "reading"
    case .concordance: "concordance"
    case .chart: "chart"
    }
  }

  private static func chart(of table: Table, title: String) -> [UInt8] {
    var picture: [UInt8] = []
    var options = OutputOptions(title: title)
    options.sourceLine = table.archive.name
    var sink = ByteSink { picture.append(contentsOf: $0) }
    SVGChart.write(table, options, to: &sink)
    // Memory does not fail.
    try? sink.finish()
    return picture
  }
}
