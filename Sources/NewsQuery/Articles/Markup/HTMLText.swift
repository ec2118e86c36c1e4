/// The readable text of a piece of HTML, such as feeds and JSON carry as a body: paragraphs apart by a blank line,
/// entities decoded, scripts and styles left out. Whole pages are the HTML reader's affair.
///
///     HTMLText.plain("<p>One &amp; two</p><p>Three<br>four</p>")     // "One & two\n\nThree\nfour"
enum HTMLText {
  /// Replaces markup by its text where `text` holds markup; plain text stays as it is.
  static func replaceMarkup(in text: inout [UInt8]) {
    let replaced: [UInt8]? = text.withUnsafeBytes { bytes in
      guard
        ByteSearch.first("</", in: bytes, 0..<bytes.count) != nil
          || ByteSearch.first("/>", in: bytes, 0..<bytes.count) != nil
      else { return nil }
      return plain(bytes)
    }
    if let replaced { text = replaced }
  }

  /// The story within a page or an NITF document that a JSON value carries whole.
  static func story(of text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      let html = UnsafeRawBufferPointer(bytes)
      guard let start = ByteSearch.first("<body.content", in: html, 0..<html.count) else {
        return String(decoding: html, as: UTF8.self)
      }
      let end = ByteSearch.first("</body.content", in: html, start..<html.count) ?? html.count
      return ByteSearch.string(html, start..<end)
    }
  }

  static func plain(_ text: String) -> String {
    var text = text
    return text.withUTF8 { String(decoding: plain(UnsafeRawBufferPointer($0)), as: UTF8.self) }
  }

  /// One pass over `html`, linear on any input.
  static func plain(_ html: UnsafeRawBufferPointer) -> [UInt8] {
    var writer = ParagraphWriter()
    writer.reserve(html.count)
    var at = 0
    // Where the next entity is, so that it is not looked for again behind each tag.
    var nextEntity = -1
    while at < html.count {
      let byte = html[at]
      if byte == UInt8(ascii: "<") {
        at = readTag(html, at, &writer)
      } else if byte == UInt8(ascii: "&") {
        at = HTMLEntities.decode(html, at, &writer)
      } else {
        if nextEntity < at { nextEntity = ByteSearch.first(UInt8(ascii: "&"), in: html, from: at) ?? html.count }
        let runStart = at
        let tag = ByteSearch.first(
          UInt8(ascii: "<"), in: UnsafeRawBufferPointer(rebasing: html[..<nextEntity]), from: at)
        at = tag ?? nextEntity
        writer.append(UnsafeRawBufferPointer(rebasing: html[runStart..<at]))
      }
    }
    return writer.finished()
  }

  private static func readTag(_ html: UnsafeRawBufferPointer, _ start: Int, _ writer: inout ParagraphWriter) -> Int {
    var at = start + 1
    guard at < html.count else {
      writer.append(byte: UInt8(ascii: "<"))
      return at
    }
    if ByteSearch.matches("<!--", in: html, at: start) {
      return ByteSearch.first("-->", in: html, start + 4..<html.count).map { $0 + 3 } ?? html.count
    }
    if ByteSearch.matches("<![CDATA[", in: html, at: start) {
      let end = ByteSearch.first("]]>", in: html, start + 9..<html.count) ?? html.count
      writer.append(UnsafeRawBufferPointer(rebasing: html[start + 9..<end]))
      return min(end + 3, html.count)
    }
    let isClosing = html[at] == UInt8(ascii: "/")
    if isClosing { at += 1 }
    let nameStart = at
    while at < html.count, (html[at] | 0x20) &- 0x61 < 26 || html[at] &- 0x30 < 10 { at += 1 }
    if at == nameStart, !isClosing, html[at] != UInt8(ascii: "!"), html[at] != UInt8(ascii: "?") {
      // `a < b` is text.
      writer.append(byte: UInt8(ascii: "<"))
      return start + 1
    }
    let name = nameStart..<at
    let end = endOfTag(html, at)
    if !isClosing, isRaw(html, name) {
      // What stands in a script or a style is no text; without its end tag neither is the rest.
      var from = end
      while let close = ByteSearch.first("</", in: html, from..<html.count) {
        let after = close + 2 + name.count
        if after <= html.count, isSame(html, name, close + 2) { return endOfTag(html, after) }
        from = close + 2
      }
      return html.count
    }
    switch kind(html, name) {
    case .block: writer.endParagraph()
    case .line: writer.endLine()
    case .cell: writer.append(byte: 0x20)
    case .inline: break
    }
    return end
  }

  /// After the tag's `>`, quoted attributes passed over.
  private static func endOfTag(_ html: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var at = start
    while at < html.count {
      switch html[at] {
      case UInt8(ascii: ">"): return at + 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // An attribute's quote is opened after `=`; elsewhere it is dirt, and must not swallow the text behind.
        guard at > start, html[at - 1] == UInt8(ascii: "=") || html[at - 1] == 0x20,
          let close = ByteSearch.first(html[at], in: html, from: at + 1)
        else {
          at += 1
          continue
        }
        at = close + 1
      default: at += 1
      }
    }
    return html.count
  }

  private enum Kind { case block, line, cell, inline }

  private static let blocks: [StaticString] = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "section", "article", "header",
    "footer", "pre", "figure", "figcaption", "hr", "dl", "aside", "nav", "main", "form", "body", "html", "hl2", "block",
    "tbody",
  ]
  private static let lines: [StaticString] = ["br", "li", "tr", "dt", "dd", "option"]

  private static func kind(_ html: UnsafeRawBufferPointer, _ name: Range<Int>) -> Kind {
    if name.isEmpty || name.count > 10 { return .inline }
    for block in blocks where block.utf8CodeUnitCount == name.count {
      if ByteSearch.matchesFolded(block, in: html, at: name.lowerBound) { return .block }
    }
    for line in lines where line.utf8CodeUnitCount == name.count {
      if ByteSearch.matchesFolded(line, in: html, at: name.lowerBound) { return .line }
    }
    if name.count == 2,
      ByteSearch.matchesFolded("td", in: html, at: name.lowerBound)
        || ByteSearch.matchesFolded("th", in: html, at: name.lowerBound)
    {
      return .cell
    }
    return .inline
  }

  private static func isRaw(_ html: UnsafeRawBufferPointer, _ name: Range<Int>) -> Bool {
    let raw: [StaticString] = ["script", "style", "noscript", "template", "head"]
    return raw.contains {
      $0.utf8CodeUnitCount == name.count && ByteSearch.matchesFolded($0, in: html, at: name.lowerBound)
    }
  }

  private static func isSame(_ html: UnsafeRawBufferPointer, _ name: Range<Int>, _ other: Int) -> Bool {
    for index in 0..<name.count where html[name.lowerBound + index] | 0x20 != html[other + index] | 0x20 {
      return false
    }
    return true
  }
}

/// Collects text into paragraphs: runs of blanks become one, ends of lines and paragraphs are kept once.
struct ParagraphWriter {
  private var bytes: [UInt8] = []
  /// What must come before the next visible byte: 0 nothing, 1 a blank, 2 a line end, 3 a blank line.
  private var pending = 0

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func endParagraph() { pending = 3 }

  mutating func endLine() { pending = max(pending, 2) }

  mutating func append(byte: UInt8) {
    if byte <= 0x20 {
      pending = max(pending, 1)
      return
    }
    flush()
    bytes.append(byte)
  }

  /// Appends text in which blanks of any kind mean one blank.
  mutating func append(_ text: UnsafeRawBufferPointer) {
    var at = 0
    while at < text.count {
      if text[at] <= 0x20 {
        pending = max(pending, 1)
        at += 1
        continue
      }
      if text[at] == 0xC2, at + 1 < text.count, text[at + 1] == 0xA0 {
        pending = max(pending, 1)
        at += 2
        continue
      }
      // As far as the text stays as it is: words, and single blanks between them.
      let start = at
      at += 1
      while at < text.count {
        let byte = text[at]
        if byte > 0x20, byte != 0xC2 {
          at += 1
          continue
        }
        guard at + 1 < text.count else {
          if byte == 0xC2 { at += 1 }
          break
        }
        let next = text[at + 1]
        if byte == 0xC2 ? next == 0xA0 : byte != 0x20 || next <= 0x20 || next == 0xC2 { break }
        at += 1
      }
      flush()
      UTF8Repair.append(UnsafeRawBufferPointer(rebasing: text[start..<at]), to: &bytes)
    }
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  private mutating func flush() {
    if pending > 0, !bytes.isEmpty {
      switch pending {
      case 1: bytes.append(0x20)
      case 2: bytes.append(0x0A)
      default:
        bytes.append(0x0A)
        bytes.append(0x0A)
      }
    }
    pending = 0
  }

  consuming func finished() -> [UInt8] { bytes }
}

/// `&amp;`, `&#8217;`, `&eacute;`: the entities that news text carries.
enum HTMLEntities {
  /// Appends what the entity at `at` stands for, or the `&` itself; returns where the text goes on.
  static func decode(_ html: UnsafeRawBufferPointer, _ at: Int, _ writer: inout ParagraphWriter) -> Int {
    guard let (scalar, end) = scalar(html, at) else {
      writer.append(byte: UInt8(ascii: "&"))
      return at + 1
    }
    if scalar <= 0x20 || scalar == 0xA0 {
      writer.append(byte: 0x20)
    } else {
      var bytes: [UInt8] = []
      UTF8Repair.append(scalar, to: &bytes)
      bytes.withUnsafeBytes { writer.append($0) }
    }
    return end
  }

  /// Decodes every entity of `text` and changes nothing else.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var text = text
    return text.withUTF8 { bytes in
      let html = UnsafeRawBufferPointer(bytes)
      var out: [UInt8] = []
      var at = 0
      while at < html.count {
        if html[at] == UInt8(ascii: "&"), let (scalar, end) = scalar(html, at) {
          UTF8Repair.append(scalar, to: &out)
          at = end
        } else {
          out.append(html[at])
          at += 1
        }
      }
      return String(decoding: out, as: UTF8.self)
    }
  }

  static func scalar(_ html: UnsafeRawBufferPointer, _ at: Int) -> (scalar: UInt32, end: Int)? {
    let limit = min(html.count, at + 12)
    var end = at + 1
    while end < limit, html[end] != UInt8(ascii: ";") {
      let byte = html[end]
      guard (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "#") else { return nil }
      end += 1
    }
    guard end < limit, end > at + 1 else { return nil }
    let name = ByteSearch.string(html, at + 1..<end)
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value =
        digits.hasPrefix("x") || digits.hasPrefix("X") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let value else { return nil }
      // Numbers of Windows' own range, which pages mean by code page.
      if (0x80...0x9F).contains(value) { return (windows1252(UInt8(value)), end + 1) }
      return (value == 0 || value > 0x10FFFF || (0xD800..<0xE000).contains(value) ? 0xFFFD : value, end + 1)
    }
    guard let value = named[name] else { return nil }
    return (value, end + 1)
  }

  static func windows1252(_ byte: UInt8) -> UInt32 {
    let high: [UInt32] = [
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
      0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
      0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
    return (0x80...0x9F).contains(byte) ? high[Int(byte - 0x80)] : UInt32(byte)
  }

  /// The Latin-1 names in the order of their code points from U+00A0.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
    para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil \
    Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
    igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
    thorn yuml
    """

  private static let named: [String: UInt32] = {
    var table: [String: UInt32] = [
      "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "lsquo": 0x2018, "rsquo": 0x2019,
      "ldquo": 0x201C, "rdquo": 0x201D, "sbquo": 0x201A, "bdquo": 0x201E, "ndash": 0x2013, "mdash": 0x2014,
      "hellip": 0x2026, "bull": 0x2022, "euro": 0x20AC, "trade": 0x2122, "lsaquo": 0x2039, "rsaquo": 0x203A,
      "dagger": 0x2020, "Dagger": 0x2021, "permil": 0x2030, "prime": 0x2032, "Prime": 0x2033, "minus": 0x2212,
      "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "zwnj": 0x200C, "zwj": 0x200D, "lrm": 0x200E, "rlm": 0x200F,
      "OElig": 0x152, "oelig": 0x153, "Scaron": 0x160, "scaron": 0x161, "Yuml": 0x178, "fnof": 0x192, "circ": 0x2C6,
      "tilde": 0x2DC, "rarr": 0x2192, "larr": 0x2190, "asymp": 0x2248, "ne": 0x2260, "le": 0x2264, "ge": 0x2265,
      "frasl": 0x2044, "star": 0x2606, "ast": 0x2A, "num": 0x23, "dollar": 0x24, "percnt": 0x25, "commat": 0x40,
      "lpar": 0x28, "rpar": 0x29, "colon": 0x3A, "semi": 0x3B, "quest": 0x3F, "excl": 0x21, "comma": 0x2C,
      "period": 0x2E, "sol": 0x2F, "lowbar": 0x5F, "hyphen": 0x2010, "dash": 0x2010, "tab": 0x09,
    ]
    for (index, name) in latin.split(separator: " ").enumerated() { table[String(name)] = UInt32(0xA0 + index) }
    return table
  }()
}
