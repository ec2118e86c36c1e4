/// `dates`: what the text says happened when: `June 1` in an article of July 2020 is 2020-06-01.
///
/// `event` is the moment to the precision said, null for lengths (`two weeks`) and what stays vague; `type` and `value` are
/// those of TIMEX3, `words` as printed. Resolved against the dateline, otherwise the date of the article.
public struct Dates: Stage {
  public static let usage = StageUsage(
    "dates", group: .news, forms: [], summary: "a row for each date that the text speaks of: event, type, value, words")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  private static let fields = [
    Schema.Field("event", .date), Schema.Field("type", .text), Schema.Field("value", .text),
    Schema.Field("words", .text),
  ]

  public let output: Schema
  public let notes: [Diagnostic]

  private static let languages: Set<String> = ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja"]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    output = PassageRows.schema(input, Dates.fields)
    notes = UnreadLanguages.notes(
      context.archive, "words for dates", consequence: "there only days and months with a name that is known are found"
    ) { UnreadLanguages.isAmong($0, Dates.languages) }
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let archive = table.archive
    let language = ArticleLanguage(archive)
    let published = archive.column("date")
    return try PassageRows.make(table, Dates.fields, of: output, context) { text, rows in
      var date: NewsDate?
      if case .date(let own)? = published?.value(at: text.article) { date = own }
      let tag = language.tag(text)
      // The whole text is read even for one passage: `the next day` needs the day before it.
      func dates(_ dateline: NewsDate?) -> [DateMention] {
        DateFinder().dates(
          in: text.text, published: date, dateline: dateline, language: tag.isEmpty ? nil : tag)
      }
      var found: [DateMention]
      if text.field == .body {
        found = dates(Dateline.find(in: text.text)?.date(published: date))
      } else {
        // Few headlines name a day: only for those the body's dateline is looked at.
        found = dates(nil)
        guard !found.isEmpty else { return }
        let dateline = archive.withText(of: .body, article: text.article) {
          Dateline.find(in: $0)?.date(published: date)
        }
        if let dateline { found = dates(dateline) }
      }
      guard !found.isEmpty else { return }
      var paragraphs = ParagraphNumbers(text)
      for mention in found where text.covers(mention.span) {
        rows.begin(text.passage(mention.span, paragraph: paragraphs.number(at: mention.span.lowerBound)))
        rows.add(mention.event.map(Value.date) ?? .null)
        rows.add(.text(mention.type.rawValue))
        rows.add(.text(mention.value))
        rows.add(text, mention.span)
      }
    }
  }
}
