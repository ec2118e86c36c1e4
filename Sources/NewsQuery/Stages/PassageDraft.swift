/// The rows that one thread makes of some texts: a passage each, and the cells of the stage's own columns.
///
///     rows.begin(text.passage(span, paragraph: 1))
///     rows.add(.text("Jane Smith"))
///     rows.add(text, span)
///
/// Quotes and names come in millions and most of their texts are never shown, so a text stays bytes until it is read.
struct PassageDraft: Sendable {
  private(set) var passages: [Passage] = []
  private(set) var columns: [Cells]
  private var next: Int

  /// The cells of one column, in the order of the rows: texts or other values.
  struct Cells: Sendable {
    let areTexts: Bool
    var texts = TextCells()
    var values: [Value] = []
  }

  init(_ fields: [Schema.Field]) {
    columns = fields.map { Cells(areTexts: $0.type == .text) }
    next = fields.count
  }

  /// Begins a row; its cells are added in the order of the columns.
  mutating func begin(_ passage: Passage) {
    precondition(next == columns.count, "a row has a cell for each column")
    passages.append(passage)
    next = 0
  }

  mutating func add(_ value: Value) {
    if columns[next].areTexts {
      if case .text(var text) = value {
        text.withUTF8 { columns[next].texts.append(UnsafeRawBufferPointer($0)) }
      } else {
        precondition(value == .null, "a text column holds texts")
        columns[next].texts.append(nil)
      }
    } else {
      columns[next].values.append(value)
    }
    next += 1
  }

  /// The next cell is a piece of `text`, unchanged.
  mutating func add(_ text: PassageText, _ range: Range<Int>) {
    columns[next].texts.append(UnsafeRawBufferPointer(rebasing: text.text[range.clamped(to: 0..<text.text.count)]))
    next += 1
  }
}

/// Texts one after another, each perhaps null.
struct TextCells: Sendable {
  private var bytes: [UInt8] = []
  /// Where each ends; the highest bit is set if there is none.
  private var ends: [UInt64] = []

  private static let isNull: UInt64 = 1 << 63

  var count: Int { ends.count }

  mutating func append(_ text: UnsafeRawBufferPointer?) {
    if let text { bytes.append(contentsOf: text) }
    ends.append(UInt64(bytes.count) | (text == nil ? Self.isNull : 0))
  }

  subscript(index: Int) -> Value {
    guard ends[index] & Self.isNull == 0 else { return .null }
    let start = index == 0 ? 0 : Int(ends[index - 1] & ~Self.isNull)
    return .text(String(decoding: bytes[start..<Int(ends[index])], as: UTF8.self))
  }
}

/// A text column whose cells were made piece by piece on several threads.
struct PassageTextColumn: Column {
  private let pieces: [TextCells]
  /// The cell, counted through all pieces, with which each piece begins.
  private let firstCells: [Int]
  /// Which cell each row shows.
  private let cells: [UInt32]?
  var type: ValueType { .text }

  init(_ pieces: [TextCells], cells: [UInt32]?) {
    self.pieces = pieces
    self.cells = cells
    var first = 0
    firstCells = pieces.map { piece in
      defer { first += piece.count }
      return first
    }
  }

  func value(at row: Int) -> Value {
    let cell = cells.map { Int($0[row]) } ?? row
    var low = 0
    var high = firstCells.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstCells[middle] <= cell { low = middle } else { high = middle }
    }
    return pieces[low][cell - firstCells[low]]
  }
}
