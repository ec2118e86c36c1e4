/// Text exports of Gale databases: one or many articles, labelled lines before the text and the document's number behind it.
///
///     Title: …  Author: …  Source: …  Date: …  Full Text: …  Gale Document Number: GALE|A123456789
public struct GaleReader: Reader {
  public static let formatName = "Gale export"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let text = TextEncoding.utf8(start)
    return text.bytes.withUnsafeBytes { bytes in
      var hasNumber = false
      var hasText = false
      LineEnds.forEach(in: bytes) { line, _ in
        guard let label = label(bytes, ByteSearch.trimmed(bytes, line)) else { return }
        if label.name == "gale document number" { hasNumber = true }
        if label.name == "full text" { hasText = true }
      }
      return hasNumber ? 93 : hasText && ByteSearch.first("Gale", in: bytes, 0..<bytes.count) != nil ? 92 : 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let text = TextEncoding.utf8(bytes, report: report)
    try text.bytes.withUnsafeBytes { bytes in
      var article = Article()
      var lines: [Range<Int>] = []
      var firstLine = 1
      var record = 0
      func finish(before number: Int) throws {
        defer {
          lines.removeAll(keepingCapacity: true)
          firstLine = number
        }
        guard let first = lines.first, let last = lines.last else { return }
        article.removeAll()
        let unreadable = fill(&article, bytes, lines)
        if article[bytes: .body].isEmpty { return }
        record += 1
        let place = RecordPlace(line: firstLine, record: record, bytes: first.lowerBound..<last.upperBound)
        if let unreadable {
          report(.unreadableDate(unreadable, at: place))
        } else if article.published == nil {
          report(InputProblem(place: place, message: "no date found", isRecordSkipped: false))
        }
        try emit(&article, place)
      }
      var number = 0
      try LineEnds.forEach(in: bytes) { line, count in
        number = count
        let trimmed = ByteSearch.trimmed(bytes, line)
        lines.append(trimmed)
        if label(bytes, trimmed)?.name == "gale document number" { try finish(before: count + 1) }
      }
      try finish(before: number + 1)
    }
  }

  private static let names: Set<String> = [
    "title", "document title", "author", "author(s)", "authors", "source", "from", "publication title", "date",
    "publication date", "document type", "full text", "copyright", "source citation", "gale document number", "length",
    "section", "language", "subject", "publisher", "issn", "url", "abstract", "issue", "volume", "dateline", "byline",
  ]

  private static func label(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> (name: String, value: Range<Int>)? {
    let start = UnsafeRawBufferPointer(rebasing: text[line.lowerBound..<min(line.upperBound, line.lowerBound + 30)])
    guard let colon = start.firstIndex(of: UInt8(ascii: ":")), colon > 2 else {
      // The citation's heading has none: `Source Citation   (MLA 9th Edition)`.
      let isCitation = ByteSearch.matches("Source Citation", in: text, at: line.lowerBound) && line.count <= 50
      return isCitation ? ("source citation", line.upperBound..<line.upperBound) : nil
    }
    let name = ByteSearch.string(start, ByteSearch.trimmed(start, 0..<colon)).lowercased()
    guard names.contains(name) else { return nil }
    return (name, ByteSearch.trimmed(text, line.lowerBound + colon + 1..<line.upperBound))
  }

  /// Returns a date that could not be read.
  private static func fill(
    _ article: inout Article, _ text: UnsafeRawBufferPointer, _ lines: [Range<Int>]
  ) -> String? {
    var unreadable: String?
    var body: Range<Int>?
    var bodyEnd = lines.count
    var first: String?
    for (index, line) in lines.enumerated() where !line.isEmpty {
      guard let (name, value) = label(text, line) else {
        if body == nil, first == nil { first = ByteSearch.string(text, line) }
        continue
      }
      // A label within the story is a word of it, unless it is one of those that end it.
      let ends = ["copyright", "source citation", "gale document number"].contains(name)
      if body != nil, !ends { continue }
      if body != nil, bodyEnd == lines.count { bodyEnd = index }
      let printed = ByteSearch.string(text, value)
      switch name {
      case "title", "document title": article[.headline] = printed
      case "author", "authors", "author(s)", "byline": article.bylines = Byline.names(printed)
      case "source", "from", "publication title":
        // `The Westmoor Post (Westmoor, England), Mar. 2, 2021`
        article[.source] = ListText.trimmed(printed.prefix { $0 != "(" && $0 != "," && $0 != ";" })
        if article.published == nil {
          article.published = DateParsing.first(in: UnsafeRawBufferPointer(rebasing: text[value]))?.date
        }
      case "date", "publication date":
        if let date = DateParsing.parse(printed) { article.published = date } else { unreadable = printed }
      case "section": article[.section] = printed
      case "language": article[.language] = printed
      case "subject": ListText.append(printed, to: &article.tags)
      case "url": article[.url] = printed
      case "abstract": article[.deck] = printed
      case "gale document number": article[.id] = printed
      case "full text": body = index..<index
      default: break
      }
    }
    if article[bytes: .headline].isEmpty, let first { article[.headline] = first }
    if let body, body.lowerBound < bodyEnd, let (_, value) = label(text, lines[body.lowerBound]) {
      var end = bodyEnd
      while end > body.lowerBound + 1, lines[end - 1].isEmpty { end -= 1 }
      let range = value.lowerBound..<max(value.lowerBound, lines[end - 1].upperBound)
      article[bytes: .body] = Wrapping.unwrapped(UnsafeRawBufferPointer(rebasing: text[range]))
    }
    article.deriveOpening()
    SourceLine.derive(&article)
    return article.published == nil ? unreadable : nil
  }
}
