/// A self-contained page with one table, in light and dark.
enum HTMLWriter: RowWriter {
  static let name = "html"
  static let summary = "a web page with the table"
  static let fileEndings = ["html", "htm"]
  static let isForMachines = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    sink.append { bytes in
      bytes.append(contentsOf: "<!doctype html>\n<meta charset=\"utf-8\">\n<title>".utf8)
      escape(options.title ?? "newsq", into: &bytes)
      bytes.append(contentsOf: "</title>\n<style>\(style)</style>\n<table>\n".utf8)
      if let title = options.title {
        bytes.append(contentsOf: "<caption>".utf8)
        escape(title, into: &bytes)
        bytes.append(contentsOf: "</caption>\n".utf8)
      }
      bytes.append(contentsOf: "<thead><tr>".utf8)
      for column in table.columns {
        bytes.append(contentsOf: column.column.type == .number ? "<th class=\"n\">".utf8 : "<th>".utf8)
        escape(column.name, into: &bytes)
        bytes.append(contentsOf: "</th>".utf8)
      }
      bytes.append(contentsOf: "</tr></thead>\n<tbody>\n".utf8)
    }
    let isNumber = table.columns.map { $0.column.type == .number }
    let isAddress = table.columns.map { $0.name == "url" }
    var cells = table.columns.indices.map { index in
      CellReader(table.columns[index].column) { value, bytes in
        bytes.append(contentsOf: isNumber[index] ? "<td class=\"n\">".utf8 : "<td dir=\"auto\">".utf8)
        let text = value.printed
        // Only what a browser fetches may be a link: a feed can hold `javascript:` too.
        let isLink = isAddress[index] && (text.hasPrefix("https://") || text.hasPrefix("http://"))
        if isLink {
          bytes.append(contentsOf: "<a href=\"".utf8)
          escape(text, into: &bytes)
          bytes.append(contentsOf: "\">".utf8)
        }
        escape(text, into: &bytes)
        bytes.append(contentsOf: isLink ? "</a></td>".utf8 : "</td>".utf8)
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
    sink.write("</tbody>\n</table>\n")
  }

  private static let style = """
    :root{color-scheme:light dark}body{font:15px/1.4 system-ui,sans-serif;margin:2rem}\
    table{border-collapse:collapse}caption{text-align:left;font-weight:600;padding:0 0 .6rem}\
    th,td{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;border-bottom:1px solid #8884}\
    .n{text-align:right;font-variant-numeric:tabular-nums}
    """

  /// Appends text as HTML and SVG take it. Control characters, which neither may hold, are left out.
  static func escape(_ text: String, into bytes: inout [UInt8]) {
    // Two code points of the BMP are no characters, and no XML may hold them.
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
