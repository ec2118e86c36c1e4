/// `kwic 8 sort right`: each hit with the words beside it, one a row, hits under each other.
///
/// Rows are passages (the hit), so every column of the article can be read: `kwic | count by source`. Sorted by the words
/// to the right, or by those to the left from the hit outwards.
public struct Kwic: Stage {
  public static let usage = StageUsage(
    "kwic", synonyms: ["concordance"], group: .words,
    forms: [.count("n"), .clause("sort", [.choice(["left", "right"])])],
    summary: "each hit in context, 8 words to each side by default")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: true)

  public let output: Schema
  private let wordCount: Int
  private let side: String?

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.rows != .counted else {
      throw Diagnostic(
        "`kwic` shows hits, and these rows were counted", at: call.nameSpan, hint: "put `kwic` before the counting")
    }
    guard input.hasHits else {
      throw Diagnostic(
        "the search has no word to show", at: call.nameSpan, hint: "search for one, for example `crackdown | kwic`")
    }
    if let clause = call.clause("sort"), clause.choice == nil {
      throw Diagnostic("`sort` needs a side here", at: clause.span, hint: "write `kwic sort right` or `kwic sort left`")
    }
    wordCount = call.count ?? 8
    side = call.clause("sort")?.choice
    let own: [Schema.Field] = [.init("left", .text), .init("hit", .text), .init("right", .text)]
    output = input.cutIntoPassages(showing: ["date", "source"], own)
  }

  public var cut: StageTraits.Cut { side == nil ? .rows : .pick }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let hits = table.hits else { return table.passages([], showing: [], carrying: output.carried, from: []) }
    let rows = table.rows
    let archive = table.archive
    let wordCount = wordCount
    let found = try Parallel.rows(rows.count, context) { range in
      range.flatMap { place -> [Line] in
        let span = table.span(of: rows[place])
        return hits.hits(in: span.article).compactMap { hit in
          guard let field = hit.field, span.contains(field, hit.bytes) else { return nil }
          return Line(hit, field, span.article, archive, row: rows[place], wordCount: wordCount)
        }
      }
    }
    var order = Array(found.indices)
    if let side {
      let keys = found.map { Kwic.key($0, side) }
      order.sort { a, b in
        for (left, right) in zip(keys[a], keys[b]) {
          let compared = ValueOrder.compare(bytes: left, right)
          if compared != 0 { return compared < 0 }
        }
        return keys[a].count == keys[b].count ? a < b : keys[a].count < keys[b].count
      }
    }
    let lines = order.map { found[$0] }
    var result = table.passages(
      lines.map(\.passage), showing: output.columns.map(\.name).filter { $0 != "left" && $0 != "hit" && $0 != "right" },
      carrying: output.carried, from: lines.map(\.row))
    result.columns.append(.init("left", StoredColumn(.text, lines.map { .text($0.left) })))
    result.columns.append(.init("hit", StoredColumn(.text, lines.map { .text($0.hit) })))
    result.columns.append(.init("right", StoredColumn(.text, lines.map { .text($0.right) })))
    result.presentation = .concordance
    return result
  }

  /// The folded words of a side, from the hit outwards.
  private static func key(_ line: Line, _ side: String) -> [[UInt8]] {
    var text = side == "left" ? line.left : line.right
    let words = text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var words: [[UInt8]] = []
      TextPieces.forEachWord(in: bytes, 0..<bytes.count) {
        words.append(FoldedText.bytes(String(decoding: bytes[$0], as: UTF8.self)))
      }
      return words
    }
    return side == "left" ? words.reversed() : words
  }

  private struct Line: Sendable {
    /// The row of the table that it was made from.
    var row: UInt32
    var passage: Passage
    var left: String
    var hit: String
    var right: String

    init(_ hit: Hit, _ field: ArticleField, _ article: Int, _ archive: Archive, row: UInt32, wordCount: Int) {
      self.row = row
      let bytes = hit.bytes
      passage = Passage(
        article: UInt32(article), field: field, paragraph: UInt32(clamping: hit.paragraph),
        start: UInt32(clamping: bytes.lowerBound), end: UInt32(clamping: bytes.upperBound))
      (left, self.hit, right) = archive.withText(of: field, article: article) { text in
        let bytes = bytes.clamped(to: 0..<text.count)
        let paragraph = Kwic.paragraph(around: bytes, in: text)
        let left = Kwic.last(wordCount, in: text, paragraph.lowerBound..<bytes.lowerBound)
        let right = Kwic.first(wordCount, in: text, bytes.upperBound..<max(bytes.upperBound, paragraph.upperBound))
        return (Kwic.oneLine(text[left]), Kwic.oneLine(text[bytes]), Kwic.oneLine(text[right]))
      }
    }
  }

  /// The line of the text that the hit begins in.
  private static func paragraph(around hit: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    // Context is at most a few words: looking far for the paragraph's border would make long lines slow.
    let reach = 4096
    var start = hit.lowerBound
    while start > max(0, hit.lowerBound - reach), text[start - 1] != 0x0A { start -= 1 }
    while start < hit.lowerBound, text[start] & 0xC0 == 0x80 { start += 1 }
    var end = hit.upperBound
    while end < min(text.count, hit.upperBound + reach), text[end] != 0x0A { end += 1 }
    while end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return start..<max(end, hit.upperBound)
  }

  private static func first(_ count: Int, in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
    var seen = 0
    var end = range.lowerBound
    var next: Int?
    TextPieces.forEachWord(in: text, range) { word in
      seen += 1
      if seen <= count { end = word.upperBound } else if next == nil { next = word.lowerBound }
    }
    // What follows the last word up to the next belongs to it: a full stop, a closing quote.
    let limit = next ?? range.upperBound
    while count > 0, end < limit, text[end] > 0x20 { end += 1 }
    return range.lowerBound..<end
  }

  private static func last(_ count: Int, in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
    var starts: [Int] = []
    var ends: [Int] = []
    TextPieces.forEachWord(in: text, range) { word in
      starts.append(word.lowerBound)
      ends.append(word.upperBound)
    }
    guard count > 0 else { return range.upperBound..<range.upperBound }
    if starts.count <= count { return range }
    var start = starts[starts.count - count]
    let limit = ends[ends.count - count - 1]
    while start > limit, text[start - 1] > 0x20 { start -= 1 }
    return start..<range.upperBound
  }

  private static func oneLine(_ text: Slice<UnsafeRawBufferPointer>) -> String {
    let range = Blanks.trimmed(0..<text.count, in: UnsafeRawBufferPointer(rebasing: text))
    return String(
      decoding: text[text.startIndex + range.lowerBound..<text.startIndex + range.upperBound], as: UTF8.self)
  }
}
