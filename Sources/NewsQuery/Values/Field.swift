/// A field of the language: `Field.named("title")` is `headline`.
///
/// `Field.all` is the only list of them. The parser, the readers, search, columns, archives, completion and help are all
/// made from it.
public struct Field: Sendable {
  /// Where the values of a field come from.
  public enum Storage: Equatable, Sendable {
    /// A text that is searched by its words.
    case text(ArticleField)
    /// A text in a column of its own.
    case column(ArticleField)
    /// A list of texts in a column of its own.
    case list
    /// A date in a column of its own.
    case date
    /// Counted when the article is stored.
    case wordCount
    /// A part of the body, found when it is read.
    case lead
    /// A region that only a search knows.
    case region
    /// Known of each row once a search with words has run.
    case hits
    /// Known of each passage once a search with words has run.
    case passageHits
    /// The score of a ranked search.
    case score
    /// Where in its article a passage is.
    case passage
    /// Known of a passage once the pages of all articles of the archive are compared.
    case boilerplate
    /// Found in the texts of all articles of the archive when it is read.
    case story
  }

  /// As it is typed in a query.
  public let name: String
  public let type: ValueType
  public let storage: Storage
  /// Other names in inputs and in queries, the better ones first: of several keys for one field, the first listed that
  /// is not empty wins.
  public let aliases: [String]
  /// A few words about what it holds, for help.
  public let summary: String
  /// The column that readers fill; nil if the field is not one of every article.
  public let column: ArticleColumn?

  /// All fields, in the language's order: those of every article as `ArticleColumn` orders them, then the others.
  public static let all: [Field] = [
    Field(
      "id", .id, .text, storage: .column(.id), summary: "unique key of an article",
      aliases: ["uri", "guid", "doc-id", "identifier", "an"]),
    Field(
      "headline", .headline, .text, storage: .text(.headline), summary: "as printed",
      aliases: [
        "title", "hedline", "hl1", "headlines", "hd", "webtitle", "article_title", "news_title", "story_title",
        "post_title",
      ]),
    Field(
      "deck", .deck, .text, storage: .text(.deck), summary: "the line under the headline",
      aliases: [
        "description", "abstract", "hl2", "alternativeheadline", "summary", "description_text", "descriptions",
        "subheadline", "standfirst", "trailtext", "excerpt", "snippet", "highlights",
      ]),
    Field(
      "byline", .byline, .list, storage: .list, summary: "who wrote it",
      aliases: [
        "author", "authors", "by", "creator", "bylines", "author_name", "author_names", "writer", "reporter",
        "journalist",
      ]),
    Field("dateline", .dateline, .text, storage: .column(.dateline), summary: "as printed: MOSCOW, July 23. /TASS/"),
    Field(
      "located", .located, .text, storage: .column(.located), summary: "the dateline's place",
      aliases: ["location", "locationcreated"]),
    Field(
      "credit", .credit, .list, storage: .list, summary: "agencies credited",
      aliases: ["creditline", "infosource", "infosources", "credits"]),
    Field(
      "source", .source, .text, storage: .column(.source), summary: "the outlet that published it",
      aliases: [
        "publisher", "provider", "sitename", "source_hostname", "hostname", "domain", "sn", "outlet", "publication",
        "sourcename", "newspaper", "copyrightholder", "sourcedomain", "medianame", "media_outlet", "news_source",
        "news_outlet", "publication_name", "publisher_name",
      ]),
    Field(
      "section", .section, .text, storage: .column(.section), summary: "the section it appeared in",
      aliases: ["articlesection", "category", "service", "se", "sectionname"]),
    Field(
      "language", .language, .text, storage: .column(.language), summary: "as a code: en",
      aliases: ["lang", "inlanguage", "la"]),
    Field(
      "date", .date, .date, storage: .date, summary: "published",
      aliases: [
        "published", "datepublished", "firstcreated", "versioncreated", "date.issue", "seendate", "publish_date", "pd",
        "timestamp", "publishedat", "pubdate", "publicationdate", "webpublicationdate", "datetime", "datepublish",
        "published_date", "published_on", "article_date", "story_date", "post_date", "posted_at", "contentcreated",
      ]),
    Field(
      "updated", .updated, .date, storage: .date, summary: "changed last",
      aliases: ["datemodified", "updatedat", "lastmodified", "modified"]),
    Field("added", .added, .date, storage: .date, summary: "when it came into the archive"),
    Field(
      "url", .url, .text, storage: .column(.url), summary: "its address",
      aliases: [
        "link", "mainentityofpage", "weburl", "permalink", "requested_url", "canonical_url", "article_url", "news_url",
        "page_url",
      ]),
    Field(
      "tags", .tags, .list, storage: .list, summary: "keywords given to it",
      aliases: ["keywords", "subject", "subjects", "topics", "categories"]),
    Field(
      "body", .body, .text, storage: .text(.body), summary: "its text",
      aliases: [
        "body_text", "articlebody", "text", "content", "bodies", "td", "body_xhtml", "body_html", "fulltext",
        "maintext", "article_text", "plain_text", "content_text", "content_html", "story_text", "story_body",
        "news_text", "article_content", "news_content", "post_content", "article",
      ]),
    Field(
      "lead", .lead, .text, storage: .lead, summary: "the first paragraph after the dateline",
      aliases: ["lp", "leadparagraph"]),
    Field("words", .words, .number, storage: .wordCount, summary: "the number of words in the body"),
    Field("file", .file, .text, storage: .column(.file), summary: "the file that it was read from"),

    Field("hlead", .text, storage: .region, summary: "headline, deck and lead"),
    Field("depth", .text, storage: .hits, summary: "where the first hit is: headline, deck, lead or body"),
    Field("term", .list, storage: .hits, summary: "the terms of the search that were found"),
    Field("near", .truth, storage: .passageHits, summary: "true if a hit is at most 10 positions away"),
    Field("distance", .number, storage: .passageHits, summary: "positions to the nearest hit"),
    Field("score", .number, storage: .score, summary: "relevance, BM25"),
    Field("story", .text, storage: .story, summary: "the id of the earliest article about the same event"),
    Field("field", .text, storage: .passage, summary: "the field that a passage is from"),
    Field("paragraph", .number, storage: .passage, summary: "the number of a passage's paragraph, from 1"),
    Field("position", .number, storage: .passage, summary: "the number of a passage's first word in its field, from 1"),
    Field("at", .number, storage: .passage, summary: "the same as a part of the field's words, from 0 to 1"),
    Field(
      "boilerplate", .truth, storage: .boilerplate,
      summary: "true if a passage is in a paragraph that its outlet repeats on many pages"),
    Field("start", .number, storage: .passage, summary: "where a passage begins in its field, in bytes"),
    Field("end", .number, storage: .passage, summary: "where a passage ends in its field, in bytes"),
  ]

  /// The fields that every article has, whatever its format. Any of them can be asked of any archive; if no article
  /// fills one, it is empty.
  public static let ofArticles: [Field] = all.filter { $0.column != nil }

  /// Those of them that an archive stores: all but `lead`.
  public static let stored: [Field] = ofArticles.filter { $0.storage != .lead }

  private init(_ name: String, _ type: ValueType, storage: Storage, summary: String) {
    (self.name, self.type, self.storage, self.summary) = (name, type, storage, summary)
    (aliases, column) = ([], nil)
  }

  private init(
    _ name: String, _ column: ArticleColumn, _ type: ValueType, storage: Storage, summary: String,
    aliases: [String] = []
  ) {
    (self.name, self.type, self.storage, self.summary) = (name, type, storage, summary)
    (self.aliases, self.column) = (aliases, column)
  }

  /// The field of every article, or `hlead`, that is typed as `name` in a query, in any letter case: its own name or an
  /// alias. `by` and `text` are words of the language and mean no field.
  public static func named(_ name: String) -> Field? {
    let folded = name.lowercased()
    if let place = places[folded] { return all[place] }
    // `Publish Date`: separators do not count.
    let plain = withoutSeparators(folded)
    return plain == folded ? nil : places[plain].map { all[$0] }
  }

  /// The type of the field that is typed as `name`: what the parser reads a value as. Nil for any other name.
  public static func typeOfTyped(_ name: String) -> ValueType? { named(name)?.type }

  /// Every name that may be typed, its own first.
  public var typedNames: [String] {
    [name]
      + aliases.filter { alias in
        !Field.reserved.contains(alias) && alias.utf8.allSatisfy { $0.isASCIIWordByte }
      }
  }

  /// What `name` holds; empty for a column of the input.
  public static func summary(of name: String) -> String { all.first { $0.name == name }?.summary ?? "" }

  private static let reserved: Set<String> = ["by", "text"]

  /// By bytes: this runs over every name whenever newsq starts.
  private static func withoutSeparators(_ name: String) -> String {
    func isSeparator(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ")
    }
    guard name.utf8.contains(where: isSeparator) else { return name }
    return String(decoding: name.utf8.filter { !isSeparator($0) }, as: UTF8.self)
  }

  /// The place in `all` of each name that may be typed, with and without its separators.
  private static let places: [String: Int] = {
    var places: [String: Int] = [:]
    func add(_ name: String, _ place: Int) {
      guard !reserved.contains(name) else { return }
      for name in [name, withoutSeparators(name)] where places[name] == nil { places[name] = place }
    }
    for (place, field) in all.enumerated() where field.column != nil || field.storage == .region {
      add(field.name, place)
    }
    for (place, field) in all.enumerated() { for alias in field.aliases { add(alias, place) } }
    return places
  }()
}

extension Field.Storage {
  /// True if the values are known only once a search has run.
  var isOfHits: Bool { self == .hits || self == .passageHits || self == .score }

  /// True if the values belong to the rows of a table and cannot be searched.
  var isOfRows: Bool { isOfHits || self == .passage || self == .story }
}

extension Schema.Field {
  /// The column that shows a field.
  init(_ field: Field) { self.init(field.name, field.type) }
}
