import NewsQuery

/// The engine as the shell asks it: one session over one archive, and what was read to make it.
final class SessionEngine: QueryEngine {
  private var session: Session
  private let now: NewsDate?
  private let threadCount: Int
  private let isSafe: Bool
  private var lastAnswer: QueryAnswer?
  private(set) var importReport: String

  /// `now` stands still where the command line set the clock.
  init(
    _ archive: Archive, report: String, arguments: [String: String], now: NewsDate?, threadCount: Int?, isSafe: Bool
  ) {
    session = Session(archive: archive, arguments: arguments)
    importReport = report
    self.now = now
    self.threadCount = threadCount ?? World.processorCount
    self.isSafe = isSafe
  }

  var archiveName: String { session.archive.name }
  var articleCount: Int { session.archive.articleCount }

  var method: String {
    guard let lastAnswer else { return "Ask something first: `.method` describes how the last answer came about.\n" }
    return Method.text(of: lastAnswer, context)
  }

  private var context: RunContext {
    .ofThisMachine(now: now ?? World.now, threadCount: threadCount, folder: nil, isSafe: isSafe)
  }

  func open(_ paths: [String]) throws {
    var loading = Loading(threadCount: threadCount, now: now ?? World.now)
    let archive = try loading.archive(of: paths)
    if let failure = loading.failures.first { throw failure }
    session = Session(archive: archive, arguments: session.givenArguments)
    importReport = loading.reportText
    lastAnswer = nil
  }

  func statements(of source: SourceText) throws(Diagnostic) -> (statements: [Statement], notes: [Diagnostic]) {
    var notes: [Diagnostic] = []
    let statements = try session.statements(of: source, context, notes: &notes)
    return (statements, notes)
  }

  func run(_ statement: Statement) throws -> (any ShellAnswer)? {
    guard let answer = try session.run(statement, context) else { return nil }
    lastAnswer = answer
    return TableAnswer(table: answer.table, notes: answer.notes)
  }

  func explain(_ query: String) throws -> String {
    var session = session
    var text = ""
    for statement in try statements(of: SourceText(query)).statements {
      if let answer = try session.run(statement, context) { text += try Explain.text(of: answer, context) }
    }
    return text
  }

  func fields(_ name: String?) throws -> any ShellAnswer {
    let archive = session.archive
    guard let name else {
      var rows: [[Value]] = []
      for field in archive.schema {
        guard let column = archive.column(field.name) else { continue }
        let filled = (0..<archive.articleCount).count { !column.value(at: $0).isEmpty }
        rows.append([.text(field.name), .text(field.type.rawValue), .number(Double(filled))])
      }
      let names = [("field", ValueType.text), ("type", .text), ("articles", .number)]
      let columns = names.enumerated().map { index, field in
        Table.NamedColumn(field.0, StoredColumn(field.1, rows.map { $0[index] }))
      }
      let table = Table(archive: archive, columns: columns, rows: Array(0..<UInt32(rows.count)), origin: .none)
      return TableAnswer(table: table, notes: [])
    }
    guard let answer = try runQuery("* | top 30 \(Self.written(name))") else {
      preconditionFailure("a query without an answer")
    }
    return answer
  }

  /// Asks beside the session: what the shell itself wants to know is no result to go on from.
  private func runQuery(_ text: String) throws -> (any ShellAnswer)? {
    var beside = Session(archive: session.archive)
    var notes: [Diagnostic] = []
    let statements = try beside.statements(of: SourceText(text), context, notes: &notes)
    guard let statement = statements.first, let answer = try beside.run(statement, context) else { return nil }
    return TableAnswer(table: answer.table, notes: answer.notes)
  }

  /// A column's name as a query has it.
  private static func written(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy {
      $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F
    }
    return isPlain ? name : "`\(name.filter { $0 != "`" })`"
  }

  // MARK: - Names

  var names: EngineNames {
    var names = EngineNames()
    names.stages = StageCatalog.all.map { ($0.usage.name, $0.usage.summary) }
    let stored = Set(session.archive.schema.map(\.name))
    let further = ColumnNames.fields.map(\.name).filter { !stored.contains($0) }
    names.fields = session.archive.schema.map { ($0.name, $0.type.rawValue) } + further.map { ($0, "empty here") }
    names.fields += [("hlead", "headline, deck and lead"), ("lead", "the first paragraph")]
    names.functions = FunctionCatalog.all.map { ($0.name, $0.summary) }
    names.formats = FormatCatalog.all.map { ($0.name, $0.summary) }
    names.arguments = session.results.keys.sorted().map { ($0, "a result") }
    names.arguments += session.parameters.keys.sorted().map { ($0, "an argument") }
    return names
  }

  func values(of field: String, beginning prefix: String) -> [(value: String, articleCount: Int)] {
    let archive = session.archive
    let name = FieldAliases.column(named: field)?.name ?? field
    guard let column = archive.column(archive.column(name) == nil ? field : name), let codes = column.codes else {
      return []
    }
    let folded = Fold.folded(prefix)
    var counts = [Int](repeating: 0, count: codes.count)
    for article in 0..<archive.articleCount {
      if let code = codes.code(at: article) { counts[code] += 1 }
    }
    var found: [String: Int] = [:]
    for code in counts.indices where counts[code] > 0 {
      let items: [Value] = if case .list(let items) = codes.value(of: code) { items } else { [codes.value(of: code)] }
      for case .text(let text) in items where Fold.folded(text).hasPrefix(folded) {
        found[text, default: 0] += counts[code]
      }
    }
    return found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  func words(beginning prefix: String) -> [(word: String, articleCount: Int)] {
    let folded = Array(Fold.folded(prefix).utf8)
    guard folded.count >= 2, !folded.contains(UInt8(ascii: "*")), !folded.contains(UInt8(ascii: "?")) else { return [] }
    let index = session.archive.index
    let found = index.terms(matching: folded + [UInt8(ascii: "*")]).filter { index.partCount(of: $0.term) == 1 }
    return found.map { (String(decoding: index.bytes(of: $0.term), as: UTF8.self), index.articleCount(of: $0.term)) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  func manualPage(_ topic: String) -> String? {
    if let stage = StageCatalog.stage(named: topic) {
      let usage = stage.usage
      let syntax = StageSyntax(usage.name, synonyms: usage.synonyms, forms: usage.forms)
      let also = usage.synonyms.isEmpty ? "" : "\nalso: \(usage.synonyms.joined(separator: ", "))"
      return "\(syntax.usage)\n\(usage.summary)\(also)\n"
    }
    if let function = FunctionCatalog.function(named: topic) { return "\(function.example)\n\(function.summary)\n" }
    if let format = FormatCatalog.format(named: topic) { return "as \(format.name)\n\(format.summary)\n" }
    return nil
  }
}

/// A table as the shell shows it.
struct TableAnswer: ShellAnswer {
  let table: Table
  let notes: [Diagnostic]

  var rowCount: Int { table.rowCount }

  var rowName: String {
    if case .articles = table.origin { "article" } else { "row" }
  }

  func text(as format: String?, on screen: Screen) throws -> [UInt8] {
    if let format, FormatCatalog.format(named: format) == nil {
      let names = FormatCatalog.all.map { $0.name }.joined(separator: ", ")
      throw Diagnostic("there is no format `\(format)`", hint: "there are: \(names)")
    }
    return Self.bytes(of: table, format, screen)
  }

  func reading(ofRow number: Int, on screen: Screen) -> (text: [UInt8], passageRow: Int)? {
    guard table.rows.indices.contains(number - 1), let article = table.article(of: table.rows[number - 1]) else {
      return nil
    }
    var reading = table
    reading.rows = [table.rows[number - 1]]
    reading.presentation = .reading
    let text = Self.bytes(of: reading, nil, screen)
    return (text, Self.passageRow(table.passage(of: table.rows[number - 1]), in: text, article, table.archive))
  }

  /// The row of the reading view in which the passage begins: its first words are looked for from the top.
  private static func passageRow(_ passage: Passage?, in text: [UInt8], _ article: Int, _ archive: Archive) -> Int {
    guard let passage, passage.start > 0 else { return 0 }
    let begin = archive.withText(of: passage.field, article: article) { field in
      let start = min(Int(passage.start), field.count)
      return Array(field[start..<min(start + 24, field.count)].prefix { $0 != 0x0A })
    }
    guard let first = begin.split(separator: 0x20).prefix(2).max(by: { $0.count < $1.count }) else { return 0 }
    var row = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.count >= first.count,
        line.indices.dropLast(first.count - 1).contains(where: { line[$0...].starts(with: first) })
      {
        return row
      }
      row += 1
    }
    return 0
  }

  private static func bytes(of table: Table, _ format: String?, _ screen: Screen) -> [UInt8] {
    let gathered = Gathered()
    var sink = ByteSink { gathered.bytes += Array($0) }
    let options = OutputOptions(
      width: screen.columns, isTerminal: screen.columns != nil, color: screen.isColored, rowLimit: screen.rowLimit,
      defaultFormat: screen.columns == nil ? "tsv" : "table")
    Output.write(table, format: format, options: options, to: &sink)
    // What goes to memory cannot fail.
    try? sink.finish()
    return gathered.bytes
  }

  private final class Gathered { var bytes: [UInt8] = [] }
}
