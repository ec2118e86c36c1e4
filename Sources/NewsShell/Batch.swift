import Glibc
import NewsQuery

/// Asks and exits: `-c`, `-f`, a script on standard input.
struct Batch {
  private let archive: Archive
  private let options: CommandOptions
  private let diagnostics: DiagnosticPrinter
  private let now: NewsDate
  private let isTerminal = Terminal.isTerminal(STDOUT_FILENO)
  private let progress = SharedProgress()
  private let writing: OutputOptions

  init(_ archive: Archive, _ options: CommandOptions, diagnostics: DiagnosticPrinter, now: NewsDate) throws {
    writing = try options.writing
    self.archive = archive
    self.options = options
    self.diagnostics = diagnostics
    self.now = now
  }

  enum End: Equatable {
    case status(ExitStatus)
    /// Nothing was found in the lines that were read: the others are needed to say why.
    case needsAll
  }

  /// Runs all sources with each set of arguments. The status is that of the last statement, or of the first that failed.
  mutating func run(_ sources: [(SourceText, folder: String?)], arguments: [[String: String]]) throws -> End {
    var rowCount: Int?
    for given in arguments {
      var session = Session(archive: archive, arguments: given)
      for (source, folder) in sources {
        switch try run(source, folder, &session) {
        case .rows(let count): rowCount = count ?? rowCount
        case .failed(let status): return .status(status)
        case .needsAll: return .needsAll
        }
      }
    }
    return .status(options.expectRows && rowCount == 0 ? .noRows : .ran)
  }

  private enum Outcome { case rows(Int?), failed(ExitStatus), needsAll }

  private func run(_ source: SourceText, _ folder: String?, _ session: inout Session) throws -> Outcome {
    let context = context(folder)
    var rowCount: Int?
    defer { progress.finish() }
    do {
      var notes: [Diagnostic] = []
      let statements = try session.statements(of: source, context, notes: &notes)
      guard try say(notes, source) else { return .failed(.wrongQuery) }
      for statement in statements {
        if case .command("explain", let query) = statement.kind {
          try explain(SourceText(query), session, context)
          continue
        }
        if case .command(let name, _) = statement.kind {
          throw Diagnostic(
            "`.\(name)` is a command of the shell; a script has queries", at: statement.span,
            hint: "open the shell to use it: newsq PATH")
        }
        guard let answer = try session.run(statement, context) else { continue }
        progress.finish()
        if answer.rowCounts.first == 0, archive.reading?.isAgain ?? false { return .needsAll }
        guard try say(answer.notes, source) else { return .failed(.wrongQuery) }
        try show(answer)
        rowCount = answer.table.rowCount
      }
    } catch let mistake as Diagnostic {
      complain(diagnostics.text(of: mistake, in: source))
      return .failed(.wrongQuery)
    } catch let error as WorldError {
      complain("newsq: \(TerminalSafe.escape(error.path)): \(TerminalSafe.escape(error.reason))\n")
      return .failed(.outputFailed)
    } catch is Interrupted {
      complain("interrupted\n")
      return .failed(.interrupted)
    } catch is ClosedPipe {
      return .failed(.ran)
    }
    return .rows(rowCount)
  }

  /// Says what is to be said besides the answer; false where that ends the run (`--strict`).
  private func say(_ notes: [Diagnostic], _ source: SourceText) throws -> Bool {
    for note in notes {
      complain(diagnostics.text(of: note, in: source))
      if options.strict, note.severity == .warning { return false }
    }
    return true
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

  private func show(_ answer: QueryAnswer) throws {
    let size = Terminal.size(of: STDOUT_FILENO)
    var output = writing
    output.width = isTerminal ? size.columns : nil
    output.isTerminal = isTerminal
    output.color = ColorChoice(rawValue: options.color)?.isOn(for: STDOUT_FILENO) ?? false
    output.defaultFormat = isTerminal && output.lineEnd == nil ? "table" : "tsv"
    var sink = StandardOutput.sink()
    Output.write(answer.table, format: options.output, options: output, to: &sink)
    try sink.finish()
  }

  private func context(_ folder: String?) -> RunContext {
    .ofThisMachine(
      now: now, threadCount: options.threads, folder: folder, isSafe: options.safe, progress: progress,
      writing: writing)
  }

  private func complain(_ text: String) { Terminal.write(text, to: STDERR_FILENO) }
}
