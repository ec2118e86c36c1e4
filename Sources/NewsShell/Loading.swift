import CLibrary
import NewsQuery

/// Paths in, archive out, with what was wrong on the way.
struct Loading {
  private let threadCount: Int
  private let now: NewsDate
  private let keepsRejected: Bool
  private let reading: ReadOptions
  /// How much memory reading may take; nil: `MemorySize.standard`, which is found out if something is read.
  private let memory: Int?
  /// The file that the articles will be kept in, if any.
  private let savePath: String?
  /// The file that holds the articles if memory does not.
  private(set) var spilled: SpilledArchive?
  /// Whether archives are asked together, so that `spilled` is not all.
  private(set) var isJoined = false
  private var report: IngestReport?
  private(set) var failures: [WorldError] = []
  private(set) var articleCount = 0
  private var wideMaps: [String] = []

  init(
    threadCount: Int, now: NewsDate, reading: ReadOptions, keepsRejected: Bool = false,
    memory: Int? = nil, savePath: String? = nil
  ) {
    self.reading = reading
    self.memory = memory
    self.savePath = savePath
    self.threadCount = threadCount
    self.now = now
    self.keepsRejected = keepsRejected
  }

  /// How the only question is answered without reading everything, if it can be; it is given the first articles.
  typealias Skimmed = (_ sample: Archive) -> Skimming?

  /// Reads all of `paths`, or only what `skimmed` asks for. Archives are asked together, in the order of their paths; plain files
  /// become one more part behind them. Throws `Interrupted`; what could not be read is in the report.
  mutating func archive(of paths: [String], skimmed: Skimmed? = nil) throws -> Archive {
    if paths.count == 1, Self.isArchive(paths[0]) {
      let archive = try Self.open(paths[0])
      articleCount = archive.articleCount
      return archive
    }
    var walked = Inputs.walk(paths)
    if let path = walked.repeated {
      throw UsageMistake("\(TerminalSafe.escape(path)) is named twice; its articles would be counted twice")
    }
    let name = Self.name(of: paths)
    var archives = try walked.archives.map(Self.open)
    if archives.isEmpty || !walked.inputs.isEmpty {
      archives.append(try ingested(&walked.inputs, name: name, archives.isEmpty ? skimmed : nil))
    }
    failures = walked.failures + failures
    isJoined = archives.count > 1
    let archive = isJoined ? Archive(joining: archives, name: name) : archives[0]
    articleCount = archive.articleCount
    wideMaps = archive.wideMaps
    return archive
  }

  /// What to say of a map of the input that became one column.
  static func note(onMap name: String) -> String {
    "newsq: `\(TerminalSafe.escape(name))` has more than 4,096 keys, so it is one column of text, not one for each key"
  }

  private mutating func ingested(_ inputs: inout [IngestInput], name: String, _ skimmed: Skimmed?) throws -> Archive {
    let progress = SharedProgress()
    var ingest = Ingest(
      threadCount: threadCount, added: now,
      onProgress: { state in
        progress.report(
          "reading  \(state.articleCount.grouped) articles", done: state.byteCount, of: state.totalByteCount ?? 0,
          .bytes)
      },
      isInterrupted: { Signals.isInterrupted })
    ingest.keepsRejected = keepsRejected
    ingest.reading = reading
    let (archive, report) = try taken(&inputs, ingest, name: name, skimmed)
    progress.finish()
    self.report = report
    failures = report.failures
    return archive
  }

  /// Opens an archive file. Damage that comes to light only while a query reads ends the program.
  static func open(_ path: String) throws(WorldError) -> Archive {
    let archive = try ArchiveFile.open(path: path, onDamage: endProgram)
    if archive.hasBrokenSlot {
      Terminal.write(
        "newsq: \(TerminalSafe.escape(path)): one of its two headers is damaged; what was added last may be missing\n",
        to: STDERR_FILENO)
    }
    return archive
  }

  /// Damage came to light while a query reads: no answer can be given.
  static let endProgram: @Sendable (WorldError) -> Never = { damage in
    Terminal.write("newsq: \(damage.shown)\n", to: STDERR_FILENO)
    exit(ExitStatus.inputFailed.rawValue)
  }

  private mutating func taken(
    _ inputs: inout [IngestInput], _ ingest: Ingest, name: String, _ skimmed: Skimmed?
  ) throws -> (Archive, IngestReport) {
    if let skimmed, let skim = Skim(&inputs), let skimming = skimmed(skim.sample) {
      return try skim.archive(of: inputs, skimming, ingest, name: name)
    }
    let spill = Ingest.Spill(
      memory: memory ?? MemorySize.standard, path: savePath ?? MemorySize.spillPath, isForKeeps: savePath != nil,
      onDamage: Self.endProgram)
    let (archive, report, spilled) = try ingest.archive(of: inputs, name: name, spill)
    self.spilled = spilled
    return (archive, report)
  }

  /// Whether a file begins as an archive of newsq does.
  static func isArchive(_ path: String) -> Bool {
    var status = stat()
    guard path != "-", FileName.read(&status, of: path) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    let descriptor = FileName.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 64)
    let count = max(0, read(descriptor, &start, start.count))
    return start[..<count].withUnsafeBytes { ArchiveFile.isArchive(start: $0) }
  }

  /// For the prompt: the last part of the path, without its ending.
  static func name(of paths: [String]) -> String {
    guard let path = paths.first(where: { $0 != "-" }) else { return "articles" }
    let parts = path.split(separator: "/")
    guard let last = parts.last(where: { $0 != "." && $0 != ".." }) else { return "articles" }
    let stem = last.split(separator: ".").first.map(String.init) ?? String(last)
    return FileName.shown(paths.count > 1 ? stem + "+" : stem)
  }

  /// What to say at once: inputs that could not be read, and the first bad records.
  func complaints(most count: Int, listsPages: Bool = false) -> [String] {
    var lines = failures.map { "newsq: \($0.shown)" }
    guard let report else { return lines }
    // Pages without text are a line for all of them: a folder of pages may have hundreds.
    let problems = report.problems.filter { listsPages || $0.problem.message != InputProblem.noText }
    lines += problems.prefix(count).map { input, problem in
      let place = "\(TerminalSafe.escape(input)):\(TerminalSafe.escape(Self.place(problem.place))): "
      let what = problem.isRecordSkipped ? "left out: " : problem.message == InputProblem.noText ? "" : "repaired: "
      return place + what + TerminalSafe.escape(problem.message)
    }
    let problemCount = report.problemCount - (listsPages ? 0 : report.textlessCount)
    if problemCount > count { lines.append("… and \(problemCount - count) more; --report lists them") }
    if !listsPages, report.textlessCount > 0 {
      let pages = report.textlessCount == 1 ? "1 page" : "\(report.textlessCount.grouped) pages"
      lines.append("newsq: no article text on \(pages); --report lists them")
    }
    return lines
      + report.inputs.filter(\.isWithoutWords).prefix(count).map { input in
        let articles =
          input.articleCount == 1 ? "its only article has" : "its \(input.articleCount.grouped) articles have"
        return
          "newsq: \(TerminalSafe.escape(input.name)): \(articles) no headline and no text; no field has a "
          + "known name, such as `title` or `text`: Docs/Formats.md lists them"
      }
      + wideMaps.map(Self.note)
  }

  /// All of it, for `--report` and `.import-report`.
  var reportText: String {
    guard let report else {
      return "\(articleCount.grouped) article\(articleCount == 1 ? "" : "s"), opened as an archive\n"
    }
    let articles = articleCount == 1 ? "1 article" : "\(articleCount.grouped) articles"
    var text = "\(articles) from \(((report.byteCount + 999) / 1000).grouped) kB"
    if report.problemCount > 0 {
      text += report.problemCount == 1 ? ", 1 problem" : ", \(report.problemCount.grouped) problems"
    }
    text += "\n"
    text += report.inputs.map(\.text).joined()
    return text + complaints(most: report.problems.count, listsPages: true).map { $0 + "\n" }.joined()
  }

  /// The records that were left out, as they came.
  var rejected: [UInt8] { report?.rejected ?? [] }

  var skippedRecordCount: Int { report?.skippedRecordCount ?? 0 }

  /// 3 where an input could not be read or more records were bad than allowed.
  func status(mostBad: Int?) -> ExitStatus {
    if !failures.isEmpty { return .inputFailed }
    return hasTooManyBad(mostBad) ? .inputFailed : .ran
  }

  func hasTooManyBad(_ mostBad: Int?) -> Bool {
    guard let mostBad, let report else { return false }
    return report.skippedRecordCount > mostBad
  }

  private static func place(_ place: RecordPlace) -> String {
    (place.member.map { $0 + ":" } ?? "") + (place.line.map { "\($0)" } ?? "record \(place.record)")
  }
}
