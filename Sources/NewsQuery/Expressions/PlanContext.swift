/// What planning may look at besides the columns: the archive, arguments, named results, the search.
public struct PlanContext: Sendable {
  public let archive: Archive
  /// Values of `$name`: `param`s with what `--arg` set.
  public var arguments: [String: Literal]
  /// Tables named by `let`.
  public var results: [String: NamedTable]
  /// What `define` names.
  public var definitions: [String: Definition] = [:]
  public var run: RunContext
  /// The search that the stages follow, for stages that ask about it (`share`, `timeline`, `count by term`).
  public var search: CompiledSearch?
  /// The same search as it was written: `share` repeats its conditions, `timeline` spans its dates.
  public var searchSyntax: Search?
  /// True as long as the rows are in the order of the search, the newest first.
  var isInSearchOrder = false

  public init(
    archive: Archive, arguments: [String: Literal], results: [String: NamedTable], run: RunContext,
    search: CompiledSearch?, searchSyntax: Search? = nil
  ) {
    self.archive = archive
    self.arguments = arguments
    self.results = results
    self.run = run
    self.search = search
    self.searchSyntax = searchSyntax
  }

  /// What a search that is compiled here may look at.
  public var forSearch: SearchContext {
    let results = results.mapValues { $0.forSearch(of: archive) }
    return SearchContext(archive: archive, arguments: arguments, results: results, run: run)
  }
}

extension NamedTable {
  /// A result as a search over `archive` reads it.
  fileprivate func forSearch(of archive: Archive) -> SearchContext.Result {
    let table = table
    var lines: (@Sendable () -> [String])?
    if table.columns.count == 1 { lines = { table.texts } }
    guard case .none = table.origin else {
      return SearchContext.Result(archive: table.archive, isOfArticles: true, lines: lines) {
        Set(table.rows.compactMap { table.article(of: $0).map { UInt32($0) } })
      }
    }
    guard let ids = table.columns.first(where: { $0.name == "id" })?.column else {
      return SearchContext.Result(archive: archive, isOfArticles: false, lines: lines) { [] }
    }
    return SearchContext.Result(archive: archive, isOfArticles: true, lines: lines) {
      archive.articles(withIds: Set(table.rows.map { ids.value(at: Int($0)).printed }))
    }
  }
}

extension Archive {
  fileprivate func articles(withIds wanted: Set<String>) -> Set<UInt32> {
    guard !wanted.isEmpty, let ids = column("id") else { return [] }
    var articles: Set<UInt32> = []
    for article in 0..<articleCount where wanted.contains(ids.value(at: article).printed) {
      articles.insert(UInt32(article))
    }
    return articles
  }
}

extension Table {
  /// The values of the first column in view, each once.
  fileprivate var texts: [String] {
    guard let column = columns.first?.column else { return [] }
    var seen: Set<String> = []
    return rows.flatMap { row -> [String] in
      if case .list(let items) = column.value(at: Int(row)) { return items.map(\.printed) }
      return [column.value(at: Int(row)).printed]
    }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

extension CompiledSearch {
  /// Throws the `Diagnostic` of the first mistake, and `WorldError` if a list cannot be read.
  public init(_ search: Search, context: PlanContext) throws { try self.init(search, context: context.forSearch) }
}

extension TextMatcher {
  public init(_ search: Search, context: PlanContext) throws { try self.init(search, context: context.forSearch) }
}

extension Search {
  /// Compiles a search that is part of a query: whatever goes wrong becomes a mistake at its place.
  func compiled<Compiled>(_ compile: (Search) throws -> Compiled) throws(Diagnostic) -> Compiled {
    do {
      return try compile(self)
    } catch let mistake as Diagnostic {
      throw mistake
    } catch let trouble as WorldError {
      throw Diagnostic("\(trouble.path): \(trouble.reason)", at: span)
    } catch {
      throw Diagnostic("\(error)", at: span)
    }
  }
}
