import CLibrary
import NewsQuery

/// Asks an archive in one warm process, as a peer's library is asked: a line in, a line out.
///
///     newsq-bench news.archive
///     count<TAB>putin trump        →  143<TAB>81204        articles, nanoseconds
///     best<TAB>putin or trump      →  10<TAB>120411        the ten best by score
///     rows<TAB>* | top 20 source   →  20<TAB>991204        any query, the rows of its answer
///     cells<TAB>* | head 20        →  60<TAB>912204        the same, and each cell is read
///
///     newsq-bench --read feed.xml  →  7<TAB>5312           its articles, and bytes of their headlines and bodies
///
/// The time is from the text of the query to its answer, with one thread. What `--read` reads is dropped again, for a
/// comparison with programs that only parse.
@main struct Bench {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    do {
      if arguments.count == 2, arguments.first == "--read", let path = arguments.last {
        try read(path)
        return
      }
      guard arguments.count == 1 else {
        print("newsq-bench ARCHIVE, or newsq-bench --read FILE")
        exit(2)
      }
      let archive = try ArchiveFile.open(path: CommandLine.arguments[1]) { _ in exit(3) }
      while let line = readLine() {
        let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { continue }
        let start = nanoseconds()
        let count = try answer(parts[0], parts[1], archive)
        print("\(count)\t\(nanoseconds() - start)")
        fflush(nil)
      }
    } catch {
      print("\(error)")
      exit(1)
    }
  }

  private static func read(_ path: String) throws {
    let file = try InputBytes(path: path)
    var count = 0
    var size = 0
    try withExtendedLifetime(file) {
      try ReaderCatalog.read(file.bytes, fileName: path, report: { _ in }) { article, _ in
        count += 1
        size += article[bytes: .headline].count + article[bytes: .body].count
      }
    }
    print("\(count)\t\(size)")
  }

  private static func answer(_ kind: String, _ text: String, _ archive: Archive) throws -> Int {
    let context = RunContext(
      now: NewsDate(seconds: 1_700_000_000, precision: .second), threadCount: 1,
      readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "not read here") })
    if kind == "rows" || kind == "cells" {
      var session = Session(archive: archive)
      var notes: [Diagnostic] = []
      var rowCount = 0
      for statement in try session.statements(of: SourceText(text), context, notes: &notes) {
        guard let table = try session.run(statement, context)?.table else { continue }
        rowCount = table.rowCount
        guard kind == "cells" else { continue }
        rowCount = 0
        for row in table.rows {
          for column in table.columns where !column.column.value(at: Int(row)).isNull { rowCount += 1 }
        }
      }
      return rowCount
    }
    let plan = PlanContext(archive: archive, arguments: [:], results: [:], run: context, search: nil)
    let search = try CompiledSearch(try Parser.search(text), context: plan)
    return kind == "best" ? try search.best(10, context).count : try search.articleCount(context)
  }

  private static func nanoseconds() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }
}
