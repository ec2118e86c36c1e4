/// Text exports of Factiva: articles with two-letter codes before their lines, each ended by `Document …`.
///
///     HD  Putin, Trump hope to boost trade
///     PD  23 July 2020
///     SN  Reuters News
public struct FactivaReader: Reader {
  public static let formatName = "Factiva export"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let text = TextEncoding.utf8(UnsafeRawBufferPointer(rebasing: start[..<min(start.count, 32_768)]))
    return text.bytes.withUnsafeBytes { bytes in
      var seen = Set<String>()
      var ends = 0
      var hasWordCount = false
      LineEnds.forEach(in: bytes) { line, _ in
        if let code = FactivaReader.code(bytes, line) { seen.insert(code) }
        let trimmed = ByteSearch.trimmed(bytes, line)
        if FactivaReader.isEnd(bytes, trimmed) { ends += 1 }
        if !hasWordCount, FactivaReader.isWordCount(bytes, trimmed) { hasWordCount = true }
      }
      let known = seen.intersection(["HD", "WC", "PD", "SN", "LA", "LP", "TD", "SC", "AN"]).count
      if known >= 4 { return 89 }
      return ends > 0 && hasWordCount ? 87 : 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var text = TextEncoding.utf8(bytes, report: report)
    LineEnds.normalize(&text.bytes)
    try text.bytes.withUnsafeBytes { bytes in
      var article = Article()
      var record = 0
      var lines: [Range<Int>] = []
      var firstLine = 1
      func finish(at number: Int) throws {
        defer {
          lines.removeAll(keepingCapacity: true)
          firstLine = number + 1
        }
        guard let first = lines.first, let last = lines.last else { return }
        article.removeAll()
        let unreadable = FactivaDocument(text: bytes, lines: lines).fill(&article)
        if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty { return }
        record += 1
        let place = RecordPlace(line: firstLine, record: record, bytes: first.lowerBound..<last.upperBound)
        if let unreadable { report(.unreadableDate(unreadable, at: place)) }
        try emit(&article, place)
      }
      var lastNumber = 0
      try LineEnds.forEach(in: bytes) { line, number in
        lastNumber = number
        let trimmed = ByteSearch.trimmed(bytes, line)
        lines.append(line)
        if isEnd(bytes, trimmed) || isCodedEnd(bytes, line) { try finish(at: number) }
      }
      try finish(at: lastNumber)
    }
  }

  /// Two or three capitals at a line's start, with two blanks or nothing behind them.
  fileprivate static func code(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> String? {
    var end = line.lowerBound
    while end < line.upperBound, text[end] &- 0x41 < 26, end - line.lowerBound < 4 { end += 1 }
    let count = end - line.lowerBound
    guard count == 2 || count == 3, end == line.upperBound || text[end] <= 0x20 else { return nil }
    let code = ByteSearch.string(text, line.lowerBound..<end)
    return codes.contains(code) ? code : nil
  }

  private static let codes: Set<String> = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "LP", "TD", "CO", "IN", "NS", "RE",
    "IPC", "IPD", "PUB", "AN", "ART", "CT", "RF", "CLM", "VOL", "NGC", "GC", "CX",
  ]

  /// `Document LBA0000020200723eg7n01abc`.
  fileprivate static func isEnd(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count >= 24, line.count <= 60,
      ["Document ", "Dokument ", "Documento ", "Документ "].contains(where: { (word: StaticString) in
        ByteSearch.matches(word, in: text, at: line.lowerBound)
      }), let blank = text[line].firstIndex(of: 0x20)
    else { return false }
    let code = text[blank + 1..<line.upperBound]
    return code.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 } && code.contains { $0 &- 0x30 < 10 }
  }
}

extension FactivaReader {
  /// `AN` and the document's number on one line, as in a table.
  fileprivate static func isCodedEnd(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard code(text, line) == "AN" else { return false }
    return isEnd(text, ByteSearch.trimmed(text, line.lowerBound + 2..<line.upperBound))
  }

  /// `512 words`, in the languages of Factiva's pages.
  fileprivate static func isWordCount(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count >= 5, line.count <= 24, text[line.lowerBound] &- 0x30 < 10 else { return false }
    let words = ByteSearch.string(text, line).split(separator: " ")
    guard words.count == 2, words[0].allSatisfy({ $0.isNumber || $0 == "," || $0 == "." }) else { return false }
    return ["words", "wörter", "mots", "palabras", "parole", "palavras", "woorden", "ord", "słów", "слов", "слова"]
      .contains(words[1].lowercased())
  }
}

/// One article of a Factiva export, with codes or without.
private struct FactivaDocument {
  let text: UnsafeRawBufferPointer
  let lines: [Range<Int>]

  func fill(_ article: inout Article) -> String? {
    let hasCodes = lines.count { FactivaReader.code(text, $0) != nil } >= 3
    let unreadable = hasCodes ? fillCoded(&article) : fillPlain(&article)
    article.deriveOpening()
    SourceLine.derive(&article)
    return unreadable
  }

  private func fillCoded(_ article: inout Article) -> String? {
    var unreadable: String?
    var code = ""
    var value: [UInt8] = []
    var time = ""
    var lead: [UInt8] = []
    var body: [UInt8] = []
    func take() {
      let plain = value.withUnsafeBytes { Wrapping.unwrapped($0, isWrapped: code == "LP" || code == "TD" ? nil : true) }
      let line = ListTextLine.oneLine(plain)
      switch code {
      case "HD": article[.headline] = line
      case "BY": article.bylines = Byline.names(line)
      case "CR": article.credits = [Credit.agency(line) ?? line]
      case "PD":
        article.published = DateParsing.parse(line)
        if article.published == nil, !line.isEmpty { unreadable = line }
      case "ET": time = line
      case "SN": article[.source] = line
      case "SE", "CLM": article[.section] = line
      case "LA": article[.language] = LanguageNames.tag(of: line)
      case "AN": if !line.isEmpty { article[.id] = line.split(separator: " ").last.map(String.init) ?? line }
      case "LP": lead = plain
      case "TD": body = plain
      case "NS": article.tags = tags(line)
      case "": break
      default: if !line.isEmpty { article.others.append((code, .text(line))) }
      }
      value.removeAll(keepingCapacity: true)
    }
    for line in lines {
      if let next = FactivaReader.code(text, line) {
        take()
        code = next
        value += text[ByteSearch.trimmed(text, line.lowerBound + next.utf8.count..<line.upperBound)]
        value.append(0x0A)
      } else if FactivaReader.isEnd(text, ByteSearch.trimmed(text, line)) {
        if article[bytes: .id].isEmpty { article[.id] = id(line) }
      } else {
        value += text[line]
        value.append(0x0A)
      }
    }
    take()
    if !time.isEmpty, let day = article.published?.description, let exact = DateParsing.parse("\(day) \(time)") {
      article.published = exact
    }
    article[bytes: .body] = lead.isEmpty ? body : body.isEmpty ? lead : lead + [0x0A, 0x0A] + body
    return unreadable
  }

  private func id(_ line: Range<Int>) -> String {
    ByteSearch.string(text, ByteSearch.trimmed(text, line)).split(separator: " ").last.map(String.init) ?? ""
  }

  /// `gpol : Domestic Politics | npag : Page-One Stories`.
  private func tags(_ line: String) -> [String] {
    line.split(separator: "|").map { part in
      part.firstIndex(of: ":").map { ListText.trimmed(part[part.index(after: $0)...]) } ?? ListText.trimmed(part)
    }.filter { !$0.isEmpty }
  }

  /// Without codes the lines come in this order: headline, writer, `512 words`, date, time, outlet, code, language,
  /// copyright, story.
  private func fillPlain(_ article: inout Article) -> String? {
    let trimmed = lines.map { ByteSearch.trimmed(text, $0) }
    guard let words = trimmed.firstIndex(where: { FactivaReader.isWordCount(text, $0) }) else { return nil }
    var top = trimmed[..<words].filter { !$0.isEmpty }
    // A section stands over the headline, a line or two of them are headline: `News`, `Section A`.
    if top.count > 1, let first = top.first, FactivaDocument.isSection(text, first),
      !isByline(top[1], standsAlone: false)
    {
      article[.section] = ByteSearch.string(text, first)
      top.removeFirst()
    }
    if let last = top.last, top.count > 1, isByline(last, standsAlone: standsAlone(trimmed[..<words])) {
      article.bylines = Byline.names(ByteSearch.string(text, last))
      article[.headline] = top.dropLast().map { ByteSearch.string(text, $0) }.joined(separator: " ")
    } else {
      article[.headline] = top.map { ByteSearch.string(text, $0) }.joined(separator: " ")
    }
    var at = words + 1
    var step = 0
    while at < trimmed.count, step < 8 {
      let line = trimmed[at]
      if line.isEmpty {
        if step >= 2 { break }
        at += 1
        continue
      }
      let printed = ByteSearch.string(text, line)
      if article.published == nil {
        article.published = DateParsing.parse(printed)
      } else if printed.utf8.count == 5, printed.contains(":") {
        article.published =
          article.published.flatMap { DateParsing.parse("\($0.description) \(printed)") } ?? article.published
      } else if article[bytes: .source].isEmpty {
        article[.source] = printed
      } else if article[bytes: .language].isEmpty, LanguageNames.tag(of: printed) != printed {
        article[.language] = LanguageNames.tag(of: printed)
      } else if printed.hasPrefix("Copyright") || printed.hasPrefix("(c)") || printed.hasPrefix("©") {
        at += 1
        break
      } else if printed.utf8.count > 100 {
        break
      }
      at += 1
      step += 1
    }
    var end = trimmed.count
    if end > 0, FactivaReader.isEnd(text, trimmed[end - 1]) {
      article[.id] = id(trimmed[end - 1])
      end -= 1
    }
    if at < end {
      let range = trimmed[at].lowerBound..<max(trimmed[end - 1].upperBound, trimmed[at].lowerBound)
      article[bytes: .body] = Wrapping.unwrapped(UnsafeRawBufferPointer(rebasing: text[range]))
    }
    return nil
  }

  /// A word or two, as no headline is: `News`, `Front Page`, `SECTION A`, `Business; SECTB`.
  private static func isSection(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count <= 32, let last = text[line].last, !"?!:.,-".utf8.contains(last) else { return false }
    return text[line].count { $0 == 0x20 } <= 1
  }

  /// `By Jane Doe`, or a short line by itself below the headline.
  private func isByline(_ line: Range<Int>, standsAlone: Bool) -> Bool {
    for label: StaticString in ["by ", "von ", "par ", "por ", "di ", "door "]
    where ByteSearch.matchesFolded(label, in: text, at: line.lowerBound) { return true }
    guard standsAlone, line.count <= 60 else { return false }
    return !text[line].contains { $0 &- 0x30 < 10 || "?!:.".utf8.contains($0) }
  }

  /// Whether a blank line stands between the last line and those before it.
  private func standsAlone(_ top: ArraySlice<Range<Int>>) -> Bool {
    guard let last = top.lastIndex(where: { !$0.isEmpty }), last > top.startIndex else { return false }
    return top[last - 1].isEmpty
  }
}
