/// The comments of a script as the text of a page: a title, headings, paragraphs, lists, and the titles of the answers.
///
///     # What the papers wrote                    the title; what follows in the same comment is the introduction
///
///     ## Who reports?
///     # Without *wire copies*, see [method](https://example.org).
///
///     # Articles by outlet                       touches a query: the title of its answer
///     * | count by source
public struct ReportScript: Sendable {
  public enum Item: Equatable, Sendable {
    case title(Prose)
    /// `level` is 2 or 3.
    case heading(level: Int, Prose)
    case paragraph(Prose)
    case list([Prose])
    case pageBreak
  }

  /// What is printed before each statement; the last is what follows the last statement.
  public private(set) var items: [[Item]] = []
  /// The title of each statement's answer.
  public private(set) var titles: [AnswerTitle] = []
  /// The first line of the first comment.
  public var title: Prose? {
    for case .title(let prose) in items.joined() { return prose }
    return nil
  }

  /// The tag of the language that the text of scripts is plainly written in, or else of English.
  static func language(of scripts: [ReportScript]) -> String {
    let text = scripts.flatMap { $0.items.joined() }.map { item in
      switch item {
      case .title(let prose), .heading(_, let prose), .paragraph(let prose): prose.plain
      case .list(let entries): entries.map(\.plain).joined(separator: "\n")
      case .pageBreak: ""
      }
    }.joined(separator: "\n")
    let tag = Array(text.utf8).withUnsafeBytes { LanguageGuess.tag(of: $0) }
    return tag.isEmpty ? "en" : tag
  }

  private let bytes: [UInt8]
  private let values: ReportValues

  /// Throws the `Diagnostic` of a `$name` that is not declared. `isFirst` is false for a script that follows another one: its
  /// title is a heading.
  public init(
    _ source: SourceText, _ statements: [Statement], values: ReportValues, isFirst: Bool = true
  ) throws(Diagnostic) {
    bytes = Array(source.text.utf8)
    self.values = values
    var end = 0
    var hasTitle = false
    for place in 0...statements.count {
      let statement = place < statements.count ? statements[place] : nil
      let gap = end..<max(end, statement?.span.lowerBound ?? bytes.count)
      var own: [Item] = []
      var title: AnswerTitle?
      let blocks = blocks(in: gap, isStart: end == 0)
      for (number, block) in blocks.enumerated() {
        let touches = statement != nil && number == blocks.count - 1 && block.touchesEnd
        let isTitle = !hasTitle && place == 0 && number == 0 && block.lines.first?.level == 1
        hasTitle = hasTitle || isTitle
        try read(block, isTitle: isTitle, isFirst: isFirst, touching: touches ? statement : nil, &own, &title)
      }
      items.append(own)
      if let statement {
        let query = ReportScript.text(of: statement)
        titles.append(title ?? AnswerTitle(query: query))
        end = statement.span.upperBound
      }
    }
  }

  /// The statement on one line.
  private static func text(of statement: Statement) -> String {
    let bytes = Array(statement.source.text.utf8)
    let span = statement.span.clamped(to: 0..<bytes.count)
    return String(decoding: bytes[span], as: UTF8.self).split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" }
      .joined(separator: " ")
  }

  // MARK: - Lines

  /// A line of a comment without its `#`s and the blank behind them.
  private struct Line {
    var level: Int
    var span: Range<Int>
  }

  /// Lines of comments that follow each other.
  private struct Block {
    var lines: [Line] = []
    /// Whether the next statement is on the line below.
    var touchesEnd = false
  }

  private func blocks(in gap: Range<Int>, isStart: Bool) -> [Block] {
    var blocks: [Block] = []
    var block = Block()
    var start = gap.lowerBound
    var isCode = !isStart
    while start < gap.upperBound {
      let end = bytes[start..<gap.upperBound].firstIndex(of: 0x0A) ?? gap.upperBound
      var from = start
      while from < end, bytes[from] == 0x20 || bytes[from] == 0x09 || bytes[from] == 0x3B { from += 1 }
      let isLast = end == gap.upperBound
      if !isCode, from < end, bytes[from] == 0x23 {
        if from + 1 >= end || bytes[from + 1] != 0x21 { block.lines.append(line(from, end)) }
      } else if !isCode, !isLast, !block.lines.isEmpty {
        blocks.append(block)
        block = Block()
      }
      // A comment behind code is about the code.
      isCode = false
      if isLast, !block.lines.isEmpty { block.touchesEnd = from == end || bytes[from] != 0x23 }
      start = end + 1
    }
    if !block.lines.isEmpty {
      // The statement begins at the start of its line.
      if gap.upperBound > 0, bytes[gap.upperBound - 1] == 0x0A { block.touchesEnd = true }
      blocks.append(block)
    }
    return blocks
  }

  private func line(_ start: Int, _ end: Int) -> Line {
    var from = start
    while from < end, bytes[from] == 0x23 { from += 1 }
    let level = from - start
    while from < end, bytes[from] == 0x20 || bytes[from] == 0x09 { from += 1 }
    var to = end
    while to > from, bytes[to - 1] <= 0x20 { to -= 1 }
    return Line(level: level, span: from..<to)
  }

  // MARK: - Items

  private func read(
    _ block: Block, isTitle: Bool, isFirst: Bool, touching statement: Statement?, _ items: inout [Item],
    _ title: inout AnswerTitle?
  ) throws(Diagnostic) {
    var lines = block.lines[...]
    var own: [Item] = []
    if isTitle, let first = lines.popFirst() {
      let prose = try prose([first.span])
      own.append(isFirst ? .title(prose) : .heading(level: 2, prose))
    }
    own += try printed(lines)
    guard let statement else { return items += own }
    guard case .query(nil, _) = statement.kind else {
      // A comment above `let` or `param` is a note to whoever reads the script.
      return items += own.filter { item in
        if isTitle { return true }
        if case .paragraph = item { return false }
        if case .list = item { return false }
        return true
      }
    }
    switch own.last {
    case .title(let prose)?, .heading(_, let prose)?: title = AnswerTitle(printed: prose)
    case .paragraph(let prose)? where !isTitle:
      own.removeLast()
      title = AnswerTitle(prose)
    default: if isTitle, case .title(let prose)? = own.first { title = AnswerTitle(printed: prose) }
    }
    items += own
  }

  private func printed(_ lines: ArraySlice<Line>) throws(Diagnostic) -> [Item] {
    var items: [Item] = []
    var paragraph: [Range<Int>] = []
    var list: [[Range<Int>]] = []
    func flush() throws(Diagnostic) {
      if !paragraph.isEmpty { items.append(.paragraph(try prose(paragraph))) }
      var entries: [Prose] = []
      for entry in list { entries.append(try prose(entry)) }
      if !entries.isEmpty { items.append(.list(entries)) }
      (paragraph, list) = ([], [])
    }
    for line in lines {
      let text = bytes[line.span]
      let isRule = text.count >= 3 && text.allSatisfy { $0 == UInt8(ascii: "-") }
      if line.level > 1 || isRule || text.isEmpty { try flush() }
      if line.level > 1 {
        if !text.isEmpty { items.append(.heading(level: min(3, line.level), try prose([line.span]))) }
      } else if isRule {
        items.append(.pageBreak)
      } else if text.starts(with: "- ".utf8) {
        if !paragraph.isEmpty { try flush() }
        list.append([line.span.lowerBound + 2..<line.span.upperBound])
      } else if !text.isEmpty {
        if list.isEmpty { paragraph.append(line.span) } else { list[list.count - 1].append(line.span) }
      }
    }
    try flush()
    return items
  }

  private func prose(_ lines: [Range<Int>]) throws(Diagnostic) -> Prose {
    let values = values
    return try ProseReader(lines, of: bytes) { (name, span) throws(Diagnostic) in try values.text(of: name, at: span) }
      .prose()
  }
}
