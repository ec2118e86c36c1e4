/// `as csv`: how the rows are written.
public struct As: Stage {
  public static let usage = StageUsage(
    "as", group: .end, forms: [.path("FORMAT", isOptional: false)],
    summary: "the output format: " + FormatCatalog.names)
  public static let traits = StageTraits(.end, reads: .columns, order: .kept, followsRecords: true)

  public let output: Schema
  let format: String

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let written = call.paths.first else { throw call.missing("a format", hint: "as csv") }
    guard let format = FormatCatalog.format(named: written.text) else {
      let names = FormatCatalog.all.map { $0.name }
      throw Diagnostic(
        "no format `\(written.text)`", at: written.span,
        hint: Spelling.nearest(to: written.text, among: names).map { "did you mean `\($0)`?" }
          ?? "formats: " + FormatCatalog.names)
    }
    if format.needsArticles, input.rows == .counted {
      var mistake = format.needsArticlesMistake
      mistake.span = written.span
      throw mistake
    }
    if format.needsNetwork, Network.columns(input.columns.map { ($0.name, $0.type) }) == nil {
      var mistake = Network.mistake
      mistake.span = written.span
      throw mistake
    }
    output = input
    self.format = format.name
  }

  public var reads: StageTraits.Reads { FormatCatalog.reads(format) }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    result.presentation = .format(format)
    return result
  }
}
