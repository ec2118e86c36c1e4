/// What an answer of several is called.
public struct AnswerTitle: Equatable, Sendable {
  let prose: Prose
  /// True if a heading right above the answer has the same words already.
  let isPrinted: Bool
  /// True if nobody gave the answer a title.
  public var isQuery: Bool {
    if case .code? = prose.pieces.first { prose.pieces.count == 1 } else { false }
  }

  /// The comment that touches a query.
  public init(_ prose: Prose) { (self.prose, isPrinted) = (prose, false) }

  /// The heading that touches a query.
  init(printed prose: Prose) { (self.prose, isPrinted) = (prose, true) }

  /// The query itself, if nobody gave it a title.
  public init(query: String) { (prose, isPrinted) = (Prose(code: query), false) }

  /// What a sheet of a workbook is called: the title, or the query without the stage that writes the file.
  public var sheetName: String {
    guard isQuery, let end = plain.firstRange(of: "| write ")?.lowerBound else { return plain }
    return String(plain[..<end])
  }

  /// On one line, without marks.
  public var plain: String { prose.plain }
}
