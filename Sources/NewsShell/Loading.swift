import Glibc
import NewsQuery

/// Paths in, archive out, with what was wrong on the way.
struct Loading {
  private let threadCount: Int
  private let now: NewsDate
  private let keepsRejected: Bool
  private var report: IngestReport?
  private(set) var failures: [WorldError] = []
  private(set) var articleCount = 0

  init(threadCount: Int, now: NewsDate, keepsRejected: Bool = false) {
    self.threadCount = threadCount
    self.now = now
    self.keepsRejected = keepsRejected
  }

  /// How the only question is answered without reading everything, if it can be; it is given the first articles.
  typealias Skimmed = (_ sample: Archive) -> Skimming?

  /// Reads all of `paths`, or only what `skimmed` asks for. Throws `Interrupted`; what could not be read is in the report.
  mutating func archive(of paths: [String], skimmed: Skimmed? = nil) throws -> Archive {
    // Read as text, an archive would answer 0 articles.
    if paths.count > 1, let archive = paths.first(where: Self.isArchive) {
      throw WorldError(path: archive, reason: "an archive is asked alone; name it without other paths")
    }
    if paths.count == 1, Self.isArchive(paths[0]) {
      let archive = try Self.open(paths[0])
      articleCount = archive.articleCount
      return archive
    }
    var walked = Inputs.walk(paths)
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
    let (archive, report) = try taken(&walked.inputs, ingest, name: Self.name(of: paths), skimmed)
    progress.finish()
    self.report = report
    failures = walked.failures + report.failures
    articleCount = archive.articleCount
    return archive
  }

  /// Opens an archive file. Damage that comes to light only while a query reads ends the program.
  static func open(_ path: String) throws(WorldError) -> Archive {
    try ArchiveFile.open(path: path) { damage in
      Terminal.write(
        "newsq: \(damage.shown)\n", to: STDERR_FILENO)
      exit(ExitStatus.inputFailed.rawValue)
    }
  }

  private func taken(
    _ inputs: inout [IngestInput], _ ingest: Ingest, name: String, _ skimmed: Skimmed?
  ) throws -> (Archive, IngestReport) {
    if let skimmed, let skim = Skim(&inputs), let skimming = skimmed(skim.sample) {
      return try skim.archive(of: inputs, skimming, ingest, name: name)
    }
    return try ingest.archive(of: inputs, name: name)
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
  func complaints(most count: Int) -> [String] {
    var lines = failures.map { "newsq: \($0.shown)" }
    guard let report else { return lines }
    lines += report.problems.prefix(count).map { input, problem in
      "\(TerminalSafe.escape(input)):\(TerminalSafe.escape(Self.place(problem.place))): \(problem.isRecordSkipped ? "left out" : "repaired"): "
        + TerminalSafe.escape(problem.message)
    }
    if report.problemCount > count { lines.append("… and \(report.problemCount - count) more; --report lists them") }
    return lines
  }

  /// All of it, for `--report` and `.import-report`.
  var reportText: String {
    guard let report else { return "\(articleCount.grouped) articles, opened as an archive\n" }
    let articles = articleCount == 1 ? "1 article" : "\(articleCount.grouped) articles"
    var text = "\(articles) from \(((report.byteCount + 999) / 1000).grouped) kB"
    if report.problemCount > 0 {
      text += report.problemCount == 1 ? ", 1 problem" : ", \(report.problemCount.grouped) problems"
    }
    text += "\n"
    text += report.inputs.map(\.text).joined()
    return text + complaints(most: report.problems.count).map { $0 + "\n" }.joined()
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
