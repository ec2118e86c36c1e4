/// Rows made from pieces of articles: what `sentences`, `quotes`, `amounts` have in common.
///
/// Reads the texts of the rows in view on several threads; if the rows are passages already, only their spans.
enum PassageRows {
  /// `find` adds the rows of one text. `fields` are the stage's own columns, `output` is what `schema` returned.
  static func make(
    _ table: Table, _ fields: [Schema.Field], of output: Schema, _ context: RunContext,
    _ find: @Sendable (_ text: PassageText, _ rows: inout PassageDraft) -> Void
  ) throws -> Table {
    try make(table, fields, of: output, context, reusing: { () }) { text, rows, _ in find(text, &rows) }
  }

  /// The same, with a memory that `find` uses again for the next text.
  static func make<Memory>(
    _ table: Table, _ fields: [Schema.Field], of output: Schema, _ context: RunContext,
    reusing memory: @Sendable () -> Memory,
    _ find: @Sendable (_ text: PassageText, _ rows: inout PassageDraft, _ memory: inout Memory) -> Void
  ) throws -> Table {
    let rows = table.rows
    let archive = table.archive
    let places = ReadingOrder(table)
    let carries = !output.carried.isEmpty
    let pieces = try Parallel.map(rows.count, threadCount: context.threadCount, pieceSize: 64) { range in
      if context.isInterrupted() { throw Interrupted() }
      var draft = PassageDraft(fields)
      var kept = memory()
      var ends: [Int] = []
      var sources: [UInt32] = []
      for number in range {
        let span = table.span(of: rows[places[number]])
        span.forEachText(archive) { field, text, range in
          find(PassageText(article: span.article, field: field, text: text, range: range), &draft, &kept)
        }
        if carries {
          sources += repeatElement(rows[places[number]], count: draft.passages.count - (ends.last ?? 0))
        }
        ends.append(draft.passages.count)
      }
      return Piece(draft: draft, ends: ends, sources: sources)
    }
    let found = pieces.flatMap(\.draft.passages)
    let order = places.rowOrder(pieces.map(\.ends))
    let sources = pieces.flatMap(\.sources)
    var result = table.passages(
      order.map { $0.map { found[Int($0)] } } ?? found, showing: [], carrying: output.carried,
      from: carries ? order.map { $0.map { sources[Int($0)] } } ?? sources : nil)
    for (index, field) in fields.enumerated() {
      let cells = pieces.map { $0.draft.columns[index] }
      let column: any Column
      if field.type == .text {
        column = PassageTextColumn(cells.map(\.texts), cells: order)
      } else {
        let values = cells.flatMap(\.values)
        column = StoredColumn(field.type, order.map { $0.map { values[Int($0)] } } ?? values)
      }
      result.columns.append(.init(field.name, column))
    }
    return result
  }

  /// The rows of some of the texts; `ends` says after how many rows each text ends, `sources` from which row of the table each was
  /// made, if that is wanted.
  private struct Piece: Sendable {
    var draft: PassageDraft
    var ends: [Int]
    var sources: [UInt32]
  }

  /// The columns that leave such a stage.
  static func schema(_ input: Schema, _ fields: [Schema.Field]) -> Schema {
    input.cutIntoPassages(showing: [], fields)
  }
}

/// The order in which the texts of a table's rows are read: as they are stored, since several share one compressed
/// block, whatever order the rows are shown in.
private struct ReadingOrder: Sendable {
  /// Places among the rows in view, the first to be read first; nil if they are in order already.
  private let places: [UInt32]?

  init(_ table: Table) {
    let articles = table.rows.map { UInt32(table.span(of: $0).article) }
    if zip(articles, articles.dropFirst()).allSatisfy({ $0 <= $1 }) {
      places = nil
    } else {
      // Article and place in one number, so that rows of one article keep their order.
      places = articles.enumerated().map { UInt64($1) << 32 | UInt64($0) }.sorted()
        .map { UInt32(truncatingIfNeeded: $0) }
    }
  }

  subscript(number: Int) -> Int { places.map { Int($0[number]) } ?? number }

  /// Which of the rows that were made, counted as they were read, comes where. `ends` says of each piece after how many
  /// of its rows each text ends. Nil if they are in order already.
  func rowOrder(_ ends: [[Int]]) -> [UInt32]? {
    guard let places else { return nil }
    var made = [Range<UInt32>](repeating: 0..<0, count: places.count)
    var number = 0
    var first: UInt32 = 0
    for piece in ends {
      let start = first
      for end in piece {
        made[Int(places[number])] = first..<start + UInt32(end)
        first = start + UInt32(end)
        number += 1
      }
    }
    return made.flatMap { $0 }
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

  /// True if the row covers all of `range`.
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
