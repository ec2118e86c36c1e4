/// Words a few letters away from one that was typed.
enum NearestWords {
  /// Returns the folded terms of the archive that are nearest, ordered by distance, then by how many articles contain them.
  static func terms(
    nearestTo folded: [UInt8], in archive: Archive, limit: Int
  ) -> [(term: [UInt8], articleCount: Int)] {
    let wanted = Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
    if wanted.count < 2 || wanted.count > 60 { return [] }
    // In a short word two wrong letters leave little of it.
    let bound = wanted.count < 6 ? 1 : 2
    // By the key of a term: a compound and a plain term may have the same letters.
    var distances: [[UInt8]: Int] = [:]
    var counts: [[UInt8]: Int] = [:]
    for place in archive.parts {
      let index = place.part.index
      for number in 0..<index.termCount {
        let bytes = index.dictionary.folded(number)
        // A letter is at most four bytes, so far different lengths need no look.
        if bytes.count > folded.count + 4 * bound || bytes.count + 4 * bound < folded.count { continue }
        let key = Array(index.dictionary.key(of: number))
        if distances[key] == nil {
          let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
          guard let distance = Spelling.edits(wanted, scalars, atMost: bound), distance > 0 else { continue }
          distances[key] = distance
        }
        counts[key, default: 0] += place.articleCount(of: TermID(number: UInt32(number)))
      }
    }
    let found = counts.filter { $0.value > 0 }.sorted { a, b in
      let (first, second) = (distances[a.key] ?? 0, distances[b.key] ?? 0)
      if first != second { return first < second }
      return a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
    }
    return found.prefix(limit).map { ($0.key, $0.value) }
  }
}

extension Archive {
  /// Returns the form in which a term, given by its key in the dictionary, is most often written.
  func commonestForm(ofTerm key: [UInt8]) -> [UInt8] {
    var counts: [[UInt8]: Int] = [:]
    var folded = key
    for place in parts {
      let index = place.part.index
      let number = key.withUnsafeBytes { index.dictionary.lowerBound($0) }
      guard number < index.termCount, index.dictionary.key(of: number).elementsEqual(key) else { continue }
      let term = TermID(number: UInt32(number))
      folded = index.bytes(of: term)
      let forms = index.surfaceForms(of: term)
      var cursor = index.cursor(of: term)
      var numbers: [UInt32] = []
      while cursor.article != PostingCursor.end {
        if !place.isDead(cursor.article) {
          numbers.removeAll(keepingCapacity: true)
          if forms.count > 1 {
            cursor.forms(into: &numbers)
          } else {
            numbers += repeatElement(0, count: cursor.frequency())
          }
          for number in numbers where Int(number) < forms.count { counts[forms[Int(number)], default: 0] += 1 }
        }
        cursor.next()
      }
    }
    let best = counts.min { a, b in
      a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
    }
    return best?.key ?? folded
  }
}
