/// `amounts`: a row for each sum of money, share or quantity, in numbers: `$28 billion` is 28000000000 USD.
///
/// `words` is the amount as printed, `of` what it is attached to, where the text says so; `upper` is the higher number of
/// a range.
public struct Amounts: Stage {
  public static let usage = StageUsage(
    "amounts", group: .news, forms: [], summary: "a row for each sum, share or quantity: amount, unit, kind, words, of")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  private static let fields = [
    Schema.Field("amount", .number), Schema.Field("upper", .number), Schema.Field("unit", .text),
    Schema.Field("kind", .text), Schema.Field("words", .text), Schema.Field("of", .text),
  ]

  public let output: Schema
  public let notes: [Diagnostic]

  private static let languages: Set<String> = ["en", "de", "fr", "es", "it", "ru", "zh"]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    output = PassageRows.schema(input, Amounts.fields)
    notes = UnreadLanguages.notes(
      context.archive, "words for amounts", consequence: "they are read as English"
    ) { UnreadLanguages.isAmong($0, Amounts.languages) }
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let language = ArticleLanguage(table.archive)
    return try PassageRows.make(table, Amounts.fields, of: output, context) { text, rows in
      let tag = language.tag(text)
      let piece = UnsafeRawBufferPointer(rebasing: text.text[text.range])
      let start = text.range.lowerBound
      let found = AmountFinder().amounts(in: piece, language: tag)
      guard !found.isEmpty else { return }
      var paragraphs = ParagraphNumbers(text)
      for amount in found {
        let span = start + amount.span.lowerBound..<start + amount.span.upperBound
        let of = amount.of.map { start + $0.lowerBound..<start + $0.upperBound }
        rows.begin(text.passage(span, paragraph: paragraphs.number(at: span.lowerBound)))
        rows.add(amount.value.isFinite ? .number(amount.value) : .null)
        rows.add(amount.upper.map(Value.number) ?? .null)
        rows.add(amount.unit.isEmpty ? .null : .text(amount.unit))
        rows.add(.text(amount.kind.rawValue))
        rows.add(text, span)
        if let of { rows.add(text, of) } else { rows.add(.null) }
      }
    }
  }
}

/// The numbers of the paragraphs of a text, asked for in the order of the text.
struct ParagraphNumbers {
  private var starts: [Int] = []
  private var next = 0

  init(_ text: PassageText) {
    Paragraphs.forEach(in: text.text) { starts.append($0.lowerBound) }
  }

  /// From 1: the paragraph that `byte` is in.
  mutating func number(at byte: Int) -> Int {
    while next < starts.count, starts[next] <= byte { next += 1 }
    return max(1, next)
  }
}
