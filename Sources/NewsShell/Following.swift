import CLibrary
import NewsQuery

/// `--follow`: a query asked of each record as it comes, its rows written at once.
///
/// Each record is an archive of its own. So only stages whose traits say that they follow records are allowed: a stage
/// that counts or compares rows would have only the rows of one record.
struct Following {
  private static let stages = StageCatalog.all.filter { $0.traits.followsRecords }.map { $0.usage.name }
  /// The number of the record's article; the columns so far are before it.
  private static let record = 1
  private static let formats = ["tsv", "csv", "jsonl", "record", "text", "ninjs"]

  private let options: CommandOptions
  private let sources: [(SourceText, folder: String?)]
  private let arguments: [String: String]
  private let diagnostics: DiagnosticPrinter
  private let writing: OutputOptions
  /// How `7/8/2020` is meant, if the command line says so.
  private let dayFirst: Bool?
  /// Never shown: one record takes no time.
  private let progress = SharedProgress()
  /// Statements whose header is written.
  private var begun: Set<Int> = []
  /// Holds the input's own columns so far and stands beside each record: what a record has not is null then, no mistake.
  private var columns = Article()
  private var hasRows = false
  private var badCount = 0

  /// The zone of days, weeks, months and years; nil for each article's own.
  private let zone: ZoneRules?

  init(
    _ options: CommandOptions, _ sources: [(SourceText, folder: String?)], _ arguments: [String: String],
    diagnostics: DiagnosticPrinter
  ) throws {
    self.options = options
    self.sources = sources
    self.arguments = arguments
    self.diagnostics = diagnostics
    var writing = try options.writing
    writing.isTerminal = Terminal.isTerminal(STDOUT_FILENO)
    writing.color = ColorChoice(rawValue: options.color)?.isOn(for: STDOUT_FILENO) ?? false
    writing.defaultFormat = "tsv"
    self.writing = writing
    dayFirst = try options.reading.dayFirst
    zone = try options.timeZone.map { try TimeZoneFiles.zone($0) }
    if let format = options.output, !Self.formats.contains(format) {
      throw UsageMistake("--follow writes \(Self.formats.joined(separator: ", ")), not \(format)")
    }
  }

  mutating func run(_ path: String) throws -> ExitStatus {
    Signals.watchInterrupts()
    var lines = try FollowedLines(path: path)
    defer { lines.finish() }
    let name = path == "-" ? "standard input" : FileName.shown(path)
    if let status = check() { return status }
    for line in lines.before { learn(line) }
    var number = 0
    while true {
      switch try lines.next() {
      case .end:
        if Signals.isInterrupted { return .interrupted }
        return options.expectRows && !hasRows ? .noRows : .ran
      case .note(let text): complain("newsq: \(TerminalSafe.escape(name)): \(text)\n")
      case .line(let line):
        number += 1
        if let status = take(line, number, name) { return status }
      }
    }
  }

  /// What can be said before the first record: what the query's own words say.
  private func check() -> ExitStatus? {
    for (source, _) in sources {
      var notes: [Diagnostic] = []
      do {
        let session = Session(archive: ArchiveBuilder().finish(name: "followed"), arguments: arguments)
        let statements = try session.statements(of: source, context(nil), notes: &notes)
        for statement in statements {
          switch statement.kind {
          case .command(let name, _):
            throw Diagnostic("`.\(name)` is a command of the shell; a script has queries", at: statement.span)
          case .parameter, .definition, .include: continue
          case .query(_, let query):
            let calls = Session.stages(of: query.stages, in: statements)
            guard let call = calls.first(where: { !Self.stages.contains($0.name) || $0.looksAcrossRows }) else {
              continue
            }
            throw Diagnostic(
              "`\(call.name)` needs many rows, and --follow answers for one record at a time", at: call.nameSpan,
              hint: "stages that work with --follow: \(Self.stages.sorted().joined(separator: " "))")
          }
        }
      } catch let mistake as Diagnostic {
        complain(diagnostics.text(of: mistake, in: source))
        return .wrongQuery
      } catch {
        complain("newsq: \(error)\n")
        return .wrongQuery
      }
    }
    return nil
  }

  /// Asks one record; a status where that ends the run.
  private mutating func take(_ line: [UInt8], _ number: Int, _ name: String) -> ExitStatus? {
    var article = Article()
    let isBlank = line.withUnsafeBytes { JSONLinesReader.isBlank($0) }
    if isBlank { return nil }
    let problem = line.withUnsafeBytes { JSONLinesReader.readLine($0, into: &article, dayFirst: dayFirst) }
    if let problem {
      let place = RecordPlace(line: number, record: number, bytes: 0..<line.count)
      for each in line.withUnsafeBytes({ problem.problems(at: place, in: $0) }) {
        let what = each.isRecordSkipped ? "left out" : "repaired"
        complain(
          "\(TerminalSafe.escape(name)):record \(number): \(what): \(TerminalSafe.escape(each.message))\n")
      }
      if problem.failure != nil {
        badCount += 1
        guard let most = options.maxBad, badCount > most else { return nil }
        complain(
          "newsq: \(badCount == 1 ? "1 record is" : "\(badCount) records are") bad, more than --max-bad \(most) allows\n"
        )
        return .inputFailed
      }
    }
    learn(article)
    var builder = ArchiveBuilder(added: now)
    builder.append(columns)
    builder.append(article, place: "\(name):\(number)", file: name)
    return ask(builder.finish(name: name))
  }

  private mutating func learn(_ line: [UInt8]) {
    var article = Article()
    _ = line.withUnsafeBytes { JSONLinesReader.readLine($0, into: &article, dayFirst: dayFirst) }
    learn(article)
  }

  private mutating func learn(_ article: Article) {
    for other in article.others where other.value != .null {
      if !columns.others.contains(where: { $0.name == other.name }) { columns.others.append(other) }
    }
  }

  private mutating func ask(_ archive: Archive) -> ExitStatus? {
    var session = Session(archive: archive, arguments: arguments)
    var statementNumber = 0
    for (source, folder) in sources {
      do {
        var notes: [Diagnostic] = []
        let context = context(folder)
        for statement in try session.statements(of: source, context, notes: &notes) {
          statementNumber += 1
          guard let answer = try session.run(statement, context) else { continue }
          var table = answer.table
          table.rows = table.rows.filter { table.article(of: $0) == Self.record }
          if !table.rows.isEmpty { try show(table, statementNumber) }
        }
      } catch let mistake as Diagnostic {
        complain(diagnostics.text(of: mistake, in: source))
        return .wrongQuery
      } catch let error as WorldError {
        complain("newsq: \(error.shown)\n")
        return .outputFailed
      } catch is ClosedPipe {
        return .ran
      } catch is Interrupted {
        return .interrupted
      } catch {
        complain("newsq: \(error)\n")
        return .inputFailed
      }
    }
    return nil
  }

  /// Writes the rows at once and whole, whatever Ctrl-C says: half a record is worse than none.
  private mutating func show(_ table: Table, _ statement: Int) throws {
    hasRows = true
    var output = writing
    if !begun.insert(statement).inserted { (output.hasHeader, output.hasByteOrderMark) = (false, false) }
    var sink = ByteSink { try StandardOutput.write($0) }
    Output.write(table, format: options.output, options: output, to: &sink)
    try sink.finish()
  }

  private var now: NewsDate { options.now.flatMap { NewsDate(iso: $0) } ?? World.now }

  private func context(_ folder: String?) -> RunContext {
    var context = RunContext.ofThisMachine(
      now: now, threadCount: 1, folder: folder, isSafe: true, progress: progress, writing: writing, zone: zone)
    // One record is asked in no time; asked, it is answered.
    context.isInterrupted = { false }
    if !options.safe { context.readFile = { path throws(WorldError) in try World.readFile(path, in: folder) } }
    return context
  }

  private func complain(_ text: String) { Terminal.write(text, to: STDERR_FILENO) }
}
