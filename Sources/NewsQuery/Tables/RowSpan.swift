/// What a row covers of its article: all of it, or one passage. Stages on text read only that.
struct RowSpan: Sendable {
  var article: Int
  /// Nil: headline, deck and body in full.
  var passage: Passage?

  func contains(_ field: ArticleField, _ bytes: Range<Int>) -> Bool {
    guard let passage else { return true }
    return passage.field == field && bytes.lowerBound >= Int(passage.start) && bytes.upperBound <= Int(passage.end)
  }

  /// The texts to read, each with the bytes of it that the row covers.
  func forEachText(_ archive: Archive, _ body: (ArticleField, UnsafeRawBufferPointer, Range<Int>) -> Void) {
    for field in ArticleField.searched where passage == nil || passage?.field == field {
      archive.withText(of: field, article: article) { text in
        var range = 0..<text.count
        if let passage {
          range = (Int(passage.start)..<max(Int(passage.start), Int(passage.end))).clamped(to: range)
        }
        if !range.isEmpty { body(field, text, range) }
      }
    }
    // A passage of a field that is not searched, a byline say.
    if let passage, !ArticleField.searched.contains(passage.field) {
      archive.withText(of: passage.field, article: article) { text in
        let range = (Int(passage.start)..<max(Int(passage.start), Int(passage.end))).clamped(to: 0..<text.count)
        if !range.isEmpty { body(passage.field, text, range) }
      }
    }
  }
}

extension Table {
  func span(of row: UInt32) -> RowSpan {
    switch origin {
    case .passages(let passages): RowSpan(article: Int(passages[Int(row)].article), passage: passages[Int(row)])
    case .articles, .none: RowSpan(article: Int(row), passage: nil)
    }
  }

  /// Rows made from passages of these rows' articles, in order, all in view. `names` are columns of the article to show.
  ///
  /// `carried` are columns of these rows that can be read on; `sources` is the row of each passage, if that is not its article.
  func passages(
    _ passages: [Passage], showing names: [String], carrying carried: [Schema.Field], from sources: [UInt32]? = nil
  ) -> Table {
    var table = Table(
      archive: archive, columns: [], rows: Array(0..<UInt32(passages.count)), origin: .passages(passages), hits: hits)
    if !carried.isEmpty {
      let sources = sources ?? passages.map(\.article)
      table.carried = carried.compactMap { field in
        column(field.name).map { .init(field.name, RepeatedColumn(base: $0, sources: sources)) }
      }
    }
    table.columns = names.compactMap { name in table.column(name).map { .init(name, $0) } }
    return table
  }
}
