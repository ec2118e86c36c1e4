/// `write counts.csv`: the rows into a file, whole or not at all; its ending names the format.
public struct Write: Stage {
  public static let usage = StageUsage(
    "write", synonyms: ["save", "export"], group: .end, forms: [.path("FILE", isOptional: false)],
    summary: "the rows into a file; its ending names the format")
  public static let traits = StageTraits(.end, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema
  let path: String
  private let format: String
  private let title: String?

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.paths.first else { throw call.missing("a file", hint: "write counts.csv") }
    guard context.run.writeFile != nil else {
      throw Diagnostic("files are not written here", at: call.nameSpan, hint: "leave out --safe to allow it")
    }
    if let reason = context.run.reasonNotToWrite(written.text) {
      throw Diagnostic("`\(written.text)` \(reason)", at: written.span, hint: "write another file; nothing was changed")
    }
    output = input
    path = written.text
    if written.text.lowercased().hasSuffix(".svg") {
      format = "svg"
    } else if let known = FormatCatalog.format(ofFile: written.text) {
      if known.needsArticles, input.rows == .counted {
        var mistake = known.needsArticlesMistake
        mistake.span = written.span
        throw mistake
      }
      if known.needsNetwork, Network.columns(input.columns.map { ($0.name, $0.type) }) == nil {
        var mistake = Network.mistake
        mistake.span = written.span
        throw mistake
      }
      format = known.name
    } else {
      if let known = FormatCatalog.format(named: written.text), let ending = known.fileEndings.first {
        let span = call.nameSpan.lowerBound..<written.span.upperBound
        var mistake = Diagnostic("`\(written.text)` is a format, not a file", at: written.span)
        mistake.hints = [
          Diagnostic.Hint("as \(known.name)", replacing: span), Diagnostic.Hint("write out.\(ending)", replacing: span),
        ]
        throw mistake
      }
      let endings = FormatCatalog.all.flatMap { $0.fileEndings } + ["svg"]
      if let dot = written.text.lastIndex(of: "."),
        let near = Spelling.nearest(to: written.text[dot...].dropFirst().lowercased(), among: endings)
      {
        throw Diagnostic("unknown file extension", at: written.span, hint: "did you mean `.\(near)`?")
      }
      throw Diagnostic(
        "unknown file extension", at: written.span,
        hint: "a file name ends in one of " + endings.map { ".\($0)" }.joined(separator: " "))
    }
    title = context.searchSyntax.map { Printer.text(of: $0) }
  }

  public var reads: StageTraits.Reads { FormatCatalog.reads(format) }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let writeFile = context.writeFile else { return table }
    let gathered = Gathered()
    var sink = ByteSink { gathered.bytes.append(contentsOf: $0) }
    var options = context.writing
    options.title = options.title ?? title
    options.sourceLine = table.archive.name
    options.defaultFormat = format
    if format == ExcelWriter.name, let books = context.files as? Workbooks {
      var result = table
      result.notes += try books.add(
        table, named: options.sheetName ?? options.title ?? "", to: path, isStopped: context.isInterrupted)
      return result
    }
    if format == "svg" {
      SVGChart.write(table, options, to: &sink)
    } else {
      var plain = table
      // A page shows a chart, a concordance or articles as the terminal does; other files get the rows.
      let keepsShape = format == HTMLWriter.name || format == MarkdownWriter.name
      if case .format = table.presentation {} else if !keepsShape { plain.presentation = .table }
      Output.write(plain, format: format, options: options, to: &sink)
    }
    try sink.finish()
    try writeFile(path, gathered.bytes)
    var result = table
    result.notes += sink.notes
    return result
  }

  private final class Gathered {
    var bytes: [UInt8] = []
  }
}
