/// One table of articles, held in memory or mapped from an archive file. Immutable; shared by all threads.
///
/// Articles are numbered from 0 in archive order (the order of the input).
public final class Archive: Sendable {
  /// For the prompt and reports: `reuters.archive`, `seeds`.
  public let name: String
  public let articleCount: Int
  /// Words of headline, deck and body: terms, positions, borders.
  public let index: TextIndex
  /// Changes where the articles change: for `.method` and `--version` reports.
  public let fingerprint: UInt64

  /// The stored columns: the language's fields that any article fills, in the language's order, then the input's others.
  /// `Field.stored` lists the language's; computed ones such as `lead` and `score` are not among them.
  public let schema: [Schema.Field]

  /// How its articles were chosen, where it holds only those that one query can find.
  public let reading: Reading?

  public struct Reading: Sendable {
    /// What the lines hold that were read, as it is told: `"arms" and "control"`; nil: anything.
    public var lines: String?
    /// Whether the inputs can be read once more.
    public var isAgain: Bool
  }

  let image: Image
  let text: TextStore
  /// Articles, and behind them the older editions that later ones took the place of. No search meets those.
  let rowCount: Int
  /// For each row behind the articles the article that took its place.
  let editions: [UInt32]
  private let columns: [String: any Column]

  /// Makes an archive of an image whose sections are known to be whole. `otherColumns` are fields of the language that
  /// articles left out of it fill: it has them too.
  init(_ image: Image, name: String, reading: Reading? = nil, columns otherColumns: [Schema.Field] = []) {
    self.name = name
    self.reading = reading
    self.image = image
    image.check(image["meta"])
    let meta = image.array("meta", of: UInt64.self)
    articleCount = Int(meta[0])
    fingerprint = meta[2]
    index = TextIndex(image, wordCount: Int(meta[1]), longestTitles: UInt32(truncatingIfNeeded: meta[4]))
    let text = TextStore(image, presence: meta[3])
    self.text = text
    rowCount = text.rowCount
    image.check(image["editions"])
    editions = Array(image.array("editions", of: UInt32.self))

    var columns: [String: any Column] = [:]
    var schema: [Schema.Field] = []
    func add(_ name: String, _ column: (any Column)?) {
      guard let column, columns[name] == nil else { return }
      columns[name] = column
      schema.append(Schema.Field(name, column.type))
    }
    for field in Field.stored {
      let name = field.name
      switch field.storage {
      case .text(let field): if text.has(field) { add(name, StoredTextColumn(text: text, field: field)) }
      case .wordCount: add(name, WordCountColumn(text: text))
      default: add(name, ImageColumn.make(image["field:\(name)"], image: image, rowCount: rowCount))
      }
      if columns[name] == nil, let other = otherColumns.first(where: { $0.name == name }) { schema.append(other) }
    }
    for section in image.sections where section.name.hasPrefix("input:") {
      add(
        String(section.name.dropFirst("input:".count)),
        ImageColumn.make(section.bytes, image: image, rowCount: rowCount))
    }
    self.columns = columns
    self.schema = schema
  }

  private let madeOrder = Lock<TableOrder?>(nil)

  /// The order in which articles are shown: newest first. Made when first asked for.
  public var tableOrder: TableOrder {
    madeOrder.withLock { made in
      if let made { return made }
      let order = TableOrder(self)
      made = order
      return order
    }
  }

  /// A stored column by its exact name; rows are article numbers.
  public func column(_ name: String) -> (any Column)? { columns[name] }

  /// The text of a field, UTF-8, valid only inside `body`. Empty where the article has none.
  public func withText<Result>(
    of field: ArticleField, article: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    switch field {
    case .headline, .deck, .body: return try text.with(field, article: article, body)
    default: break
    }
    let column = columns["\(field)"]
    if let column = column as? TextColumn { return try body(column.bytes(at: article)) }
    if let column = column as? CodedColumn, let code = column.code(at: article) {
      return try body(column.bytes(of: code))
    }
    return try body(UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// Headline, deck and body of a row, one right after the other.
  func withAllText<Result>(of row: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try text.withAll(of: row, body)
  }

  /// The articles whose id only says where they stood in the input.
  var madeIdentifierRows: [Int] {
    image.check(image["made-ids"])
    return image.array("made-ids", of: UInt32.self).map(Int.init)
  }

  /// The byte of the body where the lead begins: after the dateline.
  public func leadStart(of article: Int) -> Int { Int(text.record(of: article).leadStart) }
}

/// Articles in, archive out. Not thread-safe.
///
///     var builder = ArchiveBuilder()
///     builder.append(article)
///     let archive = builder.finish(name: "seeds")
public struct ArchiveBuilder: ~Copyable {
  private var sealed: [Segment] = []
  private var current = Segment()
  private let added: NewsDate?

  /// `added` is when the articles came into the archive, where they do not say so themselves.
  public init(added: NewsDate? = nil) { self.added = added }

  /// Takes an article in. `place` makes its id where it has none: `file.jsonl:12`; without it its number does.
  public mutating func append(_ article: borrowing Article, place: String? = nil) {
    current.append(article, place: place, defaultAdded: added)
    if current.isFull {
      current.seal()
      sealed.append(current)
      current = Segment(lexicon: current.lexicon)
    }
  }

  public consuming func finish(name: String, threadCount: Int = 1) -> Archive {
    current.seal()
    sealed.append(current)
    return Archive(SegmentMerge.image(of: sealed, threadCount: threadCount), name: name)
  }
}
