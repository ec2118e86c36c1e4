/// News items as IPTC ninjs 3.1 has them, one a line; each is valid against its schema.
///
///     {"uri":"newsq:seeds/tass.txt:1","type":"text","firstCreated":"2020-07-23T00:00:00Z","headlines":[…],"bodies":[…],…}
///
/// A row stands for the article that it was made from; each article is written once. Values that ninjs has no property for are kept
/// too (`NinjsRest`), so that nothing is lost on the way out and in again.
enum NinjsWriter: RowWriter {
  static let name = "ninjs"
  static let summary = "the articles as IPTC ninjs 3.1, an item a line"
  static let fileEndings = ["ninjs"]
  static let isForMachines = true
  static let needsArticles = true
  static let isDocument = true
  static let writesWholeArticles = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    if case .none = table.origin {
      return sink.fail(needsArticlesMistake)
    }
    var seen: Set<Int> = []
    for row in table.rows {
      guard !sink.hasFailed, let number = table.article(of: row), seen.insert(number).inserted else { continue }
      let item = item(of: table.archive.article(number))
      sink.write(item)
      for byte in options.lineEnd?.bytes ?? [0x0A] { sink.write(byte) }
    }
  }

  static func item(of article: Article) -> [UInt8] {
    var item = NinjsItem()
    item.add("uri", .text(uri(of: article)))
    item.add("type", .text("text"))
    item.add("firstCreated", moment(article.published))
    if article.published != nil { item.add("versionCreated", moment(article.updated)) }
    item.add("language", article[.language])
    item.add("copyrightHolder", article[.source])
    item.add("headlines", [[("role", "main"), ("contentType", "text/plain"), ("value", article[.headline])]])
    item.add("descriptions", [[("role", "summary"), ("contentType", "text/plain"), ("value", article[.deck])]])
    item.add("bodies", [[("role", "main"), ("contentType", "text/plain"), ("value", article[.body])]])
    item.add("by", article.bylines.joined(separator: ", "))
    item.add("located", article[.located])
    item.add("infoSources", article.credits.map { [("role", "credit"), ("name", $0)] })
    item.add("subjects", article.tags.map { [("name", $0)] })
    if NinjsURI.isValid(article[bytes: .url]) {
      item.add("renditions", [[("name", "web"), ("href", article[.url]), ("contentType", "text/html")]])
    }
    item.add(
      "standard", object: [("name", "ninjs"), ("version", "3.1"), ("schema", schema)])
    // Reading it back shows what is still missing.
    var back = Article()
    (item.bytes + [0x7D]).withUnsafeBytes { _ = JSONLinesReader.readLine($0, into: &back) }
    let rest = NinjsRest.text(of: article, readAs: back)
    item.add("altIds", [[("role", NinjsRest.role), ("value", String(decoding: rest, as: UTF8.self))]])
    return item.bytes + [0x7D]
  }

  private static let schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"

  /// The article's id where it is an address already; otherwise one of a scheme of our own.
  private static func uri(of article: Article) -> String {
    let id = article[bytes: .id]
    return NinjsURI.isValid(id) ? article[.id] : NinjsURI.made(of: id)
  }

  /// A date as `date-time` of RFC 3339: the start of what is known, in UTC if no zone is.
  private static func moment(_ date: NewsDate?) -> Value {
    guard var date else { return .null }
    date.precision = .second
    if date.offsetMinutes == NewsDate.noOffset { date.offsetMinutes = 0 }
    return .date(date)
  }
}

/// An item on its way: members that say nothing are left out.
private struct NinjsItem {
  private(set) var bytes: [UInt8] = [0x7B]

  mutating func add(_ name: String, _ value: Value) {
    if value.isEmpty { return }
    begin(name)
    JSONText.append(value, to: &bytes)
  }

  mutating func add(_ name: String, _ text: String) { add(name, .text(text)) }

  /// Objects in which the last member must say something.
  mutating func add(_ name: String, _ objects: [[(String, String)]]) {
    let objects = objects.filter { !($0.last?.1.isEmpty ?? true) || $0.contains { $0.0 == "href" } }
    if objects.isEmpty { return }
    begin(name)
    bytes.append(0x5B)
    for (index, object) in objects.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      append(object)
    }
    bytes.append(0x5D)
  }

  mutating func add(_ name: String, object: [(String, String)]) {
    begin(name)
    append(object)
  }

  private mutating func begin(_ name: String) {
    if bytes.count > 1 { bytes.append(0x2C) }
    JSONText.append(name, to: &bytes)
    bytes.append(0x3A)
  }

  private mutating func append(_ object: [(String, String)]) {
    bytes.append(0x7B)
    for (index, member) in object.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      JSONText.append(member.0, to: &bytes)
      bytes.append(0x3A)
      JSONText.append(member.1, to: &bytes)
    }
    bytes.append(0x7D)
  }
}

/// Addresses as RFC 3986 has them.
enum NinjsURI {
  /// True if `text` is an address with a scheme, of characters that an address may have.
  static func isValid(_ text: [UInt8]) -> Bool {
    guard let first = text.first, first.isASCIILetter, let colon = text.firstIndex(of: 0x3A) else {
      return false
    }
    let scheme = text[..<colon]
    guard scheme.allSatisfy({ $0.isASCIILetterOrDigit || "+-.".utf8.contains($0) }), text.count > colon + 1 else {
      return false
    }
    var at = colon + 1
    var hasFragment = false
    while at < text.count {
      let byte = text[at]
      if byte == UInt8(ascii: "%") {
        guard at + 2 < text.count, (text[at + 1]).isASCIIHexDigit, (text[at + 2]).isASCIIHexDigit else { return false }
        at += 3
        continue
      }
      if byte == UInt8(ascii: "#") {
        if hasFragment { return false }
        hasFragment = true
      } else if !isInPath(byte), byte != UInt8(ascii: "?") {
        return false
      }
      at += 1
    }
    return true
  }

  /// An address that encodes any text.
  static func made(of text: [UInt8]) -> String {
    var made = Array("newsq:".utf8)
    for byte in text {
      if isInPath(byte) {
        made.append(byte)
      } else {
        made.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 15] { made.append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
      }
    }
    return String(decoding: made, as: UTF8.self)
  }

  private static func isInPath(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || "-._~!$&'()*+,;=:@/".utf8.contains(byte)
  }

}
