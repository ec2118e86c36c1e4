/// What the planner must know of a stage before it runs it:
/// `StageTraits(.pick, reads: .columns, order: .kept, followsRecords: false)`.
///
/// Nothing that could make an answer wrong has a default, so a new stage cannot forget it.
public struct StageTraits: Equatable, Sendable {
  /// How the stage can be cut into pieces that work on parts of the rows.
  public enum Cut: Sendable {
    /// Each row by itself: the pieces are done when their rows are.
    case rows
    /// Some of the rows, chosen by comparing them: each piece chooses, then the survivors are compared again.
    case pick
    /// A state of fixed form per piece, such as counts; the states are merged.
    case merge
    /// All rows at once.
    case whole
    /// The end of a query: shows or writes the rows.
    case end
  }

  /// What the answer depends on. Each case includes those before it.
  public enum Reads: Comparable, Sendable {
    /// The columns that the arguments name.
    case columns
    /// The articles of the rows: their texts, ids and hits.
    case texts
    /// Articles beyond the rows: counts over the whole archive, articles named by their id.
    case archive
  }

  /// What becomes of the order of the rows.
  public enum Order: Sendable {
    /// The rows leave in the order in which they came.
    case kept
    /// The stage makes its own order. Ties may still depend on the order in which the rows came.
    case made
    /// The answer is the same for every order of the rows, so that found articles need not be sorted for it.
    case ignored
  }

  public var cut: Cut
  public var reads: Reads
  public var order: Order
  /// True if the stage can answer for each record by itself, as `--follow` asks.
  public var followsRecords: Bool
  /// True if the columns that it names are shown and no others. False is always safe.
  public var replacesColumns: Bool

  public init(_ cut: Cut, reads: Reads, order: Order, followsRecords: Bool, replacesColumns: Bool = false) {
    self.cut = cut
    self.reads = reads
    self.order = order
    self.followsRecords = followsRecords
    self.replacesColumns = replacesColumns
  }
}

extension FormatCatalog {
  /// What a stage reads of its rows when it writes them as `format`.
  static func reads(_ format: String) -> StageTraits.Reads {
    FormatCatalog.format(named: format)?.writesWholeArticles ?? false ? .texts : .columns
  }
}
