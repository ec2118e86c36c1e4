import NewsQuery

/// What follows some Chinese characters in the articles. Chinese has no blanks between words, so an index of single characters
/// cannot tell where a word that was begun ends; the texts can.
///
///     HanWords.after("外交", in: archive)      // 外交部 7, 外交部发 4 …
enum HanWords {
  /// Texts that are looked at; the commonest words show soon.
  private static let mostArticles = 2_000
  private static let longest = 4

  /// Whether the last character of `text` is Chinese.
  static func isHan(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last?.value else { return false }
    return (0x4E00...0x9FFF).contains(last) || (0x3400...0x4DBF).contains(last)
  }

  /// The beginnings of what follows `prefix`, with the articles that have them, most frequent first.
  static func after(_ prefix: String, in archive: Archive) -> [(word: String, articleCount: Int)] {
    let wanted = Array(prefix.utf8)
    var counts: [String: Int] = [:]
    for article in 0..<min(archive.articleCount, mostArticles) {
      var here: Set<String> = []
      for field in [ArticleField.headline, .deck, .body] {
        archive.withText(of: field, article: article) { collect(wanted, in: $0, into: &here) }
      }
      for word in here { counts[word, default: 0] += 1 }
    }
    let sorted = counts.sorted { left, right in
      left.value != right.value ? left.value > right.value : left.key < right.key
    }
    return sorted.map { (word: $0.key, articleCount: $0.value) }
  }

  private static func collect(_ wanted: [UInt8], in text: UnsafeRawBufferPointer, into words: inout Set<String>) {
    guard let first = wanted.first, text.count >= wanted.count else { return }
    var position = 0
    while position + wanted.count <= text.count {
      guard text[position] == first, text[position..<position + wanted.count].elementsEqual(wanted) else {
        position += 1
        continue
      }
      var word = wanted
      position += wanted.count
      // A character of these is three bytes.
      for next in stride(from: position, to: min(position + 3 * longest, text.count - 2), by: 3) {
        word += text[next..<next + 3]
        let grown = String(decoding: word, as: UTF8.self)
        guard isHan(grown) else { break }
        words.insert(grown)
      }
    }
  }
}
