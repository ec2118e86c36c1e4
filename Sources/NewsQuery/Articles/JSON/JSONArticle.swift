/// Fills an article from one JSON object: keys by `FieldAliases`, texts straight into the article's own bytes.
///
/// The plain case (keys with a text, a number or a list of texts) costs no memory of its own; what nests goes through
/// `JSONValue`. One value of this type reads one object.
struct JSONArticle {
  let fields: ArticleFieldSet
  /// A date that was there and could not be read: where its value stands.
  private(set) var unreadableDate: Range<Int>?

  // For each column the rank of the key that fills it now, and where that key stands; 255 while it is empty.
  private var ranks = InlineArray<19, UInt8>(repeating: 255)
  private var keys = InlineArray<19, Range<Int>>(repeating: 0..<0)
  private var version: NewsDate?
  private var lead: String?
  private var isLeadPartOfBody = false
  private var rest: NinjsRest?
  /// The `site` of Webhose's `thread`.
  private var threadSite: String?

  /// How `7/8/2020` is meant, if that is known.
  private let dayFirst: Bool?

  init(fields: ArticleFieldSet, dayFirst: Bool? = nil) {
    self.fields = fields
    self.dayFirst = dayFirst
  }

  /// Reads the object that stands next.
  mutating func read(_ scanner: inout JSONScanner, into article: inout Article) throws(JSONFailure) {
    try readMembers(of: &scanner, into: &article, depth: 0)
    finish(&article)
  }

  private mutating func readMembers(
    of scanner: inout JSONScanner, into article: inout Article, depth: Int
  ) throws(JSONFailure) {
    let aliases = FieldAliases.table
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      let kind = try scanner.peekKind()
      if kind == .object, depth == 0, Self.holdsMembers(scanner.bytes(key.range)) {
        try readMembers(of: &scanner, into: &article, depth: 1)
        continue
      }
      guard let match = aliases.match(scanner.bytes(key.range)) else {
        if fields.hasOthers {
          try readOther(key, kind, &scanner, &article)
        } else {
          try scanner.skipValue()
        }
        continue
      }
      if kind == .null {
        try scanner.readNull()
        continue
      }
      let isWanted = fields.contains(match.column) || match.column == .lead && fields.contains(.body)
      guard isWanted || match.column == .date && fields.contains(.updated), match.column != .words else {
        try scanner.skipValue()
        continue
      }
      try readColumn(match, key, kind, &scanner, &article)
    }
  }

  /// Keys of objects that are the article itself: `_source` of Elasticsearch, `fields` of a newspaper's service.
  private static func holdsMembers(_ key: UnsafeRawBufferPointer) -> Bool {
    key.count == 7 && ByteSearch.matches("_source", in: key, at: 0)
      || key.count == 6 && ByteSearch.matches("fields", in: key, at: 0)
  }

  // MARK: - Columns

  private mutating func readColumn(
    _ match: FieldAliases.Match, _ key: JSONScanner.Key, _ kind: JSONScanner.Kind, _ scanner: inout JSONScanner,
    _ article: inout Article
  ) throws(JSONFailure) {
    let index = Int(match.column.rawValue)
    let held = ranks[index]
    if held <= match.rank {
      if match.column == .date, isVersion(key, scanner) {
        version = try readDate(kind, &scanner)
      } else if fields.hasOthers {
        try readOther(key, kind, &scanner, &article)
      } else {
        try scanner.skipValue()
      }
      return
    }
    let displaced = held == 255 ? nil : InputValue.current(match.column, of: article)
    if try read(match.column, key, kind, &scanner, &article) {
      if let displaced, fields.hasOthers {
        let name = String(decoding: scanner.bytes(keys[index]), as: UTF8.self)
        article.others.append((name, displaced))
      }
      ranks[index] = match.rank
      keys[index] = key.range
    }
  }

  /// Reads a value into its column, unless it is empty: then what the column held stays.
  private mutating func read(
    _ column: ArticleColumn, _ key: JSONScanner.Key, _ kind: JSONScanner.Kind, _ scanner: inout JSONScanner,
    _ article: inout Article
  ) throws(JSONFailure) -> Bool {
    switch column {
    case .date:
      let isVersion = isVersion(key, scanner)
      guard let date = try readDate(kind, &scanner) else { return false }
      if isVersion { version = date }
      article.published = date
      return true
    case .updated:
      guard let date = try readDate(kind, &scanner) else { return false }
      article.updated = date
      return true
    case .added:
      guard let date = try readDate(kind, &scanner) else { return false }
      article.added = date
      return true
    case .byline: return try readList(kind, &scanner, &article.bylines, isNames: true)
    case .credit:
      let isFilled = try readList(kind, &scanner, &article.credits)
      for index in article.credits.indices {
        if let agency = Credit.agency(article.credits[index]) { article.credits[index] = agency }
      }
      return isFilled
    case .tags: return try readList(kind, &scanner, &article.tags, isKeywords: true)
    case .lead:
      lead = try JSONValue.read(&scanner).plainText
      isLeadPartOfBody = key.range.count == 2
      return lead != nil
    case .words:
      try scanner.skipValue()
      return false
    default:
      guard let field = column.textField else {
        try scanner.skipValue()
        return false
      }
      let isMarkup = match(key, scanner, endsWith: "html")
      return try readText(field, kind, isMarkup: isMarkup, &scanner, &article)
    }
  }

  private func readText(
    _ field: ArticleField, _ kind: JSONScanner.Kind, isMarkup: Bool, _ scanner: inout JSONScanner,
    _ article: inout Article
  ) throws(JSONFailure) -> Bool {
    // Taken out while it is filled: the array is then the only holder of its buffer.
    var bytes: [UInt8] = []
    swap(&bytes, &article[bytes: field])
    defer { swap(&bytes, &article[bytes: field]) }
    switch kind {
    case .string:
      let before = bytes.count
      if before > 0 {
        // A better key comes second: keep what stands there until the new text shows that it is not empty.
        let text = try scanner.readString()
        if text.isEmpty { return false }
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: text.utf8)
      } else {
        try scanner.readString(into: &bytes)
      }
      if scanner.hasCarriageReturns { LineEnds.normalize(&bytes) }
      // `body_xhtml` says what it is; other bodies show it by their first byte.
      if field == .body, isMarkup {
        bytes = bytes.withUnsafeBytes { HTMLText.plain($0) }
      } else if field == .body, bytes.first == UInt8(ascii: "<") {
        HTMLText.replaceMarkup(in: &bytes)
      } else if field == .deck, bytes.withUnsafeBytes({ ByteSearch.first("</", in: $0, 0..<$0.count) != nil }) {
        bytes = bytes.withUnsafeBytes { HTMLText.plain($0) }
      }
    case .number:
      let range = try scanner.readNumberText()
      bytes.removeAll(keepingCapacity: true)
      bytes.append(contentsOf: scanner.bytes(range))
    case .truth, .null: try scanner.skipValue()
    case .array, .object:
      let value = try JSONValue.read(&scanner)
      guard let text = Self.text(of: value, for: field) else { return false }
      bytes.removeAll(keepingCapacity: true)
      bytes.append(contentsOf: text.utf8)
      LineEnds.normalize(&bytes)
      if field == .body, bytes.first == UInt8(ascii: "<"), !Self.isPlain(value) {
        HTMLText.replaceMarkup(in: &bytes)
      }
    }
    return !bytes.isEmpty
  }

  /// The text of a value that nests: ninjs has `bodies: [{role, contenttype, value}]`, others a list of paragraphs.
  static func text(of value: JSONValue, for field: ArticleField) -> String? {
    // A content manager's text, ready for a page: `title: {rendered: "It&#8217;s"}`.
    if case .text(let rendered)? = value["rendered"] { return HTMLText.plain(rendered) }
    guard case .list(let items) = value else { return value.plainText }
    switch field {
    case .body:
      if case .object? = items.first {
        guard let body = chosen(items), let text = body.plainText else { return nil }
        return body["contenttype"]?.plainText?.lowercased().hasPrefix("text/plain") ?? true
          ? text : HTMLText.plain(HTMLText.story(of: text))
      }
      let paragraphs = items.compactMap(\.plainText)
      return paragraphs.isEmpty ? nil : paragraphs.joined(separator: "\n\n")
    case .headline, .deck, .id, .url, .language:
      if case .object? = items.first { return chosen(items)?.plainText }
      return value.firstText
    default: return value.plainText
    }
  }

  /// Whether a body says that it has no markup.
  private static func isPlain(_ value: JSONValue) -> Bool {
    guard case .list(let items) = value, let body = chosen(items) else { return false }
    return body["contenttype"]?.plainText?.lowercased().hasPrefix("text/plain") ?? false
  }

  private static let mainRoles = [
    "main", "body", "text", "headline", "caption", "summary", "description", "abstract", "excerpt",
  ]

  /// Of several forms of one text the plain one, then the one whose role says it is the main one, then the first.
  private static func chosen(_ items: [JSONValue]) -> JSONValue? {
    func rank(_ item: JSONValue) -> Int {
      let type = item["contenttype"]?.plainText?.lowercased() ?? "text/plain"
      let role = item["role"]?.plainText?.lowercased() ?? "main"
      let isMain = mainRoles.contains(where: { role.hasSuffix($0) })
      return (type.hasPrefix("text/plain") ? 0 : 2) + (isMain ? 0 : 1)
    }
    return items.filter { $0.plainText != nil }.min { rank($0) < rank($1) }
  }

  private func readList(
    _ kind: JSONScanner.Kind, _ scanner: inout JSONScanner, _ list: inout [String], isKeywords: Bool = false,
    isNames: Bool = false
  ) throws(JSONFailure) -> Bool {
    if kind == .string {
      let text = try scanner.readString()
      if text.isEmpty { return false }
      list.removeAll(keepingCapacity: true)
      if text.utf8.first == UInt8(ascii: "["), let items = Array(text.utf8).withUnsafeBytes({ WrittenList.items($0) }) {
        list = isNames ? items.flatMap { Byline.names($0) } : items
      } else if isNames {
        list = Byline.names(text)
      } else {
        ListText.append(text, to: &list, splitsAtCommas: isKeywords)
      }
      return !list.isEmpty
    }
    var texts: [String] = []
    let value = try JSONValue.read(&scanner)
    // `{original: "By Jane Doe and John Roe"}`
    let parts = isNames && kind == .object ? value.texts.flatMap { Byline.names($0) } : Self.texts(of: value, isNames)
    for text in parts where !texts.contains(text) { texts.append(text) }
    if texts.isEmpty { return false }
    list = texts
    return true
  }

  /// The items of a list. AP writes `{by: "By ANN LEE", title: "Business Writer"}`: the title is a job.
  private static func texts(of value: JSONValue, _ isNames: Bool) -> [String] {
    guard isNames else { return value.texts }
    return value.items.flatMap { item -> [String] in
      guard let by = item["by"]?.plainText else { return item.plainText.map { [$0] } ?? [] }
      return Byline.names(by).map { Byline.inSmallLetters($0) }
    }.filter { !Byline.isDeskMark($0) }
  }

  // MARK: - Dates

  private func match(_ key: JSONScanner.Key, _ scanner: JSONScanner, endsWith word: StaticString) -> Bool {
    key.range.count > word.utf8CodeUnitCount
      && ByteSearch.matchesFolded(
        word, in: scanner.bytes(key.range), at: key.range.count - word.utf8CodeUnitCount)
  }

  private func isVersion(_ key: JSONScanner.Key, _ scanner: JSONScanner) -> Bool {
    // Of the names of a date only `versioncreated` has 14 letters and begins with v.
    key.range.count == 14 && scanner.bytes(key.range)[0] | 0x20 == UInt8(ascii: "v")
  }

  private mutating func readDate(_ kind: JSONScanner.Kind, _ scanner: inout JSONScanner) throws(JSONFailure)
    -> NewsDate?
  {
    let date: NewsDate?
    let range: Range<Int>
    switch kind {
    case .string:
      let start = scanner.position
      let (raw, hasEscapes) = try scanner.scanString()
      if raw.isEmpty { return nil }
      range = raw
      if hasEscapes {
        var again = scanner
        again.move(to: start)
        var bytes: [UInt8] = []
        try again.readString(into: &bytes)
        date = bytes.withUnsafeBytes { DateParsing.parse($0, dayFirst: dayFirst) }
      } else {
        date = DateParsing.parse(scanner.bytes(raw), dayFirst: dayFirst)
      }
    case .number:
      range = try scanner.readNumberText()
      date = DateParsing.parse(scanner.bytes(range))
    default:
      let start = scanner.position
      guard let text = try JSONValue.read(&scanner).firstText else { return nil }
      range = start..<scanner.position
      date = Array(text.utf8).withUnsafeBytes { DateParsing.parse($0, dayFirst: dayFirst) }
    }
    if date == nil { unreadableDate = range }
    return date
  }

  private func finish(_ article: inout Article) {
    if let version, article.updated == nil, let published = article.published, version.start > published.start,
      fields.contains(.updated)
    {
      article.updated = version
    }
    if let lead {
      if article[bytes: .body].isEmpty {
        article[.body] = lead
      } else if isLeadPartOfBody {
        // Factiva cuts a story in two: LP the lead paragraph, TD the rest.
        article[bytes: .body].insert(contentsOf: Array((lead + "\n\n").utf8), at: 0)
      }
    }
    // An item of an agency that has only a description says its text there.
    if version != nil, rest == nil, article[bytes: .body].isEmpty, !article[bytes: .deck].isEmpty {
      article[bytes: .body] = article[bytes: .deck]
      article[bytes: .deck].removeAll()
    }
    article.deriveOpening(fields: fields)
    // Some programs call the page's address its source.
    if fields.contains(.source), article[bytes: .source].starts(with: "http".utf8), article[.source].contains("://"),
      !article[.source].contains("#")
    {
      if fields.contains(.url), article[bytes: .url].isEmpty { article[bytes: .url] = article[bytes: .source] }
      if let host = Host.name(of: article[.source]) { article[.source] = host }
    }
    // Webhose keeps the outlet beside what it says of the page.
    if fields.contains(.source), article[bytes: .source].isEmpty, let threadSite { article[.source] = threadSite }
    // A ninjs item, which always has a version's date, names its agency only in these places.
    if version != nil, fields.contains(.source), article[bytes: .source].isEmpty {
      if let credit = article.credits.first {
        article[.source] = credit
      } else if let host = Host.name(of: article[.id]) {
        article[.source] = host
      }
    }
    rest?.apply(to: &article, fields: fields)
  }

  // MARK: - Other keys

  private mutating func readOther(
    _ key: JSONScanner.Key, _ kind: JSONScanner.Kind, _ scanner: inout JSONScanner, _ article: inout Article
  ) throws(JSONFailure) {
    let name = try scanner.text(of: key)
    if name == "altIds", kind == .array {
      let value = try JSONValue.read(&scanner)
      rest = NinjsRest(altIds: value)
      if rest == nil { Self.appendOther(name, value, to: &article.others) }
      return
    }
    if name == "thread", kind == .object {
      let value = try JSONValue.read(&scanner)
      threadSite = value["site"]?.plainText ?? value["site_full"]?.plainText
      Self.appendOther(name, value, to: &article.others)
      return
    }
    switch kind {
    case .string: article.others.append((name, .text(try scanner.readString())))
    case .number:
      var again = scanner
      let value = try scanner.readInputNumber()
      if case .number(let number) = value, !number.isFinite {
        Self.appendOther(name, try JSONValue.read(&again), to: &article.others)
      } else {
        article.others.append((name, value))
      }
    default: Self.appendOther(name, try JSONValue.read(&scanner), to: &article.others)
    }
  }

  /// An object becomes a column for each of its plain members: `rating.value`.
  static func appendOther(_ name: String, _ value: JSONValue, to others: inout [(name: String, value: InputValue)]) {
    guard case .object(let members) = value else {
      others.append((name, value.inputValue))
      return
    }
    for member in members { appendOther(name + "." + member.key, member.value, to: &others) }
  }
}

extension InputValue {
  /// What a column holds now, as a value of the input.
  static func current(_ column: ArticleColumn, of article: Article) -> InputValue? {
    switch column {
    case .byline: .list(article.bylines.map { .text($0) })
    case .credit: .list(article.credits.map { .text($0) })
    case .tags: .list(article.tags.map { .text($0) })
    case .date: article.published.map { .text($0.description) }
    case .updated: article.updated.map { .text($0.description) }
    case .added: article.added.map { .text($0.description) }
    default: column.textField.map { .text(article[$0]) }
    }
  }
}
