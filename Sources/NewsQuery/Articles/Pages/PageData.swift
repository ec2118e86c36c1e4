/// What the JSON-LD of a page says of its article.
///
///     PageData(blocks: facts.dataBlocks, titles: [facts.title]).published
struct PageData {
  private(set) var headline = ""
  private(set) var deck = ""
  private(set) var body = ""
  private(set) var published: NewsDate?
  /// The date of a block that cannot be read as JSON.
  private(set) var loosePublished: NewsDate?
  private(set) var updated: NewsDate?
  /// Authors who are people, or not said to be anything else.
  private(set) var people: [String] = []
  /// Authors who are organizations.
  private(set) var desks: [String] = []
  private(set) var publisher = ""
  private(set) var section = ""
  private(set) var language = ""
  private(set) var address = ""
  private(set) var id = ""
  private(set) var tags: [String] = []
  private(set) var others: [(name: String, value: InputValue)] = []

  private typealias Thing = (value: JSONValue, rank: Int)
  private static let maximumThingCount = 500

  /// Of several articles the one whose headline is among the page's own titles is taken, then the longest.
  init(blocks: [UnsafeRawBufferPointer], titles: [String]) {
    var things: [Thing] = []
    var names: [String: String] = [:]
    for block in blocks {
      var scanner = JSONScanner(PageData.trimmed(block))
      do throws(JSONFailure) {
        let value = try JSONValue.read(&scanner)
        PageData.collect(value, depth: 0, &things, &names)
      } catch {
        // The page says most of it elsewhere; the dates of a broken block can be read all the same.
        if loosePublished == nil { loosePublished = PageData.loose("\"datePublished\"", in: block) }
        continue
      }
    }
    let titles = titles.map { PageData.key($0) }.filter { !$0.isEmpty }
    var best: Thing?
    var bestScore = -1
    for thing in things {
      var score = thing.rank * 1_000_000
      let headline = PageData.key(
        thing.value["headline"]?.firstText ?? thing.value["name"]?.firstText ?? "")
      if !headline.isEmpty,
        titles.contains(where: { $0.hasPrefix(headline) || headline.hasPrefix($0) })
      {
        score += 500_000
      }
      score += min(
        400_000, headline.utf8.count + (thing.value["articleBody"]?.firstText?.utf8.count ?? 0))
      if score > bestScore { (best, bestScore) = (thing, score) }
    }
    if let best { fill(best.value, isArticle: best.rank == 3, names) }
    for thing in things where thing.rank >= 1 {
      if published == nil {
        published = PageData.date(thing.value, ["datePublished", "uploadDate"])
      }
      if people.isEmpty { addAuthors(thing.value, names) }
      if updated == nil { updated = PageData.date(thing.value, ["dateModified"]) }
    }
  }

  /// Letters and digits in small letters.
  private static func key(_ text: String) -> String {
    HTMLEntities.decoded(text).lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Without the comment marks that old pages put around scripts, and without a last semicolon.
  private static func trimmed(_ block: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard
      let start = block.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }),
      let end = block.lastIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }),
      end > start
    else { return block }
    // `//<![CDATA[` has brackets of its own.
    var first = start
    if ByteSearch.matches("[CDATA[", in: block, at: first) { first += 7 }
    return UnsafeRawBufferPointer(rebasing: block[first...end])
  }

  /// 3 for articles, 2 for pages, 1 for other things that are published.
  private static func rank(_ value: JSONValue) -> Int? {
    guard let type = value["@type"] else { return nil }
    var best: Int?
    for text in type.items.compactMap(\.plainText) {
      let rank: Int?
      if text.hasSuffix("Article") || text.hasSuffix("Posting") || text == "Report"
        || text.hasSuffix("NewsStory")
      {
        rank = 3
      } else if text.hasSuffix("Page") && text != "SearchResultsPage" {
        rank = 2
      } else if ["Recipe", "Review", "CreativeWork", "Question", "Book", "HowTo", "Event"].contains(
        text)
      {
        rank = 1
      } else {
        rank = nil
      }
      if let rank, rank > best ?? 0 { best = rank }
    }
    return best
  }

  private static func collect(
    _ value: JSONValue, depth: Int, _ things: inout [Thing], _ names: inout [String: String]
  ) {
    guard depth < 12, things.count < maximumThingCount else { return }
    switch value {
    case .list(let items): for item in items { collect(item, depth: depth + 1, &things, &names) }
    case .object(let members):
      if case .text(let id)? = value["@id"], let name = value["name"]?.firstText {
        names[id] = name
      }
      if let rank = rank(value) { things.append((value, rank)) }
      for member in members {
        // Lists of other stories.
        if ["itemListElement", "hasPart", "isBasedOn", "citation", "mentions", "comment"].contains(
          member.key)
        {
          continue
        }
        collect(member.value, depth: depth + 1, &things, &names)
      }
    default: return
    }
  }

  private mutating func fill(_ value: JSONValue, isArticle: Bool, _ names: [String: String]) {
    headline = PageData.text(
      value["headline"] ?? (isArticle ? value["name"] ?? value["title"] : nil))
    deck = PageData.text(value["alternativeHeadline"] ?? value["description"])
    if let date = PageData.date(value, ["datePublished", "dateCreated"]) { published = date }
    updated = PageData.date(value, ["dateModified"])
    addAuthors(value, names)
    section = PageData.text(value["articleSection"])
    language = PageData.text(value["inLanguage"])
    if let held = value["publisher"] {
      publisher = PageData.text(held)
      if PageData.isPointer(publisher) { publisher = names[publisher] ?? "" }
    }
    guard isArticle else { return }
    let text = PageData.text(value["articleBody"] ?? value["text"])
    body = text.utf8.contains(UInt8(ascii: "<")) ? HTMLText.plain(text) : text
    address = PageData.text(value["url"] ?? value["mainEntityOfPage"])
    id = PageData.text(value["identifier"])
    for item in (value["keywords"] ?? .null).items {
      if let text = item.plainText {
        ListText.append(HTMLEntities.decoded(text), to: &tags, splitsAtCommas: true)
      }
    }
    addOthers(value)
  }

  private mutating func addOthers(_ value: JSONValue) {
    guard case .object(let members) = value else { return }
    for member in members {
      let isKnown = Array(member.key.utf8).withUnsafeBytes { FieldAliases.table.match($0) } != nil
      if isKnown || member.key.hasPrefix("@") || member.key == "image"
        || member.key == "dateCreated"
      {
        continue
      }
      JSONArticle.appendOther(member.key, member.value, to: &others)
    }
    others.removeAll { $0.name == "image" || $0.name.contains(".") || $0.name.hasPrefix("@") }
  }

  private mutating func addAuthors(_ value: JSONValue, _ names: [String: String]) {
    for author in (value["author"] ?? value["creator"] ?? .null).items {
      let isDesk = author["@type"]?.texts.contains { $0.hasSuffix("Organization") } ?? false
      var found: [String] = []
      if case .object = author, let name = author["name"] {
        found = name.texts
      } else if let text = author.plainText {
        found = PageData.isPointer(text) ? names[text].map { [$0] } ?? [] : [text]
      }
      for text in found.map({ HTMLEntities.decoded($0) }) where !PageData.isPointer(text) {
        for name in BylineText.names(text) {
          if isDesk {
            if !desks.contains(name) { desks.append(name) }
          } else if !people.contains(name) {
            people.append(name)
          }
        }
      }
    }
  }

  private static func isPointer(_ text: String) -> Bool {
    text.hasPrefix("#") || text.hasPrefix("_:") || text.hasPrefix("/")
      || text.hasPrefix("http") && text.contains("://")
  }

  private static func text(_ value: JSONValue?) -> String {
    guard let text = value?.plainText else { return "" }
    return ListText.trimmed((text.contains("&") ? HTMLEntities.decoded(text) : text)[...])
  }

  private static func date(_ value: JSONValue, _ keys: [String]) -> NewsDate? {
    for key in keys {
      if let text = value[key]?.firstText, let date = DateParsing.parse(text) { return date }
    }
    return nil
  }

  /// The date behind a key in JSON that cannot be read.
  private static func loose(_ key: StaticString, in block: UnsafeRawBufferPointer) -> NewsDate? {
    guard var at = ByteSearch.first(key, in: block, 0..<block.count) else { return nil }
    at += key.utf8CodeUnitCount
    let limit = min(block.count, at + 80)
    while at < limit, block[at] == 0x22 || block[at] == 0x3A || block[at] <= 0x20 { at += 1 }
    let start = at
    while at < limit, block[at] != 0x22, block[at] != UInt8(ascii: ",") { at += 1 }
    return DateParsing.parse(UnsafeRawBufferPointer(rebasing: block[start..<at]))
  }
}
