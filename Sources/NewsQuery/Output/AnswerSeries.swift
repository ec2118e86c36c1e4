/// Several answers in one output, so that each can be told from the next and the whole is one valid document.
///
///     var series = AnswerSeries(count: 2, format: "json")
///     series.write(table, title: "putin | count", options: options, to: &sink)
///     …
///     series.finish(to: &sink)
///
/// A single answer is written as if there were no series.
public struct AnswerSeries {
  private let count: Int
  private let format: String?
  private var number = 0
  private var writer: (any RowWriter.Type)?
  private var database: SQLiteWriter.Series?

  /// A series of `count` answers; `format` is what the caller asked for (`-o csv`).
  public init(count: Int, format: String?) {
    self.count = count
    self.format = format
  }

  /// Writes the next answer. `title` is what a reader may know it by; the query if there is nothing better.
  public mutating func write(_ table: Table, title: String, options: OutputOptions, to sink: inout ByteSink) {
    number += 1
    guard count > 1 else { return Output.write(table, format: format, options: options, to: &sink) }
    let chosen = Output.writer(of: table, format: format, options: options)
    if let writer, writer != chosen, writer.isDocument || chosen.isDocument {
      return sink.fail(
        Diagnostic(
          "\(writer.name) and \(chosen.name) cannot be in one output",
          hint: "write one of them to a file: write out.\(chosen.fileEndings.first ?? "txt")"))
    }
    let isFirst = writer == nil
    writer = chosen
    let number = number
    guard chosen != SQLiteWriter.self else {
      return SQLiteWriter.add(table, number, to: &database, options, &sink)
    }
    guard options.isTerminal, chosen.isForMachines else {
      return Self.write(table, chosen, title, number, isFirst, options, to: &sink)
    }
    sink.harmlessly { Self.write(table, chosen, title, number, isFirst, options, to: &$0) }
  }

  /// Ends the document.
  public mutating func finish(to sink: inout ByteSink) {
    guard count > 1, let writer else { return }
    if writer == JSONWriter.self { sink.write("]\n") }
    if writer == HTMLWriter.self { sink.write(HTMLWriter.end) }
    if let database { database.finish(to: &sink) }
  }

  private static func write(
    _ table: Table, _ writer: any RowWriter.Type, _ title: String, _ number: Int, _ isFirst: Bool,
    _ options: OutputOptions, to sink: inout ByteSink
  ) {
    var options = options
    switch writer {
    case is JSONWriter.Type:
      var key: [UInt8] = []
      JSONText.append(title, to: &key)
      sink.write(isFirst ? "[\n{\"title\":" : ",\n{\"title\":")
      sink.write(key)
      sink.write(",\"rows\":")
      JSONWriter.write(table, options, to: &sink)
      sink.write("}\n")
    case is JSONLinesWriter.Type:
      options.number = number
      writer.write(table, options, to: &sink)
    case is HTMLWriter.Type:
      if isFirst { HTMLWriter.begin(title: options.title ?? "newsq", to: &sink) }
      HTMLWriter.section(table, heading: title, options, to: &sink)
    case is MarkdownWriter.Type:
      if !isFirst { sink.write("\n") }
      MarkdownWriter.heading(title, to: &sink)
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
      writer.write(table, options, to: &sink)
    default:
      let ink = Ink(options)
      if !isFirst { sink.write("\n") }
      sink.write(ink.bold(ink.safe(title)) + "\n")
      writer.write(table, options, to: &sink)
    }
  }
}
