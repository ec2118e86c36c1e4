/// A stage whose answer is made of states: one for each piece of the rows, merged, and made a table at the end. Threads work on
/// pieces, and so may the parts of an archive or other processes: the answer is the same however the rows are cut.
protocol PartialStage: Stage {
  associatedtype State: PartialState

  /// How the rows are cut into pieces.
  static var pieces: RowPieces.Kind { get }

  /// Rows that are worth a thread; nil for a few thousand.
  static var leastPieceSize: Int? { get }

  /// The state of some rows; `table` has only these in view.
  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> State

  /// The answer. `table` has all rows in view.
  func table(of state: State, like table: Table, _ context: RunContext) throws -> Table
}

/// What a stage knows of some rows. Merging is associative, and a merged state can be merged again.
///
/// A state holds whole numbers, sets, exact sums and values. Logarithms, quotients and rounding come when all is merged.
protocol PartialState: Sendable {
  /// The state of no rows.
  init()

  /// Adds the state of rows that come later.
  mutating func merge(_ later: consuming Self)

  func write(to sink: inout StateWriter)
  init(from reader: inout StateReader) throws(WorldError)
}

extension PartialStage {
  static var leastPieceSize: Int? { nil }

  /// What `run` gives.
  func answer(_ table: Table, _ context: RunContext) throws -> Table {
    try self.table(of: state(of: table, context), like: table, context)
  }

  /// The state of all rows in view, piece by piece on all threads.
  func state(of table: Table, _ context: RunContext) throws -> State {
    let pieces = RowPieces(
      table, Self.pieces, threadCount: context.threadCount, leastSize: Self.leastPieceSize)
    let progress = StepProgress(of: table.rows.count, context)
    if pieces.count == 1, Self.pieces == .inOrder { return try partial(table, progress, context) }
    // Threads are taken up by pieces.
    var own = context
    own.threadCount = 1
    let alone = own
    let states = try Parallel.map(pieces.count, threadCount: context.threadCount, pieceSize: 1) { range -> State in
      var piece = table
      piece.rows = pieces.rows(of: range.lowerBound)
      return try partial(piece, progress, alone)
    }
    var merged = State()
    for state in states { merged.merge(state) }
    return merged
  }
}

/// The rows of a table in pieces of about equal size.
struct RowPieces: Sendable {
  enum Kind: Sendable {
    /// Consecutive rows in the order in view.
    case inOrder
    /// Rows in the order of their articles, all rows of an article in one piece: so that articles counted in each piece add up.
    case byArticle
  }

  private let rows: [UInt32]
  private var starts: [Int] = [0]

  var count: Int { starts.count - 1 }

  /// Pieces have at least `leastSize` rows, if there are as many: by default as many as are worth a thread.
  init(_ table: Table, _ kind: Kind, threadCount: Int, leastSize: Int? = nil) {
    var sizes: (least: Int, pieces: Int) = (leastSize ?? 4096, leastSize == nil ? threadCount * 4 : .max / 2)
    var articles: [UInt32]?
    switch kind {
    case .inOrder: rows = table.rows
    case .byArticle:
      sizes.least = leastSize ?? 64
      // Row and article in one number; rows of one article keep their order.
      let keys = table.rows.enumerated().map { place, row in
        UInt64(UInt32(table.span(of: row).article)) << 32 | UInt64(UInt32(place))
      }.sorted()
      rows = keys.map { table.rows[Int($0 & 0xFFFF_FFFF)] }
      articles = keys.map { UInt32(truncatingIfNeeded: $0 >> 32) }
    }
    let size = max(sizes.least, rows.count / max(1, sizes.pieces) + 1)
    var start = 0
    while start < rows.count {
      start = min(rows.count, start + size)
      if let articles { while start < rows.count, articles[start] == articles[start - 1] { start += 1 } }
      starts.append(start)
    }
  }

  func rows(of piece: Int) -> [UInt32] { Array(rows[starts[piece]..<starts[piece + 1]]) }
}
