/// The columns of articles on their way into an archive: for each the cells that are not empty, with their rows.
struct ColumnDrafts {
  /// The cells of one column, by row, ascending; a row comes at most once.
  struct Draft<Cell> {
    var rows: [UInt32] = []
    var cells: [Cell] = []

    mutating func append(_ cell: Cell, row: Int) {
      rows.append(UInt32(row))
      cells.append(cell)
    }

    mutating func append(_ other: Draft, rowsFrom base: Int) {
      rows.append(contentsOf: other.rows.lazy.map { $0 + UInt32(base) })
      cells.append(contentsOf: other.cells)
    }
  }

  /// The texts of one column, one after the other in one array, since a column of a large archive has very many.
  struct TextDraft {
    private(set) var rows: [UInt32] = []
    /// Where each text ends.
    private var ends: [Int] = []
    private var bytes: [UInt8] = []

    var byteCount: Int { bytes.count }

    mutating func append(_ text: some Collection<UInt8>, row: Int) {
      rows.append(UInt32(row))
      bytes.append(contentsOf: text)
      ends.append(bytes.count)
    }

    mutating func append(_ other: TextDraft, rowsFrom base: Int) {
      rows.append(contentsOf: other.rows.lazy.map { $0 + UInt32(base) })
      let start = bytes.count
      ends.append(contentsOf: other.ends.lazy.map { $0 + start })
      bytes.append(contentsOf: other.bytes)
    }

    /// The text of the `place`th row that has one.
    func withText<Result>(_ place: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
      let start = place == 0 ? 0 : ends[place - 1]
      return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<ends[place]])) }
    }

    /// All texts without anything between them.
    func withAll<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { bytes.withUnsafeBytes(body) }
  }

  /// Rows whose id says only where they stood in the input.
  private(set) var madeIdentifiers: [UInt32] = []
  private(set) var texts: [ArticleField: TextDraft] = [:]
  private(set) var lists: [String: Draft<[String]>] = [:]
  private(set) var dates: [String: Draft<NewsDate>] = [:]
  /// The input's own keys, in the order in which they first came.
  private(set) var others: [(name: String, draft: Draft<InputValue>)] = []
  private var otherPlaces: [String: Int] = [:]
  /// Those of them that are text already because they had too many keys.
  private var wideMaps: Set<String> = []

  /// What the sections of the input's own keys are called.
  static let inputPrefix = "input:"
  /// The same of maps with too many keys.
  static let mapPrefix = "map:"

  /// The text fields that are columns; headline, deck and body are read out of the text.
  static let textFields: [ArticleField] = Field.stored.compactMap { field in
    if case .column(let text) = field.storage { text } else { nil }
  }
  static let listNames = Field.stored.filter { $0.storage == .list }.map(\.name)
  static let dateNames = Field.stored.filter { $0.storage == .date }.map(\.name)

  mutating func append(_ article: borrowing Article, row: Int, place: String?, file: String?, defaultAdded: NewsDate?) {
    for field in ColumnDrafts.textFields {
      let text = article.texts[Int(field.rawValue)]
      if !text.isEmpty {
        texts[field, default: TextDraft()].append(text, row: row)
      } else if field == .id, let place {
        texts[field, default: TextDraft()].append(place.utf8, row: row)
        madeIdentifiers.append(UInt32(row))
      } else if field == .file, let file {
        texts[field, default: TextDraft()].append(file.utf8, row: row)
      }
    }
    if !article.bylines.isEmpty { lists["byline", default: Draft()].append(article.bylines, row: row) }
    if !article.credits.isEmpty { lists["credit", default: Draft()].append(article.credits, row: row) }
    if !article.tags.isEmpty { lists["tags", default: Draft()].append(article.tags, row: row) }
    if let date = article.published { dates["date", default: Draft()].append(date, row: row) }
    if let date = article.updated { dates["updated", default: Draft()].append(date, row: row) }
    if let date = article.added ?? defaultAdded { dates["added", default: Draft()].append(date, row: row) }
    for (name, value) in article.others where value != .null {
      let place = otherPlace(name)
      // Of a key that comes twice in one record the first counts.
      if others[place].draft.rows.last != UInt32(row) { others[place].draft.append(value, row: row) }
    }
  }

  /// The name of the column for a key of the input: its own, but for `file`, which is the file that the article is from.
  static func columnName(of key: String) -> String { key == ArticleField.file.name ? "input_file" : key }

  private mutating func otherPlace(_ key: String) -> Int {
    let name = ColumnDrafts.columnName(of: key)
    if let place = otherPlaces[name] { return place }
    otherPlaces[name] = others.count
    others.append((name, Draft()))
    return others.count - 1
  }

  /// Appends the columns of the articles that follow, the first of them at row `base`.
  mutating func append(_ next: ColumnDrafts, rowsFrom base: Int) {
    madeIdentifiers.append(contentsOf: next.madeIdentifiers.lazy.map { $0 + UInt32(base) })
    for (field, draft) in next.texts { texts[field, default: TextDraft()].append(draft, rowsFrom: base) }
    for (name, draft) in next.lists { lists[name, default: Draft()].append(draft, rowsFrom: base) }
    for (name, draft) in next.dates { dates[name, default: Draft()].append(draft, rowsFrom: base) }
    for (name, draft) in next.others {
      let place = otherPlace(name)
      others[place].draft.append(draft, rowsFrom: base)
    }
    wideMaps.formUnion(next.wideMaps)
  }

  /// Gives every article an id: its number, from 1, where neither input nor place gave one.
  mutating func fillIdentifiers(rowCount: Int) {
    let draft = texts[.id] ?? TextDraft()
    guard draft.rows.count < rowCount else { return }
    var filled = TextDraft()
    var made: [UInt32] = []
    var next = 0
    for row in 0..<rowCount {
      if next < draft.rows.count, draft.rows[next] == UInt32(row) {
        draft.withText(next) { filled.append($0, row: row) }
        next += 1
      } else {
        filled.append(String(row + 1).utf8, row: row)
        made.append(UInt32(row))
      }
    }
    texts[.id] = filled
    madeIdentifiers = (madeIdentifiers + made).sorted()
  }

  /// Appends rows of a part, the first of them at row `base`; some with an id made anew, by their row there.
  mutating func append(_ part: Part, rows: [Int], rowsFrom base: Int, madeIdentifiers: [Int: [UInt8]]) {
    for field in ColumnDrafts.textFields {
      for (place, row) in rows.enumerated() {
        let made = field == .id ? madeIdentifiers[row] : nil
        let bytes = made ?? part.withText(of: field, row: row) { Array($0) }
        if !bytes.isEmpty { texts[field, default: TextDraft()].append(bytes, row: base + place) }
      }
    }
    for name in ColumnDrafts.listNames {
      guard let column = part.fields[name] as? ListColumn else { continue }
      for (place, row) in rows.enumerated() {
        let items = column.codes(at: row).map { String(decoding: column.bytes(of: Int($0)), as: UTF8.self) }
        if !items.isEmpty { lists[name, default: Draft()].append(items, row: base + place) }
      }
    }
    for name in ColumnDrafts.dateNames {
      guard let column = part.fields[name] as? DateColumn else { continue }
      for (place, row) in rows.enumerated() {
        if let date = column.date(at: row) { dates[name, default: Draft()].append(date, row: base + place) }
      }
    }
    wideMaps.formUnion(part.wideMaps)
    for (name, column) in part.inputs {
      let other = otherPlace(name)
      for (place, row) in rows.enumerated() {
        let value = InputValue(column.value(at: row))
        if value != .null { others[other].draft.append(value, row: base + place) }
      }
    }
  }

  /// Adds each column as a section.
  mutating func addSections(rowCount: Int, to image: Image) {
    fillIdentifiers(rowCount: rowCount)
    for field in ColumnDrafts.textFields {
      guard let draft = texts[field] else { continue }
      image.add("field:\(field.name)", ColumnWriter.texts(draft, rowCount: rowCount))
    }
    for name in ColumnDrafts.listNames {
      guard let draft = lists[name] else { continue }
      image.add("field:\(name)", ColumnWriter.lists(rows: draft.rows, cells: draft.cells, rowCount: rowCount))
    }
    for name in ColumnDrafts.dateNames {
      guard let draft = dates[name] else { continue }
      image.add("field:\(name)", ColumnWriter.dates(rows: draft.rows, cells: draft.cells, rowCount: rowCount))
    }
    let inputs = others.filter { !$0.draft.rows.isEmpty }
    let maps = WideMaps.names(in: inputs.lazy.map(\.name), known: wideMaps)
    var drafts: [String: WideMapDraft] = [:]
    for (name, draft) in inputs {
      if let map = WideMaps.map(of: name, in: maps) { drafts[map, default: WideMapDraft(map)].append(name, draft) }
    }
    for (name, draft) in inputs {
      guard let map = WideMaps.map(of: name, in: maps) else {
        image.add(ColumnDrafts.inputPrefix + name, ColumnWriter.others(draft, rowCount: rowCount))
        continue
      }
      // It is at the place of its first key.
      guard let texts = drafts.removeValue(forKey: map)?.texts else { continue }
      image.add(ColumnDrafts.mapPrefix + map, ColumnWriter.texts(texts, rowCount: rowCount))
    }
  }
}

extension InputValue {
  /// A value as an archive keeps it.
  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .truth(let truth): self = .truth(truth)
    case .number(let number): self = .number(number)
    case .integer(let number): self = .integer(number)
    case .text(let text): self = .text(text)
    case .date(let date): self = .text(date.description)
    case .list(let items): self = .list(items.map(InputValue.init))
    }
  }
}
