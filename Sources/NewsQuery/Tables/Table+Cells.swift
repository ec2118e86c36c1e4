extension Table {
  /// The cells of a column that can be read here, by its canonical name: one shown, one of the article, one computed.
  /// Rows are numbers out of `rows`.
  public func column(_ name: String) -> (any Column)? {
    if let shown = columns.first(where: { $0.name == name }) { return shown.column }
    if let carried = carried.first(where: { $0.name == name }) { return carried.column }
    switch origin {
    case .none: return nil
    case .articles:
      return archive.column(name) ?? computedColumn(name) ?? Table.emptyColumn(name)
    case .passages(let passages):
      if let stored = archive.column(name) { return ArticleCellColumn(column: stored, passages: passages) }
      return computedColumn(name) ?? Table.emptyColumn(name)
    }
  }

  /// A field of the language that no article of the archive fills.
  private static func emptyColumn(_ name: String) -> (any Column)? {
    Field.stored.first { $0.name == name }.map { field in ComputedColumn(field.type) { _ in .null } }
  }

  private func computedColumn(_ name: String) -> (any Column)? {
    let passage = passageReader
    switch name {
    case "lead":
      return ComputedColumn(.text) { [archive] row in
        let lead = ArticleText.lead(archive, Int(passage(row).article))
        return lead.isEmpty ? .null : .text(lead)
      }
    case "story":
      return ComputedColumn(.text) { [archive] row in StoryColumn.story(of: Int(passage(row).article), in: archive) }
    case "score": return ofHits(.number) { hits, row in hits.score(of: Int(passage(row).article)).map(Value.number) }
    case "depth": return ofHits(.text) { hits, row in hits.depth(of: Int(passage(row).article)).map(Value.text) }
    case "near": return ofHits(.truth) { hits, row in .truth(hits.isNear(passage(row))) }
    case "distance":
      return ofHits(.number) { hits, row in hits.distance(from: passage(row)).map { .number(Double($0)) } }
    case "term":
      guard let hits else { return nil }
      let names = hits.topicNames.map(Value.text)
      if case .passages = origin {
        return ofHits(.list) { hits, row in .list(Table.terms(in: passage(row), hits, names)) }
      }
      return ofHits(.list) { hits, row in .list(hits.topics(in: Int(passage(row).article)).map { names[$0] }) }
    case "field" where isPassages: return ComputedColumn(.text) { row in .text(passage(row).field.name) }
    case "paragraph" where isPassages: return ComputedColumn(.number) { row in .number(Double(passage(row).paragraph)) }
    case "position" where isPassages:
      return ComputedColumn(.number) { [archive] row in
        .number(Double(Table.words(before: passage(row), archive).count + 1))
      }
    case "at" where isPassages:
      return ComputedColumn(.number) { [archive] row in
        let (count, total) = Table.words(before: passage(row), archive)
        return total == 0 ? .null : .number(Double(count) / Double(total))
      }
    case "boilerplate" where isPassages: return BoilerplateColumn(archive: archive, passage: passage)
    case "start" where isPassages:
      return ComputedColumn(.number) { [archive] row in
        .number(Table.characters(before: passage(row).start, passage(row), archive))
      }
    case "end" where isPassages:
      return ComputedColumn(.number) { [archive] row in
        .number(Table.characters(before: passage(row).end, passage(row), archive))
      }
    default: return nil
    }
  }

  private var isPassages: Bool { if case .passages = origin { true } else { false } }

  private func ofHits(
    _ type: ValueType, _ compute: @escaping @Sendable (SearchHits, Int) -> Value?
  ) -> (any Column)? {
    guard let hits else { return nil }
    return ComputedColumn(type) { row in compute(hits, row) ?? .null }
  }

  /// The terms with a hit inside of a passage, in the order of the search.
  private static func terms(in passage: Passage, _ hits: SearchHits, _ names: [Value]) -> [Value] {
    let inside = hits.hits(in: Int(passage.article)).filter {
      $0.field == passage.field && $0.bytes.lowerBound < Int(passage.end) && Int(passage.start) < $0.bytes.upperBound
    }
    return hits.topics(of: inside, in: Int(passage.article)).map { names[$0] }
  }

  /// The words of a passage's field before it, and all of them.
  private static func words(before passage: Passage, _ archive: Archive) -> (count: Int, total: Int) {
    archive.withText(of: passage.field, article: Int(passage.article)) { text in
      var (count, total) = (0, 0)
      Tokenizer.forEachWord(in: text) { start, _, partCount in
        guard partCount == 1 else { return }
        total += 1
        if start < Int(passage.start) { count += 1 }
      }
      return (count, total)
    }
  }

  /// The number of code points of the field's text before a byte.
  private static func characters(before byte: UInt32, _ passage: Passage, _ archive: Archive) -> Double {
    archive.withText(of: passage.field, article: Int(passage.article)) { text in
      var count = 0
      for index in 0..<min(Int(byte), text.count) where text[index] & 0xC0 != 0x80 { count += 1 }
      return Double(count)
    }
  }

  /// The passage of a row; a whole article where rows are articles.
  private var passageReader: @Sendable (Int) -> Passage {
    switch origin {
    case .passages(let passages): return { passages[$0] }
    case .articles, .none:
      return { Passage(article: UInt32($0), field: .body, paragraph: 1, start: 0, end: 0) }
    }
  }
}
