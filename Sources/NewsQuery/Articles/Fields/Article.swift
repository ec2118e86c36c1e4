/// One article as a reader gives it, before it goes into an archive. Texts are UTF-8, any line ends already `\n`,
/// furniture already gone; what the input did not say is empty, never invented.
///
///     var article = Article()
///     article[.headline] = "Putin, Trump hope to boost trade"
///     article.published = DateParsing.parse("2020-07-23")
///
/// A reader makes one `Article` and fills it again for each record, so that its buffers are reused.
public struct Article: Equatable, Sendable {
  /// The texts of one value each, by `ArticleField.rawValue`.
  var texts: [[UInt8]] = Array(repeating: [], count: ArticleField.textFields.count)
  /// byline, credit, tags.
  public var bylines: [String] = []
  public var credits: [String] = []
  public var tags: [String] = []
  public var published: NewsDate?
  public var updated: NewsDate?
  /// When it came into the archive, where the input says so.
  public var added: NewsDate?
  /// Every other key of the input, as it came: one entry a key, in input order.
  public var others: [(name: String, value: InputValue)] = []

  public init() {}

  /// UTF-8 bytes of a text field.
  public subscript(bytes field: ArticleField) -> [UInt8] {
    get { texts[Int(field.rawValue)] }
    set { texts[Int(field.rawValue)] = newValue }
    _modify { yield &texts[Int(field.rawValue)] }
  }

  public subscript(field: ArticleField) -> String {
    get { String(decoding: texts[Int(field.rawValue)], as: UTF8.self) }
    set { texts[Int(field.rawValue)] = Array(newValue.utf8) }
  }

  /// Empties it, keeping its buffers.
  public mutating func removeAll() {
    for index in texts.indices { texts[index].removeAll(keepingCapacity: true) }
    bylines.removeAll(keepingCapacity: true)
    credits.removeAll(keepingCapacity: true)
    tags.removeAll(keepingCapacity: true)
    published = nil
    updated = nil
    added = nil
    others.removeAll(keepingCapacity: true)
  }

  public static func == (a: Article, b: Article) -> Bool {
    a.texts == b.texts && a.bylines == b.bylines && a.credits == b.credits && a.tags == b.tags
      && a.published == b.published && a.updated == b.updated && a.added == b.added
      && a.others.elementsEqual(b.others) { $0.name == $1.name && $0.value == $1.value }
  }
}

/// A value of the input that has no field of its own.
public enum InputValue: Equatable, Sendable {
  case null
  case truth(Bool)
  case number(Double)
  /// A whole number beyond 2^53, which a `Double` may not hold.
  case integer(Int64)
  case text(String)
  case list([InputValue])
}
