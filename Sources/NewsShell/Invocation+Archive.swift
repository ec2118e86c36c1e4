import CLibrary
import NewsQuery

extension Invocation {
  /// How one question is answered from raw lines. Nil where there are several, where all that is read is wanted besides,
  /// or where every bad record counts.
  func skimmed(_ questions: Questions) -> Loading.Skimmed? {
    guard questions.sources.count == 1, questions.arguments.count == 1, options.save == nil, !options.report,
      options.maxBad == nil,
      options.reject == nil, !(options.output.flatMap { FormatCatalog.format(named: $0) }?.writesWholeArticles ?? false)
    else {
      return nil
    }
    let (source, folder) = questions.sources[0]
    let arguments = questions.arguments[0]
    let context = RunContext.ofThisMachine(
      now: questions.clock, threadCount: options.threads, folder: folder, isSafe: options.safe,
      progress: SharedProgress(), inputs: questions.inputs, zone: questions.zone)
    return { sample in
      var session = Session(archive: sample, arguments: arguments)
      return session.skimming(source, context)
    }
  }

  /// Throws `UsageMistake` if an output is also an input, before anything is read or written.
  func checkOutputs(_ questions: Questions) throws(UsageMistake) {
    for (option, path) in [("--save", options.save), ("--reject", options.reject)] {
      if let path, let reason = questions.inputs.reasonNotToWrite(path) {
        throw UsageMistake("\(option) \(path): \(reason); nothing was changed")
      }
    }
    if let save = options.save, let reject = options.reject, NewFile.target(of: save) == NewFile.target(of: reject) {
      throw UsageMistake("--save and --reject name the same file")
    }
  }

  /// Says what came of the inputs and keeps what was left out; a status if that ends the run.
  func tell(of loading: Loading, _ questions: Questions) throws -> ExitStatus? {
    if options.report {
      // The report has all of the complaints.
      Terminal.write(loading.reportText, to: isAsked ? STDERR_FILENO : STDOUT_FILENO)
    } else {
      for line in loading.complaints(most: 10) { complain(line + "\n") }
    }
    if let path = options.reject {
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
    return nil
  }

  /// What became of the loaded articles.
  enum Kept {
    case archive(Archive)
    case failed(ExitStatus)
  }

  /// Adds the articles to the archive that the command line names, or saves them, when the command line says so.
  func keep(
    _ archive: Archive, _ loading: Loading, _ saving: ArchiveSaving?, _ questions: Questions
  ) throws -> Kept {
    defer { saving?.end() }
    do {
      if !options.add.isEmpty { return .archive(try add(archive, saving, questions.clock)) }
      if let path = options.save { try save(archive, loading, to: path, questions.clock) }
      return .archive(archive)
    } catch let error as WorldError {
      complain(error)
      return .failed(error.isDamage ? .inputFailed : .outputFailed)
    }
  }

  private func save(_ archive: Archive, _ loading: Loading, to path: String, _ clock: NewsDate) throws {
    if let spilled = loading.spilled, !loading.isJoined { return try spilled.keep() }
    try withProgress("comparing", clock) { try ArchiveFile.write(archive, to: path, $0) }
  }

  /// Runs long work on an archive, and shows how far it has come.
  private func withProgress<Result>(
    _ step: String, _ clock: NewsDate, _ body: (RunContext) throws -> Result
  ) throws -> Result {
    let progress = SharedProgress()
    defer { progress.finish() }
    var context = RunContext.ofThisMachine(
      now: clock, threadCount: options.threads, folder: nil, isSafe: true, progress: progress)
    context.step = step
    return try body(context)
  }

  // MARK: - Changing an archive

  /// The archive that `option` changes.
  private func archiveToChange(_ option: String, _ example: String) throws(UsageMistake) -> String {
    if options.safe { throw UsageMistake("--safe writes no file, and \(option) does") }
    guard options.paths.count == 1, let path = options.paths.first, Loading.isArchive(path) else {
      throw UsageMistake("\(option) changes an archive that is there: newsq \(example)")
    }
    return path
  }

  /// Throws if the command line adds to what is no archive.
  func checkAddition() throws(UsageMistake) {
    if !options.add.isEmpty { _ = try archiveToChange("--add", "--add more.jsonl news.archive") }
  }

  /// Keeps others from changing the archive that `--save` is about to replace; nil if nothing is saved. Throws
  /// `Interrupted` and `WorldError`.
  func saving() throws -> ArchiveSaving? {
    guard let path = options.save, !options.safe else { return nil }
    return try ArchiveSaving(path: path, writing(path))
  }

  /// Locks the archive at `path`.
  private func update(of path: String) throws -> ArchiveUpdate {
    try ArchiveUpdate(path: path, writing(path))
  }

  private func writing(_ path: String) -> ArchiveUpdate.Settings {
    var settings = ArchiveUpdate.Settings(onDamage: Loading.endProgram)
    settings.waits = !options.noWait
    settings.onWait = {
      complain("newsq: \(TerminalSafe.escape(path)): waiting for another newsq that is changing it\n")
    }
    settings.isInterrupted = { Signals.isInterrupted }
    return settings
  }

  /// Adds to the archive that the command line names (with `--save`, to a copy of it) and opens it again.
  private func add(_ new: Archive, _ saving: ArchiveSaving?, _ clock: NewsDate) throws -> Archive {
    let path = options.paths[0]
    let target = options.save ?? path
    if target != path {
      // The copy is made whole first, then it is added to.
      try ArchiveFile.write(
        try Loading.open(path), to: target, threadCount: options.threads ?? World.processorCount)
    }
    saving?.letAdd()
    var maps = Set(new.wideMaps)
    let report = try withProgress("comparing", clock) { context in
      let update = try update(of: target)
      maps.formUnion(update.archive.wideMaps)
      return try update.add(new, context)
    }
    if options.report {
      complain(
        "\(report.addedCount.grouped) articles added to \(TerminalSafe.escape(target)), "
          + "\(report.editionCount.grouped) of them new editions; \(report.knownCount.grouped) known before\n")
    }
    let archive = try Loading.open(target)
    for map in archive.wideMaps where !maps.contains(map) { complain(Loading.note(onMap: map) + "\n") }
    return archive
  }

  /// Carries out `--remove` and `--compact`; a status if nothing else is asked.
  func maintain(_ questions: Questions) throws -> ExitStatus? {
    guard options.remove != nil || options.compact else { return nil }
    if !options.add.isEmpty || options.save != nil || options.follow {
      throw UsageMistake("--remove and --compact take no other work on archives beside them")
    }
    let path = try archiveToChange(
      options.compact ? "--compact" : "--remove",
      options.compact ? "--compact news.archive" : "--remove 'SEARCH' news.archive")
    do {
      if let search = options.remove, let status = try remove(search, from: path, questions) { return status }
      if options.compact {
        try withProgress("comparing", questions.clock) { try update(of: path).compact($0) }
      }
    } catch let error as WorldError {
      complain(error)
      return error.isDamage ? .inputFailed : .outputFailed
    }
    return questions.sources.isEmpty ? .ran : nil
  }

  /// Removes what a search finds; a status if the search is wrong.
  private func remove(_ search: String, from path: String, _ questions: Questions) throws -> ExitStatus? {
    let source = SourceText(search, name: "--remove")
    let update = try update(of: path)
    let archive = update.archive
    do {
      let articles = try withProgress("searching", questions.clock) { context in
        var session = Session(archive: archive, arguments: questions.arguments.first ?? [:])
        var notes: [Diagnostic] = []
        let statements = try session.statements(of: source, context, notes: &notes)
        guard statements.count == 1, case .query(nil, let query) = statements[0].kind, query.stages.isEmpty,
          query.search != nil, let answer = try session.run(statements[0], context)
        else { throw Diagnostic("`--remove` takes one search without stages", at: 0..<search.utf8.count) }
        return answer.table.rows.compactMap { answer.table.article(of: $0).map { UInt32($0) } }
      }
      try update.remove(articles)
      complain(
        "\(articles.count == 1 ? "1 article" : "\(articles.count.grouped) articles") removed from "
          + "\(TerminalSafe.escape(path)); the texts leave the file with --compact\n")
      return nil
    } catch let mistake as Diagnostic {
      complain(diagnostics.text(of: mistake, in: source))
      return .wrongQuery
    }
  }
}
