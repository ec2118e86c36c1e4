/// The columns of a table and the kind of its rows, known before the first row is read. Stages are checked against
/// it, so that every mistake in a query is found before any work is done.
public struct Schema: Equatable, Sendable {
  public enum Rows: Equatable, Sendable { case articles, passages, counted }

  public struct Field: Equatable, Sendable {
    public var name: String
    public var type: ValueType

    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }

  /// What a stage that counts knows of its columns.
  public struct Roles: Equatable, Sendable {
    /// The columns that name a row: the `source` of `count by source`.
    public var keys: [String] = []
    /// What was measured, so that `chart` draws it.
    public var measure: String?
    /// Numbers of rows, which are 0 where there are none.
    public var counts: Set<String> = []

    public init(keys: [String] = [], measure: String? = nil, counts: Set<String> = []) {
      self.keys = keys
      self.measure = measure
      self.counts = counts
    }
  }

  /// The columns that are shown, in order.
  public var columns: [Field]
  public var rows: Rows
  /// True if the rows keep hits of a search with at least one word to show.
  public var hasHits: Bool
  /// True if the search has a text operand, so that `score` is a number.
  public var hasScore: Bool
  /// The articles' own columns, readable wherever rows come from articles.
  public var articleColumns: [Field]
  public var roles = Roles()
  /// Columns that the rows had before they were cut into passages. They can be read as those of the article can.
  public private(set) var carried: [Field] = []
  /// Shown columns that a stage computed and that hide one of the article.
  private var replaced: Set<String> = []
  /// Columns that have values for the rows at hand only, as `rank(words)` has.
  public private(set) var bound: Set<String> = []
  /// Set after `pivot` without its values: what was pivoted, whose values are further columns.
  public var pivoted: String?

  public init(columns: [Field], rows: Rows, hasHits: Bool, hasScore: Bool, articleColumns: [Field]) {
    self.columns = columns
    self.rows = rows
    self.hasHits = hasHits
    self.hasScore = hasScore
    self.articleColumns = articleColumns
  }

  /// Notes of columns that were just made whether they have values for the rows at hand only.
  public mutating func bind(_ names: [String], if areBound: Bool) {
    if areBound { bound.formUnion(names) } else { bound.subtract(names) }
  }

  /// Notes that a shown column was computed, whatever the article has under its name.
  public mutating func replace(_ name: String) { replaced.insert(name) }

  /// The same rows cut into passages. Columns of the article stay readable; those that stages made are carried along.
  public func cutIntoPassages(showing names: [String], _ own: [Field]) -> Schema {
    var schema = self
    schema.rows = .passages
    schema.replaced = []
    schema.carried = columns.filter { replaced.contains($0.name) || !isOfArticle($0.name) }
    let newer = Set(schema.carried.map(\.name))
    schema.carried += carried.filter { !newer.contains($0.name) }
    schema.columns =
      names.compactMap { name in
        schema.carried.first { $0.name == name } ?? articleColumns.first { $0.name == name }
      } + own
    return schema
  }

  /// These columns of new rows, to which nothing is carried.
  public func withoutCarried() -> Schema {
    var schema = self
    schema.carried = []
    return schema
  }

  private func isOfArticle(_ name: String) -> Bool {
    articleColumns.contains { $0.name == name } || NewsQuery.Field.all.contains { $0.name == name }
  }
}
