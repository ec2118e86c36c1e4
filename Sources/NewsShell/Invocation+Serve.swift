import NewsQuery

extension Invocation {
  /// `--serve-stdio`: answers a program until its input ends.
  func serve() throws -> ExitStatus {
    guard options.command.isEmpty, options.script.isEmpty, !options.paths.contains("-") else {
      throw UsageMistake("--serve-stdio reads its queries from standard input: give it articles only")
    }
    let now = try clock()
    Signals.watchInterrupts()
    var loading = Loading(
      threadCount: options.threads ?? World.processorCount, now: now, reading: try options.reading)
    let archive = try loading.archive(of: options.paths)
    for line in loading.complaints(most: 10) { complain(line + "\n") }
    if loading.status(mostBad: options.maxBad) != .ran, archive.articleCount == 0 { return .inputFailed }
    let options = options
    let zone = try zone()
    let tables = try givenTables()
    let server = QueryServer(archive: archive, tables: tables, diagnostics: diagnostics) {
      // The clock goes on between queries, unless the command line made it stand still.
      .ofThisMachine(
        now: options.now == nil ? World.now : now, threadCount: options.threads, folder: nil, isSafe: options.safe,
        progress: SharedProgress(), zone: zone)
    }
    do { try server.run() } catch is ClosedPipe {}
    return .ran
  }
}
