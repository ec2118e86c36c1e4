import Testing

@testable import NewsQuery

/// Searches whose posting lists have many blocks, against plain walks over the words of each article.
@Suite struct LongListTests {
  struct Texts {
    var headlines: [[String]] = []
    var bodies: [[String]] = []
  }

  /// Frequent words stand in nearly every article, seldom ones in a few; `co-op` is a compound of a word that is there too.
  static let vocabulary = (0..<60).map { "w" + String($0, radix: 2).map { $0 == "0" ? "a" : "b" } } + ["coop", "co-op"]

  static let texts: Texts = {
    var random = SeededRandom(seed: 31)
    func words(_ count: Int) -> [String] {
      (0..<count).map { _ in
        let bound = random.below(vocabulary.count) + 1
        return vocabulary[random.below(random.below(bound) + 1)]
      }
    }
    var texts = Texts()
    for _ in 0..<2600 {
      texts.headlines.append(words(random.below(7)))
      texts.bodies.append(words(random.holds(oneIn: 9) ? random.below(400) : random.below(40)))
    }
    return texts
  }()

  static let archive: Archive = {
    var random = SeededRandom(seed: 32)
    var builder = ArchiveBuilder()
    for (headline, body) in zip(texts.headlines, texts.bodies) {
      var article = Article()
      article[.headline] = headline.joined(separator: " ")
      article[.body] = body.joined(separator: " ")
      article.published = NewsDate(iso: "20\(10 + random.below(10))-01-0\(random.below(9) + 1)")
      builder.append(article)
    }
    return builder.finish(name: "long")
  }()

  static let context = RunContext(
    now: NewsDate(seconds: 1_700_000_000, precision: .second), threadCount: 1,
    readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "not read here") })

  private func compiled(_ text: String, _ archive: Archive = archive) throws -> CompiledSearch {
    let plan = PlanContext(archive: archive, arguments: [:], results: [:], run: Self.context, search: nil)
    return try CompiledSearch(try Parser.search(text), context: plan)
  }

  /// The articles of which `holds` is true of the words of headline or body; a compound is its parts and, joined, one word.
  private func articles(where holds: ([String]) -> Bool) -> [UInt32] {
    Self.texts.bodies.indices.filter { holds(Self.texts.headlines[$0]) || holds(Self.texts.bodies[$0]) }.map(
      UInt32.init)
  }

  private func check(_ search: String, _ expected: [UInt32], _ location: SourceLocation = #_sourceLocation) throws {
    let search = try compiled(search)
    #expect(try search.articles(Self.context) == expected, sourceLocation: location)
    #expect(try search.articleCount(Self.context) == expected.count, sourceLocation: location)
  }

  @Test
  func phrases() throws {
    var random = SeededRandom(seed: 33)
    for _ in 0..<120 {
      // Of words that stand together somewhere, or of any.
      var phrase = (0..<random.below(3) + 2).map { _ in Self.vocabulary[random.below(random.below(60) + 1)] }
      let body = random.oneOf(Self.texts.bodies)
      if !random.holds(oneIn: 3), body.count > phrase.count {
        let start = random.below(body.count - phrase.count)
        phrase = Array(body[start..<start + phrase.count])
      }
      if phrase.contains(where: { $0.hasPrefix("co") }) { continue }
      let expected = articles { words in
        words.count >= phrase.count
          && (0...words.count - phrase.count).contains { words[$0..<$0 + phrase.count].elementsEqual(phrase) }
      }
      try check("\"\(phrase.joined(separator: " "))\"", expected)
      // Beside other nodes it goes another way.
      let other = Self.vocabulary[random.below(60)]
      let both = Set(articles { $0.contains(other) })
      try check("\"\(phrase.joined(separator: " "))\" \(other)", expected.filter(both.contains))
    }
  }

  @Test
  func phrasesWithAWordThatIsACompoundToo() throws {
    for word in Self.vocabulary.prefix(40) {
      let expected = articles { words in
        zip(words, words.dropFirst()).contains { $0 == word && ($1 == "coop" || $1 == "co-op") }
      }
      try check("\"\(word) coop\"", expected)
    }
  }

  @Test
  func wordsNearEachOther() throws {
    var random = SeededRandom(seed: 34)
    for _ in 0..<60 {
      let words = (0..<2).map { _ in Self.vocabulary[random.below(random.below(60) + 1)] }
      let reach = random.below(6) + 1
      let isOrdered = random.holds(oneIn: 2)
      let expected = articles { text in
        // A compound is two places.
        let text = text.flatMap { $0 == "co-op" ? ["co", "op"] : [$0] }
        return text.indices.contains { left in
          text[left] == words[0]
            && text.indices.contains { right in
              right != left && text[right] == words[1] && abs(right - left) <= reach && (!isOrdered || right > left)
            }
        }
      }
      try check("\(words[0]) \(isOrdered ? "pre" : "near")/\(reach) \(words[1])", expected)
    }
  }

  @Test
  func wordsOfTitles() throws {
    for word in Self.vocabulary where !word.contains("-") {
      func isThere(_ text: [String]) -> Bool { text.contains(word) || word == "coop" && text.contains("co-op") }
      let titled = Self.texts.headlines.indices.filter { isThere(Self.texts.headlines[$0]) }.map(UInt32.init)
      try check("headline:\(word)", titled)
      try check("deck:\(word)", [])
      try check("headline:\(word) wa", titled.filter(Set(articles { $0.contains("wa") }).contains))
    }
  }

  @Test
  func theBestAreTheBest() throws {
    var random = SeededRandom(seed: 35)
    let ranks = Self.archive.tableOrder.ranks
    for _ in 0..<60 {
      let words = (0..<random.below(4) + 1).map { _ in Self.vocabulary[random.below(random.below(60) + 1)] }
      let search = try compiled(words.joined(separator: " or "))
      let scored = try search.articles(Self.context).map { (article: $0, score: search.hits.score(of: Int($0)) ?? -1) }
        .sorted { a, b in
          a.score != b.score ? a.score > b.score : ranks[Int(a.article)] < ranks[Int(b.article)]
        }
      for count in [1, 3, 10, 300] {
        let best = try search.best(count, Self.context)
        #expect(best.map(\.article) == scored.prefix(count).map(\.article), "\(words), \(count)")
        #expect(best.map(\.score) == scored.prefix(count).map(\.score), "\(words), \(count)")
      }
    }
  }
}
