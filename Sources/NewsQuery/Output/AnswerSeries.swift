/// Several answers in one output, so that each can be told from the next and the whole is one valid document.
///
///     var series = AnswerSeries(count: 2, format: "json")
///     series.write(table, title: AnswerTitle(query: "putin | count"), options: options, to: &sink)
///     …
///     series.finish(to: &sink)
///
/// A single answer is written as if there were no series, unless a report prints the comments of its script around it.
public struct AnswerSeries {
  private let count: Int
  private let format: String?
  private var number = 0
  private var writer: (any RowWriter.Type)?
  private var database: SQLiteWriter.Series?
  private var page: ReportPage?
  private var book: Workbook?
  /// The text of a report, which a workbook has on a sheet of its own.
  private var text: [ReportScript.Item]?

  /// A series of `count` answers; `format` is what the caller asked for (`-o csv`).
  public init(count: Int, format: String?) {
    self.count = count
    self.format = format
  }

  /// The answers of scripts. `scripts` are printed as a report if the format has room for text: `isReport`.
  public init(count: Int, format: String?, scripts: [ReportScript]) {
    self.init(count: count, format: format)
    guard let writer = format.flatMap({ FormatCatalog.format(named: $0) }), !scripts.isEmpty else { return }
    if writer == ExcelWriter.self {
      book = Workbook(title: scripts.lazy.compactMap(\.title).first?.plain)
      text = []
    }
    page = ReportPage(
      writer, title: scripts.lazy.compactMap(\.title).first, language: ReportScript.language(of: scripts))
  }

  /// Whether the text of scripts is printed in a format.
  public static func isReport(_ format: String?) -> Bool {
    guard let writer = format.flatMap({ FormatCatalog.format(named: $0) }) else { return false }
    return writer == ExcelWriter.self || ReportPage(writer, title: nil, language: "") != nil
  }

  /// Whether the text of scripts is printed between the answers.
  public var isReport: Bool { page != nil || text != nil }

  /// Writes a piece of a script's text, if this is a report.
  public mutating func write(_ item: ReportScript.Item, options: OutputOptions, to sink: inout ByteSink) {
    text?.append(item)
    page?.write(item, options, to: &sink)
  }

  /// Writes the next answer. `picture` is the path of the file that a chart was written to; a report prints `notes` too.
  public mutating func write(
    _ table: Table, title: AnswerTitle, picture: String? = nil, notes: [String] = [], options: OutputOptions,
    to sink: inout ByteSink
  ) {
    number += 1
    if case .format(let name) = table.presentation, options.hasByteOrderMark, name != "csv", name != "tsv" {
      return sink.fail(Diagnostic("--bom is for csv and tsv, and this is \(name)", hint: "leave out --bom"))
    }
    guard count > 1 || isReport else {
      var options = options
      if options.sheetName == nil { options.sheetName = title.sheetName }
      let chosen = Output.writer(of: table, format: format, options: options)
      // A page says what it shows.
      if chosen == HTMLWriter.self, options.title == nil { options.title = title.plain }
      return Output.write(table, format: format, options: options, to: &sink)
    }
    let chosen = Output.writer(of: table, format: format, options: options)
    if isReport, case .format = table.presentation, chosen.name != format {
      return failMixed(format ?? "", chosen, &sink)
    }
    if page == nil, let writer, writer != chosen, writer.isDocument || chosen.isDocument {
      return failMixed(writer.name, chosen, &sink)
    }
    let isFirst = writer == nil
    writer = chosen
    let number = number
    guard chosen != SQLiteWriter.self else {
      return SQLiteWriter.add(table, number, to: &database, options, &sink)
    }
    if chosen == ExcelWriter.self {
      if options.isTerminal { return sink.fail(ExcelWriter.terminalMistake) }
      var made = book ?? Workbook()
      ExcelWriter.add(table, title.sheetName, to: &made, &sink)
      return book = made
    }
    if var page {
      page.write(table, title, picture: picture, notes: notes, options, to: &sink)
      return self.page = page
    }
    guard options.isTerminal, chosen.isForMachines else {
      return Self.write(table, chosen, title, number, isFirst, options, to: &sink)
    }
    sink.harmlessly { Self.write(table, chosen, title, number, isFirst, options, to: &$0) }
  }

  private func failMixed(_ first: String, _ other: any RowWriter.Type, _ sink: inout ByteSink) {
    sink.fail(
      Diagnostic(
        "\(first) and \(other.name) cannot be in one output",
        hint: "write one of them to a file: write out.\(other.fileEndings.first ?? "txt")"))
  }

  /// Ends the document; a report ends with its `method`.
  public mutating func finish(
    method: @autoclosure () -> ReportMethod? = nil, options: OutputOptions = OutputOptions(), to sink: inout ByteSink
  ) {
    if page != nil { return page?.finish(method(), options, to: &sink) ?? () }
    if var book {
      if let text { addAbout(text, method(), to: &book, &sink) }
      return ExcelWriter.finish(book, to: &sink)
    }
    guard count > 1, let writer else { return }
    if writer == JSONWriter.self { sink.write("]\n") }
    if writer == HTMLWriter.self { sink.write(HTMLPage.end) }
    if let database { database.finish(to: &sink) }
  }

  /// The last sheet of a report: its text and how the figures came about.
  private func addAbout(
    _ text: [ReportScript.Item], _ method: ReportMethod?, to book: inout Workbook, _ sink: inout ByteSink
  ) {
    var lines: [(text: String, isHeading: Bool)] = []
    for item in text {
      switch item {
      case .title(let prose), .heading(_, let prose): lines.append((prose.plain, true))
      case .paragraph(let prose): lines.append((prose.plain, false))
      case .list(let entries): lines += entries.map { ("• " + $0.plain, false) }
      case .pageBreak: break
      }
    }
    if let method {
      lines += [("Method", true), (method.opening.plain, false)] + method.answers.map { ($0.plain, false) }
    }
    do { try book.add(lines, named: "About") } catch { sink.fail(error) }
  }

  private static func write(
    _ table: Table, _ writer: any RowWriter.Type, _ title: AnswerTitle, _ number: Int, _ isFirst: Bool,
    _ options: OutputOptions, to sink: inout ByteSink
  ) {
    var options = options
    switch writer {
    case is JSONWriter.Type:
      var key: [UInt8] = []
      JSONText.append(title.plain, to: &key)
      sink.write(isFirst ? "[\n{\"title\":" : ",\n{\"title\":")
      sink.write(key)
      sink.write(",\"rows\":")
      JSONWriter.write(table, options, to: &sink)
      sink.write("}\n")
    case is JSONLinesWriter.Type:
      options.number = number
      writer.write(table, options, to: &sink)
    case is HTMLWriter.Type:
      if isFirst { HTMLPage.begin(title: options.title ?? "newsq", to: &sink) }
      HTMLWriter.section(table, title, level: 2, options, to: &sink)
    case is MarkdownWriter.Type:
      if !isFirst { sink.write("\n") }
      MarkdownWriter.heading(title.plain, to: &sink)
      writer.write(table, options, to: &sink)
    case is NinjsWriter.Type:
      sink.fail(
        Diagnostic(
          "ninjs is one list of articles and cannot keep the answers of several queries apart",
          hint: "ask one query, or `-o jsonl`"))
    case is TSVWriter.Type, is CSVWriter.Type:
      // Between NULs a program takes any row; a blank one would be one more.
      if !isFirst, options.lineEnd != .nul {
        sink.write(options.lineEnd?.bytes ?? (writer == CSVWriter.self ? [0x0D, 0x0A] : [0x0A]))
      }
      if !isFirst { options.hasByteOrderMark = false }
      writer.write(table, options, to: &sink)
    default:
      let ink = Ink(options)
      if !isFirst { sink.write("\n") }
      sink.write(ink.bold(ink.safe(title.plain)) + "\n")
      writer.write(table, options, to: &sink)
    }
  }
}
