/// One JSON text that holds articles: an array of them, one alone (ninjs 1, 2 and 3, schema.org JSON-LD), or an answer
/// of a news service with its articles somewhere inside (`{"articles": […]}`, `{"@graph": […]}`).
public struct JSONDocumentReader: Reader {
  public static let formatName = "JSON"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let text = start.withoutByteOrderMark
    guard let first = text.firstIndex(where: { $0 > 0x20 }) else { return 0 }
    let rest = UnsafeRawBufferPointer(rebasing: text[first...])
    switch rest[0] {
    case UInt8(ascii: "["):
      // `[1] see below` is a footnote.
      let next = rest.dropFirst().first { $0 > 0x20 }
      if next == UInt8(ascii: "{") { return 85 }
      // An array of something else in a file of that name is JSON without articles, no text that begins with a bracket.
      return next == UInt8(ascii: "]") || fileName?.lowercased().hasSuffix(".json") == true ? 30 : 0
    case UInt8(ascii: "{"):
      var scanner = JSONScanner(rest)
      do throws(JSONFailure) {
        try scanner.skipValue()
        return scanner.isAtEnd() ? 75 : 20
      } catch {
        return error.reason == .unexpectedEnd || error.reason == .unterminatedString ? 70 : 10
      }
    default: return 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let plain = bytes.withoutByteOrderMark
    var record = 0
    // Where the record begins that is being read.
    var begun = 0
    var article = Article()
    var stop: (any Error)?
    var order = DocumentDateOrder(context.options.dayFirst)
    /// Reads one object of `text` as an article, which stands at `whole` where it was put together; false where the
    /// caller stops.
    func take(
      _ scanner: inout JSONScanner, of text: UnsafeRawBufferPointer, at whole: Range<Int>?
    ) throws(JSONFailure) -> Bool {
      record += 1
      let start = scanner.position
      begun = whole?.lowerBound ?? start
      let replaced = scanner.replacedCount
      article.removeAll()
      let object = try order.read(&scanner, of: text, in: plain, into: &article)
      let place = RecordPlace(record: record, bytes: whole ?? start..<scanner.position)
      begun = place.bytes.upperBound
      let problem = LineProblem(
        failure: nil, replacedCount: scanner.replacedCount - replaced, unreadableDate: object.unreadableDate)
      for each in problem.problems(at: place, in: text) { report(each) }
      do { try emit(&article, place) } catch {
        stop = error
        return false
      }
      return true
    }
    func take(_ scanner: inout JSONScanner) throws(JSONFailure) -> Bool { try take(&scanner, of: plain, at: nil) }
    /// Reads the rows of a table.
    func takeRows(_ table: inout TableInJSON) throws(JSONFailure) {
      var row: [UInt8] = []
      while let place = try table.next(into: &row) {
        let isWanted = row.withUnsafeBytes { row in
          var scanner = JSONScanner(row)
          do throws(JSONFailure) { return try take(&scanner, of: row, at: place) } catch {
            report(.skipped(error.message, at: RecordPlace(record: record, bytes: place)))
            return true
          }
        }
        if !isWanted { return }
      }
    }
    var scanner = JSONScanner(plain)
    var found = false
    var failed = false
    var line = 1
    var countedTo = 0
    reading: while true {
      do throws(JSONFailure) {
        // Several texts may follow one another: JSON Lines with long lines, or printed over several.
        while stop == nil, !scanner.isAtEnd() {
          if try ArticlesInJSON.walk(&scanner, depth: 0, take: take, takeRows: takeRows) { found = true }
        }
        break reading
      } catch {
        failed = true
        let at = min(error.offset, plain.count)
        line += plain[countedTo..<max(at, countedTo)].count { $0 == 0x0A }
        countedTo = max(at, countedTo)
        // The next object at a line's start, unless all stands in one array.
        let isArray = plain.first(where: { $0 > 0x20 }) != UInt8(ascii: "{")
        let next = isArray ? nil : ByteSearch.first("\n{", in: plain, at..<plain.count)
        let end = next.map { $0 + 1 } ?? plain.count
        begun = min(begun, at)
        while begun < at, plain[begun] <= 0x20 { begun += 1 }
        let place = RecordPlace(line: line, record: max(record, 1), bytes: begun..<end)
        begun = end
        report(.skipped("\(error.message); what came before is kept", at: place))
        guard let next else { break reading }
        scanner = JSONScanner(plain, from: next + 1)
      }
    }
    if !found, !failed, plain.contains(where: { $0 > 0x20 }) {
      report(.skipped("no article in this JSON", at: RecordPlace(record: 1, bytes: 0..<plain.count)))
    }
    if let stop { throw stop }
  }
}

/// The order of day and month in one JSON text, found out when the first date needs it.
private struct DocumentDateOrder {
  private var dayFirst: Bool?
  private var isKnown: Bool

  /// `stated` is what the user said.
  init(_ stated: Bool?) {
    dayFirst = stated
    isKnown = stated != nil
  }

  /// Reads the object that is next; once more if its date can be read two ways and the dates of `all` prove one.
  mutating func read(
    _ scanner: inout JSONScanner, of text: UnsafeRawBufferPointer, in all: UnsafeRawBufferPointer,
    into article: inout Article
  ) throws(JSONFailure) -> JSONArticle {
    var again = scanner
    var object = JSONArticle(fields: .all, dayFirst: dayFirst)
    try object.read(&scanner, into: &article)
    guard !isKnown, let date = object.unreadableDate,
      DateOrder.proof(UnsafeRawBufferPointer(rebasing: text[date])) == .either
    else { return object }
    isKnown = true
    dayFirst = DateOrder.dayFirst(inJSON: all)
    guard dayFirst != nil else { return object }
    article.removeAll()
    object = JSONArticle(fields: .all, dayFirst: dayFirst)
    try object.read(&again, into: &article)
    return object
  }
}

/// Where the articles of a JSON text are.
enum ArticlesInJSON {
  /// Hands the scanner, before an object that is an article, to `take`, for each of them in order; false where there
  /// was none. `take` returns false to stop. A table of them goes to `takeRows`.
  static func walk(
    _ scanner: inout JSONScanner, depth: Int, take: (inout JSONScanner) throws(JSONFailure) -> Bool,
    takeRows: (inout TableInJSON) throws(JSONFailure) -> Void
  ) throws(JSONFailure) -> Bool {
    switch try scanner.peekKind() {
    case .array:
      var found = false
      try scanner.enterArray()
      while try scanner.nextElement() {
        if try scanner.peekKind() == .object || depth < 4 {
          if try walk(&scanner, depth: depth + 1, take: take, takeRows: takeRows) { found = true }
        } else {
          try scanner.skipValue()
        }
      }
      return found
    case .object:
      if var table = try TableInJSON.find(scanner) {
        try scanner.skipValue()
        try takeRows(&table)
        return true
      }
      let start = scanner.position
      let shape = try ObjectShape.of(&scanner)
      let end = scanner.position
      if shape.isArticle {
        var reading = scanner
        reading.move(to: start)
        if try !take(&reading) { return true }
        scanner.move(to: end)
        return true
      }
      guard depth < 4, shape.nests, !shape.isSchema else { return false }
      // No article itself: its members may hold some.
      var inner = scanner
      inner.move(to: start)
      var found = false
      try inner.enterObject()
      while try inner.nextKey() != nil {
        switch try inner.peekKind() {
        case .array, .object:
          if try walk(&inner, depth: depth + 1, take: take, takeRows: takeRows) { found = true }
        default: try inner.skipValue()
        }
      }
      return found
    default:
      try scanner.skipValue()
      return false
    }
  }

  /// What the keys of one object say.
  private struct ObjectShape {
    var isArticle = false
    var nests = false
    /// What a schema describes is no article, however deep it stands.
    var isSchema = false

    /// Goes over the object that stands next.
    static func of(_ scanner: inout JSONScanner) throws(JSONFailure) -> ObjectShape {
      var shape = ObjectShape()
      var hasText = false
      var isOtherThing = false
      // A feed has a title of its own, but neither text nor date: `{"title": …, "items": [{…}]}`.
      var holdsArticles = false
      var isDatedOrLong = false
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        let kind = try scanner.peekKind()
        let name = scanner.bytes(key.range)
        if kind == .array || kind == .object { shape.nests = true }
        if kind == .array, isListOfArticles(name), try holdsObjects(scanner) { holdsArticles = true }
        if name.count == 5, ByteSearch.matches("@type", in: name, at: 0) {
          // JSON-LD says what an object is; only pieces of news are articles.
          isOtherThing = try !isNews(JSONValue.read(&scanner))
          continue
        }
        if name.count == 7, kind == .string, ByteSearch.matches("$schema", in: name, at: 0) {
          // A schema has a title too.
          if try scanner.readString().contains("json-schema.org") { shape.isSchema = true }
          continue
        }
        if kind == .object, FieldAliases.match(name)?.column == .headline {
          // `headline: {main: …}`; what has no text to read is no headline.
          if try JSONValue.read(&scanner).plainText != nil { hasText = true }
          continue
        }
        if let match = FieldAliases.match(name), kind == .string || kind == .array {
          switch match.column {
          case .body, .lead:
            hasText = true
            isDatedOrLong = true
          case .date: isDatedOrLong = true
          case .headline: hasText = true
          // ninjs has items with a description and no more.
          case .deck where kind == .array: hasText = true
          default: break
          }
        }
        try scanner.skipValue()
      }
      if holdsArticles, !isDatedOrLong { isOtherThing = true }
      shape.isArticle = hasText && !isOtherThing && !shape.isSchema
      return shape
    }

    private static func isListOfArticles(_ name: UnsafeRawBufferPointer) -> Bool {
      ["items", "articles", "entries", "stories", "posts", "results", "docs", "news"].contains {
        (word: StaticString) in name.count == word.utf8CodeUnitCount && ByteSearch.matchesFolded(word, in: name, at: 0)
      }
    }

    private static func holdsObjects(_ scanner: JSONScanner) throws(JSONFailure) -> Bool {
      var inner = scanner
      try inner.enterArray()
      guard try inner.nextElement() else { return false }
      return try inner.peekKind() == .object
    }

    private static func isNews(_ type: JSONValue) -> Bool {
      type.texts.contains { text in
        text.hasSuffix("Article") || text.hasSuffix("Posting") || text == "Report" || text.hasSuffix("Review")
          || text.hasSuffix("CreativeWork")
      }
    }
  }
}
