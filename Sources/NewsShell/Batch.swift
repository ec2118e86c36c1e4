import CLibrary
import NewsQuery

/// Asks and exits: `-c`, `-f`, a script on standard input.
struct Batch {
  private let archive: Archive
  private let options: CommandOptions
  private let diagnostics: DiagnosticPrinter
  private let questions: Questions
  private let isTerminal = Terminal.isTerminal(STDOUT_FILENO)
  private let progress = SharedProgress()
  private let writing: OutputOptions
  /// What is known before the first statement: the definitions of the settings.
  private var base: Session
  /// Files with a sheet for each statement, which are written at the end.
  private let books = Workbooks()

  init(_ archive: Archive, _ options: CommandOptions, diagnostics: DiagnosticPrinter, _ questions: Questions) throws {
    writing = try options.writing
    self.archive = archive
    self.options = options
    self.diagnostics = diagnostics
    self.questions = questions
    base = Session(archive: archive, arguments: questions.arguments.first ?? [:])
    for table in questions.tables { base.add(table) }
  }

  /// What the settings define, for `-c`. A script does not see it, so that it means the same on every desk.
  private mutating func readSettings() {
    guard !options.command.isEmpty, options.script.isEmpty, !options.safe, !options.noConfig,
      let path = ShellOptions.usualSettingsPath, access(path, F_OK) == 0
    else { return }
    var source = SourceText("", name: path)
    do {
      source = SourceText(try FileText.read(path), name: path, folder: NewFile.folder(of: path))
      var notes: [Diagnostic] = []
      for statement in try base.statements(of: source, context(nil), notes: &notes) {
        switch statement.kind {
        case .definition, .include: _ = try base.run(statement, context(nil))
        case .query, .parameter, .command: continue
        }
      }
    } catch let mistake as Diagnostic {
      complain(diagnostics.text(of: mistake, in: source))
    } catch {
      complain("newsq: \(error)\n")
    }
  }

  enum End: Equatable {
    case status(ExitStatus)
    /// Nothing was found in the lines that were read: the others are needed to say why.
    case needsAll
  }

  /// A source with its statements, which are all checked for their form before the first runs.
  private struct Script {
    let source: SourceText
    let folder: String?
    let statements: [Statement]
    let notes: [Diagnostic]
    /// What its comments say, if it is a script whose text is printed.
    var report: ReportScript?
  }

  /// Ends the run: what went wrong has been said.
  private struct Failed: Error { var status: ExitStatus }
  private struct NeedsAll: Error {}

  /// Runs all sources with each set of arguments. The status is that of the last statement, or of the first that failed.
  mutating func run() throws -> End {
    defer { progress.finish() }
    do {
      readSettings()
      var known = base
      var scripts = try questions.sources.map { try script($0.0, $0.folder, &known) }
      try check(scripts)
      if AnswerSeries.isReport(options.output) { try readReports(&scripts) }
      let rowCount = try questions.argumentRows == nil ? ask(scripts) : askForEachRow(scripts)
      return .status(options.expectRows && rowCount == 0 ? .noRows : .ran)
    } catch let failed as Failed {
      return .status(failed.status)
    } catch is NeedsAll {
      return .needsAll
    }
  }

  // MARK: - Scripts

  private func script(_ source: SourceText, _ folder: String?, _ known: inout Session) throws -> Script {
    try failing(source) {
      var notes: [Diagnostic] = []
      let statements = try known.statements(of: source, context(folder), notes: &notes)
      known.know(statements)
      return Script(source: source, folder: folder, statements: statements, notes: notes)
    }
  }

  /// Throws `UsageMistake` for an argument that no script uses: mistyped, it would leave the default in force.
  private func check(_ scripts: [Script]) throws(UsageMistake) {
    let used = scripts.flatMap { $0.source.argumentNames + Self.argumentNames($0.statements) }
    let given = [
      ("--arg", "argument", questions.givenNames),
      ("--args-from", "argument", questions.argumentRows?.names ?? []),
      ("--table", "table", questions.tables.map(\.name)),
    ]
    for (option, what, names) in given {
      for name in names where !used.contains(name) {
        let nearest = Spelling.nearest(to: name, among: used).map { "; did you mean `\($0)`?" } ?? ""
        throw UsageMistake("\(option): no query uses the \(what) `\(name)`\(nearest)")
      }
    }
  }

  /// The arguments that statements declare, and those that included files use.
  private static func argumentNames(_ statements: [Statement]) -> [String] {
    statements.flatMap { statement -> [String] in
      switch statement.kind {
      case .parameter(let name, _): [name]
      case .include(_, let inner): argumentNames(inner) + (inner.first?.source.argumentNames ?? [])
      case .query, .definition, .command: []
      }
    }
  }

  /// Reads the text of the scripts, which a report prints; the values that it names are known before anything runs.
  private func readReports(_ scripts: inout [Script]) throws {
    var values = ReportValues()
    values.add(given: questions.arguments.first ?? [:])
    for name in questions.argumentRows?.names ?? [] { values.add(varying: name) }
    var session = base
    var isFirst = true
    for place in scripts.indices where questions.isScript(place) {
      let script = scripts[place]
      scripts[place].report = try failing(script.source) {
        for statement in script.statements {
          switch statement.kind {
          case .command(let name, _) where name == "explain" || name == "import":
            throw Diagnostic("`.\(name)` answers in plain text, which a report has no place for", at: statement.span)
          default: try declare(statement, at: statement.span.lowerBound, &session, &values, script.folder)
          }
        }
        return try ReportScript(script.source, script.statements, values: values, isFirst: isFirst)
      }
      values.endScript()
      isFirst = false
    }
  }

  /// Notes the values that a statement declares, those of an included file too.
  private func declare(
    _ statement: Statement, at place: Int, _ session: inout Session, _ values: inout ReportValues, _ folder: String?
  ) throws {
    switch statement.kind {
    case .parameter(let name, _):
      _ = try session.run(statement, context(folder))
      if let value = session.parameters[name] { values.add(name, value, at: place) }
    case .query(let name?, _): values.add(result: name)
    case .include(_, let inner): for each in inner { try declare(each, at: place, &session, &values, folder) }
    case .query(nil, _), .definition, .command: break
    }
  }

  /// What the answer to a statement is called.
  private func title(of statement: Int, in script: Script) -> AnswerTitle {
    if let title = script.report?.titles[statement] { return title }
    if let comment = script.source.comment(above: script.statements[statement]) {
      return AnswerTitle(Prose(text: comment))
    }
    return AnswerTitle(query: script.source.title(of: script.statements[statement]))
  }

  // MARK: - Asking

  /// Asks everything once and shows each answer as it comes. Returns the number of rows of the last.
  private func ask(_ scripts: [Script]) throws -> Int? {
    var series = AnswerSeries(
      count: scripts.reduce(0) { $0 + Self.answerCount($1) }, format: options.output,
      scripts: scripts.compactMap(\.report))
    var record = ReportRecord()
    var session = base
    var rowCount: Int?
    for script in scripts {
      try failing(script.source) {
        try say(script.notes, script.source)
        for (place, statement) in script.statements.enumerated() {
          try show(script.report?.items[place] ?? [], in: &series)
          let answer = try answer(place, script, &session)
          record.add(statement, answer, title: title(of: place, in: script), session)
          guard let answer else { continue }
          try say(answer.notes, script.source)
          let more = try show(
            answer.table, title: title(of: place, in: script), picture: answer.plan.pictures.last,
            notes: answer.plan.stageNotes, in: &series)
          try say(more, script.source)
          rowCount = answer.table.rowCount
        }
        try show(script.report?.items.last ?? [], in: &series)
      }
    }
    if let last = scripts.last {
      try failing(last.source) { try finish(&series, record.method(of: archive, context(last.folder))) }
    }
    return rowCount
  }

  /// Asks everything for each row of `--args-from`; each statement gives one table, with the arguments as columns.
  private func askForEachRow(_ scripts: [Script]) throws -> Int? {
    var answers: [(title: AnswerTitle, table: StackedTables)] = []
    var record = ReportRecord()
    let names = questions.argumentRows?.names ?? []
    for (number, given) in questions.arguments.enumerated() {
      var session = base
      session.givenArguments = given
      var place = 0
      for script in scripts {
        try failing(script.source) {
          if number == 0 { try say(script.notes, script.source) }
          for index in script.statements.indices {
            guard let answer = try answer(index, script, &session) else { continue }
            try say(answer.notes, script.source)
            if place == answers.count {
              let title = title(of: index, in: script)
              record.add(.repeated(title, answer.plan.query, times: questions.arguments.count))
              answers.append((title, StackedTables(keys: names)))
            }
            answers[place].table.add(answer.table, keys: names.map { given[$0] ?? "" })
            place += 1
          }
        }
      }
    }
    guard let last = scripts.last else { return nil }
    var series = AnswerSeries(count: answers.count, format: options.output, scripts: scripts.compactMap(\.report))
    var rest = answers[...]
    for script in scripts {
      try failing(script.source) {
        for (place, statement) in script.statements.enumerated() {
          try show(script.report?.items[place] ?? [], in: &series)
          guard case .query(nil, _) = statement.kind, let answer = rest.popFirst() else { continue }
          try say(try show(answer.table.table(over: archive), title: answer.title, in: &series), script.source)
        }
        try show(script.report?.items.last ?? [], in: &series)
      }
    }
    try failing(last.source) { try finish(&series, record.method(of: archive, context(last.folder))) }
    return answers.last.map { $0.table.rowCount }
  }

  /// How many answers a script shows.
  private static func answerCount(_ script: Script) -> Int {
    script.statements.count { if case .query(nil, _) = $0.kind { true } else { false } }
  }

  /// The answer to one statement; nil if there is nothing to show.
  private func answer(_ place: Int, _ script: Script, _ session: inout Session) throws -> QueryAnswer? {
    let statement = script.statements[place]
    var context = context(script.folder)
    let title = title(of: place, in: script)
    if !title.isQuery { context.writing.title = title.plain }
    context.writing.sheetName = title.sheetName
    context.files = books
    if case .command(let name, let argument) = statement.kind {
      if name == "import" {
        try importQuery(argument, statement, script.source)
        return nil
      }
      guard name == "explain" else {
        throw Diagnostic(
          "`.\(name)` is a command of the shell; a script has queries", at: statement.span,
          hint: "open the shell to use it: newsq PATH")
      }
      try explain(SourceText(argument), session, context)
      return nil
    }
    let answer = try session.run(statement, context)
    progress.finish()
    guard let answer else { return nil }
    // Why no row is left is explained from all articles.
    if answer.rowCounts.first == 0 || answer.table.rowCount == 0, archive.reading?.isAgain ?? false { throw NeedsAll() }
    if questions.hasNoArticles, answer.plan.search != nil {
      throw Diagnostic(
        "no articles are open, so there is nothing to search", at: statement.span,
        hint: "name a file, a folder or an archive after the query, or - for standard input")
    }
    return answer
  }

  /// Runs `body`; what it throws is said, and ends the run with its status.
  private func failing<R>(_ source: SourceText, _ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let mistake as Diagnostic {
      complain(diagnostics.text(of: mistake, in: source))
      throw Failed(status: .wrongQuery)
    } catch let error as WorldError {
      complain("newsq: \(error.shown)\n")
      throw Failed(status: .outputFailed)
    } catch is Interrupted {
      complain("interrupted\n")
      throw Failed(status: .interrupted)
    } catch is ClosedPipe {
      throw Failed(status: .ran)
    }
  }

  // MARK: - Telling

  /// Says what is to be said besides the answer; under `--strict` a warning ends the run.
  private func say(_ notes: [Diagnostic], _ source: SourceText) throws {
    for note in notes {
      complain(diagnostics.text(of: note, in: source))
      if options.strict, note.severity == .warning { throw Failed(status: .wrongQuery) }
    }
  }

  /// `.explain QUERY`, which changes nothing.
  private func explain(_ query: SourceText, _ session: Session, _ context: RunContext) throws {
    var aside = session
    var notes: [Diagnostic] = []
    let statements = try aside.statements(of: query, context, notes: &notes)
    guard statements.count == 1, let answer = try aside.run(statements[0], context) else {
      throw Diagnostic("`.explain` takes one query")
    }
    Terminal.write(try Explain.text(of: answer, context), to: STDOUT_FILENO)
  }

  /// `.import QUERY`: what another language asks, in newsq.
  private func importQuery(_ query: String, _ statement: Statement, _ source: SourceText) throws {
    let start = statement.span.upperBound - query.utf8.count
    func moved(_ diagnostic: Diagnostic) -> Diagnostic {
      var diagnostic = diagnostic
      diagnostic.span = diagnostic.span.map { $0.lowerBound + start..<$0.upperBound + start }
      return diagnostic
    }
    do {
      let read = try ForeignQuery(query, columns: archive.schema.map(\.name), stages: StageCatalog.syntax)
      Terminal.write(TerminalSafe.escape(read.query) + "\n", to: STDOUT_FILENO)
      try say(read.notes.map(moved), source)
    } catch let mistake as Diagnostic {
      throw moved(mistake)
    }
  }

  private var shown: OutputOptions {
    var output = writing
    output.width = isTerminal ? Terminal.size(of: STDOUT_FILENO).columns : nil
    output.isTerminal = isTerminal
    output.color = ColorChoice(rawValue: options.color)?.isOn(for: STDOUT_FILENO) ?? false
    output.defaultFormat = isTerminal && output.lineEnd == nil ? "table" : "tsv"
    return output
  }

  private func show(
    _ table: Table, title: AnswerTitle, picture: String? = nil, notes: [String] = [], in series: inout AnswerSeries
  ) throws -> [Diagnostic] {
    var sink = StandardOutput.sink()
    series.write(table, title: title, picture: picture, notes: notes, options: shown, to: &sink)
    try sink.finish()
    return sink.notes
  }

  private func show(_ items: [ReportScript.Item], in series: inout AnswerSeries) throws {
    if items.isEmpty { return }
    var sink = StandardOutput.sink()
    for item in items { series.write(item, options: shown, to: &sink) }
    try sink.finish()
  }

  private func finish(_ series: inout AnswerSeries, _ method: @autoclosure () -> ReportMethod) throws {
    var sink = StandardOutput.sink()
    series.finish(method: method(), options: shown, to: &sink)
    try sink.finish()
    guard let write = context(nil).writeFile else { return }
    try books.finish(write)
  }

  private func context(_ folder: String?) -> RunContext {
    .ofThisMachine(
      now: questions.clock, threadCount: options.threads, folder: folder, isSafe: options.safe, progress: progress,
      inputs: questions.inputs, writing: writing, zone: questions.zone)
  }

  private func complain(_ text: String) { Terminal.write(text, to: STDERR_FILENO) }
}
