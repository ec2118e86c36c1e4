/// Rows made from pieces of articles: what `sentences`, `quotes`, `amounts` have in common.
///
/// Reads the texts of the rows in view on several threads; where the rows are passages already, only their spans.
enum PassageRows {
  /// One row: where it stands and its own cells.
  struct Row: Sendable {
    var passage: Passage
    var cells: [Value]
  }

  /// `find` appends the rows of one text. `fields` are the stage's own columns; `shown` are columns of the article
  /// before them.
  static func make(
    _ table: Table, _ fields: [Schema.Field], showing shown: [String] = [], _ context: RunContext,
    _ find: @Sendable (_ text: PassageText, _ rows: inout [Row]) -> Void
  ) throws -> Table {
    let rows = table.rows
    let archive = table.archive
    // Columns are made where the rows are, so that only whole columns are left to be joined on one thread.
    let pieces = try Parallel.map(rows.count, threadCount: context.threadCount, pieceSize: 64) { range in
      if context.isInterrupted() { throw Interrupted() }
      var found: [Row] = []
      for place in range {
        let span = table.span(of: rows[place])
        span.forEachText(archive) { field, text, range in
          find(PassageText(article: span.article, field: field, text: text, range: range), &found)
        }
      }
      return Piece(
        passages: found.map(\.passage), columns: fields.indices.map { index in found.map { $0.cells[index] } })
    }
    let count = pieces.reduce(0) { $0 + $1.passages.count }
    var passages: [Passage] = []
    passages.reserveCapacity(count)
    for piece in pieces { passages += piece.passages }
    var result = table.passages(passages, showing: shown)
    for (index, field) in fields.enumerated() {
      var cells: [Value] = []
      cells.reserveCapacity(count)
      for piece in pieces { cells += piece.columns[index] }
      result.columns.append(.init(field.name, StoredColumn(field.type, cells)))
    }
    return result
  }

  /// The rows of some of the texts, by column.
  private struct Piece: Sendable {
    var passages: [Passage]
    var columns: [[Value]]
  }

  /// The columns that leave such a stage.
  static func schema(_ input: Schema, _ fields: [Schema.Field], showing shown: [String] = []) -> Schema {
    var schema = input
    schema.columns = shown.compactMap { name in input.articleColumns.first { $0.name == name } } + fields
    schema.rows = .passages
    return schema
  }
}

/// A text of an article and the part of it that a row covers.
struct PassageText {
  var article: Int
  var field: ArticleField
  var text: UnsafeRawBufferPointer
  var range: Range<Int>

  func string(_ range: Range<Int>) -> String {
    String(decoding: text[range.clamped(to: 0..<text.count)], as: UTF8.self)
  }

  /// Whether the row covers all of `range`.
  func covers(_ span: Range<Int>) -> Bool { span.lowerBound >= range.lowerBound && span.upperBound <= range.upperBound }

  /// A passage of this text; `paragraph` is its number in the field.
  func passage(_ range: Range<Int>, paragraph: Int) -> Passage {
    Passage(
      article: UInt32(article), field: field, paragraph: UInt32(clamping: paragraph),
      start: UInt32(clamping: range.lowerBound), end: UInt32(clamping: range.upperBound))
  }

  /// Calls `body` with the number and bytes of each paragraph, or the part of it that the row covers.
  func forEachParagraph(_ body: (Int, Range<Int>) -> Void) {
    TextPieces.forEachParagraph(in: text, field, range, body)
  }
}
