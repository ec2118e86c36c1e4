/// A run of consecutive articles on its way into an archive: their text, their columns, their words already turned into
/// small posting lists. Ingest makes segments on all threads; `SegmentMerge` makes one archive of them, the same
/// whichever way the articles were cut into segments.
final class Segment: @unchecked Sendable {
  // Filled by one thread; read by several once it is sealed.
  private(set) var articleCount = 0
  private(set) var text = ByteBuffer(capacity: 1 << 16)
  /// `textStart` counts within this segment.
  private(set) var records: [ArticleRecord] = []
  private(set) var borders = ByteBuffer(capacity: 1 << 12)
  private(set) var borderEnds: [Int] = []
  var columns = ColumnDrafts()

  private var words = WordStream()

  // What sealing leaves of the words.
  private(set) var terms: SegmentTerms?

  /// Enough text for one segment: few enough words that turning them round stays near the processor.
  static let textSize = 8 << 20

  var isFull: Bool { text.count >= Segment.textSize || articleCount >= 1 << 20 }

  /// Takes an article in. `place` makes its id where it has none: `file.jsonl:12`.
  func append(_ article: borrowing Article, place: String?, defaultAdded: NewsDate?) {
    var record = ArticleRecord(textStart: UInt64(text.count))
    for field in ArticleField.searched {
      let length = appendText(article.texts[Int(field.rawValue)])
      switch field {
      case .headline: record.headlineLength = length
      case .deck: record.deckLength = length
      default: record.bodyLength = length
      }
    }
    record.leadStart = article.texts[Int(ArticleField.body.rawValue)].withUnsafeBytes {
      min(UInt32(clamping: Article.leadStart(of: $0)), record.bodyLength)
    }

    words.append(text.bytes, &record, article: articleCount, borders: &borders)
    borderEnds.append(borders.count)
    records.append(record)
    columns.append(article, row: articleCount, place: place, defaultAdded: defaultAdded)
    articleCount += 1
  }

  private func appendText(_ bytes: [UInt8]) -> UInt32 {
    // Numbers within a segment have 32 bits, so a field beyond 256 MiB keeps only its beginning.
    let kept = bytes.prefix(1 << 28)
    kept.withUnsafeBytes { text.append($0) }
    return UInt32(kept.count)
  }

  /// Turns the words round: from the words of each article to the articles of each word.
  func seal() {
    guard terms == nil else { return }
    terms = SegmentTerms(TermRuns(words))
    words = WordStream(capacity: 2)
  }

  /// Lets go of what was copied elsewhere.
  func dropText() { text = ByteBuffer() }
}

/// Where an article's texts stand in the section `text`, and how long it is.
struct ArticleRecord: BitwiseCopyable {
  var textStart: UInt64
  var headlineLength: UInt32 = 0
  var deckLength: UInt32 = 0
  var bodyLength: UInt32 = 0
  /// The byte of the body where the lead begins.
  var leadStart: UInt32 = 0
  /// Words of headline, deck and body.
  var wordCount: UInt32 = 0
  var bodyWordCount: UInt32 = 0

  init(textStart: UInt64) { self.textStart = textStart }
}

/// The words of a segment in the order of its text.
struct WordStream: ~Copyable {
  /// A compound, by the position of its first part.
  struct Compound: BitwiseCopyable {
    var article: UInt32
    var position: UInt32
    var surface: UInt32
  }

  private(set) var surfaces: SurfaceTable
  /// The surface number of each position; `noWord` between two fields.
  private(set) var tokens: [UInt32] = []
  /// Where each article begins in `tokens`; one more at the end.
  private(set) var starts: [Int] = [0]
  private(set) var compounds: [Compound] = []
  private var borderWriter = BorderWriter()

  static let noWord = UInt32.max

  init(capacity: Int = 1 << 14) { surfaces = SurfaceTable(capacity: capacity) }

  /// Cuts an article, whose fields stand in `text` as `record` says, and counts its words.
  mutating func append(
    _ text: UnsafeRawBufferPointer, _ record: inout ArticleRecord, article: Int, borders: inout ByteBuffer
  ) {
    let start = tokens.count
    let headlineAt = Int(record.textStart)
    let deckAt = headlineAt + Int(record.headlineLength)
    let bodyAt = deckAt + Int(record.deckLength)
    borderWriter.begin(leadByte: Int(record.leadStart))
    cut(text, headlineAt..<deckAt, isBody: false, article, start)
    tokens.append(WordStream.noWord)
    borderWriter.deckStart = UInt32(tokens.count - start)
    cut(text, deckAt..<bodyAt, isBody: false, article, start)
    tokens.append(WordStream.noWord)
    borderWriter.bodyStart = UInt32(tokens.count - start)
    cut(text, bodyAt..<bodyAt + Int(record.bodyLength), isBody: true, article, start)
    borderWriter.end = UInt32(tokens.count - start)
    borderWriter.write(to: &borders)
    record.wordCount = borderWriter.end - 2
    record.bodyWordCount = borderWriter.end - borderWriter.bodyStart
    starts.append(tokens.count)
  }

  /// Cuts one field into words and notes where its sentences begin.
  private mutating func cut(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>, isBody: Bool, _ article: Int, _ articleStart: Int
  ) {
    guard !range.isEmpty else { return }
    let field = UnsafeRawBufferPointer(rebasing: text[range])
    borderWriter.beginField(field, isBody: isBody)
    guard let base = field.baseAddress else { return }
    var nextBorder = borderWriter.nextBorder
    Tokenizer.forEachWord(in: field) { start, end, partCount in
      let surface = surfaces.intern(base + start, end &- start, partCount: partCount)
      if partCount > 1 {
        let position = tokens.count &- articleStart &- partCount
        compounds.append(
          Compound(article: UInt32(article), position: UInt32(truncatingIfNeeded: position), surface: surface))
        return
      }
      if start >= nextBorder {
        nextBorder = borderWriter.pass(start, position: UInt32(truncatingIfNeeded: tokens.count &- articleStart))
      }
      tokens.append(surface)
    }
    borderWriter.endField(position: UInt32(truncatingIfNeeded: tokens.count - articleStart))
  }
}

/// The sealed words of a segment, to be read by all threads.
final class SegmentTerms: Sendable {
  nonisolated(unsafe) private let runs: TermRuns

  init(_ runs: consuming TermRuns) { self.runs = runs }

  var count: Int { runs.count }

  func key(of term: Int) -> UnsafeRawBufferPointer { runs.key(of: term) }

  func articleCount(of term: Int) -> Int { Int(runs.articleCounts[term]) }
  func occurrenceCount(of term: Int) -> Int { Int(runs.occurrenceCounts[term]) }
  func formCount(of term: Int) -> Int { Int(runs.formStarts[term + 1] - runs.formStarts[term]) }
  func form(_ number: Int, of term: Int) -> UnsafeRawBufferPointer { runs.form(Int(runs.formStarts[term]) + number) }
  func run(of term: Int) -> UnsafeRawPointer { runs.run(of: term) }
}

/// The words of a segment, turned round: sorted terms, and for each a run of bytes with its occurrences.
///
/// A run holds for each article a gap varint, a frequency varint, the positions as gaps and then, where the term has
/// more than one surface form here, the number of the form of each occurrence.
struct TermRuns: ~Copyable {
  /// A compound's key is its joined parts, a zero byte, and the number of its parts.
  private(set) var keys = ByteBuffer(capacity: 1 << 16)
  private(set) var keyStarts: [UInt32] = [0]
  private(set) var runs = ByteBuffer(capacity: 1 << 16)
  private(set) var runStarts: [UInt32] = []
  private(set) var articleCounts: [UInt32] = []
  private(set) var occurrenceCounts: [UInt32] = []
  /// The surface forms of each term: `formStarts[term]..<formStarts[term + 1]` of `formBytes(of:)`.
  private(set) var formStarts: [UInt32] = [0]
  private var forms = ByteBuffer(capacity: 1 << 12)
  private var formEnds: [UInt32] = []

  var count: Int { runStarts.count }

  func key(of term: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: keys.bytes[Int(keyStarts[term])..<Int(keyStarts[term + 1])])
  }

  func form(_ number: Int) -> UnsafeRawBufferPointer {
    let start = number == 0 ? 0 : Int(formEnds[number - 1])
    return UnsafeRawBufferPointer(rebasing: forms.bytes[start..<Int(formEnds[number])])
  }

  private struct Occurrence: BitwiseCopyable {
    var article: UInt32
    var position: UInt32
    var form: UInt32
  }

  func run(of term: Int) -> UnsafeRawPointer { UnsafeRawPointer(runs.start) + Int(runStarts[term]) }

  init(_ words: borrowing WordStream) {
    let noWord = WordStream.noWord
    let tokens = words.tokens
    let tokenStarts = words.starts
    let compounds = words.compounds
    // Each distinct raw form is stripped and folded once.
    var stripped = SurfaceTable(capacity: 1 << 14)
    var unsorted = SurfaceTable(capacity: 1 << 14)
    var formOfSurface: [UInt32] = []
    var termOfForm: [UInt32] = []
    formOfSurface.reserveCapacity(words.surfaces.count)
    var surface: [UInt8] = []
    var key: [UInt8] = []
    for number in 0..<words.surfaces.count {
      surface.removeAll(keepingCapacity: true)
      key.removeAll(keepingCapacity: true)
      let partCount = Int(words.surfaces.partCounts[number])
      WordForm.appendSurface(words.surfaces.bytes(of: number), to: &surface)
      surface.withUnsafeBytes { Fold.append($0, to: &key) }
      if partCount > 1 {
        for tail in [0, UInt8(partCount)] {
          surface.append(tail)
          key.append(tail)
        }
      }
      let form = TermRuns.intern(&surface, into: &stripped)
      if Int(form) == termOfForm.count { termOfForm.append(TermRuns.intern(&key, into: &unsorted)) }
      formOfSurface.append(form)
    }

    // The forms of each term, numbered from 0 in the order of their first appearance.
    let termCount = unsorted.count
    var formCounts = Array(repeating: UInt32(0), count: termCount)
    var numberOfForm: [UInt32] = []
    numberOfForm.reserveCapacity(termOfForm.count)
    for term in termOfForm {
      numberOfForm.append(formCounts[Int(term)])
      formCounts[Int(term)] += 1
    }

    // Counting sort by term.
    var starts = Array(repeating: 0, count: termCount + 1)
    for token in tokens where token != noWord {
      starts[Int(termOfForm[Int(formOfSurface[Int(token)])]) &+ 1] &+= 1
    }
    for compound in compounds { starts[Int(termOfForm[Int(formOfSurface[Int(compound.surface)])]) + 1] += 1 }
    for term in 0..<termCount { starts[term + 1] += starts[term] }
    let total = starts[termCount]
    var places = starts
    let occurrences = [Occurrence](unsafeUninitializedCapacity: total) { sorted, count in
      for article in 0..<max(0, tokenStarts.count - 1) {
        let first = tokenStarts[article]
        for index in first..<tokenStarts[article + 1] where tokens[index] != noWord {
          let form = Int(formOfSurface[Int(tokens[index])])
          let term = Int(termOfForm[form])
          sorted[places[term]] = Occurrence(
            article: UInt32(truncatingIfNeeded: article), position: UInt32(truncatingIfNeeded: index &- first),
            form: numberOfForm[form])
          places[term] &+= 1
        }
      }
      for compound in compounds {
        let form = Int(formOfSurface[Int(compound.surface)])
        let term = Int(termOfForm[form])
        sorted[places[term]] = Occurrence(
          article: compound.article, position: compound.position, form: numberOfForm[form])
        places[term] += 1
      }
      count = total
    }

    // Forms grouped by term, to be listed in the order of the sorted terms.
    var formGroupStarts = Array(repeating: 0, count: termCount + 1)
    for term in 0..<termCount { formGroupStarts[term + 1] = formGroupStarts[term] + Int(formCounts[term]) }
    var formGroups = Array(repeating: 0, count: termOfForm.count)
    for (form, term) in termOfForm.enumerated() {
      formGroups[formGroupStarts[Int(term)] + Int(numberOfForm[form])] = form
    }

    let order = TermRuns.sorted(unsorted)
    runStarts.reserveCapacity(termCount)
    for term in order {
      runStarts.append(UInt32(runs.count))
      keys.append(unsorted.bytes(of: term))
      keyStarts.append(UInt32(keys.count))
      let hasForms = formCounts[term] > 1
      var articles: UInt32 = 0
      var index = starts[term]
      let end = starts[term + 1]
      var previousArticle: UInt32 = 0
      while index < end {
        let article = occurrences[index].article
        var last = index
        while last < end, occurrences[last].article == article { last += 1 }
        runs.append(varint: article - previousArticle)
        runs.append(varint: last - index)
        previousArticle = article
        var position: UInt32 = 0
        for place in index..<last {
          runs.append(varint: occurrences[place].position &- position)
          position = occurrences[place].position
        }
        if hasForms { for place in index..<last { runs.append(varint: occurrences[place].form) } }
        articles += 1
        index = last
      }
      articleCounts.append(articles)
      occurrenceCounts.append(UInt32(end - starts[term]))
      for form in formGroups[formGroupStarts[term]..<formGroupStarts[term + 1]] {
        // The zero byte and the number of parts told a compound's form from a word's; they are no part of it.
        let bytes = stripped.bytes(of: form)
        let isCompound = bytes.count >= 2 && bytes[bytes.count - 2] == 0
        forms.append(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - (isCompound ? 2 : 0))]))
        formEnds.append(UInt32(forms.count))
      }
      formStarts.append(UInt32(formEnds.count))
    }
  }

  private static func intern(_ bytes: inout [UInt8], into table: inout SurfaceTable) -> UInt32 {
    let length = bytes.count
    for _ in 0..<8 { bytes.append(0) }
    return bytes.withUnsafeBytes { padded in
      padded.baseAddress.map { table.intern($0, length, partCount: 1) } ?? 0
    }
  }

  private static func sorted(_ table: borrowing SurfaceTable) -> [Int] {
    var entries: [(prefix: UInt64, number: Int)] = []
    entries.reserveCapacity(table.count)
    for number in 0..<table.count { entries.append((TermOrder.prefix(of: table.bytes(of: number)), number)) }
    // A copy of the pointers, since a closure cannot hold what must not be copied.
    let arena = table.arena.bytes
    let starts = table.starts
    entries.sort { a, b in
      if a.prefix != b.prefix { return a.prefix < b.prefix }
      return TermOrder.isLess(
        UnsafeRawBufferPointer(rebasing: arena[Int(starts[a.number])..<Int(starts[a.number + 1])]),
        UnsafeRawBufferPointer(rebasing: arena[Int(starts[b.number])..<Int(starts[b.number + 1])]))
    }
    return entries.map(\.number)
  }
}
