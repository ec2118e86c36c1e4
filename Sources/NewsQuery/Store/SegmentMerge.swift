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
    sources.reserveCapacity(segments.reduce(0) { $0 + ($1.terms?.count ?? 0) })
    for (number, segment) in segments.enumerated() {
      for term in 0..<(segment.terms?.count ?? 0) {
        guard let key = segment.terms?.key(of: term) else { continue }
        sources.append(
          Source(prefix: TermOrder.prefix(of: key), segment: UInt32(number), term: UInt32(term)))
      }
    }
    func key(_ source: Source) -> UnsafeRawBufferPointer {
      segments[Int(source.segment)].terms?.key(of: Int(source.term)) ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }
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
      segments: segments, bases: bases.map(UInt32.init), sources: sources.map { ($0.segment, $0.term) }, groups: groups,
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
    let segments: [Segment]
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
        guard let first = group.first, let key = segments[Int(first.segment)].terms?.key(of: Int(first.term)) else {
          continue
        }
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
      var places: [[UInt8]: Int] = [:]
      var counts: [Int] = []
      var forms: [[UInt8]] = []
      var placesOfSources: [[Int]] = []
      for source in group {
        segments[Int(source.segment)].withForms(of: Int(source.term)) { form, count, isFirst in
          if isFirst { placesOfSources.append([]) }
          let place: Int
          if forms.count == 1, form.elementsEqual(forms[0]) {
            place = 0
          } else {
            let form = Array(form)
            place = places[form] ?? forms.count
            if place == forms.count {
              places[form] = place
              forms.append(form)
              counts.append(0)
            }
          }
          counts[place] += count
          placesOfSources[placesOfSources.count - 1].append(place)
        }
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

    /// Reads a segment's run.
    private func append(_ source: (segment: UInt32, term: UInt32), forms: [UInt32], to draft: inout PostingDraft) {
      segments[Int(source.segment)].withRun(of: Int(source.term)) { run, articleCount, hasForms in
        var reader = ByteReader(run)
        var article = bases[Int(source.segment)]
        for _ in 0..<articleCount {
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
  }

  /// Tells archives apart: over all that was read, not over how it is kept.
  private static func fingerprint(of image: Image) -> UInt64 {
    var hash: UInt64 = 0
    for section in image.sections { hash = Checksum.of(section.bytes, seed: hash) }
    return hash
  }
}

extension Segment {
  /// Calls `body` with each surface form of a term and how often it occurs.
  fileprivate func withForms(of term: Int, _ body: (UnsafeRawBufferPointer, Int, Bool) -> Void) {
    guard let first = terms?.formStarts[term], let last = terms?.formStarts[term + 1] else { return }
    let formCount = Int(last - first)
    var counts = [Int](repeating: 0, count: formCount)
    if formCount > 1 {
      withRun(of: term) { run, articleCount, _ in
        var reader = ByteReader(run)
        for _ in 0..<articleCount {
          _ = reader.varint()
          let frequency = reader.varint()
          for _ in 0..<frequency { _ = reader.varint() }
          for _ in 0..<frequency { counts[reader.varint()] += 1 }
        }
      }
    } else {
      counts[0] = Int(terms?.occurrenceCounts[term] ?? 0)
    }
    for number in 0..<formCount {
      guard let form = terms?.form(Int(first) + number) else { continue }
      body(form, counts[number], number == 0)
    }
  }

  fileprivate func withRun(
    of term: Int, _ body: (_ run: UnsafeRawPointer, _ articleCount: Int, _ hasForms: Bool) -> Void
  ) {
    guard let start = terms?.runStarts[term], let articleCount = terms?.articleCounts[term],
      let base = terms?.runs.bytes.baseAddress, let first = terms?.formStarts[term],
      let last = terms?.formStarts[term + 1]
    else { return }
    body(base + Int(start), Int(articleCount), last - first > 1)
  }
}
