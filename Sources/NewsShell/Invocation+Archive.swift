import Glibc
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
      progress: SharedProgress(), inputs: questions.inputs)
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

  /// Adds the articles to `base`, or saves them, when the command line says so.
  func keep(_ archive: Archive, addedTo base: Archive?, _ questions: Questions) throws -> Kept {
    do {
      if let base { return .archive(try add(archive, to: base)) }
      if let path = options.save { try save(archive, to: path, questions.clock) }
      return .archive(archive)
    } catch let error as WorldError {
      complain(error)
      return .failed(.outputFailed)
    }
  }

  private func save(_ archive: Archive, to path: String, _ clock: NewsDate) throws {
    let progress = SharedProgress()
    defer { progress.finish() }
    var context = RunContext.ofThisMachine(
      now: clock, threadCount: options.threads, folder: nil, isSafe: true, progress: progress)
    context.step = "comparing"
    try ArchiveFile.write(archive, to: path, context)
  }

  /// What `--add` adds to; nil without it.
  func archiveToAddTo() throws -> Archive? {
    if options.add.isEmpty { return nil }
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
}
