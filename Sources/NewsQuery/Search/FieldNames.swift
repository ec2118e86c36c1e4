/// What other tools call the fields, for those that are plain words: `title:x` is `headline:x`.
enum FieldNames {
  private static let byAlias: [(alias: String, canonical: String)] = [
    ("uri", "id"), ("guid", "id"), ("identifier", "id"), ("an", "id"),
    ("title", "headline"), ("hedline", "headline"), ("hd", "headline"),
    ("description", "deck"), ("abstract", "deck"), ("summary", "deck"),
    ("author", "byline"), ("authors", "byline"), ("creator", "byline"),
    ("location", "located"), ("creditline", "credit"), ("infosource", "credit"),
    ("publisher", "source"), ("provider", "source"), ("sitename", "source"), ("hostname", "source"), ("domain", "source"),
    ("sn", "source"), ("outlet", "source"), ("category", "section"), ("service", "section"), ("se", "section"),
    ("lang", "language"), ("la", "language"), ("published", "date"), ("seendate", "date"), ("pd", "date"),
    ("timestamp", "date"), ("link", "url"), ("keywords", "tags"), ("subject", "tags"), ("topics", "tags"),
    ("categories", "tags"), ("content", "body"), ("td", "body"), ("lp", "lead"),
  ]

  static let aliases = byAlias.map(\.alias)

  static func canonical(of alias: String) -> String? { byAlias.first { $0.alias == alias }?.canonical }
}
