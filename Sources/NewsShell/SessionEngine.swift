import NewsQuery

/// The engine as it is: a session over an archive.
final class SessionEngine: QueryEngine {
  /// How paths become an archive, with what is to be said about their reading.
  typealias Load = (_ paths: [String]) throws -> (archive: Archive, report: String)
  /// How an archive becomes a file.
  typealias Store = (_ archive: Archive, _ path: String) throws -> Void

  private var session: Session
  private let arguments: [String: String]
  private let tables: [GivenTable]
  private let makeContext: () -> RunContext
  private let endProgress: () -> Void
  private let load: Load
  private let store: Store?
  /// What is open, as it was written in `folder`: an article that has no id is known by this path.
  private var paths: [String]
  private var folder = World.absolute(".")
  private let inputs: InputFiles
  private(set) var importReport: String
  /// What was asked last, and when.
  private var last: (answer: QueryAnswer, context: RunContext)?
  /// Values of fields, once they were asked for.
  private var countedValues: [String: [(value: String, articleCount: Int)]] = [:]

  /// Asks `archive`. `context` gives the clock and the files of each query, `endProgress` is called before and after each;
  /// `load` is what `.open` does.
  init(
    _ archive: Archive, paths: [String] = [], inputs: InputFiles = InputFiles(), importReport: String,
    arguments: [String: String] = [:], tables: [GivenTable] = [],
    context: @escaping () -> RunContext, endProgress: @escaping () -> Void = {}, load: @escaping Load,
    store: Store? = nil
  ) {
    self.paths = paths
    self.inputs = inputs
    // `.cd` must not change what they lead to.
    inputs.set(paths.map(World.absolute))
    self.store = store
    session = Session(archive: archive, arguments: arguments)
    self.tables = tables
    for table in tables { session.add(table) }
    self.importReport = importReport
    self.arguments = arguments
    self.load = load
    makeContext = context
    self.endProgress = endProgress
  }

  private var archive: Archive { session.archive }
  var archiveName: String { archive.name }
  var articleCount: Int { archive.articleCount }

  func open(_ paths: [String]) throws {
    try ask(of: paths)
  }

  /// What is open, as it can be read from the working folder.
  private var readablePaths: [String] {
    let isHere = World.absolute(".") == folder
    return isHere ? paths : paths.map { $0.hasPrefix("/") || $0 == "-" ? $0 : "\(folder)/\($0)" }
  }

  func add(_ paths: [String]) throws {
    let known = Set(readablePaths.compactMap { FileIdentity($0) })
    // Read twice, its articles would be there twice.
    if let again = paths.first(where: { path in FileIdentity(path).map(known.contains) ?? false }) {
      throw Diagnostic("`\(FileName.shown(again))` is open already", hint: "`.open` reads it again")
    }
    try ask(of: readablePaths + paths)
  }

  func reload() throws {
    if !paths.isEmpty, !paths.contains("-") { try ask(of: readablePaths) }
  }

  func save(to path: String) throws {
    guard let store else { throw Diagnostic("this shell cannot save") }
    try checkOutput(path)
    try store(archive, path)
  }

  func checkOutput(_ path: String) throws(Diagnostic) {
    if let reason = inputs.reasonNotToWrite(path) {
      throw Diagnostic("`\(FileName.shown(path))` \(reason)", hint: "another name; nothing was changed")
    }
  }

  private func ask(of paths: [String]) throws {
    let (archive, report) = try load(paths)
    var next = Session(archive: archive, arguments: arguments)
    for table in tables { next.add(table) }
    next.keepDefinitions(of: session)
    session = next
    self.paths = paths
    folder = World.absolute(".")
    inputs.set(paths.map(World.absolute))
    importReport = report
    countedValues = [:]
  }

  // MARK: - Asking

  func statements(of source: SourceText) throws(Diagnostic) -> (statements: [Statement], notes: [Diagnostic]) {
    var notes: [Diagnostic] = []
    let statements = try session.statements(of: source, makeContext(), notes: &notes)
    return (statements, notes)
  }

  func run(_ statement: Statement) throws -> (any ShellAnswer)? {
    try asQuery { context in
      guard let answer = try session.run(statement, context) else { return nil }
      last = (answer, context)
      return SessionAnswer(answer)
    }
  }

  func explain(_ query: String) throws -> String {
    try asQuery { context in
      var notes: [Diagnostic] = []
      let statements = try session.statements(of: SourceText(query), context, notes: &notes)
      var aside = session
      guard statements.count == 1, let statement = statements.first, let answer = try aside.run(statement, context)
      else { throw Diagnostic("`.explain` takes one query") }
      return try Explain.text(of: answer, context)
    }
  }

  /// Progress is told from the start of `body`, for what passed before was the reader's time, and is gone after it.
  private func asQuery<R>(_ body: (RunContext) throws -> R) rethrows -> R {
    endProgress()
    defer { endProgress() }
    return try body(makeContext())
  }

  func fields(_ name: String?) throws -> any ShellAnswer {
    guard let name else {
      let columns = archive.schema
      return SessionAnswer(
        StoredTable(archive)
          .column("field", .text, columns.map { .text($0.name) })
          .column("type", .text, columns.map { .text($0.type.rawValue) })
          .column("articles", .number, columns.map { .number(Double(archive.articleCount(having: $0.name))) })
          .column(
            "holds", .text,
            columns.map { column in
              let summary = Field.summary(of: column.name)
              let isMap = archive.wideMaps.contains(column.name)
              return .text(!summary.isEmpty ? summary : isMap ? "a map of the input, as JSON" : "a column of the input")
            }
          )
          .table)
    }
    // As any query is resolved: under other names too, and with the nearest names where there is none.
    return try asQuery { context in
      var notes: [Diagnostic] = []
      let statements = try session.statements(of: SourceText("* | top 50 \(name)"), context, notes: &notes)
      var aside = session
      guard let statement = statements.first, let answer = try aside.run(statement, context) else {
        throw Diagnostic("no field `\(name)`", hint: "`.fields` lists them")
      }
      return SessionAnswer(answer)
    }
  }

  // MARK: - Names

  var names: EngineNames {
    let stored = archive.schema.map { (name: $0.name, summary: Field.summary(of: $0.name)) }
    let known = Set(stored.map(\.name))
    let computed = Field.all.filter { field in
      [.lead, .hits, .score].contains(field.storage) && !known.contains(field.name)
    }.map { (name: $0.name, summary: $0.summary) }
    let regions = Field.all.filter { $0.storage == .region }.map { (name: $0.name, summary: $0.summary) }
    return EngineNames(
      stages: StageCatalog.all.map { ($0.usage.name, $0.usage.summary) } + defined { $0.hasPrefix("|") },
      fields: stored + computed,
      searchFields: stored + regions + computed.filter { $0.name == "lead" },
      functions: FunctionCatalog.all.map { ($0.name, $0.summary) } + RowFunctions.all.map { ($0.name, $0.summary) },
      formats: FormatCatalog.all.map { ($0.name, $0.summary) },
      topics: Manual.pages.filter { $0.part != .stage }.map { ($0.name, $0.summary) },
      arguments: session.results.keys.sorted().map { ($0, "a result") }
        + session.parameters.keys.sorted().map { ($0, "an argument") } + defined { $0.hasPrefix("$") })
  }

  /// What the session defines and is used in one way.
  private func defined(_ isUsed: (String) -> Bool) -> [EngineNames.Name] {
    session.definitions.values.filter { isUsed($0.usage) }.sorted { $0.name < $1.name }.map {
      ($0.name, "\($0.usage), defined in \($0.place)")
    }
  }

  func values(of field: String, beginning prefix: String) -> [(value: String, articleCount: Int)] {
    let name = archive.schema.first { $0.name == field }?.name ?? field.lowercased()
    if countedValues[name] == nil { countedValues[name] = archive.values(of: name) ?? [] }
    let folded = Fold.folded(prefix)
    return (countedValues[name] ?? []).filter { Fold.folded($0.value).hasPrefix(folded) }
  }

  func words(beginning prefix: String) -> [(word: String, articleCount: Int)] {
    let words = archive.words(beginning: prefix)
    return HanWords.isHan(prefix) ? HanWords.after(prefix, in: archive) + words : words
  }

  var tourSubject: TourSubject? { TourSubject(archive) }

  // MARK: - Telling

  var method: String {
    let asked = last.map { Method.text(of: $0.answer, $0.context) + "\n" } ?? ""
    return asked
      + """
      newsq \(newsqVersion) over \(archive.name): \(archive.articleCount.grouped) articles, \
      \(archive.wordCount.grouped) words, \(archive.termCount.grouped) different ones.
      Archive \(String(archive.fingerprint, radix: 16)): the same number is the same articles.
      Hits: case, accents, ligatures, hyphens and kinds of quotes fold on both sides; nothing is stemmed.
      Distance: from the last word of the earlier to the first word of the later; neighbours are 1 apart.
      Order: newest first, undated last, equal dates in archive order.
      Score: BM25, k1 1.2, b 0.75, idf ln(1+(N-n+0.5)/(n+0.5)), over headline, deck and body of the whole archive.
      """
  }

  var parts: String { archive.partsText }

  func manualPage(_ topic: String, columns: Int) -> String? {
    if let page = Manual.page(topic) { return page.text(columns: columns) }
    let summary = Field.summary(of: topic.lowercased())
    return summary.isEmpty ? nil : "\(topic.lowercased()): \(summary)"
  }
}

/// A small table put together by hand.
private struct StoredTable {
  private let archive: Archive
  private var columns: [Table.NamedColumn] = []
  private var rowCount = 0

  init(_ archive: Archive) { self.archive = archive }

  func column(_ name: String, _ type: ValueType, _ values: [Value]) -> StoredTable {
    var wider = self
    wider.columns.append(Table.NamedColumn(name, StoredColumn(type, values)))
    wider.rowCount = values.count
    return wider
  }

  var table: Table {
    Table(archive: archive, columns: columns, rows: (0..<rowCount).map { UInt32($0) }, origin: .none)
  }
}
