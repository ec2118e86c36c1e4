/// `timeline by month | chart`: the rows drawn as bars, over time, or as a heat strip of two keys.
///
/// It draws the column that is named; otherwise what the counting stage measured, or the only number.
public struct Chart: Stage {
  public static let usage = StageUsage(
    "chart", synonyms: ["plot"], group: .end, forms: [.optionalColumn],
    summary: "the rows drawn: bars, over time, or a heat strip")
  public static let traits = StageTraits(.end, reads: .columns, order: .kept, followsRecords: false)

  public let output: Schema
  private let keys: [String]
  /// Empty after `pivot`: all numbers of the rows.
  private let measures: [String]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    let roles = input.roles
    func isKey(_ field: Schema.Field) -> Bool { roles.keys.contains(field.name) }
    let numbers = input.columns.filter { $0.type == .number && !isKey($0) }
    if let written = call.column {
      let field = try input.column(written)
      guard field.type == .number else {
        throw Diagnostic(
          "`\(field.name)` is \(ExpressionChecker.describe(field.type)), and a chart draws a number", at: written.span,
          hint: numbers.first.map { "for example `chart \(Printer.name($0.name))`" })
      }
      measures = [field.name]
    } else if let measure = roles.measure, numbers.contains(where: { $0.name == measure }) {
      measures = [measure]
    } else if numbers.count == 1 {
      measures = [numbers[0].name]
    } else if !roles.keys.isEmpty, input.pivoted != nil || numbers.count > 1 {
      measures = input.pivoted == nil ? numbers.map(\.name) : []
    } else if let other = input.columns.last(where: { $0.type == .number }), numbers.isEmpty {
      measures = [other.name]
    } else if numbers.isEmpty {
      throw Diagnostic(
        "there is no number to draw", at: call.nameSpan,
        hint: "count first, for example `| timeline by month | chart`")
    } else {
      throw Diagnostic(
        "there are several numbers: \(numbers.map { "`\($0.name)`" }.joined(separator: " "))", at: call.nameSpan,
        hint: "name one: `chart \(Printer.name(numbers[0].name))`")
    }
    keys = Chart.keys(input, measures)
  }

  /// The columns that name a row: those of the counting stage, or else those that are not numbers.
  private static func keys(_ input: Schema, _ measures: [String]) -> [String] {
    let shown = input.columns.map(\.name).filter { !measures.contains($0) }
    let known = shown.filter(input.roles.keys.contains)
    if !known.isEmpty { return known }
    let texts = input.columns.filter { $0.type != .number }.map(\.name)
    if !texts.isEmpty { return Array(texts.prefix(2)) }
    // `select year, words`: a number before the one that is drawn.
    return Array(input.columns.prefix { !measures.contains($0.name) }.map(\.name).prefix(2))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    result.presentation = .chart(keys: keys, measures: measures)
    return result
  }
}
