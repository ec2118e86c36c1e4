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
        switch NexisLabels.label(bytes, trimmed)?.kind {
        case .length: marks += 1
        case .loaded: marks += 2
        default: break
        }
        if NexisLabels.isEnd(bytes, trimmed) { marks += 2 }
      }
      return marks >= 4 ? 88 : marks == 3 ? 60 : 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let text = TextEncoding.utf8(bytes, report: report)
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
  static func isCounter(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count >= 8, line.count <= 40 else { return false }
    let words = ByteSearch.string(text, line).lowercased().split(separator: " ")
    guard words.count == 4 else { return false }
    func isDocument(_ word: Substring) -> Bool { word.hasPrefix("document") || word.hasPrefix("dokument") }
    func isOf(_ word: Substring) -> Bool { ["of", "von", "de", "di", "van", "av", "af"].contains(word) }
    return isDocument(words[3]) && isOf(words[1]) && Int(words[0]) != nil && Int(words[2]) != nil
      || isDocument(words[0]) && isOf(words[2]) && Int(words[1]) != nil && Int(words[3]) != nil
  }

  /// Cut at the counters, or after each `End of Document`.
  private static func documents(_ text: UnsafeRawBufferPointer) -> [(range: Range<Int>, line: Int)] {
    var cuts: [(at: Int, line: Int)] = []
    var ends: [(at: Int, line: Int)] = [(0, 1)]
    LineEnds.forEach(in: text) { line, number in
      let trimmed = ByteSearch.trimmed(text, line)
      if isCounter(text, trimmed) { cuts.append((line.upperBound, number + 1)) }
      if NexisLabels.isEnd(text, trimmed) { ends.append((line.upperBound, number + 1)) }
    }
    // The text assembler writes neither.
    let starts = !cuts.isEmpty ? cuts : ends.count > 1 ? ends : unmarkedStarts(text)
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1].at : text.count
      return (starts[index].at..<end, starts[index].line)
    }
  }
}

extension NexisReader {
  /// Where articles begin that nothing separates: at the outlet's line, which is above the date, above `LENGTH:`.
  private static func unmarkedStarts(_ text: UnsafeRawBufferPointer) -> [(at: Int, line: Int)] {
    var lines: [Range<Int>] = []
    LineEnds.forEach(in: text) { line, _ in lines.append(ByteSearch.trimmed(text, line)) }
    var starts: [(at: Int, line: Int)] = [(0, 1)]
    var previous: Int?
    for index in lines.indices where NexisLabels.label(text, lines[index])?.kind == .length {
      defer { previous = index }
      guard let last = previous else { continue }
      var at = index - 1
      while at > last, index - at < 40, !isDate(text, lines[at]) { at -= 1 }
      guard at > last, isDate(text, lines[at]) else { continue }
      var outlet = at - 1
      while outlet > last, lines[outlet].isEmpty { outlet -= 1 }
      if outlet > last { starts.append((lines[outlet].lowerBound, outlet + 1)) }
    }
    return starts
  }

  /// `November 9, 2015 Monday`: a short line that begins with a date.
  private static func isDate(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count >= 8, line.count < 80, NexisLabels.label(text, line) == nil else { return false }
    return DateParsing.first(in: UnsafeRawBufferPointer(rebasing: text[line])).map { $0.span.lowerBound < 12 } ?? false
  }
}

/// One article of a Nexis export.
private struct NexisDocument {
  private let text: UnsafeRawBufferPointer
  private var lines: [Range<Int>] = []

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    var lines: [Range<Int>] = []
    LineEnds.forEach(in: text) { line, _ in lines.append(ByteSearch.trimmed(text, line)) }
    self.lines = lines
  }

  func fill(_ article: inout Article) {
    var top: [Range<Int>] = []
    var at = endOfCover()
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

  /// Newer exports begin with a page about the search: who made it, and a list of what was found.
  private func endOfCover() -> Int {
    var end = 0
    for (index, line) in lines.enumerated() {
      if isBodyMark(line) { break }
      let isOfCover = ["client/matter:", "search terms:", "search type:", "job number:", "narrowed by:"].contains {
        (label: StaticString) in ByteSearch.matchesFolded(label, in: text, at: line.lowerBound)
      }
      if isOfCover { end = index + 1 }
    }
    while end > 0, end < lines.count, !lines[end].isEmpty { end += 1 }
    return end
  }

  private func isBodyMark(_ line: Range<Int>) -> Bool {
    guard line.count >= 4, line.count <= 9 else { return false }
    return ["body", "body:", "volltext", "corps", "cuerpo"].contains(ByteSearch.string(text, line).lowercased())
  }

  private func label(_ line: Range<Int>) -> (ArticleColumn?, Range<Int>)? {
    guard let (kind, value) = NexisLabels.label(text, line) else { return nil }
    return (kind.column, value)
  }

  /// A value goes on over the lines below it until a blank one.
  private func joined(_ value: Range<Int>, _ at: inout Int) -> String {
    var words = ByteSearch.string(text, value)
    // Some exports put the value below its label, a blank line between them, and another label behind it.
    if words.isEmpty, let below = lines[min(at, lines.count)...].firstIndex(where: { !$0.isEmpty }),
      lines[below].count <= 80, label(lines[below]) == nil, !isBodyMark(lines[below]),
      let next = lines[(below + 1)...].firstIndex(where: { !$0.isEmpty }), label(lines[next]) != nil
    {
      at = below + 1
      return ByteSearch.string(text, lines[below])
    }
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
    var dateLine: Int?
    for line in top {
      // An edition stands right below the date.
      if let dateLine, let place = lines.firstIndex(of: line), place == dateLine + 1 { continue }
      let bytes = UnsafeRawBufferPointer(rebasing: text[line])
      if article.published == nil, line.count < 80, let found = DateParsing.first(in: bytes), found.span.lowerBound < 12
      {
        article.published = found.date
        dateIndex = rest.count
        dateLine = lines.firstIndex(of: line)
        continue
      }
      let printed = ByteSearch.string(text, line)
      if printed.utf8.count <= 40 && printed.lowercased().hasSuffix("edition")
        || printed.hasPrefix("All Rights Reserved") || printed.hasPrefix("Copyright")
      {
        continue
      }
      // Where a page was copied, its link to the article stands before the headline.
      if rest.last == printed || NexisDocument.isPageNumber(printed) { continue }
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

  /// `Page 1 of 2`.
  private static func isPageNumber(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    return words.count == 4 && words[0] == "Page" && words[2] == "of" && Int(words[1]) != nil && Int(words[3]) != nil
  }

  private func readBody(from start: Int, _ article: inout Article) {
    var end = lines.count
    var at = start
    var last = start
    while at < lines.count {
      let line = lines[at]
      if !line.isEmpty {
        if NexisLabels.isEnd(text, line) { end = min(end, at) }
        // A heading of its own, over what is said of pictures.
        if line.count == 7, ByteSearch.matches("Graphic", in: text, at: line.lowerBound) { end = min(end, at) }
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
    switch NexisLabels.label(text, line)?.kind {
    case .loaded, .language, .kindOfOutlet, .graphic, .subject, .rights, .code: true
    default: false
    }
  }
}
