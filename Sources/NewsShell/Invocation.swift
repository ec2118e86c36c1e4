import Glibc
import NewsQuery

/// One run of the program: what the command line asked, carried out.
struct Invocation {
  let options: CommandOptions
  let color: Bool
  let diagnostics: DiagnosticPrinter

  init(_ options: CommandOptions) {
    self.options = options
    color = ColorChoice(rawValue: options.color)?.isOn(for: STDERR_FILENO) ?? false
    diagnostics = DiagnosticPrinter(isColored: color, columns: Terminal.size(of: STDERR_FILENO).columns)
  }

  func run() -> ExitStatus {
    do {
      return try ask()
    } catch let mistake as UsageMistake {
      complain("newsq: \(mistake.message)\n")
      return .wrongQuery
    } catch let error as WorldError {
      complain(error)
      return .inputFailed
    } catch is Interrupted {
      return .interrupted
    } catch {
      complain("newsq: \(error)\n")
      return .inputFailed
    }
  }

  private func ask() throws -> ExitStatus {
    if ColorChoice(rawValue: options.color) == nil {
      throw UsageMistake("--color takes auto, always or never, not `\(options.color)`")
    }
    if let name = options.output, FormatCatalog.format(named: name) == nil {
      let names = FormatCatalog.all.map { $0.name }.joined(separator: ", ")
      throw UsageMistake("there is no output format `\(name)`; there are: \(names)")
    }
    var arguments: [String: String] = [:]
    for argument in options.arg {
      guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
        throw UsageMistake("--arg takes NAME=VALUE, not `\(argument)`")
      }
      arguments[String(argument[..<equals])] = String(argument[argument.index(after: equals)...])
    }
    let clock = try clock()

    if options.serveStdio { return try serve(clock) }

    let isAsked = !options.command.isEmpty || !options.script.isEmpty
    let readsArticlesFromInput = options.paths.contains("-")
    var sources: [(SourceText, folder: String?)] = options.command.enumerated().map { index, text in
      (SourceText(text, name: options.command.count > 1 ? "query \(index + 1)" : "query"), nil)
    }
    for path in options.script { sources.append(try script(path)) }
    let isShell =
      !isAsked && Terminal.isTerminal(STDIN_FILENO) && !options.report && options.save == nil
      && options.add.isEmpty
    if !isAsked, !isShell, !readsArticlesFromInput, options.save == nil, options.add.isEmpty, !options.follow,
      !Terminal.isTerminal(STDIN_FILENO)
    {
      sources.append((try SourceText(utf8: readAll(STDIN_FILENO), name: "standard input"), nil))
    }

    if options.follow { return try follow(sources, arguments) }

    // Ctrl-C while loading keeps what is known so far; a second one ends.
    Signals.watchInterrupts()
    var loading = Loading(
      threadCount: options.threads ?? World.processorCount, now: clock, keepsRejected: options.reject != nil)
    let base = try options.add.isEmpty ? nil : archiveToAddTo()
    let sets = try argumentSets(arguments)
    let skimmed = isShell || base != nil ? nil : skimmed(sources, sets, clock)
    var archive = try loading.archive(of: options.add.isEmpty ? options.paths : options.add, skimmed: skimmed)
    // The report has all of them.
    for line in loading.complaints(most: options.report ? 0 : 10) where !options.report { complain(line + "\n") }
    if options.report { Terminal.write(loading.reportText, to: isAsked ? STDERR_FILENO : STDOUT_FILENO) }
    if let path = options.reject {
      if options.safe { throw UsageMistake("--safe writes no file, and --reject does") }
      do {
        try World.writeFile(path, loading.rejected)
      } catch {
        complain(error)
        return .outputFailed
      }
    }
    if let most = options.maxBad, loading.hasTooManyBad(most) {
      let records = loading.skippedRecordCount == 1 ? "1 record is" : "\(loading.skippedRecordCount) records are"
      complain("newsq: \(records) bad, more than --max-bad \(most) allows\n")
    }
    let status = loading.status(mostBad: options.maxBad)
    // Where nothing could be read there is nothing to ask: a script must not take that for an answer.
    if status != .ran, archive.articleCount == 0 || loading.hasTooManyBad(options.maxBad) {
      return status
    }
    if let base {
      do {
        archive = try add(archive, to: base)
      } catch {
        complain(error)
        return .outputFailed
      }
      if sources.isEmpty { return status }
    } else if let path = options.save {
      if options.safe { throw UsageMistake("--safe writes no file, and --save does") }
      let progress = SharedProgress()
      defer { progress.finish() }
      do {
        var context = RunContext.ofThisMachine(
          now: clock, threadCount: options.threads, folder: nil, isSafe: true, progress: progress)
        context.step = "comparing"
        try ArchiveFile.write(archive, to: path, context)
      } catch let error as WorldError {
        complain(error)
        return .outputFailed
      }
      if sources.isEmpty { return status }
    }
    if isShell { return shell(over: archive, loading.reportText, arguments, clock) }

    var batch = try Batch(archive, options, diagnostics: diagnostics, now: clock)
    var answered = try batch.run(sources, arguments: sets)
    if answered == .needsAll {
      // Why nothing was found can only be said of everything.
      archive = try loading.archive(of: options.paths)
      batch = try Batch(archive, options, diagnostics: diagnostics, now: clock)
      answered = try batch.run(sources, arguments: sets)
    }
    guard case .status(let answer) = answered, answer != .ran else { return status }
    return answer
  }

  /// `--serve-stdio`: answers a program until its input ends.
  private func serve(_ clock: NewsDate) throws -> ExitStatus {
    guard options.command.isEmpty, options.script.isEmpty, !options.paths.contains("-") else {
      throw UsageMistake("--serve-stdio reads its queries from standard input: give it articles only")
    }
    Signals.watchInterrupts()
    var loading = Loading(threadCount: options.threads ?? World.processorCount, now: clock)
    let archive = try loading.archive(of: options.paths)
    for line in loading.complaints(most: 10) { complain(line + "\n") }
    if loading.status(mostBad: options.maxBad) != .ran, archive.articleCount == 0 { return .inputFailed }
    let options = options
    let server = QueryServer(archive: archive, diagnostics: diagnostics) {
      // The clock goes on between queries, unless the command line made it stand still.
      .ofThisMachine(
        now: options.now == nil ? World.now : clock, threadCount: options.threads, folder: nil, isSafe: options.safe,
        progress: SharedProgress())
    }
    do { try server.run() } catch is ClosedPipe {}
    return .ran
  }

  /// How one question is answered from raw lines. Nil where there are several, where all that is read is wanted besides,
  /// or where every bad record counts.
  private func skimmed(
    _ sources: [(SourceText, folder: String?)], _ arguments: [[String: String]], _ clock: NewsDate
  ) -> Loading.Skimmed? {
    guard sources.count == 1, arguments.count == 1, options.save == nil, !options.report, options.maxBad == nil,
      options.reject == nil, !(options.output.flatMap { FormatCatalog.format(named: $0) }?.writesWholeArticles ?? false)
    else {
      return nil
    }
    let (source, folder) = sources[0]
    let context = RunContext.ofThisMachine(
      now: clock, threadCount: options.threads, folder: folder, isSafe: options.safe, progress: SharedProgress())
    return { sample in
      var session = Session(archive: sample, arguments: arguments[0])
      return session.skimming(source, context)
    }
  }

  /// What `--add` adds to.
  private func archiveToAddTo() throws -> Archive {
    if options.safe { throw UsageMistake("--safe writes no file, and --add does") }
    guard options.paths.count == 1, let path = options.paths.first, Loading.isArchive(path) else {
      throw UsageMistake("--add adds to an archive that is there: newsq --add more.jsonl news.archive")
    }
    return try Loading.open(path)
  }

  /// Writes the archive that the command line names with what comes to it (elsewhere with `--save`) and opens it again.
  private func add(_ new: Archive, to base: Archive) throws(WorldError) -> Archive {
    let path = options.paths[0]
    let addition = ArchiveAddition(of: new, to: base)
    let report = addition.report
    let target = options.save ?? path
    if report.addedCount > 0 || target != path {
      try ArchiveFile.write(addition, to: target, threadCount: options.threads ?? World.processorCount)
    }
    if options.report {
      complain(
        "\(report.addedCount.grouped) articles added to \(TerminalSafe.escape(target)), "
          + "\(report.editionCount.grouped) of them new editions; \(report.knownCount.grouped) known before\n")
    }
    return try Loading.open(target)
  }

  private func follow(_ sources: [(SourceText, folder: String?)], _ arguments: [String: String]) throws -> ExitStatus {
    guard options.paths.count == 1 else { throw UsageMistake("--follow takes one file, pipe or -") }
    if sources.isEmpty { throw UsageMistake("--follow needs a query: -c QUERY or -f SCRIPT") }
    let others = [
      ("--save", options.save != nil), ("--reject", options.reject != nil), ("--report", options.report),
      ("--args-from", options.argsFrom != nil), ("--add", !options.add.isEmpty),
    ]
    if let other = others.first(where: \.1) { throw UsageMistake("--follow and \(other.0) do not go together") }
    var following = try Following(options, sources, arguments, diagnostics: diagnostics)
    return try following.run(options.paths[0])
  }

  private func shell(
    over archive: Archive, _ report: String, _ arguments: [String: String], _ clock: NewsDate
  ) -> ExitStatus {
    let options = options
    let progress = SharedProgress()
    let engine = SessionEngine(
      archive, importReport: report, arguments: arguments,
      context: {
        // The clock goes on at the prompt, unless the command line made it stand still.
        .ofThisMachine(
          now: options.now == nil ? World.now : clock, threadCount: options.threads, folder: nil, isSafe: options.safe,
          progress: progress)
      },
      endProgress: { progress.finish() },
      load: { paths in
        var loading = Loading(threadCount: options.threads ?? World.processorCount, now: World.now)
        let archive = try loading.archive(of: paths)
        if let failure = loading.failures.first { throw failure }
        return (archive, loading.reportText)
      })
    return Shell(engine: engine, options: shellOptions).run()
  }

  private var shellOptions: ShellOptions {
    var shell = ShellOptions()
    shell.isSafe = options.safe
    shell.keepsHistory = !options.noHistory
    shell.color = ColorChoice(rawValue: options.color) ?? .auto
    if options.noConfig { shell.settingsPath = nil }
    return shell
  }

  private func clock() throws -> NewsDate {
    guard let text = options.now else { return World.now }
    guard let date = NewsDate(iso: text) else {
      throw UsageMistake("--now takes a time like 2020-07-24 or 2020-07-24T12:00Z, not `\(text)`")
    }
    return date
  }

  private func script(_ path: String) throws -> (SourceText, folder: String?) {
    let bytes = try World.readFile(path, in: nil)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    return (try SourceText(utf8: bytes, name: path), folder ?? ".")
  }

  /// The arguments of each run of the script: one set, or one a row of `--args-from`.
  private func argumentSets(_ given: [String: String]) throws -> [[String: String]] {
    guard let path = options.argsFrom else { return [given] }
    let rows = CSVText.rows(of: try World.readFile(path, in: nil))
    guard let header = rows.first, !header.isEmpty else {
      throw WorldError(path: path, reason: "has no header line that names the arguments")
    }
    return rows.dropFirst().map { row in
      zip(header, row).reduce(into: given) { all, pair in all[pair.0] = pair.1 }
    }
  }

  private func readAll(_ descriptor: Int32) throws(WorldError) -> [UInt8] {
    try World.readFile("/dev/stdin", in: nil)
  }

  private func complain(_ text: String) { Terminal.write(text, to: STDERR_FILENO) }

  private func complain(_ error: WorldError) {
    complain("newsq: \(TerminalSafe.escape(error.path)): \(TerminalSafe.escape(error.reason))\n")
  }
}

/// The command line asks for what cannot be.
struct UsageMistake: Error {
  var message: String

  init(_ message: String) { self.message = message }
}

extension SourceText {
  /// A text from outside. Bytes that are no UTF-8 are refused with their line, because a query must not silently change.
  init(utf8 bytes: [UInt8], name: String) throws(WorldError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = String(decoding: bytes, as: UTF8.self).utf8
      let place = zip(valid, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
      let line = bytes[..<min(place, bytes.count)].count { $0 == 0x0A } + 1
      throw WorldError(path: name, reason: "line \(line) is no UTF-8; save the script as UTF-8")
    }
    self.init(text, name: name)
  }
}
