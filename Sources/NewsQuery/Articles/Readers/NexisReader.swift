/// Text exports of Nexis: many articles in one file, each with its outlet, date, headline and labelled lines.
///
///     1 of 45 DOCUMENTS  …  The Guardian (London)  …  BYLINE: Jane Smith  …  LENGTH: 512 words
public struct NexisReader: Reader {
  public static let formatName = "Nexis export"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let text = TextEncoding.utf8(UnsafeRawBufferPointer(rebasing: start[..<min(start.count, 16_384)]))
    return text.bytes.withUnsafeBytes { bytes in
      var marks = 0
      LineEnds.forEach(in: bytes) { line, _ in
        let trimmed = ByteSearch.trimmed(bytes, line)
        if NexisReader.isCounter(bytes, trimmed) { marks += 3 }
        if ByteSearch.matchesFolded("length:", in: bytes, at: trimmed.lowerBound) { marks += 1 }
        if ByteSearch.matchesFolded("load-date:", in: bytes, at: trimmed.lowerBound) { marks += 2 }
        if ByteSearch.matchesFolded("end of document", in: bytes, at: trimmed.lowerBound) { marks += 2 }
      }
      return marks >= 4 ? 88 : marks == 3 ? 60 : 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let text = TextEncoding.utf8(bytes)
    if text.replacedCount > 0 {
      report(.replaced(text.replacedCount, at: RecordPlace(record: 1, bytes: 0..<bytes.count)))
    }
    try text.bytes.withUnsafeBytes { bytes in
      var article = Article()
      var record = 0
      for document in documents(bytes) {
        article.removeAll()
        let story = UnsafeRawBufferPointer(rebasing: bytes[document.range])
        NexisDocument(story).fill(&article)
        if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty { continue }
        record += 1
        let place = RecordPlace(line: document.line, record: record, bytes: document.range)
        if article.published == nil {
          report(InputProblem(place: place, message: "no date found", isRecordSkipped: false))
        }
        try emit(&article, place)
      }
    }
  }

  /// `1 of 45 DOCUMENTS`, `Document 3 of 45`.
  fileprivate static func isCounter(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count >= 8, line.count <= 40 else { return false }
    let words = ByteSearch.string(text, line).lowercased().split(separator: " ")
    if words.count == 4, words[1] == "of", words[3] == "documents" {
      return Int(words[0]) != nil && Int(words[2]) != nil
    }
    return words.count == 4 && words[0] == "document" && words[2] == "of" && Int(words[1]) != nil
      && Int(words[3]) != nil
  }

  /// Cut at the counters, or after each `End of Document`.
  private static func documents(_ text: UnsafeRawBufferPointer) -> [(range: Range<Int>, line: Int)] {
    var cuts: [(at: Int, line: Int)] = []
    var ends: [(at: Int, line: Int)] = [(0, 1)]
    LineEnds.forEach(in: text) { line, number in
      let trimmed = ByteSearch.trimmed(text, line)
      if isCounter(text, trimmed) { cuts.append((line.upperBound, number + 1)) }
      if trimmed.count == 15, ByteSearch.matchesFolded("end of document", in: text, at: trimmed.lowerBound) {
        ends.append((line.upperBound, number + 1))
      }
    }
    let starts = cuts.isEmpty ? ends : cuts
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1].at : text.count
      return (starts[index].at..<end, starts[index].line)
    }
  }
}

/// One article of a Nexis export.
private struct NexisDocument {
  private let text: UnsafeRawBufferPointer
  private var lines: [Range<Int>] = []

  /// Labels of lines, in small letters, and the column that they fill.
  private static let labels: [(label: StaticString, column: ArticleColumn?)] = [
    ("byline:", .byline), ("section:", .section), ("length:", nil), ("dateline:", .dateline), ("headline:", .headline),
    ("highlight:", .deck), ("source:", .source), ("language:", .language), ("load-date:", .updated),
    ("publication-type:", nil), ("subject:", .tags), ("graphic:", nil), ("url:", .url), ("copyright", nil),
    ("journal-code:", nil), ("document-type:", nil), ("organization:", nil), ("person:", nil), ("company:", nil),
    ("industry:", nil), ("geographic:", nil), ("state:", nil), ("country:", nil), ("city:", nil), ("title:", .headline),
    ("correction-date:", nil), ("type:", nil), ("ticker:", nil), ("acc-no:", .id),
  ]

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    var lines: [Range<Int>] = []
    LineEnds.forEach(in: text) { line, _ in lines.append(ByteSearch.trimmed(text, line)) }
    self.lines = lines
  }

  func fill(_ article: inout Article) {
    var top: [Range<Int>] = []
    var at = 0
    // The head: lines without label until the first label, or `Body`.
    var sawLabel = false
    while at < lines.count {
      let line = lines[at]
      if line.isEmpty {
        at += 1
        continue
      }
      if isBodyMark(line) {
        at += 1
        break
      }
      if let (column, value) = label(line) {
        sawLabel = true
        at += 1
        set(column, joined(value, &at), &article)
        continue
      }
      // Behind the labels the story begins.
      if sawLabel { break }
      top.append(line)
      at += 1
    }
    readTop(top, &article)
    readBody(from: at, &article)
    article.deriveOpening()
    SourceLine.derive(&article)
  }

  private func isBodyMark(_ line: Range<Int>) -> Bool {
    (line.count == 4 || line.count == 5) && ByteSearch.matchesFolded("body", in: text, at: line.lowerBound)
      && (line.count == 4 || text[line.upperBound - 1] == UInt8(ascii: ":"))
  }

  private func label(_ line: Range<Int>) -> (ArticleColumn?, Range<Int>)? {
    for (label, column) in NexisDocument.labels where ByteSearch.matchesFolded(label, in: text, at: line.lowerBound) {
      return (column, ByteSearch.trimmed(text, line.lowerBound + label.utf8CodeUnitCount..<line.upperBound))
    }
    return nil
  }

  /// A value goes on over the lines below it until a blank one.
  private func joined(_ value: Range<Int>, _ at: inout Int) -> String {
    var words = ByteSearch.string(text, value)
    while at < lines.count, !lines[at].isEmpty, label(lines[at]) == nil, !isBodyMark(lines[at]), words.utf8.count < 2000
    {
      words += (words.isEmpty ? "" : " ") + ByteSearch.string(text, lines[at])
      at += 1
    }
    return words
  }

  private func set(_ column: ArticleColumn?, _ value: String, _ article: inout Article) {
    guard let column, !value.isEmpty else { return }
    switch column {
    case .byline: article.bylines = Byline.names(value)
    case .language: article[.language] = LanguageNames.tag(of: value)
    case .tags: ListText.append(value, to: &article.tags)
    case .updated:
      // The day on which it came into the database.
      article.added = DateParsing.parse(value)
    default:
      if let field = column.textField, article[bytes: field].isEmpty { article[field] = value }
    }
  }

  /// Outlet, date, edition and headline, in one order or the other.
  private func readTop(_ top: [Range<Int>], _ article: inout Article) {
    var rest: [String] = []
    var dateIndex: Int?
    for line in top {
      let bytes = UnsafeRawBufferPointer(rebasing: text[line])
      if article.published == nil, line.count < 80, let found = DateParsing.first(in: bytes), found.span.lowerBound < 12
      {
        article.published = found.date
        dateIndex = rest.count
        continue
      }
      let printed = ByteSearch.string(text, line)
      if printed.hasSuffix("Edition") || printed.hasPrefix("All Rights Reserved") || printed.hasPrefix("Copyright") {
        continue
      }
      rest.append(printed)
    }
    guard !rest.isEmpty else { return }
    if let dateIndex, dateIndex >= 2 {
      // Newer exports: headline, outlet, date.
      if article[bytes: .headline].isEmpty { article[.headline] = rest[..<(dateIndex - 1)].joined(separator: " ") }
      if article[bytes: .source].isEmpty { article[.source] = rest[dateIndex - 1] }
      return
    }
    // Older ones: outlet, date, headline.
    if article[bytes: .source].isEmpty { article[.source] = rest[0] }
    if article[bytes: .headline].isEmpty, rest.count > 1 { article[.headline] = rest[1...].joined(separator: " ") }
  }

  private func readBody(from start: Int, _ article: inout Article) {
    var end = lines.count
    var at = start
    var last = start
    while at < lines.count {
      let line = lines[at]
      if !line.isEmpty {
        if line.count == 15, ByteSearch.matchesFolded("end of document", in: text, at: line.lowerBound) {
          end = min(end, at)
        }
        // Labels behind the story end it; one within it (`Source: …`) must be followed by more of them.
        if let (column, value) = label(line), isClosing(line) {
          end = min(end, at)
          var next = at + 1
          set(column, joined(value, &next), &article)
          at = next
          continue
        }
        if at < end { last = at + 1 }
      }
      at += 1
    }
    guard start < last else { return }
    let range = lines[start].lowerBound..<lines[last - 1].upperBound
    if range.lowerBound < range.upperBound {
      article[bytes: .body] = Wrapping.unwrapped(UnsafeRawBufferPointer(rebasing: text[range]))
    }
  }

  private func isClosing(_ line: Range<Int>) -> Bool {
    for label: StaticString in [
      "load-date:", "language:", "publication-type:", "graphic:", "subject:", "document-type:", "copyright",
      "journal-code:",
      "classification",
    ] where ByteSearch.matchesFolded(label, in: text, at: line.lowerBound) { return true }
    return false
  }
}
