import Testing

@testable import NewsQuery

/// What the index must say, found the plain way: word by word, article by article.
struct NaiveIndex {
  /// Key (a compound's with its tail) → article → positions.
  var occurrences: [[UInt8]: [UInt32: [UInt32]]] = [:]
  /// Key → article → the surface form at each position.
  var forms: [[UInt8]: [UInt32: [[UInt8]]]] = [:]
  var lengths: [Int] = []
  /// Field → key → the articles that have it there.
  var fields: [ArticleField: [[UInt8]: [UInt32]]] = [:]

  mutating func append(_ article: Article) {
    let number = UInt32(lengths.count)
    var position: UInt32 = 0
    var length = 0
    for field in ArticleField.searched {
      article[bytes: field].withUnsafeBytes { text in
        Tokenizer.forEachWord(in: text) { start, end, partCount in
          var surface: [UInt8] = []
          WordForm.appendSurface(UnsafeRawBufferPointer(rebasing: text[start..<end]), to: &surface)
          var key = Array(Fold.folded(String(decoding: surface, as: UTF8.self)).utf8)
          if partCount > 1 { key += [0, UInt8(partCount)] }
          let place = partCount > 1 ? position - UInt32(partCount) : position
          occurrences[key, default: [:]][number, default: []].append(place)
          forms[key, default: [:]][number, default: []].append(surface)
          if fields[field]?[key]?.last != number { fields[field, default: [:]][key, default: []].append(number) }
          if partCount == 1 {
            position += 1
            length += 1
          }
        }
      }
      position += 1
    }
    lengths.append(length)
  }

  /// Fails the test where the index says anything else.
  func check(_ index: TextIndex, _ location: SourceLocation = #_sourceLocation) {
    #expect(index.termCount == occurrences.count, sourceLocation: location)
    #expect(index.wordCount == lengths.reduce(0, +), sourceLocation: location)
    for (article, length) in lengths.enumerated() { #expect(index.length(of: article) == length) }
    let keys = occurrences.keys.sorted { $0.lexicographicallyPrecedes($1) }
    for (number, key) in keys.enumerated() {
      let term = TermID(number: UInt32(number))
      let expected = occurrences[key] ?? [:]
      #expect(index.dictionary.key(of: number).elementsEqual(key), sourceLocation: location)
      // It is found, and what stands right before and after it is not taken for it.
      for wanted in [key, Array(key.dropLast()), key + [0], key + [0xFF]] {
        let place = keys.partitioningIndex { !$0.lexicographicallyPrecedes(wanted) }
        #expect(wanted.withUnsafeBytes { index.dictionary.lowerBound($0) } == place, sourceLocation: location)
      }
      #expect(index.articleCount(of: term) == expected.count, sourceLocation: location)
      #expect(index.occurrenceCount(of: term) == expected.values.reduce(0) { $0 + $1.count }, sourceLocation: location)
      for field in [ArticleField.headline, .deck] {
        let titles = fields[field]?[key] ?? []
        #expect(index.articles(of: term, inTitle: field) == titles, sourceLocation: location)
        #expect(index.articleCount(of: term, inTitle: field) == titles.count, sourceLocation: location)
      }
      checkBounds(index, term, expected)
      checkMarks(index, term, expected)
      var cursor = index.cursor(of: term)
      let surfaceForms = index.surfaceForms(of: term)
      for article in expected.keys.sorted() {
        guard cursor.article == article else {
          Issue.record("\(key): article \(cursor.article) where \(article) was due", sourceLocation: location)
          return
        }
        let frequency = cursor.frequency()
        #expect(frequency == expected[article]?.count, sourceLocation: location)
        var positions: [UInt32] = []
        cursor.positions(into: &positions)
        #expect(positions == expected[article], sourceLocation: location)
        var formNumbers: [UInt32] = []
        cursor.forms(into: &formNumbers)
        #expect(formNumbers.map { surfaceForms[Int($0)] } == forms[key]?[article], sourceLocation: location)
        cursor.next()
      }
      #expect(cursor.article == PostingCursor.end, sourceLocation: location)
    }
  }
}

extension NaiveIndex {
  /// No article may score more than is written beside its block.
  private func checkBounds(_ index: TextIndex, _ term: TermID, _ expected: [UInt32: [UInt32]]) {
    let averageLength = max(1, Double(index.wordCount) / Double(max(1, lengths.count)))
    let cursor = index.cursor(of: term)
    var block = 0
    for (article, positions) in expected.sorted(by: { $0.key < $1.key }) {
      while block < cursor.boundCount, cursor.bound(ofBlock: block).lastArticle < article { block += 1 }
      guard block < cursor.boundCount else {
        Issue.record("article \(article) is in no block")
        return
      }
      let norm = BM25.norm(ofRelativeLength: Double(lengths[Int(article)]) / averageLength)
      let part = Double(positions.count) / (Double(positions.count) + norm)
      #expect(Double(cursor.bound(ofBlock: block).part) / 65_535 >= part * (1 - 1e-12))
    }
  }

  /// What is put into sets, a part of the archive after the other.
  private func checkMarks(_ index: TextIndex, _ term: TermID, _ expected: [UInt32: [UInt32]]) {
    var cursor = index.cursor(of: term)
    for start in stride(from: 0, to: lengths.count, by: 192) {
      var words: [UInt64] = [0, 0, 0]
      words.withUnsafeMutableBufferPointer { words in
        guard let base = words.baseAddress else { return }
        cursor.mark(from: UInt32(start), upTo: UInt32(start + 192), in: base)
      }
      for place in 0..<192 {
        let isMarked = words[place / 64] >> UInt64(place % 64) & 1 == 1
        if isMarked != (expected[UInt32(start + place)] != nil) { Issue.record("article \(start + place)") }
      }
    }
  }
}

/// Articles out of few words, so that terms are common and rare, in one field or all.
func randomArticles(_ count: Int, seed: UInt64) -> [Article] {
  var state = seed
  func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
  let words = [
    "the", "The", "THE", "of", "kremlin", "Kremlin", "arms", "control", "cost-cutting", "O'Brien", "mayor's", "U.S.",
    "1,204", "3.5", "Été", "ete", "état-major", "习近平", "技术", "हिन्दी", "สวัสดี", "#metoo", "The Who", "who", "Who", "5G",
  ]
  return (0..<count).map { _ in
    var article = Article()
    for field in ArticleField.searched where next(4) > 0 {
      var text = ""
      for _ in 0..<next(field == .body ? 60 : 6) {
        let word = next(5) == 0 ? "rare\(next(count * 3))" : words[min(next(words.count), next(words.count))]
        text += word + (next(9) == 0 ? ".\n" : next(12) == 0 ? ". " : " ")
      }
      article[field] = text
    }
    return article
  }
}

struct TextIndexTests {
  @Test(arguments: [(3, 1), (200, 2), (700, 3)])
  func saysWhatTheArticlesSay(count: Int, seed: UInt64) {
    var builder = ArchiveBuilder()
    var naive = NaiveIndex()
    for article in randomArticles(count, seed: seed) {
      builder.append(article)
      naive.append(article)
    }
    naive.check(builder.finish(name: "random").index)
  }

  @Test
  func isTheSameHoweverItIsCut() {
    let articles = randomArticles(900, seed: 9)
    func image(cutEvery count: Int, threadCount: Int) -> Image {
      var segments: [Segment] = []
      for start in stride(from: 0, to: articles.count, by: count) {
        let segment = Segment()
        for article in articles[start..<min(articles.count, start + count)] {
          segment.append(article, place: nil, file: nil, defaultAdded: nil)
        }
        segment.seal()
        segments.append(segment)
      }
      return SegmentMerge.image(of: segments, threadCount: threadCount)
    }
    let whole = image(cutEvery: 900, threadCount: 1)
    for count in [1, 7, 128, 500] {
      let cut = image(cutEvery: count, threadCount: 2)
      #expect(whole.sections.map(\.name) == cut.sections.map(\.name))
      for (a, b) in zip(whole.sections, cut.sections) {
        #expect(a.bytes.elementsEqual(b.bytes), "\(a.name), cut every \(count)")
      }
      #expect(whole.textPieces.joined().elementsEqual(cut.textPieces.joined()), "text, cut every \(count)")
    }
  }

  @Test
  func seekLandsWhereNextWould() {
    var builder = ArchiveBuilder()
    for article in randomArticles(1500, seed: 5) { builder.append(article) }
    let index = builder.finish(name: "random").index
    for number in stride(from: 0, to: index.termCount, by: 37) {
      let term = TermID(number: UInt32(number))
      var articles: [UInt32] = []
      var cursor = index.cursor(of: term)
      while cursor.article != PostingCursor.end {
        articles.append(cursor.article)
        cursor.next()
      }
      for step in [3, 40, 900] {
        var cursor = index.cursor(of: term)
        var positioned = index.cursor(of: term)
        for target in stride(from: 0, to: 1700, by: step) {
          cursor.seek(UInt32(target))
          #expect(cursor.article == articles.first { $0 >= UInt32(target) } ?? PostingCursor.end)
          while positioned.article < UInt32(target) { positioned.next() }
          var a: [UInt32] = []
          var b: [UInt32] = []
          cursor.positions(into: &a)
          positioned.positions(into: &b)
          #expect(a == b)
        }
      }
    }
  }

  @Test
  func bordersStandAtTheFirstWords() {
    var article = Article()
    article[.headline] = "Two words"
    article[.body] = "One. Two three!\n\n—\nFour five. Six"
    var builder = ArchiveBuilder()
    builder.append(article)
    let borders = builder.finish(name: "one").index.borders(of: 0)
    #expect(borders.deckStart == 3)
    #expect(borders.bodyStart == 4)
    #expect(borders.end == 10)
    #expect(borders.sentences == [0, 4, 5, 7, 9])
    #expect(borders.paragraphs == [0, 4, 7])
  }

  @Test
  func wildcardsAndCompounds() {
    var article = Article()
    article[.body] = "cost-cutting costcutting recycle recycled cycle woman women O'Brien état état-major"
    var builder = ArchiveBuilder()
    builder.append(article)
    let index = builder.finish(name: "one").index
    func found(_ pattern: String) -> [String] {
      index.terms(matching: Array(pattern.utf8)).map { String(decoding: index.bytes(of: $0.term), as: UTF8.self) }
    }
    #expect(found("recycl*") == ["recycle", "recycled"])
    #expect(found("wom?n") == ["woman", "women"])
    #expect(found("*cycle") == ["cycle", "recycle"])
    #expect(found("c*t*g") == ["costcutting", "costcutting", "cutting"])
    #expect(Array("obrien".utf8).withUnsafeBytes { index.compounds($0) }.map(\.partCount) == [2])
    #expect(Array("obrien".utf8).withUnsafeBytes { index.term($0) } == nil)
    #expect(Array("costcutting".utf8).withUnsafeBytes { index.term($0) } != nil)
  }

  @Test
  func anArchiveOfNothing() {
    let archive = ArchiveBuilder().finish(name: "empty")
    #expect(archive.articleCount == 0)
    #expect(archive.index.termCount == 0)
    #expect(archive.index.terms(matching: Array("*".utf8)).isEmpty)
    #expect(Array("a".utf8).withUnsafeBytes { archive.index.term($0) } == nil)
  }
}
