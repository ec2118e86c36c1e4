/// Wire copy as it comes down the line: ANPA 1312 and IPTC 7901, one file or many messages one after the other, apart
/// by control characters.
public struct WireReader: Reader {
  public static let formatName = "ANPA 1312 or IPTC 7901"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let head = start.prefix(256)
    guard let heading = head.firstIndex(of: 0x01), heading < 16,
      head[..<heading].allSatisfy({ $0 == 0x16 || $0 <= 0x20 })
    else { return 0 }
    return head.contains(0x02) || head.contains(0x13) || head.contains(0x1F) ? 95 : 70
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    var record = 0
    var start = 0
    while let heading = ByteSearch.first(0x01, in: bytes, from: start) {
      let next = ByteSearch.first(0x01, in: bytes, from: heading + 1) ?? bytes.count
      start = next
      record += 1
      let place = RecordPlace(record: record, bytes: heading..<next)
      let text = TextEncoding.utf8(UnsafeRawBufferPointer(rebasing: bytes[heading + 1..<next]))
      if text.replacedCount > 0 { report(.replaced(text.replacedCount, at: place)) }
      article.removeAll()
      text.bytes.withUnsafeBytes { WireMessage($0).fill(&article) }
      if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty {
        report(.skipped("a message without text", at: place))
        continue
      }
      try emit(&article, place)
    }
  }
}

/// One message: a heading, a text that begins at STX, an end.
private struct WireMessage {
  private let text: UnsafeRawBufferPointer
  private var isANPA: Bool { text.prefix(60).contains(0x1F) }

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  func fill(_ article: inout Article) {
    let mark = ByteSearch.first(0x02, in: text)
    let end = ByteSearch.first(0x03, in: text, from: mark ?? 0) ?? text.count
    let heading = ByteSearch.string(text, 0..<(mark ?? 0))
    // Where no STX stands, nothing is heading.
    let story = UnsafeRawBufferPointer(rebasing: text[(mark.map { $0 + 1 } ?? 0)..<end])
    // The trailer with the hour stands behind ETX; a form feed or EOT ends all.
    let trailer = ByteSearch.string(text, end..<text.count)
    if isANPA { fillANPA(&article, heading, story) } else { fillIPTC(&article, heading, story, trailer) }
    if article.published == nil { article.published = WireMessage.trailerDate(trailer) }
    article.deriveOpening()
    if article[bytes: .source].isEmpty, let credit = article.credits.first { article[.source] = credit }
    SourceLine.derive(&article)
  }

  // MARK: - ANPA 1312

  /// `W2870`, category, keyword, month, day and words in the heading; then lines of which `<` ends the fixed ones and
  /// `=` the byline.
  private func fillANPA(_ article: inout Article, _ heading: String, _ story: UnsafeRawBufferPointer) {
    let parts = heading.unicodeScalars.split { $0.value < 0x20 }.map { String($0) }
    if let first = parts.first { article[.id] = first }
    let second = parts.dropFirst().joined(separator: " ").split(separator: " ").map(String.init)
    if let date = second.first(where: { WireMessage.isMonthDay($0) }) {
      article.others.append(("wire_date", .text(date)))
    }
    var lines: [[UInt8]] = []
    LineEnds.forEach(in: story) { line, _ in lines.append(WireMessage.clean(story, line)) }
    var body: [UInt8] = []
    var isBody = false
    var fixed = 0
    for line in lines {
      guard let last = line.last(where: { $0 > 0x20 }), !isBody || !line.isEmpty else {
        if isBody { body += [0x0A] }
        continue
      }
      let text = WireMessage.trimmed(line)
      if !isBody, last == UInt8(ascii: "<") || last == UInt8(ascii: "=") {
        readFixedLine(String(decoding: text.dropLast(), as: UTF8.self), index: fixed, ends: last, &article)
        fixed += 1
        continue
      }
      if text.isEmpty { continue }
      isBody = true
      if !body.isEmpty { body += [0x0A, 0x0A] }
      body += text
    }
    article[bytes: .body] = body.withUnsafeBytes { Wrapping.unwrapped($0, isWrapped: false) }
    if let agency = Credit.agency("AP"),
      String(decoding: story.prefix(2000), as: UTF8.self).contains("Associated Press")
    {
      article.credits = [agency]
    }
  }

  private func readFixedLine(_ line: String, index: Int, ends: UInt8, _ article: inout Article) {
    let text = ListText.trimmed(line[...])
    if index == 0 {
      // `BC-LT--Argentina-Cancer Beauty,466`
      article.others.append(("slugline", .text(text)))
    } else if ends == UInt8(ascii: "<") {
      if text.hasPrefix("Eds:") || text.hasPrefix("AP Photo") || text.hasPrefix("EDITOR'S NOTE") {
        article.others.append(("ednote", .text(text)))
      } else if article[bytes: .headline].isEmpty {
        article[.headline] = text
      } else if article[bytes: .deck].isEmpty {
        article[.deck] = text
      }
    } else if text.hasPrefix("By ") {
      let names = Byline.names(text).filter { $0 != "The Associated Press" }
      if article.bylines.isEmpty { article.bylines = names }
    } else if article[bytes: .headline].isEmpty, article.bylines.isEmpty {
      article[.headline] = text
    }
  }

  // MARK: - IPTC 7901

  /// `eca062 4 i 211 ccccb   dpa 061`, the slug line, then at STX the headline that `=` ends.
  private func fillIPTC(_ article: inout Article, _ heading: String, _ story: UnsafeRawBufferPointer, _ trailer: String)
  {
    let lines = heading.split(whereSeparator: \.isNewline).map { ListText.trimmed($0) }.filter { !$0.isEmpty }
    if let first = lines.first {
      let words = first.split(separator: " ").map(String.init)
      if let name = words.dropFirst().first(where: { Credit.agency($0) != nil && $0.count > 1 }) {
        article[.source] = Credit.agency(name) ?? name
        article.credits = [article[.source]]
      }
      article[.id] = words.first ?? ""
    }
    if lines.count > 1 { article.others.append(("slugline", .text(lines[1]))) }
    // The headline ends with ` =`; without one the first paragraph is story.
    var headlineEnd: Int?
    LineEnds.forEach(in: story) { line, number in
      if headlineEnd == nil, number <= 8 {
        let trimmed = ByteSearch.trimmed(story, line)
        if !trimmed.isEmpty, story[trimmed.upperBound - 1] == UInt8(ascii: "=") { headlineEnd = trimmed.upperBound }
      }
    }
    var start = 0
    if let headlineEnd {
      var words = ByteSearch.string(story, 0..<headlineEnd - 1).split(whereSeparator: \.isNewline).map {
        ListText.trimmed($0)
      }
      // `EXTRA`, `URGENT` stand on a line of their own before the headline.
      if words.count > 1, words[0] == words[0].uppercased(), !words[0].contains(" ") { words.removeFirst() }
      article[.headline] = words.filter { !$0.isEmpty }.joined(separator: " ")
      start = headlineEnd
    }
    let rest = UnsafeRawBufferPointer(rebasing: story[start...])
    let body = rest.filter { $0 >= 0x20 || $0 == 0x0A }
    article[bytes: .body] = WireMessage.withoutNotebook(
      body.withUnsafeBytes { Wrapping.unwrapped($0, isWrapped: true) })
  }

  /// dpa's notes for editors stand behind the story under `# Notebook` or `# dpa NOTEBOOK`.
  private static func withoutNotebook(_ body: [UInt8]) -> [UInt8] {
    body.withUnsafeBytes { bytes in
      var end: Int?
      LineEnds.forEach(in: bytes) { line, _ in
        guard end == nil, line.count <= 30, ByteSearch.matches("# ", in: bytes, at: line.lowerBound) else { return }
        let heading = ByteSearch.string(bytes, line).lowercased()
        if ["notebook", "note book", "notizblock"].contains(where: { heading.hasSuffix($0) }) { end = line.lowerBound }
      }
      return Array(bytes[ByteSearch.trimmed(bytes, 0..<(end ?? bytes.count))])
    }
  }

  // MARK: - Dates

  private static func isMonthDay(_ word: String) -> Bool {
    let parts = word.split(separator: "-")
    return parts.count == 2 && parts.allSatisfy { $0.count == 2 && Int($0) != nil }
  }

  /// `AP-WF-08-29-16 1626GMT`, `061553 Nov 13`.
  private static func trailerDate(_ trailer: String) -> NewsDate? {
    let separators = Set<UInt8>([0x20, 0x0A, 0x0D, 0x09, UInt8(ascii: "<"), 0x00, 0x03, 0x04, 0x0C, 0x7F])
    let words = trailer.utf8.split { separators.contains($0) }.map { String($0) ?? "" }
    for (index, word) in words.enumerated() {
      let parts = word.split(separator: "-").map(String.init)
      let next = index + 1 < words.count ? words[index + 1] : ""
      if parts.count >= 3, let month = Int(parts[parts.count - 3]), let day = Int(parts[parts.count - 2]),
        let year = Int(parts[parts.count - 1]), (1...12).contains(month), (1...31).contains(day),
        (0..<100).contains(year)
      {
        let date = "20" + two(year) + "-" + two(month) + "-" + two(day)
        if next.hasSuffix("GMT"), next.utf8.count == 7 {
          let time = "T\(next.prefix(2)):\(next.dropFirst(2).prefix(2))Z"
          if let date = DateParsing.parse(date + time) { return date }
        }
        return DateParsing.parse(date)
      }
      // Day and time, zone, month and year.
      if word.utf8.count == 6, word.utf8.allSatisfy({ $0 &- 0x30 < 10 }), index + 3 < words.count {
        let time = "\(word.dropFirst(2).prefix(2)):\(word.dropFirst(4))"
        let printed = "\(word.prefix(2)) \(words[index + 2]) 20\(words[index + 3].suffix(2))"
        if let date = DateParsing.parse("\(printed) \(time) \(next)") ?? DateParsing.parse(printed) { return date }
      }
    }
    return nil
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  // MARK: - Characters

  /// A line without its control characters and with the wire's signs made real ones: two backquotes are an opening
  /// quote, ` _ ` a dash.
  private static func clean(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    var at = line.lowerBound
    // The first character of a line on the wire says its kind: `^` a fixed line, TAB a paragraph.
    if at < line.upperBound, text[at] == UInt8(ascii: "^") { at += 1 }
    while at < line.upperBound {
      let byte = text[at]
      if byte == UInt8(ascii: "`"), at + 1 < line.upperBound, text[at + 1] == UInt8(ascii: "`") {
        out += Array("“".utf8)
        at += 2
      } else if byte == UInt8(ascii: "'"), at + 1 < line.upperBound, text[at + 1] == UInt8(ascii: "'") {
        out += Array("”".utf8)
        at += 2
      } else if byte == UInt8(ascii: "_"), at > line.lowerBound, text[at - 1] == 0x20, at + 1 < line.upperBound,
        text[at + 1] == 0x20
      {
        out += Array("—".utf8)
        at += 1
      } else {
        if byte >= 0x20 { out.append(byte) } else if byte == 0x09 { out.append(0x20) }
        at += 1
      }
    }
    return out
  }

  private static func trimmed(_ line: [UInt8]) -> [UInt8] {
    line.withUnsafeBytes { Array($0[ByteSearch.trimmed($0, 0..<$0.count)]) }
  }
}
