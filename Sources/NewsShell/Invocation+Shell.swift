import NewsQuery

extension Invocation {
  /// Runs the shell over `archive` until the user leaves.
  func shell(over archive: Archive, _ report: String, _ questions: Questions) -> ExitStatus {
    let options = options
    let clock = questions.clock
    let progress = SharedProgress()
    let inputs = questions.inputs
    let zone = questions.zone
    let engine = SessionEngine(
      archive, paths: questions.paths, inputs: inputs, importReport: report,
      arguments: questions.arguments.first ?? [:], tables: questions.tables,
      context: {
        // The clock goes on at the prompt, unless the command line made it stand still.
        .ofThisMachine(
          now: options.now == nil ? World.now : clock, threadCount: options.threads, folder: nil, isSafe: options.safe,
          progress: progress, inputs: inputs, zone: zone)
      },
      endProgress: { progress.finish() },
      load: { paths in
        var loading = Loading(
          threadCount: options.threads ?? World.processorCount, now: World.now, reading: try options.reading)
        let archive = try loading.archive(of: paths)
        if let failure = loading.failures.first { throw failure }
        return (archive, loading.reportText)
      },
      store: { archive, path in
        defer { progress.finish() }
        var context = RunContext.ofThisMachine(
          now: World.now, threadCount: options.threads, folder: nil, isSafe: true, progress: progress)
        context.step = "comparing"
        try ArchiveFile.write(archive, to: path, context)
      })
    return Shell(engine: engine, options: shellOptions).run()
  }

  private var shellOptions: ShellOptions {
    var shell = ShellOptions()
    shell.isSafe = options.safe
    // What a stranger asks is not the user's history.
    shell.keepsHistory = !options.noHistory && !options.safe
    shell.color = ColorChoice(rawValue: options.color) ?? .auto
    if options.noConfig { shell.settingsPath = nil }
    return shell
  }
}
