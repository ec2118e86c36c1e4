/// Newsletters as mail: one message (eml) or many (mbox), with their parts, encodings and header words undone.
public struct MailReader: Reader {
  public static let formatName = "mail"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let name = fileName?.lowercased() ?? ""
    let isNamed = name.hasSuffix(".eml") || name.hasSuffix(".mbox")
    var at = 0
    if ByteSearch.matches("From ", in: start, at: 0) { at = (ByteSearch.first(0x0A, in: start) ?? -1) + 1 }
    let head = MessageHead(UnsafeRawBufferPointer(rebasing: start[at...]))
    let known = [
      "from", "subject", "date", "to", "message-id", "received", "mime-version", "return-path", "content-type",
    ]
    let count = known.count { head[$0] != nil }
    // A text with From, Subject and Date lines at its top is a mail in all but name.
    let isMail =
      count >= 3 && (head["message-id"] ?? head["mime-version"] ?? head["received"] ?? head["return-path"]) != nil
    if isMail { return 96 }
    // Newsgroups as they are handed on for research have lost their dates: From, Subject, Organization, Lines.
    let isNews =
      head["from"]?.contains("@") == true && head["subject"] != nil
      && ["organization", "lines", "newsgroups", "nntp-posting-host", "distribution", "reply-to"].contains {
        head[$0] != nil
      }
    if isNews, at == 0, MailReader.beginsWithHeader(start) { return 60 }
    return count >= 3 && head["subject"] != nil ? (isNamed || at > 0 ? 90 : 15) : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var article = Article()
    var record = 0
    var start = 0
    let isBox = ByteSearch.matches("From ", in: bytes, at: 0)
    while start < bytes.count {
      let next = isBox ? nextMessage(bytes, after: start) : bytes.count
      var message = start..<next
      start = next
      if isBox { message = ((ByteSearch.first(0x0A, in: bytes, from: message.lowerBound) ?? next - 1) + 1)..<next }
      record += 1
      let place = RecordPlace(record: record, bytes: message)
      article.removeAll()
      guard !message.isEmpty else { continue }
      let problems = Mail(UnsafeRawBufferPointer(rebasing: bytes[message])).fill(&article)
      for problem in problems { report(problem(place)) }
      if article[bytes: .body].isEmpty {
        report(.skipped("a message without text", at: place))
        continue
      }
      try emit(&article, place)
    }
  }

  /// Whether the first line is one of a head.
  private static func beginsWithHeader(_ start: UnsafeRawBufferPointer) -> Bool {
    ["from:", "subject:", "organization:", "newsgroups:", "path:", "xref:", "lines:", "reply-to:"].contains {
      (name: StaticString) in ByteSearch.matchesFolded(name, in: start, at: 0)
    }
  }

  /// Where the next `From ` line after a blank one begins.
  private static func nextMessage(_ bytes: UnsafeRawBufferPointer, after start: Int) -> Int {
    var at = start
    while let end = ByteSearch.first(0x0A, in: bytes, from: at) {
      at = end + 1
      guard ByteSearch.matches("From ", in: bytes, at: at) else { continue }
      let isAfterBlank =
        end > start && (bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D && end > start + 1 && bytes[end - 2] == 0x0A)
      if isAfterBlank { return at }
    }
    return bytes.count
  }
}

/// One message.
struct Mail {
  private let bytes: UnsafeRawBufferPointer
  private let head: MessageHead

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    head = MessageHead(bytes)
  }

  func fill(_ article: inout Article) -> [(RecordPlace) -> InputProblem] {
    var problems: [(RecordPlace) -> InputProblem] = []
    article[.headline] = HeaderWords.decoded(head["subject"] ?? "")
    let sender = HeaderWords.decoded(head["from"] ?? "")
    let (name, address) = Mail.parts(of: sender)
    if !name.isEmpty { article.bylines = [name] }
    article[.id] = (head["message-id"] ?? "").filter { $0 != "<" && $0 != ">" }
    if let date = head["date"] {
      article.published = DateParsing.parse(Mail.withoutComment(date))
      if article.published == nil { problems.append { .unreadableDate(date, at: $0) } }
    }
    article[.source] = Mail.list(head["list-id"]) ?? (name.isEmpty ? Mail.domain(address) : name)
    if let language = head["content-language"] { article[.language] = language }
    if let groups = head["newsgroups"] { article[.section] = groups }
    if let organization = head["organization"] {
      article.others.append(("organization", .text(HeaderWords.decoded(organization))))
    }
    var replaced = 0
    var budget = 64
    if let body = Mail.text(head, UnsafeRawBufferPointer(rebasing: bytes[head.end...]), depth: 0, &budget, &replaced) {
      article[bytes: .body] = body.bytes
    }
    if replaced > 0 { problems.append { [replaced] in .replaced(replaced, at: $0) } }
    article.deriveOpening()
    return problems
  }

  // MARK: - Parts

  /// The text of a part: plain where there is some, else of its HTML.
  private static func text(
    _ head: MessageHead, _ body: UnsafeRawBufferPointer, depth: Int, _ budget: inout Int, _ replaced: inout Int
  ) -> (bytes: [UInt8], isPlain: Bool)? {
    budget -= 1
    guard depth < 8, budget > 0 else { return nil }
    let type = head.contentType ?? "text/plain"
    if type.hasPrefix("multipart/"), let boundary = head.parameter("boundary", of: "content-type"), !boundary.isEmpty {
      var best: (bytes: [UInt8], isPlain: Bool)?
      for part in parts(body, boundary: Array(("--" + boundary).utf8)) {
        let inner = UnsafeRawBufferPointer(rebasing: body[part])
        let innerHead = MessageHead(inner)
        if innerHead["content-disposition"]?.lowercased().hasPrefix("attachment") == true { continue }
        let content = UnsafeRawBufferPointer(rebasing: inner[innerHead.end...])
        guard let found = text(innerHead, content, depth: depth + 1, &budget, &replaced) else { continue }
        if found.bytes.isEmpty { continue }
        // Mixed parts of text belong together; of alternatives the plain one is enough, unless it only says that
        // there is none.
        if type == "multipart/mixed", let before = best {
          best = (before.bytes + [0x0A, 0x0A] + found.bytes, before.isPlain)
        } else if best == nil
          || !(best?.isPlain ?? false) && found.isPlain && found.bytes.count * 3 > best?.bytes.count ?? 0
          || (best?.isPlain ?? false) && best?.bytes.count ?? 0 < 200
            && found.bytes.count > 3 * (best?.bytes.count ?? 0)
        {
          best = found
        }
      }
      return best
    }
    if type == "message/rfc822" {
      let inner = MessageHead(body)
      return text(inner, UnsafeRawBufferPointer(rebasing: body[inner.end...]), depth: depth + 1, &budget, &replaced)
    }
    guard type.hasPrefix("text/") else { return nil }
    var content: [UInt8]
    switch head["content-transfer-encoding"]?.lowercased() {
    case "quoted-printable": content = TransferEncoding.unquoted(body)
    case "base64": content = TransferEncoding.base64(body)
    default: content = Array(body)
    }
    let charset = head.parameter("charset", of: "content-type")
    let decoded = content.withUnsafeBytes { TextEncoding.utf8($0, declared: charset) }
    replaced += decoded.replacedCount
    content = decoded.bytes
    LineEnds.normalize(&content)
    if type.hasPrefix("text/html") { return (content.withUnsafeBytes { HTMLText.plain($0) }, false) }
    return (content.withUnsafeBytes { plain($0) }, true)
  }

  static func parts(_ body: UnsafeRawBufferPointer, boundary: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start: Int?
    LineEnds.forEach(in: body) { line, _ in
      guard line.count >= boundary.count, body[line].starts(with: boundary) else { return }
      if let from = start, from <= line.lowerBound { parts.append(from..<line.lowerBound) }
      let isLast = body[line].dropFirst(boundary.count).starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")])
      var next = line.upperBound
      if next < body.count, body[next] == 0x0D { next += 1 }
      if next < body.count, body[next] == 0x0A { next += 1 }
      start = isLast || parts.count > 200 ? nil : next
    }
    // Cut off before its last boundary: what is there is kept.
    if let start, start < body.count { parts.append(start..<body.count) }
    return parts
  }

  /// Without the signature and what is quoted from other mails; lines joined.
  private static func plain(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var kept: [UInt8] = []
    var isSignature = false
    LineEnds.forEach(in: text) { line, _ in
      if line.count <= 3, ByteSearch.matches("--", in: text, at: line.lowerBound),
        line.count == 2 || text[line.upperBound - 1] == 0x20
      {
        isSignature = true
      }
      // mbox writes `>From ` where a line began with `From `.
      let isEscaped = ByteSearch.matches(">From ", in: text, at: line.lowerBound)
      if isSignature || text[line].first == UInt8(ascii: ">") && !isEscaped { return }
      kept.append(contentsOf: text[line].dropFirst(isEscaped ? 1 : 0))
      kept.append(0x0A)
    }
    return kept.withUnsafeBytes { Wrapping.unwrapped($0) }
  }

  // MARK: - Header fields

  private static func parts(of sender: String) -> (name: String, address: String) {
    guard let open = sender.lastIndex(of: "<") else {
      // `ann@post.example (Ann Lee)`
      if let open = sender.firstIndex(of: "("), let close = sender.lastIndex(of: ")"), open < close,
        sender[..<open].contains("@")
      {
        return (ListText.trimmed(sender[sender.index(after: open)..<close]), ListText.trimmed(sender[..<open]))
      }
      return sender.contains("@") ? ("", sender) : (sender, "")
    }
    let name = ListText.trimmed(sender[..<open]).filter { $0 != "\"" }
    return (name, String(sender[sender.index(after: open)...].prefix { $0 != ">" }))
  }

  private static func domain(_ address: String) -> String {
    address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) } ?? address
  }

  private static func list(_ field: String?) -> String? {
    guard let field else { return nil }
    let name = ListText.trimmed(HeaderWords.decoded(field).prefix { $0 != "<" }).filter { $0 != "\"" }
    return name.isEmpty ? nil : name
  }

  /// `Thu, 23 Jul 2020 22:19:00 +0400 (MSK)`.
  private static func withoutComment(_ date: String) -> String {
    date.firstIndex(of: "(").map { ListText.trimmed(date[..<$0]) } ?? date
  }
}

/// Words of headers in other scripts: `=?utf-8?B?…?=` (RFC 2047).
enum HeaderWords {
  static func decoded(_ field: String) -> String {
    guard field.utf8.contains(UInt8(ascii: "=")) else { return field }
    var field = field
    return field.withUTF8 { bytes in
      let text = UnsafeRawBufferPointer(bytes)
      var out: [UInt8] = []
      var at = 0
      var lastWordEnd: Int?
      while at < text.count {
        if let (word, end) = word(text, at) {
          // Blanks between two encoded words are none of the text.
          if let last = lastWordEnd, text[last..<at].allSatisfy({ $0 <= 0x20 }) {
            out.removeLast(at - last)
          }
          out += word
          at = end
          lastWordEnd = end
        } else {
          out.append(text[at])
          at += 1
        }
      }
      return String(decoding: out, as: UTF8.self)
    }
  }

  private static func word(_ text: UnsafeRawBufferPointer, _ start: Int) -> (text: [UInt8], end: Int)? {
    guard ByteSearch.matches("=?", in: text, at: start) else { return nil }
    let window = UnsafeRawBufferPointer(rebasing: text[..<min(text.count, start + 1000)])
    guard let charsetEnd = ByteSearch.first(UInt8(ascii: "?"), in: window, from: start + 2),
      charsetEnd + 2 < window.count,
      window[charsetEnd + 2] == UInt8(ascii: "?"),
      let end = ByteSearch.first("?=", in: window, charsetEnd + 3..<window.count)
    else { return nil }
    let charset = ByteSearch.string(window, start + 2..<charsetEnd).lowercased()
    let coded = UnsafeRawBufferPointer(rebasing: window[charsetEnd + 3..<end])
    let raw: [UInt8]
    switch window[charsetEnd + 1] | 0x20 {
    case UInt8(ascii: "b"): raw = TransferEncoding.base64(coded)
    case UInt8(ascii: "q"): raw = TransferEncoding.unquoted(coded, isHeader: true)
    default: return nil
    }
    return (raw.withUnsafeBytes { TextEncoding.utf8($0, declared: charset).bytes }, end + 2)
  }
}
