/// The columns that every article has, whatever its format.
///
///     FieldAliases.column(named: "title")     // .headline
public enum ArticleColumn: UInt8, CaseIterable, Sendable {
  case id, headline, deck, byline, dateline, located, credit, source, section, language
  case date, updated, added, url, tags, body, lead, words

  /// As it is typed in a query.
  public var name: String { String(describing: self) }

  /// Where its text is kept, for the columns of one text.
  var textField: ArticleField? {
    switch self {
    case .id: .id
    case .headline: .headline
    case .deck: .deck
    case .dateline: .dateline
    case .located: .located
    case .source: .source
    case .section: .section
    case .language: .language
    case .url: .url
    case .body: .body
    case .byline, .credit, .date, .updated, .added, .tags, .lead, .words: nil
    }
  }
}

/// Which columns a reader shall fill; what is left out is skipped unparsed.
///
///     JSONLinesReader.readLine(line, into: &article, fields: [.body, .date])
public struct ArticleFieldSet: OptionSet, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The set of one column.
  public init(_ column: ArticleColumn) { rawValue = 1 << UInt32(column.rawValue) }

  public static let all = ArticleFieldSet(rawValue: .max)
  public static let headline = ArticleFieldSet(.headline)
  public static let deck = ArticleFieldSet(.deck)
  public static let byline = ArticleFieldSet(.byline)
  public static let dateline = ArticleFieldSet(.dateline)
  public static let located = ArticleFieldSet(.located)
  public static let credit = ArticleFieldSet(.credit)
  public static let source = ArticleFieldSet(.source)
  public static let section = ArticleFieldSet(.section)
  public static let language = ArticleFieldSet(.language)
  public static let date = ArticleFieldSet(.date)
  public static let updated = ArticleFieldSet(.updated)
  public static let added = ArticleFieldSet(.added)
  public static let url = ArticleFieldSet(.url)
  public static let tags = ArticleFieldSet(.tags)
  public static let body = ArticleFieldSet(.body)
  public static let id = ArticleFieldSet(.id)
  /// Keys of the input that have no column of their own.
  public static let others = ArticleFieldSet(rawValue: 1 << 31)

  @inline(__always)
  func contains(_ column: ArticleColumn) -> Bool { rawValue >> UInt32(column.rawValue) & 1 == 1 }
}

/// The one table of the names under which inputs and people know a column: of several keys for one column the first
/// listed that is not empty wins.
public enum FieldAliases {
  /// A column's other names, the better ones first; its own name stands before all of them.
  public static let names: [(column: ArticleColumn, aliases: [String])] = [
    (.id, ["uri", "guid", "doc-id", "identifier", "an"]),
    (
      .headline,
      [
        "title", "hedline", "hl1", "headlines", "hd", "webtitle", "article_title", "news_title", "story_title",
        "post_title",
      ]
    ),
    (
      .deck,
      [
        "description", "abstract", "hl2", "alternativeheadline", "summary", "description_text", "descriptions",
        "subheadline", "standfirst", "trailtext", "excerpt", "snippet", "highlights",
      ]
    ),
    (
      .byline,
      [
        "author", "authors", "by", "creator", "bylines", "author_name", "author_names", "writer", "reporter",
        "journalist",
      ]
    ),
    (.dateline, []),
    (.located, ["location", "locationcreated"]),
    (.credit, ["creditline", "infosource", "infosources", "credits"]),
    (
      .source,
      [
        "publisher", "provider", "sitename", "source_hostname", "hostname", "domain", "sn", "outlet", "publication",
        "sourcename",
        "newspaper", "copyrightholder", "sourcedomain", "medianame", "media_outlet", "news_source", "news_outlet",
        "publication_name", "publisher_name",
      ]
    ),
    (.section, ["articlesection", "category", "service", "se", "sectionname"]),
    (.language, ["lang", "inlanguage", "la"]),
    (
      .date,
      [
        "published", "datepublished", "firstcreated", "versioncreated", "date.issue", "seendate", "publish_date", "pd",
        "timestamp", "publishedat", "pubdate", "publicationdate", "webpublicationdate", "datetime", "datepublish",
        "published_date", "published_on", "article_date", "story_date", "post_date", "posted_at", "contentcreated",
      ]
    ),
    (.updated, ["datemodified", "updatedat", "lastmodified", "modified"]),
    (.added, []),
    (
      .url,
      [
        "link", "mainentityofpage", "weburl", "permalink", "requested_url", "canonical_url", "article_url", "news_url",
        "page_url",
      ]
    ),
    (.tags, ["keywords", "subject", "subjects", "topics", "categories"]),
    (
      .body,
      [
        "body_text", "articlebody", "text", "content", "bodies", "td", "body_xhtml", "body_html", "fulltext",
        "maintext", "article_text", "plain_text", "content_text", "content_html", "story_text", "story_body",
        "news_text",
        "article_content", "news_content", "post_content", "article",
      ]
    ),
    (.lead, ["lp", "leadparagraph"]),
    (.words, []),
  ]

  /// A found alias: 0 is the column's own name, higher ranks are listed later.
  struct Match {
    var column: ArticleColumn
    var rank: UInt8
  }

  /// The column that is typed as `name` in a query, in any letter case: its own name or a plain alias. `by` and `text`
  /// are words of the language and mean no column.
  public static func column(named name: String) -> ArticleColumn? {
    let folded = name.lowercased()
    if folded == "by" || folded == "text" { return nil }
    return Array(folded.utf8).withUnsafeBytes { table.match($0)?.column }
  }

  /// Every name of a column that may be typed, its own first.
  public static func typedNames(of column: ArticleColumn) -> [String] {
    let aliases = names.first { $0.column == column }?.aliases ?? []
    return [column.name]
      + aliases.filter { alias in
        alias != "by" && alias != "text"
          && alias.utf8.allSatisfy { $0 == 0x5F || ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
      }
  }

  static let table = FieldAliasTable(names)

  /// The column of an input key; separators do not count (`publish_date`, `Publish Date`, `publishDate`).
  static func match(_ key: UnsafeRawBufferPointer) -> Match? { table.match(key) }
}

/// Finds a key's column in a few nanoseconds: keys of up to 24 bytes are packed into three words, folded to lower case
/// eight bytes at a time, and looked up by open addressing.
struct FieldAliasTable: Sendable {
  private struct Packed: Equatable {
    var low: UInt64 = 0
    var middle: UInt64 = 0
    var high: UInt64 = 0
    var length = 0

    var slot: Int {
      let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(length)) &* 0xD6E8_FEB8_6659_FD93
      return Int(mixed >> 53)
    }
  }

  private struct Slot {
    var packed = Packed()
    var column = ArticleColumn.id
    var rank: UInt8 = 0
  }

  // A power of two about eight times the number of names, so that a key without a column is mostly seen at once.
  private var slots = [Slot](repeating: Slot(), count: 2048)

  init(_ names: [(column: ArticleColumn, aliases: [String])]) {
    for (column, aliases) in names {
      for (rank, name) in ([column.name] + aliases).enumerated() {
        insert(name, column, UInt8(rank))
        let plain = name.filter { !"-_ ".contains($0) }
        if plain != name { insert(plain, column, UInt8(rank)) }
      }
    }
  }

  private mutating func insert(_ name: String, _ column: ArticleColumn, _ rank: UInt8) {
    let packed = Array(name.utf8).withUnsafeBytes { Self.pack($0) }
    var index = packed.slot
    while slots[index].packed.length != 0 {
      // The first of two equal names stays: they are listed best first.
      if slots[index].packed == packed { return }
      index = (index + 1) & 2047
    }
    slots[index] = Slot(packed: packed, column: column, rank: rank)
  }

  func match(_ key: UnsafeRawBufferPointer) -> FieldAliases.Match? {
    guard key.count >= 1, key.count <= 24 else { return nil }
    if let found = find(Self.pack(key)) { return found }
    // Rarely a key is written with other separators than the table has: `Publish Date`.
    var plain: [UInt8] = []
    for byte in key where byte != 0x20 && byte != 0x2D && byte != 0x5F { plain.append(byte) }
    if plain.isEmpty || plain.count == key.count { return nil }
    return plain.withUnsafeBytes { find(Self.pack($0)) }
  }

  @inline(__always)
  private func find(_ packed: Packed) -> FieldAliases.Match? {
    var index = packed.slot
    while slots[index].packed.length != 0 {
      if slots[index].packed == packed {
        return FieldAliases.Match(column: slots[index].column, rank: slots[index].rank)
      }
      index = (index + 1) & 2047
    }
    return nil
  }

  @inline(__always)
  private static func pack(_ key: UnsafeRawBufferPointer) -> Packed {
    let count = key.count
    var packed = Packed()
    packed.length = count
    if count >= 8 {
      packed.low = lowered(key.loadUnaligned(as: UInt64.self))
      packed.high = lowered(key.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      if count > 16 { packed.middle = lowered(key.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) }
    } else if count >= 4 {
      let first = UInt64(key.loadUnaligned(as: UInt32.self))
      packed.low = lowered(first | UInt64(key.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)) << 32)
    } else {
      var word: UInt64 = 0
      for byte in key { word = word << 8 | UInt64(byte) }
      packed.low = lowered(word)
    }
    return packed
  }

  /// `A` to `Z` become small in all eight bytes.
  @inline(__always)
  private static func lowered(_ word: UInt64) -> UInt64 {
    let low7 = word & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low7 &+ 0x3F3F_3F3F_3F3F_3F3F
    let beyondZ = low7 &+ 0x2525_2525_2525_2525
    return word | (fromA & ~beyondZ & ~word & 0x8080_8080_8080_8080) >> 2
  }
}
