import NewsQuery

/// What a query gave, as the shell shows it.
struct SessionAnswer: ShellAnswer {
  private let shown: Table
  var table: Table? { shown }
  let notes: [Diagnostic]
  let rowName: String

  init(_ answer: QueryAnswer) {
    shown = answer.table
    notes = answer.notes
    rowName = answer.schema.rows == .articles ? "article" : "row"
  }

  init(_ table: Table) {
    shown = table
    notes = []
    rowName = "row"
  }

  var rowCount: Int { shown.rowCount }

  func fits(_ screen: Screen) -> Bool { Output.fits(shown, options: Self.options(screen)) }

  func text(as format: String?, on screen: Screen) throws -> [UInt8] {
    try Self.written(shown, format, screen)
  }

  func reading(ofRow number: Int, on screen: Screen) -> (text: [UInt8], passageRow: Int)? {
    guard shown.rows.indices.contains(number - 1) else { return nil }
    let row = shown.rows[number - 1]
    guard let article = shown.article(of: row) else { return nil }
    var one = Table.articles([UInt32(article)], of: shown.archive, hits: shown.hits)
    one.presentation = .reading
    guard let text = try? Self.written(one, nil, screen) else { return nil }
    return (text, Self.rowOfParagraph(paragraph(of: row, in: article), in: text))
  }

  /// The paragraph of the body that the row is about, from 1; 0 where it is the headline or all of the article.
  private func paragraph(of row: UInt32, in article: Int) -> Int {
    if case .passages(let passages) = shown.origin {
      let passage = passages[Int(row)]
      return passage.field == .body ? Int(passage.paragraph) : 0
    }
    guard let hit = shown.hits?.hits(in: article).first, hit.field == .body else { return 0 }
    return hit.paragraph
  }

  /// The row, from 0, in which a paragraph begins. Blank rows stand between the head of an article and its paragraphs.
  static func rowOfParagraph(_ paragraph: Int, in text: [UInt8]) -> Int {
    if paragraph < 1 { return 0 }
    var row = 0
    var found = 0
    var isAtStart = true
    for byte in text {
      if byte == 0x0A {
        row += 1
        if isAtStart {
          found += 1
          if found == paragraph { return row }
        }
        isAtStart = true
      } else {
        isAtStart = false
      }
    }
    return 0
  }

  private static func written(_ table: Table, _ format: String?, _ screen: Screen) throws -> [UInt8] {
    var text: [UInt8] = []
    var sink = ByteSink(isInterrupted: { Signals.isInterrupted }) { text.append(contentsOf: $0) }
    Output.write(table, format: format, options: options(screen), to: &sink)
    // Appending to memory does not fail; a format may refuse the rows. What Ctrl-C cut short is shown as far as it goes.
    do { try sink.finish() } catch is Interrupted {}
    return text
  }

  static func options(_ screen: Screen) -> OutputOptions {
    var options = OutputOptions(
      width: screen.columns, isTerminal: screen.isTerminal, color: screen.isColored, rowLimit: screen.rowLimit,
      defaultFormat: screen.isTerminal ? "table" : "tsv")
    options.nullValue = screen.nullValue
    return options
  }
}
