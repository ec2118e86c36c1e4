/// A web page that is readable as it is, in light and dark: a table, articles to read, quotes, a concordance or a chart.
enum HTMLWriter: RowWriter {
  static let name = "html"
  static let summary = "a web page with the table"
  static let fileEndings = ["html", "htm"]
  static let isForMachines = true
  static let isDocument = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    HTMLPage.begin(title: options.title ?? "newsq", to: &sink)
    section(table, options.title.map { AnswerTitle(query: $0) }, options, to: &sink)
    sink.write(HTMLPage.end)
  }

  /// One answer, in the shape that its last stage asks for. `level` is that of a heading, if the shape needs one. A report
  /// shows quotes as quotes.
  static func section(
    _ table: Table, _ title: AnswerTitle?, level: Int = 1, inReport: Bool = false, _ options: OutputOptions,
    to sink: inout ByteSink
  ) {
    switch table.presentation {
    case .reading:
      heading(title, level, to: &sink)
      articles(table, level: title == nil ? level : level + 1, to: &sink)
    case .chart where ChartModel(table, limit: 0) != nil: chart(table, title, options, to: &sink)
    case .concordance: rows(of: table, title, isConcordance: true, to: &sink)
    default:
      if inReport, let quotes = QuoteRows(table) {
        heading(title, level, to: &sink)
        quotes.appendHTML(to: &sink)
      } else {
        rows(of: table, title, to: &sink)
      }
    }
  }

  private static func chart(_ table: Table, _ title: AnswerTitle?, _ options: OutputOptions, to sink: inout ByteSink) {
    sink.write("<figure>\n")
    if let title, !title.isPrinted { element("figcaption", title.prose, to: &sink) }
    var drawn = options
    drawn.title = title?.plain
    for (place, style) in [(SVGChart.Place.widePage, "y"), (.narrowPage, "x")] {
      // A telephone shows the narrow one.
      sink.write("<div class=\"\(style)\">\n")
      SVGChart.write(table, drawn, in: place, to: &sink)
      sink.write("</div>\n")
    }
    sink.write("<details><summary>The numbers</summary>\n")
    rows(
      of: table, title.map { AnswerTitle(printed: $0.prose) } ?? AnswerTitle(printed: Prose(text: "The numbers")),
      to: &sink)
    sink.write("</details>\n</figure>\n")
  }

  // MARK: - Tables

  /// The class of a column's cells.
  private static func style(of column: Table.NamedColumn, in table: Table, isConcordance: Bool) -> String {
    // The words around a hit stay on its line, so that hits are under each other.
    if isConcordance, column.name == "left" { return "r" }
    if isConcordance, column.name == "right" { return "g" }
    if isConcordance, column.name == "hit" { return "k" }
    switch column.column.type {
    case .number: return "n"
    case .date: return "d"
    // Long texts need some width beside others.
    case .text where !isConcordance && table.columns.count > 1:
      return table.rows.prefix(50).contains { column.column.value(at: Int($0)).printed.utf8.count > 50 } ? "l" : ""
    default: return ""
    }
  }

  /// The column whose cells name the rows; nil if none does.
  private static func rowHeader(of table: Table) -> Int? {
    guard case .none = table.origin, table.columns.count > 1, let first = table.columns.first?.column.type else {
      return nil
    }
    return first == .text || first == .date ? 0 : nil
  }

  /// Further classes of the element around a table: concordances, and long lists, which have columns on paper.
  private static func shape(of table: Table, _ isConcordance: Bool) -> String {
    if isConcordance { return " kw" }
    guard case .none = table.origin, table.rowCount > 30, table.columns.count <= 3 else { return "" }
    return table.columns.count < 3 ? " c" : " c c3"
  }

  private static func rows(of table: Table, _ title: AnswerTitle?, isConcordance: Bool = false, to sink: inout ByteSink)
  {
    let styles = table.columns.map { style(of: $0, in: table, isConcordance: isConcordance) }
    func classes(_ index: Int) -> String { styles[index].isEmpty ? "" : " class=\"\(styles[index])\"" }
    sink.append { bytes in
      // What can be scrolled can be reached by keyboard.
      bytes.append(
        contentsOf: "<div class=\"w\(shape(of: table, isConcordance))\" tabindex=\"0\" role=\"region\" aria-label=\""
          .utf8)
      escape(title?.plain ?? "Table", into: &bytes)
      bytes.append(contentsOf: "\">\n<table>\n".utf8)
      if let title {
        bytes.append(contentsOf: (title.isPrinted ? "<caption><span class=\"v\">" : "<caption>").utf8)
        title.prose.appendHTML(to: &bytes)
        bytes.append(contentsOf: (title.isPrinted ? "</span></caption>\n" : "</caption>\n").utf8)
      }
      bytes.append(contentsOf: "<thead><tr>".utf8)
      for (index, column) in table.columns.enumerated() {
        bytes.append(contentsOf: "<th scope=\"col\"\(classes(index))>".utf8)
        escape(column.name, into: &bytes)
        bytes.append(contentsOf: "</th>".utf8)
      }
      bytes.append(contentsOf: "</tr></thead>\n<tbody>\n".utf8)
    }
    let header = rowHeader(of: table)
    var cells = table.columns.indices.map { index in
      let isLink = table.columns[index].name == "url"
      let direction = table.columns[index].column.type == .number ? "" : " dir=\"auto\""
      let opening =
        index == header ? "<th scope=\"row\"\(classes(index))\(direction)>" : "<td\(classes(index))\(direction)>"
      let closing = index == header ? "</th>" : "</td>"
      return CellReader(table.columns[index].column) { value, bytes in
        bytes.append(contentsOf: opening.utf8)
        let text = value.printed
        if isLink { link(text, into: &bytes) } else { escape(text, into: &bytes) }
        bytes.append(contentsOf: closing.utf8)
      }
    }
    for row in table.rows {
      if sink.hasFailed { return }
      sink.append { bytes in
        bytes.append(contentsOf: "<tr>".utf8)
        for index in cells.indices { cells[index].append(row, to: &bytes) }
        bytes.append(contentsOf: "</tr>\n".utf8)
      }
    }
    sink.write("</tbody>\n</table>\n</div>\n")
    if table.rows.isEmpty { sink.write("<p class=\"f\">no rows</p>\n") }
  }

  /// Appends an address as a link. Only what a browser fetches may be one: a feed can hold `javascript:` too.
  static func link(_ text: String, named name: String? = nil, into bytes: inout [UInt8]) {
    guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return escape(name ?? text, into: &bytes) }
    bytes.append(contentsOf: "<a href=\"".utf8)
    escape(text, into: &bytes)
    bytes.append(contentsOf: "\">".utf8)
    escape(name ?? text, into: &bytes)
    bytes.append(contentsOf: "</a>".utf8)
  }

  // MARK: - Elements

  /// A heading for an answer whose shape has no caption.
  private static func heading(_ title: AnswerTitle?, _ level: Int, to sink: inout ByteSink) {
    if let title, !title.isPrinted { element("h\(min(6, level))", title.prose, to: &sink) }
  }

  static func element(_ tag: String, _ prose: Prose, to sink: inout ByteSink) {
    sink.append { bytes in
      bytes.append(contentsOf: "<\(tag)>".utf8)
      prose.appendHTML(to: &bytes)
      bytes.append(contentsOf: "</\(tag.prefix { $0 != " " })>\n".utf8)
    }
  }

  /// Appends text as HTML and SVG take it. Control characters, which neither may hold, are left out.
  static func escape(_ text: String, into bytes: inout [UInt8]) {
    // Two code points of the BMP are not characters, and no XML may hold them.
    let text =
      text.utf8.contains(0xEF)
      ? String(text.unicodeScalars.filter { $0.value != 0xFFFE && $0.value != 0xFFFF }) : text
    for byte in text.utf8 {
      switch byte {
      case 0x26: bytes.append(contentsOf: "&amp;".utf8)
      case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
      case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
      case 0x22: bytes.append(contentsOf: "&quot;".utf8)
      case 0x09, 0x0A: bytes.append(byte)
      case 0..<0x20, 0x7F: break
      default: bytes.append(byte)
      }
    }
  }
}
