/// What came of one input: how many articles, which fields they fill, when they are from, how many records are missing.
public struct InputReport: Equatable, Sendable {
  public var name: String
  /// The reader's name for it: `NITF`.
  public var format: String
  public var byteCount = 0
  public var articleCount = 0
  /// Records left out, and records of which a value could not be read.
  public var skippedCount = 0
  public var repairedCount = 0
  /// Pages without the text of an article.
  public var textlessCount = 0
  public private(set) var firstDate: NewsDate?
  public private(set) var lastDate: NewsDate?
  private var filled = [Int](repeating: 0, count: ArticleColumn.allCases.count)

  init(name: String, format: String, byteCount: Int) {
    self.name = name
    self.format = format
    self.byteCount = byteCount
  }

  /// How many articles have something in a column.
  public func count(having column: ArticleColumn) -> Int { filled[Int(column.rawValue)] }

  /// True if no article has words to search, most likely because no name in the input is known.
  public var isWithoutWords: Bool {
    articleCount > 0 && textlessCount == 0
      && [.headline, .deck, .body].allSatisfy { count(having: $0) == 0 }
  }

  mutating func take(_ article: borrowing Article) {
    articleCount += 1
    for column in ArticleColumn.allCases {
      let isFilled: Bool
      switch column {
      case .byline: isFilled = !article.bylines.isEmpty
      case .credit: isFilled = !article.credits.isEmpty
      case .tags: isFilled = !article.tags.isEmpty
      case .date: isFilled = article.published != nil
      case .updated: isFilled = article.updated != nil
      case .added: isFilled = article.added != nil
      default: isFilled = column.textField.map { !article.texts[Int($0.rawValue)].isEmpty } ?? false
      }
      if isFilled { filled[Int(column.rawValue)] += 1 }
    }
    if let date = article.published { take(date, date) }
  }

  private mutating func take(_ first: NewsDate, _ last: NewsDate) {
    if firstDate.map({ first.start < $0.start }) ?? true { firstDate = first }
    if lastDate.map({ last.start > $0.start }) ?? true { lastDate = last }
  }

  /// Takes in what another thread found in a later part of the same input.
  mutating func add(_ other: InputReport) {
    byteCount += other.byteCount
    articleCount += other.articleCount
    skippedCount += other.skippedCount
    repairedCount += other.repairedCount
    textlessCount += other.textlessCount
    for index in filled.indices { filled[index] += other.filled[index] }
    if let first = other.firstDate, let last = other.lastDate { take(first, last) }
  }

  /// Two lines for `--report`.
  ///
  ///     feed.jsonl: JSON Lines, 4,000 articles, 2020-01-01 to 2020-12-31, 2 left out
  ///       headline 4,000 · date 3,999 · source 4,000 · body 4,000
  public var text: String {
    var parts = [
      format.isEmpty ? "not read" : format, articleCount == 1 ? "1 article" : "\(Self.grouped(articleCount)) articles",
    ]
    if let firstDate, let lastDate {
      parts.append(firstDate.day == lastDate.day ? firstDate.day : "\(firstDate.day) to \(lastDate.day)")
    }
    if skippedCount > 0 { parts.append("\(Self.grouped(skippedCount)) left out") }
    if repairedCount > 0 { parts.append("\(Self.grouped(repairedCount)) repaired") }
    if textlessCount > 0 {
      parts.append(textlessCount == 1 ? "1 page without text" : "\(Self.grouped(textlessCount)) pages without text")
    }
    let fields = ArticleColumn.allCases.filter { count(having: $0) > 0 }
      .map { "\($0.name) \(Self.grouped(count(having: $0)))" }
    let line = "\(TerminalSafe.escape(name)): \(parts.joined(separator: ", "))\n"
    return fields.isEmpty ? line : line + "  \(fields.joined(separator: " · "))\n"
  }

  private static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var at = digits.count - 3
    while at > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
      at -= 3
    }
    return digits
  }
}
