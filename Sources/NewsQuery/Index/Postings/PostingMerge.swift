/// Makes one dictionary and one set of posting lists of two archives, some of whose articles stay out.
struct PostingMerge: Sendable {
  /// An archive's index, and the number that each of its articles has in the new one.
  struct Part: Sendable {
    var index: TextIndex
    /// `none` for an article that stays out.
    var numbers: [UInt32]
  }

  static let none = UInt32.max

  private let parts: [Part]
  private let lengths: [UInt32]
  private let titleEnds: [TitleEnds]
  var longestTitles: UInt32 { titleEnds.reduce(0) { max($0, $1.deck) } }
  private let averageLength: Double
  /// The terms of both archives in order, each with its number in either; nil where it is not there.
  private let terms: [[Int?]]

  /// `lengths` are the words of each article of the new archive.
  init(_ parts: [Part], lengths: [UInt32]) {
    self.parts = parts
    self.lengths = lengths
    var titleEnds = Array(repeating: TitleEnds(headline: 0, deck: 0), count: lengths.count)
    for part in parts {
      for (article, number) in part.numbers.enumerated() where number != PostingMerge.none {
        titleEnds[Int(number)] = part.index.titleEnds(of: article)
      }
    }
    self.titleEnds = titleEnds
    let wordCount = lengths.reduce(0) { $0 + Int($1) }
    averageLength = max(1, Double(wordCount) / Double(max(1, lengths.count)))
    var terms: [[Int?]] = []
    var places = parts.map { _ in 0 }
    while true {
      var least: UnsafeRawBufferPointer?
      for (part, place) in zip(parts, places) where place < part.index.termCount {
        let key = part.index.dictionary.key(of: place)
        if least.map({ TermOrder.isLess(key, $0) }) ?? true { least = key }
      }
      guard let least else { break }
      var term: [Int?] = []
      for number in parts.indices {
        let place = places[number]
        let index = parts[number].index
        let isHere = place < index.termCount && index.dictionary.key(of: place).elementsEqual(least)
        term.append(isHere ? place : nil)
        if isHere { places[number] += 1 }
      }
      terms.append(term)
    }
    self.terms = terms
  }

  // INVARIANT: each is filled by one thread and read when all threads are done.
  private final class Lists: @unchecked Sendable { var terms = TermLists() }

  /// Adds the sections of the dictionary and the lists to an image.
  func addSections(to image: Image, threadCount: Int) {
    let lists = (try? Parallel.map(terms.count, threadCount: threadCount) { self.lists(of: $0) }) ?? []
    var all = TermLists()
    for some in lists {
      all.append(some.terms)
      some.terms = TermLists()
    }
    all.addSections(to: image)
  }

  private func key(of term: Int) -> UnsafeRawBufferPointer? {
    for (part, number) in zip(parts, terms[term]) {
      if let number { return part.index.dictionary.key(of: number) }
    }
    return nil
  }

  private func lists(of range: Range<Int>) -> Lists {
    let result = Lists()
    var draft = PostingDraft()
    withKnown { known in
      for term in range {
        guard let key = key(of: term) else { continue }
        draft.removeAll()
        let forms = fill(&draft, terms[term])
        // No article may be left of a term.
        guard draft.articleCount > 0, let known else { continue }
        result.terms.begin(key)
        forms.withUnsafeForms { form in
          draft.append(
            to: &result.terms.postings, folded: TermDictionary.split(key).folded, of: known, formCount: forms.count,
            form: form)
        }
      }
    }
    return result
  }

  /// Hands out what is known of the new archive's articles; nil where it has none.
  private func withKnown(_ body: (PostingDraft.Articles?) -> Void) {
    lengths.withUnsafeBufferPointer { lengths in
      titleEnds.withUnsafeBufferPointer { ends in
        guard let lengths = lengths.baseAddress, let ends = ends.baseAddress else { return body(nil) }
        body(PostingDraft.Articles(lengths: lengths, titleEnds: ends, averageLength: averageLength))
      }
    }
  }

  /// Puts the occurrences of a term into the draft; gives its surface forms, the commonest first.
  private func fill(_ draft: inout PostingDraft, _ numbers: [Int?]) -> [[UInt8]] {
    var known: [[UInt8]] = []
    var placeOfForm: [[UInt8]: UInt32] = [:]
    var counts: [Int] = []
    var formsOfOccurrences: [UInt32] = []
    var positions: [UInt32] = []
    var own: [UInt32] = []
    for (part, number) in zip(parts, numbers) {
      guard let number else { continue }
      let term = TermID(number: UInt32(truncatingIfNeeded: number))
      // The forms of this archive, by their places among those of both.
      let places = part.index.surfaceForms(of: term).map { form -> UInt32 in
        if let place = placeOfForm[form] { return place }
        let place = UInt32(known.count)
        placeOfForm[form] = place
        known.append(form)
        counts.append(0)
        return place
      }
      var cursor = part.index.cursor(of: term)
      draft.reserve(cursor.occurrenceCount)
      while cursor.article != PostingCursor.end {
        let article = part.numbers[Int(cursor.article)]
        if article != PostingMerge.none {
          positions.removeAll(keepingCapacity: true)
          cursor.positions(into: &positions)
          draft.begin(article: article)
          var previous: UInt32 = 0
          for position in positions {
            draft.append(position: position &- previous)
            previous = position
          }
          if places.count > 1 {
            own.removeAll(keepingCapacity: true)
            cursor.forms(into: &own)
            for form in own {
              counts[Int(places[Int(form)])] += 1
              formsOfOccurrences.append(places[Int(form)])
            }
          } else if let only = places.first {
            counts[Int(only)] += positions.count
            formsOfOccurrences.append(contentsOf: repeatElement(only, count: positions.count))
          }
        }
        cursor.next()
      }
    }
    let order = known.indices.filter { counts[$0] > 0 }.sorted {
      counts[$0] != counts[$1] ? counts[$0] > counts[$1] : known[$0].lexicographicallyPrecedes(known[$1])
    }
    if order.count > 1 {
      var numbers = Array(repeating: UInt32(0), count: known.count)
      for (number, place) in order.enumerated() { numbers[place] = UInt32(number) }
      // Room was made part by part, and no form was put in yet.
      draft.reserve(formsOfOccurrences.count)
      for place in formsOfOccurrences { draft.append(form: numbers[Int(place)]) }
    }
    return order.map { known[$0] }
  }
}

extension [[UInt8]] {
  /// Hands out the bytes of each text by its number.
  fileprivate func withUnsafeForms(_ body: ((Int) -> UnsafeRawBufferPointer) -> Void) {
    let joined = Array<UInt8>(self.joined())
    var ends: [Int] = [0]
    for form in self { ends.append((ends.last ?? 0) + form.count) }
    joined.withUnsafeBytes { bytes in
      body { UnsafeRawBufferPointer(rebasing: bytes[ends[$0]..<ends[$0 + 1]]) }
    }
  }
}
