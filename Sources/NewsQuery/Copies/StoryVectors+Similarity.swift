extension StoryVectors {
  /// The terms of a text or of an article with their weights, ready to be compared with all articles.
  struct Probe: Sendable {
    /// By number of a term.
    fileprivate var weights: [Float]
    /// False if no term of it is in the archive.
    fileprivate(set) var hasTerms = false
  }

  /// The article at a place, as something to compare with.
  func probe(ofPlace place: Int) -> Probe {
    var probe = Probe(weights: [Float](repeating: 0, count: termCount))
    for entry in starts[place]..<starts[place + 1] {
      probe.weights[Int(terms[entry])] = weights[entry]
      probe.hasTerms = true
    }
    return probe
  }

  /// A text that need not be in the archive, weighed by the archive's frequencies.
  func probe(of text: String) -> Probe {
    var reader = StoryReader()
    var text = text
    text.withUTF8 { reader.read(UnsafeRawBufferPointer($0)) }
    var places: [UInt64: Int] = [:]
    for (place, term) in reader.terms.enumerated() { places[term.key] = place }
    var entries: [(weight: Float, place: Int)] = []
    var numbers: [Int: Int] = [:]
    for (number, key) in keys.enumerated() {
      guard let place = places[key] else { continue }
      numbers[place] = number
      let term = reader.terms[place]
      let weight = StoryVectors.weight(
        weightOfTerm[number], count: term.count, isName: term.isName, isNumber: term.isNumber)
      if weight > 0 { entries.append((weight, place)) }
    }
    var probe = Probe(weights: [Float](repeating: 0, count: termCount))
    let length = StoryVectors.keepHeaviest(&entries)
    for entry in entries {
      guard let number = numbers[entry.place] else { continue }
      probe.weights[number] = entry.weight / length
      probe.hasTerms = true
    }
    return probe
  }

  /// How much the article at a place has in common with a probe, from 0 to 1: the cosine of their vectors.
  func similarity(of probe: Probe, place: Int) -> Float {
    var sum: Float = 0
    for entry in starts[place]..<starts[place + 1] { sum += probe.weights[Int(terms[entry])] * weights[entry] }
    return min(1, sum)
  }

  /// The keys of the terms that contribute most to the similarity, the greatest first.
  func sharedKeys(of probe: Probe, place: Int) -> [UInt64] {
    var found: [(part: Float, key: UInt64)] = []
    for entry in starts[place]..<starts[place + 1] {
      let part = probe.weights[Int(terms[entry])] * weights[entry]
      if part > 0 { found.append((part, keys[Int(terms[entry])])) }
    }
    return found.enumerated().sorted { a, b in
      a.element.part != b.element.part ? a.element.part > b.element.part : a.offset < b.offset
    }.map(\.element.key)
  }

  // MARK: - Kept vectors

  private struct Kept: Sendable {
    weak let archive: Archive?
    let vectors: StoryVectors
    /// The place of each article.
    let places: [UInt32]
  }

  private static let kept = Lock<Kept?>(nil)
  /// Vectors with more entries are made anew each time: they would take more than a quarter of a gigabyte.
  private static let maxKeptEntries = 1 << 25

  /// The vectors of an archive with the place of each article, kept for the last one. Throws `Interrupted`.
  static func of(
    _ archive: Archive, threadCount: Int, isInterrupted: @Sendable () -> Bool
  ) throws -> (vectors: StoryVectors, places: [UInt32]) {
    try kept.withLock { kept in
      if let kept, kept.archive === archive { return (kept.vectors, kept.places) }
      let vectors = try StoryVectors(archive, threadCount: threadCount, isInterrupted: isInterrupted)
      var places = [UInt32](repeating: 0, count: vectors.articles.count)
      for (place, article) in vectors.articles.enumerated() { places[Int(article)] = UInt32(place) }
      kept =
        vectors.terms.count <= maxKeptEntries ? Kept(archive: archive, vectors: vectors, places: places) : nil
      return (vectors, places)
    }
  }
}
