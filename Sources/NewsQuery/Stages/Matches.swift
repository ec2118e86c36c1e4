/// `matches /(?<n>\d+) homes/`: a row for each match of a pattern, with a column for each named group.
///
/// A row is a passage of its article, like a quote: the match can be opened, and every column of the article is read on.
public struct Matches: Stage {
  public static let usage = StageUsage(
    "matches", synonyms: ["rex"], group: .words, forms: [.pattern, .optionalColumn],
    summary: "a row for each match of a pattern, its named groups as columns")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  public let output: Schema
  public let notes: [Diagnostic]
  private let pattern: RegularExpression
  private let fields: [Schema.Field]
  /// The numbers of the named groups, from 0.
  private let groups: [Int]
  /// The text that is looked through; nil for headline, deck and body.
  private let field: ArticleField?

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    guard let operand = call.pattern else { throw call.missing("a pattern", hint: "matches /(?<n>\\d+) homes/") }
    pattern = try RegularExpression(operand)
    let named = pattern.groupNames.enumerated().compactMap { place, name in name.map { (place, $0) } }
    if let name = named.first(where: { $0.1 == "match" })?.1 {
      throw Diagnostic(
        "`matches` makes a column `\(name)` itself", at: operand.span, hint: "give the group another name")
    }
    groups = named.map(\.0)
    fields = [.init("match", .text)] + named.map { .init($0.1, .text) }
    if let column = call.column {
      guard let field = ArticleField.searched.first(where: { "\($0)" == column.name.lowercased() }) else {
        let known = try input.column(column).name
        throw Diagnostic(
          "`matches` looks through headline, deck or body", at: column.span,
          hint:
            "the matches in `\(known)` as a list: `let found = matches(\(Printer.name(known)), \(Printer.text(of: operand)))`"
        )
      }
      self.field = field
    } else {
      field = nil
    }
    output = PassageRows.schema(input, fields)
    let known = Set(input.articleColumns.map(\.name))
    notes = named.filter { known.contains($0.1) }.map { _, name in
      Diagnostic(
        "the group `\(name)` hides the column of the article", at: operand.span, severity: .note)
    }
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    try PassageRows.make(table, fields, of: output, context) { text, rows in
      if let field, text.field != field { return }
      var paragraphs: [(number: Int, end: Int)] = []
      text.forEachParagraph { paragraphs.append(($0, $1.upperBound)) }
      pattern.forEachMatch(in: text.text) { match, found in
        guard text.covers(match), !match.isEmpty else { return match.lowerBound < text.range.upperBound }
        let paragraph = paragraphs.first { $0.end >= match.upperBound } ?? paragraphs.last
        rows.begin(text.passage(match, paragraph: paragraph?.number ?? 1))
        rows.add(text, match)
        for group in groups {
          if let range = found[group] { rows.add(text, range) } else { rows.add(.null) }
        }
        return true
      }
    }
  }
}
