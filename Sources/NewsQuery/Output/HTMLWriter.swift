/// A web page that is readable as it is, in light and dark: a table, articles to read, a concordance or a chart.
enum HTMLWriter: RowWriter {
  static let name = "html"
  static let summary = "a web page with the table"
  static let fileEndings = ["html", "htm"]
  static let isForMachines = true
  static let isDocument = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    begin(title: options.title ?? "newsq", to: &sink)
    section(table, heading: options.title, options, to: &sink)
    sink.write(end)
  }

  /// The page up to its first section.
  static func begin(title: String, to sink: inout ByteSink) {
    sink.append { bytes in
      bytes.append(contentsOf: "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n".utf8)
      bytes.append(contentsOf: "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>".utf8)
      escape(title, into: &bytes)
      bytes.append(contentsOf: "</title>\n<style>\(style)</style>\n</head>\n<body>\n".utf8)
    }
  }

  /// What ends the page.
  static let end = "</body>\n</html>\n"

  /// One answer, in the shape that its last stage asks for.
  static func section(_ table: Table, heading: String?, _ options: OutputOptions, to sink: inout ByteSink) {
    if let heading { element("h1", heading, to: &sink) }
    switch table.presentation {
    case .reading: articles(table, to: &sink)
    case .chart where ChartModel(table, limit: 0) != nil:
      sink.write("<figure>\n")
      var drawn = options
      // The page has the title already.
      if heading != nil { drawn.title = nil }
      SVGChart.write(table, drawn, to: &sink)
      sink.write("<details><summary>The numbers</summary>\n")
      rows(of: table, to: &sink)
      sink.write("</details>\n</figure>\n")
    case .concordance: rows(of: table, isConcordance: true, to: &sink)
    default: rows(of: table, to: &sink)
    }
  }

  // MARK: - Tables

  /// The class of a column's cells.
  private static func style(of column: Table.NamedColumn, isConcordance: Bool) -> String {
    if isConcordance, column.name == "left" { return "r" }
    if isConcordance, column.name == "hit" { return "k" }
    switch column.column.type {
    case .number: return "n"
    case .date: return "d"
    default: return ""
    }
  }

  private static func rows(of table: Table, isConcordance: Bool = false, to sink: inout ByteSink) {
    let styles = table.columns.map { style(of: $0, isConcordance: isConcordance) }
    sink.append { bytes in
      bytes.append(contentsOf: "<div class=\"w\"><table>\n<thead><tr>".utf8)
      for (index, column) in table.columns.enumerated() {
        bytes.append(contentsOf: (styles[index].isEmpty ? "<th>" : "<th class=\"\(styles[index])\">").utf8)
        escape(column.name, into: &bytes)
        bytes.append(contentsOf: "</th>".utf8)
      }
      bytes.append(contentsOf: "</tr></thead>\n<tbody>\n".utf8)
    }
    var cells = table.columns.indices.map { index in
      let isLink = table.columns[index].name == "url"
      let opening = styles[index].isEmpty ? "<td dir=\"auto\">" : "<td class=\"\(styles[index])\">"
      return CellReader(table.columns[index].column) { value, bytes in
        bytes.append(contentsOf: opening.utf8)
        let text = value.printed
        if isLink { link(text, into: &bytes) } else { escape(text, into: &bytes) }
        bytes.append(contentsOf: "</td>".utf8)
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
    sink.write("</tbody>\n</table></div>\n")
    if table.rows.isEmpty { sink.write("<p class=\"f\">no rows</p>\n") }
  }

  /// An address as a link. Only what a browser fetches may be one: a feed can hold `javascript:` too.
  private static func link(_ text: String, into bytes: inout [UInt8]) {
    guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return escape(text, into: &bytes) }
    bytes.append(contentsOf: "<a href=\"".utf8)
    escape(text, into: &bytes)
    bytes.append(contentsOf: "\">".utf8)
    escape(text, into: &bytes)
    bytes.append(contentsOf: "</a>".utf8)
  }

  // MARK: - Articles

  private static func articles(_ table: Table, to sink: inout ByteSink) {
    var seen: Set<Int> = []
    for row in table.rows {
      guard !sink.hasFailed, let article = table.article(of: row), seen.insert(article).inserted else { continue }
      self.article(article, table, to: &sink)
    }
    if seen.isEmpty { sink.write("<p class=\"f\">no articles</p>\n") }
  }

  private static func article(_ article: Int, _ table: Table, to sink: inout ByteSink) {
    let archive = table.archive
    let hits = table.hits?.hits(in: article) ?? []
    let ink = Ink(OutputOptions())
    func paragraphs(_ field: ArticleField) -> [ShownParagraph] {
      ShownParagraph.all(of: field, article, archive, hits, ink).filter { !$0.text.isEmpty }
    }
    func cell(_ name: String) -> String? {
      let value = archive.column(name)?.value(at: article) ?? .null
      return value.isEmpty ? nil : value.printed
    }
    sink.write("<article>\n")
    for (field, tag) in [(ArticleField.headline, "h2"), (.deck, "p class=\"k\"")] {
      for paragraph in paragraphs(field) { marked(paragraph, tag, to: &sink) }
    }
    if let byline = cell("byline") { element("p class=\"f\"", byline, to: &sink) }
    let facts = [cell("source"), cell("date"), cell("section")].compactMap { $0 }
    if !facts.isEmpty { element("p class=\"f\"", facts.joined(separator: " · "), to: &sink) }
    if let place = cell("url") ?? cell("id") {
      sink.append { bytes in
        bytes.append(contentsOf: "<p class=\"f\">".utf8)
        link(place, into: &bytes)
        bytes.append(contentsOf: "</p>\n".utf8)
      }
    }
    for paragraph in paragraphs(.body) { marked(paragraph, "p dir=\"auto\"", to: &sink) }
    sink.write("</article>\n")
  }

  private static func marked(_ paragraph: ShownParagraph, _ tag: String, to sink: inout ByteSink) {
    let text = Array(paragraph.text.utf8)
    sink.append { bytes in
      bytes.append(contentsOf: "<\(tag)>".utf8)
      var position = 0
      for hit in paragraph.hits where hit.lowerBound >= position {
        escape(String(decoding: text[position..<hit.lowerBound], as: UTF8.self), into: &bytes)
        bytes.append(contentsOf: "<mark>".utf8)
        escape(String(decoding: text[hit], as: UTF8.self), into: &bytes)
        bytes.append(contentsOf: "</mark>".utf8)
        position = hit.upperBound
      }
      escape(String(decoding: text[position...], as: UTF8.self), into: &bytes)
      bytes.append(contentsOf: "</\(tag.prefix { $0 != " " })>\n".utf8)
    }
  }

  private static func element(_ tag: String, _ text: String, to sink: inout ByteSink) {
    sink.append { bytes in
      bytes.append(contentsOf: "<\(tag)>".utf8)
      escape(text, into: &bytes)
      bytes.append(contentsOf: "</\(tag.prefix { $0 != " " })>\n".utf8)
    }
  }

  private static let style = """
    :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem;max-width:72rem}\
    h1{font-size:1.1rem;margin:2rem 0 .6rem}h1:first-child{margin-top:0}\
    .w{overflow-x:auto}table{border-collapse:collapse;font-size:.94rem;line-height:1.4}\
    th,td{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;border-bottom:1px solid #8884;\
    overflow-wrap:break-word}\
    th{white-space:nowrap}\
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.d{white-space:nowrap}\
    .r{text-align:right}td.k{font-weight:600;white-space:nowrap}\
    article{max-width:42rem;margin:0 0 3rem}article h2{font-size:1.5rem;line-height:1.25;margin:0 0 .4rem}\
    p{margin:.8em 0}p.k{font-size:1.1rem;margin:.2em 0 .6em}p.f{opacity:.75;font-size:.88rem;margin:.1em 0;\
    overflow-wrap:anywhere}\
    mark{background:#ffe58f;color:#111;padding:0 .1em;border-radius:.15em}\
    figure{margin:0}figure>svg{max-width:100%;height:auto}summary{cursor:pointer;margin:.6rem 0}\
    @media(prefers-color-scheme:dark){body{background:#16181a;color:#eee}mark{background:#7a5d00;color:#fff}\
    a{color:#8ab4f8}}
    """

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
