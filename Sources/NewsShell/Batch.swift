import Glibc
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
      let scripts = try questions.sources.map { try script($0.0, $0.folder, &known) }
      try check(scripts)
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

  // MARK: - Asking

  /// Asks everything once and shows each answer as it comes. Returns the number of rows of the last.
  private func ask(_ scripts: [Script]) throws -> Int? {
    var series = AnswerSeries(count: scripts.reduce(0) { $0 + Self.answerCount($1) }, format: options.output)
    var session = base
    var rowCount: Int?
    for script in scripts {
      try failing(script.source) {
        try say(script.notes, script.source)
        for statement in script.statements {
          guard let answer = try answer(statement, script, &session) else { continue }
          try say(answer.notes, script.source)
          try show(answer.table, title: script.source.title(of: statement), in: &series)
          rowCount = answer.table.rowCount
        }
      }
    }
    if let last = scripts.last { try failing(last.source) { try finish(&series) } }
    return rowCount
  }

  /// Asks everything for each row of `--args-from`; each statement gives one table, with the arguments as columns.
  private func askForEachRow(_ scripts: [Script]) throws -> Int? {
    var answers: [(title: String, table: StackedTables)] = []
    let names = questions.argumentRows?.names ?? []
    for (number, given) in questions.arguments.enumerated() {
      var session = base
      session.givenArguments = given
      var place = 0
      for script in scripts {
        try failing(script.source) {
          if number == 0 { try say(script.notes, script.source) }
          for statement in script.statements {
            guard let answer = try answer(statement, script, &session) else { continue }
            try say(answer.notes, script.source)
            if place == answers.count {
              answers.append((script.source.title(of: statement), StackedTables(keys: names)))
            }
            answers[place].table.add(answer.table, keys: names.map { given[$0] ?? "" })
            place += 1
          }
        }
      }
    }
    guard let last = scripts.last else { return nil }
    var series = AnswerSeries(count: answers.count, format: options.output)
    try failing(last.source) {
      for answer in answers { try show(answer.table.table(over: archive), title: answer.title, in: &series) }
      try finish(&series)
    }
    return answers.last.map { $0.table.rowCount }
  }

  /// How many answers a script shows.
  private static func answerCount(_ script: Script) -> Int {
    script.statements.count { if case .query(nil, _) = $0.kind { true } else { false } }
  }

  /// The answer to one statement; nil if there is nothing to show.
  private func answer(_ statement: Statement, _ script: Script, _ session: inout Session) throws -> QueryAnswer? {
    let context = context(script.folder)
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

  private func show(_ table: Table, title: String, in series: inout AnswerSeries) throws {
    var output = writing
    output.width = isTerminal ? Terminal.size(of: STDOUT_FILENO).columns : nil
    output.isTerminal = isTerminal
    output.color = ColorChoice(rawValue: options.color)?.isOn(for: STDOUT_FILENO) ?? false
    output.defaultFormat = isTerminal && output.lineEnd == nil ? "table" : "tsv"
    var sink = StandardOutput.sink()
    series.write(table, title: title, options: output, to: &sink)
    try sink.finish()
  }

  private func finish(_ series: inout AnswerSeries) throws {
    var sink = StandardOutput.sink()
    series.finish(to: &sink)
    try sink.finish()
  }

  private func context(_ folder: String?) -> RunContext {
    .ofThisMachine(
      now: questions.clock, threadCount: options.threads, folder: folder, isSafe: options.safe, progress: progress,
      inputs: questions.inputs, writing: writing, zone: questions.zone)
  }

  private func complain(_ text: String) { Terminal.write(text, to: STDERR_FILENO) }
}
