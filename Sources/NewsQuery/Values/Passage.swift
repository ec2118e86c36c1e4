/// A piece of an article's text, so that it can always be opened.
public struct Passage: Equatable, Sendable {
  public var article: UInt32
  public var field: ArticleField
  /// From 1; the headline and the deck are one paragraph each.
  public var paragraph: UInt32
  /// Bytes of the field's text.
  public var start: UInt32
  public var end: UInt32

  public init(article: UInt32, field: ArticleField, paragraph: UInt32, start: UInt32, end: UInt32) {
    self.article = article
    self.field = field
    self.paragraph = paragraph
    self.start = start
    self.end = end
  }
}
