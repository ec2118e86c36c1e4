/// The words that one thread of an ingest has met, segment after segment, and where. Each raw form is stripped and folded
/// once, however many texts it stands in.
final class IngestLexicon: @unchecked Sendable {
  // INVARIANT: filled by one thread; read by several once all segments are sealed.
  var collector: WordCollector

  /// Numbers of words have at least 24 bits beside their partition's; offsets of their bytes 32.
  var isFull: Bool { collector.isFull }

  /// All lexicons whose segments are merged must have the same number of partitions, a power of two: many for a large
  /// ingest, one for a few articles.
  init(partitionCount: Int = 1) { collector = WordCollector(partitionCount: partitionCount) }
}

/// Cuts texts into words, and puts each where its occurrences are kept.
struct WordCollector: ~Copyable {
  private(set) var partitions: Partitions
  private var surfaces = SurfaceTable()
  private var borderWriter = BorderWriter()

  /// Words wait here for their codes, while their places in the table come from memory.
  private let waiting = UnsafeMutablePointer<SurfaceTable.Wanted>.allocate(capacity: mostWaiting)
  private static let mostWaiting = 32

  private var form: [UInt8] = []
  private var key: [UInt8] = []

  init(partitionCount: Int) { partitions = Partitions(count: partitionCount) }

  deinit { waiting.deallocate() }

  var isFull: Bool { surfaces.count >= 1 << 23 || surfaces.byteCount >= 1 << 30 }

  mutating func beginSegment() { partitions.beginSegment() }

  /// Cuts an article, whose fields stand in `text` as `record` says, and counts its words.
  mutating func append(
    _ text: UnsafeRawBufferPointer, _ record: inout ArticleRecord, article: UInt32, borders: inout ByteBuffer
  ) {
    let headlineAt = Int(record.textStart)
    let deckAt = headlineAt + Int(record.headlineLength)
    let bodyAt = deckAt + Int(record.deckLength)
    borderWriter.begin(leadByte: Int(record.leadStart))
    // One place is left free between two fields.
    var position = cut(text, headlineAt..<deckAt, isBody: false, article, from: 0)
    borderWriter.deckStart = position + 1
    position = cut(text, deckAt..<bodyAt, isBody: false, article, from: position + 1)
    borderWriter.bodyStart = position + 1
    position = cut(text, bodyAt..<bodyAt + Int(record.bodyLength), isBody: true, article, from: position + 1)
    borderWriter.end = position
    borderWriter.write(to: &borders)
    record.wordCount = borderWriter.end - 2
    record.bodyWordCount = borderWriter.end - borderWriter.bodyStart
  }

  /// Cuts one field into words and notes where its sentences begin. Gives the position after the last word.
  private mutating func cut(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>, isBody: Bool, _ article: UInt32, from first: UInt32
  ) -> UInt32 {
    guard !range.isEmpty else { return first }
    let field = UnsafeRawBufferPointer(rebasing: text[range])
    guard let base = field.baseAddress else { return first }
    borderWriter.beginField(field, isBody: isBody)
    var nextBorder = borderWriter.nextBorder
    var position = first
    var words = WordIterator(field)
    var count = 0
    while words.next() {
      if words.partCount == 1 {
        if words.start >= nextBorder { nextBorder = borderWriter.pass(words.start, position: position) }
        (waiting + count).initialize(
          to: surfaces.wanted(base + words.start, words.end &- words.start, position: position))
        position &+= 1
      } else {
        (waiting + count).initialize(
          to: surfaces.wantedLong(
            base + words.start, words.end &- words.start, partCount: words.partCount,
            position: position &- UInt32(truncatingIfNeeded: words.partCount)))
      }
      count &+= 1
      if count == WordCollector.mostWaiting {
        put(count, article)
        count = 0
      }
    }
    put(count, article)
    borderWriter.endField(position: position)
    return position
  }

  @inline(never)
  private mutating func put(_ count: Int, _ article: UInt32) {
    for index in 0..<count {
      let word = waiting + index
      let code = surfaces.code(of: word) ?? add(word)
      partitions.put(code, article: article, position: word.pointee.position)
    }
  }

  @inline(never)
  private mutating func add(_ place: UnsafePointer<SurfaceTable.Wanted>) -> UInt32 {
    let word = place.pointee
    form.removeAll(keepingCapacity: true)
    key.removeAll(keepingCapacity: true)
    WordForm.appendSurface(word.bytes, to: &form)
    form.withUnsafeBytes { Fold.append($0, to: &key) }
    if word.partCount > 1 {
      for tail in [0, UInt8(word.partCount)] {
        form.append(tail)
        key.append(tail)
      }
    }
    let code = partitions.add(form: form, key: key)
    surfaces.add(word, code: code)
    return code
  }

  /// Lets go of what only further words would need.
  mutating func finish() { surfaces = SurfaceTable() }
}
