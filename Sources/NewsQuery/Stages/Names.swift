/// `names`: a row for each name of a person, organisation or place: name, kind, words.
///
/// `name` is the fullest form that the article gives, `words` is the name as printed. A kind that neither form nor context gives is
/// empty, never a guess.
public struct Names: Stage {
  public static let usage = StageUsage(
    "names", group: .news, forms: [], summary: "a row for each person, organisation or place named: name, kind, words")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  private static let fields = [
    Schema.Field("name", .text), Schema.Field("kind", .text), Schema.Field("words", .text),
  ]

  public let output: Schema

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    output = PassageRows.schema(input, Names.fields)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let language = ArticleLanguage(table.archive)
    return try PassageRows.make(table, Names.fields, context) { text, rows in
      let tag = language.tag(text)
      // The whole text is read even for one passage: Smith may be introduced before it.
      for mention in NameFinder().names(in: text.text, language: tag) where text.covers(mention.span) {
        rows.begin(text.passage(mention.span, paragraph: mention.paragraph + 1))
        rows.add(.text(mention.name))
        rows.add(mention.kind.map { .text($0.rawValue) } ?? .null)
        rows.add(text, mention.span)
      }
    }
  }
}
