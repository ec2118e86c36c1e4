import NewsQuery

extension Invocation {
  /// Runs the shell over `archive` until the user leaves.
  func shell(over archive: Archive, _ report: String, _ questions: Questions) -> ExitStatus {
    let options = options
    let clock = questions.clock
    let progress = SharedProgress()
    let engine = SessionEngine(
      archive, importReport: report, arguments: questions.arguments.first ?? [:],
      context: {
        // The clock goes on at the prompt, unless the command line made it stand still.
        .ofThisMachine(
          now: options.now == nil ? World.now : clock, threadCount: options.threads, folder: nil, isSafe: options.safe,
          progress: progress)
      },
      endProgress: { progress.finish() },
      load: { paths in
        var loading = Loading(
          threadCount: options.threads ?? World.processorCount, now: World.now, reading: try options.reading)
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
}
