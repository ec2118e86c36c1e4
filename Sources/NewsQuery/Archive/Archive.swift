/// All articles that are asked: a view over one part or many. Immutable, and shared by all threads.
///
/// Articles are numbered from 0 in archive order, which is the order of the input: part after part, dead ones left out. Every
/// answer is that of one part made of the same articles.
public final class Archive: Sendable {
  /// For the prompt and reports: `reuters.archive`, `seeds`.
  public let name: String
  public let articleCount: Int
  /// Changes when the articles change: for `.method` and `--version` reports.
  public let fingerprint: UInt64

  /// The stored columns: the language's fields that any article fills, in the language's order, then the input's others.
  /// `Field.stored` lists the language's; computed ones such as `lead` and `score` are not among them.
  ///
  /// The values of all parts decide the type of a column.
  public let schema: [Schema.Field]

  /// How its articles were chosen, if it holds only those that one query can find.
  public let reading: Reading?

  public struct Reading: Sendable {
    /// What the lines that were read contain, for messages: `"arms" and "control"`; nil: anything.
    public var lines: String?
    /// Whether the inputs can be read again.
    public var isAgain: Bool
  }

  /// At least one.
  let parts: [PlacedPart]
  /// Which articles of the parts are dead.
  let burials: Burials
  /// What its files say of copies in different parts.
  let links: CopyLinks
  /// The same for all parts; found when it is first needed.
  let foundLinks = Lock<CopyLinks?>(nil)
  /// What was found out about all articles, by its type: see `kept`.
  private let answers = Lock<[ObjectIdentifier: any Sendable]>([:])
  /// Whether the file says that it is damaged where it tells what was added last.
  public let hasBrokenSlot: Bool
  /// Articles, and behind them the older editions that later ones replaced. No search finds those.
  let rowCount: Int
  /// For each row behind the articles, the article that replaced it.
  let editions: [UInt32]
  /// The part whose rows are those of the archive; nil if there are several parts, or dead articles.
  private let only: Part?
  let rows: PartRows
  private let columns: PartedColumns

  /// `parts` are in the order of their articles. `otherColumns` are fields of the language that articles left out of the
  /// archive fill: it has them too.
  init(
    parts given: [Part], name: String, burials: Burials = Burials(), reading: Reading? = nil,
    columns otherColumns: [Schema.Field] = [], hasBrokenSlot: Bool = false, links: CopyLinks? = nil
  ) {
    self.burials = burials
    self.hasBrokenSlot = hasBrokenSlot
    self.name = name
    self.reading = reading
    let given = given.isEmpty ? [Part(SegmentMerge.emptyImage())] : given
    self.links = links ?? CopyLinks(partCount: given.count)
    var dead = given.map { _ in [UInt32]() }
    for burial in burials.dead { dead[burial.row.part].append(burial.row.row) }
    var parts: [PlacedPart] = []
    var base = 0
    for (number, part) in given.enumerated() {
      let placed = PlacedPart(number: number, part: part, base: base, dead: dead[number].sorted())
      parts.append(placed)
      base += placed.articleCount
    }
    self.parts = parts
    articleCount = base
    only = parts.count == 1 && parts[0].dead.isEmpty ? parts[0].part : nil
    (rows, editions) = Archive.rows(of: parts, burials)
    rowCount = rows.count
    var fingerprints = parts.map(\.part.fingerprint)
    for burial in burials.dead { fingerprints.append(UInt64(burial.row.part) << 32 | UInt64(burial.row.row)) }
    fingerprint = only?.fingerprint ?? fingerprints.withUnsafeBytes { Checksum.of($0) }
    columns = PartedColumns(parts.map(\.part), rows: only == nil ? rows : nil, others: otherColumns)
    schema = columns.schema
  }

  /// Joins archives into one that answers as if their articles had come one archive after the other.
  ///
  ///     let both = Archive(joining: [monday, tuesday], name: "week")
  public convenience init(joining archives: [Archive], name: String) {
    var parts: [Part] = []
    var burials = Burials()
    for archive in archives {
      let first = parts.count
      func row(_ row: Burials.Row) -> Burials.Row { Burials.Row(part: row.part + first, row: row.row) }
      burials.dead += archive.burials.dead.map { (row($0.row), $0.follower.map(row)) }
      parts += archive.parts.map(\.part)
    }
    self.init(parts: parts, name: name, burials: burials, links: CopyLinks(joining: archives.map(\.links)))
  }

  /// Makes an archive of one image whose sections are known to be whole.
  convenience init(_ image: Image, name: String, reading: Reading? = nil, columns: [Schema.Field] = []) {
    self.init(parts: [Part(image)], name: name, reading: reading, columns: columns)
  }

  private static func rows(of parts: [PlacedPart], _ burials: Burials) -> (PartRows, editions: [UInt32]) {
    var rows = PartRows()
    for place in parts {
      var start = 0
      for article in place.dead {
        rows.append(start..<Int(article), of: place.number)
        start = Int(article) + 1
      }
      rows.append(start..<place.part.articleCount, of: place.number)
    }
    var followers: [Burials.Row: Burials.Row?] = [:]
    for burial in burials.dead { followers[burial.row] = .some(burial.follower) }
    /// The living article at the end of a row's followers; nil if that was removed.
    func article(at row: Burials.Row) -> UInt32? {
      var row = row
      var steps = 0
      while let follower = followers[row] {
        steps += 1
        guard let follower, steps <= followers.count else { return nil }
        row = follower
      }
      return parts[row.part].number(of: row.row)
    }
    var editions: [UInt32] = []
    func append(_ row: Int, of part: Int, replacedBy follower: Burials.Row) {
      guard let article = article(at: follower) else { return }
      rows.append(row..<row + 1, of: part)
      editions.append(article)
    }
    for place in parts {
      for (number, follower) in place.part.editions.enumerated() {
        append(
          place.part.articleCount + number, of: place.number, replacedBy: .init(part: place.number, row: follower))
      }
    }
    for burial in burials.dead {
      if let follower = burial.follower { append(Int(burial.row.row), of: burial.row.part, replacedBy: follower) }
    }
    return (rows, editions)
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

  /// Returns an answer about all articles, which is found once for each type. Throws what `find` throws.
  func kept<Answer: Sendable>(_ find: () throws -> Answer) rethrows -> Answer {
    let type = ObjectIdentifier(Answer.self)
    if let known = answers.withLock({ $0[type] }) as? Answer { return known }
    let answer = try find()
    answers.withLock { $0[type] = answer }
    return answer
  }

  // MARK: - Parts

  /// The part that a row is in, and its number there.
  @inline(__always)
  func place(of row: Int) -> (part: Int, row: Int) { only == nil ? rows.place(of: row) : (0, row) }

  /// Words of headline, deck and body of all articles, for BM25's average length.
  public var wordCount: Int {
    parts.reduce(0) { sum, place in
      sum + place.part.index.wordCount - place.dead.reduce(0) { $0 + place.part.index.length(of: Int($1)) }
    }
  }

  /// Maps of the input with more than 4,096 keys, each of which is one column of text. By name.
  public var wideMaps: [String] { columns.wideMaps.sorted() }

  /// A part's column as the archive types it; its rows are those of the part. Nil if the archive has no such column.
  func column(_ name: String, ofPart part: Int) -> (any Column)? { columns.column(name, ofPart: part) }

  // MARK: - Cells

  /// A stored column by its exact name; rows are article numbers.
  public func column(_ name: String) -> (any Column)? { columns.column(name) }

  /// Reads the text of a field, UTF-8, valid only inside `body`. It is empty if the article has none.
  public func withText<Result>(
    of field: ArticleField, article: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    if let only { return try only.withText(of: field, row: article, body) }
    let place = rows.place(of: article)
    return try parts[place.part].part.withText(of: field, row: place.row, body)
  }

  /// Reads headline, deck and body of a row, one right after the other.
  func withAllText<Result>(of row: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    let place = place(of: row)
    return try parts[place.part].part.text.withAll(of: place.row, body)
  }

  /// The byte of the body at which the lead begins: after the dateline.
  public func leadStart(of article: Int) -> Int {
    let place = place(of: article)
    return parts[place.part].part.leadStart(of: place.row)
  }
}

/// For code that writes one part, which an archive of several does not have.
extension Archive {
  var onlyPart: Part {
    precondition(parts.count == 1 && parts[0].dead.isEmpty, "an archive of one part")
    return parts[0].part
  }

  var image: Image { onlyPart.image }
  var text: TextStore { onlyPart.text }
  var index: TextIndex { onlyPart.index }
  var madeIdentifierRows: [Int] { onlyPart.madeIdentifierRows }
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

  /// `added` is when the articles came into the archive, if they do not say so themselves.
  public init(added: NewsDate? = nil) { self.added = added }

  /// Adds an article of `file`. `place` makes its id if it has none: `file.jsonl:12`; without it its number does.
  public mutating func append(_ article: borrowing Article, place: String? = nil, file: String? = nil) {
    current.append(article, place: place, file: file, defaultAdded: added)
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
