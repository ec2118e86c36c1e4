import CGumbo
import CLibrary

/// One web page: what it says about its article (JSON-LD, metadata, visible marks), and the article's own text found
/// by density, without menus, boxes and footers.
public struct HTMLReader: Reader {
  public static let formatName = "HTML"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let name = fileName?.lowercased() ?? ""
    let isNamed = name.hasSuffix(".html") || name.hasSuffix(".htm") || name.hasSuffix(".xhtml")
    if XMLStart.rootName(start)?.lowercased() == "html" { return 98 }
    let head = UnsafeRawBufferPointer(rebasing: start[..<min(start.count, 2048)])
    guard let first = head.firstIndex(where: { $0 > 0x20 }), head[first] == UInt8(ascii: "<") || head[first] == 0xEF
    else { return isNamed ? 30 : 0 }
    if ByteSearch.firstFolded("<!doctype html", in: head, 0..<head.count) != nil { return 95 }
    if ByteSearch.firstFolded("<html", in: head, 0..<head.count) != nil { return 90 }
    // XML of another root may have a `<title>` too.
    let isOtherXML = ByteSearch.matches("<?xml", in: UnsafeRawBufferPointer(rebasing: head[first...]), at: 0)
    for tag: StaticString in ["<head>", "<head ", "<body>", "<body ", "<article>", "<article ", "<meta ", "<title>"]
    where ByteSearch.firstFolded(tag, in: head, 0..<head.count) != nil { return isNamed ? 90 : isOtherXML ? 15 : 40 }
    return isNamed ? 60 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let place = RecordPlace(line: 1, record: 1, bytes: 0..<bytes.count)
    var article = Article()
    if let problems = fill(&article, bytes, charset: nil, url: "") {
      for problem in problems(place) { report(problem) }
    }
    if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty {
      report(.skipped("no article on this page", at: place))
      return
    }
    if article[bytes: .body].isEmpty {
      report(InputProblem(place: place, message: InputProblem.noText, isRecordSkipped: false))
    }
    try emit(&article, place)
  }

  /// Larger pages are read as plain markup.
  static let maximumLength = 32 << 20

  /// Fills the article from a page in any encoding. Returns problems that wait for their place.
  static func fill(
    _ article: inout Article, _ bytes: UnsafeRawBufferPointer, charset: String?, url: String
  ) -> ((RecordPlace) -> [InputProblem])? {
    let text = TextEncoding.utf8(bytes, declared: charset ?? declaredCharset(bytes))
    text.bytes.withUnsafeBytes { page in
      if page.count <= maximumLength, MarkupShape.isReasonable(page) {
        var options = nq_gumbo_options()
        let start = page.baseAddress?.assumingMemoryBound(to: CChar.self)
        if let start, let output = gumbo_parse_with_options(&options, start, page.count) {
          PageReading(root: output.pointee.root)?.fill(&article, address: url)
          gumbo_destroy_output(&options, output)
        }
      } else {
        article[bytes: .body] = HTMLText.plain(page)
      }
    }
    if article[bytes: .source].isEmpty {
      let address = article[bytes: .url].isEmpty ? url : article[.url]
      if let host = Host.name(of: address) { article[.source] = host }
    }
    article.deriveOpening()
    return text.unknownEncoding == nil && text.replacedCount == 0 ? nil : { text.problems(at: $0) }
  }

  /// `<meta charset=…>` or `content="text/html; charset=…"` in the first bytes.
  private static func declaredCharset(_ bytes: UnsafeRawBufferPointer) -> String? {
    let head = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, 4096)])
    if let encoding = XMLStart.encoding(head.withoutByteOrderMark) { return encoding }
    guard let found = ByteSearch.firstFolded("charset", in: head, 0..<head.count) else { return nil }
    var at = found + 7
    while at < head.count,
      head[at] == 0x20 || head[at] == UInt8(ascii: "=") || head[at] == UInt8(ascii: "\"")
        || head[at] == UInt8(ascii: "'")
    { at += 1 }
    let start = at
    while at < head.count,
      (head[at] | 0x20) &- 0x61 < 26 || head[at] &- 0x30 < 10 || head[at] == UInt8(ascii: "-")
        || head[at] == UInt8(ascii: "_")
    { at += 1 }
    return at > start ? ByteSearch.string(head, start..<at).lowercased() : nil
  }
}
