/// Web pages that a browser saved into one file (`.mhtml`): the page among its parts, with its own address and metadata.
public struct MHTMLReader: Reader {
  public static let formatName = "MHTML"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let head = MessageHead(start)
    guard head.contentType == "multipart/related", head["to"] == nil, head["received"] == nil else { return 0 }
    let isSaved =
      head["snapshot-content-location"] != nil || head["from"]?.lowercased().contains("saved by") == true
      || head["content-location"] != nil
    let name = fileName?.lowercased() ?? ""
    return isSaved || name.hasSuffix(".mhtml") || name.hasSuffix(".mht") ? 98 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    let head = MessageHead(bytes)
    let boundary = Array(("--" + (head.parameter("boundary", of: "content-type") ?? "")).utf8)
    let body = UnsafeRawBufferPointer(rebasing: bytes[min(head.end, bytes.count)...])
    // The page is the first part that is HTML, or the one that the head names.
    for part in Mail.parts(body, boundary: boundary) {
      let inner = UnsafeRawBufferPointer(rebasing: body[part])
      let own = MessageHead(inner)
      guard let type = own.contentType, type.hasPrefix("text/html") || type == "application/xhtml+xml" else { continue }
      let coded = UnsafeRawBufferPointer(rebasing: inner[min(own.end, inner.count)...])
      let page: [UInt8]
      switch own["content-transfer-encoding"]?.lowercased() {
      case "quoted-printable": page = TransferEncoding.unquoted(coded)
      case "base64": page = TransferEncoding.base64(coded)
      default: page = Array(coded)
      }
      let address = own["content-location"] ?? head["snapshot-content-location"] ?? head["content-location"] ?? ""
      let url = address.hasPrefix("http") ? address : head["snapshot-content-location"] ?? ""
      var article = Article()
      let charset = own.parameter("charset", of: "content-type")
      let problems = page.withUnsafeBytes { HTMLReader.fill(&article, $0, charset: charset, url: url) }
      for problem in problems?(place) ?? [] { report(problem) }
      if article[bytes: .url].isEmpty { article[.url] = url }
      if article[bytes: .source].isEmpty, let host = Host.name(of: url) { article[.source] = host }
      // When it was saved is not when it was published.
      if article.added == nil { article.added = head["date"].flatMap { DateParsing.parse($0) } }
      if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty { continue }
      try emit(&article, place)
      return
    }
    report(.skipped("no page with an article in this MHTML file", at: place))
  }
}
