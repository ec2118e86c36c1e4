import Testing

@testable import NewsQuery

/// Every name of every field means the same field wherever a query can name one.
struct FieldTests {
  @Test func fieldsOfArticlesAreInTheOrderOfTheirColumns() {
    #expect(Field.ofArticles.map(\.column) == ArticleColumn.allCases.map { $0 })
    #expect(Array(Field.all.prefix(ArticleColumn.allCases.count).map(\.name)) == ArticleColumn.allCases.map(\.name))
    for column in ArticleColumn.allCases { #expect(column.name == "\(column)") }
    let names = Field.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
  }

  @Test func namesThatMayBeTyped() {
    #expect(Field.named("Title")?.name == "headline")
    #expect(Field.named("Publish Date")?.name == "date")
    #expect(Field.named("publish-date")?.name == "date")
    #expect(Field.named("located")?.name == "located")
    for name in ["by", "text", "nosuch", "depth", "score", "start", ""] { #expect(Field.named(name) == nil, "\(name)") }
    #expect(Field.named("author")?.typedNames.starts(with: ["byline", "author", "authors", "creator"]) == true)
    #expect(Field.named("author")?.typedNames.contains("by") == false)
  }

  /// Articles that fill every field.
  private static let archive: Archive = {
    var builder = ArchiveBuilder()
    for number in 1...3 {
      var article = Article()
      for field in ArticleField.allCases { article[field] = "\(field) value\(number)" }
      article[.body] = "MOSCOW, July \(20 + number). /TASS/. Body value\(number) of a story.\n\nMore of it."
      article.bylines = ["byline value\(number)"]
      article.credits = ["credit value\(number)"]
      article.tags = ["tags value\(number)"]
      article.published = NewsDate(iso: "2020-07-2\(number)")
      article.updated = NewsDate(iso: "2020-08-2\(number)")
      article.added = NewsDate(iso: "2020-09-2\(number)")
      builder.append(article, place: "x:\(number)")
    }
    return builder.finish(name: "fields")
  }()

  private static func answer(_ query: String) -> String {
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    let context = Fixture.context()
    do {
      var lines: [String] = []
      for statement in try session.statements(of: SourceText(query), context, notes: &notes) {
        guard let answer = try session.run(statement, context) else { continue }
        for row in answer.table.rows {
          lines.append(answer.table.columns.map { $0.column.value(at: Int(row)).printed }.joined(separator: "\t"))
        }
        notes += answer.notes
      }
      return (lines + notes.map { $0.message.replacing(#/`[^`]*`/#, with: "`…`") }).joined(separator: "\n")
    } catch let mistake as Diagnostic {
      return "error: " + mistake.message.replacing(#/`[^`]*`/#, with: "`…`")
    } catch {
      return "\(error)"
    }
  }

  static let typed = Field.all.filter { Field.named($0.name) != nil }.flatMap { field in
    field.typedNames.map { (field: field.name, name: $0) }
  }

  @Test(arguments: typed) func everyAliasIsItsField(_ field: String, _ name: String) throws {
    let type = try #require(Field.named(field)?.type)
    #expect(Field.named(name)?.name == field)
    let values: [String] =
      switch type {
      case .date: ["2020-07-22", "2020-07..2020-08", "30d"]
      case .number: ["13", "1..20"]
      default: ["value2", "\"value2\"", "val*"]
      }
    for value in values {
      let answer = Self.answer("\(name):\(value) | select id")
      #expect(!answer.hasPrefix("error"), "\(name):\(value)")
      #expect(answer == Self.answer("\(field):\(value) | select id"), "\(name):\(value)")
    }
    for test in ["is empty", "is not empty"] + (type == .text || type == .list ? ["is \"\(field) value2\""] : []) {
      // Words are looked for in a region, never compared whole.
      let answer = Self.answer("\(name) \(test) | select id")
      #expect(answer == Self.answer("\(field) \(test) | select id"), "\(name) \(test)")
    }
    guard field != "hlead" else { return }
    func queries(_ name: String) -> [String] {
      [
        "* | select x = \(name)", "* | where \(name) is not empty | select id", "* | sort \(name) desc | select id",
        "* | count by x = \(name)",
      ]
    }
    for (query, own) in zip(queries(name), queries(field)) {
      let answer = Self.answer(query)
      #expect(!answer.hasPrefix("error"), "\(query): \(answer)")
      #expect(answer == Self.answer(own), "\(query)")
    }
  }

  @Test func aliasesFilter() {
    #expect(Self.answer("newspaper is \"source value2\" | select id") == "id value2")
    #expect(Self.answer("publish_date:2020-07-22 | select id") == "id value2")
    #expect(Self.answer("publish_date:30d | count").hasPrefix("0"))
    #expect(Self.answer("* | where pubdate < 2020-07-22 | select newspaper") == "source value1")
  }

  /// A key of the input that has an alias's name and became a column of its own is that column.
  @Test func columnsOfTheInputComeBeforeAliases() throws {
    var article = Article()
    article[.id] = "a"
    article.published = NewsDate(iso: "2020-07-21")
    article.others = [("timestamp", .number(1595))]
    var builder = ArchiveBuilder()
    builder.append(article, place: "x")
    let archive = builder.finish(name: "own")
    #expect(archive.fieldKind("timestamp") == .number)
    #expect(archive.fieldKind("published") == .date)
    #expect(archive.fieldKind("date") == .date)
  }
}
