import CCompression

/// Web archives: the pages of their response records, and the texts of WET files.
public struct WARCReader: Reader {
  public static let formatName = "WARC"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    ByteSearch.matches("WARC/", in: start, at: 0) ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var at = 0
    var record = 0
    while at < bytes.count {
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
      if at >= bytes.count { break }
      let start = at
      guard ByteSearch.matches("WARC/", in: bytes, at: at) else {
        let place = RecordPlace(record: record + 1, bytes: at..<bytes.count)
        // The next head may still be found: a length that is wrong loses one record.
        guard let next = ByteSearch.first("\nWARC/1", in: bytes, at..<bytes.count) else {
          report(.skipped("expected WARC/1.0", at: place))
          return
        }
        report(.skipped("expected WARC/1.0", at: RecordPlace(record: record + 1, bytes: at..<next)))
        at = next + 1
        continue
      }
      record += 1
      let head = MessageHead(bytes, from: at)
      guard let length = head["content-length"].flatMap({ Int($0) }), length >= 0 else {
        report(.skipped("expected Content-Length", at: RecordPlace(record: record, bytes: start..<head.end)))
        at = head.end
        continue
      }
      let stated = length <= bytes.count - head.end ? head.end + length : nil
      var end = stated ?? bytes.count
      var problem = stated == nil ? "the record ends too early" : nil
      if !isBoundary(bytes, stated), let next = ByteSearch.first("\nWARC/1.", in: bytes, head.end..<bytes.count) {
        end = next + 1
        problem = "its length is wrong; it is read up to the next record"
      }
      let place = RecordPlace(record: record, bytes: start..<end)
      if let problem { report(InputProblem(place: place, message: problem, isRecordSkipped: false)) }
      let block = UnsafeRawBufferPointer(rebasing: bytes[head.end..<end])
      try readRecord(context, head, block, place, report: report, emit: emit)
      at = end
    }
  }

  /// Whether a record can end here: only line ends are before the next record or the end of the file.
  private static func isBoundary(_ bytes: UnsafeRawBufferPointer, _ end: Int?) -> Bool {
    guard var at = end else { return false }
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    return at == bytes.count || ByteSearch.matches("WARC/", in: bytes, at: at)
  }

  private static func readRecord(
    _ context: ReadContext, _ head: MessageHead, _ block: UnsafeRawBufferPointer, _ place: RecordPlace,
    report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let url = head["warc-target-uri"].map { $0.hasPrefix("<") ? String($0.dropFirst().dropLast()) : $0 } ?? ""
    switch head["warc-type"] {
    case "response", "resource": break
    case "conversion":
      // A WET file: the page's text, made by others.
      try readBody(context, block, "text/plain", charset: nil, url: url, head: head, place, report: report, emit: emit)
      return
    default: return
    }
    // Some writers leave out what the record holds.
    let isHTTP =
      head.contentType.map { $0.lowercased().hasPrefix("application/http") }
      ?? (block.count > 5 && ByteSearch.matches("HTTP/", in: block, at: 0))
    guard head["warc-type"] == "response", isHTTP else {
      if head["warc-type"] == "resource" {
        let type = head.contentType ?? ""
        try readBody(context, block, type, charset: nil, url: url, head: head, place, report: report, emit: emit)
      }
      return
    }
    let http = MessageHead(block)
    let status = ByteSearch.string(block, 0..<min(block.count, 32)).split(separator: " ").dropFirst().first ?? ""
    // Redirections and errors have pages of their own, which are no articles.
    guard status.hasPrefix("2") else { return }
    let charset = http.parameter("charset", of: "content-type")
    let type = http.contentType ?? ""
    let plain = UnsafeRawBufferPointer(rebasing: block[http.end...])
    let isChunked = http["transfer-encoding"]?.lowercased().contains("chunked") == true
    let coding = http["content-encoding"]?.lowercased() ?? "identity"
    if !isChunked, coding == "identity" {
      try readBody(context, plain, type, charset: charset, url: url, head: head, place, report: report, emit: emit)
      return
    }
    var body = isChunked ? TransferEncoding.unchunked(plain) : Array(plain)
    if coding != "identity" {
      let unpacked = body.withUnsafeBytes { packed -> Compression.Result? in
        if let form = Compression.form(of: packed) { return Compression.decompressed(packed, form) }
        if coding.contains("deflate") {
          return Compression.run(packed, NQ_DEFLATE, hasSeveral: false, limit: 1 << 28)
        }
        return coding.contains("br") ? Compression.Result(bytes: [], problem: "brotli is not read") : nil
      }
      if let unpacked {
        if let problem = unpacked.problem {
          report(InputProblem(place: place, message: problem, isRecordSkipped: unpacked.bytes.isEmpty))
        }
        body = unpacked.bytes
      }
    }
    try body.withUnsafeBytes { body in
      try readBody(context, body, type, charset: charset, url: url, head: head, place, report: report, emit: emit)
    }
  }

  private static func readBody(
    _ context: ReadContext, _ body: UnsafeRawBufferPointer, _ type: String, charset: String?, url: String,
    head: MessageHead,
    _ place: RecordPlace, report: (InputProblem) -> Void, emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    guard !body.isEmpty else { return }
    let start = UnsafeRawBufferPointer(rebasing: body[..<min(body.count, ReaderCatalog.startLength)])
    let isPage = type.contains("html") || HTMLReader.confidence(start: start, fileName: nil) > 50
    if isPage {
      var article = Article()
      if let problems = HTMLReader.fill(&article, body, charset: charset, url: url) {
        for problem in problems(place) { report(problem) }
      }
      // A page without a story (a front page, a list of links) is no article.
      if article[bytes: .body].isEmpty {
        report(InputProblem(place: place, message: InputProblem.noText, isRecordSkipped: false))
        return
      }
      finish(&article, url, head)
      try emit(&article, place)
      return
    }
    guard type.hasPrefix("text/") || type.contains("json") || type.contains("xml") else { return }
    try ReaderCatalog.read(
      body, in: context.member(nil),
      report: { problem in
        var problem = problem
        problem.place = place
        report(problem)
      },
      emit: { article, _ in
        finish(&article, url, head)
        try emit(&article, place)
      })
  }

  private static func finish(_ article: inout Article, _ url: String, _ head: MessageHead) {
    if article[bytes: .url].isEmpty { article[.url] = url }
    if article[bytes: .id].isEmpty { article[.id] = head["warc-record-id"] ?? "" }
    if article[bytes: .source].isEmpty, let host = Host.name(of: url) { article[.source] = host }
    if article.added == nil { article.added = head["warc-date"].flatMap { DateParsing.parse($0) } }
  }
}
