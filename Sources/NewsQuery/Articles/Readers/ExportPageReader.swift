/// Exports of databases as HTML pages with many articles: Factiva, Nexis, Europresse.
///
/// The pages of Factiva and Nexis are their text exports in markup, so that their text goes to the readers of those. Pages
/// of Europresse name the parts of an article by their classes.
public struct ExportPageReader: Reader {
  public static let formatName = "export of a database (HTML)"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    kind(start) == nil ? 0 : 100
  }

  private enum Kind { case text, europresse }

  private static func kind(_ start: UnsafeRawBufferPointer) -> Kind? {
    guard let first = start.withoutByteOrderMark.first(where: { $0 > 0x20 }), first == UInt8(ascii: "<") else {
      return nil
    }
    func holds(_ mark: StaticString) -> Bool { ByteSearch.firstFolded(mark, in: start, 0..<start.count) != nil }
    if holds("docpublicationname"), holds("titrearticle") || holds("doctext") { return .europresse }
    if holds("articleparagraph") || holds("enheadline"), holds("class=\"article") || holds("class='article") {
      return .text
    }
    if holds("<docfull>") || holds("doc number=") { return .text }
    return nil
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let start = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, ReaderCatalog.startLength)])
    let text = TextEncoding.utf8(bytes, declared: HTMLCharset.declared(start))
    for problem in text.problems(at: RecordPlace(record: 1, bytes: 0..<bytes.count)) { report(problem) }
    try text.bytes.withUnsafeBytes { page in
      if kind(start) == .europresse {
        try EuropressePage(page).read(byteCount: bytes.count, report: report, emit: emit)
      } else {
        try DocumentReading.read(
          HTMLText.plain(page), byteCount: bytes.count, in: context, report: report, emit: emit)
      }
    }
  }
}

/// The encoding that a page names in its first bytes.
enum HTMLCharset {
  static func declared(_ start: UnsafeRawBufferPointer) -> String? {
    let head = UnsafeRawBufferPointer(rebasing: start[..<min(start.count, 4096)])
    guard let found = ByteSearch.firstFolded("charset", in: head, 0..<head.count) else { return nil }
    var at = found + 7
    while at < head.count, head[at] <= 0x20 || "=\"'".utf8.contains(head[at]) { at += 1 }
    let name = head[at...].prefix { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "-_".utf8.contains($0) }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self).lowercased()
  }
}

/// A page of Europresse: one `article` element for each article, its parts named by classes.
private struct EuropressePage {
  private let page: UnsafeRawBufferPointer

  init(_ page: UnsafeRawBufferPointer) { self.page = page }

  func read(
    byteCount: Int, report: (InputProblem) -> Void, emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    var record = 0
    for range in articles() {
      article.removeAll()
      fill(&article, range)
      if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty { continue }
      record += 1
      let place = RecordPlace(record: record, bytes: 0..<byteCount)
      if article.published == nil {
        report(InputProblem(place: place, message: "no date found", isRecordSkipped: false))
      }
      try emit(&article, place)
    }
    if record == 0 {
      report(.skipped("no article on this page of Europresse", at: RecordPlace(record: 1, bytes: 0..<byteCount)))
    }
  }

  /// From each `<article` to the next.
  private func articles() -> [Range<Int>] {
    var starts: [Int] = []
    var at = 0
    while let found = ByteSearch.firstFolded("<article", in: page, at..<page.count) {
      starts.append(found)
      at = found + 8
    }
    return starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : page.count) }
  }

  private func fill(_ article: inout Article, _ range: Range<Int>) {
    // `Le Monde, no. 23651`: the outlet, then the issue.
    let outlet = line("DocPublicationName", range)
    article[.source] = ListText.trimmed(outlet.prefix { $0 != "," && $0 != ";" })
    let head = line("DocHeader", range)
    article.published = Array(head.utf8).withUnsafeBytes { DateParsing.first(in: $0)?.date }
    // `Économie, lundi 3 mai 2021 - p. 12`: a section may be before the date.
    if let comma = head.firstIndex(of: ","), !head[..<comma].contains(where: \.isNumber) {
      article[.section] = ListText.trimmed(head[..<comma])
    }
    article[.headline] = line("titreArticleVisu", range)
    if article[bytes: .headline].isEmpty { article[.headline] = line("titreArticle", range) }
    article[.deck] = line("rdp__subtitle", range)
    let author = line("sm-margin-bottomNews", range)
    article.bylines = author.isEmpty ? [] : Byline.names(author)
    for name in ["DocText", "docOcurrContainer"] where article[bytes: .body].isEmpty {
      if let text = element(name, range) {
        article[bytes: .body] = HTMLText.plain(UnsafeRawBufferPointer(rebasing: page[text]))
      }
    }
    article[.id] = line("publiC-lblNodoc", range)
    article.deriveOpening()
    SourceLine.derive(&article)
  }

  private func line(_ name: String, _ range: Range<Int>) -> String {
    guard let inner = element(name, range) else { return "" }
    return ListTextLine.oneLine(HTMLText.plain(UnsafeRawBufferPointer(rebasing: page[inner])))
  }

  /// The content of the first element that has this class.
  private func element(_ name: String, _ range: Range<Int>) -> Range<Int>? {
    let word = Array(name.utf8)
    var at = range.lowerBound
    while let tag = ByteSearch.first(UInt8(ascii: "<"), in: page, from: at), tag < range.upperBound {
      at = tag + 1
      guard let end = ByteSearch.first(UInt8(ascii: ">"), in: page, from: tag), end < range.upperBound else {
        return nil
      }
      guard page[tag + 1] != UInt8(ascii: "/"),
        let found = ByteSearch.firstFolded("class=", in: page, tag..<end), holds(word, found + 6..<end)
      else { continue }
      return content(of: tag, from: end + 1, until: range.upperBound)
    }
    return nil
  }

  /// Whether one of the words of an attribute's value is `word`.
  private func holds(_ word: [UInt8], _ value: Range<Int>) -> Bool {
    guard let quote = page[value].first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return page[value].prefix { $0 > 0x20 }.elementsEqual(word)
    }
    let inner = page[value].dropFirst().prefix { $0 != quote }
    return inner.split(whereSeparator: { $0 <= 0x20 }).contains { $0.elementsEqual(word) }
  }

  /// Up to the end tag that belongs to the element, elements of the same name within it counted.
  private func content(of tag: Int, from start: Int, until limit: Int) -> Range<Int> {
    let name = page[(tag + 1)...].prefix { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
    var depth = 1
    var at = start
    while let next = ByteSearch.first(UInt8(ascii: "<"), in: page, from: at), next < limit {
      at = next + 1
      guard at < limit else { break }
      let isEnd = page[at] == UInt8(ascii: "/")
      let other = page[(isEnd ? at + 1 : at)..<limit].prefix { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
      guard other.count == name.count, zip(other, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { continue }
      depth += isEnd ? -1 : 1
      if depth == 0 { return start..<next }
    }
    return start..<limit
  }
}
