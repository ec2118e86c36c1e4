/// What begins a query of Kusto: the name of a table, or `search "words"`.
enum KustoQuery {
  /// Names that people give to a table of articles; any of them may be a word too.
  static let tables: Set<String> = [
    "articles", "article", "news", "newsarticles", "stories", "documents", "docs", "corpus", "newstable",
    "articlestable",
    "t", "table", "posts", "headlines", "pressarticles", "newsdata", "articles_cl", "mediaarticles", "newscorpus",
    "articlesdb", "news_articles", "newsitems", "items", "records", "logs", "events", "data",
  ]

  /// Stages and operators that only Kusto has.
  private static let marks: Set<String> = [
    "summarize", "project", "extend", "take", "project-away", "project-rename", "mv-expand", "render", "make-series",
    "project-keep", "project-reorder", "dcount", "ago", "datetime", "startofmonth", "has", "contains", "startswith",
    "endswith", "has_any", "has_all", "between", "matches", "limit",
  ]

  /// True if the first piece is a table's name and a later one is Kusto's.
  static func isKusto(_ lexer: Lexer, _ pieces: [Range<Int>]) -> Bool {
    guard let first = try? ForeignLexer.tokens(of: lexer.bytes[pieces[0]]), first.count >= 2 else { return false }
    let isSearch =
      first[0].isWord("search") && first.count > 2
      && first.dropFirst().dropLast().contains { $0.kind == .quoted(mark: "\"") }
    guard first.count == 2 && first[0].kind == .word && tables.contains(first[0].lowered) || isSearch else {
      return false
    }
    return pieces.dropFirst().contains { piece in
      guard let tokens = try? ForeignLexer.tokens(of: lexer.bytes[piece]) else { return false }
      return tokens.contains { token in
        token.kind == .word && marks.contains(token.lowered)
          || token.kind == .symbol && ["==", "=~", "!has", "!contains", "!startswith", "!in"].contains(token.text)
      }
        || tokens.count > 1 && ["sort", "order", "top"].contains(tokens[0].lowered)
          && tokens.prefix(3).contains { $0.isWord("by") }
    }
  }

  static func addTable(
    _ bytes: ArraySlice<UInt8>, to sentence: inout ForeignSentence, _ state: inout ForeignStages.State
  ) throws(Diagnostic) {
    let tokens = try ForeignLexer.tokens(of: bytes)
    if tokens[0].isWord("search") { return try ForeignStages.add(bytes, .kusto, to: &sentence, &state) }
    if tokens[0].isWord("union") || tokens[0].isWord("let") {
      throw Diagnostic(
        "newsq has no `\(tokens[0].text)` of Kusto at this place", at: tokens[0].span,
        hint: "newsq asks one archive; every article is `*`")
    }
    guard tokens.count == 2, tokens[0].kind == .word else {
      throw Diagnostic("expected the name of a table", at: tokens[0].span, hint: "every article is `*` in newsq")
    }
  }
}
