/// The input and output of a stage: shared columns, and the rows in view. `where` shortens the list of rows, `sort` reorders
/// it, `select` drops columns, `count` makes new ones.
public struct Table: Sendable {
  public let archive: Archive
  /// The columns that are shown, in order. Further ones can be read: see `column(_:)`.
  public var columns: [NamedColumn]
  /// Columns that the rows had before they were cut into passages: not shown, and read before those of the article.
  public var carried: [NamedColumn] = []
  /// The rows in view, as row numbers of `columns`.
  public var rows: [UInt32]
  public var origin: RowOrigin
  /// The search whose hits these rows keep; nil after a stage that counts.
  public var hits: SearchHits?
  /// How the end stages (`read`, `chart`, `as`) want it shown.
  public var presentation: Presentation = .table
  /// What the stage that made it found out about its rows, for the asker.
  public var notes: [Diagnostic] = []

  public struct NamedColumn: Sendable {
    public var name: String
    public var column: any Column

    public init(_ name: String, _ column: any Column) {
      self.name = name
      self.column = column
    }
  }

  public init(
    archive: Archive, columns: [NamedColumn], rows: [UInt32], origin: RowOrigin, hits: SearchHits? = nil
  ) {
    self.archive = archive
    self.columns = columns
    self.rows = rows
    self.origin = origin
    self.hits = hits
  }

  public var rowCount: Int { rows.count }

  /// The passage of a row (a number out of `rows`); nil if the row is a whole article or was counted.
  public func passage(of row: UInt32) -> Passage? {
    if case .passages(let passages) = origin { passages[Int(row)] } else { nil }
  }

  /// The article that a row (a number out of `rows`) was made from.
  public func article(of row: UInt32) -> Int? {
    switch origin {
    case .articles: Int(row)
    case .passages(let passages): Int(passages[Int(row)].article)
    case .none: nil
    }
  }
}

/// The origin of the rows of a table.
public enum RowOrigin: Sendable {
  /// A row is an article; its number is the article's.
  case articles
  /// A row is a passage of an article: a quote, a date, a sentence, a hit.
  case passages([Passage])
  /// A row was counted out of many.
  case none
}

/// How a table wants to be shown.
public enum Presentation: Equatable, Sendable {
  case table
  /// `read n`: the articles in full.
  case reading
  /// `kwic`: hits aligned at the middle column.
  case concordance
  /// `chart`: its key columns and the columns that are drawn; empty if those are to be found.
  case chart(keys: [String], measures: [String])
  /// `as csv`
  case format(String)
}
