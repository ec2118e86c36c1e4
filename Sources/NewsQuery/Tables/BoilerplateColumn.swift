/// The column `boilerplate` of passages: whether they are in a paragraph that the outlet repeats on many pages.
struct BoilerplateColumn: Column {
  let archive: Archive
  let passage: @Sendable (Int) -> Passage

  var type: ValueType { .truth }

  func value(at row: Int) -> Value {
    let passage = passage(row)
    guard passage.field == .body, let repeated = try? archive.repeatedParagraphs(threadCount: Self.threadCount) else {
      return .truth(false)
    }
    let article = Int(passage.article)
    return archive.withText(of: .body, article: article) { text in
      let ranges = repeated.ranges(in: text, of: article, archive)
      let range = Blanks.trimmed((Int(passage.start)..<Int(passage.end)).clamped(to: 0..<text.count), in: text)
      return .truth(ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound })
    }
  }

  /// A column does not know how many threads the asker allows; two are a safe number.
  private static let threadCount = 2
}
