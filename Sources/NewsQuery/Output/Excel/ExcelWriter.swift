/// An Excel workbook: `write counts.xlsx`. Numbers are numbers, dates are dates, and text stays text.
enum ExcelWriter: RowWriter {
  static let name = "xlsx"
  static let synonyms = ["excel"]
  static let summary = "an Excel workbook, for `write`"
  static let fileEndings = ["xlsx"]
  static let isDocument = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    if options.isTerminal { return sink.fail(terminalMistake) }
    var book = Workbook()
    add(table, options.sheetName ?? options.title ?? "", to: &book, &sink)
    finish(book, to: &sink)
  }

  /// Adds a sheet; what the asker should know goes to the notes of `sink`.
  static func add(_ table: Table, _ title: String, to book: inout Workbook, _ sink: inout ByteSink) {
    if sink.hasFailed { return }
    do {
      for note in try book.add(table, named: title, isStopped: { [sink] in sink.hasFailed }) { sink.note(note) }
    } catch { sink.fail(error) }
  }

  static func finish(_ book: Workbook, to sink: inout ByteSink) {
    if sink.hasFailed { return }
    do { sink.write(try book.finished()) } catch { sink.fail(error) }
  }

  static var terminalMistake: Diagnostic {
    Diagnostic("a workbook cannot be shown on a terminal", hint: "write out.xlsx")
  }
}
