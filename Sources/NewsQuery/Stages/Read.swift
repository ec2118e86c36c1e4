/// `read 3`: the articles in full, hits marked.
public struct Read: Stage {
  public static let usage = StageUsage(
    "read", group: .end, forms: [.count("n")], summary: "the articles in full, hits marked")
  public static let traits = StageTraits(.end, reads: .texts, order: .kept, followsRecords: true)

  public let output: Schema
  private let count: Int?

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.rows != .counted else {
      throw Diagnostic(
        "`read` shows articles, and these rows were counted", at: call.nameSpan, hint: "put `read` before the counting")
    }
    output = input
    count = call.count
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    var result = table
    if let count { result.rows = Array(result.rows.prefix(count)) }
    result.presentation = .reading
    return result
  }
}
