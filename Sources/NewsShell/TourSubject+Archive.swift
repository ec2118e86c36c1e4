import NewsQuery

extension TourSubject {
  /// Two words that follow each other in one of the first articles: in its headline, or else in its text.
  init?(_ archive: Archive) {
    var sources: [String: Int] = [:]
    for article in 0..<min(archive.articleCount, 200) {
      if case .text(let source)? = archive.column("source")?.value(at: article) { sources[source, default: 0] += 1 }
    }
    let most = sources.max { left, right in
      left.value != right.value ? left.value < right.value : left.key > right.key
    }
    let source = most?.key
    for article in 0..<min(archive.articleCount, 200) {
      for field in [ArticleField.headline, .body] {
        let pair = archive.withText(of: field, article: article) { Self.pair(in: $0) }
        if let pair {
          self.init(first: pair.0, second: pair.1, source: source)
          return
        }
      }
    }
    return nil
  }

  /// The first two neighbours that are words of four letters or more.
  private static func pair(in text: UnsafeRawBufferPointer) -> (String, String)? {
    let words = String(decoding: text.prefix(2_000), as: UTF8.self).split { $0.isWhitespace }
    func isPlain(_ word: Substring) -> Bool { word.count >= 4 && word.count <= 24 && word.allSatisfy(\.isLetter) }
    for (first, second) in zip(words, words.dropFirst()) where isPlain(first) && isPlain(second) {
      let (first, second) = (first.lowercased(), second.lowercased())
      // Operators and stages would be read as such.
      if first != second, !reserved.contains(first), !reserved.contains(second) { return (first, second) }
    }
    return nil
  }

  private static let reserved: Set<String> = [
    "near", "with", "same", "like", "where", "empty", "first", "from", "between",
  ]
}
