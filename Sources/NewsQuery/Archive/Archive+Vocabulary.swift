/// What can be typed about an archive, the most frequent first: its words and the values of its fields. For completion and for
/// `.fields`.
extension Archive {
  /// Returns the `limit` most frequent words that begin as `prefix` does, ignoring case and accents, with the number of articles
  /// that contain each.
  public func words(beginning prefix: String, limit: Int = 500) -> [(word: String, articleCount: Int)] {
    let folded = Fold.folded(prefix)
    guard !folded.isEmpty, !folded.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F || $0 == 0 }) else { return [] }
    var counts: [[UInt8]: Int] = [:]
    for place in parts {
      let index = place.part.index
      for (term, partCount) in index.terms(matching: Array(folded.utf8) + [0x2A]) where partCount == 1 {
        counts[index.bytes(of: term), default: 0] += place.articleCount(of: term)
      }
    }
    return counts.filter { $0.value > 0 }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key) }
      .prefix(limit).map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  /// The number of different terms of all parts, compounds included.
  public var termCount: Int {
    if parts.count == 1, parts[0].dead.isEmpty { return parts[0].part.index.termCount }
    var seen: Set<[UInt8]> = []
    for place in parts {
      let index = place.part.index
      for number in 0..<index.termCount {
        let term = TermID(number: UInt32(number))
        if place.dead.isEmpty || place.articleCount(of: term) > 0 {
          seen.insert(Array(index.dictionary.key(of: number)))
        }
      }
    }
    return seen.count
  }

  /// The occurrences of a plain term in all living articles; nil if no article contains it.
  func occurrenceCount(ofTerm folded: UnsafeRawBufferPointer) -> Int? {
    var count = 0
    for place in parts {
      if let term = place.part.index.term(folded) { count += place.occurrenceCount(of: term) }
    }
    return count > 0 ? count : nil
  }

  /// The living articles that contain a plain term; nil if none does.
  func articleCount(ofTerm folded: UnsafeRawBufferPointer) -> Int? {
    var count = 0
    for place in parts {
      if let term = place.part.index.term(folded) { count += place.articleCount(of: term) }
    }
    return count > 0 ? count : nil
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
