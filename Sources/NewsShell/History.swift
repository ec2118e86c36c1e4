import CLibrary
import NewsQuery

/// Every query that was asked at a prompt, in one file for all shells of a user.
///
///     let number = history.begin("putin | count", archive: "seeds")
///     …
///     history.end(number, rows: 1, milliseconds: 3)
///
/// The file is JSON Lines, only ever appended to, each time with one write under a lock: shells that run at once lose
/// nothing of each other, and a query is on the disk before it runs, so that a shell that is killed loses none either.
/// How it ended is a second record with the same `id`:
///
///     {"t":"2020-07-23T18:19:07Z","id":"7f3a-1","archive":"seeds","query":"putin | count"}
///     {"id":"7f3a-1","rows":1,"ms":3}
///
/// What reporters ask is confidential: the file is theirs alone (0600), `--no-history` keeps none, and a query that
/// begins with a blank is left out.
final class History {
  /// A query that was asked.
  struct Entry: Equatable {
    /// When it began, in UTC: `2020-07-23T18:19:07Z`.
    var time: String
    var archive: String
    var query: String
    /// Rows that came; nil where it was interrupted, failed, or never ended.
    var rows: Int?
    var milliseconds: Int?
  }

  /// How many queries Up brings back, all sessions together.
  static let recalledCount: Int32 = 10_000
  /// The end of the file that is read for them at the start, however long it is.
  private static let recalledBytes = 4_000_000

  /// Where the file is; nil where none is kept.
  let path: String?
  /// What stood in the way of keeping the file, once it did.
  private(set) var failure: WorldError?

  /// Whether nothing was ever asked before.
  private(set) var isNew = false

  private var descriptor: Int32 = -1
  private let session: String
  private var count = 0

  /// The history in the file at `path`, made where there is none; `nil` keeps none.
  init(path: String?) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    session = String(getpid(), radix: 16) + "-" + String(now.tv_sec, radix: 36)
    self.path = path
    guard let path else { return }
    do throws(WorldError) {
      try Folders.make(parentOf: path)
      // A pipe without a reader would stop here, a device would take what is not its own.
      descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
      guard descriptor >= 0 else { throw WorldError.latest(path) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        descriptor = -1
        throw WorldError(path: path, reason: "is not a plain file; no history is kept")
      }
      isNew = status.st_size == 0
      // It may be older than this rule, or restored from a backup.
      fchmod(descriptor, 0o600)
    } catch {
      failure = error
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// `$XDG_STATE_HOME/newsq/history.jsonl`, or the same under `~/.local/state`.
  static var usualPath: String? { Folders.state.map { $0 + "/newsq/history.jsonl" } }

  /// Notes that `query` is asked now; nil where it is not kept.
  func begin(_ query: String, archive: String) -> String? {
    guard descriptor >= 0, Self.keeps(query) else { return nil }
    count += 1
    let id = "\(session)-\(count)"
    let time = FlatJSON.quoted(Self.timeNow())
    append(
      "{\"t\":\(time),\"id\":\(FlatJSON.quoted(id)),\"archive\":\(FlatJSON.quoted(archive)),"
        + "\"query\":\(FlatJSON.quoted(query))}\n")
    return id
  }

  /// Notes how the query noted as `id` ended; without `rows` where it gave none because it failed.
  func end(_ id: String?, rows: Int?, milliseconds: Int) {
    guard let id else { return }
    append("{\"id\":\(FlatJSON.quoted(id)),\"rows\":\(rows.map(String.init) ?? "null"),\"ms\":\(milliseconds)}\n")
  }

  /// Whether `query` may be kept at all.
  static func keeps(_ query: String) -> Bool {
    guard let first = query.utf8.first, first != 0x20, first != 0x09 else { return false }
    return query.utf8.contains { $0 != 0x0A && $0 != 0x20 }
  }

  /// The latest queries, oldest first, for Up to bring back. Lines that are broken are passed over.
  func recalled() -> [String] {
    guard let path, descriptor >= 0 else { return [] }
    var status = stat()
    fstat(descriptor, &status)
    let start = max(0, Int(status.st_size) - Self.recalledBytes)
    guard let bytes = try? FileText.readBytes(path, from: start) else { return [] }
    var queries: [String] = []
    for line in bytes.split(separator: 0x0A).dropFirst(start > 0 ? 1 : 0) {
      if case .text(let query)? = FlatJSON.parse(line)?["query"], queries.last != query { queries.append(query) }
    }
    return queries.suffix(Int(Self.recalledCount))
  }

  /// All queries in the file, oldest first, those of other shells too; with `text`, only those that hold it.
  func entries(holding text: String = "") -> [Entry] {
    guard let path, let bytes = try? FileText.readBytes(path) else { return [] }
    var entries: [Entry] = []
    var places: [String: Int] = [:]
    for line in bytes.split(separator: 0x0A) {
      guard let record = FlatJSON.parse(line) else { continue }
      if case .text(let query)? = record["query"] {
        if case .text(let id)? = record["id"] { places[id] = entries.count }
        entries.append(
          Entry(time: record.text("t"), archive: record.text("archive"), query: query, rows: nil, milliseconds: nil))
      } else if case .text(let id)? = record["id"], let place = places[id] {
        if case .number(let rows)? = record["rows"] { entries[place].rows = rows }
        if case .number(let milliseconds)? = record["ms"] { entries[place].milliseconds = milliseconds }
      }
    }
    if text.isEmpty { return entries }
    let wanted = text.lowercased()
    return entries.filter { Self.holds($0.query.lowercased(), wanted) }
  }

  private static func holds(_ text: String, _ wanted: String) -> Bool {
    text.split(separator: wanted, maxSplits: 1, omittingEmptySubsequences: false).count > 1
  }

  private func append(_ record: String) {
    guard descriptor >= 0, let path else { return }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    defer { flock(descriptor, LOCK_UN) }
    var status = stat()
    fstat(descriptor, &status)
    var last: UInt8 = 0x0A
    // A shell that was killed while it wrote leaves a line without an end; ours must not join it.
    if status.st_size > 0 { pread(descriptor, &last, 1, status.st_size - 1) }
    if !Terminal.write(last == 0x0A ? record : "\n" + record, to: descriptor) { failure = .latest(path) }
  }

  private static func timeNow() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension [String: FlatJSON.Value] {
  fileprivate func text(_ name: String) -> String {
    if case .text(let value)? = self[name] { return value }
    return ""
  }
}
