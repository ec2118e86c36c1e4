import NewsQuery

/// Stages to parse by, of every form; the catalog has its own tests.
enum Stages {
  static let all: [StageSyntax] = [
    StageSyntax("where", forms: [.expression]),
    StageSyntax("head", synonyms: ["limit", "take"], forms: [.count("n")]),
    StageSyntax("sample", forms: [.count("n"), .clause("seed", [.count("k")])]),
    StageSyntax("sort", forms: [.sortKeys]),
    StageSyntax("distinct", forms: [.items(isOptional: true)]),
    StageSyntax("select", synonyms: ["project", "fields"], forms: [.items(isOptional: false)]),
    StageSyntax("unroll", forms: [.column]),
    StageSyntax("count", forms: [.clause("by", [.items(isOptional: false)])]),
    StageSyntax("pivot", forms: [.column, .optionalColumn, .values]),
    StageSyntax("join", forms: [.table, .clause("on", [.equations]), .choice(["matched"])]),
    StageSyntax("union", forms: [.table]),
    StageSyntax("matches", forms: [.pattern, .optionalColumn]),
    StageSyntax("terms", forms: [.count("n"), .clause("without", [.operand])]),
    StageSyntax("chart", forms: [.optionalColumn]),
    StageSyntax("stats", forms: [.aggregates, .clause("by", [.items(isOptional: false)])]),
    StageSyntax("top", forms: [.count("n"), .column]),
    StageSyntax(
      "timeline", forms: [.clause("by", [.choice(["day", "week", "month", "year"]), .afterComma(.column)])]),
    StageSyntax("kwic", forms: [.count("n"), .clause("sort", [.choice(["left", "right"])])]),
    StageSyntax("keywords", forms: [.count("n"), .clause("vs", [.search])]),
    StageSyntax("quotes", forms: []),
    StageSyntax("first", forms: []),
    StageSyntax("diff", forms: [.path("ID", isOptional: true), .path("ID", isOptional: true)]),
    StageSyntax("as", forms: [.path("FORMAT", isOptional: false)]),
    StageSyntax("write", forms: [.path("FILE", isOptional: false)]),
    StageSyntax("read", forms: [.count("n")]),
  ]
}
