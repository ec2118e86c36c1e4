import CExpat

/// Cuts an XML document into its records as it is read, so that a feed of any length takes the memory of one item.
///
/// Nothing outside the document is ever fetched: external entities and DTDs are passed over, names of HTML entities
/// are known without a DTD. What grows too much by entities is refused by expat itself, at a lower mark than its own.
enum XMLRecords {
  /// Deeper elements are seen as text of the one above them.
  static let maximumDepth = 200
  /// A record with more text than this is cut there.
  static let maximumRecordLength = 256 << 20

  struct Record {
    var tree: XMLTree
    /// What stood before the records and beside them: a channel's title.
    var context: XMLTree
    var number: Int
    var bytes: Range<Int>
    var line: Int
    /// How many elements of the name `part` have begun before this record or around it.
    var part: Int
  }

  /// Reads `bytes` (in any encoding) and hands out each outermost element whose name is in `names`; the document's own
  /// element where no name is given.
  ///
  /// `part` is the name of an element that holds records, such as the tables of a spreadsheet: records know which it is.
  static func forEach(
    in bytes: UnsafeRawBufferPointer, named names: [StaticString], part: StaticString? = nil,
    report: (InputProblem) -> Void, _ body: (Record) throws -> Void
  ) throws {
    let plain = bytes.withoutByteOrderMark
    let declared = XMLStart.encoding(plain)
    if UTF8Repair.isValid(plain), XMLStart.isUTF8(plain), declared != "iso-2022-jp" {
      try parse(plain, shift: bytes.count - plain.count, names: names, part: part, report: report, body)
      return
    }
    let text = TextEncoding.utf8(bytes, declared: declared)
    for problem in text.problems(at: RecordPlace(record: 1, bytes: 0..<bytes.count)) { report(problem) }
    try text.bytes.withUnsafeBytes { bytes in
      let reportText = { (problem: InputProblem) in
        var problem = problem
        problem.record = RecordBytes(bytes, problem.place.bytes)
        report(problem)
      }
      try parse(bytes, shift: 0, names: names, part: part, report: reportText, body)
    }
  }

  private static func parse(
    _ text: UnsafeRawBufferPointer, shift: Int, names: [StaticString], part: StaticString?,
    report: (InputProblem) -> Void, _ body: (Record) throws -> Void
  ) throws {
    // Whatever the document declares, the bytes are UTF-8 by now.
    guard let parser = XML_ParserCreate("UTF-8") else { return }
    defer { XML_ParserFree(parser) }
    try withoutActuallyEscaping(body) { body in
      let run = XMLRun(parser: parser, text: text, names: names, part: part, shift: shift, body: body)
      XML_SetUserData(parser, Unmanaged.passUnretained(run).toOpaque())
      XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, 65_536)
      XML_UseForeignDTD(parser, XML_Bool(1))
      XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
      XML_SetExternalEntityRefHandler(parser) { parser, context, _, _, _ in XMLRun.passOver(parser, context) }
      XML_SetSkippedEntityHandler(parser) { data, name, _ in XMLRun.of(data)?.skippedEntity(name) }
      XML_SetElementHandler(
        parser, { data, name, attributes in XMLRun.of(data)?.start(name, attributes) },
        { data, _ in XMLRun.of(data)?.end() })
      XML_SetCharacterDataHandler(parser) { data, text, count in XMLRun.of(data)?.text(text, Int(count)) }
      var at = 0
      var status = XML_STATUS_OK
      while status == XML_STATUS_OK {
        let count = min(text.count - at, 1 << 20)
        let isLast = at + count == text.count
        let start = text.baseAddress?.advanced(by: at).assumingMemoryBound(to: CChar.self)
        status = XML_Parse(parser, start, Int32(count), isLast ? 1 : 0)
        at += count
        if isLast { break }
      }
      // The run must outlive the last callback.
      try withExtendedLifetime(run) {
        if let error = run.error { throw error }
        guard status != XML_STATUS_OK else { return }
        let code = XML_GetErrorCode(parser)
        // The record that was under way, or all of it where none was begun.
        let byte = run.openRecordStart ?? (run.count == 0 ? 0 : Int(XML_GetCurrentByteIndex(parser)))
        let place = RecordPlace(
          line: Int(XML_GetCurrentLineNumber(parser)), record: run.count + 1,
          bytes: max(0, byte) + shift..<max(text.count, byte) + shift)
        report(.skipped(message(code, run), at: place))
      }
    }
  }

  private static func message(_ code: XML_Error, _ run: XMLRun) -> String {
    let what: String
    if code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH {
      what = "its entities grow without measure"
    } else if code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN
      || code == XML_ERROR_UNCLOSED_CDATA_SECTION
    {
      what = "the XML ends too early"
    } else if let text = XML_ErrorString(code) {
      what = "no good XML: " + String(cString: text)
    } else {
      what = "no good XML"
    }
    return run.count == 0 ? what : what + "; what came before is kept"
  }
}

/// What one parse has under way. Handed to expat as its user data; lives on one thread only.
private final class XMLRun {
  private let parser: XML_Parser
  /// All of the document. INVARIANT: its bytes outlive the run.
  private let source: UnsafeRawBufferPointer
  private let names: [StaticString]
  private let part: StaticString?
  private var partCount = 0
  private let shift: Int
  private let body: (XMLRecords.Record) throws -> Void
  private var tree = XMLTree()
  private var context = XMLTree()
  /// The open elements of the record, or of the context; -1 stands for one that was too deep or too much.
  private var open: [XMLTree.Node] = []
  private var contextOpen: [XMLTree.Node] = []
  private var recordStart = 0
  private var recordLine = 0
  private(set) var count = 0
  /// Where the record begins that is not closed yet.
  var openRecordStart: Int? { open.isEmpty ? nil : recordStart }
  private(set) var error: (any Error)?

  init(
    parser: XML_Parser, text source: UnsafeRawBufferPointer, names: [StaticString], part: StaticString?, shift: Int,
    body: @escaping (XMLRecords.Record) throws -> Void
  ) {
    self.parser = parser
    self.source = source
    self.names = names
    self.part = part
    self.shift = shift
    self.body = body
  }

  static func of(_ data: UnsafeMutableRawPointer?) -> XMLRun? {
    data.map { Unmanaged<XMLRun>.fromOpaque($0).takeUnretainedValue() }
  }

  func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    guard let name else { return }
    if open.isEmpty {
      if let part, XMLRun.isNamed(name, part) { partCount += 1 }
      guard isRecord(name) else {
        let parent = contextOpen.last ?? -1
        let isRoom = context.byteCount < 65_536 && contextOpen.count < 16 && (parent >= 0 || contextOpen.isEmpty)
        contextOpen.append(
          isRoom ? context.appendElement(name: name, attributes: attributes, parent: parent) : -1)
        return
      }
      tree.removeAll()
      recordStart = Int(XML_GetCurrentByteIndex(parser))
      recordLine = Int(XML_GetCurrentLineNumber(parser))
      open.append(tree.appendElement(name: name, attributes: attributes, parent: -1))
      return
    }
    if open.count >= XMLRecords.maximumDepth || tree.byteCount > XMLRecords.maximumRecordLength {
      open.append(open.last ?? 0)
      return
    }
    open.append(tree.appendElement(name: name, attributes: attributes, parent: open.last ?? 0))
  }

  func end() {
    if open.isEmpty {
      if !contextOpen.isEmpty { contextOpen.removeLast() }
      return
    }
    open.removeLast()
    guard open.isEmpty else { return }
    count += 1
    let end = Int(XML_GetCurrentByteIndex(parser)) + Int(XML_GetCurrentByteCount(parser))
    do {
      try body(
        XMLRecords.Record(
          tree: tree, context: context, number: count, bytes: recordStart + shift..<max(end, recordStart) + shift,
          line: recordLine, part: partCount))
    } catch {
      self.error = error
      XML_StopParser(parser, XML_Bool(0))
    }
  }

  func text(_ text: UnsafePointer<CChar>?, _ count: Int) {
    guard let text, count > 0 else { return }
    text.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      if count == 2, bytes[0] == 0xC2, bytes[1] < 0xA0, isReference {
        // Browsers read `&#146;` as a character of Windows, and so do its writers.
        var scalar: [UInt8] = []
        UTF8Repair.append(HTMLEntities.windows1252(bytes[1]), to: &scalar)
        scalar.withUnsafeBufferPointer { append($0) }
        return
      }
      append(UnsafeBufferPointer(start: bytes, count: count))
    }
  }

  /// Whether the text that is handed out now is written as `&#…;`.
  private var isReference: Bool {
    let place = Int(XML_GetCurrentByteIndex(parser))
    return place >= 0 && place + 1 < source.count && source[place] == UInt8(ascii: "&")
      && source[place + 1] == UInt8(ascii: "#")
  }

  private func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let bytes = text.baseAddress else { return }
    let count = text.count
    do {
      if let node = open.last {
        if tree.byteCount <= XMLRecords.maximumRecordLength { tree.appendText(bytes, count: count, parent: node) }
      } else if let node = contextOpen.last, node >= 0, context.byteCount < 65_536 {
        context.appendText(bytes, count: min(count, 4096), parent: node)
      }
    }
  }

  /// Nothing is fetched. For a DTD, where `context` is missing, an empty one is read in its stead: then a name that it
  /// might have declared is passed over and handed out, and no error.
  static func passOver(_ parser: XML_Parser?, _ context: UnsafePointer<CChar>?) -> Int32 {
    guard context == nil, let inner = XML_ExternalEntityParserCreate(parser, nil, nil) else { return 1 }
    defer { XML_ParserFree(inner) }
    return XML_Parse(inner, "", 0, 1) == XML_STATUS_OK ? 1 : 0
  }

  /// `&nbsp;` and its like, which HTML knows and this document does not declare.
  func skippedEntity(_ name: UnsafePointer<CChar>?) {
    guard let name else { return }
    let decoded = Array(HTMLEntities.decoded("&" + String(cString: name) + ";").utf8)
    decoded.withUnsafeBytes { bytes in
      text(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
  }

  private func isRecord(_ name: UnsafePointer<CChar>) -> Bool {
    names.isEmpty || names.contains { XMLRun.isNamed(name, $0) }
  }

  /// Whether an element has this name, its prefix aside.
  private static func isNamed(_ name: UnsafePointer<CChar>, _ wanted: StaticString) -> Bool {
    var local = name
    var at = name
    while at.pointee != 0 {
      if at.pointee == CChar(UInt8(ascii: ":")) { local = at + 1 }
      at += 1
    }
    let count = at - local
    guard wanted.utf8CodeUnitCount == count else { return false }
    for index in 0..<count where UInt8(bitPattern: local[index]) != wanted.utf8Start[index] { return false }
    return true
  }
}

/// What the first bytes of an XML document say about it.
enum XMLStart {
  /// The name of the document's element, its prefix aside; nil where this is no XML.
  static func rootName(_ start: UnsafeRawBufferPointer) -> String? {
    if start.count >= 2, start[0] == 0xFF && start[1] == 0xFE || start[0] == 0xFE && start[1] == 0xFF {
      let text = TextEncoding.utf8(UnsafeRawBufferPointer(rebasing: start[..<(min(start.count, 16_384) & ~1)]))
      return text.bytes.withUnsafeBytes { rootName($0) }
    }
    let text = start.withoutByteOrderMark
    var at = 0
    while at < text.count {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at + 1 < text.count, text[at] == UInt8(ascii: "<") else { return nil }
      if text[at + 1] == UInt8(ascii: "?") {
        guard let end = ByteSearch.first("?>", in: text, at..<text.count) else { return nil }
        at = end + 2
      } else if ByteSearch.matches("<!--", in: text, at: at) {
        guard let end = ByteSearch.first("-->", in: text, at..<text.count) else { return nil }
        at = end + 3
      } else if text[at + 1] == UInt8(ascii: "!") {
        at = endOfDoctype(text, at)
      } else {
        var end = at + 1
        while end < text.count, text[end] > 0x20, text[end] != UInt8(ascii: ">"), text[end] != UInt8(ascii: "/") {
          end += 1
        }
        let name = ByteSearch.string(text, at + 1..<end)
        return name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
      }
    }
    return nil
  }

  private static func endOfDoctype(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var depth = 0
    var at = start
    while at < text.count {
      if text[at] == UInt8(ascii: "[") { depth += 1 }
      if text[at] == UInt8(ascii: "]") { depth -= 1 }
      at += 1
      if text[at - 1] == UInt8(ascii: ">"), depth <= 0 { break }
    }
    return at
  }

  /// The encoding that the XML declaration names, in small letters.
  static func encoding(_ text: UnsafeRawBufferPointer) -> String? {
    guard ByteSearch.matches("<?xml", in: text, at: 0),
      let end = ByteSearch.first("?>", in: text, 0..<min(text.count, 400)),
      let name = ByteSearch.first("encoding", in: text, 0..<end)
    else { return nil }
    var at = name + 8
    while at < end, text[at] != UInt8(ascii: "\""), text[at] != UInt8(ascii: "'") { at += 1 }
    guard at < end, let close = ByteSearch.first(text[at], in: text, from: at + 1), close < end else { return nil }
    return ByteSearch.string(text, at + 1..<close).lowercased()
  }

  /// Whether valid UTF-8 is what the document declares too, or may be by all it says.
  static func isUTF8(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= 2, text[0] != 0, text[1] != 0 else { return text.count < 2 }
    return true
  }
}
