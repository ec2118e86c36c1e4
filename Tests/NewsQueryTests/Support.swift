import CLibrary
import NewsQuery

/// Files of the repository, as the tests read and record them.
enum Repository {
  static let root: String = {
    // Tests/NewsQueryTests/Support.swift
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  static func read(_ path: String) throws(WorldError) -> [UInt8] {
    guard let file = fopen(path, "r") else { throw WorldError(path: path, reason: "no such file") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
    return bytes
  }

  static func write(_ path: String, _ text: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    _ = Array(text.utf8).withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
  }
}

/// The fixture articles, and queries asked of them as a shell of 80 columns would show their answers.
enum Fixture {
  static let archive: Archive = {
    var builder = ArchiveBuilder()
    let bytes = (try? Repository.read(Repository.root + "/Tests/Fixtures/manual.jsonl")) ?? []
    bytes.withUnsafeBytes { bytes in
      try? JSONLinesReader.read(
        bytes, fileName: nil, report: { _ in },
        emit: { article, _ in
          builder.append(article, file: "manual.jsonl")
        })
    }
    return builder.finish(name: "manual.jsonl")
  }()

  /// Noon of the day after the newest article's month.
  static func context(threadCount: Int = 1) -> RunContext {
    RunContext(
      now: NewsDate(iso: "2024-07-01T12:00:00Z") ?? NewsDate(seconds: 0, precision: .second), threadCount: threadCount,
      readFile: { path throws(WorldError) in try Repository.read(Repository.root + "/Tests/Fixtures/" + path) },
      writeFile: { _, _ throws(WorldError) in })
  }

  static func answer(_ query: String, of archive: Archive = archive, threadCount: Int = 1) throws -> QueryAnswer? {
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    let context = context(threadCount: threadCount)
    var answer: QueryAnswer?
    for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
      answer = try session.run(statement, context)
    }
    if let own = answer?.notes { answer?.notes = notes + own }
    return answer
  }

  /// The rows of an answer as tab-separated text.
  static func rows(_ query: String, of archive: Archive = archive) throws -> [String] {
    guard let table = try answer(query, of: archive)?.table else { return [] }
    return show(table, format: "tsv", width: nil).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  static func show(_ table: Table, format: String?, width: Int?) -> String {
    let text = Gathered()
    var sink = ByteSink { text.bytes.append(contentsOf: $0) }
    Output.write(
      table, format: format, options: OutputOptions(width: width, isTerminal: width != nil), to: &sink)
    try? sink.finish()
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// What a shell would show: notes and rows, or the mistake with its place and hints.
  static func transcript(_ query: String) -> String {
    do {
      if query.hasPrefix(".import ") {
        let read = try ForeignQuery(String(query.dropFirst(8)), stages: StageCatalog.syntax)
        return read.query + "\n" + read.notes.map(line).joined()
      }
      guard let answer = try answer(query) else { return "" }
      return answer.notes.map(line).joined() + show(answer.table, format: nil, width: 80)
    } catch let mistake as Diagnostic {
      return line(mistake)
    } catch let trouble as WorldError {
      return "error: \(trouble.path): \(trouble.reason)\n"
    } catch {
      return "error: \(error)\n"
    }
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.span.map { "\($0.lowerBound + 1): " } ?? ""
    var text = "\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)\n"
    for use in diagnostic.uses { text += "  in \(use.what)\n" }
    for hint in diagnostic.hints {
      text += "  help: \(hint.text)" + (hint.articleCount.map { "    \($0) articles" } ?? "") + "\n"
    }
    return text
  }

  private final class Gathered {
    var bytes: [UInt8] = []
  }
}
