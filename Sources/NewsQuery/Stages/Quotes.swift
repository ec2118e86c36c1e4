/// `quotes`: a row for each thing that somebody is quoted with: speaker, cue, quote, kind.
///
/// An unknown speaker is empty, never a guess. Where the rows are passages already, those quotes that are in them.
public struct Quotes: Stage {
  public static let usage = StageUsage(
    "quotes", group: .news, forms: [], summary: "a row for each quote: speaker, cue, quote, kind")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  private static let fields = [
    Schema.Field("speaker", .text), Schema.Field("cue", .text), Schema.Field("quote", .text),
    Schema.Field("kind", .text),
  ]

  public let output: Schema
  public let notes: [Diagnostic]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    output = PassageRows.schema(input, Quotes.fields)
    notes = UnreadLanguages.notes(
      context.archive, "verbs of saying", consequence: "there only marks, commas, colons and names tell a quote"
    ) { QuoteLanguage.of($0).isKnown }
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let language = ArticleLanguage(table.archive)
    return try PassageRows.make(table, Quotes.fields, of: output, context, reusing: { QuoteReading() }) {
      text, rows, reading in
      guard text.field == .body else { return }
      // The whole body is read even for one passage: the speaker may be named before it.
      let tag = language.tag(text)
      let start = table.archive.leadStart(of: text.article)
      for quote in reading.quotes(in: text.text, from: start, language: tag) where text.covers(quote.span) {
        let speaker: Value =
          switch quote.speaker {
          case .named(let name, _): .text(name)
          case .role(let role, _): .text(role)
          case .unknown: .null
          }
        rows.begin(text.passage(quote.span, paragraph: quote.paragraph + 1))
        rows.add(speaker)
        if let cue = quote.cue { rows.add(text, cue) } else { rows.add(.null) }
        if quote.spans.count == 1 {
          rows.add(text, quote.spans[0])
        } else {
          rows.add(.text(quote.spans.map(text.string).joined(separator: " … ")))
        }
        rows.add(.text(quote.kind.rawValue))
      }
    }
  }
}
