import Testing

@testable import NewsQuery

/// A few articles and what a search over them finds.
///
///     let fixture = SearchFixture([.init("a", body: "arms control")])
///     try fixture.find("arms") == "a"
struct SearchFixture {
  struct Piece {
    var id: String
    var headline = ""
    var deck = ""
    var body = ""
    var date = ""
    var source = ""
    var bylines: [String] = []
    var tags: [String] = []

    init(
      _ id: String, headline: String = "", deck: String = "", body: String = "", date: String = "", source: String = "",
      bylines: [String] = [], tags: [String] = []
    ) {
      self.id = id
      self.headline = headline
      self.deck = deck
      self.body = body
      self.date = date
      self.source = source
      self.bylines = bylines
      self.tags = tags
    }
  }

  let archive: Archive
  var files: [String: String] = [:]
  var arguments: [String: Literal] = [:]
  var results: [String: Table] = [:]

  init(_ pieces: [Piece]) {
    var builder = ArchiveBuilder()
    for piece in pieces {
      var article = Article()
      article[.id] = piece.id
      article[.headline] = piece.headline
      article[.deck] = piece.deck
      article[.body] = piece.body
      article[.source] = piece.source
      article.bylines = piece.bylines
      article.tags = piece.tags
      article.published = NewsDate(iso: piece.date)
      builder.append(article)
    }
    archive = builder.finish(name: "test")
  }

  /// Bodies only, named a, b, c …
  init(bodies: [String]) {
    self.init(
      bodies.enumerated().map { place, body in
        Piece(String(UnicodeScalar(UInt8(ascii: "a") + UInt8(place))), body: body)
      })
  }

  func context(threadCount: Int = 1) -> RunContext {
    let files = files
    return RunContext(
      now: NewsDate(iso: "2020-07-31T12:00Z") ?? NewsDate(seconds: 0, precision: .second), threadCount: threadCount,
      readFile: { path throws(WorldError) in
        guard let text = files[path] else { throw WorldError(path: path, reason: "no such file") }
        return Array(text.utf8)
      })
  }

  func compiled(_ text: String) throws -> CompiledSearch {
    let schema = Schema.articles(of: archive, hasHits: false, hasScore: false)
    let plan = PlanContext(
      archive: archive, arguments: arguments, results: results.mapValues { NamedTable(table: $0, schema: schema) },
      run: context(), search: nil)
    return try CompiledSearch(Parser.search(text), context: plan)
  }

  /// The ids that a search finds, in archive order: `a c`. The three ways of asking must agree.
  func find(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let search = try compiled(text)
    let articles = try search.articles(context())
    let count = try search.articleCount(context())
    let best = try search.best(archive.articleCount, context())
    #expect(articles == articles.sorted(), sourceLocation: sourceLocation)
    #expect(count == articles.count, sourceLocation: sourceLocation)
    #expect(Set(best.map(\.article)) == Set(articles), sourceLocation: sourceLocation)
    return articles.map { id(Int($0)) }.joined(separator: " ")
  }

  func id(_ article: Int) -> String {
    guard case .text(let id) = archive.column("id")?.value(at: article) ?? .null else { return "?" }
    return id
  }

  /// The highlighted words of one article: `headline:arms control|body:arms`.
  func hits(_ text: String, in article: Int = 0) throws -> String {
    let search = try compiled(text)
    return search.hits.hits(in: article).map { hit in
      if let field = hit.field {
        return archive.withText(of: field, article: article) {
          "\(field):" + String(decoding: $0[hit.bytes], as: UTF8.self)
        }
      }
      var words = ""
      archive.column(hit.column)?.value(at: article).forEachText { item, text in
        if item == hit.item { words = "\(hit.column).\(item):" + String(decoding: text[hit.bytes], as: UTF8.self) }
      }
      return words
    }.joined(separator: "|")
  }

  func mistake(_ text: String) -> Diagnostic? {
    do {
      _ = try compiled(text)
      return nil
    } catch { return error as? Diagnostic }
  }
}
