/// One article as somebody saved it: a page copied into a file, a text with a few lines of `Key: value` before it, a
/// wire story after its date.
///
///     date 2020-07-23 MOSCOW, July 23. /TASS/. The Presidents of Russia and …
///
/// What the text says about itself is taken out of it: header lines, a section and date line, a byline, tags. What is
/// only the page's furniture (dots, the headline said twice, `Latest`) is dropped. No headline is made up: a first line
/// that reads like a sentence of the story is one.
public struct PlainTextReader: Reader {
  public static let formatName = "plain text"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    if start.isEmpty { return 1 }
    // Where UTF-16 is no question, a NUL says that these bytes are no text.
    if start.count >= 2, start[0] == 0xFF && start[1] == 0xFE || start[0] == 0xFE && start[1] == 0xFF { return 10 }
    let isNamedText = fileName?.hasSuffix(".txt") == true || fileName?.hasSuffix(".md") == true
    return start.prefix(1024).contains(0) ? (isNamedText ? 2 : 0) : (isNamedText ? 10 : 2)
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var text = TextEncoding.utf8(bytes)
    let place = RecordPlace(line: 1, record: 1, bytes: 0..<bytes.count)
    if text.replacedCount > 0 { report(.replaced(text.replacedCount, at: place)) }
    LineEnds.normalize(&text.bytes)
    try text.bytes.withUnsafeBytes { text in
      let records = PlainText(text).records()
      for (index, record) in records.enumerated() {
        let place =
          records.count == 1
          ? place : RecordPlace(line: record.line, record: index + 1, bytes: record.bytes.clamped(to: 0..<bytes.count))
        try read(UnsafeRawBufferPointer(rebasing: text[record.bytes]), at: place, report: report, emit: emit)
      }
    }
  }

  private static func read(
    _ text: UnsafeRawBufferPointer, at place: RecordPlace, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    if let unreadable = PlainText(text).fill(&article) { report(.unreadableDate(unreadable, at: place)) }
    if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty {
      if text.contains(where: { $0 > 0x20 }) == false { return }
      report(.skipped("no text in it", at: place))
      return
    }
    try emit(&article, place)
  }
}

/// The lines of one plain text, and what each of them is.
struct PlainText {
  let text: UnsafeRawBufferPointer
  /// Trimmed; empty where blank.
  let lines: [Range<Int>]

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    var lines: [Range<Int>] = []
    LineEnds.forEach(in: text) { line, _ in lines.append(ByteSearch.trimmed(text, line)) }
    self.lines = lines
  }

  /// Fills the article; returns a date that could not be read, where there is one.
  func fill(_ article: inout Article) -> String? {
    var unreadable: String?
    var first = 0
    var last = lines.count
    while first < last, isFurniture(lines[first]) { first += 1 }
    first = readHeader(from: first, &article, &unreadable)
    while first < last, isFurniture(lines[first]) { first += 1 }
    last = readTail(first, last, &article)
    var bodyStart = first < last ? lines[first].lowerBound : text.count
    var byDate = false
    if first < last, let end = readDatePrefix(lines[first], &article) {
      bodyStart = end
      byDate = true
    }
    if !byDate { bodyStart = readTop(&first, last, &article) }
    let bodyEnd = last > first ? lines[last - 1].upperBound : bodyStart
    if bodyStart < bodyEnd {
      article[bytes: .body] = Wrapping.unwrapped(UnsafeRawBufferPointer(rebasing: text[bodyStart..<bodyEnd]))
    }
    article.deriveOpening()
    SourceLine.derive(&article)
    return unreadable
  }

  // MARK: - Before the story

  /// `Key: value` lines, or the same between two lines of `---`; returns the line after them.
  private func readHeader(from start: Int, _ article: inout Article, _ unreadable: inout String?) -> Int {
    var at = start
    let isFenced = at > 0 && at <= lines.count && isRule(lines[at - 1])
    var known = 0
    var entries: [(name: Range<Int>, value: Range<Int>)] = []
    while at < lines.count, let entry = headerEntry(lines[at]) {
      if FieldAliases.match(UnsafeRawBufferPointer(rebasing: text[entry.name])) != nil { known += 1 }
      entries.append(entry)
      at += 1
    }
    guard known > 0, known * 2 >= entries.count || isFenced else { return start }
    // A header ends with a blank line; without one, only lines of known keys are of it.
    if at < lines.count, !lines[at].isEmpty, !isRule(lines[at]), entries.count < 2 { return start }
    var columns = ColumnFiller()
    for entry in entries {
      columns.add(
        name: UnsafeRawBufferPointer(rebasing: text[entry.name]),
        value: UnsafeRawBufferPointer(rebasing: text[isFenced ? unmarked(entry.value) : entry.value]))
    }
    unreadable = columns.fill(&article)
    if at < lines.count, isRule(lines[at]) { at += 1 }
    return at
  }

  /// Between fences quotes stand around texts and brackets around lists: `title: "Bridge closes"`, `tags: [a, b]`.
  private func unmarked(_ value: Range<Int>) -> Range<Int> {
    guard value.count >= 2, let first = text[value].first, let last = text[value].last else { return value }
    let isMarked =
      first == last && (first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"))
      || first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
    return isMarked ? ByteSearch.trimmed(text, value.dropFirst().dropLast()) : value
  }

  func headerEntry(_ line: Range<Int>) -> (name: Range<Int>, value: Range<Int>)? {
    guard !line.isEmpty, let colon = ByteSearch.first(UInt8(ascii: ":"), in: text, from: line.lowerBound),
      colon < line.upperBound, colon - line.lowerBound <= 30, colon > line.lowerBound
    else { return nil }
    let name = ByteSearch.trimmed(text, line.lowerBound..<colon)
    guard !name.isEmpty, colon + 1 == line.upperBound || text[colon + 1] <= 0x20 else { return nil }
    // A key is one or two words; a sentence with a colon has more.
    var blanks = 0
    for byte in text[name] {
      guard byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte == 0x20 || byte == 0x2D || byte == 0x5F || byte == 0x2E
      else { return nil }
      if byte == 0x20 { blanks += 1 }
    }
    return blanks <= 1 ? (name, ByteSearch.trimmed(text, colon + 1..<line.upperBound)) : nil
  }

  /// `date 2020-07-23 MOSCOW, …`: returns where the story begins on that line.
  private func readDatePrefix(_ line: Range<Int>, _ article: inout Article) -> Int? {
    for word: StaticString in ["date", "published", "updated"] {
      var at = line.lowerBound + word.utf8CodeUnitCount
      guard ByteSearch.matchesFolded(word, in: text, at: line.lowerBound), at < line.upperBound else { continue }
      if text[at] == UInt8(ascii: ":") { at += 1 }
      guard at < line.upperBound, text[at] == 0x20 || text[at] == 0x09 else { continue }
      while at < line.upperBound, text[at] <= 0x20 { at += 1 }
      let rest = UnsafeRawBufferPointer(rebasing: text[at..<min(line.upperBound, at + 60)])
      guard let found = DateParsing.first(in: rest), found.span.lowerBound == 0 else { continue }
      if article.published == nil { article.published = found.date }
      var end = at + found.span.upperBound
      while end < line.upperBound, text[end] <= 0x20 { end += 1 }
      // A line of its own is a header, not a prefix; both mean the same.
      return end
    }
    return nil
  }

  /// Headline, section and date line, byline: what stands above the story. Returns where the story begins and moves
  /// `first` to its line.
  private func readTop(_ first: inout Int, _ last: Int, _ article: inout Article) -> Int {
    var candidate: Range<Int>?
    var at = first
    var seen = 0
    var sawMark = false
    while at < last, seen < 10 {
      let line = lines[at]
      if line.isEmpty || isFurniture(line) {
        at += 1
        continue
      }
      seen += 1
      if let headline = candidate, isSame(line, headline) {
        sawMark = true
      } else if readByline(line, &article) || readDateLine(line, &article) || readLink(line, &article) {
        sawMark = true
      } else if candidate == nil, article[bytes: .headline].isEmpty, looksLikeHeadline(at, last) {
        candidate = line
      } else if !article[bytes: .headline].isEmpty, candidate == nil,
        article[.headline] == ByteSearch.string(text, line)
      {
        sawMark = true
      } else {
        break
      }
      at += 1
    }
    // A single line and nothing after it is the story, not its headline.
    if at >= last, let only = candidate, !sawMark {
      first = lines.firstIndex { $0 == only } ?? first
      return only.lowerBound
    }
    if let candidate { article[bytes: .headline] = Array(text[candidate]) }
    first = at
    return at < last ? lines[at].lowerBound : text.count
  }

  /// A short line that does not end like a sentence, with a blank line, a date line or a byline after it.
  private func looksLikeHeadline(_ index: Int, _ last: Int) -> Bool {
    let line = lines[index]
    guard line.count <= 300, index + 1 < last, Dateline.find(in: UnsafeRawBufferPointer(rebasing: text[line])) == nil
    else { return false }
    let end = text[line.upperBound - 1]
    if end == UInt8(ascii: "."), !endsWithAbbreviation(line) { return false }
    if end == UInt8(ascii: ",") || end == UInt8(ascii: ";") { return false }
    if ByteSearch.matches("。", in: text, at: line.upperBound - 3) { return false }
    let next = lines[index + 1]
    if next.isEmpty {
      // Verse and lists have short lines all through: a headline has something longer below it.
      return lines[index + 1..<last].contains { $0.count > line.count || $0.count > 80 }
    }
    var probe = Article()
    return isSame(next, line) || readByline(next, &probe) || readDateLine(next, &probe)
  }

  private func endsWithAbbreviation(_ line: Range<Int>) -> Bool {
    // `… in the U.S.`, `…` as three dots.
    line.count >= 3 && text[line.upperBound - 3] == UInt8(ascii: ".")
  }

  /// `Russia Materials 23 July 2020 22:19 (UTC +04:00)`: a short line with a date at its end.
  private func readDateLine(_ line: Range<Int>, _ article: inout Article) -> Bool {
    guard line.count <= 140, line.count >= 6 else { return false }
    let bytes = UnsafeRawBufferPointer(rebasing: text[line])
    guard let (date, span) = DateParsing.first(in: bytes) else { return false }
    // Only a closing bracket or stop may follow.
    for byte in bytes[span.upperBound...] where byte > 0x20 && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "|") {
      return false
    }
    var before = ByteSearch.trimmed(bytes, 0..<span.lowerBound)
    while let end = bytes[before].last, ",|-:(/".utf8.contains(end) {
      before = ByteSearch.trimmed(bytes, before.dropLast())
    }
    while before.count >= 3,
      ["—", "–", "•"].contains(where: { ByteSearch.matches($0, in: bytes, at: before.upperBound - 3) })
    { before = ByteSearch.trimmed(bytes, before.dropLast(3)) }
    guard before.count <= 60, !bytes[before].contains(UInt8(ascii: ".")) else { return false }
    let label = ByteSearch.string(bytes, before).lowercased()
    if label.hasPrefix("updated") || label.hasPrefix("last updated") || label.hasPrefix("modified") {
      if article.updated == nil { article.updated = date }
      return true
    }
    if article.published == nil { article.published = date }
    if before.isEmpty || DateLabels.words.contains(label) { return true }
    if readByline(line.lowerBound + before.lowerBound..<line.lowerBound + before.upperBound, &article) { return true }
    if article[bytes: .section].isEmpty { article[bytes: .section] = Array(bytes[before]) }
    return true
  }

  /// `By Jane Smith`, `Von …`, `Автор: …`.
  private func readByline(_ line: Range<Int>, _ article: inout Article) -> Bool {
    guard line.count <= 120, line.count > 4 else { return false }
    for label: StaticString in ["by ", "von ", "par ", "por ", "di ", "author: ", "автор: ", "reporting by "] {
      let count = label.utf8CodeUnitCount
      guard
        ByteSearch.matchesFolded(label, in: text, at: line.lowerBound)
          || ByteSearch.matches("Автор: ", in: text, at: line.lowerBound),
        line.count > count
      else { continue }
      let name = line.lowerBound + count..<line.upperBound
      // A name begins with a capital and is no sentence.
      let (scalar, _) = Scalars.decode(text, name.lowerBound)
      guard Unicode.Scalar(scalar)?.properties.isUppercase == true, text[name.upperBound - 1] != UInt8(ascii: "."),
        text[name].count(where: { $0 == 0x20 }) <= 8
      else { return false }
      if article.bylines.isEmpty { article.bylines = Byline.names(ByteSearch.string(text, name)) }
      return true
    }
    return false
  }

  private func readLink(_ line: Range<Int>, _ article: inout Article) -> Bool {
    guard
      ByteSearch.matchesFolded("http://", in: text, at: line.lowerBound)
        || ByteSearch.matchesFolded("https://", in: text, at: line.lowerBound), !text[line].contains(0x20)
    else { return false }
    if article[bytes: .url].isEmpty { article[bytes: .url] = Array(text[line]) }
    return true
  }

  // MARK: - After the story

  /// `Tags: a, b` and furniture at the end; returns the line after the story's last.
  private func readTail(_ first: Int, _ last: Int, _ article: inout Article) -> Int {
    var end = last
    while end > first, isFurniture(lines[end - 1]) { end -= 1 }
    // `Tags:` within the last lines, and nothing after it that reads like the story.
    var at = end - 1
    while at >= first, at >= end - 12 {
      let line = lines[at]
      if ByteSearch.matchesFolded("tags:", in: text, at: line.lowerBound)
        || ByteSearch.matchesFolded("keywords:", in: text, at: line.lowerBound)
        || ByteSearch.matches("Теги:", in: text, at: line.lowerBound)
      {
        let colon = ByteSearch.first(UInt8(ascii: ":"), in: text, from: line.lowerBound) ?? line.lowerBound
        let value = ByteSearch.string(text, ByteSearch.trimmed(text, colon + 1..<line.upperBound))
        if article.tags.isEmpty, !value.isEmpty { ListText.append(value, to: &article.tags, splitsAtCommas: true) }
        end = at
        while end > first, isFurniture(lines[end - 1]) { end -= 1 }
        return end
      }
      // A long line that ends a sentence is story: no tags below it.
      if line.count > 120 { break }
      at -= 1
    }
    return end
  }

  // MARK: - Kinds of lines

  private func isSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool { text[a].elementsEqual(text[b]) }

  /// `---`, `***`.
  private func isRule(_ line: Range<Int>) -> Bool {
    line.count >= 3 && text[line].allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// Blank, only marks, or a word that pages put around their stories.
  private func isFurniture(_ line: Range<Int>) -> Bool {
    if line.isEmpty { return true }
    if line.count > 40 { return false }
    var hasLetter = false
    for byte in text[line] where byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 { hasLetter = true }
    if ByteSearch.matches("…", in: text, at: line.lowerBound), line.count == 3 { return true }
    if !hasLetter { return true }
    var text = ByteSearch.string(text, line).lowercased()
    while let end = text.last, end == ":" || end == "." || end == "»" || end == ">" || end == " " { text.removeLast() }
    return PageFurniture.lines.contains(text)
  }
}

/// Words that stand before a date and say only that it is one.
private enum DateLabels {
  static let words: Set<String> = [
    "published", "published on", "published at", "posted", "posted on", "date", "on", "first published", "publish date",
    "release date", "created", "опубликовано", "дата", "veröffentlicht", "stand", "publié le", "le", "publicado",
    "publicado el", "pubblicato", "pubblicato il",
  ]
}

/// Who wrote it, as a list of names.
enum Byline {
  /// `By JANE SMITH and John Doe` is two names, `By` and the like dropped, case as printed.
  static func names(_ printed: String) -> [String] {
    var printed = printed
    return printed.withUTF8 { bytes in
      let text = UnsafeRawBufferPointer(bytes)
      var range = ByteSearch.trimmed(text, 0..<text.count)
      for label: StaticString in ["by: ", "by ", "von ", "par ", "por "]
      where ByteSearch.matchesFolded(label, in: text, at: range.lowerBound) && range.count > label.utf8CodeUnitCount {
        range = range.lowerBound + label.utf8CodeUnitCount..<range.upperBound
        break
      }
      var names: [String] = []
      var start = range.lowerBound
      var at = start
      func take(_ end: Int) {
        let name = ByteSearch.trimmed(text, start..<placeMark(text, start..<end))
        if !name.isEmpty, !isDeskMark(text, name) { names.append(ByteSearch.string(text, name)) }
      }
      while at < range.upperBound {
        if text[at] == UInt8(ascii: ";") {
          take(at)
          at += 1
          start = at
        } else if text[at] == 0x20, ByteSearch.matchesFolded(" and ", in: text, at: at), at + 5 < range.upperBound {
          take(at)
          at += 5
          start = at
        } else {
          at += 1
        }
      }
      take(range.upperBound)
      return names
    }
  }
}

extension Byline {
  /// `jlw/kjl`, `eca/jj/ach`: initials of the desks that a story went over, which are not a name.
  static func isDeskMark(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    guard range.count <= 16 else { return false }
    var letters = 0
    var parts = 1
    for byte in text[range] {
      if byte == UInt8(ascii: "/") {
        if letters == 0 { return false }
        parts += 1
        letters = 0
      } else if (byte | 0x20) &- 0x61 < 26 {
        letters += 1
        if letters > 4 { return false }
      } else {
        return false
      }
    }
    if letters == 0 { return false }
    // One group alone is a mark only in small letters: `mg`. `AFP` and `Cher` may be names.
    return parts > 1 || range.count <= 3 && text[range].allSatisfy { $0 >= 0x61 }
  }

  static func isDeskMark(_ name: String) -> Bool {
    Array(name.utf8).withUnsafeBytes { isDeskMark($0, 0..<$0.count) }
  }

  /// `ANN LEE` is Ann Lee; a name with small letters stays as it is.
  static func inSmallLetters(_ name: String) -> String {
    guard name.contains(where: \.isLetter), !name.contains(where: \.isLowercase) else { return name }
    var out = ""
    var isStart = true
    for letter in name {
      out += isStart ? String(letter) : letter.lowercased()
      isStart = !letter.isLetter && letter != "\u{2019}"
    }
    return out
  }

  /// Where ` in Paris` begins behind a name, or the end.
  private static func placeMark(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    var at = range.lowerBound + 3
    while at + 4 < range.upperBound {
      if text[at] == 0x20, ByteSearch.matchesFolded(" in ", in: text, at: at), text[at + 4] &- 0x41 < 26 { return at }
      at += 1
    }
    return range.upperBound
  }
}

/// The site that an address or an identifier names: `https://www.bbc.com/news/1` is bbc.com, `urn:newsml:dpa.com:…`
/// dpa.com.
enum Host {
  static func name(of address: String) -> String? {
    var host = address[...]
    if let mark = find("://", in: host) {
      host = host[mark...]
    } else if host.hasPrefix("urn:newsml:") {
      host = host.dropFirst(11)
    } else if host.hasPrefix("tag:") {
      host = host.dropFirst(4)
    } else {
      return nil
    }
    host = host.prefix { $0 != "/" && $0 != ":" && $0 != "?" && $0 != "#" && $0 != "," }
    if host.hasPrefix("www.") { host = host.dropFirst(4) }
    guard host.contains("."), host.utf8.count <= 80 else { return nil }
    return String(host).lowercased()
  }

  private static func find(_ mark: String, in text: Substring) -> Substring.Index? {
    var at = text.startIndex
    var steps = 0
    while at < text.endIndex, steps < 12 {
      if text[at...].hasPrefix(mark) { return text.index(at, offsetBy: mark.count) }
      at = text.index(after: at)
      steps += 1
    }
    return nil
  }
}

/// The outlet that a story without a source field names itself: `Trend reports citing TASS`, or its own dateline.
enum SourceLine {
  static func derive(_ article: inout Article) {
    guard article[bytes: .source].isEmpty else { return }
    let body = article[bytes: .body]
    let name: String? = body.withUnsafeBytes { bytes in
      reporting(bytes)
        ?? Dateline.find(in: bytes)?.agency.map {
          Credit.name(of: UnsafeRawBufferPointer(rebasing: bytes[$0]))
        }
    }
    if let name { article[.source] = name }
  }

  /// `…, Trend reports citing TASS.` in the first bytes: the words in capitals between the comma and `reports`.
  private static func reporting(_ body: UnsafeRawBufferPointer) -> String? {
    let head = 0..<min(body.count, 1500)
    for phrase: StaticString in [" reports citing ", " reports with reference to ", " reports, citing "] {
      guard let found = ByteSearch.first(phrase, in: body, head) else { continue }
      var start = found
      while start > 0, found - start < 60, body[start - 1] != UInt8(ascii: ","), body[start - 1] != 0x0A { start -= 1 }
      let name = ByteSearch.trimmed(body, start..<found)
      guard !name.isEmpty, name.count <= 40 else { continue }
      let words = ByteSearch.string(body, name).split(separator: " ")
      if words.count <= 4, words.allSatisfy({ $0.first?.isUppercase == true }) { return words.joined(separator: " ") }
    }
    return nil
  }
}
