/// Fills an article from named values (a header block, a row of a table): of several names for one column the first
/// listed that is not empty wins, the others stay as columns of their own.
///
///     var columns = ColumnFiller()
///     columns.add(name: "Title", value: "Putin, Trump hope to boost trade")
///     let unreadableDate = columns.fill(&article)
struct ColumnFiller {
  private struct Entry {
    var name: UnsafeRawBufferPointer
    var value: UnsafeRawBufferPointer
    var match: FieldAliases.Match?
  }

  private var entries: [Entry] = []
  /// How dates of figures are read: `7/8/2020`.
  var dayFirst: Bool?
  /// Whether values of other columns are numbers and truths where they read so, or always text.
  var typesOthers = true

  /// Both must live until `fill`.
  mutating func add(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, match: FieldAliases.Match?) {
    entries.append(Entry(name: name, value: value, match: match))
  }

  mutating func add(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    add(name: name, value: value, match: FieldAliases.match(name))
  }

  mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

  /// Returns the text of a date that is none, where there is one.
  func fill(_ article: inout Article) -> String? {
    var unreadable: String?
    var best = InlineArray<19, UInt8>(repeating: 255)
    for entry in entries {
      guard let match = entry.match, !entry.value.isEmpty else { continue }
      let column = Int(match.column.rawValue)
      best[column] = min(best[column], match.rank)
    }
    for entry in entries {
      guard let match = entry.match, best[Int(match.column.rawValue)] == match.rank, !entry.value.isEmpty else {
        if entry.match?.column != .words, !entry.value.isEmpty || entry.match == nil { addOther(entry, &article) }
        continue
      }
      // Of two equal names the first counts.
      best[Int(match.column.rawValue)] = 254
      if !set(match.column, entry.value, &article), unreadable == nil {
        unreadable = ByteSearch.string(entry.value, 0..<min(entry.value.count, 60))
      }
    }
    return unreadable
  }

  private func addOther(_ entry: Entry, _ article: inout Article) {
    let name = String(decoding: entry.name, as: UTF8.self)
    let text = String(decoding: entry.value, as: UTF8.self)
    article.others.append((name, typesOthers ? ColumnFiller.typed(text) : .text(text)))
  }

  /// A number, a truth, null or the text itself.
  static func typed(_ text: String) -> InputValue {
    if text.isEmpty { return .null }
    if text.utf8.first == UInt8(ascii: "["), let items = Array(text.utf8).withUnsafeBytes({ WrittenList.items($0) }) {
      return .list(items.map { .text($0) })
    }
    switch text {
    case "true", "True", "TRUE": return .truth(true)
    case "false", "False", "FALSE": return .truth(false)
    // What programs write for no value.
    case "null", "NULL", "NaN", "nan", "\\N": return .null
    default: break
    }
    // Codes such as 007 and +49 are no numbers.
    guard let first = text.utf8.first, first &- 0x30 < 10 || first == UInt8(ascii: "-"), text.utf8.count <= 24,
      !(first == UInt8(ascii: "0") && text.utf8.count > 1 && !text.hasPrefix("0.")),
      text.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x2E || $0 | 0x20 == 0x65 || $0 == 0x2B }),
      let value = Double(text), value.isFinite
    else { return .text(text) }
    return .number(value)
  }

  /// False where the value is a date and cannot be one.
  private func set(_ column: ArticleColumn, _ value: UnsafeRawBufferPointer, _ article: inout Article) -> Bool {
    switch column {
    case .date, .updated, .added:
      guard let date = DateParsing.parse(value, dayFirst: dayFirst) else { return false }
      switch column {
      case .date: article.published = date
      case .updated: article.updated = date
      default: article.added = date
      }
    case .byline:
      if let items = WrittenList.items(value) {
        article.bylines = items.flatMap { Byline.names($0) }
      } else {
        article.bylines = Byline.names(String(decoding: value, as: UTF8.self))
      }
    case .credit:
      if let items = WrittenList.items(value) {
        article.credits = items
      } else {
        ListText.append(String(decoding: value, as: UTF8.self), to: &article.credits)
      }
    case .tags:
      if let items = WrittenList.items(value) {
        article.tags = items
        break
      }
      ListText.append(String(decoding: value, as: UTF8.self), to: &article.tags, splitsAtCommas: true)
    case .lead:
      if article[bytes: .body].isEmpty { article[bytes: .body] = Array(value) }
    case .language: article[.language] = LanguageNames.tag(of: String(decoding: value, as: UTF8.self))
    case .words: break
    default:
      guard let field = column.textField else { return true }
      var bytes = Array(value)
      LineEnds.normalize(&bytes)
      if field == .body, bytes.first == UInt8(ascii: "<") { HTMLText.replaceMarkup(in: &bytes) }
      article[bytes: field] = bytes
    }
    return true
  }
}
