/// What can be typed about an archive: its words and the values of its fields, the most frequent first. For completion
/// and for `.fields`.
extension Archive {
  /// The `limit` most frequent words that begin as `prefix` does, case and accents aside, with the articles that hold them.
  public func words(beginning prefix: String, limit: Int = 500) -> [(word: String, articleCount: Int)] {
    let folded = Fold.folded(prefix)
    guard !folded.isEmpty, !folded.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F || $0 == 0 }) else { return [] }
    var words = index.terms(matching: Array(folded.utf8) + [0x2A]).compactMap { term, partCount in
      partCount == 1 ? (term: term, articleCount: index.articleCount(of: term)) : nil
    }
    words.sort {
      $0.articleCount != $1.articleCount ? $0.articleCount > $1.articleCount : $0.term.number < $1.term.number
    }
    return words.prefix(limit).map { (String(decoding: index.bytes(of: $0.term), as: UTF8.self), $0.articleCount) }
  }

  /// The distinct values of a column with the articles that have each, most frequent first, equal ones by the value. Nil
  /// for a column there is none of, and for texts that are no names: a headline, a body.
  public func values(of name: String) -> [(value: String, articleCount: Int)]? {
    guard name != "headline", name != "deck", name != "body", let column = column(name) else { return nil }
    var counts: [Value: Int] = [:]
    if let codes = column.codes, column.type != .list {
      var byCode = [Int](repeating: 0, count: codes.count)
      for article in 0..<articleCount { if let code = codes.code(at: article) { byCode[code] += 1 } }
      for (code, count) in byCode.enumerated() where count > 0 { counts[codes.value(of: code), default: 0] += count }
    } else {
      for article in 0..<articleCount {
        switch column.value(at: article) {
        case .null: break
        case .list(let items): for item in Set(items) { counts[item, default: 0] += 1 }
        case let value: counts[value, default: 0] += 1
        }
      }
    }
    return counts.filter { !$0.key.isEmpty }.map { ($0.key.printed, $0.value) }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
  }

  /// Articles that have anything in a column.
  public func articleCount(having name: String) -> Int {
    guard let column = column(name) else { return 0 }
    if let codes = column.codes, column.type != .list {
      return (0..<articleCount).count { codes.code(at: $0) != nil }
    }
    return (0..<articleCount).count { !column.value(at: $0).isEmpty }
  }
}
