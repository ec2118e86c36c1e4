/// Makes one image of consecutive segments. The image is the same however the articles were cut into segments.
enum SegmentMerge {
  /// Takes sealed segments; their texts are let go of on the way, so that no text is in memory twice for long.
  static func image(of segments: [Segment], threadCount: Int) -> Image {
    let image = Image()
    var bases: [Int] = []
    var articleCount = 0
    for segment in segments {
      bases.append(articleCount)
      articleCount += segment.articleCount
    }

    var lengths = ByteBuffer(capacity: articleCount * 4)
    var wordCount: UInt64 = 0
    for segment in segments {
      for record in segment.records {
        lengths.append(value: record.wordCount)
        wordCount += UInt64(record.wordCount)
      }
    }
    addTerms(of: segments, bases: bases, lengths: lengths.bytes, wordCount: wordCount, threadCount, to: image)
    image.add("lengths", lengths)
    addBorders(of: segments, to: image)
    addColumns(of: segments, bases: bases, articleCount: articleCount, to: image)
    addText(of: segments, to: image)

    var meta = ByteBuffer()
    meta.append(value: UInt64(articleCount))
    meta.append(value: wordCount)
    meta.append(value: fingerprint(of: image))
    meta.append(value: presence(in: image))
    image.add("meta", meta)
    return image
  }

  private static func addBorders(of segments: [Segment], to image: Image) {
    var borders = ByteBuffer()
    var starts = ByteBuffer()
    for segment in segments {
      let base = borders.count
      var start = 0
      for end in segment.borderEnds {
        starts.append(value: UInt64(base + start))
        start = end
      }
      borders.append(segment.borders.bytes)
    }
    image.add("borders", borders)
    image.add("border-starts", starts)
  }

  private static func addText(of segments: [Segment], to image: Image) {
    var text = ByteBuffer(capacity: segments.reduce(0) { $0 + $1.text.count })
    var records = ByteBuffer()
    for segment in segments {
      for var record in segment.records {
        record.textStart += UInt64(text.count)
        records.append(value: record)
      }
      text.append(segment.text.bytes)
      segment.dropText()
    }
    image.add("articles", records)
    image.add("text", text)
  }

  /// Which of headline, deck and body any article has: one bit each.
  private static func presence(in image: Image) -> UInt64 {
    var presence: UInt64 = 0
    for record in image.array("articles", of: ArticleRecord.self) {
      for field in ArticleField.searched where !record.range(of: field).isEmpty {
        presence |= 1 << UInt64(field.rawValue)
      }
    }
    return presence
  }

  private static func addColumns(of segments: [Segment], bases: [Int], articleCount: Int, to image: Image) {
    var drafts = ColumnDrafts()
    for (segment, base) in zip(segments, bases) {
      drafts.append(segment.columns, rowsFrom: base)
      segment.columns = ColumnDrafts()
    }
    drafts.fillIdentifiers(rowCount: articleCount)
    for field in ColumnDrafts.textFields {
      guard let draft = drafts.texts[field] else { continue }
      image.add(
        "field:\(field)", ColumnWriter.texts(rows: draft.rows, cells: draft.cells, rowCount: articleCount))
    }
    for name in ColumnDrafts.listNames {
      guard let draft = drafts.lists[name] else { continue }
      image.add("field:\(name)", ColumnWriter.lists(rows: draft.rows, cells: draft.cells, rowCount: articleCount))
    }
    for name in ColumnDrafts.dateNames {
      guard let draft = drafts.dates[name] else { continue }
      image.add("field:\(name)", ColumnWriter.dates(rows: draft.rows, cells: draft.cells, rowCount: articleCount))
    }
    for (name, draft) in drafts.others {
      image.add("input:\(name)", ColumnWriter.others(draft, rowCount: articleCount))
    }
  }

  // MARK: - Terms

  /// A term of one segment, for sorting the terms of all.
  private struct Source {
    var prefix: UInt64
    var segment: UInt32
    var term: UInt32
  }

  private static func addTerms(
    of segments: [Segment], bases: [Int], lengths: UnsafeRawBufferPointer, wordCount: UInt64, _ threadCount: Int,
    to image: Image
  ) {
    var sources: [Source] = []
    let terms = segments.compactMap(\.terms)
    precondition(terms.count == segments.count, "a segment that is not sealed")
    sources.reserveCapacity(terms.reduce(0) { $0 + $1.count })
    for (number, terms) in terms.enumerated() {
      for term in 0..<terms.count {
        let prefix = TermOrder.prefix(of: terms.key(of: term))
        sources.append(Source(prefix: prefix, segment: UInt32(number), term: UInt32(term)))
      }
    }
    func key(_ source: Source) -> UnsafeRawBufferPointer { terms[Int(source.segment)].key(of: Int(source.term)) }
    sources.sort { a, b in
      if a.prefix != b.prefix { return a.prefix < b.prefix }
      let first = key(a)
      let second = key(b)
      if TermOrder.isLess(first, second) { return true }
      return a.segment < b.segment && !TermOrder.isLess(second, first)
    }

    // Where the sources of each term begin.
    var groups: [Int] = []
    var keys = ByteBuffer(capacity: 1 << 16)
    var keyStarts = ByteBuffer(capacity: 1 << 16)
    for index in sources.indices {
      if index > 0, sources[index].prefix == sources[index - 1].prefix,
        key(sources[index]).elementsEqual(key(sources[index - 1]))
      {
        continue
      }
      groups.append(index)
      keyStarts.append(value: UInt32(keys.count))
      keys.append(key(sources[index]))
    }
    keyStarts.append(value: UInt32(keys.count))
    let termCount = groups.count
    groups.append(sources.count)

    let articleCount = lengths.count / 4
    let averageLength = max(1, Double(wordCount) / Double(max(1, articleCount)))
    let work = MergeWork(
      terms: terms, bases: bases.map(UInt32.init), sources: sources.map { ($0.segment, $0.term) }, groups: groups,
      lengths: lengths, averageLength: averageLength)
    let pieces =
      (try? Parallel.map(termCount, threadCount: threadCount, pieceSize: max(64, termCount / 64 + 1)) { range in
        work.merge(range)
      }) ?? []
    var postings = ByteBuffer(capacity: pieces.reduce(0) { $0 + $1.postings.count })
    var starts = ByteBuffer(capacity: termCount * 8)
    for piece in pieces {
      for start in piece.starts { starts.append(value: UInt64(postings.count) + start) }
      postings.append(piece.postings.bytes)
      piece.drop()
    }
    image.add("term-keys", keys)
    image.add("term-starts", keyStarts)
    image.add("posting-starts", starts)
    image.add("postings", postings)
  }

  /// The posting lists of some consecutive terms.
  private final class MergedTerms: @unchecked Sendable {
    var postings = ByteBuffer(capacity: 1 << 16)
    var starts: [UInt64] = []
    func drop() { postings = ByteBuffer() }
  }

  private struct MergeWork: @unchecked Sendable {
    let terms: [SegmentTerms]
    let bases: [UInt32]
    let sources: [(segment: UInt32, term: UInt32)]
    let groups: [Int]
    let lengths: UnsafeRawBufferPointer
    let averageLength: Double

    func merge(_ range: Range<Int>) -> MergedTerms {
      let merged = MergedTerms()
      var draft = PostingDraft()
      let lengths = lengths.baseAddress.map { $0.assumingMemoryBound(to: UInt32.self) }
      guard let lengths else { return merged }
      for term in range {
        draft.removeAll()
        let group = sources[groups[term]..<groups[term + 1]]
        let numbers = numberForms(group, &draft)
        for (place, source) in group.enumerated() {
          append(source, forms: numbers.isEmpty ? [] : numbers[place], to: &draft)
        }
        guard let first = group.first else { continue }
        let key = terms[Int(first.segment)].key(of: Int(first.term))
        merged.starts.append(UInt64(merged.postings.count))
        draft.append(
          to: &merged.postings, folded: TermDictionary.split(key).folded, lengths: lengths,
          averageLength: averageLength)
      }
      return merged
    }

    /// Numbers the surface forms of a term, the commonest first, and gives for each source its forms' numbers; nothing
    /// where there is only one form.
    private func numberForms(
      _ group: ArraySlice<(segment: UInt32, term: UInt32)>, _ draft: inout PostingDraft
    ) -> [[UInt32]] {
      // Where there are many; else the few are gone through.
      var placesOfForms: [[UInt8]: Int] = [:]
      var counts: [Int] = []
      var forms: [[UInt8]] = []
      var placesOfSources: [[Int]] = []
      for source in group {
        let terms = terms[Int(source.segment)]
        var places: [Int] = []
        for (number, count) in formCounts(terms, Int(source.term)).enumerated() {
          let form = terms.form(number, of: Int(source.term))
          let place: Int
          if forms.count > 16 {
            for known in placesOfForms.count..<forms.count { placesOfForms[forms[known]] = known }
            place = placesOfForms[Array(form)] ?? forms.count
          } else {
            place = forms.firstIndex { $0.elementsEqual(form) } ?? forms.count
          }
          if place == forms.count {
            forms.append(Array(form))
            counts.append(0)
          }
          counts[place] += count
          places.append(place)
        }
        placesOfSources.append(places)
      }
      if forms.count <= 1 {
        draft.formTable = forms
        return []
      }
      let order = forms.indices.sorted {
        counts[$0] != counts[$1] ? counts[$0] > counts[$1] : forms[$0].lexicographicallyPrecedes(forms[$1])
      }
      var numbers = Array(repeating: UInt32(0), count: forms.count)
      for (number, place) in order.enumerated() {
        numbers[place] = UInt32(number)
        draft.formTable.append(forms[place])
      }
      return placesOfSources.map { $0.map { numbers[$0] } }
    }

    /// How often each surface form of a term occurs in a segment.
    private func formCounts(_ terms: SegmentTerms, _ term: Int) -> [Int] {
      let formCount = terms.formCount(of: term)
      if formCount == 1 { return [terms.occurrenceCount(of: term)] }
      var counts = Array(repeating: 0, count: formCount)
      var reader = ByteReader(terms.run(of: term))
      for _ in 0..<terms.articleCount(of: term) {
        _ = reader.varint()
        let frequency = reader.varint()
        for _ in 0..<frequency { _ = reader.varint() }
        for _ in 0..<frequency { counts[reader.varint()] += 1 }
      }
      return counts
    }

    /// Reads a segment's run.
    private func append(_ source: (segment: UInt32, term: UInt32), forms: [UInt32], to draft: inout PostingDraft) {
      let terms = terms[Int(source.segment)]
      let term = Int(source.term)
      let hasForms = terms.formCount(of: term) > 1
      var reader = ByteReader(terms.run(of: term))
      var article = bases[Int(source.segment)]
      for _ in 0..<terms.articleCount(of: term) {
        article += UInt32(truncatingIfNeeded: reader.varint())
        let frequency = reader.varint()
        draft.articles.append(article)
        draft.frequencies.append(UInt32(truncatingIfNeeded: frequency))
        for _ in 0..<frequency { draft.positions.append(UInt32(truncatingIfNeeded: reader.varint())) }
        if hasForms {
          for _ in 0..<frequency { draft.forms.append(forms[reader.varint()]) }
        } else if !forms.isEmpty {
          draft.forms.append(contentsOf: repeatElement(forms[0], count: frequency))
        }
      }
    }
  }

  /// Tells archives apart: over all that was read, not over how it is kept.
  private static func fingerprint(of image: Image) -> UInt64 {
    var hash: UInt64 = 0
    for section in image.sections { hash = Checksum.of(section.bytes, seed: hash) }
    return hash
  }
}
