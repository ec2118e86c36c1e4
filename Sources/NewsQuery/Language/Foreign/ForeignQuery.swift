/// A query of another language, read as a query of newsq.
///
///     let read = try ForeignQuery("SELECT source, COUNT(*) FROM articles GROUP BY source")
///     read.query       // * | count by source
///     read.language    // .sql
public struct ForeignQuery: Sendable {
  public enum Language: String, CaseIterable, Sendable {
    case sql = "SQL"
    case splunk = "Splunk"
    case kusto = "Kusto"
    case lucene = "Lucene"
    case factiva = "Factiva"
    case nexis = "Nexis"
    case jq
  }

  /// What newsq asks instead.
  public var query: String
  /// The language; nil if nothing in the text tells.
  public var language: Language?
  /// Where the two languages differ, with places in the text.
  public var notes: [Diagnostic] = []

  /// What people call the languages.
  private static let names: [String: Language] = [
    "sql": .sql, "splunk": .splunk, "spl": .splunk, "kusto": .kusto, "kql": .kusto, "lucene": .lucene,
    "elasticsearch": .lucene, "kibana": .lucene, "mediacloud": .lucene, "media cloud": .lucene, "datashare": .lucene,
    "solr": .lucene, "factiva": .factiva, "nexis": .nexis, "lexisnexis": .nexis, "jq": .jq,
  ]

  /// Reads a text, in `'…'` or not, after the name of its language or not. `columns` are those of the archive to be
  /// asked. Throws a `Diagnostic` with a place in the text.
  public init(
    _ argument: String, columns: [String] = [], stages: [StageSyntax] = [],
    fieldKind: @escaping @Sendable (String) -> ValueType? = Field.typeOfTyped
  ) throws(Diagnostic) {
    var (start, text) = (0, argument[...])
    func drop(_ count: Int) {
      text = text.dropFirst(count)
      start = argument.utf8.distance(from: argument.startIndex, to: text.startIndex)
    }
    drop(text.prefix { $0.isWhitespace }.count)
    var language: Language?
    for (name, named) in Self.names.sorted(by: { $0.key.count > $1.key.count })
    where text.lowercased().hasPrefix(name + " ") {
      language = named
      drop(name.count)
      drop(text.prefix { $0.isWhitespace }.count)
      break
    }
    while text.last?.isWhitespace ?? false { text = text.dropLast() }
    // A shell's quotes around the whole of it.
    if text.count > 1, text.first == "'", text.last == "'", !text.dropFirst().dropLast().contains("'") {
      drop(1)
      text = text.dropLast()
    }
    let bytes = Array(text.utf8)
    let lexer = Lexer(String(text), kindOfField: fieldKind)
    let found = language ?? Self.language(of: lexer, bytes.indices, stages: stages)
    var read: ForeignQuery
    do throws(Diagnostic) {
      switch found {
      case .factiva, .nexis:
        read = try ForeignQuery(vendor: String(text), found, columns, at: 0)
      case .sql, .splunk, .kusto, .jq:
        read = ForeignQuery(
          query: try Self.translate(bytes[...], found ?? .sql, stages: stages, fieldKind: fieldKind), language: found)
      case .lucene, nil:
        let tokens = try VendorLexer.tokens(of: bytes, start: 0)
        if found == nil, VendorMarks.vendor(of: tokens) != nil || !Self.hasLuceneMarks(bytes) {
          read = try ForeignQuery(vendor: String(text), nil, columns, at: 0)
        } else {
          read = ForeignQuery(
            query: try Self.mended(String(text), stages: stages, fieldKind: fieldKind), language: .lucene)
        }
      }
    } catch {
      var error = error
      error.span = error.span.map { $0.lowerBound + start..<$0.upperBound + start }
      error.hints = error.hints.map { Diagnostic.Hint($0.text, isReading: $0.isReading && $0.replaced == nil) }
      throw error
    }
    read.notes = read.notes.map { note in
      var note = note
      note.span = note.span.map { $0.lowerBound + start..<$0.upperBound + start }
      return note
    }
    self = read
  }

  private init(query: String, language: Language?) {
    self.query = query
    self.language = language
  }

  private init(
    vendor text: String, _ language: Language?, _ columns: [String], at start: Int
  ) throws(Diagnostic) {
    let name = language.map { "\($0.rawValue.lowercased()) " } ?? ""
    let read = try VendorQuery(name + text, columns: columns)
    query = read.query
    self.language = read.vendor.flatMap { Language(rawValue: $0.rawValue) }
    notes = read.notes.map { note in
      var note = note
      note.span = note.span.map { max(0, $0.lowerBound - name.utf8.count)..<max(0, $0.upperBound - name.utf8.count) }
      return note
    }
  }

  /// A query whose marks Lucene's parser would take: read by newsq's own, which knows them.
  private static func mended(
    _ text: String, stages: [StageSyntax], fieldKind: @escaping @Sendable (String) -> ValueType?
  ) throws(Diagnostic) -> String {
    var parsing = Parsing(text, stages: stages, fieldKind: fieldKind)
    let search = try parsing.lenientSearch()
    try parsing.expectEnd()
    return Printer.text(of: search)
  }

  // MARK: - Whose it is

  /// The language that a text is in for certain; nil for newsq's own and for anything that may be words.
  static func language(of lexer: Lexer, _ range: Range<Int>, stages: [StageSyntax]) -> Language? {
    let bytes = lexer.bytes[range]
    guard let first = bytes.first(where: { $0 > 0x20 }) else { return nil }
    if first == UInt8(ascii: "."), isJQ(bytes, lexer.kindOfField) { return .jq }
    if bytes.starts(with: Array("map(".utf8)) || bytes.starts(with: Array("[.".utf8)) { return .jq }
    guard let tokens = try? ForeignLexer.tokens(of: bytes) else { return nil }
    if SQLQuery.isSelect(tokens, kindOfField: lexer.kindOfField) { return .sql }
    if tokens[0].text == "WITH", tokens.contains(where: { $0.isWord("select") }) { return .sql }
    let pieces = lexer.pieces(of: range)
    if isSplunk(tokens, firstEnd: pieces[0].upperBound) { return .splunk }
    if pieces.count > 1, KustoQuery.isKusto(lexer, pieces) { return .kusto }
    return nil
  }

  private static func isJQ(_ bytes: ArraySlice<UInt8>, _ kindOfField: (String) -> ValueType?) -> Bool {
    let text = String(decoding: bytes.prefix(200), as: UTF8.self).drop { $0.isWhitespace }
    let rest = text.dropFirst()
    if rest.first == "[" || rest.hasPrefix("articles[") || rest.hasPrefix("data[") { return true }
    let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    let after = rest.dropFirst(name.count).drop { $0 == " " }
    // No command of the shell is called as a field is.
    return kindOfField(name) != nil && (after.isEmpty || ["|", ",", "[", ";", "\n"].contains(after.first ?? " "))
  }

  /// Options of Splunk's stages: `top limit=3 source`, `timechart span=1d`.
  private static let splunkOptions: Set = ["limit", "span", "useother", "showperc", "showcount", "countfield"]

  /// `index=`, `sourcetype=`, `earliest=` in the search, or `search` before a condition or before a stage with options.
  private static func isSplunk(_ tokens: [ForeignToken], firstEnd: Int) -> Bool {
    let beginsWithSearch = tokens[0].isWord("search")
    for (place, token) in tokens.enumerated() where place + 1 < tokens.count {
      let next = tokens[place + 1]
      guard token.kind == .word, next.isSymbol("=") || next.isSymbol("!=") else { continue }
      guard token.span.lowerBound < firstEnd else {
        if beginsWithSearch, splunkOptions.contains(token.lowered) { return true }
        continue
      }
      if ["index", "sourcetype", "earliest", "latest", "eventtype", "splunk_server"].contains(token.lowered) {
        return true
      }
      if beginsWithSearch, place > 0 { return true }
    }
    return false
  }

  private static func hasLuceneMarks(_ bytes: [UInt8]) -> Bool {
    for (place, byte) in bytes.enumerated() {
      let before = place > 0 ? bytes[place - 1] : 0x20
      let after = place + 1 < bytes.count ? bytes[place + 1] : 0x20
      switch byte {
      case UInt8(ascii: "~"), UInt8(ascii: "^"):
        if before > 0x20, Lexer.isASCIIDigit(after) || after <= 0x20 { return true }
      case UInt8(ascii: ":"): if before > 0x20, after > 0x20 { return true }
      case UInt8(ascii: "+"):
        if before <= 0x20 || before == UInt8(ascii: "("), after > 0x20, !Lexer.isASCIIDigit(after) { return true }
      case UInt8(ascii: "-"): if before <= 0x20, after > 0x20 { return true }
      case UInt8(ascii: "&"): if after == byte { return true }
      case UInt8(ascii: "|"): return true
      default: break
      }
    }
    return false
  }

  // MARK: - Translating

  static func translate(
    _ bytes: ArraySlice<UInt8>, _ language: Language, stages: [StageSyntax],
    fieldKind: @escaping @Sendable (String) -> ValueType?
  ) throws(Diagnostic) -> String {
    switch language {
    case .sql: return try SQLQuery.translate(bytes, kindOfField: fieldKind)
    case .splunk, .kusto: return try piped(bytes, language, stages, fieldKind)
    case .jq: return try JQQuery.translate(bytes, kindOfField: fieldKind)
    case .lucene, .factiva, .nexis: return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A search or the name of a table, then stages.
  private static func piped(
    _ bytes: ArraySlice<UInt8>, _ language: Language, _ stages: [StageSyntax],
    _ fieldKind: @escaping @Sendable (String) -> ValueType?
  ) throws(Diagnostic) -> String {
    let lexer = Lexer(String(decoding: bytes, as: UTF8.self), kindOfField: fieldKind)
    let offset = bytes.startIndex
    let pieces = lexer.pieces(of: lexer.bytes.indices)
    var sentence = ForeignSentence(kindOfField: fieldKind)
    var state = ForeignStages.State()
    let dialect: ForeignReader.Dialect = language == .kusto ? .kusto : .splunk
    do throws(Diagnostic) {
      var first = lexer.bytes[pieces[0]]
      while first.last.map({ $0 <= 0x20 || $0 == UInt8(ascii: ";") }) ?? false { first.removeLast() }
      if language == .splunk {
        var reader = try ForeignReader(first, .splunk, kindOfField: fieldKind)
        _ = reader.take(word: "search")
        try SplunkSearch.add(&reader, to: &sentence)
        guard reader.isAtEnd else { throw reader.unexpected("the end of the search") }
      } else {
        try KustoQuery.addTable(first, to: &sentence, &state)
      }
      for piece in pieces.dropFirst() {
        var stage = lexer.bytes[piece]
        while stage.last.map({ $0 <= 0x20 || $0 == UInt8(ascii: ";") }) ?? false { stage.removeLast() }
        do throws(Diagnostic) {
          var trial = sentence
          try ForeignStages.add(stage, dialect, to: &trial, &state)
          sentence = trial
        } catch {
          // A stage of newsq's own, such as `quotes`, stays as it is.
          let text = "* |" + String(decoding: stage, as: UTF8.self)
          guard !stages.isEmpty,
            Parser.mistake(in: text, stages: stages, knowsOtherLanguages: false, fieldKind: fieldKind) == nil
          else {
            throw error
          }
          sentence.add(stage: String(decoding: stage.drop { $0 <= 0x20 }, as: UTF8.self))
        }
      }
    } catch {
      var error = error
      error.span = error.span.map { $0.lowerBound + offset..<$0.upperBound + offset }
      throw error
    }
    return sentence.text
  }
}
