/// Text exports of Europresse (from its PDF and Word files): outlet, date, headline, text, and the document's number at the
/// end of each article.
///
///     Le Monde  …  lundi 3 mai 2021  …  news·20210503·LM·3244532
public struct EuropresseReader: Reader {
  public static let formatName = "Europresse export"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let text = TextEncoding.utf8(start)
    return text.bytes.withUnsafeBytes { bytes in
      var count = 0
      LineEnds.forEach(in: bytes) { line, _ in
        if number(bytes, ByteSearch.trimmed(bytes, line)) != nil { count += 1 }
      }
      return count > 0 ? 86 : 0
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
      try LineEnds.forEach(in: bytes) { line, count in
        let trimmed = ByteSearch.trimmed(bytes, line)
        guard let number = number(bytes, trimmed) else {
          lines.append(trimmed)
          return
        }
        defer {
          lines.removeAll(keepingCapacity: true)
          firstLine = count + 1
        }
        guard let first = lines.first else { return }
        article.removeAll()
        fill(&article, bytes, lines)
        article[.id] = number
        if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty { return }
        record += 1
        let place = RecordPlace(line: firstLine, record: record, bytes: first.lowerBound..<trimmed.upperBound)
        if article.published == nil {
          report(InputProblem(place: place, message: "no date found", isRecordSkipped: false))
        }
        try emit(&article, place)
      }
    }
  }

  /// `news·20210503·LM·3244532`, the number of a document: kind, day, outlet and key between dots.
  private static func number(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> String? {
    guard line.count >= 16, line.count <= 80,
      ByteSearch.matchesFolded("news", in: text, at: line.lowerBound)
        || ByteSearch.matchesFolded("web", in: text, at: line.lowerBound)
    else { return nil }
    let printed = ByteSearch.string(text, line)
    let parts = printed.split(whereSeparator: { $0 == "·" || $0 == "•" || $0 == "\u{2219}" })
    guard parts.count >= 4, parts[1].count == 8, parts[1].allSatisfy(\.isNumber) else { return nil }
    return ListText.trimmed(Substring(printed))
  }

  /// Outlet, the line with the date, headline, writer, story, rights.
  private static func fill(_ article: inout Article, _ text: UnsafeRawBufferPointer, _ lines: [Range<Int>]) {
    let filled = lines.indices.filter { !lines[$0].isEmpty }
    var top = filled[...]
    guard
      let dated = top.prefix(6).firstIndex(where: { index in
        lines[index].count < 120
          && DateParsing.first(in: UnsafeRawBufferPointer(rebasing: text[lines[index]])) != nil
      })
    else {
      article[bytes: .body] = body(text, lines, from: filled.first ?? 0)
      return
    }
    article.published = DateParsing.first(in: UnsafeRawBufferPointer(rebasing: text[lines[filled[dated]]]))?.date
    if dated > top.startIndex {
      let outlet = ByteSearch.string(text, lines[filled[dated - 1]])
      article[.source] = ListText.trimmed(outlet.prefix { $0 != "," && $0 != ";" })
    }
    top = filled[(dated + 1)...]
    if let headline = top.first {
      article[.headline] = ByteSearch.string(text, lines[headline])
      top = top.dropFirst()
    }
    if let writer = top.first, top.count > 1, isName(text, lines[writer]) {
      article.bylines = Byline.names(ByteSearch.string(text, lines[writer]))
      top = top.dropFirst()
    }
    if let start = top.first { article[bytes: .body] = body(text, lines, from: start) }
    article.deriveOpening()
    SourceLine.derive(&article)
  }

  /// A short line of two to five words, each with a capital.
  private static func isName(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count <= 60, let last = text[line].last, !".!?:".utf8.contains(last) else { return false }
    let words = ByteSearch.string(text, line).split(separator: " ")
    return (2...5).contains(words.count)
      && words.allSatisfy { $0.first?.isUppercase == true || ["de", "et", "du"].contains($0) }
  }

  /// The story without the lines about rights behind it.
  private static func body(_ text: UnsafeRawBufferPointer, _ lines: [Range<Int>], from start: Int) -> [UInt8] {
    var end = lines.count
    while end > start {
      let line = lines[end - 1]
      let isRights =
        line.isEmpty
        || ["(c)", "©", "Tous droits", "Le présent document", "Certificat émis"].contains { (mark: StaticString) in
          ByteSearch.matches(mark, in: text, at: line.lowerBound)
        }
      if !isRights { break }
      end -= 1
    }
    guard start < end else { return [] }
    return Wrapping.unwrapped(
      UnsafeRawBufferPointer(rebasing: text[lines[start].lowerBound..<lines[end - 1].upperBound]))
  }
}
