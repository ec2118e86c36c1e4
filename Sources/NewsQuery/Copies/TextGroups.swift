/// Which of some articles are the same text: near-copies of each other, or joined by a chain of them.
///
/// The groups are those of the articles given and of no others, so that the answer is the same whether the whole archive
/// is loaded or only what a search found in a pipe.
public struct TextGroups: Sendable {
  /// For each of the articles given, in their order, the place of its group's first one.
  public let firsts: [UInt32]
  private let copies: NearCopies
  /// The number that `copies` has for each of the articles given; nil if all were compared.
  private let comparedPlaces: [Int: Int]?
  /// For the places of articles that have the same text as one before, the place of that.
  private let samePlaces: [Int: Int]
  /// Distinct shingles of those that were not compared because all of their copies have the same text.
  private let keptSizes: [Int: Int]

  /// Compares the bodies after their datelines, which wire copies change first, and without the lines that belong to the page
  /// or the agency; if there is no body, the headlines. The archive keeps the answer for all of its articles.
  /// Throws `Interrupted`.
  public init(_ articles: [UInt32], of archive: Archive, _ context: RunContext) throws {
    guard let places = Self.places(of: articles, in: archive) else {
      try self.init(articles, comparing: Self.compared(articles, in: archive, context), of: archive, context)
      return
    }
    self = try archive.kept {
      let all = articles.indices.map(UInt32.init)
      return try TextGroups(all, comparing: Self.compared(all, in: archive, context), of: archive, context)
    }
    if articles.indices.contains(where: { articles[$0] != $0 }) { self = TextGroups(self, articles, at: places) }
  }

  /// The place of each article of the archive among those given; nil unless they are all of them, each once.
  private static func places(of articles: [UInt32], in archive: Archive) -> [Int]? {
    guard articles.count == archive.articleCount else { return nil }
    var places = [Int](repeating: -1, count: articles.count)
    for (place, article) in articles.enumerated() {
      guard Int(article) < places.count, places[Int(article)] < 0 else { return nil }
      places[Int(article)] = place
    }
    return places
  }

  /// The groups of all articles in another order. `places` says where each of them is in `articles`.
  private init(_ all: TextGroups, _ articles: [UInt32], at places: [Int]) {
    var firstPlaces = [UInt32](repeating: .max, count: articles.count)
    for (place, article) in articles.enumerated() {
      let group = Int(all.firsts[Int(article)])
      if firstPlaces[group] == .max { firstPlaces[group] = UInt32(place) }
    }
    firsts = articles.map { firstPlaces[Int(all.firsts[Int($0)])] }
    copies = all.copies
    let numbers = all.comparedPlaces ?? Dictionary(uniqueKeysWithValues: articles.indices.map { ($0, $0) })
    comparedPlaces = Dictionary(uniqueKeysWithValues: numbers.map { (places[$0.key], $0.value) })
    samePlaces = Dictionary(uniqueKeysWithValues: all.samePlaces.map { (places[$0.key], places[$0.value]) })
    keptSizes = Dictionary(uniqueKeysWithValues: all.keptSizes.map { (places[$0.key], $0.value) })
  }

  /// Compares all articles, whatever is known of them. Throws `Interrupted`.
  init(all archive: Archive, _ context: RunContext) throws {
    let articles = (0..<archive.articleCount).map(UInt32.init)
    try self.init(articles, comparing: Compared(places: Array(articles.indices)), of: archive, context)
  }

  /// Places of articles that are compared, and of those that need not be because another has the same text.
  private struct Compared {
    var places: [Int]
    var same: [Int: Int] = [:]
    /// Distinct shingles of those whose copies all have the same text, which nothing is compared with.
    var sizes: [Int: Int] = [:]
  }

  private init(
    _ articles: [UInt32], comparing given: Compared, of archive: Archive, _ context: RunContext
  ) throws {
    let compared = given.places
    var byteCount = 0
    for place in compared {
      byteCount += archive.withText(of: .body, article: Int(articles[place])) { $0.count }
    }
    copies = try NearCopies(count: compared.count, byteCount: byteCount, context) { number, read in
      Self.withComparedText(of: Int(articles[compared[number]]), in: archive, read)
    }
    var firsts = articles.indices.map(UInt32.init)
    for (number, first) in copies.firsts.enumerated() {
      firsts[compared[number]] = UInt32(compared[Int(first)])
    }
    for (place, first) in given.same { firsts[place] = firsts[first] }
    self.firsts = firsts
    samePlaces = given.same
    keptSizes = given.sizes
    comparedPlaces =
      compared.count == articles.count
      ? nil : Dictionary(uniqueKeysWithValues: compared.enumerated().map { ($0.element, $0.offset) })
  }

  /// The places of articles that may have a copy among those given. An archive file keeps which articles are copies of
  /// which in the whole of it; two that are in different groups there are no copies here. Of those that have the same text
  /// there one is enough.
  private static func compared(
    _ articles: [UInt32], in archive: Archive, _ context: RunContext
  ) throws -> Compared {
    let parts = archive.parts.map(\.part)
    guard let known = CopyGroups(parts, try knownLinks(of: archive, context)) else {
      return Compared(places: Array(articles.indices))
    }
    let groups = articles.map { article in
      let place = archive.place(of: Int(article))
      return known.group(of: .init(part: place.part, row: UInt32(place.row)))
    }
    let numbering = Numbering(groups, below: known.limit)
    // Nearly every article is alone in its group.
    if numbering.distinct.count == articles.count { return Compared(places: []) }
    func isWithOthers(_ places: [Int]) -> [Int] {
      var counts = [UInt32](repeating: 0, count: numbering.distinct.count)
      for place in places { counts[Int(numbering.numbers[place])] += 1 }
      return places.filter { counts[Int(numbering.numbers[$0])] > 1 }
    }
    let withOthers = isWithOthers(Array(articles.indices))
    let same = SameTexts(parts)
    if same.isEmpty { return Compared(places: withOthers) }
    var firstPlaces: [Burials.Row: Int] = [:]
    var result = Compared(places: [])
    for place in withOthers {
      let own = archive.place(of: Int(articles[place]))
      let first = same.first(of: .init(part: own.part, row: UInt32(own.row)))
      if let before = firstPlaces[first] {
        result.same[place] = before
      } else {
        firstPlaces[first] = place
        result.places.append(place)
      }
    }
    let withSame = Set(result.same.values)
    let firstOnes = result.places
    result.places = isWithOthers(firstOnes)
    let compared = Set(result.places)
    for place in firstOnes where withSame.contains(place) && !compared.contains(place) {
      let own = archive.place(of: Int(articles[place]))
      result.sizes[place] = KeptAnswers.copySizes(in: parts[own.part]).map { Int($0[own.row]) }
    }
    return result
  }

  /// Distinct shingles of the text of an article that has a copy among those given, by its place.
  func size(of place: Int) -> Int {
    let first = samePlaces[place] ?? place
    guard let comparedPlaces else { return copies.size(of: first) }
    return comparedPlaces[first].map { copies.size(of: $0) } ?? keptSizes[first] ?? 0
  }

  /// Distinct shingles that two of them share.
  func overlap(_ a: Int, _ b: Int) -> Int {
    guard let comparedPlaces else { return copies.overlap(a, b) }
    let (a, b) = (samePlaces[a] ?? a, samePlaces[b] ?? b)
    if a == b { return size(of: a) }
    guard let a = comparedPlaces[a], let b = comparedPlaces[b] else { return 0 }
    return copies.overlap(a, b)
  }

  /// For each article the first with the same text, by place; all were compared.
  var firstSame: [UInt32] { copies.firstSame }

  /// The number of distinct texts.
  public var count: Int {
    firsts.indices.reduce(0) { $0 + (Int(firsts[$1]) == $1 ? 1 : 0) }
  }

  /// Reads the text of an article that is compared.
  static func withComparedText(
    of article: Int, in archive: Archive, _ read: (UnsafeRawBufferPointer) -> Void
  ) {
    let hasBody = archive.withText(of: .body, article: article) { body in
      let start = min(archive.leadStart(of: article), body.count)
      if start == body.count && start == 0 { return false }
      let story = UnsafeRawBufferPointer(rebasing: body[start...])
      // Two days with "WINNIPEG, March 11 - Business nil." are not copies: so short a text is distinguished only by its dateline.
      readStory(start > 0 && isTooShort(story) ? body : story, read)
      return true
    }
    if !hasBody { archive.withText(of: .headline, article: article) { read($0) } }
  }

  /// Fewer words than one run of five.
  private static func isTooShort(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count <= 16 * Shingles.length else { return false }
    return text.split(whereSeparator: { $0 <= 0x20 }).count < Shingles.length
  }

  /// Hands on the text without boilerplate paragraphs; all of it where it is nothing else.
  private static func readStory(_ text: UnsafeRawBufferPointer, _ read: (UnsafeRawBufferPointer) -> Void) {
    var dropped: [Range<Int>] = []
    Paragraphs.forEach(in: text) { if Boilerplate.isBoilerplate($0, in: text) { dropped.append($0) } }
    if dropped.isEmpty { return read(text) }
    var story: [UInt8] = []
    story.reserveCapacity(text.count)
    var start = 0
    for range in dropped {
      story += text[start..<range.lowerBound]
      start = range.upperBound
    }
    story += text[start...]
    let isEmpty = story.allSatisfy { $0 <= 0x20 }
    if isEmpty { read(text) } else { story.withUnsafeBytes { read($0) } }
  }
}
