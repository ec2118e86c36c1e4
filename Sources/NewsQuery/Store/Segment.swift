/// A run of consecutive articles on its way into an archive: their text, their columns, their words as numbers of a
/// `IngestLexicon`. Ingest makes segments on all threads; `SegmentMerge` makes one archive of them, the same whichever way
/// the articles were cut into segments.
final class Segment: @unchecked Sendable {
  // Filled by one thread; read by several once it is sealed.
  private(set) var articleCount = 0
  private(set) var text: ByteBuffer
  /// `textStart` counts within this segment.
  private(set) var records: [ArticleRecord] = []
  private(set) var borders = ByteBuffer(capacity: 1 << 12)
  private(set) var borderEnds: [Int] = []
  var columns = ColumnDrafts()

  /// Shared with the other segments of the same thread.
  let lexicon: IngestLexicon
  private(set) var words: WordStream
  private(set) var isSealed = false

  /// Enough text for one segment.
  static let textSize = 8 << 20

  var isFull: Bool { text.count >= Segment.textSize || articleCount >= 1 << 20 }

  init(lexicon: IngestLexicon = IngestLexicon(), textCapacity: Int = 1 << 16) {
    self.lexicon = lexicon
    text = ByteBuffer(capacity: textCapacity)
    // A word has some six letters and a blank, and most have two bytes here.
    words = WordStream(capacity: textCapacity / 2)
  }

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

    words.append(
      text.bytes, &record, article: articleCount, surfaces: &lexicon.surfaces, borders: &borders)
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

  /// To be called once when the last article is in, before the lexicon takes in words of another segment.
  func seal() {
    guard !isSealed else { return }
    isSealed = true
    lexicon.seal(words)
    words.finish()
    text.shrink()
  }

  /// Lets go of the words, once they were turned round.
  func dropWords() { words = WordStream() }

  /// Hands its text over.
  func takeText() -> ByteBuffer {
    var taken = ByteBuffer(capacity: 0)
    swap(&taken, &text)
    return taken
  }
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

  /// For each position the number of its raw form and one, or 0 between two fields: in two bytes where it fits, since
  /// most words are old acquaintances with low numbers, else in four (`TokenReader`).
  private(set) var codes: ByteBuffer
  private(set) var compounds: [Compound] = []
  private var borderWriter = BorderWriter()

  private static let mostWaiting = 32

  init(capacity: Int = 64) { codes = ByteBuffer(capacity: capacity) }

  @inline(__always)
  private static func append(_ token: UInt32, to codes: inout ByteBuffer) {
    if token < 0x8000 {
      codes.append(value: UInt16(truncatingIfNeeded: token))
    } else {
      codes.append(value: UInt16(truncatingIfNeeded: 0x8000 | token >> 16))
      codes.append(value: UInt16(truncatingIfNeeded: token))
    }
  }

  /// Cuts an article, whose fields stand in `text` as `record` says, and counts its words.
  mutating func append(
    _ text: UnsafeRawBufferPointer, _ record: inout ArticleRecord, article: Int, surfaces: inout SurfaceTable,
    borders: inout ByteBuffer
  ) {
    let headlineAt = Int(record.textStart)
    let deckAt = headlineAt + Int(record.headlineLength)
    let bodyAt = deckAt + Int(record.deckLength)
    borderWriter.begin(leadByte: Int(record.leadStart))
    var position: UInt32 = 0
    cut(text, headlineAt..<deckAt, isBody: false, article, &position, &surfaces)
    WordStream.append(0, to: &codes)
    position += 1
    borderWriter.deckStart = position
    cut(text, deckAt..<bodyAt, isBody: false, article, &position, &surfaces)
    WordStream.append(0, to: &codes)
    position += 1
    borderWriter.bodyStart = position
    cut(text, bodyAt..<bodyAt + Int(record.bodyLength), isBody: true, article, &position, &surfaces)
    borderWriter.end = position
    borderWriter.write(to: &borders)
    record.wordCount = borderWriter.end - 2
    record.bodyWordCount = borderWriter.end - borderWriter.bodyStart
  }

  /// Cuts one field into words and notes where its sentences begin.
  private mutating func cut(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>, isBody: Bool, _ article: Int, _ first: inout UInt32,
    _ surfaces: inout SurfaceTable
  ) {
    guard !range.isEmpty else { return }
    let field = UnsafeRawBufferPointer(rebasing: text[range])
    borderWriter.beginField(field, isBody: isBody)
    guard let base = field.baseAddress else { return }
    var nextBorder = borderWriter.nextBorder
    var position = first
    // Words wait for their numbers in a row, while their places in the table come from memory.
    withUnsafeTemporaryAllocation(of: SurfaceTable.Wanted.self, capacity: WordStream.mostWaiting) { waiting in
      guard let row = waiting.baseAddress else { return }
      var count = 0
      Tokenizer.forEachWord(in: field) { start, end, partCount in
        var place = position
        if partCount > 1 {
          place = position &- UInt32(truncatingIfNeeded: partCount)
        } else {
          if start >= nextBorder { nextBorder = borderWriter.pass(start, position: position) }
          position &+= 1
        }
        (row + count).initialize(
          to: surfaces.wanted(base + start, end &- start, partCount: partCount, position: place))
        count &+= 1
        if count == WordStream.mostWaiting {
          append(row, count, article, &surfaces)
          count = 0
        }
      }
      append(row, count, article, &surfaces)
    }
    borderWriter.endField(position: position)
    first = position
  }

  @inline(never)
  private mutating func append(
    _ waiting: UnsafePointer<SurfaceTable.Wanted>, _ count: Int, _ article: Int, _ surfaces: inout SurfaceTable
  ) {
    for index in 0..<count {
      let word = waiting[index]
      let surface = surfaces.intern(word)
      if word.partCount > 1 {
        compounds.append(Compound(article: UInt32(article), position: word.position, surface: surface))
      } else {
        WordStream.append(surface &+ 1, to: &codes)
      }
    }
  }

  /// Gives back what memory was taken too much.
  mutating func finish() {
    codes.shrink()
    borderWriter = BorderWriter()
  }
}
