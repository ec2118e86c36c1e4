/// What a story is about: its telling words and the names in it.
struct StoryLabels: Sendable {
  private let archive: Archive
  private let stories: ArchiveStories
  private let language: ArticleLanguage

  /// The articles that are read for it, the most central first.
  private static let readCount = 12
  private static let nameCount = 3
  private static let wordCount = 5

  init(_ archive: Archive, _ stories: ArchiveStories) {
    self.archive = archive
    self.stories = stories
    language = ArticleLanguage(archive)
  }

  /// The names that most of its articles have, of those that contain one of its heaviest terms.
  func names(of row: StoryRow) -> [String] {
    let keys = Set(stories.keys(of: row.number))
    var counts: [String: Int] = [:]
    let read = row.articles.prefix(StoryLabels.readCount)
    for article in read {
      var names: Set<String> = []
      for field in [ArticleField.headline, .body] {
        archive.withText(of: field, article: Int(article)) { text in
          let beginning = UnsafeRawBufferPointer(rebasing: text.prefix(StoryLabels.end(in: text)))
          let passage = PassageText(article: Int(article), field: field, text: text, range: 0..<text.count)
          for mention in NameFinder().names(in: beginning, language: language.tag(passage)) {
            names.insert(mention.name)
          }
        }
      }
      for name in names { counts[name, default: 0] += 1 }
    }
    let telling = counts.filter { $0.value * 4 >= read.count && $0.value > 1 && hasKey($0.key, keys) }
    let sorted = telling.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    // A surname beside the full name says nothing more.
    return Array(
      sorted.filter { name in !sorted.contains { $0 != name && " \($0) ".contains(" \(name) ") } }
        .prefix(StoryLabels.nameCount))
  }

  /// Its heaviest terms that are in none of its names, as its articles most often write them.
  func words(of row: StoryRow) -> [String] {
    var named: Set<UInt64> = []
    for name in names(of: row) { StoryLabels.forEachKey(of: name) { named.insert($0) } }
    let wanted = stories.keys(of: row.number).filter { !named.contains($0) }
    var forms: [UInt64: [String: Int]] = [:]
    var reader = StoryReader()
    for article in row.articles.prefix(StoryLabels.readCount) {
      reader.read(Int(article), of: archive)
      // A number alone, or two letters, say little.
      for term in reader.terms where wanted.contains(term.key) && !term.isNumber && term.end - term.start > 2 {
        let form = archive.withText(of: term.field, article: Int(article)) { text in
          String(decoding: text[Int(term.start)..<Int(term.end)], as: UTF8.self)
        }
        forms[term.key, default: [:]][term.isName ? form : form.lowercased(), default: 0] += 1
      }
    }
    let words = wanted.compactMap { key in
      forms[key]?.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
    return Array(words.prefix(StoryLabels.wordCount))
  }

  /// Where the beginning of a text that is read for names ends: after the paragraph that holds its 1200th byte.
  private static func end(in text: UnsafeRawBufferPointer) -> Int {
    guard text.count > 1200 else { return text.count }
    return text[1200...].firstIndex(of: 0x0A) ?? text.count
  }

  private func hasKey(_ name: String, _ keys: Set<UInt64>) -> Bool {
    var has = false
    StoryLabels.forEachKey(of: name) { if keys.contains($0) { has = true } }
    return has
  }

  private static func forEachKey(of name: String, _ body: (UInt64) -> Void) {
    var name = name
    name.withUTF8 { bytes in
      let text = UnsafeRawBufferPointer(bytes)
      Tokenizer.forEachWord(in: text) { start, end, partCount in
        if partCount == 1 { body(StoryReader.stem(UnsafeRawBufferPointer(rebasing: text[start..<end]))) }
      }
    }
  }
}
