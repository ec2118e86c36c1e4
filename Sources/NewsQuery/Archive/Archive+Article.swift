extension Archive {
  /// An article as a reader gave it, put together again from what is stored.
  func article(_ number: Int) -> Article {
    var article = Article()
    for field in schema {
      let value = column(field.name)?.value(at: number) ?? .null
      guard !value.isNull else { continue }
      guard let column = ArticleColumn.allCases.first(where: { $0.name == field.name }) else {
        article.others.append((field.name, InputValue(value)))
        continue
      }
      switch (column, value) {
      case (.byline, .list(let items)): article.bylines = items.map(\.printed)
      case (.credit, .list(let items)): article.credits = items.map(\.printed)
      case (.tags, .list(let items)): article.tags = items.map(\.printed)
      case (.date, .date(let date)): article.published = date
      case (.updated, .date(let date)): article.updated = date
      case (.added, .date(let date)): article.added = date
      default: if let field = column.textField { article[field] = value.printed }
      }
    }
    return article
  }
}
