/// `sentences`: a row for each sentence; the headline and the deck are one each.
public struct SentenceRows: Stage {
  public static let usage = StageUsage("sentences", group: .words, forms: [], summary: "a row for each sentence")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  private static let fields = [Schema.Field("sentence", .text)]

  public let output: Schema

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    output = PassageRows.schema(input, SentenceRows.fields)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    try PassageRows.make(table, SentenceRows.fields, of: output, context) { text, rows in
      text.forEachParagraph { number, paragraph in
        func add(_ range: Range<Int>) {
          rows.begin(text.passage(range, paragraph: number))
          rows.add(text, range)
        }
        if text.field == .body { Sentences.forEach(in: text.text, paragraph: paragraph, add) } else { add(paragraph) }
      }
    }
  }
}
