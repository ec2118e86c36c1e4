import CLibrary
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
      // It quotes the command line, which may hold anything.
      complain("newsq: \(TerminalSafe.escape(FileName.shown(mistake.message), breaks: .keep))\n")
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

  /// What the command line asks, one job after the other; each says with a status that it was the last.
  private func ask() throws -> ExitStatus {
    try checkChoices()
    if options.serveStdio { return try serve() }
    let questions = try questions()
    if options.follow { return try follow(questions) }
    try checkOutputs(questions)

    // Ctrl-C while loading keeps what is known so far; a second one ends.
    Signals.watchInterrupts()
    if let status = try maintain(questions) { return status }
    var loading = Loading(
      threadCount: options.threads ?? World.processorCount, now: questions.clock, reading: try options.reading,
      keepsRejected: options.reject != nil, memory: try memory(),
      savePath: options.add.isEmpty && !options.safe ? options.save : nil)
    try checkAddition()
    let saving: ArchiveSaving?
    do { saving = try self.saving() } catch let error as WorldError {
      complain(error)
      return .outputFailed
    }
    let adds = !options.add.isEmpty
    let skimmed = questions.isForShell || adds ? nil : skimmed(questions)
    let loaded = try loading.archive(of: adds ? options.add : questions.paths, skimmed: skimmed)
    if let status = try tell(of: loading, questions) { return status }
    let status = loading.status(mostBad: options.maxBad)
    // When nothing could be read there is nothing to ask: a script must not take that for an answer.
    if status != .ran, loaded.articleCount == 0 || loading.hasTooManyBad(options.maxBad) { return status }

    let archive: Archive
    switch try keep(loaded, loading, saving, questions) {
    case .failed(let status): return status
    case .archive(let kept): archive = kept
    }
    if adds || options.save != nil, questions.sources.isEmpty { return status }
    if questions.isForShell { return shell(over: archive, loading.reportText, questions) }
    let answer = try batch(over: archive, questions, &loading)
    return answer == .ran ? status : answer
  }

  /// How much memory reading may take; nil if the command line does not say.
  private func memory() throws(UsageMistake) -> Int? {
    guard let text = options.memory else { return nil }
    guard let size = MemorySize.bytes(text) else {
      throw UsageMistake("--memory takes a size like 2G or 500M, not `\(text)`")
    }
    return size
  }

  private func batch(over archive: Archive, _ questions: Questions, _ loading: inout Loading) throws -> ExitStatus {
    var archive = archive
    while true {
      var batch = try Batch(archive, options, diagnostics: diagnostics, questions)
      if case .status(let status) = try batch.run() { return status }
      // Why nothing was found can only be said of everything.
      archive = try loading.archive(of: questions.paths)
    }
  }

  private func follow(_ questions: Questions) throws -> ExitStatus {
    guard options.paths.count == 1 else { throw UsageMistake("--follow takes one file, pipe or -") }
    if questions.sources.isEmpty { throw UsageMistake("--follow needs a query: -c QUERY or -f SCRIPT") }
    let others = [
      ("--save", options.save != nil), ("--reject", options.reject != nil), ("--report", options.report),
      ("--args-from", options.argsFrom != nil), ("--add", !options.add.isEmpty), ("--columns", options.columns != nil),
      ("--table", !options.tables.isEmpty),
    ]
    if let other = others.first(where: \.1) { throw UsageMistake("--follow and \(other.0) do not go together") }
    var following = try Following(
      options, questions.sources, questions.arguments.first ?? [:], diagnostics: diagnostics)
    return try following.run(options.paths[0])
  }

  func complain(_ text: String) { Terminal.write(text, to: STDERR_FILENO) }

  func complain(_ error: WorldError) {
    complain("newsq: \(error.shown)\n")
  }
}

/// The command line asks for what cannot be.
struct UsageMistake: Error {
  var message: String

  init(_ message: String) { self.message = message }
}
