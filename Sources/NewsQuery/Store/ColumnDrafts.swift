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

  private(set) var texts: [ArticleField: Draft<[UInt8]>] = [:]
  private(set) var lists: [String: Draft<[String]>] = [:]
  private(set) var dates: [String: Draft<NewsDate>] = [:]
  /// The input's own keys, in the order in which they first came.
  private(set) var others: [(name: String, draft: Draft<InputValue>)] = []
  private var otherPlaces: [String: Int] = [:]

  /// The text fields that are columns; headline, deck and body are read out of the text.
  static let textFields: [ArticleField] = [.id, .dateline, .located, .source, .section, .language, .url]
  static let listNames = ["byline", "credit", "tags"]
  static let dateNames = ["date", "updated", "added"]

  mutating func append(_ article: borrowing Article, row: Int, place: String?, defaultAdded: NewsDate?) {
    for field in ColumnDrafts.textFields {
      let text = article.texts[Int(field.rawValue)]
      if !text.isEmpty {
        texts[field, default: Draft()].append(text, row: row)
      } else if field == .id, let place {
        texts[field, default: Draft()].append(Array(place.utf8), row: row)
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

  private mutating func otherPlace(_ name: String) -> Int {
    if let place = otherPlaces[name] { return place }
    otherPlaces[name] = others.count
    others.append((name, Draft()))
    return others.count - 1
  }

  /// Appends the columns of the articles that follow, the first of them at row `base`.
  mutating func append(_ next: ColumnDrafts, rowsFrom base: Int) {
    for (field, draft) in next.texts { texts[field, default: Draft()].append(draft, rowsFrom: base) }
    for (name, draft) in next.lists { lists[name, default: Draft()].append(draft, rowsFrom: base) }
    for (name, draft) in next.dates { dates[name, default: Draft()].append(draft, rowsFrom: base) }
    for (name, draft) in next.others {
      let place = otherPlace(name)
      others[place].draft.append(draft, rowsFrom: base)
    }
  }

  /// Gives every article an id: its number, from 1, where neither input nor place gave one.
  mutating func fillIdentifiers(rowCount: Int) {
    let draft = texts[.id] ?? Draft()
    guard draft.rows.count < rowCount else { return }
    var filled = Draft<[UInt8]>()
    var next = 0
    for row in 0..<rowCount {
      if next < draft.rows.count, draft.rows[next] == UInt32(row) {
        filled.append(draft.cells[next], row: row)
        next += 1
      } else {
        filled.append(Array(String(row + 1).utf8), row: row)
      }
    }
    texts[.id] = filled
  }
}
