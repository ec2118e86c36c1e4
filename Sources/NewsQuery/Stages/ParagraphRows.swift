/// `paragraphs`: a row for each paragraph; `paragraph` is its number, the headline and the deck are one each.
public struct ParagraphRows: Stage {
  public static let usage = StageUsage("paragraphs", group: .words, forms: [], summary: "a row for each paragraph")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  private static let fields = [Schema.Field("paragraph", .number), Schema.Field("passage", .text)]

  public let output: Schema

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    output = PassageRows.schema(input, ParagraphRows.fields)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    try PassageRows.make(table, ParagraphRows.fields, of: output, context) { text, rows in
      text.forEachParagraph { number, paragraph in
        rows.begin(text.passage(paragraph, paragraph: number))
        rows.add(.number(Double(number)))
        rows.add(text, paragraph)
      }
    }
  }
}
