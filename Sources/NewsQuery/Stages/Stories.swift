/// `* date:7d | stories | head 10`: a row for each event that several articles report, the one with most articles first.
///
/// All articles of the archive decide which belong together; a row counts those that reached the stage. The row is that of the
/// most central article, the one most similar to the others.
public struct Stories: Stage {
  public static let usage = StageUsage(
    "stories", group: .news, forms: [.choice(["close", "wide"])],
    summary: "a row for each event: articles, texts, sources, first and last date, headline, names, words")
  public static let traits = StageTraits(.whole, reads: .archive, order: .ignored, followsRecords: false)

  static let ownColumns: [Schema.Field] = [
    .init("articles", .number), .init("texts", .number), .init("sources", .number), .init("first", .date),
    .init("last", .date), .init("headline", .text), .init("names", .list), .init("words", .list),
    .init("story", .text),
  ]

  public let output: Schema
  private let width: ArchiveStories.Width

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.rows == .articles else {
      throw Diagnostic(
        "`stories` groups articles, and these rows are not articles", at: call.nameSpan,
        hint: "put `stories` right after the search")
    }
    width = call.choice.flatMap(ArchiveStories.Width.init) ?? .standard
    output = input.cutIntoPassages(showing: [], Stories.ownColumns)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let archive = table.archive
    let stories = try ArchiveStories.of(
      archive, width, threadCount: context.threadCount, isInterrupted: context.isInterrupted)
    var articles = [[UInt32]](repeating: [], count: stories.count)
    let atHand = Set(table.rows)
    for story in 0..<stories.count { articles[story] = stories.members(of: story).filter(atHand.contains) }
    let shown = articles.indices.filter { articles[$0].count > 1 }.sorted { a, b in
      articles[a].count != articles[b].count ? articles[a].count > articles[b].count : a < b
    }
    let rows = shown.map { StoryRow(number: $0, articles: stories.byCentrality(articles[$0])) }
    let reader = CopyReader(archive)
    var result = table.passages(
      rows.map { reader.wholeBody(of: $0.articles[0]) }, showing: [], carrying: output.carried)
    result.columns = columns(of: rows, stories, archive, context, reading: result)
    return result
  }

  private func columns(
    of rows: [StoryRow], _ stories: ArchiveStories, _ archive: Archive, _ context: RunContext, reading table: Table
  ) -> [Table.NamedColumn] {
    let dates = archive.column("date")
    let sources = archive.column("source")
    let labels = StoryLabels(archive, stories)
    func date(_ row: StoryRow, _ isBetter: (NewsDate, NewsDate) -> Bool) -> Value {
      var best: NewsDate?
      for article in row.articles {
        guard case .date(let date)? = dates?.value(at: Int(article)) else { continue }
        if best.map({ isBetter(date, $0) }) ?? true { best = date }
      }
      return best.map(Value.date) ?? .null
    }
    return Stories.ownColumns.map { field in
      switch field.name {
      case "articles":
        return .init(field.name, StoredColumn(field.type, rows.map { .number(Double($0.articles.count)) }))
      case "texts":
        let column = KeptCells(.number) { row in
          let articles = rows[row].articles.sorted()
          guard let texts = try? TextGroups(articles, of: archive, context) else { return .null }
          return .number(Double(texts.count))
        }
        return .init(field.name, column)
      case "sources":
        return .init(
          field.name,
          StoredColumn(
            field.type,
            rows.map { row in
              let names = row.articles.compactMap { sources?.value(at: Int($0)) }.filter { !$0.isEmpty }
              return .number(Double(Set(names).count))
            }))
      case "first":
        return .init(field.name, StoredColumn(.date, rows.map { date($0) { $0.start < $1.start } }))
      case "last": return .init(field.name, StoredColumn(.date, rows.map { date($0) { $0.start > $1.start } }))
      case "names": return .init(field.name, KeptCells(.list) { .list(labels.names(of: rows[$0]).map(Value.text)) })
      case "words": return .init(field.name, KeptCells(.list) { .list(labels.words(of: rows[$0]).map(Value.text)) })
      case "story":
        return .init(
          field.name, StoredColumn(.text, rows.map { StoryColumn.id(of: $0.number, stories, archive) }))
      default:
        return .init(field.name, table.column(field.name) ?? ComputedColumn(field.type) { _ in .null })
      }
    }
  }
}

/// A row of `stories`.
struct StoryRow: Sendable {
  /// Its number among all stories of the archive.
  var number: Int
  /// The articles of the story that reached the stage, the most central first.
  var articles: [UInt32]
}

/// A column whose cells are computed when they are first read.
private final class KeptCells: Column, Sendable {
  let type: ValueType
  private let compute: @Sendable (Int) -> Value
  private let known = Lock<[Int: Value]>([:])

  init(_ type: ValueType, _ compute: @escaping @Sendable (Int) -> Value) {
    self.type = type
    self.compute = compute
  }

  func value(at row: Int) -> Value {
    if let value = known.withLock({ $0[row] }) { return value }
    let value = compute(row)
    known.withLock { $0[row] = value }
    return value
  }
}
