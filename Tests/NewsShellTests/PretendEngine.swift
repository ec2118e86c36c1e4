import NewsQuery

@testable import NewsShell

/// An engine whose answers are known beforehand.
final class PretendEngine: QueryEngine {
  var archiveName = "seeds"
  var articleCount = 2
  var importReport = "2 articles from 2 files"
  var method = "BM25, k1 1.2, b 0.75"
  var parts = "part 1: 2 articles"
  private(set) var asked: [String] = []

  func open(_ paths: [String]) throws {
    guard paths == ["reuters"] else { throw WorldError(path: paths[0], reason: "no such file") }
    (archiveName, articleCount) = ("reuters", 21_578)
  }

  func add(_ paths: [String]) throws { articleCount += paths.count }
  func reload() throws {}
  func save(to path: String) throws { saved = path }
  func checkOutput(_ path: String) throws(Diagnostic) {
    if path == "seeds.csv" { throw Diagnostic("`seeds.csv` is also an input") }
  }
  var tourSubject: TourSubject? {
    articleCount == 0 ? nil : TourSubject(first: "putin", second: "trump", source: "TASS")
  }
  private(set) var saved: String?

  func statements(of source: SourceText) throws(Diagnostic) -> (statements: [Statement], notes: [Diagnostic]) {
    var notes: [Diagnostic] = []
    let stages = [
      StageSyntax("head", forms: [.count("n")]), StageSyntax("count", forms: [.clause("by", [.column])]),
      StageSyntax("kwic", forms: [.count("n")]), StageSyntax("read", forms: [.count("n")]),
    ]
    return (try Parser.statements(of: source, stages: stages, notes: &notes), notes)
  }

  func run(_ statement: Statement) throws -> (any ShellAnswer)? {
    guard case .query(let name, let query) = statement.kind else { return nil }
    asked.append(Printer.text(of: query))
    if case .text(let operand)? = query.search?.kind {
      if operand.text == "stop" { throw Interrupted() }
      if operand.text == "disk" { throw WorldError(path: "a.jsonl", reason: "no space left on device") }
      if operand.text == "nothing" { return PretendAnswer(rowCount: 0) }
      if operand.text == "many" { return PretendAnswer(rowCount: 1_404) }
    }
    return name == nil ? PretendAnswer(rowCount: query.stages.first?.name == "head" ? 1 : 2) : nil
  }

  func explain(_ query: String) throws -> String { "explained \(query)" }
  func fields(_ name: String?) throws -> any ShellAnswer { PretendAnswer(rowCount: name == nil ? 3 : 2) }

  var names = EngineNames(
    stages: [("count", "how many"), ("collocates", "neighbours"), ("head", "the first rows")],
    fields: [("source", "the outlet"), ("section", ""), ("date", "published")],
    searchFields: [("source", "the outlet"), ("section", "")], functions: [("year", "of a date")],
    formats: [("table", "for people"), ("csv", "for spreadsheets")], topics: [("search", "how to search")],
    arguments: [("since", "2020-07-01")])

  func values(of field: String, beginning prefix: String) -> [(value: String, articleCount: Int)] {
    guard field == "source" else { return [] }
    return [("Financial Times", 412), ("TASS", 366), ("Trend", 1)].filter {
      $0.0.lowercased().hasPrefix(prefix.lowercased())
    }
  }

  func words(beginning prefix: String) -> [(word: String, articleCount: Int)] {
    [("tariff", 412), ("tariffs", 366), ("sources", 3)].filter { $0.0.hasPrefix(prefix) }
  }

  func manualPage(_ topic: String, columns: Int) -> String? { topic == "count" ? "count: how many rows" : nil }
}

struct PretendAnswer: ShellAnswer {
  var rowCount: Int
  var rowName = "article"
  var notes: [Diagnostic] = []

  func text(as format: String?, on screen: Screen) throws -> [UInt8] {
    let shown = min(rowCount, screen.rowLimit ?? rowCount)
    return Array((0..<shown).map { "\(format ?? "table") row \($0 + 1)\n" }.joined().utf8)
  }

  func reading(ofRow number: Int, on screen: Screen) -> (text: [UInt8], passageRow: Int)? {
    number == 2 && rowCount == 1_404 ? nil : (Array("article \(number)\n".utf8), 0)
  }
}
