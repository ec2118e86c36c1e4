/// An occurrence of a positive text operand that satisfies its own field, `first`, `near`.
public struct Hit: Equatable, Sendable {
  /// Index into `CompiledSearch.termNames`.
  public var term: Int
  /// headline, deck or body; nil if it is in a column that the index does not hold (byline, tags …).
  public var field: ArticleField?
  /// The column it is in, and which item of a list: `tags`, 2.
  public var column: String
  public var item: Int
  /// Positions [start, end) in the article (see `TextIndex`); within the item for columns outside the index.
  public var start: UInt32
  public var end: UInt32
  /// The highlighted bytes of the field's text, [start, end).
  public var bytes: Range<Int>
  /// From 1 within the field.
  public var paragraph: Int
}
