/// A report on its way out: the text of a script and its answers, as one page of HTML, Markdown or plain text.
struct ReportPage {
  enum Form { case html, markdown, text }

  private let form: Form
  private let title: Prose?
  private let language: String
  /// The level of the last heading; answers are one below it.
  private var level = 1
  private var isBegun = false

  /// Nil if a script is not printed in this format.
  init?(_ writer: any RowWriter.Type, title: Prose?, language: String) {
    switch writer {
    case is HTMLWriter.Type: form = .html
    case is MarkdownWriter.Type: form = .markdown
    case is TextWriter.Type: form = .text
    default: return nil
    }
    (self.title, self.language) = (title, language)
  }

  /// Begins the page, or leaves a line between two parts of it.
  private mutating func begin(to sink: inout ByteSink) {
    if form == .html {
      if !isBegun { HTMLPage.begin(title: title?.plain ?? "newsq", language: language, to: &sink) }
    } else if isBegun {
      sink.write("\n")
    }
    isBegun = true
  }

  // MARK: - Text

  mutating func write(_ item: ReportScript.Item, _ options: OutputOptions, to sink: inout ByteSink) {
    begin(to: &sink)
    switch item {
    case .title(let prose):
      level = 1
      heading(1, prose, options, to: &sink)
    case .heading(let level, let prose):
      self.level = level
      heading(level, prose, options, to: &sink)
    case .paragraph(let prose): paragraph(prose, options, to: &sink)
    case .list(let entries): list(entries, options, to: &sink)
    case .pageBreak:
      switch form {
      case .html: sink.write("<hr class=\"p\">\n")
      case .markdown: sink.write("---\n")
      case .text: sink.write(Ink(options).rule(min(width(options), 72)) + "\n")
      }
    }
  }

  private func width(_ options: OutputOptions) -> Int { min(88, options.width ?? 80) }

  private func heading(_ level: Int, _ prose: Prose, _ options: OutputOptions, to sink: inout ByteSink) {
    switch form {
    case .html: HTMLWriter.element("h\(level)", prose, to: &sink)
    case .markdown:
      sink.append { bytes in
        bytes.append(contentsOf: (String(repeating: "#", count: level) + " ").utf8)
        prose.appendMarkdown(isBlock: false, to: &bytes)
        bytes.append(0x0A)
      }
    case .text:
      let ink = Ink(options)
      let text = ink.safe(prose.plain)
      sink.write(ink.bold(text) + "\n")
      guard level < 3 else { return }
      let rule: String = level == 1 ? ink.unicode ? "═" : "=" : ink.unicode ? "─" : "-"
      sink.write(String(repeating: rule, count: min(width(options), DisplayWidth.of(text))) + "\n")
    }
  }

  private func paragraph(_ prose: Prose, _ options: OutputOptions, to sink: inout ByteSink) {
    switch form {
    case .html: HTMLWriter.element("p", prose, to: &sink)
    case .markdown:
      sink.append { bytes in
        prose.appendMarkdown(to: &bytes)
        bytes.append(0x0A)
      }
    case .text: lines(prose.plain, options, to: &sink)
    }
  }

  private func lines(
    _ text: String, indent: String = "", mark: String = "", _ options: OutputOptions, to sink: inout ByteSink
  ) {
    let room = max(20, width(options) - indent.utf8.count)
    for (place, line) in DisplayWidth.wrap(Ink(options).safe(text), columns: room).enumerated() {
      sink.write((place == 0 && !mark.isEmpty ? mark : indent) + line + "\n")
    }
  }

  private func list(
    _ entries: [Prose], isNumbered: Bool = false, _ options: OutputOptions, to sink: inout ByteSink
  ) {
    if form == .html { sink.write(isNumbered ? "<ol>\n" : "<ul>\n") }
    for (place, entry) in entries.enumerated() {
      let mark = isNumbered ? "\(place + 1). " : "- "
      switch form {
      case .html: HTMLWriter.element("li", entry, to: &sink)
      case .markdown:
        sink.append { bytes in
          bytes.append(contentsOf: mark.utf8)
          entry.appendMarkdown(to: &bytes)
          bytes.append(0x0A)
        }
      case .text:
        lines(entry.plain, indent: String(repeating: " ", count: mark.utf8.count), mark: mark, options, to: &sink)
      }
    }
    if form == .html { sink.write(isNumbered ? "</ol>\n" : "</ul>\n") }
  }

  // MARK: - Answers

  /// Writes an answer. `picture` is the path of the file that a chart was written to; `notes` say what its figures mean.
  mutating func write(
    _ table: Table, _ title: AnswerTitle, picture: String?, notes: [String], _ options: OutputOptions,
    to sink: inout ByteSink
  ) {
    begin(to: &sink)
    var options = options
    options.title = title.plain
    switch form {
    case .html: HTMLWriter.section(table, title, level: level + 1, inReport: true, options, to: &sink)
    case .markdown: markdown(table, title, picture, options, to: &sink)
    case .text: text(table, title, options, to: &sink)
    }
    for note in notes {
      let prose = Prose(text: "Note: \(note)")
      switch form {
      case .html: HTMLWriter.element("p class=\"f\"", prose, to: &sink)
      case .markdown, .text:
        sink.write("\n")
        paragraph(prose, options, to: &sink)
      }
    }
  }

  private func markdown(
    _ table: Table, _ title: AnswerTitle, _ picture: String?, _ options: OutputOptions, to sink: inout ByteSink
  ) {
    if !title.isPrinted {
      heading(level + 1, title.prose, options, to: &sink)
      sink.write("\n")
    }
    if case .chart = table.presentation, let picture, let model = ChartModel(table, limit: nil) {
      return sink.append { bytes in
        bytes.append(contentsOf: "![".utf8)
        MarkdownWriter.escape("\(title.plain). \(model.summary)", into: &bytes)
        bytes.append(contentsOf: "](<".utf8)
        for byte in picture.utf8 {
          // What would end the address or the line.
          switch byte {
          case 0x3C: bytes.append(contentsOf: "%3C".utf8)
          case 0x3E: bytes.append(contentsOf: "%3E".utf8)
          case 0x0A, 0x0D: bytes.append(contentsOf: "%0A".utf8)
          default: bytes.append(byte)
          }
        }
        bytes.append(contentsOf: ">)\n".utf8)
      }
    }
    if let quotes = QuoteRows(table), table.presentation == .table { return quotes.appendMarkdown(to: &sink) }
    if table.presentation == .reading { return MarkdownWriter.articles(table, level: min(6, level + 2), to: &sink) }
    if table.rows.isEmpty, table.presentation == .table { return sink.write("*no rows*\n") }
    MarkdownWriter.write(table, options, to: &sink)
  }

  private func text(_ table: Table, _ title: AnswerTitle, _ options: OutputOptions, to sink: inout ByteSink) {
    if !title.isPrinted {
      heading(3, title.prose, options, to: &sink)
      sink.write("\n")
    }
    var options = options
    if options.width == nil { options.width = width(options) }
    if let quotes = QuoteRows(table), table.presentation == .table {
      return quotes.appendText(width: width(options), Ink(options), to: &sink)
    }
    // What goes into a file is not cut; a chart has the width of the text.
    if !options.isTerminal, table.presentation == .table || table.presentation == .concordance { options.width = nil }
    if table.rows.isEmpty, table.presentation == .table { return sink.write("no rows\n") }
    Output.writer(of: table, format: TableWriter.name, options: options).write(table, options, to: &sink)
  }

  // MARK: - The end

  /// Says how the figures came about, and ends the page.
  mutating func finish(_ method: ReportMethod?, _ options: OutputOptions, to sink: inout ByteSink) {
    begin(to: &sink)
    if let method {
      if form == .html { sink.write("<footer class=\"m\" lang=\"en\">\n") }
      heading(2, Prose(text: "Method"), options, to: &sink)
      if form != .html { sink.write("\n") }
      paragraph(method.opening, options, to: &sink)
      if !method.answers.isEmpty {
        if form != .html { sink.write("\n") }
        list(method.answers, isNumbered: true, options, to: &sink)
      }
      if form == .html { sink.write("</footer>\n") }
    }
    if form == .html { sink.write(HTMLPage.end) }
  }
}
