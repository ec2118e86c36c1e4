/// `names`: a row for each name of a person, organisation or place: entity, name, kind, words.
///
/// `name` is the fullest form that the article gives, `entity` the form of the whole archive, `words` is the name as
/// printed. A kind that neither form nor context gives is
/// empty, never a guess.
public struct Names: Stage {
  public static let usage = StageUsage(
    "names", group: .news, forms: [],
    summary: "a row for each person, organisation or place named: entity, name, kind, words")
  public static let traits = StageTraits(.rows, reads: .archive, order: .kept, followsRecords: true)

  private static let fields = [
    Schema.Field("name", .text), Schema.Field("kind", .text), Schema.Field("words", .text),
  ]

  private static let shown = [Schema.Field("entity", .text)] + fields

  public let output: Schema
  public let notes: [Diagnostic]

  private static let languages: Set<String> = ["en", "de", "fr", "es", "ru"]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    output = PassageRows.schema(input, Names.shown)
    notes = UnreadLanguages.notes(
      context.archive, "words around names",
      consequence: "there capitals alone tell a name, and scripts without capitals have none"
    ) { UnreadLanguages.isAmong($0, Names.languages) }
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let archive = table.archive
    var result = try PassageRows.make(table, Names.fields, of: output, context, reusing: { ArticleNames(archive) }) {
      text, rows, names in
      // The whole article is read even for one passage: Smith may be introduced before it.
      for mention in names.names(of: text) where text.covers(mention.span) {
        rows.begin(text.passage(mention.span, paragraph: mention.paragraph + 1))
        rows.add(.text(mention.name))
        rows.add(mention.kind.map { .text($0.rawValue) } ?? .null)
        rows.add(text, mention.span)
      }
    }
    let place = result.columns.count - Names.fields.count
    let names = result.columns[place].column
    result.columns.insert(
      .init("entity", EntityColumn(names: names, archive: table.archive, threadCount: context.threadCount)), at: place)
    return result
  }
}
