/// One image of articles with its index, texts and columns: what an archive is made of. Immutable, and shared by all threads.
///
///     let part = Part(image)
///     let archive = Archive(parts: [part, other], name: "news")
///
/// Articles and rows are numbered from 0 in the part itself. An `Archive` says which numbers they have beside those of its
/// other parts.
public final class Part: Sendable {
  public let articleCount: Int
  /// Words of headline, deck and body: terms, positions, borders.
  public let index: TextIndex
  /// Changes when the articles change.
  public let fingerprint: UInt64

  let image: Image
  let text: TextStore
  /// Articles, and behind them the older editions that later ones replaced. No search finds those.
  let rowCount: Int
  /// For each row behind the articles, the article that replaced it.
  let editions: [UInt32]
  /// The language's fields that any article of the part fills, by name.
  let fields: [String: any Column]
  /// The input's own keys, in the order in which they first came.
  let inputs: [(name: String, column: any Column)]
  /// Those of them that are `WideMaps`.
  let wideMaps: Set<String>
  /// The same columns as `fields`, by `ArticleField.rawValue`; nil for headline, deck and body, which are texts.
  private let textColumns: [(any Column)?]

  /// Makes a part of an image whose sections are known to be whole.
  init(_ image: Image) {
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

    var fields: [String: any Column] = [:]
    for field in Field.stored {
      let name = field.name
      switch field.storage {
      case .text(let field): if text.has(field) { fields[name] = StoredTextColumn(text: text, field: field) }
      case .wordCount: fields[name] = WordCountColumn(text: text)
      default: fields[name] = ImageColumn.make(image["field:\(name)"], image: image, rowCount: rowCount)
      }
    }
    self.fields = fields
    textColumns = ArticleField.allCases.map { field in
      ArticleField.searched.contains(field) ? nil : fields[field.name]
    }
    var inputs: [(name: String, column: any Column)] = []
    var wideMaps = Set<String>()
    for section in image.sections {
      let isMap = section.name.hasPrefix(ColumnDrafts.mapPrefix)
      guard isMap || section.name.hasPrefix(ColumnDrafts.inputPrefix),
        let column = ImageColumn.make(section.bytes, image: image, rowCount: rowCount)
      else { continue }
      let key = section.name.dropFirst((isMap ? ColumnDrafts.mapPrefix : ColumnDrafts.inputPrefix).count)
      let name = ColumnDrafts.columnName(of: String(key))
      inputs.append((name, column))
      if isMap { wideMaps.insert(name) }
    }
    self.inputs = inputs
    self.wideMaps = wideMaps
  }

  /// Lets the pages of the posting lists go, if they are those of a file: they are read again when they are needed.
  func releasePostings() {
    guard let stored = image.stored, let start = stored.file.bytes.baseAddress else { return }
    let postings = image["postings"]
    guard let base = postings.baseAddress else { return }
    let offset = base - start
    stored.file.release(offset..<offset + postings.count)
  }

  /// Reads the text of a field, UTF-8, valid only inside `body`. It is empty if the row has none.
  func withText<Result>(
    of field: ArticleField, row: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    switch field {
    case .headline, .deck, .body: return try text.with(field, article: row, body)
    default: break
    }
    let column = textColumns[Int(field.rawValue)]
    if let column = column as? TextColumn { return try body(column.bytes(at: row)) }
    if let column = column as? CodedColumn {
      guard let code = column.code(at: row) else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
      return try body(column.bytes(of: code))
    }
    guard let column, case .text(var text) = column.value(at: row) else {
      return try body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
  }

  /// The byte of the body at which the lead begins: after the dateline.
  func leadStart(of row: Int) -> Int { Int(text.record(of: row).leadStart) }

  /// The articles whose id only names their place in the input.
  var madeIdentifierRows: [Int] {
    image.check(image["made-ids"])
    return image.array("made-ids", of: UInt32.self).map(Int.init)
  }
}

/// A part with its place in an archive.
struct PlacedPart: Sendable {
  /// Its place among the parts, from 0.
  let number: Int
  let part: Part
  /// The archive's number of the first living article.
  let base: Int
  /// Articles of the part that a later edition replaced or that were removed, ascending. No search finds them.
  let dead: [UInt32]

  /// Living articles.
  var articleCount: Int { part.articleCount - dead.count }

  /// The archive's number of a living article of the part.
  @inline(__always)
  func number(of article: UInt32) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: base) &+ article
    return dead.isEmpty ? number : number &- UInt32(truncatingIfNeeded: dead.partitioningIndex { $0 >= article })
  }

  func isDead(_ article: UInt32) -> Bool {
    if dead.isEmpty { return false }
    let place = dead.partitioningIndex { $0 >= article }
    return place < dead.count && dead[place] == article
  }
}
