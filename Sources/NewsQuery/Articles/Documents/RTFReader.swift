/// Rich text (`.rtf`): its text, read as the export of a database if it is one, else as plain text.
public struct RTFReader: Reader {
  public static let formatName = "RTF"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    ByteSearch.matches("{\\rtf", in: start.withoutByteOrderMark, at: 0) ? 100 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var scanner = RTFScanner(bytes.withoutByteOrderMark)
    scanner.read()
    let place = RecordPlace(record: 1, bytes: 0..<bytes.count)
    if scanner.replacedCount > 0 { report(.replaced(scanner.replacedCount, at: place)) }
    if let page = scanner.unknownCodePage {
      let message = "the code page \(page) is not known, read as windows-1252"
      report(InputProblem(place: place, message: message, isRecordSkipped: false))
    }
    if scanner.isCutOff {
      report(InputProblem(place: place, message: "the RTF ends too early", isRecordSkipped: false))
    }
    try DocumentReading.read(scanner.text.bytes, byteCount: bytes.count, in: context, report: report, emit: emit)
  }
}

/// Reads the text of RTF in one pass: control words, groups, code pages and Unicode escapes.
///
/// Text bytes are gathered until the code page changes, because a character may take two of them (`\'8a\'bf`).
struct RTFScanner {
  private(set) var text = DocumentText()
  private(set) var replacedCount = 0
  /// A code page that is not known; its bytes were read as Windows-1252.
  private(set) var unknownCodePage: Int?
  /// The text ended within a group.
  private(set) var isCutOff = false

  private struct Group {
    /// Nothing in this group is text: a font table, a picture, a header.
    var isSkipped = false
    var isFontTable = false
    /// Text that is marked as hidden or deleted.
    var isHidden = false
    /// The number of characters that replace each `\u`.
    var fallbackCount = 1
    /// The code page of the current font; nil for that of the document.
    var codePage: Int?
  }

  /// Deeper groups are read as part of the one around them.
  private static let maximumDepth = 1000
  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  private var group = Group()
  private var groups: [Group] = []
  /// Groups that were opened beyond the maximum depth.
  private var tooDeep = 0
  private var documentCodePage = 1252
  private var fontCodePages: [Int: Int] = [:]
  private var definedFont = 0
  /// Replacement characters of a `\u` that are still to be skipped.
  private var fallbackLeft = 0
  /// The first half of a surrogate pair.
  private var highSurrogate: UInt32?
  /// Bytes in the current code page that are not decoded yet.
  private var raw: [UInt8] = []
  private var decoders: [Int: [UInt32]] = [:]

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func read() {
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "{"): open()
      case UInt8(ascii: "}"): close()
      case UInt8(ascii: "\\"): readControl()
      case 0x0A, 0x0D, 0x00: at += 1
      default:
        take(byte)
        at += 1
      }
    }
    flush()
    isCutOff = !groups.isEmpty
  }

  // MARK: - Groups

  private mutating func open() {
    at += 1
    fallbackLeft = 0
    if groups.count >= RTFScanner.maximumDepth {
      tooDeep += 1
    } else {
      groups.append(group)
    }
  }

  private mutating func close() {
    at += 1
    fallbackLeft = 0
    if tooDeep > 0 {
      tooDeep -= 1
      return
    }
    guard let outer = groups.popLast() else { return }
    if outer.codePage != group.codePage { flush() }
    group = outer
  }

  // MARK: - Control words

  private mutating func readControl() {
    at += 1
    guard at < bytes.count else { return }
    let first = bytes[at]
    guard (first | 0x20) &- 0x61 < 26 else {
      at += 1
      readSymbol(first)
      return
    }
    let start = at
    while at < bytes.count, (bytes[at] | 0x20) &- 0x61 < 26, at - start < 32 { at += 1 }
    let word = start..<at
    var isNegative = false
    var number: Int?
    if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "-"), bytes[at + 1] &- 0x30 < 10 {
      isNegative = true
      at += 1
    }
    while at < bytes.count, bytes[at] &- 0x30 < 10 {
      // Longer numbers are of no use; they must not overflow.
      number = min((number ?? 0) * 10 + Int(bytes[at] - 0x30), 1 << 40)
      at += 1
    }
    if isNegative { number = number.map { -$0 } }
    if at < bytes.count, bytes[at] == 0x20 { at += 1 }
    act(ByteSearch.string(bytes, word), number)
  }

  private mutating func readSymbol(_ symbol: UInt8) {
    switch symbol {
    case UInt8(ascii: "'"):
      guard at + 1 < bytes.count, let high = TransferEncoding.hex(bytes[at]),
        let low = TransferEncoding.hex(bytes[at + 1])
      else { return }
      at += 2
      take(UInt8(high << 4 | low))
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): take(symbol)
    case UInt8(ascii: "~"): take(scalar: 0x20)
    case UInt8(ascii: "_"): take(scalar: 0x2D)
    case 0x0A, 0x0D: end(paragraph: true)
    // A destination that older readers may pass over: none of them holds text of the document.
    case UInt8(ascii: "*"): group.isSkipped = true
    default: break
    }
  }

  private mutating func act(_ word: String, _ number: Int?) {
    if let scalar = RTFWords.characters[word] {
      take(scalar: scalar)
      return
    }
    if RTFWords.destinations.contains(word) {
      group.isSkipped = true
      return
    }
    switch word {
    case "par", "row", "nestrow", "sect", "page": end(paragraph: true)
    case "line", "softline": end(paragraph: false)
    case "tab", "cell", "nestcell":
      flush()
      if isText { text.appendTab() }
    case "u": takeUnicode(number ?? 0)
    case "uc": group.fallbackCount = min(max(number ?? 1, 0), 32)
    case "ansicpg": if let number, number > 0 { documentCodePage = number }
    case "mac": documentCodePage = 10_000
    case "pc": documentCodePage = 437
    case "pca": documentCodePage = 850
    case "f", "af":
      if group.isFontTable { definedFont = number ?? 0 } else { setCodePage(fontCodePages[number ?? 0]) }
    case "plain":
      group.isHidden = false
      setCodePage(nil)
    case "fonttbl":
      group.isSkipped = true
      group.isFontTable = true
    case "fcharset":
      if group.isFontTable, fontCodePages.count < 10_000, let page = RTFWords.codePages[number ?? 0] {
        fontCodePages[definedFont] = page
      }
    case "v", "deleted": group.isHidden = number != 0
    case "bin":
      flush()
      at = min(bytes.count, at + min(max(number ?? 0, 0), bytes.count - at))
    default: break
    }
  }

  private mutating func setCodePage(_ page: Int?) {
    if page == group.codePage { return }
    flush()
    group.codePage = page
  }

  private mutating func end(paragraph: Bool) {
    flush()
    guard isText else { return }
    if paragraph { text.endParagraph() } else { text.endLine() }
  }

  // MARK: - Text

  private var isText: Bool { !group.isSkipped && !group.isHidden }

  /// A byte in the current code page.
  private mutating func take(_ byte: UInt8) {
    if fallbackLeft > 0 {
      fallbackLeft -= 1
      return
    }
    if isText { raw.append(byte) }
  }

  private mutating func take(scalar: UInt32) {
    if fallbackLeft > 0 {
      fallbackLeft -= 1
      return
    }
    flush()
    if isText { text.append(scalar: scalar) }
  }

  /// `\u8217?`: a UTF-16 unit, signed in older files, and the characters for readers that know no Unicode.
  private mutating func takeUnicode(_ number: Int) {
    flush()
    fallbackLeft = group.fallbackCount
    guard isText else { return }
    let unit = UInt32(truncatingIfNeeded: number) & 0xFFFF
    if unit & 0xFC00 == 0xD800 {
      highSurrogate = unit
      return
    }
    if unit & 0xFC00 == 0xDC00 {
      guard let high = highSurrogate else {
        replacedCount += 1
        return text.append(scalar: 0xFFFD)
      }
      highSurrogate = nil
      return text.append(scalar: 0x10000 + (high & 0x3FF) << 10 + (unit & 0x3FF))
    }
    highSurrogate = nil
    // Symbol fonts use a range of their own for plain characters.
    text.append(scalar: (0xF020...0xF07E).contains(unit) ? unit - 0xF000 : unit)
  }

  /// Decodes the bytes that were gathered.
  private mutating func flush() {
    guard !raw.isEmpty else { return }
    defer { raw.removeAll(keepingCapacity: true) }
    let page = group.codePage ?? documentCodePage
    guard raw.contains(where: { $0 >= 0x80 }) else { return text.append(raw) }
    if page == 65_001 {
      var valid: [UInt8] = []
      replacedCount += raw.withUnsafeBytes { UTF8Repair.append($0, to: &valid) }
      return text.append(valid)
    }
    let name = RTFWords.names[page] ?? "windows-\(page)"
    if let encoding = MultibyteEncoding(named: name) {
      let decoded = raw.withUnsafeBytes { encoding.utf8($0) }
      replacedCount += decoded.replacedCount
      return text.append(decoded.bytes)
    }
    if decoders[page] == nil {
      if CodePages.upperHalf(name) == nil { unknownCodePage = page }
      decoders[page] = CodePages.upperHalf(name) ?? CodePages.upperHalf("windows-1252") ?? []
    }
    guard let table = decoders[page], table.count == 128 else { return }
    for byte in raw {
      if byte < 0x80 {
        text.append(byte: byte)
      } else {
        let scalar = table[Int(byte - 0x80)]
        if scalar == 0xFFFD { replacedCount += 1 }
        text.append(scalar: scalar)
      }
    }
  }
}

/// What the control words of RTF mean that mean something in a table.
private enum RTFWords {
  static let characters: [String: UInt32] = [
    "emdash": 0x2014, "endash": 0x2013, "lquote": 0x2018, "rquote": 0x2019, "ldblquote": 0x201C, "rdblquote": 0x201D,
    "bullet": 0x2022, "emspace": 0x20, "enspace": 0x20, "qmspace": 0x20,
  ]

  /// Groups that hold something else than the text of the document.
  static let destinations: Set<String> = [
    "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "footnote", "ftnsep", "ftnsepc", "ftncn", "annotation", "atnid", "atnauthor", "fldinst",
    "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping", "datastore",
    "latentstyles", "xmlnstbl", "filetbl", "bkmkstart", "bkmkend", "xe", "tc", "rxe", "txe", "private", "pntext",
    "nonshppict", "upr", "mmathPr", "pgptbl", "userprops", "template", "title", "author", "operator", "keywords",
    "comment", "doccomm", "subject", "company", "manager", "category", "hlinkbase", "creatim", "revtim", "printim",
  ]

  /// Code pages by the character set of a font. Set 1 is the document's own.
  static let codePages: [Int: Int] = [
    0: 1252, 77: 10_000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
    186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
  ]

  static let names: [Int: String] = [
    10_000: "macintosh", 932: "windows-31j", 936: "gbk", 949: "windows-949", 950: "big5", 874: "iso-8859-11",
    866: "ibm866", 20_866: "koi8-r", 28_591: "iso-8859-1", 28_592: "iso-8859-2", 51_932: "euc-jp", 51_949: "euc-kr",
  ]
}
